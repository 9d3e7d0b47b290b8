// What the relay costs: requests for each second of one core, and memory for each request that waits.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { relay } from '../../../dist/relay.mjs';
import { CLIENT, event, INCIDENT, KEY, NAME, ORIGIN } from './storm.js';

/** Requests that wait at a time: as many as a relay lets wait. */
const WAITING = 10_000;

const request = (dedup_key: string, page: number) =>
  new Request('https://relay.shop.example/v2/enqueue', {
    method: 'POST',
    body: JSON.stringify(event(NAME, dedup_key)),
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json', [CLIENT]: String(page) },
  });

const newRelay = (fetch: () => Promise<Response>, window?: number) =>
  relay({
    keys: { [NAME]: KEY },
    origins: [ORIGIN],
    client: ({ headers }) => headers.get(CLIENT) ?? undefined,
    fetch,
    ...(window && { window }),
  });

const accepts = () => Promise.resolve(new Response('{"status":"success"}', { status: 202 }));

/** Seconds that this process has computed. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Requests that the handler answers in a second of computing, Node's Request and Response among it. */
export async function handled(keyOf: (page: number) => string, rounds = 4): Promise<number> {
  const handle = newRelay(accepts, 200);
  const round = async (first: number) => {
    const pages = Array.from({ length: WAITING / 2 }, (_, index) => first + index);
    const responses = await Promise.all(pages.map((page) => handle(request(keyOf(page), page))));
    if (responses.some(({ status }) => status !== 202)) throw new Error('A request was refused');
    return pages.length;
  };
  // The first is for the engine to learn it.
  let pages = await round(0);
  const [begin, before] = [pages, cpuSeconds()];
  while (pages < begin * (rounds + 1)) pages += await round(pages);
  return (pages - begin) / (cpuSeconds() - before);
}

/** Bytes of heap for each request that waits, from when the handler has it until it is answered. */
export async function bytesWaiting(keyOf: (page: number) => string): Promise<number> {
  let answer!: () => void;
  const silence = new Promise<void>((resolve) => (answer = resolve));
  const handle = newRelay(() => silence.then(accepts));
  await warm();
  const before = heap();
  const waiting = Array.from({ length: WAITING }, (_, page) => handle(request(keyOf(page), page)));
  await settled();
  const bytes = (heap() - before) / WAITING;
  answer();
  await Promise.all(waiting);
  return bytes;
}

/** What is loaded and compiled with the first request is no request's. */
async function warm(): Promise<void> {
  await newRelay(accepts)(request(INCIDENT, 0));
}

/** Long enough for bodies to be read. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 1000));

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
