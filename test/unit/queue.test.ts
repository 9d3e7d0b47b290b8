import { describe, expect, it, vi } from 'vitest';
import { StandIn, type Fault } from '../../demo/stand-in/stand-in.js';
import { PDJSobj } from '../../src/index.js';
import { failureOf } from './support.js';

/** Holds every request until it is let go. */
function holding() {
  const standIn = new StandIn();
  const requests: { key: string; type: string; go: () => void }[] = [];
  const pdjs = new PDJSobj({
    retry: { delay: () => 0 },
    fetch: async (request) => {
      const { incident_key, event_type } = (await request.clone().json()) as Record<string, string>;
      await new Promise<void>((go) => requests.push({ key: incident_key ?? '', type: event_type ?? '', go }));
      return standIn.fetch(request);
    },
  });
  const underWay = (...keys: string[]) =>
    vi.waitFor(
      () => {
        expect(requests.map(({ key }) => key)).toEqual(keys);
      },
      { interval: 1 },
    );
  const release = (key: string) => {
    const index = requests.findIndex((request) => request.key === key);
    const [request] = requests.splice(index, index < 0 ? 0 : 1);
    if (!request) throw new Error(`${key} is not under way`);
    request.go();
  };
  return { standIn, pdjs, requests, underWay, release };
}
const event = (incident_key: string) => ({ service_key: 'KEY', incident_key });

