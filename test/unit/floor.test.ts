// @vitest-environment node
// Browsers of the floor: without AbortSignal.any and AbortSignal.timeout, which are newer.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PDJSobj } from '../../src/index.js';
import { connected, failureOf } from './support.js';

// Before anything is imported, as in a browser that never had them.
vi.hoisted(() => {
  delete (AbortSignal as Partial<typeof AbortSignal>).any;
  delete (AbortSignal as Partial<typeof AbortSignal>).timeout;
});

let events = 0;
/** An event that waits for none before it. */
const event = () => ({ service_key: 'KEY', incident_key: String(events++), description: 'x' });

/** Where nothing is ever answered; tells the signals of what was sent. */
function silent(options = {}) {
  const signals: AbortSignal[] = [];
  const pdjs = new PDJSobj({
    token: 'token-of-20-characters',
    retry: 0,
    fetch: (request) => {
      signals.push(request.signal);
      return new Promise<never>(() => undefined);
    },
    ...options,
  });
  return { signals, pdjs };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each<[string, (pdjs: PDJSobj, signal?: AbortSignal) => Promise<unknown>]>([
  ['an event', (pdjs, signal) => pdjs.trigger({ ...event(), signal })],
  ['a REST call', (pdjs, signal) => pdjs.get('users', {}, { signal })],
])('%s', (_, start) => {
  it('that times out has its fetch aborted', async () => {
    const { signals, pdjs } = silent({ timeout: 50 });
    const call = failureOf(start(pdjs));
    await vi.advanceTimersByTimeAsync(49);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await call).toMatchObject({ code: 'timeout' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('that is aborted under way ends at once, and so does its fetch', async () => {
    const { signals, pdjs } = silent();
    const controller = new AbortController();
    const reason = new Error('changed my mind');
    const call = failureOf(start(pdjs, controller.signal));
    await vi.advanceTimersByTimeAsync(10);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    controller.abort(reason);
    await vi.advanceTimersByTimeAsync(0);
    expect(await call).toMatchObject({ code: 'aborted', attempts: 1, cause: reason });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it.each([
    ['its backoff', {}],
    ['what Retry-After asks for', { 'Retry-After': '50' }],
  ])('that is aborted in %s ends at once', async (_, headers) => {
    const { standIn, pdjs } = connected({ token: 'token-of-20-characters', retry: { delay: () => 50_000, jitter: false } });
    standIn.faults.push({ kind: 'status', status: 503, headers });
    const controller = new AbortController();
    const error = vi.fn();
    start(pdjs, controller.signal).catch(error);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(standIn.requests).toHaveLength(1);
    expect(error).not.toHaveBeenCalled();
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'aborted', attempts: 1, status: 503 }));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(standIn.requests).toHaveLength(1);
  });
});
