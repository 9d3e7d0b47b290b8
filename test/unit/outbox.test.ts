import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIn, type Fault } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type PDJSOptions, type PDJSRequest } from '../../src/index.js';
import { failureOf, untyped } from './support.js';

// happy-dom has localStorage and no Web Locks: whoever opens the outbox sends what it finds.
const event = { service_key: 'KEY', incident_key: 'a', description: 'x' };
const v2 = { routing_key: 'KEY', dedup_key: 'a', summary: 'x' };

function opened(options: PDJSOptions = {}, standIn = new StandIn()) {
  return { standIn, pdjs: new PDJSobj({ outbox: true, fetch: standIn.fetch, ...options }) };
}
const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('pdjs-outbox:'));
async function flushed(pdjs: PDJSobj): Promise<number> {
  const flush = pdjs.flush();
  await vi.advanceTimersByTimeAsync(0);
  return flush;
}
const drops = (count: number) => Array<Fault>(count).fill({ kind: 'drop' });

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(async ({ task }) => {
  // Events that a failed test has left would hold up those of the next: they are of the same incident.
  if (task.result?.state === 'fail') await vi.advanceTimersByTimeAsync(2 * 86_400_000);
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('An event in the outbox', () => {
  it('is written down before the call returns, and taken out when it was accepted', async () => {
    const { pdjs } = opened();
    const call = pdjs.trigger(event);
    expect(stored()).toHaveLength(1);
    expect(await call).toMatchObject({ status: 'success' });
    expect(stored()).toEqual([]);
  });

  it('is taken out when it was refused, or aborted', async () => {
    const { standIn, pdjs } = opened();
    standIn.faults.push({ kind: 'status', status: 400 }, { kind: 'status', status: 403 });
    expect(await failureOf(pdjs.trigger(event))).toMatchObject({ status: 400 });
    expect(await failureOf(pdjs.trigger(v2))).toMatchObject({ status: 403 });
    const controller = new AbortController();
    standIn.faults.push(...drops(99));
    const call = failureOf(pdjs.trigger({ ...event, signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stored()).toHaveLength(1);
    controller.abort();
    expect(await call).toMatchObject({ code: 'aborted' });
    expect(stored()).toEqual([]);
  });

  it('is written down with a whole URL, whatever folder the next page is in', async () => {
    const { pdjs } = opened();
    const call = pdjs.trigger({ ...event, url: '/relay' }).catch(() => undefined);
    const { request } = JSON.parse(localStorage.getItem(stored()[0] ?? '') ?? '') as { request: PDJSRequest };
    expect(request.url).toBe(new URL('/relay', location.href).href);
    await call;
  });

  it.each<[string, HeadersInit]>([
    ['a Headers object', new Headers({ 'X-Relay': 'shop' })],
    ['an array of pairs', [['X-Relay', 'shop']]],
  ])('is written down with its headers, given as %s, for the next page too', async (_, headers) => {
    const { standIn, pdjs } = opened();
    const call = pdjs.trigger({ ...event, headers });
    const left = stored().map((id) => [id, localStorage.getItem(id) ?? ''] as const);
    await call;
    for (const [id, entry] of left) localStorage.setItem(id, entry);
    const next = opened();
    await vi.advanceTimersByTimeAsync(0);
    for (const { requests } of [standIn, next.standIn]) {
      expect(requests.map((request) => new Headers(request.headers).get('x-relay'))).toEqual(['shop']);
    }
  });

  it('of a change is taken out where the endpoint redirects it', async () => {
    const fetch = vi.fn((request: Request) =>
      request.redirect === 'manual'
        ? new Response(null, { status: 308 })
        : Object.defineProperty(Response.json({ status: 'success' }), 'redirected', { value: true }),
    );
    const { pdjs } = opened({ fetch });
    const told = vi.fn();
    void pdjs.change({ routing_key: 'KEY', summary: 'x', success: told, error: told });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'http', status: 308, attempts: 1 }));
    expect(fetch).toHaveBeenCalledOnce();
    expect(stored()).toEqual([]);
  });

  it('that cannot be sent is never written down', async () => {
    const { pdjs } = opened();
    expect(await failureOf(pdjs.trigger({ service_key: '' }))).toMatchObject({ code: 'invalid_params' });
    expect(stored()).toEqual([]);
  });

  it.each<Fault>([
    { kind: 'drop' },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429 },
    { kind: 'status', status: 403 },
    { kind: 'status', status: 200, body: '<html>' },
  ])('outlives %j for hours, and is told once', async (fault) => {
    const { standIn, pdjs } = opened();
    standIn.faults.push(...Array<Fault>(100).fill(fault));
    const success = vi.fn();
    const error = vi.fn();
    void pdjs.trigger({ ...event, success, error });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(standIn.accepted).toBe(0);
    expect(stored()).toHaveLength(1);
    standIn.faults.length = 0;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(standIn.accepted).toBe(1);
    expect(success).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
    expect(stored()).toEqual([]);
  });

  it('pages nobody when it is older than maxAge', async () => {
    const { standIn, pdjs } = opened({ outbox: { maxAge: 60_000 } });
    standIn.faults.push(...drops(999));
    const call = failureOf(pdjs.trigger(event));
    await vi.advanceTimersByTimeAsync(180_000);
    expect(await call).toMatchObject({ code: 'expired' });
    expect(stored()).toEqual([]);
    const sent = standIn.requests.length;
    await vi.advanceTimersByTimeAsync(180_000);
    expect(standIn.requests).toHaveLength(sent);
  });

  it('names the last failure where it is older than maxAge', async () => {
    const { standIn, pdjs } = opened({ outbox: { maxAge: 60_000 } });
    standIn.faults.push(...Array<Fault>(999).fill({ kind: 'status', status: 503 }));
    const call = failureOf(pdjs.trigger(event));
    await vi.advanceTimersByTimeAsync(180_000);
    expect(await call).toMatchObject({ code: 'expired', cause: { status: 503, attempts: 3 } });
  });

  it('is not sent again when it was aborted, whatever an override fails with', async () => {
    class Broken extends PDJSobj {
      sent = 0;
      override sendRequest(): Promise<never> {
        this.sent += 1;
        return Promise.reject(new TypeError('Broken'));
      }
    }
    const pdjs = new Broken({ outbox: true });
    const controller = new AbortController();
    const call = failureOf(pdjs.trigger({ ...event, signal: controller.signal }));
    await vi.advanceTimersByTimeAsync(0);
    controller.abort();
    expect(await call).toMatchObject({ code: 'aborted' });
    expect(pdjs.sent).toBe(1);
    expect(stored()).toEqual([]);
  });

  it('is tried three times in a round, whatever else retry says', async () => {
    const { standIn, pdjs } = opened({ retry: { delay: () => 0 } });
    standIn.faults.push(...drops(99));
    const call = pdjs.trigger({ ...event, retry: { jitter: false } });
    await vi.advanceTimersByTimeAsync(100);
    expect(standIn.requests).toHaveLength(3);
    standIn.faults.length = 0;
    await vi.advanceTimersByTimeAsync(1_000);
    await call;
  });

  it.each([0, null, ''])('takes a day for a maxAge of %j, and the default for an empty name', async (maxAge) => {
    const { standIn, pdjs } = opened({ outbox: untyped({ maxAge, name: '' }) });
    standIn.faults.push(...drops(999));
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(stored()).toEqual([expect.stringContaining('pdjs-outbox:default:')]);
    standIn.faults.length = 0;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await call).toMatchObject({ status: 'success' });
  });

  it.each(['online', 'visibilitychange'])('goes at once when the page hears %s', async (name) => {
    const { standIn, pdjs } = opened();
    // The last of a round, after which it waits for seconds.
    standIn.faults.push(...drops(3 * 3));
    const call = pdjs.trigger(event);
    while (standIn.faults.length > 0) await vi.advanceTimersByTimeAsync(100);
    (name === 'online' ? window : document).dispatchEvent(new Event(name));
    await vi.advanceTimersByTimeAsync(0);
    expect(await call).toMatchObject({ status: 'success' });
  });

  it('keeps its place before later events of its incident', async () => {
    const { standIn, pdjs } = opened();
    standIn.faults.push(...drops(20));
    const calls = [pdjs.trigger(event), pdjs.acknowledge(event), pdjs.resolve(event)];
    await vi.advanceTimersByTimeAsync(600_000);
    await Promise.all(calls);
    expect(standIn.incidents.map(({ timeline }) => timeline.map(({ event_type }) => event_type))).toEqual([
      ['trigger', 'acknowledge', 'resolve'],
    ]);
  });
});

