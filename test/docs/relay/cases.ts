// What every server of docs/relay.md does, in the engine that it is for.
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, it } from 'vitest';
import { PDJSobj } from '../../../src/index.js';
import { failureOf } from '../../unit/support.js';
import { blocksFor } from '../markdown.js';
import { startPagerDuty, type PagerDuty } from './pagerduty.js';
import { KEY, type Platform, type Server } from './platforms.js';

const ORIGIN = 'https://shop.example';
const V1 = '/generic/2010-04-15/create_event.json';
const V2 = '/v2/enqueue';
const MAX_BYTES = 65_536;
/** Milliseconds in which an engine is there, however busy the machine. */
const STARTS_IN = 60_000;

/** An event of an incident, as a page sends it. */
const eventOf = (incident: string, more: object = {}) =>
  JSON.stringify({ service_key: 'checkout', event_type: 'trigger', incident_key: incident, description: 'Down', ...more });

interface Told {
  status: number;
  text: string;
  headers: Headers;
}

async function send(server: Server, path: string, body: string, headers: Record<string, string> = {}): Promise<Told> {
  const response = await fetch(server.url + path, { method: 'POST', body, headers: { Origin: ORIGIN, ...headers } });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** Sends over a connection of its own, and rejects where that is reset before the answer has come. */
function written(server: Server, body: string, headers: Record<string, string>): Promise<Pick<Told, 'status' | 'text'>> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent: false, headers: { Origin: ORIGIN, ...headers } };
    const request = httpRequest(server.url + V2, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** A page that has sent an event and will not wait for its answer: it resets the connection, which no server can overlook. */
function pageThatLeaves(server: Server, body: string): Socket {
  const { hostname, port, pathname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  const head = [`POST ${pathname.replace(/\/$/, '')}${V1} HTTP/1.1`, `Host: ${hostname}`, `Origin: ${ORIGIN}`];
  socket.on('error', () => undefined);
  socket.write(`${head.join('\r\n')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  return socket;
}

export function cases(platform: Platform): void {
  const { hasAddressHeader = false } = platform;
  const start = () => platform.start(pagerduty.url);
  let pagerduty: PagerDuty;
  let server: Server;
  beforeAll(async () => {
    pagerduty = await startPagerDuty();
    server = await start();
  }, STARTS_IN);
  afterAll(async () => {
    await (server as Server | undefined)?.stop();
    await pagerduty.close();
  });

  it('pages with the key in place of its name, on all three paths', async ({ expect }) => {
    const pdjs = new PDJSobj({ eventsUrl: server.url, retry: 0 });
    const from = { headers: { Origin: ORIGIN } };
    expect(await pdjs.trigger({ service_key: 'checkout', incident_key: 'v1', description: 'Down', ...from })).toEqual({
      status: 'success',
      message: 'Event processed',
      incident_key: 'v1',
    });
    await pdjs.resolve({ routing_key: 'checkout', dedup_key: 'of v2', ...from });
    await pdjs.change({ routing_key: 'checkout', summary: 'a change', ...from });
    expect(pagerduty.got('"v1"')).toMatchObject([{ service_key: KEY, description: 'Down' }]);
    expect(pagerduty.got('"of v2"')).toMatchObject([{ routing_key: KEY, event_action: 'resolve' }]);
    expect(pagerduty.got('"a change"')).toMatchObject([{ routing_key: KEY }]);
  });

  it('refuses an unknown name, a foreign origin and none, finally', async ({ expect }) => {
    const pdjs = new PDJSobj({ eventsUrl: server.url });
    const refused: [name: string, headers: Record<string, string>][] = [
      ['unknown', { Origin: ORIGIN }],
      [KEY, { Origin: ORIGIN }],
      ['checkout', { Origin: 'https://other.example' }],
      ['checkout', {}],
    ];
    for (const [service_key, headers] of refused) {
      const { status, attempts } = await failureOf(pdjs.trigger({ service_key, incident_key: 'refused', headers }));
      expect([status, attempts]).toEqual([400, 1]);
    }
    expect(pagerduty.got('"refused"')).toEqual([]);
  });

  it('answers a preflight', async ({ expect }) => {
    const headers = { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' };
    const { status, headers: said } = await fetch(server.url + V2, { method: 'OPTIONS', headers });
    expect([status, said.get('Access-Control-Allow-Origin'), said.get('Access-Control-Max-Age')]).toEqual([204, ORIGIN, '7200']);
    expect(said.get('Access-Control-Allow-Headers')).toContain('*');
  });

  it('tells the sender of a byte too many so', async ({ expect }) => {
    const long = 'x'.repeat(MAX_BYTES + 1);
    for (const [name, value] of [
      ['Content-Length', String(long.length)],
      ['Transfer-Encoding', 'chunked'],
    ] as const) {
      const { status, text } = await written(server, long, { [name]: value });
      expect([status, JSON.parse(text)]).toMatchObject([413, { status: 'refused', errors: [] }]);
    }
    expect(pagerduty.got('xxxx')).toEqual([]);
  });

  it('makes two requests of six events of an incident that come at once', async ({ expect }) => {
    const { held, release } = pagerduty.hold('"shared"');
    const first = send(server, V1, eventOf('shared'));
    await held;
    const others = Array.from({ length: 5 }, () => send(server, V1, eventOf('shared')));
    release();
    const told = await Promise.all([first, ...others]);
    expect(told.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(told.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
      told.map(() => ({ status: 'success', message: 'Event processed', incident_key: 'shared' })),
    );
    expect(pagerduty.got('"shared"')).toHaveLength(2);
  });

  it('goes on when the page leaves whose request is under way', async ({ expect }) => {
    const { held, release } = pagerduty.hold('"under way"');
    const page = pageThatLeaves(server, eventOf('under way'));
    await held;
    const others = [send(server, V1, eventOf('under way'))];
    page.resetAndDestroy();
    others.push(send(server, V1, eventOf('under way')));
    // By then the server has seen what came before.
    await send(server, V1, eventOf('meanwhile'));
    release();
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200]);
    expect(pagerduty.got('"under way"')).toHaveLength(2);
  });

  it('goes on when the page leaves that was the first to wait', async ({ expect }) => {
    expect((await send(server, V1, eventOf('waiting'))).status).toBe(200);
    const page = pageThatLeaves(server, eventOf('waiting', { description: 'of the page that leaves' }));
    await send(server, V1, eventOf('before'));
    const others = [send(server, V1, eventOf('waiting'))];
    await send(server, V1, eventOf('between'));
    page.resetAndDestroy();
    await send(server, V1, eventOf('after'));
    others.push(send(server, V1, eventOf('waiting')));
    expect((await Promise.all(others)).map(({ status }) => status)).toEqual([200, 200]);
    expect(pagerduty.got('"waiting"')).toHaveLength(2);
  });

  it('answers 504 where PagerDuty is silent for 8 seconds', async ({ expect }) => {
    const { release } = pagerduty.hold('"silence"');
    const began = performance.now();
    const { status, text } = await send(server, V1, eventOf('silence'));
    release();
    expect([status, JSON.parse(text)]).toMatchObject([504, { status: 'refused', errors: [] }]);
    expect(performance.now() - began).toBeGreaterThan(7500);
  });

  it('takes 60 events a minute from a client, and says when to come back', async ({ expect }) => {
    const other = await start();
    const from = (address: string) => send(other, V1, '', hasAddressHeader ? { 'CF-Connecting-IP': address } : {});
    try {
      for (let number = 0; number < 60; number += 1) expect((await from(`2001:db8::${number}`)).status).toBe(400);
      const { status, headers } = await from('2001:db8::ffff');
      expect(status).toBe(429);
      expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
      if (hasAddressHeader) expect((await from('2001:db8:1::1')).status).toBe(400);
    } finally {
      await other.stop();
    }
  });

  it('answers the command of the documentation', async ({ expect }) => {
    const [, url = '', name = '', value = '', data = ''] =
      blocksFor('command')
        .map(([, { code }]) => CURL.exec(code))
        .find(Boolean) ?? [];
    const { status, text } = await send(server, new URL(url).pathname, data, { [name]: value });
    expect([status, JSON.parse(text)]).toMatchObject([202, { status: 'success' }]);
    expect(pagerduty.got('"source":"curl"')).toHaveLength(1);
  });
}

/** The command of docs/relay.md that tries the relay. */
export const CURL = /^curl -i (http:\S+) -H '([\w-]+): (\S+)' -d '(.*)'$/m;
