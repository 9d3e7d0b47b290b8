import { isHTTPError, isNetworkError } from 'ky';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault, StandIn } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type RetryOptions } from '../../src/index.js';
import { connected, failureOf, untyped } from './support.js';

const TOKEN = 'token-of-20-characters';
const newContactMethod = { contact_method: { type: 'email_contact_method', address: 'a@example.test' } };
const v1 = { service_key: 'KEY', incident_key: 'a', description: 'x' };
const v2 = { routing_key: 'KEY', dedup_key: 'a', summary: 'x' };

const status = (code: number, headers?: Record<string, string>): Fault => ({
  kind: 'status',
  status: code,
  ...(headers && { headers }),
});
/** How many attempts an event makes where a custom fetch fails once, in its own words. */
async function attemptsThroughTunnel(retry: RetryOptions): Promise<number> {
  const { standIn, pdjs } = connected({ retry });
  let attempts = 0;
  pdjs.fetch = (request) => {
    if (++attempts === 1) throw new TypeError('The tunnel is closed');
    return standIn.fetch(request);
  };
  await pdjs.trigger(v1);
  return attempts;
}
/** A function that throws. */
const throwing = (error: Error) => () => {
  throw error;
};
const accepted = (standIn: StandIn) => standIn.incidents.map((incident) => incident.triggers);