describe('The next page', () => {
  /** Leaves an event behind, as a page does that is gone. */
  async function leave(params: object = event) {
    const { standIn, pdjs } = opened();
    const controller = new AbortController();
    standIn.faults.push({ kind: 'silence' });
    const call = pdjs.trigger({ ...params, signal: controller.signal } as never).catch(() => undefined);
    const left = stored().map((id) => [id, localStorage.getItem(id) ?? ''] as const);
    controller.abort();
    await call;
    for (const [id, entry] of left) localStorage.setItem(id, entry);
    expect(stored()).toHaveLength(1);
  }

  it.each([event, v2])('delivers what was left, with its key: %j', async (params) => {
    await leave(params);
    const { standIn, pdjs } = opened();
    await vi.advanceTimersByTimeAsync(0);
    expect(await flushed(pdjs)).toBe(0);
    expect(standIn.incidents).toMatchObject([{ incident_key: 'a', title: 'x', triggers: 1 }]);
    expect(stored()).toEqual([]);
  });

  it('reports to error_function what it cannot deliver', async () => {
    await leave();
    const standIn = new StandIn();
    standIn.faults.push({ kind: 'status', status: 400 });
    const reported = vi.spyOn(console, 'error').mockReturnValue();
    opened({}, standIn);
    await vi.advanceTimersByTimeAsync(0);
    expect(reported).toHaveBeenCalledExactlyOnceWith('PDJS:', expect.objectContaining({ status: 400 }));
    expect(stored()).toEqual([]);
  });

  it('drops and reports what is older than maxAge', async () => {
    await leave();
    vi.setSystemTime(Date.now() + 86_400_001);
    const reported = vi.spyOn(console, 'error').mockReturnValue();
    const { standIn } = opened();
    await vi.advanceTimersByTimeAsync(0);
    expect(standIn.requests).toHaveLength(0);
    expect(reported).toHaveBeenCalledExactlyOnceWith('PDJS:', expect.objectContaining({ code: 'expired' }));
    expect(stored()).toEqual([]);
  });

  it('leaves alone what another outbox holds, and throws away what is corrupt', async () => {
    await leave();
    const other = opened({ outbox: { name: 'other' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(other.standIn.requests).toHaveLength(0);
    localStorage.setItem('pdjs-outbox:other:1', '{"half');
    expect(await flushed(opened({ outbox: { name: 'other' } }).pdjs)).toBe(0);
    expect(stored()).toHaveLength(1);
  });
});

describe('What is corrupt in storage', () => {
  it.each(['', '{"half', 'null', '{}', '[]', '5', '{"request":{}}', '{"request":null}'])(
    'is thrown away, and harms no page: %s',
    async (text) => {
      localStorage.setItem('pdjs-outbox:default:1', text);
      const { standIn, pdjs } = opened();
      await pdjs.trigger(event);
      expect(standIn.requests).toHaveLength(1);
      expect(stored()).toEqual([]);
    },
  );
});

/** Web Locks as other tabs leave them: `held` are theirs. */
function stubLocks(held = new Set<string>()) {
  const request = async (name: string, ...rest: unknown[]) => {
    const isFree = !held.has(name);
    if (isFree) held.add(name);
    try {
      return await (rest.at(-1) as (lock: object | null) => unknown)(isFree ? {} : null);
    } finally {
      if (isFree) held.delete(name);
    }
  };
  vi.stubGlobal('navigator', { locks: { request } });
  return held;
}

/** Writes down an event as another tab does. */
function written(tab: string, at: number, fields: object = {}, name = 'default') {
  const event = { service_key: 'KEY', event_type: 'trigger', incident_key: 'a', description: 'x', ...fields };
  const request = {
    api: 'events_v1',
    type: 'POST',
    url: 'https://events.pagerduty.com/generic/2010-04-15/create_event.json',
    data: JSON.stringify(event),
    orderKey: '["KEY",null,"a"]',
  };
  localStorage.setItem(`pdjs-outbox:${name}:${at}-${tab}`, JSON.stringify({ at, tab, request }));
}
const sent = (standIn: StandIn) =>
  standIn.requests.map(({ body }) => (JSON.parse(body) as { event_type: string; description: string }).event_type);

describe('With other tabs about', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('a tab looks every minute for what tabs have left that are gone, and lets those be that are there', async () => {
    const held = stubLocks(new Set(['pdjs-outbox:default:another']));
    const { standIn } = opened();
    await vi.advanceTimersByTimeAsync(0);
    written('another', Date.now());
    await vi.advanceTimersByTimeAsync(180_000);
    expect(standIn.accepted).toBe(0);
    held.delete('pdjs-outbox:default:another');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(standIn.incidents).toMatchObject([{ incident_key: 'a', triggers: 1 }]);
    expect(stored()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect([...held]).toEqual([expect.stringMatching(/^pdjs-outbox:default:/)]);
  });

  it('what several tabs have left goes in the order of the calls, before the page’s own', async () => {
    stubLocks();
    const now = Date.now();
    written('second', now - 5000, { event_type: 'acknowledge' });
    written('first', now - 9000);
    written('first', now - 100, { event_type: 'resolve' });
    const { standIn, pdjs } = opened();
    await pdjs.resolve(event);
    expect(sent(standIn)).toEqual(['trigger', 'acknowledge', 'resolve', 'resolve']);
  });

  it.each([true, false])(
    'what it calls in later microtasks keeps its order behind what was left; with locks: %s',
    async (locks) => {
      if (locks) stubLocks();
      written('gone', Date.now() - 5000, { event_type: 'acknowledge' });
      const { standIn, pdjs } = opened();
      const calls = [pdjs.trigger(event)];
      for (let turn = 0; turn < 30; turn++) {
        await Promise.resolve();
        calls.push(pdjs.resolve({ ...event, description: String(turn) }));
      }
      await vi.advanceTimersByTimeAsync(0);
      await Promise.all(calls);
      const texts = standIn.requests.map(({ body }) => (JSON.parse(body) as { description: string }).description);
      expect(sent(standIn).slice(0, 3)).toEqual(['acknowledge', 'trigger', 'resolve']);
      expect(texts.slice(2)).toEqual(Array.from({ length: 30 }, (_, turn) => String(turn)));
    },
  );

  it.each([true, false])('flush at once leaves none of one’s own behind; with locks: %s', async (locks) => {
    if (locks) stubLocks();
    written('gone', Date.now() - 5000);
    const { standIn, pdjs } = opened();
    const calls = [pdjs.acknowledge(event), pdjs.resolve(event)];
    expect(await flushed(pdjs)).toBe(0);
    expect(sent(standIn)).toEqual(['trigger', 'acknowledge', 'resolve']);
    await Promise.all(calls);
  });

  it('waits two seconds before it takes a tab for gone: the lock may be on its way', async () => {
    stubLocks();
    written('new', Date.now());
    const { standIn, pdjs } = opened();
    const told = vi.fn();
    void pdjs.resolve({ ...event, success: told });
    await vi.advanceTimersByTimeAsync(1900);
    expect(standIn.requests).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent(standIn)).toEqual(['trigger', 'resolve']);
    expect(told).toHaveBeenCalledOnce();
  });

  it('an event that waits for that can be aborted at once', async () => {
    stubLocks();
    written('new', Date.now());
    const { pdjs } = opened();
    const controller = new AbortController();
    const call = failureOf(pdjs.resolve({ ...event, signal: controller.signal }));
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(await call).toMatchObject({ code: 'aborted' });
    expect(stored()).toHaveLength(1);
  });

  it('an event with a date to come, of a clock put back say, is sent at once', async () => {
    stubLocks();
    written('gone', Date.now() + 40 * 86_400_000);
    const { standIn, pdjs } = opened();
    await pdjs.resolve(event);
    expect(sent(standIn)).toEqual(['trigger', 'resolve']);
    expect(await flushed(pdjs)).toBe(0);
  });

  it.each([true, false])('the name of one outbox may begin as another’s; with locks: %s', async (locks) => {
    if (locks) stubLocks();
    const standIn = new StandIn();
    standIn.faults.push({ kind: 'delay', ms: 5000 });
    const { pdjs } = opened({ outbox: { name: 'a:b' } }, standIn);
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(3000);
    const other = opened({ outbox: { name: 'a' } });
    await vi.advanceTimersByTimeAsync(60_000);
    await call;
    expect(other.standIn.requests).toHaveLength(0);
  });

  it.each([true, false])('two instances in one page send nothing twice; with locks: %s', async (locks) => {
    if (locks) stubLocks();
    const standIn = new StandIn();
    standIn.faults.push({ kind: 'delay', ms: 5000 });
    const { pdjs } = opened({}, standIn);
    const calls = [pdjs.trigger(event), pdjs.resolve(event)];
    await vi.advanceTimersByTimeAsync(3000);
    opened({}, standIn);
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(calls);
    expect(sent(standIn)).toEqual(['trigger', 'resolve']);
  });

  it('gives the lock of a tab that is gone back though error_function throws, which is the page’s own to hear of', async () => {
    const held = stubLocks();
    written('gone', Date.now() - 5000);
    const bug = new Error('a bug of the page’s own');
    const heard: unknown[] = [];
    vi.stubGlobal('queueMicrotask', (task: () => void) => {
      void Promise.resolve()
        .then(task)
        .catch((reason: unknown) => heard.push(reason));
    });
    class Page extends PDJSobj {
      override error_function(): never {
        throw bug;
      }
    }
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      new Page({ outbox: true, fetch: () => new Response('', { status: 400 }) });
      await vi.advanceTimersByTimeAsync(2000);
      expect(heard).toEqual([bug]);
      expect([...held]).not.toContain('pdjs-outbox:default:gone');
      expect(stored()).toEqual([]);
      vi.useRealTimers();
      await new Promise((resolve) => setTimeout(resolve));
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });

  it.each<[string, () => unknown]>([
    ['are denied', () => Promise.reject(new DOMException('denied', 'SecurityError'))],
    [
      'throw',
      () => {
        throw new TypeError('Not a function');
      },
    ],
    ['say nothing', () => undefined],
  ])('goes without locks where they %s', async (_, request) => {
    vi.stubGlobal('navigator', { locks: { request } });
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      written('another', Date.now() - 5000, { incident_key: 'b' });
      const { standIn, pdjs } = opened();
      await pdjs.trigger(event);
      // The other tab may be there.
      expect(await flushed(pdjs)).toBe(1);
      expect(standIn.accepted).toBe(1);
      pdjs.outbox?.close();
      vi.useRealTimers();
      await new Promise((resolve) => setTimeout(resolve));
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });
});

describe('An overridden sendRequest', () => {
  it('may return a promise of the answer', async () => {
    class Mine extends PDJSobj {
      override sendRequest() {
        return Promise.resolve({ status: 'success' });
      }
    }
    const pdjs = new Mine({ outbox: true });
    expect(await pdjs.trigger(event)).toEqual({ status: 'success' });
    expect(await flushed(pdjs)).toBe(0);
    expect(stored()).toEqual([]);
  });

  it.each<[string, 'calls' | 'fails', unknown]>([
    ['calls error as 1.1.0 did', 'calls', { status: 503 }],
    ['calls error with a request that had no answer', 'calls', { status: 0, statusText: 'error' }],
    ['calls error with an Error', 'calls', new Error('offline')],
    ['fails', 'fails', new TypeError('fetch failed')],
  ])('that %s is asked again', async (_, way, failure) => {
    let asked = 0;
    class Mine extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        asked += 1;
        if (asked > 2) return Promise.resolve({ status: 'success' });
        if (way === 'fails' && failure instanceof Error) return Promise.reject(failure);
        request.error?.(untyped(failure));
        return undefined as never;
      }
    }
    const call = new Mine({ outbox: true }).trigger(event);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await call).toEqual({ status: 'success' });
    expect(asked).toBe(3);
  });
});

