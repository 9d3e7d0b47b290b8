// What holds of the relay whatever pages send and whatever PagerDuty answers.
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { relay, type RelayReport } from '../../src/relay/relay.js';
import { Clock } from './clock.js';
import { CHANGE, KEY, ORIGIN, V1, V2 } from './support.js';

const OTHER_KEY = 'f'.repeat(32);
/** Two names of one key, one of another, and one that is hard to put into a text. */
const KEYS = { checkout: KEY, cart: KEY, search: OTHER_KEY, '$& shop': OTHER_KEY };
const PATIENCE = 8000;

type Fields = Record<string, unknown>;

/** What makes a request one that must be refused. */
const WRONGS = {
  'a foreign origin': { origin: 'https://evil.example' },
  'no origin': { origin: undefined },
  'the origin null': { origin: 'null' },
  'another method': { method: 'PUT' },
  'another path': { path: '/v2/enqueue/x' },
  'a name that is unknown': { name: 'unknown' },
  'a name of every object': { name: 'constructor' },
  'no text as a name': { name: ['checkout'] },
  'the key': { name: KEY },
  'the key elsewhere': { extra: { x: [{ y: OTHER_KEY }] } },
  'the key as a field': { extra: { [KEY]: 1 } },
  'both keys': { foreign: 'checkout' },
  'null as the other key': { foreign: null },
  'no JSON': { text: '{' },
  'an array': { text: '[{"service_key":"checkout","routing_key":"checkout"}]' },
  'a prototype': { text: '{"__proto__":{"service_key":"checkout","routing_key":"checkout"}}' },
  'too many bytes': { extra: { x: 'ü'.repeat(32_768) } },
  'what check refuses': { extra: { refuse: true } },
  'a body that stops': { stops: true },
};

const page = fc.record({
  /** After the one before it. */
  gap: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 300 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 20_000 }) },
  ),
  path: fc.constantFrom<string>(V1, V1, V1, V2, CHANGE),
  name: fc.constantFrom<string>(...Object.keys(KEYS)),
  action: fc.constantFrom('trigger', 'trigger', 'resolve', 'acknowledge'),
  incident: fc.constantFrom<unknown>('a', 'a', 'a', 'b', '', 7, undefined),
  extra: fc.oneof(fc.constant({}), fc.dictionary(fc.string({ unit: 'binary', minLength: 1 }), fc.jsonValue(), { maxKeys: 3 })),
  headers: fc.constantFrom<Record<string, string>>({}, { Cookie: KEY, Authorization: 'secret', 'X-Routing-Key': OTHER_KEY }),
  /** How many pieces its body comes in, and how long each takes. */
  pieces: fc.constantFrom(1, 1, 2, 5),
  pieceMs: fc.constantFrom(0, 0, 10, 500),
  /** How long `check` thinks about it. */
  checkMs: fc.constantFrom(0, 0, 0, 100),
  /** When the page gives up. */
  abortMs: fc.constantFrom(undefined, undefined, 0, 100, 6000),
  wrong: fc.option(fc.constantFrom(...(Object.keys(WRONGS) as (keyof typeof WRONGS)[])), { freq: 4 }),
});
type Page = typeof page extends fc.Arbitrary<infer Value> ? Value : never;

const ms = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 10_000 }));
const answer = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('says'), ms, status: fc.constantFrom(200, 202) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('says', 'shouts the key'),
      ms,
      status: fc.constantFrom(400, 403, 404, 500, 503),
      wait: fc.constantFrom(undefined, '7', 'soon', '-1'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('says'), ms, status: fc.constant(429), wait: fc.constantFrom('1', '30', '0.5') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('fails', 'is silent', 'is silent, whatever the signal', 'stops'), ms }),
  },
);
interface Answered {
  kind: string;
  ms: number;
  status?: number;
  wait?: string | undefined;
}

