// What a storm comes to, without the relay and with it: over HTTP, in virtual time, and what the relay itself costs. It prints Markdown
// and checks nothing.
import { relay } from '../../dist/relay.mjs';
import { bytesWaiting, handled } from './storm/cost.js';
import { overHTTP } from './storm/loopback.js';
import { LIGHT, simulate } from './storm/simulation.js';
import type { Outcome, Storm } from './storm/storm.js';

const MINUTE = 60_000;

const OVER_HTTP: readonly Storm[] = [1000, 10_000].flatMap((pages) =>
  [0, 1].map((relays) => ({ pages, within: 10_000, relays })),
);
/** 100,000 pages a minute are about what one relay lets wait. */
const SIMULATED: readonly Storm[] = [
  [1000, 0],
  [1000, 1],
  [100_000, 0],
  [100_000, 1],
  [200_000, 1],
  [1_000_000, 0],
  [1_000_000, 10],
].map(([pages = 0, relays = 0]) => ({ pages, within: MINUTE, relays }));
/** Ten million requests: only where it is asked for. */
const OVERLOAD: readonly Storm[] = [{ pages: 1_000_000, within: MINUTE, relays: 1 }];

const count = (value: number) => Math.round(value).toLocaleString('en');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const HEAD = [
  'pages',
  'relays',
  'requests to PagerDuty',
  'succeeded',
  'failed',
  'last answered after',
  'other alert accepted after',
];
const row = ({ pages, relays }: Storm, { requests, succeeded, failed, lastTold, otherTaken }: Outcome) => [
  count(pages),
  relays ? count(relays) : 'none',
  count(requests),
  count(succeeded),
  count(failed),
  seconds(lastTold),
  otherTaken === undefined ? 'never' : otherTaken < 1000 ? `${count(otherTaken)} ms` : seconds(otherTaken),
];

/** Runs storms one after the other. */
async function storms(all: readonly Storm[], pass: (storm: Storm) => Promise<Outcome>): Promise<string> {
  const rows: string[][] = [];
  for (const storm of all) {
    rows.push(row(storm, await pass(storm)));
    console.error(rows.at(-1)?.join(', '));
  }
  return table(HEAD, rows);
}

/** Requests that the relay answered over HTTP for each second that its process computed. */
let answeredOverHTTP = 0;

const overHTTPNoting = async (storm: Storm) => {
  const { cpu, late, ...outcome } = await overHTTP(storm);
  if (storm.relays) answeredOverHTTP = storm.pages / cpu;
  console.error(`The pages' process fell behind by up to ${seconds(late)}`);
  return outcome;
};

async function cost(): Promise<string> {
  const alike = () => 'checkout is down';
  const each = (page: number) => `incident ${page}`;
  return table(
    ['', 'one incident', 'an incident each'],
    [
      ['requests per second of a core, the handler alone', count(await handled(alike)), count(await handled(each))],
      ['the same over HTTP, in the last storm above', answeredOverHTTP ? count(answeredOverHTTP) : '', ''],
      ['heap per waiting request, bytes', count(await bytesWaiting(alike)), count(await bytesWaiting(each))],
    ],
  );
}

const parts: Record<string, [title: string, run: () => Promise<string>]> = {
  http: ['Over HTTP, all pages within 10 seconds', () => storms(OVER_HTTP, overHTTPNoting)],
  simulated: ['Simulated, all pages within a minute', () => storms(SIMULATED, (storm) => simulate(storm, relay, LIGHT))],
  cost: ['What the relay costs', cost],
  overload: [
    'Simulated: ten times more than a relay lets wait',
    () => storms(OVERLOAD, (storm) => simulate(storm, relay, LIGHT)),
  ],
};
const named = process.argv.slice(2);
for (const name of named.length > 0 ? named : ['http', 'simulated', 'cost']) {
  const [title, run] = parts[name] ?? [];
  if (!run) throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')}`);
  console.log(`### ${title}\n\n${await run()}\n`);
}
