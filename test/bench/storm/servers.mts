// PagerDuty and the built relay, in a process of their own: pages that are busy must not hold them up.
import { listen } from '../../../demo/listen.js';
import { PagerDuty, type StormEvent } from '../../../demo/page/visitors/pagerduty.mjs';
import { relay } from '../../../dist/relay.mjs';
import { CLIENT, KEY, NAME, ORIGIN } from './storm.js';

/** What it tells when it has started. */
export interface Ports {
  pagerDuty: number;
  relay: number;
}

/** What it tells when it is asked. */
export interface Report {
  requests: number;
  shortestGap: number;
  /** When the first event of each incident was taken, of `Date.now()`. */
  accepted: [dedup_key: string, at: number][];
  /** Seconds that the process has computed. */
  cpu: number;
}

const pagerDuty = new PagerDuty();
const service = await listen(async (request) => {
  const { status, text } = pagerDuty.answer((await request.json()) as StormEvent, Date.now());
  return new Response(text, { status, headers: { 'Content-Type': 'application/json' } });
}, 0);

const handle = relay({
  keys: { [NAME]: KEY },
  origins: [ORIGIN],
  client: ({ headers }) => headers.get(CLIENT) ?? undefined,
  // PagerDuty's host, on this machine.
  fetch: (url, init) => fetch(new URL(new URL(url as string).pathname, `http://127.0.0.1:${service.port}`), init),
});
const relaying = await listen((request) => handle(request), 0);

process.on('message', () => {
  const { requests, shortestGap, accepted } = pagerDuty;
  const { user, system } = process.cpuUsage();
  const report: Report = { requests, shortestGap, accepted: [...accepted], cpu: (user + system) / 1e6 };
  process.send?.(report);
});
process.on('disconnect', () => {
  process.exit();
});
process.send?.({ pagerDuty: service.port, relay: relaying.port } satisfies Ports);
