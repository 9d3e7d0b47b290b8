import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { listen, type Listener } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type CallOptions } from '../../src/index.js';
import { failureOf } from '../unit/support.js';
import { startRelay, type Relay } from './relay.js';

let standIn = new StandIn();
let pagerduty: Listener;
let relay: Relay;
beforeAll(async () => {
  pagerduty = await listen((request, env) => standIn.app.fetch(request, env), 0);
});
afterAll(() => pagerduty.close());
afterEach(() => relay.stop());

/** A page that pages through a new relay, as if from the origin that the relay's command names. */
async function page(options: Omit<CallOptions, 'headers'> & { headers?: Record<string, string> } = {}) {
  standIn = new StandIn();
  relay = await startRelay({ PAGERDUTY: `http://127.0.0.1:${pagerduty.port}` });
  const pdjs = new PDJSobj({ eventsUrl: relay.url, retry: 0 });
  const from = { headers: { Origin: relay.variables.ORIGIN ?? '', ...options.headers } };
  return { pdjs, from, key: relay.variables.CHECKOUT_KEY };
}
const keys = () => standIn.requests.map(({ body }) => (JSON.parse(body) as Record<string, unknown>).service_key);
const event = { service_key: 'checkout', incident_key: 'a', description: 'Checkout is down' };

it('pages with the real key in place of the name', async () => {
  const { pdjs, from, key } = await page();
  expect(await pdjs.trigger({ ...event, ...from })).toEqual({ status: 'success', message: 'Event processed', incident_key: 'a' });
  expect(keys()).toEqual([key]);
  await pdjs.resolve({ routing_key: 'checkout', dedup_key: 'a', ...from });
  await pdjs.change({ routing_key: 'checkout', summary: 'Deployed', ...from });
  expect(standIn.requests.map(({ body }) => (JSON.parse(body) as Record<string, unknown>).routing_key)).toEqual([
    undefined,
    key,
    key,
  ]);
});

it('refuses what is not for it, finally and in words, and passes nothing on', async () => {
  const { pdjs, from } = await page();
  const again = { ...from, retry: { limit: 3, delay: () => 0 } };
  const refused = async (call: Promise<unknown>) => {
    const { status, message, attempts } = await failureOf(call);
    return [status, message, attempts];
  };
  expect(await refused(pdjs.trigger({ ...event, ...again, headers: { Origin: 'https://other.example' } }))).toEqual([
    400,
    'This relay is not for your page',
    1,
  ]);
  expect(await refused(pdjs.trigger({ ...event, ...again, service_key: 'unknown' }))).toEqual([400, 'No key has this name', 1]);
  expect(await refused(pdjs.trigger({ ...event, ...again, details: { text: 'x'.repeat(70_000) } }))).toEqual([
    413,
    'An event may have 65536 bytes',
    1,
  ]);
  expect(await refused(pdjs.trigger({ ...event, ...again, url: `${relay.url}/users` }))).toEqual([
    404,
    'Nothing but events goes through this relay',
    1,
  ]);
  for (const body of ['{', 'null', '[]', '']) {
    const answer = await fetch(`${relay.url}/v2/enqueue`, { method: 'POST', body, headers: from.headers });
    expect(answer.status).toBe(400);
  }
  expect(standIn.requests).toEqual([]);
});

it('takes 30 events a minute from an address, and says when to come back', async () => {
  const { pdjs, from } = await page();
  for (let number = 0; number < 30; number += 1) await pdjs.trigger({ ...event, ...from });
  const answer = await fetch(`${relay.url}/v2/enqueue`, { method: 'POST', body: '{}', headers: from.headers });
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '60']);
  expect(standIn.accepted).toBe(30);
});

it('passes on what PagerDuty answers, and what it does not', async () => {
  const { pdjs, from } = await page();
  standIn.faults.push({ kind: 'status', status: 429, headers: { 'Retry-After': '7' } });
  const answer = await fetch(`${relay.url}/generic/2010-04-15/create_event.json`, {
    method: 'POST',
    body: JSON.stringify(event),
    headers: from.headers,
  });
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([429, '7']);
  standIn.faults.push({ kind: 'drop' });
  await pdjs.trigger({ ...event, ...from, retry: { limit: 1, delay: () => 0 } });
  expect(standIn.accepted).toBe(1);
});