const scenario = fc.record({
  window: fc.constantFrom(0, 100, 5000, 5000, 60_000),
  pages: fc.array(page, { minLength: 1, maxLength: 25 }),
  answers: fc.array(answer as fc.Arbitrary<Answered>, { minLength: 1, maxLength: 8 }),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** What became of a page's request. */
interface Sent {
  page: Page;
  id: number;
  /** The event that it sends, with the name; `undefined` where it sends none. */
  event: Fields | undefined;
  at: number;
  /** When its event had come: read and checked. In order of all that came and left. */
  came?: { order: number; at: number };
  told: { at: number; status: number; text: string; all: string; body: Fields }[];
}

/** A request to PagerDuty. */
interface Forwarded {
  url: string;
  headers: unknown;
  path: string;
  event: Fields;
  key: string;
  order: number;
  at: number;
  /** When the relay had its answer or gave it up. */
  ended: number;
  status: number | undefined;
  wait: string | undefined;
}

const keyField = (path: string) => (path === V1 ? 'service_key' : 'routing_key');
const incidentField = (path: string) => (path === V1 ? 'incident_key' : 'dedup_key');
const actionField = (path: string) => (path === V1 ? 'event_type' : 'event_action');
const bodyOf = (text: string): Fields => {
  try {
    return JSON.parse(text) as Fields;
  } catch {
    return {};
  }
};

/** What a page sends: its event, and how. */
function made(page: Page, id: number) {
  const wrong: Record<string, unknown> = page.wrong ? WRONGS[page.wrong] : {};
  const { path } = page;
  const event: Fields = {
    ...page.extra,
    ...(wrong.extra as Fields | undefined),
    [keyField(path)]: wrong.name ?? page.name,
    ...('foreign' in wrong && { [path === V1 ? 'routing_key' : 'service_key']: wrong.foreign }),
    ...(path !== CHANGE && { [actionField(path)]: page.action, [incidentField(path)]: page.incident }),
    id,
  };
  const text = (wrong.text as string | undefined) ?? JSON.stringify(event);
  return { event: JSON.parse(JSON.stringify(event)) as Fields, text, wrong };
}

/** Plays a scenario to its end. */
async function played({ window, pages, answers }: Scenario) {
  const clock = new Clock().install();
  const sent: Sent[] = [];
  const forwarded: Forwarded[] = [];
  const reports: RelayReport[] = [];
  const failed: unknown[] = [];
  let order = 0;

  const pagerduty = async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname: path } = new URL(url);
    const event = JSON.parse(init.body as string) as Fields;
    const token = forwarded.length;
    const { kind, ms, status, wait } = answers[token % answers.length] ?? expect.fail();
    order += 1;
    const key = event[keyField(path)] as string;
    const ended = clock.now + Math.min(ms, PATIENCE);
    const request: Forwarded = {
      url,
      headers: init.headers,
      path,
      event,
      key,
      order,
      at: clock.now,
      ended,
      status: undefined,
      wait,
    };
    forwarded.push(request);
    if (kind.startsWith('is silent')) request.ended = clock.now + PATIENCE;
    if (kind === 'is silent, whatever the signal') return new Promise(() => undefined);
    const aborted = new Promise<never>((_, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new Error('aborted'));
      });
    });
    aborted.catch(() => undefined);
    if (kind === 'is silent') return aborted;
    await Promise.race([clock.sleep(ms), aborted]);
    if (kind === 'fails') throw new Error('down');
    if (kind === 'stops') request.ended = request.at + PATIENCE;
    else request.status = status;
    const text = JSON.stringify({ token, ...(kind === 'shouts the key' && { text: `No ${key}, nor "${key}"`, event }) });
    const body = kind === 'stops' ? new ReadableStream() : text;
    return new Response(body, { status: status ?? 200, headers: { ...(wait && { 'Retry-After': wait }), 'X-Key': key } });
  };

  const handle = relay({
    keys: KEYS,
    origins: ['https://other.example', ORIGIN],
    window,
    client: false,
    check: async (event) => {
      const one = sent[event.id as number] ?? expect.fail();
      if (one.page.checkMs) await clock.sleep(one.page.checkMs);
      if (event.refuse) return undefined;
      order += 1;
      one.came = { order, at: clock.now };
      return event;
    },
    fetch: pagerduty as unknown as typeof fetch,
    onForward: (report) => reports.push(report),
  });

  const send = async (one: Sent) => {
    const { page } = one;
    const { text, wrong } = made(page, one.id);
    const bytes = new TextEncoder().encode(text);
    let piece = 0;
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (page.pieceMs) await clock.sleep(page.pieceMs);
        const size = Math.ceil(bytes.length / page.pieces);
        const chunk = bytes.subarray(piece * size, (piece + 1) * size);
        piece += 1;
        if (chunk.length) controller.enqueue(chunk);
        if (wrong.stops) await new Promise(() => undefined);
        if (piece * size >= bytes.length) controller.close();
      },
    });
    const origin = 'origin' in wrong ? wrong.origin : ORIGIN;
    const controller = new AbortController();
    const { abortMs } = page;
    if (abortMs !== undefined)
      clock.set(() => {
        controller.abort();
      }, abortMs);
    const response = await handle(
      new Request(`https://relay.shop.example${(wrong.path as string | undefined) ?? page.path}`, {
        method: (wrong.method as string | undefined) ?? 'POST',
        headers: { ...page.headers, ...(origin !== undefined && { Origin: origin as string }) },
        body: page.pieceMs || page.pieces > 1 || wrong.stops ? stream : text,
        signal: controller.signal,
        duplex: 'half',
      } as RequestInit),
    );
    const told = await response.text();
    const all = JSON.stringify([response.status, response.statusText, [...response.headers], told]);
    one.told.push({ at: clock.now, status: response.status, text: told, all, body: bodyOf(told) });
  };

  let at = clock.now;
  for (const [id, page] of pages.entries()) {
    at += page.gap;
    await clock.run(at);
    const one: Sent = { page, id, event: made(page, id).event, at, told: [] };
    sent.push(one);
    send(one).catch((reason: unknown) => failed.push(reason));
  }
  await clock.run();
  vi.unstubAllGlobals();
  return { window, sent, forwarded, reports, failed };
}
type Played = Awaited<ReturnType<typeof played>>;

