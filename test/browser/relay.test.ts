import { afterEach, describe, expect, it } from 'vitest';
import { listen, type Listener } from '../../demo/listen.js';
import { relay } from '../../dist/relay.mjs';
import { openPage, useChromium } from './support.js';

const stage = useChromium();
const KEY = '0123456789abcdef0123456789abcdef';

/** What DevTools says of a page's network: URLs and bodies, and headers as they go over the wire. */
const TRAFFIC = [
  'Network.requestWillBeSent',
  'Network.requestWillBeSentExtraInfo',
  'Network.responseReceived',
  'Network.responseReceivedExtraInfo',
] as const;

let listener: Listener | undefined;
afterEach(() => listener?.close());

/** The built relay, for pages of that origin, with the stand-in in PagerDuty's place. */
async function startRelay(origin: string): Promise<string> {
  const fetch: typeof globalThis.fetch = async (url, init) => stage.standIn.fetch(new Request(url, init));
  listener = await listen(relay({ keys: { checkout: KEY }, origins: [origin], client: false, fetch }), 0);
  return `http://127.0.0.1:${listener.port}`;
}

const triggered = (url: string) => `new PDJSobj({ eventsUrl: '${url}', retry: 0 })
  .trigger({ service_key: 'checkout', incident_key: 'a' }).then((answer) => answer.status, (error) => error.code)`;

describe('A page that pages through the relay', () => {
  it('pages somebody, and the key is nowhere in its traffic', async () => {
    const { page } = await openPage(stage);
    const url = await startRelay(stage.origin);
    const network = await page.createCDPSession();
    await network.send('Network.enable');
    const traffic: string[] = [];
    for (const type of TRAFFIC)
      network.on(type, (event: unknown) => {
        traffic.push(`${type} ${JSON.stringify(event)}`);
      });
    const bodies: Promise<string>[] = [];
    page.on('response', (response) => bodies.push(response.text().catch(() => '')));

    expect(await page.evaluate(triggered(url))).toBe('success');
    stage.standIn.faults.push({ kind: 'status', status: 400, body: `{"message":"Invalid key ${KEY}"}` });
    expect(await page.evaluate(triggered(url).replace("'a'", "'b'"))).toBe('http');

    expect(stage.standIn.requests.map(({ body }) => (JSON.parse(body) as Record<string, unknown>).service_key)).toEqual([
      KEY,
      KEY,
    ]);
    const seen = [...traffic, ...(await Promise.all(bodies))].join('\n');
    for (const there of [...TRAFFIC, 'create_event.json', 'Event processed', 'Invalid key checkout'])
      expect(seen).toContain(there);
    expect(seen).not.toContain(KEY);
  });

  it('of another origin does not reach it', async () => {
    const { page } = await openPage(stage);
    const url = await startRelay('https://shop.example');
    expect(await page.evaluate(triggered(url))).toBe('network');
    expect(stage.standIn.requests).toEqual([]);
  });

  it('is told that its event is too long, and does not try again', async () => {
    const { page } = await openPage(stage);
    const url = await startRelay(stage.origin);
    const told = await page.evaluate(
      `new PDJSobj({ eventsUrl: '${url}' }).trigger({ service_key: 'checkout', incident_key: 'a', details: { text: 'x'.repeat(500_000) } })
        .catch(({ status, attempts }) => [status, attempts])`,
    );
    expect(told).toEqual([413, 1]);
  });
});
