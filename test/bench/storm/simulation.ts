// A storm in virtual time: the relay itself, and pages that are PDJS's retries and nothing else.
import { PagerDuty, type StormEvent } from '../../../demo/page/visitors/pagerduty.mjs';
import { retryAfter } from '../../../src/delivery/retry-table.js';
import type { relay } from '../../../src/relay/relay.js';
import { inVirtualTime, type VirtualClock } from './clock.js';
import { LightController, LightRequest, LightResponse } from './light.js';
import { sendAsPDJS, type Heard } from './page.js';
import { CLIENT, event, INCIDENT, KEY, NAME, ORIGIN, OTHER, outcomeOf, Tally, type Outcome, type Storm } from './storm.js';

/** How long PagerDuty takes to answer a relay, in milliseconds. All else takes no time. */
const LATENCY = 100;
const URL = 'https://relay.shop.example/v2/enqueue';

/** What the relay is made of. */
export interface Engine {
  Request: new (url: string, init: { method: string; body: Uint8Array<ArrayBuffer>; headers: Record<string, string> }) => Request;
  Response: typeof Response;
  AbortController: typeof AbortController;
}

/** Node's own. */
export const WHOLE: Engine = { Request, Response, AbortController };
/** For millions of requests. */
export const LIGHT = {
  Request: LightRequest,
  Response: LightResponse,
  AbortController: LightController,
} as unknown as Engine;

/** An attempt of a page's. */
type Send = (page: number, dedup_key: string, heard: (heard: Heard) => void) => void;

/** Lets a storm pass. */
export async function simulate(storm: Storm, newRelay: typeof relay, engine: Engine): Promise<Outcome> {
  const { Response, AbortController } = globalThis;
  Object.assign(globalThis, { Response: engine.Response, AbortController: engine.AbortController });
  try {
    return await inVirtualTime((clock) => outcome(storm, clock, newRelay, engine));
  } finally {
    Object.assign(globalThis, { Response, AbortController });
  }
}

async function outcome(
  { pages, within, relays }: Storm,
  clock: VirtualClock,
  newRelay: typeof relay,
  engine: Engine,
): Promise<Outcome> {
  const pagerDuty = new PagerDuty();
  const fetch = throughRelay(pagerDuty, clock, engine);
  const handlers = Array.from({ length: relays }, () =>
    newRelay({
      keys: { [NAME]: KEY },
      origins: [ORIGIN],
      client: ({ headers }) => headers.get(CLIENT) ?? undefined,
      fetch,
    }),
  );
  const send = relays > 0 ? inTurn(handlers, engine) : directly(pagerDuty, clock);
  const tally = new Tally(pages);
  const other = new Tally(1);
  const trigger = (page: number, dedup_key: string, tally: Tally) => {
    sendAsPDJS(
      (heard) => {
        send(page, dedup_key, heard);
      },
      (success) => {
        tally.told(success, clock.now);
      },
    );
  };
  // Pages that have not begun take no memory.
  const starts = Float64Array.from({ length: pages }, () => Math.random() * within).sort();
  let page = 0;
  const startDue = () => {
    while ((starts[page] ?? Infinity) <= clock.now) trigger(page++, INCIDENT, tally);
    if (page < pages) setTimeout(startDue, 1);
  };
  startDue();
  setTimeout(() => {
    trigger(pages, OTHER, other);
  }, within / 2);
  await Promise.all([tally.all, other.all]);
  return outcomeOf(tally, pagerDuty, within / 2);
}

/** Pages that have the key. They are answered at once: 11,000,000 times, where there are 1,000,000 of them. */
const directly =
  (pagerDuty: PagerDuty, clock: VirtualClock): Send =>
  (_, dedup_key, heard) => {
    const { status } = pagerDuty.answer({ routing_key: KEY, dedup_key }, clock.now);
    heard({ status, wait: 0 });
  };

/** What a relay sends to PagerDuty. */
const throughRelay =
  (pagerDuty: PagerDuty, clock: VirtualClock, { Response }: Engine): typeof fetch =>
  async (_, { body } = {}) => {
    const { status, text } = pagerDuty.answer(JSON.parse(body as string) as StormEvent, clock.now);
    await new Promise<void>((resolve) => setTimeout(resolve, LATENCY));
    return new Response(text, { status });
  };

/** Pages that have a name; each attempt goes to the next relay. */
function inTurn(handlers: ReturnType<typeof relay>[], { Request }: Engine): Send {
  const bytes = (dedup_key: string) => new TextEncoder().encode(JSON.stringify(event(NAME, dedup_key)));
  const bodies: Record<string, Uint8Array<ArrayBuffer>> = { [INCIDENT]: bytes(INCIDENT), [OTHER]: bytes(OTHER) };
  let turn = 0;
  return (page, dedup_key, heard) => {
    const headers = { Origin: ORIGIN, 'Content-Type': 'application/json', [CLIENT]: String(page) };
    const request = new Request(URL, { method: 'POST', body: bodies[dedup_key] ?? bytes(dedup_key), headers });
    void handlers[turn++ % handlers.length]?.(request).then(({ status, headers }) => {
      heard({ status, wait: status < 300 ? 0 : retryAfter(headers) });
    });
  };
}
