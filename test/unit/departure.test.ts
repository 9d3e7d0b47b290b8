// When a request leaves: inside the call, unless something stands before it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type Fetch, type PDJSOptions } from '../../src/index.js';
import { failureOf } from './support.js';

const v1 = { service_key: 'KEY', incident_key: 'a', description: 'x' };
const v2 = { routing_key: 'KEY', dedup_key: 'a', summary: 'x' };
const keyed = (incident_key: string, service_key = 'KEY') => ({ ...v1, service_key, incident_key });
const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('pdjs-outbox:'));

function watched(options: PDJSOptions = {}) {
  const standIn = new StandIn();
  const fetch = vi.fn<Fetch>((request) => standIn.fetch(request));
  const pdjs = new PDJSobj({ token: 'token-of-20-characters', fetch, retry: { delay: () => 0 }, ...options });
  return { standIn, fetch, pdjs };
}

/** The same, but no request is answered until `answer` is called. */
function unanswered(options: PDJSOptions = {}) {
  const { standIn, pdjs } = watched(options);
  let answer!: () => void;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const fetch = vi.fn<Fetch>(async (request) => {
    await answered;
    return standIn.fetch(request);
  });
  pdjs.fetch = fetch;
  return { standIn, fetch, pdjs, answer };
}

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe.each([false, true])('fetch is called before the call returns (outbox: %s)', (outbox) => {
  it.each<[string, (pdjs: PDJSobj) => Promise<unknown>]>([
    ['trigger', (pdjs) => pdjs.trigger(v1)],
    ['trigger of Events v2', (pdjs) => pdjs.trigger(v2)],
    ['event', (pdjs) => pdjs.event(v1)],
    ['acknowledge', (pdjs) => pdjs.acknowledge(v1)],
    ['resolve', (pdjs) => pdjs.resolve(v2)],
    ['change', (pdjs) => pdjs.change({ routing_key: 'KEY', summary: 'x' })],
    ['api', (pdjs) => pdjs.api({ res: 'users' })],
    ['get', (pdjs) => pdjs.get('users')],
    ['post', (pdjs) => pdjs.post('users', {})],
    ['put', (pdjs) => pdjs.put('users', {})],
    ['patch', (pdjs) => pdjs.patch('users', {})],
    ['delete', (pdjs) => pdjs.delete('users')],
    ['api_all', (pdjs) => pdjs.api_all({ res: 'users' })],
    ['sendRequest', (pdjs) => pdjs.sendRequest({ url: 'https://api.pagerduty.com/users' })],
  ])('%s', async (_, start) => {
    const { fetch, pdjs } = watched({ outbox });
    const call = start(pdjs);
    expect(fetch).toHaveBeenCalledOnce();
    await Promise.allSettled([call]);
  });

  it('six events at once, and the seventh when one of them has ended', async () => {
    const { fetch, pdjs, answer } = unanswered({ outbox });
    const calls = Array.from('abcdefg').map((key) => pdjs.trigger(keyed(key)));
    expect(fetch).toHaveBeenCalledTimes(6);
    answer();
    await Promise.all(calls);
    expect(fetch).toHaveBeenCalledTimes(7);
  });

  it('any number of REST calls', async () => {
    const { fetch, pdjs, answer } = unanswered({ outbox });
    const calls = Array.from({ length: 20 }, () => pdjs.get('services'));
    expect(fetch).toHaveBeenCalledTimes(20);
    answer();
    await Promise.all(calls);
  });

  it('not where an event with the same key is under way', async () => {
    const { fetch, pdjs, answer } = unanswered({ outbox });
    const calls = [pdjs.trigger(v1), pdjs.resolve(v1), pdjs.trigger(keyed('b'))];
    expect(fetch).toHaveBeenCalledTimes(2);
    answer();
    await Promise.all(calls);
    expect(fetch).toHaveBeenCalledTimes(3);
  });

  it('not where a rate limit of its service is waited out', async () => {
    vi.useFakeTimers();
    const { standIn, fetch, pdjs } = watched({ outbox });
    standIn.faults.push({ kind: 'status', status: 429, headers: { 'Retry-After': '5' } });
    const limited = pdjs.trigger(v1);
    await vi.advanceTimersByTimeAsync(0);
    const held = pdjs.trigger(keyed('b'));
    expect(fetch).toHaveBeenCalledTimes(1);
    const free = pdjs.trigger(keyed('a', 'ANOTHER'));
    expect(fetch).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5000);
    await Promise.all([limited, held, free]);
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('not where its signal is aborted', async () => {
    const { fetch, pdjs } = watched({ outbox });
    const aborted = failureOf(pdjs.trigger({ ...keyed('b'), signal: AbortSignal.abort() }));
    const next = pdjs.trigger(v1);
    expect(fetch).toHaveBeenCalledOnce();
    expect(await aborted).toMatchObject({ code: 'aborted', attempts: 0 });
    await next;
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe('With an outbox', () => {
  it('the event is written down when its fetch is called', async () => {
    const { standIn, pdjs } = watched({ outbox: true });
    const writtenDown: string[] = [];
    pdjs.fetch = (request) => {
      writtenDown.push(...stored().map((id) => localStorage.getItem(id) ?? ''));
      return standIn.fetch(request);
    };
    const call = pdjs.trigger(v1);
    expect(writtenDown).toEqual([expect.stringContaining('create_event.json')]);
    await call;
    expect(stored()).toEqual([]);
  });
});

describe('The page’s own fetch', () => {
  it('is called within the call, with a text, which is all that some wrappers of it know', async () => {
    const standIn = new StandIn();
    const wrapped = vi.fn((url: unknown, init?: RequestInit) => {
      if (typeof url !== 'string') throw new TypeError('url.indexOf is not a function');
      return standIn.fetch(new Request(url, init));
    });
    vi.stubGlobal('fetch', wrapped);
    const call = new PDJSobj({ retry: 0 }).trigger(v1);
    expect(wrapped).toHaveBeenCalledExactlyOnceWith(
      'https://events.pagerduty.com/generic/2010-04-15/create_event.json',
      expect.anything(),
    );
    expect(await call).toMatchObject({ status: 'success' });
  });
});
