import { expect, it } from 'vitest';
import { StandIn } from '../../demo/stand-in.js';
import { PDJSobj } from '../../src/index.js';

it('works', async () => {
  const standIn = new StandIn();
  const pdjs = new PDJSobj({ fetch: standIn.app.fetch, retry: { delay: () => 1 } });
  standIn.faults.push({ kind: 'status', status: 503 }, { kind: 'drop' }, { kind: 'lost_answer' });
  const r = await pdjs.trigger({ service_key: 'k', description: 'd', incident_key: 'i' });
  expect(r).toEqual({ status: 'success', message: 'Event processed', incident_key: 'i' });
  expect(standIn.requests).toHaveLength(4);
  console.log(standIn.requests[0], standIn.incidents);
  const e = await pdjs
    .trigger({ service_key: 'k', description: 'd', incident_key: 'i', contexts: { a: 1 } as never })
    .catch((x: unknown) => x);
  console.log(e);
});