describe('flush', () => {
  it('counts what waits where nothing can be written down', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    vi.stubGlobal('localStorage', undefined);
    try {
      const { standIn, pdjs } = opened({ retry: 0 });
      standIn.faults.push(...drops(2));
      const call = pdjs.trigger(event);
      await vi.advanceTimersByTimeAsync(0);
      expect(await flushed(pdjs)).toBe(1);
      expect(await flushed(pdjs)).toBe(0);
      await call;
      expect(warn).toHaveBeenCalledOnce();
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is 0 without an outbox', async () => {
    expect(await new PDJSobj().flush()).toBe(0);
  });

  it('tries at once, and tells how many still wait', async () => {
    const { standIn, pdjs } = opened({ retry: 0 });
    standIn.faults.push(...drops(4));
    const calls = [pdjs.trigger(event), pdjs.trigger({ ...event, incident_key: 'b' })];
    await vi.advanceTimersByTimeAsync(0);
    expect(await flushed(pdjs)).toBe(2);
    expect(standIn.requests).toHaveLength(4);
    expect(await flushed(pdjs)).toBe(0);
    await Promise.all(calls);
  });

  it('does not end before the events of one incident have all had their turn', async () => {
    const { standIn, pdjs } = opened({ retry: 0 });
    standIn.faults.push({ kind: 'drop' });
    const calls = [pdjs.trigger(event), pdjs.acknowledge(event), pdjs.resolve(event)];
    await vi.advanceTimersByTimeAsync(0);
    expect(stored()).toHaveLength(3);
    expect(await flushed(pdjs)).toBe(0);
    expect(standIn.incidents).toMatchObject([{ status: 'resolved' }]);
    await Promise.all(calls);
  });

  it('ends though events go on being triggered', async () => {
    const standIn = new StandIn();
    let number = 0;
    let isOpen = true;
    const pdjs = new PDJSobj({
      outbox: true,
      fetch: async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        return standIn.fetch(request);
      },
    });
    const another = () => {
      if (isOpen) void pdjs.trigger({ ...event, incident_key: String(number++), success: another });
    };
    for (let index = 0; index < 3; index++) another();
    const told = vi.fn();
    void pdjs.flush().then(told);
    await vi.advanceTimersByTimeAsync(5000);
    expect(told).toHaveBeenCalledExactlyOnceWith(3);
    expect(number).toBeGreaterThan(100);
    isOpen = false;
    await vi.advanceTimersByTimeAsync(100);
    expect(stored()).toEqual([]);
  });

  it.each<[number | false]>([[false], [10_000]])(
    'ends within a minute where nothing ever answers, with a timeout of %j',
    async (timeout) => {
      let isSilent = true;
      const standIn = new StandIn();
      const releases: (() => void)[] = [];
      const pdjs = new PDJSobj({
        outbox: true,
        timeout,
        fetch: async (request) => {
          if (isSilent) await new Promise<void>((resolve) => releases.push(resolve));
          return standIn.fetch(request);
        },
      });
      const calls = Array.from({ length: 40 }, (_, index) => pdjs.trigger({ ...event, incident_key: String(index) }));
      const told = vi.fn();
      void pdjs.flush().then(told);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(told).toHaveBeenCalledExactlyOnceWith(40);
      isSilent = false;
      for (const release of releases) release();
      await vi.advanceTimersByTimeAsync(120_000);
      await Promise.all(calls);
    },
  );
});