describe('The retry table', () => {
  const again = [429, 500, 501, 502, 503, 504, 520, 599];
  const final = [400, 401, 402, 404, 405, 408, 410, 413, 422];

  it.each([403, ...again])('Events v1: %i is tried again until it is accepted', async (code) => {
    const { standIn, pdjs } = connected();
    standIn.faults.push(status(code), status(code));
    const success = vi.fn();
    await pdjs.trigger({ ...v1, success });
    expect(success).toHaveBeenCalledOnce();
    expect(standIn.requests).toHaveLength(3);
    expect(accepted(standIn)).toEqual([1]);
  });

  it.each(again)('Events v2: %i is tried again until it is accepted', async (code) => {
    const { standIn, pdjs } = connected();
    standIn.faults.push(status(code));
    await pdjs.trigger(v2);
    expect(standIn.requests).toHaveLength(2);
    expect(accepted(standIn)).toEqual([1]);
  });

  it.each(final)('Events v1: %i is final', async (code) => {
    const { standIn, pdjs } = connected();
    standIn.faults.push(status(code));
    expect(await failureOf(pdjs.trigger(v1))).toMatchObject({ code: 'http', status: code, attempts: 1 });
    expect(standIn.requests).toHaveLength(1);
  });

  it.each([403, ...final])('Events v2 and changes: %i is final', async (code) => {
    const { standIn, pdjs } = connected();
    standIn.faults.push(status(code), status(code));
    expect(await failureOf(pdjs.trigger(v2))).toMatchObject({ status: code, attempts: 1 });
    expect(await failureOf(pdjs.change(v2))).toMatchObject({ status: code, attempts: 1 });
    expect(standIn.requests).toHaveLength(2);
  });

  it('two dropped connections end in one accepted event', async () => {
    const { standIn, pdjs } = connected();
    standIn.faults.push({ kind: 'drop' }, { kind: 'drop' });
    await pdjs.trigger(v1);
    expect(accepted(standIn)).toEqual([1]);
    expect(standIn.requests).toHaveLength(3);
  });

  it('a lost answer joins the same incident', async () => {
    const { standIn, pdjs } = connected();
    standIn.faults.push({ kind: 'lost_answer' });
    await pdjs.trigger(v2);
    expect(accepted(standIn)).toEqual([2]);
  });

  it('REST: GET, PUT and DELETE as events; POST and PATCH at 429 only', async () => {
    for (const type of ['GET', 'PUT', 'DELETE']) {
      const { standIn, pdjs } = connected();
      standIn.faults.push({ kind: 'drop' }, status(503), status(429), status(404));
      expect(await failureOf(pdjs.sendRequest({ type, url: 'https://api.test/x' }))).toMatchObject({ status: 404, attempts: 4 });
    }
    for (const type of ['POST', 'PATCH']) {
      const { standIn, pdjs } = connected();
      standIn.faults.push(status(429), status(503));
      expect(await failureOf(pdjs.sendRequest({ type, url: 'https://api.test/x' }))).toMatchObject({ status: 503, attempts: 2 });
      standIn.faults.push({ kind: 'drop' });
      expect(await failureOf(pdjs.sendRequest({ type, url: 'https://api.test/x' }))).toMatchObject({
        code: 'network',
        attempts: 1,
      });
      standIn.faults.push({ kind: 'silence' });
      expect(await failureOf(pdjs.sendRequest({ type, url: 'https://api.test/x', timeout: 1 }))).toMatchObject({
        code: 'timeout',
        attempts: 1,
      });
    }
  });

  it('gives up after retry.limit repetitions, with the last answer', async () => {
    const { standIn, pdjs } = connected();
    standIn.faults.push(...Array<Fault>(11).fill(status(503)));
    expect(await failureOf(pdjs.trigger(v1))).toMatchObject({ code: 'http', status: 503, attempts: 11 });
    standIn.faults.push(...Array<Fault>(6).fill(status(503)));
    expect(await failureOf(pdjs.sendRequest({ url: 'https://api.test/' }))).toMatchObject({ status: 503, attempts: 6 });

    standIn.faults.push(...Array<Fault>(3).fill({ kind: 'drop' }));
    expect(await failureOf(pdjs.trigger({ ...v1, retry: { limit: 2 } }))).toMatchObject({ code: 'network', attempts: 3 });

    standIn.faults.push(status(503));
    expect(await failureOf(pdjs.trigger({ ...v1, retry: 0 }))).toMatchObject({ status: 503, attempts: 1 });
    expect(standIn.accepted).toBe(0);
  });

  it('undefined options count as not said', async () => {
    const { standIn, pdjs } = connected({ retry: { limit: undefined, delay: () => 0 } as never });
    standIn.faults.push(...Array<Fault>(11).fill(status(503)));
    expect(await failureOf(pdjs.trigger({ ...v1, retry: undefined }))).toMatchObject({ attempts: 11 });
  });

  it('tells of the last attempt, not of one before', async () => {
    const { standIn, pdjs } = connected();
    standIn.faults.push(status(503), { kind: 'drop' });
    const failure = await failureOf(pdjs.trigger({ ...v1, retry: { limit: 1 } }));
    expect(failure).toMatchObject({ code: 'network', status: 0, responseText: '', attempts: 2 });
  });

  it.each(['CONNECT', 'TRACE', 'trace', 'TRACK', 'GET X', 'POST\n'])('says at once what cannot be sent: %j', async (type) => {
    const { standIn, pdjs } = connected();
    const failure = await failureOf(pdjs.sendRequest({ type, url: 'https://events.test/' }));
    expect(failure).toMatchObject({ code: 'invalid_params', attempts: 0 });
    expect(standIn.requests).toHaveLength(0);
  });

  it('retries a custom fetch that fails in its own words', async () => {
    expect(await attemptsThroughTunnel({ delay: () => 0 })).toBe(2);
  });

  it('retries an answer whose body breaks off', async () => {
    const { standIn } = connected();
    let calls = 0;
    const pdjs = new PDJSobj({
      retry: { delay: () => 0 },
      fetch: async (request) => {
        const response = await standIn.fetch(request);
        if (++calls > 1) return response;
        const half = new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"status":'));
            controller.error(new TypeError('terminated'));
          },
        });
        return new Response(half, response);
      },
    });
    await pdjs.trigger(v1);
    expect(calls).toBe(2);
  });
});

