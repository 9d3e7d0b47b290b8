import { expect, vi } from 'vitest';
import { relay, type RelayOptions, type RelayReport } from '../../src/relay/relay.js';

export const KEY = '0123456789abcdef0123456789abcdef';
export const ORIGIN = 'https://shop.example';
export const V1 = '/generic/2010-04-15/create_event.json';
export const V2 = '/v2/enqueue';
export const CHANGE = '/v2/change/enqueue';

/** A request that came to PagerDuty. */
export interface Forwarded {
  url: string;
  init: RequestInit;
  event: Record<string, unknown>;
  /** Answers it; until then it is under way. */
  answer(status: number, body?: unknown, headers?: Record<string, string>): void;
  fail(reason: unknown): void;
}

/** What a page was told. */
export interface Told {
  status: number;
  body: unknown;
  text: string;
  headers: Headers;
}

type Fields = Record<string, unknown>;

/** A relay whose PagerDuty the test plays: an answer is what `answers` says or, where that says nothing, what the test gives later. */
export function relayed(options: Partial<RelayOptions<string[]>> = {}, answers?: (event: Fields) => Response | undefined) {
  const forwarded: Forwarded[] = [];
  const reports: RelayReport[] = [];
  const errors: unknown[] = [];
  const pagerduty = vi.fn((url: string, init: RequestInit = {}) => {
    const event = JSON.parse(init.body as string) as Fields;
    return new Promise<Response>((resolve, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
      forwarded.push({
        url,
        init,
        event,
        answer: (status, body = accepted(event), headers = {}) => {
          resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }));
        },
        fail: reject,
      });
      const answer = answers?.(event);
      if (answer) resolve(answer);
    });
  });
  const handle = relay<string[]>({
    keys: { checkout: KEY },
    origins: [ORIGIN],
    client: false,
    fetch: pagerduty as unknown as typeof fetch,
    onForward: (report) => reports.push(report),
    onError: (error) => errors.push(error),
    ...options,
  });
  const send = async (request: Request, ...platform: string[]): Promise<Told> => {
    const response = await handle(request, ...platform);
    const text = await response.text();
    return { status: response.status, text, body: text && JSON.parse(text), headers: response.headers };
  };
  return { forwarded, reports, errors, handle, send };
}

/** What PagerDuty says to an event. */
export const accepted = ({ incident_key, dedup_key }: Fields) =>
  incident_key
    ? { status: 'success', message: 'Event processed', incident_key }
    : { status: 'success', message: 'Event processed', dedup_key };

/** A PagerDuty that takes everything at once. */
export const accepts = (event: Fields) => Response.json(accepted(event), { status: event.service_key ? 200 : 202 });

export function request(path: string, body: unknown, init: RequestInit = {}): Request {
  return new Request(`https://relay.shop.example${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
    headers: { Origin: ORIGIN, 'Content-Type': 'application/json', ...(init.headers as Record<string, string> | undefined) },
  });
}

export const v1 = (fields: Fields = {}): Request =>
  request(V1, { service_key: 'checkout', event_type: 'trigger', incident_key: 'a', description: 'Down', ...fields });

export const v2 = (fields: Fields = {}): Request =>
  request(V2, {
    routing_key: 'checkout',
    event_action: 'trigger',
    dedup_key: 'a',
    payload: { summary: 'Down', source: 'shop', severity: 'critical' },
    ...fields,
  });

/** Resolves once all that needs no time has happened. */
export const settled = () => vi.advanceTimersByTimeAsync(0);

/** Whether a promise has been told anything yet. */
export async function isPending(promise: Promise<unknown>): Promise<boolean> {
  await settled();
  const pending = Symbol('pending');
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

/** That a page was refused, finally where it is to be, and in PagerDuty's shape. */
export function expectRefusal({ status, body }: Told, expected: number): void {
  expect(status).toBe(expected);
  expect(body).toEqual({ status: 'refused', message: expect.stringMatching(/./) as string, errors: [] });
}