describe('The queue', () => {
  it('has six events under way, the rest in the order of their calls', async () => {
    const { standIn, pdjs, underWay, release } = holding();
    const calls = Array.from('abcdefgh').map((key) => pdjs.trigger(event(key)));
    await underWay('a', 'b', 'c', 'd', 'e', 'f');
    release('c');
    await underWay('a', 'b', 'd', 'e', 'f', 'g');
    release('a');
    await underWay('b', 'd', 'e', 'f', 'g', 'h');
    for (const key of 'bdefgh') release(key);
    await Promise.all(calls);
    expect(standIn.incidents).toHaveLength(8);
  });

  it('lets a repetition go before first attempts', async () => {
    const { standIn, pdjs, underWay, release } = holding();
    const calls = Array.from('abcdefgh').map((key) => pdjs.trigger(event(key)));
    await underWay('a', 'b', 'c', 'd', 'e', 'f');
    standIn.faults.push({ kind: 'drop' });
    release('a');
    await underWay('b', 'c', 'd', 'e', 'f', 'g');
    // a waits for a place once its backoff of a timer task is over.
    await new Promise((resolve) => setTimeout(resolve));
    await new Promise((resolve) => setTimeout(resolve));
    release('b');
    await underWay('c', 'd', 'e', 'f', 'g', 'a');
    for (const key of 'cdefga') release(key);
    await underWay('h');
    release('h');
    await Promise.all(calls);
  });

  it('sends events with the same key one after the other, whatever becomes of them', async () => {
    const { standIn, pdjs, requests, underWay, release } = holding();
    const other = pdjs.trigger(event('b'));
    const calls = [pdjs.trigger(event('a')), pdjs.acknowledge(event('a')), pdjs.resolve(event('a')), pdjs.trigger(event('a'))];
    await underWay('b', 'a');
    standIn.faults.push({ kind: 'drop' }, { kind: 'status', status: 503 });
    for (const type of ['trigger', 'trigger', 'trigger', 'acknowledge', 'resolve', 'trigger']) {
      await underWay('b', 'a');
      expect(requests.at(-1)?.type).toBe(type);
      release('a');
    }
    release('b');
    await Promise.all([...calls, other]);
    expect(standIn.incidents.filter(({ incident_key }) => incident_key === 'a')).toMatchObject([
      { status: 'resolved' },
      { status: 'triggered' },
    ]);
  });

  it('lets an event that is called from within fetch go after the one under way', async () => {
    const standIn = new StandIn();
    const inside: Promise<unknown>[] = [];
    const pdjs = new PDJSobj({
      fetch: async (request) => {
        if (inside.length === 0) inside.push(pdjs.acknowledge(event('a')), pdjs.resolve(event('a')));
        // Its way takes longer than theirs.
        if (standIn.requests.length === 0) await new Promise((resolve) => setTimeout(resolve));
        return standIn.fetch(request);
      },
    });
    const first = pdjs.trigger(event('a'));
    expect(inside).toHaveLength(2);
    await Promise.all([first, ...inside]);
    expect(standIn.incidents.map(({ timeline }) => timeline.map(({ event_type }) => event_type))).toEqual([
      ['trigger', 'acknowledge', 'resolve'],
    ]);
  });

  it('goes on after an event that is refused', async () => {
    const { standIn, pdjs, underWay, release } = holding();
    const refused = failureOf(pdjs.trigger(event('a')));
    const next = pdjs.resolve(event('a'));
    await underWay('a');
    standIn.faults.push({ kind: 'status', status: 400 });
    release('a');
    expect(await refused).toMatchObject({ status: 400 });
    await underWay('a');
    release('a');
    await next;
  });

  it.each([{ service_key: 'KEY' }, { routing_key: 'KEY' }])('keeps the order for %j', async (key) => {
    const standIn = new StandIn();
    const pdjs = new PDJSobj({ fetch: standIn.fetch, retry: { delay: () => 0 } });
    standIn.faults.push({ kind: 'drop' }, { kind: 'status', status: 500 });
    const names = { ...key, incident_key: 'a' } as never;
    await Promise.all([pdjs.trigger(names), pdjs.acknowledge(names), pdjs.resolve(names)]);
    expect(standIn.incidents.map(({ timeline }) => timeline.map(({ event_type }) => event_type))).toEqual([
      ['trigger', 'acknowledge', 'resolve'],
    ]);
  });

  it('is not blocked for good by six events that are never answered and have no timeout', async () => {
    vi.useFakeTimers();
    try {
      const { pdjs, requests, release } = holding();
      const calls = Array.from('abcdef').map((key) => pdjs.trigger({ ...event(key), timeout: false }));
      const others = Array.from('gh').map((key) => pdjs.trigger(event(key)));
      const underWay = () => requests.map(({ key }) => key).join('');
      await vi.advanceTimersByTimeAsync(9_999);
      expect(underWay()).toBe('abcdef');
      await vi.advanceTimersByTimeAsync(1);
      expect(underWay()).toBe('abcdefgh');
      // They have their place no more, and so give none back.
      for (const key of 'abcdef') release(key);
      await Promise.all(calls);
      const more = Array.from('ijklmn').map((key) => pdjs.trigger(event(key)));
      await vi.advanceTimersByTimeAsync(0);
      expect(underWay()).toBe('ghijkl');
      for (const key of 'ghijkl') release(key);
      await vi.advanceTimersByTimeAsync(0);
      for (const key of 'mn') release(key);
      await Promise.all([...others, ...more]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is held up no longer by events whose own timeout is longer than usual', async () => {
    vi.useFakeTimers();
    try {
      const { pdjs, requests, release } = holding();
      const calls = Array.from('abcdef').map((key) => failureOf(pdjs.trigger({ ...event(key), timeout: 25_000, retry: 0 })));
      const other = pdjs.trigger(event('g'));
      const underWay = () => requests.map(({ key }) => key).join('');
      await vi.advanceTimersByTimeAsync(9_999);
      expect(underWay()).toBe('abcdef');
      await vi.advanceTimersByTimeAsync(1);
      expect(underWay()).toBe('abcdefg');
      release('g');
      await other;
      await vi.advanceTimersByTimeAsync(15_000);
      for (const failure of await Promise.all(calls)) expect(failure).toMatchObject({ code: 'timeout' });
      for (const key of 'abcdef') release(key);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not hold up REST calls', async () => {
    const { pdjs, underWay, release } = holding();
    const calls = Array.from('abcdef').map((key) => pdjs.trigger(event(key)));
    await underWay('a', 'b', 'c', 'd', 'e', 'f');
    const standIn = new StandIn();
    await new PDJSobj({ token: 'token-of-20-characters', fetch: standIn.fetch }).get('services');
    for (const key of 'abcdef') release(key);
    await Promise.all(calls);
  });
});

describe('A rate limit', () => {
  it.each([403, 429])('of %i slows the queue of its service, until its time is over', async (status) => {
    vi.useFakeTimers();
    try {
      const standIn = new StandIn();
      const pdjs = new PDJSobj({ fetch: standIn.fetch });
      standIn.faults.push({ kind: 'status', status, headers: { 'Retry-After': '5' } });
      const first = pdjs.trigger(event('a'));
      await vi.advanceTimersByTimeAsync(1);
      const others = Array.from('bcdefgh').map((key) => pdjs.trigger(event(key)));
      await vi.advanceTimersByTimeAsync(4_998);
      expect(standIn.requests).toHaveLength(1);
      await vi.advanceTimersByTimeAsync(1);
      await Promise.all([first, ...others]);
      expect(standIn.incidents.map(({ incident_key }) => incident_key).sort()).toEqual(Array.from('abcdefgh'));
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(['service_key', 'routing_key'])('of one %s holds up no other service', async (key) => {
    const standIn = new StandIn();
    const pdjs = new PDJSobj({ fetch: standIn.fetch });
    const controller = new AbortController();
    const limited = Array.from('abcdefg').map((incident_key) =>
      failureOf(pdjs.trigger({ [key]: 'NOISY', incident_key, signal: controller.signal } as never)),
    );
    standIn.faults.push(...Array<Fault>(6).fill({ kind: 'status', status: 429, headers: { 'Retry-After': '50' } }));
    await vi.waitFor(() => {
      expect(standIn.requests).toHaveLength(6);
    });
    await pdjs.trigger({ [key]: 'QUIET', incident_key: 'a' } as never);
    expect(standIn.requests).toHaveLength(7);
    controller.abort();
    for (const failure of await Promise.all(limited)) expect(failure).toMatchObject({ code: 'aborted' });
  });

  it('is over when its event has ended', async () => {
    const standIn = new StandIn();
    const pdjs = new PDJSobj({ fetch: standIn.fetch });
    const controller = new AbortController();
    standIn.faults.push({ kind: 'status', status: 429 }, { kind: 'status', status: 429, headers: { 'Retry-After': '50' } });
    expect(await failureOf(pdjs.trigger({ ...event('a'), retry: 0 }))).toMatchObject({ status: 429 });
    const aborted = failureOf(pdjs.trigger({ ...event('b'), signal: controller.signal }));
    await vi.waitFor(() => {
      expect(standIn.requests).toHaveLength(2);
    });
    const next = pdjs.trigger(event('c'));
    controller.abort();
    expect(await aborted).toMatchObject({ code: 'aborted' });
    await next;
  });
});

describe('signal', () => {
  it('aborts an event that waits for its place, and nothing is sent of it', async () => {
    const { standIn, pdjs, underWay, release } = holding();
    const calls = Array.from('abcdef').map((key) => pdjs.trigger(event(key)));
    const controller = new AbortController();
    const waiting = failureOf(pdjs.trigger({ ...event('g'), signal: controller.signal }));
    const last = pdjs.trigger(event('h'));
    await underWay('a', 'b', 'c', 'd', 'e', 'f');
    controller.abort();
    expect(await waiting).toMatchObject({ code: 'aborted', attempts: 0 });
    release('a');
    await underWay('b', 'c', 'd', 'e', 'f', 'h');
    for (const key of 'bcdefh') release(key);
    await Promise.all([...calls, last]);
    expect(standIn.requests).toHaveLength(7);
  });

  it('aborted before the call: it waits for none with its key', async () => {
    const { pdjs, underWay, release } = holding();
    const first = pdjs.trigger(event('a'));
    await underWay('a');
    expect(await failureOf(pdjs.resolve({ ...event('a'), signal: AbortSignal.abort() }))).toMatchObject({
      code: 'aborted',
      attempts: 0,
    });
    release('a');
    await first;
  });

  it('aborts an event that waits for one with its key, and the one after it keeps waiting', async () => {
    const { standIn, pdjs, underWay, release } = holding();
    const controller = new AbortController();
    const first = pdjs.trigger(event('a'));
    const second = failureOf(pdjs.acknowledge({ ...event('a'), signal: controller.signal }));
    const third = pdjs.resolve(event('a'));
    await underWay('a');
    controller.abort();
    expect(await second).toMatchObject({ code: 'aborted', attempts: 0 });
    await underWay('a');
    release('a');
    await first;
    await underWay('a');
    release('a');
    await third;
    expect(standIn.incidents[0]?.timeline.map(({ event_type }) => event_type)).toEqual(['trigger', 'resolve']);
  });

  it('is not held up for good by a rate limit that is answered too late', async () => {
    let late: ((answer: Response) => void) | undefined;
    const standIn = new StandIn();
    const pdjs = new PDJSobj({
      retry: 0,
      fetch: (request) => (late ? standIn.fetch(request) : new Promise((resolve) => (late = resolve))),
    });
    expect(await failureOf(pdjs.trigger({ ...event('a'), timeout: 1 }))).toMatchObject({ code: 'timeout' });
    late?.(new Response('{}', { status: 429 }));
    await new Promise((resolve) => setTimeout(resolve));
    expect(await pdjs.trigger(event('b'))).toMatchObject({ status: 'success' });
  });
});