describe('A wait that the server asks for', () => {
  const asking = (status: number, seconds: number, times: number) =>
    Array<Fault>(times).fill({ kind: 'status', status, headers: { 'Retry-After': String(seconds) } });

  it.each([403, 429, 503])('of %i is waited out every time, across rounds', async (status) => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { standIn, pdjs } = opened();
    standIn.faults.push(...asking(status, 40, 11));
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(0);
    for (let attempts = 1; attempts <= 11; attempts++) {
      await vi.advanceTimersByTimeAsync(39_990);
      expect(standIn.requests).toHaveLength(attempts);
      await vi.advanceTimersByTimeAsync(10);
      expect(standIn.requests).toHaveLength(attempts + 1);
    }
    await call;
  });

  it('is shortened by no flush, and by no page that comes into view', async () => {
    const { standIn, pdjs } = opened();
    standIn.faults.push(...asking(429, 40, 3));
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(90_000);
    expect(standIn.requests).toHaveLength(3);
    void pdjs.flush();
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(29_000);
    expect(standIn.requests).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1000);
    await call;
    expect(standIn.requests).toHaveLength(4);
  });

  it('holds up the events of its key beyond a round, and no others', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { standIn, pdjs } = opened();
    standIn.faults.push(...asking(429, 40, 3));
    const limited = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(81_000);
    expect(standIn.requests).toHaveLength(3);
    const held = pdjs.trigger({ ...event, incident_key: 'b' });
    const free = pdjs.trigger({ ...event, service_key: 'ANOTHER' });
    await vi.advanceTimersByTimeAsync(0);
    expect(await free).toMatchObject({ status: 'success' });
    expect(standIn.requests).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(38_900);
    expect(standIn.requests).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(1100);
    await Promise.all([limited, held]);
    expect(standIn.requests).toHaveLength(6);
  });
});

