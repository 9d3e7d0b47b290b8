import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIn, type Fault } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type PDJSOptions, type PDJSRequest } from '../../src/index.js';
import { failureOf, untyped } from './support.js';

// happy-dom has localStorage and no Web Locks: whoever opens the outbox sends what it finds.
const event = { service_key: 'KEY', incident_key: 'a', description: 'x' };
const v2 = { routing_key: 'KEY', dedup_key: 'a', summary: 'x' };

function opened(options: PDJSOptions = {}, standIn = new StandIn()) {
  return { standIn, pdjs: new PDJSobj({ outbox: true, fetch: standIn.app.fetch, ...options }) };
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
afterEach(() => {
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
    standIn.faults.push(...drops(99));
    const call = pdjs.trigger(event);
    await vi.advanceTimersByTimeAsync(300_000);
    standIn.faults.length = 0;
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

  it('goes without locks where it may have none', async () => {
    vi.stubGlobal('navigator', { locks: { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) } });
    const { standIn, pdjs } = opened();
    await pdjs.trigger(event);
    expect(await flushed(pdjs)).toBe(0);
    expect(standIn.accepted).toBe(1);
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

  it.each([
    ['calls error as 1.1.0 did', { status: 503 }],
    ['fails', new TypeError('fetch failed')],
  ])('that %s is asked again', async (_, failure) => {
    let asked = 0;
    class Mine extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        asked += 1;
        if (asked > 2) return Promise.resolve({ status: 'success' });
        if (failure instanceof Error) return Promise.reject(failure);
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
});
