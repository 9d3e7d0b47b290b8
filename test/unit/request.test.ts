// @vitest-environment node
// happy-dom's Request knows neither keepalive nor the signal of the Request that it is made from; its Headers take anything.
import { getEventListeners, setMaxListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { PDJSobj } from '../../src/index.js';
import { connected, failureOf, untyped } from './support.js';

const v1 = { service_key: 'KEY', incident_key: 'a', description: 'x' };

describe('fetch', () => {
  it('of the caller is called without a this, as browsers want theirs to be', async () => {
    const { standIn } = connected();
    const called = vi.fn(function (this: unknown, request: Request) {
      return standIn.fetch(request);
    });
    await new PDJSobj({ fetch: called }).trigger(v1);
    expect(called.mock.contexts).toEqual([undefined]);
  });
});

describe('signal', () => {
  it('leaves nothing on a signal that many calls share', async () => {
    const { pdjs } = connected();
    const { signal } = new AbortController();
    // Node warns of a leak where there are more than ten.
    setMaxListeners(0, signal);
    const event = { service_key: 'KEY', incident_key: 'a', signal };
    await Promise.all(Array.from({ length: 20 }, () => pdjs.trigger(event)));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('aborted before the call: nothing is sent', async () => {
    const { standIn, pdjs } = connected();
    const reason = new Error('changed my mind');
    expect(await failureOf(pdjs.trigger({ ...v1, signal: AbortSignal.abort(reason) }))).toMatchObject({
      code: 'aborted',
      status: 0,
      cause: reason,
    });
    expect(standIn.requests).toHaveLength(0);
  });

  it('aborted in flight: no second attempt', async () => {
    const { standIn, pdjs } = connected();
    const controller = new AbortController();
    standIn.faults.push({ kind: 'silence' });
    const error = vi.fn();
    const call = pdjs.trigger({ ...v1, signal: controller.signal, error });
    await vi.waitFor(() => {
      expect(standIn.requests).toHaveLength(1);
    });
    controller.abort();
    expect(await failureOf(call)).toMatchObject({ code: 'aborted', attempts: 1 });
    expect(error).toHaveBeenCalledOnce();
    expect(standIn.requests).toHaveLength(1);
  });

  it('aborted between attempts: no second attempt', async () => {
    vi.useFakeTimers();
    try {
      const { standIn, pdjs } = connected({ retry: {} });
      const controller = new AbortController();
      standIn.faults.push({ kind: 'status', status: 429, headers: { 'Retry-After': '30' } });
      const call = failureOf(pdjs.trigger({ ...v1, signal: controller.signal }));
      await vi.advanceTimersByTimeAsync(10_000);
      controller.abort();
      expect(await call).toMatchObject({ code: 'aborted', attempts: 1, status: 429, message: 'The call was aborted' });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(standIn.requests).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('A body where there may be none', () => {
  it('is said at once', async () => {
    const { standIn, pdjs } = connected();
    expect(await failureOf(pdjs.sendRequest({ url: 'https://api.test/', data: '{}' }))).toMatchObject({
      code: 'invalid_params',
      attempts: 0,
    });
    expect(standIn.requests).toHaveLength(0);
  });
});

describe('keepalive', () => {
  /** Holds the requests until they are let go, and tells which had `keepalive`. */
  function holding() {
    const flags: boolean[] = [];
    const releases: (() => void)[] = [];
    const { standIn } = connected();
    const pdjs = new PDJSobj({
      retry: { delay: () => 0 },
      fetch: async (request) => {
        flags.push(request.keepalive);
        await new Promise<void>((resolve) => releases.push(resolve));
        return standIn.fetch(request);
      },
    });
    const sent = (count: number) =>
      vi.waitFor(() => {
        expect(flags).toHaveLength(count);
      });
    const release = () => {
      releases.splice(0).forEach((go) => {
        go();
      });
    };
    return { pdjs, standIn, flags, sent, release };
  }
  const sized = (bytes: number, key: string) => ({ ...v1, incident_key: key, description: 'é'.repeat(bytes / 2) });

  it('is on for events as long as the bodies under way fit into 64 KiB', async () => {
    const { pdjs, standIn, flags, sent, release } = holding();
    const calls = [
      pdjs.trigger(sized(30_000, 'a')),
      pdjs.trigger(sized(30_000, 'b')),
      pdjs.trigger(sized(30_000, 'c')),
      pdjs.trigger(sized(2_000, 'd')),
    ];
    await sent(4);
    expect(flags).toEqual([true, true, false, true]);
    release();
    await Promise.all(calls);

    const after = pdjs.trigger(sized(60_000, 'e'));
    const large = pdjs.trigger(sized(70_000, 'f'));
    await sent(6);
    expect(flags.slice(4)).toEqual([true, false]);
    release();
    await Promise.all([after, large]);
    expect(standIn.accepted).toBe(6);
  });

  it('gives its place back after a failure, and is left off from the third attempt on', async () => {
    const { pdjs, standIn, flags, sent, release } = holding();
    standIn.faults.push({ kind: 'drop' }, { kind: 'drop' }, { kind: 'status', status: 503 });
    const call = pdjs.trigger(sized(60_000, 'a'));
    for (const attempt of [1, 2, 3, 4]) {
      await sent(attempt);
      release();
    }
    await call;
    expect(flags).toEqual([true, true, false, false]);
  });

  it('is off for REST', async () => {
    const { pdjs, flags, sent, release } = holding();
    const call = pdjs.sendRequest({ type: 'PUT', url: 'https://api.test/x', data: '{}' }).catch(() => undefined);
    await sent(1);
    expect(flags).toEqual([false]);
    release();
    await call;
  });
});

describe('Headers that HTTP does not allow', () => {
  it.each([
    ['a token', { token: 'SECRET\nTOKEN' }, {}],
    ['a value', { token: 'SECRET' }, { From: 'SECRET\u{1f525}' }],
    ['a name', { token: 'SECRET' }, { 'a b': 'SECRET' }],
    ['an array without pairs', { token: 'SECRET' }, untyped(['Authorization: Token token=SECRET'])],
  ])('%s: one error that does not tell it, nothing sent', async (_, options, headers) => {
    const { standIn, pdjs } = connected(options);
    const failure = await failureOf(pdjs.get('users', {}, { headers }));
    expect(failure).toMatchObject({ code: 'invalid_params', attempts: 0 });
    expect(`${String(failure.stack)}${JSON.stringify(failure)}`).not.toContain('SECRET');
    expect(standIn.requests).toHaveLength(0);
  });

  it('says what headers may be, where an event has an array without pairs', async () => {
    const { standIn, pdjs } = connected();
    const failure = await failureOf(pdjs.trigger({ ...v1, headers: untyped(['X-Relay: SECRET']) }));
    expect(failure).toMatchObject({
      code: 'invalid_params',
      message: 'headers must be an object, a Headers object or an array of pairs',
    });
    expect(failure.cause).toBeUndefined();
    expect(standIn.requests).toHaveLength(0);
  });
});
