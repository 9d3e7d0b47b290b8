// What a `fetch` or a `sendRequest` of the page's own fails with: it means the same in every build, whatever its name.
import ky from 'ky';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIn, type Fault } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type Fetch } from '../../src/index.js';
import { failureOf, untyped } from './support.js';

const TOKEN = 'token-of-20-characters';
const event = { service_key: 'KEY', incident_key: 'a', description: 'x' };
const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('pdjs-outbox:'));

/** An error of a library that the page uses. */
const named = (name: string, fields: object = {}) => Object.assign(new Error(`A ${name} of the page’s own`), { name, ...fields });

const errors: [string, () => Error][] = [
  ['a TimeoutError', () => named('TimeoutError')],
  ['a TimeoutError with a request', () => named('TimeoutError', { request: new Request('https://proxy.test/') })],
  ['an HTTPError without a response', () => named('HTTPError')],
  ['an HTTPError with a response of 400', () => named('HTTPError', { response: new Response('{}', { status: 400 }) })],
  ['an HTTPError with a response of 503', () => named('HTTPError', { response: new Response('{}', { status: 503 }) })],
  ['an HTTPError with a response that is none', () => named('HTTPError', { response: {} })],
  ['a NetworkError', () => named('NetworkError', { request: new Request('https://proxy.test/') })],
];

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

describe.each(errors)('A fetch that fails with %s', (_, make) => {
  /** Fails so often, then sends. */
  function failing(times: number) {
    const standIn = new StandIn();
    const error = make();
    let left = times;
    const fetch = vi.fn<Fetch>((request) => {
      if (left-- > 0) throw error;
      return standIn.fetch(request);
    });
    return { standIn, error, fetch };
  }

  it('is a network failure: an event is sent again', async () => {
    const { standIn, error, fetch } = failing(2);
    const pdjs = new PDJSobj({ fetch, retry: { delay: () => 0 } });
    expect(await pdjs.trigger(event)).toMatchObject({ status: 'success' });
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(standIn.accepted).toBe(1);

    const always = failing(99);
    pdjs.fetch = always.fetch;
    const failure = await failureOf(pdjs.trigger({ ...event, retry: { limit: 1 } }));
    expect(failure).toMatchObject({ code: 'network', status: 0, responseText: '', attempts: 2 });
    expect(failure.cause).toBe(always.error);
    expect(failure.cause).not.toBe(error);
  });

  it('is a network failure: a POST is not sent again', async () => {
    const { error, fetch } = failing(99);
    const failure = await failureOf(new PDJSobj({ token: TOKEN, fetch, retry: { delay: () => 0 } }).post('users', {}));
    expect(failure).toMatchObject({ code: 'network', status: 0, attempts: 1 });
    expect(failure.cause).toBe(error);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('drops no event of an outbox', async () => {
    vi.useFakeTimers();
    const { standIn, fetch } = failing(10);
    const told = vi.fn();
    void new PDJSobj({ outbox: true, fetch }).trigger({ ...event, success: told, error: told });
    await vi.advanceTimersByTimeAsync(300_000);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'success' }));
    expect(fetch).toHaveBeenCalledTimes(11);
    expect(standIn.accepted).toBe(1);
    expect(stored()).toEqual([]);
  });
});

describe('ky as fetch, which throws at a status', () => {
  const through = (standIn: StandIn): Fetch => {
    const fetch = ((request: Request) => standIn.fetch(request)) as typeof globalThis.fetch;
    return (request) => ky(request, { fetch, retry: 0 });
  };

  it.each([503, 400])('of %i: an event is sent again, a POST is not', async (status) => {
    const standIn = new StandIn();
    const fault: Fault = { kind: 'status', status };
    const pdjs = new PDJSobj({ token: TOKEN, fetch: through(standIn), retry: { delay: () => 0 } });
    standIn.faults.push(fault, fault);
    expect(await pdjs.trigger(event)).toMatchObject({ status: 'success' });
    expect(standIn.requests).toHaveLength(3);
    standIn.faults.push(fault);
    const failure = await failureOf(pdjs.post('users', {}));
    expect(failure).toMatchObject({ code: 'network', status: 0, attempts: 1, cause: { name: 'HTTPError' } });
    expect(standIn.requests).toHaveLength(4);
  });

  it.each([503, 400])('of %i: no event of an outbox is dropped', async (status) => {
    vi.useFakeTimers();
    const standIn = new StandIn();
    standIn.faults.push(...Array<Fault>(5).fill({ kind: 'status', status }));
    const told = vi.fn();
    void new PDJSobj({ outbox: true, fetch: through(standIn) }).trigger({ ...event, success: told, error: told });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ status: 'success' }));
    expect(standIn.requests).toHaveLength(6);
    expect(stored()).toEqual([]);
  });
});

describe('A sendRequest that throws', () => {
  const bug = new TypeError('request.headers.get is not a function');
  class Broken extends PDJSobj {
    sent = 0;
    override sendRequest(): never {
      this.sent += 1;
      throw bug;
    }
  }

  it.each([false, true])('is told once as an exception, and never again (outbox: %s)', async (outbox) => {
    vi.useFakeTimers();
    const pdjs = new Broken({ outbox, retry: { delay: () => 0 } });
    const told = vi.fn();
    const call = failureOf(pdjs.trigger(untyped({ ...event, success: told, error: told })));
    await vi.advanceTimersByTimeAsync(300_000);
    const failure = await call;
    expect(failure).toMatchObject({ code: 'exception', message: bug.message, attempts: 0 });
    expect(failure.cause).toBe(bug);
    expect(told).toHaveBeenCalledExactlyOnceWith(failure);
    expect(pdjs.sent).toBe(1);
    expect(stored()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
