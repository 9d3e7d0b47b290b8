// What runs in the page: every contender does the same work, and the time that it took is told.
import type kyInstance from 'ky';
import type { PDJSobj as Ours } from '../../src/index.js';

export type Contender = 'fetch' | 'fetch, keepalive' | 'PDJS 1.1.0' | 'pdjs 2.2.4' | 'ky alone' | 'before' | 'ours';
type Work = () => Promise<unknown>;

interface OldCalls {
  trigger(params: object): void;
  api_all(params: object): void;
}

declare global {
  var PDJSobj: typeof Ours;
  var PDJSBefore: typeof Ours | undefined;
  var PDJS1: new (options?: object) => OldCalls;
  var PDJS2: {
    trigger(params: object): Promise<unknown>;
    api(options: object): { all(endpoint: string, params: object): Promise<unknown> };
  };
  var ky: typeof kyInstance;
  var bench: typeof page;
}

const EVENTS = 'https://events.pagerduty.com/generic/2010-04-15/create_event.json';
const USERS = 'https://api.pagerduty.com/users';
const TOKEN = 'token-of-20-characters';
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const params = {
  service_key: 'KEY',
  incident_key: 'checkout',
  description: 'Checkout is down',
  details: { page: '/checkout', error: 'Payment timed out' },
};
const event = { ...params, event_type: 'trigger' };

/** Our builds: the one before, where there is one, and this one. */
const builds = (): [Contender, typeof Ours][] =>
  [...(globalThis.PDJSBefore ? [['before', globalThis.PDJSBefore]] : []), ['ours', PDJSobj]] as never;
/** What each of our builds does. */
const each = (work: (build: typeof Ours) => Work): Record<string, Work> =>
  Object.fromEntries(builds().map(([name, build]) => [name, work(build)]));

/** One event, sent and answered. */
function trigger(): Record<string, Work> {
  const old = new PDJS1();
  const { description: summary, details: custom_details } = event;
  const payload = { summary, custom_details, source: location.host, severity: 'critical' };
  const data = { routing_key: 'KEY', dedup_key: 'checkout', payload };
  return {
    fetch: () => rawTrigger(),
    'fetch, keepalive': () => rawTrigger({ keepalive: true }),
    'PDJS 1.1.0': () =>
      new Promise((success) => {
        old.trigger({ ...params, success });
      }),
    'pdjs 2.2.4': () => PDJS2.trigger({ data }),
    'ky alone': () => ky.post(EVENTS, { json: event, retry: { limit: 10, methods: ['post'] } }).json(),
    ...each((build) => {
      const pdjs = new build();
      return () => pdjs.trigger(params);
    }),
  };
}

const rawTrigger = async (init: RequestInit = {}): Promise<unknown> =>
  (await fetch(EVENTS, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(event), ...init })).json();

/** A list of 3,000 users, 100 a page. */
function lists(): Record<string, Work> {
  const [old, ours] = [new PDJS1({ token: TOKEN }), new PDJSobj({ token: TOKEN })];
  const raw = async () => {
    const users: unknown[] = [];
    for (let more = true; more;) {
      const answer = await fetch(`${USERS}?limit=100&offset=${users.length}`, {
        headers: { Authorization: `Token token=${TOKEN}` },
      });
      const page = (await answer.json()) as { users: unknown[]; more: boolean };
      users.push(...page.users);
      ({ more } = page);
    }
  };
  return {
    fetch: raw,
    'PDJS 1.1.0': () =>
      new Promise((final_success) => {
        old.api_all({ res: 'users', data: { total: true }, final_success });
      }),
    'pdjs 2.2.4': () => PDJS2.api({ token: TOKEN }).all('/users', { data: { limit: '100' } }),
    ...each((build) => {
      const pdjs = new build({ token: TOKEN });
      return () => pdjs.api_all({ res: 'users' });
    }),
    'ours, concurrency 4': () => ours.api_all({ res: 'users', concurrency: 4 }),
  };
}

/** 500 events at once, as many under way for both. */
function bursts(): Record<string, Work> {
  const keys = Array.from({ length: 500 }, (_, index) => `burst-${index}`);
  return {
    fetch: () => inLanes(() => rawTrigger(), keys.length),
    'fetch, keepalive': () => inLanes(() => rawTrigger({ keepalive: true }), keys.length),
    ...each((build) => {
      const pdjs = new build();
      return () => Promise.all(keys.map((incident_key) => pdjs.trigger({ ...params, incident_key })));
    }),
  };
}

