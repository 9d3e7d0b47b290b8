import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIn, type Fault } from '../../demo/stand-in.js';
import { PDJSobj, type PDJSOptions } from '../../src/index.js';
import { failureOf } from './support.js';

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
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    expect(await flushed(opened({ outbox: { name: 'other' } }).pdjs)).toBe(0);
    expect(warn).toHaveBeenCalledOnce();
    expect(stored()).toHaveLength(1);
  });
});

describe('What is corrupt in storage', () => {
  it.each(['', '{"half', 'null', '{}', '[]', '5', '{"request":{}}', '{"request":null}'])(
    'is thrown away, and harms no page: %s',
    async (text) => {
      vi.spyOn(console, 'warn').mockReturnValue();
      localStorage.setItem('pdjs-outbox:default:1', text);
      const { standIn, pdjs } = opened();
      await pdjs.trigger(event);
      expect(standIn.requests).toHaveLength(1);
      expect(stored()).toEqual([]);
    },
  );
});

describe('A tab that stays open', () => {
  it('looks every minute for what tabs have left that are gone, and lets those be that are there', async () => {
    const held = new Set<string>();
    const locks = {
      request: (name: string, ...rest: unknown[]) => {
        held.add(name);
        return (rest.at(-1) as (lock: object) => Promise<unknown>)({});
      },
      query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
    };
    vi.stubGlobal('navigator', { locks });
    try {
      const { standIn } = opened();
      await vi.advanceTimersByTimeAsync(0);
      const request = {
        api: 'events_v1',
        type: 'POST',
        url: 'https://events.pagerduty.com/generic/2010-04-15/create_event.json',
        data: '{"service_key":"KEY","event_type":"trigger","incident_key":"a","description":"x"}',
      };
      localStorage.setItem('pdjs-outbox:default:1', JSON.stringify({ at: Date.now(), tab: 'another', request }));
      held.add('pdjs-outbox:default:another');
      await vi.advanceTimersByTimeAsync(180_000);
      expect(standIn.accepted).toBe(0);
      held.delete('pdjs-outbox:default:another');
      await vi.advanceTimersByTimeAsync(60_000);
      expect(standIn.incidents).toMatchObject([{ incident_key: 'a', triggers: 1 }]);
      expect(stored()).toEqual([]);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('goes without locks where it may have none', async () => {
    const denied = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    vi.stubGlobal('navigator', { locks: { request: denied, query: denied } });
    try {
      const { standIn, pdjs } = opened();
      await pdjs.trigger(event);
      expect(await flushed(pdjs)).toBe(0);
      expect(standIn.accepted).toBe(1);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe('flush', () => {
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
});