/** The request that a page's answer is PagerDuty's to. */
const answering = ({ forwarded }: Played, { told }: Sent): Forwarded | undefined =>
  typeof told[0]?.body.token === 'number' ? forwarded[told[0].body.token] : undefined;

/** What tells incidents apart; `undefined` for an event that has none. */
function incidentOf(path: string, event: Fields, key: unknown): string | undefined {
  const incident = event[incidentField(path)];
  return path !== CHANGE && typeof incident === 'string' && incident ? JSON.stringify([path, key, incident]) : undefined;
}
const incidentOfPage = ({ page, event = {} }: Sent) => incidentOf(page.path, event, KEYS[page.name as keyof typeof KEYS]);
const incidentOfRequest = ({ path, event, key }: Forwarded) => incidentOf(path, event, key);

/** The requests of each incident, in the order in which they left. */
const byIncident = ({ forwarded }: Played): Forwarded[][] =>
  [...new Set(forwarded.map(incidentOfRequest))]
    .filter((incident) => incident !== undefined)
    .map((incident) => forwarded.filter((request) => incidentOfRequest(request) === incident));

const pageOf = ({ sent }: Played, { event }: Forwarded): Sent => sent[event.id as number] ?? expect.fail('nobody’s event');

/** Each of these holds of all that a relay can be made to do. */
const PROPERTIES: Record<string, (all: Played) => void> = {
  'each request has exactly one answer, in time, however silent PagerDuty is': ({ window, sent, failed }) => {
    expect(failed).toEqual([]);
    for (const { at, told } of sent) {
      expect(told).toHaveLength(1);
      expect((told[0]?.at ?? Infinity) - at).toBeLessThanOrEqual(10 * (window + PATIENCE));
    }
  },

  'no key is in an answer or in a report': ({ sent, reports }) => {
    const said = [...sent.flatMap(({ told }) => told.map(({ all }) => all)), JSON.stringify(reports)].join('\n');
    for (const key of Object.values(KEYS)) expect(said.includes(key)).toBe(false);
  },

  'what must be refused is refused and not forwarded; nothing else is refused by what it holds': (all) => {
    const ids = new Set(all.forwarded.map(({ event }) => event.id));
    for (const { page, id, told } of all.sent) {
      const { status, body } = told[0] ?? expect.fail();
      const finally4xx = status >= 400 && status < 500 && status !== 429 && body.token === undefined;
      const isWrong = page.wrong !== null;
      expect(page.wrong === 'a body that stops' ? status === 504 : finally4xx).toBe(isWrong);
      if (!isWrong) continue;
      expect(body.status).toBe('refused');
      expect(ids.has(id)).toBe(false);
    }
  },

  'what is forwarded is the page’s event with the key in place, and nothing of its headers': (all) => {
    for (const request of all.forwarded) {
      const { page, event } = pageOf(all, request);
      expect(request.url).toBe(`https://events.pagerduty.com${page.path}`);
      expect(request.headers).toEqual({ 'Content-Type': 'application/json' });
      expect(request.event).toEqual({ ...event, [keyField(page.path)]: KEYS[page.name as keyof typeof KEYS] });
    }
  },

  'an incident has one request under way at a time, and they are in the order in which the events came': (all) => {
    for (const requests of byIncident(all)) {
      for (const [index, request] of requests.slice(1).entries()) {
        const before = requests[index] ?? expect.fail();
        expect(request.at).toBeGreaterThanOrEqual(before.ended);
        expect(pageOf(all, request).came?.order).toBeGreaterThan(pageOf(all, before).came?.order ?? Infinity);
      }
    }
    // Those who share see the same order: nobody is answered with what left before that with which an earlier event was answered.
    const came = all.sent.filter(({ came }) => came).sort((a, b) => (a.came?.order ?? 0) - (b.came?.order ?? 0));
    const last = new Map<string, number>();
    for (const one of came) {
      const incident = incidentOfPage(one);
      const request = answering(all, one);
      if (incident === undefined || !request) continue;
      expect(request.order).toBeGreaterThanOrEqual(last.get(incident) ?? 0);
      last.set(incident, request.order);
    }
  },

  'an action of an incident has one request per window, unless another action came between': (all) => {
    for (const requests of byIncident(all)) {
      for (const [index, request] of requests.slice(1).entries()) {
        const before = requests[index] ?? expect.fail();
        const [one, other] = [pageOf(all, before), pageOf(all, request)];
        if (one.page.action !== other.page.action) continue;
        const isBroken = all.sent.some(
          (between) =>
            between.came &&
            between.page.action !== one.page.action &&
            between.came.order > (one.came?.order ?? 0) &&
            between.came.order < request.order &&
            incidentOfPage(between) === incidentOfRequest(request),
        );
        if (!isBroken) expect(request.at - before.at).toBeGreaterThanOrEqual(all.window);
      }
    }
  },

  'an answer of PagerDuty’s is told only for what left after the event came, and says the same': (all) => {
    for (const one of all.sent) {
      const { status } = one.told[0] ?? expect.fail();
      const request = answering(all, one);
      if (status < 300) expect(request).toBeDefined();
      if (!request) continue;
      expect(status).toBe(request.status);
      expect(request.order).toBeGreaterThan(one.came?.order ?? Infinity);
      const stands = pageOf(all, request);
      expect([one.page.path, KEYS[one.page.name as keyof typeof KEYS]]).toEqual([request.path, request.key]);
      if (stands === one) continue;
      expect([incidentOfPage(stands), stands.page.action]).toEqual([incidentOfPage(one), one.page.action]);
      expect(incidentOfPage(one)).toBeDefined();
    }
  },

  'the last event of those that share is the one that is sent, and the report says how many there were': (all) => {
    for (const [token, request] of all.forwarded.entries()) {
      const share = all.sent.filter((one) => answering(all, one) === request);
      if (!share.length) continue;
      expect(Math.max(...share.map(({ came }) => came?.order ?? Infinity))).toBe(pageOf(all, request).came?.order);
      const ended = all.reports.filter(({ status, events }) => status === request.status && events === share.length);
      expect(ended.length, `a report of request ${String(token)}`).toBeGreaterThan(0);
    }
    // What a pause held up at its window's end is reported too.
    const heldUp = all.reports.length - all.forwarded.length;
    expect(heldUp).toBeGreaterThanOrEqual(0);
    expect(all.reports.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(heldUp);
  },

  'nothing is forwarded with a key whose rate limit is reached': ({ forwarded }) => {
    const limits = forwarded.filter(({ status }) => status === 429);
    for (const request of forwarded) {
      const last = limits
        .filter(({ key, ended }) => key === request.key && ended < request.at)
        .sort((a, b) => b.ended - a.ended)[0];
      if (last) expect(request.at).toBeGreaterThanOrEqual(last.ended + Number(last.wait) * 1000);
    }
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('Whatever pages send and PagerDuty answers', () => {
  // One run tells of all of them: what is played is the expensive part.
  it.each([
    ['of few incidents', scenario],
    [
      'of a storm',
      scenario.map((all) => ({
        ...all,
        pages: all.pages.map((page) => ({ ...page, gap: page.gap % 100, action: 'trigger' as const, wrong: null })),
      })),
    ],
    [
      'of one incident that flaps',
      scenario.map((all) => ({
        ...all,
        pages: all.pages.map((page) => ({ ...page, path: V1, incident: 'a', name: 'checkout', wrong: null })),
      })),
    ],
  ])('%s', async (_, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (one) => {
        const all = await played(one);
        for (const [property, holds] of Object.entries(PROPERTIES)) {
          try {
            holds(all);
          } catch (reason) {
            throw new Error(`Not so: ${property}. ${String(reason)}`, { cause: reason });
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