describe('Waiting', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it.each(['Retry-After', 'ratelimit-reset'])('obeys %s', async (header) => {
    const { standIn, pdjs } = connected({ retry: {} });
    standIn.faults.push(status(429, { [header]: '7' }), status(503, { [header]: '2' }));
    const call = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(6_999);
    expect(standIn.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(standIn.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(standIn.requests).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(await call).toMatchObject({ status: 'success' });
  });

  it('obeys Retry-After on the 403 of Events v1', async () => {
    const { standIn, pdjs } = connected({ retry: {} });
    standIn.faults.push(status(403, { 'Retry-After': '5' }));
    const call = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(standIn.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await call;
    expect(standIn.requests).toHaveLength(2);
  });

  it('waits a minute at most, however long Retry-After is', async () => {
    const { standIn, pdjs } = connected({ retry: {} });
    standIn.faults.push(status(429, { 'Retry-After': '86400' }));
    const call = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(standIn.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    await call;
  });

  it('backs off exponentially with full jitter where the server says nothing', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { standIn, pdjs } = connected({ retry: {} });
    standIn.faults.push(...Array<Fault>(5).fill({ kind: 'drop' }));
    const call = pdjs.trigger(v1);
    for (const [attempts, wait] of [300, 600, 1200, 2400, 4800].entries()) {
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(standIn.requests).toHaveLength(attempts + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(standIn.requests).toHaveLength(attempts + 2);
    }
    await call;

    vi.spyOn(Math, 'random').mockReturnValue(0);
    standIn.faults.push({ kind: 'drop' });
    const hurried = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(1);
    await hurried;
  });

  const past = 'Wed, 21 Oct 2015 07:28:00 GMT';
  it.each([
    ['Retry-After', '0'],
    ['Retry-After', '-5'],
    ['Retry-After', past],
    ['Retry-After', 'soon'],
    ['Retry-After', ''],
    ['ratelimit-reset', '0'],
    ['ratelimit-reset', '-5'],
    ['ratelimit-reset', past],
    ['ratelimit-reset', 'soon'],
    ['ratelimit-reset', ''],
  ])('backs off all the same where %s is "%s"', async (header, value) => {
    for (const code of [429, 503]) {
      const { standIn, pdjs } = connected({ retry: { jitter: false } });
      standIn.faults.push(...Array<Fault>(4).fill(status(code, { [header]: value })));
      const call = pdjs.trigger(v1);
      for (const [attempts, wait] of [300, 600, 1200, 2400].entries()) {
        await vi.advanceTimersByTimeAsync(wait - 1);
        expect(standIn.requests).toHaveLength(attempts + 1);
        await vi.advanceTimersByTimeAsync(1);
        expect(standIn.requests).toHaveLength(attempts + 2);
      }
      await call;
    }
  });

  it('waits for the longer of the backoff and Retry-After', async () => {
    const { standIn, pdjs } = connected({ retry: { jitter: false } });
    standIn.faults.push(...['1', '1', '1', '1', '9'].map((seconds) => status(503, { 'Retry-After': seconds })));
    const call = pdjs.trigger(v1);
    for (const [attempts, wait] of [1000, 1000, 1200, 2400, 9000].entries()) {
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(standIn.requests).toHaveLength(attempts + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(standIn.requests).toHaveLength(attempts + 2);
    }
    await call;
  });

  it('waits half a minute at most of its own accord', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    const { standIn, pdjs } = connected({ retry: { limit: 9 } });
    standIn.faults.push(...Array<Fault>(9).fill({ kind: 'drop' }));
    const call = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(300 * (2 ** 7 - 1));
    expect(standIn.requests).toHaveLength(8);
    await vi.advanceTimersByTimeAsync(29_999);
    expect(standIn.requests).toHaveLength(8);
    await vi.advanceTimersByTimeAsync(1);
    expect(standIn.requests).toHaveLength(9);
    await vi.advanceTimersByTimeAsync(30_000);
    await call;
  });

  it('repeats no timeout where retryOnTimeout says so', async () => {
    const { standIn, pdjs } = connected({ timeout: 50, retry: { retryOnTimeout: false } });
    standIn.faults.push({ kind: 'silence' });
    const call = failureOf(pdjs.trigger(v1));
    await vi.advanceTimersByTimeAsync(50);
    expect(await call).toMatchObject({ code: 'timeout', attempts: 1 });
  });

  it('an attempt that ends after its time has no say', async () => {
    let late: (response: Response) => void = () => undefined;
    const pdjs = new PDJSobj({
      timeout: 50,
      retry: { limit: 1, delay: () => 0 },
      // The first attempt's answer comes while the second is under way, which fails.
      fetch: () =>
        new Promise<Response>((resolve) => {
          late(new Response('{"message":"late"}', { status: 400 }));
          late = resolve;
        }),
    });
    const call = failureOf(pdjs.trigger(v1));
    await vi.advanceTimersByTimeAsync(101);
    expect(await call).toMatchObject({ code: 'timeout', status: 0, responseText: '', attempts: 2 });
  });

  it('gives an attempt 10 seconds unless told otherwise, and tries again', async () => {
    const { standIn, pdjs } = connected();
    standIn.faults.push({ kind: 'silence' });
    const call = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(standIn.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2);
    await call;
    expect(standIn.requests).toHaveLength(2);
  });

  it.each([11_500, 299_000])('gives a REST call five minutes: an answer after %i ms is taken', async (ms) => {
    for (const type of ['GET', 'POST']) {
      const { standIn, pdjs } = connected({ token: TOKEN });
      standIn.faults.push({ kind: 'delay', ms });
      const success = vi.fn();
      const call = pdjs.api({ res: 'users/U000001/contact_methods', type, data: newContactMethod, success });
      await vi.advanceTimersByTimeAsync(ms - 1);
      expect(success).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await call;
      expect(success).toHaveBeenCalledOnce();
      expect(standIn.requests).toHaveLength(1);
    }
  });

  it('gives a REST call up after five minutes', async () => {
    const { standIn, pdjs } = connected({ token: TOKEN, retry: 0 });
    standIn.faults.push({ kind: 'silence' });
    const error = vi.fn();
    pdjs.get('users').catch(error);
    await vi.advanceTimersByTimeAsync(299_999);
    expect(error).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'timeout', attempts: 1 }));
  });

  it('takes timeout from the call, then from the instance', async () => {
    const { standIn, pdjs } = connected({ timeout: 50, retry: 0 });
    standIn.faults.push({ kind: 'silence' }, { kind: 'silence' });
    const ofInstance = failureOf(pdjs.trigger(v1));
    await vi.advanceTimersByTimeAsync(50);
    expect(await ofInstance).toMatchObject({ code: 'timeout', status: 0, message: expect.stringContaining('50 ms') as string });
    const ofCall = failureOf(pdjs.trigger({ ...v1, timeout: 5 }));
    await vi.advanceTimersByTimeAsync(5);
    expect(await ofCall).toMatchObject({ code: 'timeout' });
  });

  it('counts the body into the timeout', async () => {
    const pdjs = new PDJSobj({ timeout: 50, retry: 0, fetch: () => new Response(new ReadableStream()) });
    const call = failureOf(pdjs.trigger(v1));
    await vi.advanceTimersByTimeAsync(50);
    expect(await call).toMatchObject({ code: 'timeout' });
  });
});