describe('A clock that is put right', () => {
  const NOW = Date.UTC(2026, 5, 1);
  /** The page is gone, with what it has written down; tells what that is. */
  async function gone(...calls: { call: Promise<unknown>; abort: () => void }[]) {
    const left = stored().map((id) => [id, localStorage.getItem(id) ?? ''] as const);
    for (const { abort } of calls) abort();
    for (const { call } of calls) await call.catch(() => undefined);
    for (const [id, entry] of left) localStorage.setItem(id, entry);
    return left;
  }
  function abortable(start: (signal: AbortSignal) => Promise<unknown>) {
    const controller = new AbortController();
    const call = failureOf(start(controller.signal));
    return {
      call,
      abort: () => {
        controller.abort();
      },
    };
  }

  it.each([1970, 2001, 2050])('from %i: the event does not expire in its page', async (year) => {
    vi.setSystemTime(Date.UTC(year, 1));
    const { standIn, pdjs } = opened();
    standIn.faults.push(...drops(3));
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(100);
    vi.setSystemTime(NOW);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await call).toMatchObject({ status: 'success' });
    expect(standIn.incidents).toHaveLength(1);
  });

  it.each([1970, 2001, 2050])('from %i: nor in the next page, where a round has failed since', async (year) => {
    vi.setSystemTime(Date.UTC(year, 1));
    const before = opened();
    before.standIn.faults.push(...drops(99));
    const call = abortable((signal) => before.pdjs.trigger({ ...event, signal }));
    await vi.advanceTimersByTimeAsync(100);
    vi.setSystemTime(NOW);
    await vi.advanceTimersByTimeAsync(60_000);
    await gone(call);
    const reported = vi.spyOn(console, 'error').mockReturnValue();
    const { standIn } = opened();
    await vi.advanceTimersByTimeAsync(0);
    expect(standIn.incidents).toMatchObject([{ incident_key: 'a', triggers: 1 }]);
    expect(reported).not.toHaveBeenCalled();
    expect(stored()).toEqual([]);
  });

  it.each([1970, 2001, 2050])('from %i: an event expires by the time that it has waited', async (year) => {
    vi.setSystemTime(Date.UTC(year, 1));
    const { standIn, pdjs } = opened({ outbox: { maxAge: 600_000 } });
    standIn.faults.push(...drops(999));
    const told = vi.fn();
    void pdjs.trigger({ ...event, error: told });
    await vi.advanceTimersByTimeAsync(60_000);
    vi.setSystemTime(NOW);
    await vi.advanceTimersByTimeAsync(500_000);
    expect(told).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'expired' }));
  });

  it('between trigger and resolve changes nothing of their order, for the next page either', async () => {
    vi.setSystemTime(NOW);
    const { standIn, pdjs } = opened();
    standIn.faults.push(...drops(99));
    const trigger = abortable((signal) => pdjs.trigger({ ...event, signal }));
    vi.setSystemTime(NOW - 365 * 86_400_000);
    const resolve = abortable((signal) => pdjs.resolve({ ...event, signal }));
    expect(stored()).toHaveLength(2);
    await gone(trigger, resolve);
    const next = opened();
    await vi.advanceTimersByTimeAsync(0);
    expect(await flushed(next.pdjs)).toBe(0);
    expect(sent(next.standIn)).toEqual(['trigger', 'resolve']);
  });

  it('between two pages changes nothing of the order of what they leave', async () => {
    vi.setSystemTime(NOW);
    const first = opened();
    first.standIn.faults.push(...drops(99));
    await gone(abortable((signal) => first.pdjs.trigger({ ...event, signal })));
    vi.setSystemTime(NOW - 365 * 86_400_000);
    stubLocks(
      new Set([`pdjs-outbox:default:${(JSON.parse(localStorage.getItem(stored()[0] ?? '') ?? '') as { tab: string }).tab}`]),
    );
    try {
      // The first page’s event is not this one’s to send yet.
      const second = opened();
      second.standIn.faults.push(...drops(99));
      const resolve = abortable((signal) => second.pdjs.resolve({ ...event, signal }));
      expect(stored()).toHaveLength(2);
      await gone(resolve);
    } finally {
      vi.unstubAllGlobals();
    }
    const third = opened();
    await vi.advanceTimersByTimeAsync(0);
    expect(await flushed(third.pdjs)).toBe(0);
    expect(sent(third.standIn)).toEqual(['trigger', 'resolve']);
  });
});