/** Six at a time. */
async function inLanes(send: Work, times: number): Promise<void> {
  let left = times;
  const lane = async () => {
    while (left-- > 0) await send();
  };
  await Promise.all(Array.from({ length: 6 }, lane));
}

async function timed(work: Work, times: number): Promise<number> {
  const start = performance.now();
  for (let index = 0; index < times; index += 1) await work();
  return (performance.now() - start) / times;
}

/** Milliseconds by contender, a value for each round: A B C, B C A, … */
async function inTurns(works: Record<string, Work>, rounds: number, times: number): Promise<Record<string, number[]>> {
  const turns = Object.entries(works);
  const all = Object.fromEntries(turns.map(([name]): [string, number[]] => [name, []]));
  for (const [, work] of turns) await timed(work, Math.min(times, 20));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, work] of turns) all[name]?.push(await timed(work, times));
    turns.push(...turns.splice(0, 1));
  }
  return all;
}

/**
 * Where one event's time goes, in ms by contender, a value for each call: until `fetch` is called, in that call, until the answer has
 * come, until its body has, until the caller has it.
 */
async function spans(contenders: Contender[], rounds: number, calls: number): Promise<Record<string, number[][]>> {
  const works = trigger();
  const all: Record<string, number[][]> = {};
  const { fetch } = globalThis;
  let marks: number[] = [];
  const mark = () => marks.push(performance.now());
  const marked = (read: Work) => async () => {
    const value = await read();
    mark();
    return value;
  };
  globalThis.fetch = async (...args) => {
    mark();
    const answer = fetch(...args);
    mark();
    const response = await answer;
    mark();
    const [text, json] = [response.text.bind(response), response.json.bind(response)];
    return Object.assign(response, { text: marked(text), json: marked(json) });
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of contenders) {
      const work = works[name];
      if (!work) continue;
      for (let call = 0; call < calls; call += 1) {
        marks = [performance.now()];
        await work();
        mark();
        (all[name] ??= []).push(marks.slice(1).map((end, index) => end - (marks[index] ?? NaN)));
      }
    }
  }
  globalThis.fetch = fetch;
  return all;
}

let walk: AsyncGenerator | undefined;

export const page = {
  trigger: (rounds: number, calls: number) => inTurns(trigger(), rounds, calls),
  lists: (rounds: number) => inTurns(lists(), rounds, 1),
  bursts: (rounds: number) => inTurns(bursts(), rounds, 1),
  spans,

  /** Evaluates each script in a realm of its own. */
  evaluate(scripts: Record<string, string>, rounds: number): Record<string, number[]> {
    const all: Record<string, number[]> = {};
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, script] of Object.entries(scripts)) {
        const frame = document.body.appendChild(document.createElement('iframe'));
        const realm = frame.contentWindow as unknown as { eval: (text: string) => void };
        // No two texts are the same, so that none is compiled already.
        const text = `${script}\n//${Math.random()}`;
        const start = performance.now();
        realm.eval(text);
        (all[name] ??= []).push(performance.now() - start);
        frame.remove();
      }
    }
    return all;
  },

  /** Milliseconds from calling `trigger()` to its `fetch`, and to its return. */
  async leaving(rounds: number): Promise<Record<string, number[][]>> {
    const all: Record<string, number[][]> = {};
    const { fetch } = globalThis;
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, build] of builds()) {
        const pdjs = new build();
        const start = performance.now();
        const marks: number[] = [];
        globalThis.fetch = (...args) => {
          marks[0] = performance.now() - start;
          return fetch(...args);
        };
        const call = pdjs.trigger(params);
        marks[1] = performance.now() - start;
        await call;
        (all[name] ??= []).push(marks);
      }
    }
    globalThis.fetch = fetch;
    return all;
  },

  /** Walks that many items, and stays in the loop. */
  async walk(items: number): Promise<void> {
    await walk?.return(undefined);
    const size = 100;
    const pdjs = new PDJSobj({
      token: TOKEN,
      // A server without an end, in the page: what it holds is not what is measured.
      fetch: ({ url }) => {
        const offset = Number(new URL(url).searchParams.get('offset'));
        const users = Array.from({ length: size }, (_, index) => ({ id: `U${offset + index}`, name: 'x'.repeat(100) }));
        return Response.json({ users, limit: size, offset, more: offset + size < items + size });
      },
    });
    walk = pdjs.paginate({ res: 'users', data: { limit: size } });
    for (let index = 0; index < items; index += 1) await walk.next();
  },
};