describe('The retry options of a caller', () => {
  /** How many attempts an event makes where PagerDuty answers twice with a fault. */
  async function attempts(fault: Fault, retry: RetryOptions): Promise<number> {
    const { standIn, pdjs } = connected({ retry: { delay: () => 0, ...retry } });
    standIn.faults.push(fault, fault);
    await Promise.allSettled([pdjs.trigger(v1)]);
    return standIn.requests.length;
  }

  it.each<[string, Fault, RetryOptions, number]>([
    ['statusCodes add a status', status(404), { statusCodes: [404] }, 3],
    ['statusCodes leave one out', status(503), { statusCodes: [404] }, 1],
    ['afterStatusCodes leave Retry-After unheard', status(503, { 'Retry-After': '3600' }), { afterStatusCodes: [] }, 3],
    ['maxRetryAfter shortens Retry-After', status(503, { 'Retry-After': '3600' }), { maxRetryAfter: 0 }, 3],
    ['methods leave POST out', status(503), { methods: ['get'] }, 1],
    ['backoffLimit shortens a delay', status(503), { delay: () => 3_600_000, jitter: false, backoffLimit: 0 }, 3],
    ['jitter replaces a delay', status(503), { delay: () => 3_600_000, jitter: () => 0 }, 3],
    ['shouldRetry adds a status', status(404), { shouldRetry: () => true }, 3],
    ['shouldRetry leaves one out', status(503), { shouldRetry: () => false }, 1],
    ['shouldRetry may decide later', { kind: 'drop' }, { shouldRetry: async () => Promise.resolve(false) }, 1],
    ['shouldRetry leaves a 503 to the other options', status(503), { shouldRetry: () => undefined }, 3],
    ['shouldRetry leaves a 404 to them', status(404), { shouldRetry: () => undefined }, 1],
    ['shouldRetry leaves a lost connection to them', { kind: 'drop' }, { shouldRetry: () => undefined }, 3],
    // A 520 is the retry table’s alone: ky does not repeat it of its own accord.
    ...[null, 0, 1, '', 'no'].flatMap((said): [string, Fault, RetryOptions, number][] => [
      [`shouldRetry leaves a 520 to them with ${JSON.stringify(said)}`, status(520), { shouldRetry: untyped(() => said) }, 3],
      [`shouldRetry leaves a 400 to them with ${JSON.stringify(said)}`, status(400), { shouldRetry: untyped(() => said) }, 1],
    ]),
  ])('%s', async (_, fault, retry, expected) => {
    expect(await attempts(fault, retry)).toBe(expected);
  });

  it('shouldRetry leaves what it does not decide to the retry table', async () => {
    const undecided = { delay: () => 0, shouldRetry: () => undefined };
    const { standIn, pdjs } = connected({ token: 'token-of-20-characters', retry: undecided });
    standIn.faults.push({ kind: 'drop' });
    expect(await failureOf(pdjs.post('users', {}))).toMatchObject({ code: 'network', attempts: 1 });
    expect(await attemptsThroughTunnel(undecided)).toBe(2);
  });

  it('shouldRetry gets what failed, as ky tells it', async () => {
    const told: unknown[] = [];
    const { standIn, pdjs } = connected({
      retry: {
        delay: () => 0,
        shouldRetry: ({ error, retryCount }) => {
          told.push([isHTTPError(error) ? error.response.status : isNetworkError(error), retryCount]);
          return undefined;
        },
      },
    });
    standIn.faults.push(status(503), { kind: 'drop' }, status(404));
    expect(await failureOf(pdjs.trigger(v1))).toMatchObject({ status: 404, attempts: 3 });
    expect(told).toEqual([
      [503, 1],
      [true, 2],
      [404, 3],
    ]);
  });

  it.each<[string, Fault]>([
    ['an answer', status(503)],
    ['a lost connection', { kind: 'drop' }],
    ['an answer that is final', status(404)],
  ])('shouldRetry that throws at %s ends the call, with what it has thrown', async (_, fault) => {
    const bug = new TypeError('state is undefined');
    for (const shouldRetry of [() => Promise.reject(bug), throwing(bug)]) {
      const { standIn, pdjs } = connected({ retry: { delay: () => 0, shouldRetry } });
      standIn.faults.push(fault, fault);
      const error = vi.fn();
      const failure = await failureOf(pdjs.trigger({ ...v1, error }));
      expect(failure).toMatchObject({ code: 'exception', attempts: 1 });
      expect(failure.cause).toBe(bug);
      await vi.waitFor(() => {
        expect(error).toHaveBeenCalledExactlyOnceWith(failure);
      });
      expect(standIn.requests).toHaveLength(1);
    }
  });
});

