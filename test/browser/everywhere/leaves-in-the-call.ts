// A request leaves within the call that makes it: whatever the page does next cannot hold it up.
import { describe, expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../../src/index.js';
import type { Tab } from '../engines.js';
import { addScript } from '../support.js';
import { stage } from './stage.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

/**
 * Makes calls, and keeps the page busy in the same task until their requests have arrived, for ten seconds at most.
 * @returns how many had arrived while the page was busy
 */
async function arrivedMeanwhile(tab: Tab, calls: string, count: number): Promise<number> {
  await addScript(
    tab,
    `setTimeout(() => {
      const options = { protocol: 'http', server: '${stage.server}' };
      ${calls}
      const end = Date.now() + 10_000;
      let count = 0;
      do {
        for (const next = Date.now() + 100; Date.now() < next; );
        // A synchronous request lets nothing else of the page run.
        const request = new XMLHttpRequest();
        request.open('GET', '/arrived', false);
        request.send();
        count = Number(request.responseText);
      } while (count < ${count} && Date.now() < end);
      window.arrived = count;
    });`,
  );
  await expect.poll(() => tab.evaluate('typeof arrived')).toBe('number');
  return (await tab.evaluate('arrived')) as number;
}

describe('While the page is busy after the call', () => {
  it('events of each kind and REST calls arrive', async () => {
    const tab = await stage.open();
    const calls = `
      const pdjs = new PDJSobj({ ...options, token: 'token-of-20-characters' });
      pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });
      pdjs.event({ routing_key: 'KEY', summary: 'b', dedup_key: 'b' });
      pdjs.change({ routing_key: 'KEY', summary: 'c' });
      pdjs.api({ res: 'users', data: { limit: 1 } });
      pdjs.get('incidents', { limit: 1 });`;
    expect(await arrivedMeanwhile(tab, calls, 5)).toBe(5);
    expect(stage.standIn.requests.map(({ method, url }) => `${method} ${new URL(url).pathname}`).sort()).toEqual([
      'GET /incidents',
      'GET /users',
      'POST /generic/2010-04-15/create_event.json',
      'POST /v2/change/enqueue',
      'POST /v2/enqueue',
    ]);
  });

  it('six events arrive, three of them with an outbox', async () => {
    const tab = await stage.open();
    const calls = `
      const [pdjs, withOutbox] = [new PDJSobj(options), new PDJSobj({ ...options, outbox: true })];
      for (const key of 'abc') pdjs.trigger({ service_key: 'KEY', incident_key: key });
      for (const key of 'xyz') withOutbox.trigger({ service_key: 'KEY', incident_key: key });`;
    expect(await arrivedMeanwhile(tab, calls, 6)).toBe(6);
  });
});

it('While an alert box is up, events arrive, with an outbox and without', async () => {
  const tab = await stage.open();
  const alerted = tab.alerted();
  await addScript(
    tab,
    `setTimeout(() => {
      for (const outbox of [false, true])
        new PDJSobj({ protocol: 'http', server: '${stage.server}', outbox }).trigger({
          service_key: 'KEY', incident_key: 'outbox ' + outbox, success: () => { document.title += ', told'; }
        });
      alert('Creating PagerDuty alert');
    }, 100);`,
  );
  const close = await alerted;
  try {
    const accepted = () => stage.standIn.incidents.map(({ incident_key }) => incident_key).sort();
    await expect.poll(accepted, { timeout: 10_000 }).toEqual(['outbox false', 'outbox true']);
  } finally {
    await close();
  }
  await expect.poll(() => tab.evaluate('document.title')).toBe('A page, told, told');
});