describe('close', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([true, false])('leaves no timer, no listener and no lock of 300 instances; with locks: %s', async (locks) => {
    const held = locks ? stubLocks() : new Set<string>();
    const listeners: unknown[][] = [];
    for (const target of [window, document]) {
      vi.spyOn(target, 'addEventListener').mockImplementation((...args) => void listeners.push(args));
      vi.spyOn(target, 'removeEventListener').mockImplementation((type, listener) => {
        listeners.splice(
          listeners.findIndex((args) => args[0] === type && args[1] === listener),
          1,
        );
      });
    }
    const left = () => [vi.getTimerCount(), listeners.length, held.size];
    const instances = Array.from({ length: 300 }, () => opened().pdjs);
    await vi.advanceTimersByTimeAsync(0);
    expect(left()).toEqual([locks ? 300 : 0, 600, locks ? 300 : 0]);
    for (const { outbox } of instances) outbox?.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(left()).toEqual([0, 0, 0]);
  });

  it.each([true, false])(
    'ends an event that waits for its next round in an error, and leaves it to the next instance; with locks: %s',
    async (locks) => {
      // Rounds that are over at once, so that it is the wait between two that is met.
      vi.spyOn(Math, 'random').mockReturnValue(0);
      const held = locks ? stubLocks() : new Set<string>();
      const { standIn, pdjs } = opened();
      standIn.faults.push(...drops(99));
      const told = vi.fn();
      const behind = vi.fn();
      void pdjs.trigger({ ...event, success: told, error: told });
      void pdjs.resolve({ ...event, success: behind, error: behind });
      await vi.advanceTimersByTimeAsync(300_000);
      const requests = standIn.requests.length;
      pdjs.outbox?.close();
      await vi.advanceTimersByTimeAsync(0);
      for (const callback of [told, behind])
        expect(callback).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'aborted' }));
      expect(vi.getTimerCount()).toBe(0);
      expect(stored()).toHaveLength(2);
      expect(held.size).toBe(0);
      await vi.advanceTimersByTimeAsync(300_000);
      expect(standIn.requests).toHaveLength(requests);

      const next = opened();
      await vi.advanceTimersByTimeAsync(2000);
      expect(sent(next.standIn)).toEqual(['trigger', 'resolve']);
      expect(stored()).toEqual([]);
    },
  );

  it('ends an event under way at once where that fails, and leaves it to the next instance', async () => {
    let fail: (reason: Error) => void = () => undefined;
    const { pdjs } = opened({ fetch: () => new Promise((_, reject) => (fail = reject)), retry: 0 });
    const told = vi.fn();
    void pdjs.trigger({ ...event, error: told });
    pdjs.outbox?.close();
    fail(new TypeError('Failed to fetch'));
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'aborted' }));
    expect(stored()).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends an event at once that waits for what another tab has left', async () => {
    stubLocks();
    written('new', Date.now());
    const { pdjs } = opened();
    const told = vi.fn();
    void pdjs.resolve({ ...event, error: told });
    pdjs.outbox?.close();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'aborted' }));
    expect(stored()).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves it to an event that is under way to be accepted', async () => {
    const { standIn, pdjs } = opened();
    standIn.faults.push({ kind: 'delay', ms: 1000 });
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(500);
    pdjs.outbox?.close();
    await vi.advanceTimersByTimeAsync(500);
    expect(await call).toMatchObject({ status: 'success' });
    expect(stored()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