describe('retryAfter of an error', () => {
  it.each([
    [{ 'Retry-After': '7' }, 7000],
    [{ 'ratelimit-reset': '2' }, 2000],
    [{ 'Retry-After': '7', 'ratelimit-reset': '9' }, 9000],
    [{ 'Retry-After': '0' }, 0],
    [{ 'Retry-After': '-3' }, 0],
    [{ 'Retry-After': 'soon' }, 0],
    [{}, 0],
  ])('%j: milliseconds that the last answer asked to wait', async (headers, retryAfter) => {
    const { standIn, pdjs } = connected({ retry: 0 });
    standIn.faults.push(status(503, headers));
    expect(await failureOf(pdjs.trigger(v1))).toMatchObject({ status: 503, retryAfter });
  });

  it('is 0 where the last attempt was not answered, whatever the one before has asked for', async () => {
    vi.useFakeTimers();
    try {
      const { standIn, pdjs } = connected({ retry: { limit: 1 } });
      standIn.faults.push(status(503, { 'Retry-After': '7' }), { kind: 'drop' });
      const call = failureOf(pdjs.trigger(v1));
      await vi.advanceTimersByTimeAsync(7000);
      expect(await call).toMatchObject({ code: 'network', attempts: 2, retryAfter: 0 });
    } finally {
      vi.useRealTimers();
    }
  });
});
