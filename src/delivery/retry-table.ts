// The retry table: which failures are temporary, and how long to wait after one. Transport and outbox both ask it.
import type { PDJSError } from '../errors.js';
import { defined } from '../fields.js';
import type { PDJSRequest, RequestOptions, RetryOptions } from '../types.js';

/** A row of the table, for one kind of request. */
export interface RetryRow {
  /** Statuses of a reached rate limit: nothing was done, so that any request may be sent again. */
  readonly rateLimits: readonly number[];
  /** Whether it may be sent again where it may have been done: after a 5xx, a network failure, a timeout. */
  readonly isRepeatable: boolean;
  /** Repetitions, unless the instance or the call says otherwise. */
  readonly limit: number;
  /** Milliseconds that an attempt may take, unless the instance or the call says otherwise. */
  readonly timeout: number;
}

/** How long an event's attempt may take, in milliseconds. */
export const EVENT_TIMEOUT = 10_000;
/** A browser's own patience, since REST calls wait for a connection in the browser. */
const REST_TIMEOUT = 300_000;

/**
 * The row for a request.
 *
 * An event that is repeated joins the same incident, so it is repeated for long: the waits of 10 times add up to two minutes at most.
 * Source: "API Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents. REST calls go by method: only a 429
 * proves that a POST or PATCH was not done (RFC 9110, 9.2.2).
 */
export function retryRow({ api, type = 'GET' }: Pick<PDJSRequest, 'api' | 'type'>): RetryRow {
  if (api) {
    const rateLimits = api === 'events_v1' ? [403, 429] : [429];
    return { rateLimits, isRepeatable: true, limit: 10, timeout: EVENT_TIMEOUT };
  }
  const isRepeatable = !/^(POST|PATCH)$/i.test(type);
  return { rateLimits: [429], isRepeatable, limit: 5, timeout: REST_TIMEOUT };
}

/** Whether a request that failed so may succeed when it is sent again. */
export function isTemporary({ code, status }: PDJSError, row: RetryRow, options: RetryOptions = {}): boolean {
  const { statusCodes, retryOnTimeout = row.isRepeatable } = options;
  switch (code) {
    case 'http':
      return statusCodes ? statusCodes.includes(status) : row.rateLimits.includes(status) || (row.isRepeatable && status >= 500);
    case 'timeout':
      return retryOnTimeout;
    default:
      return code === 'network' && row.isRepeatable;
  }
}

/** Retry options as an object; a number stands for `{limit}`. What is undefined counts as left out. */
export const retryOptions = (retry: RequestOptions['retry']): RetryOptions =>
  defined(typeof retry === 'object' ? retry : { limit: retry });

/**
 * Milliseconds that an answer asks to wait; 0 where it asks for nothing, for the past or in words that nobody knows.
 * Source: `Retry-After` of RFC 9110, 10.2.3, and `ratelimit-reset` (seconds) of PagerDuty's REST API, Rate Limits.
 */
export function retryAfter(headers: Headers): number {
  const waits = [headers.get('Retry-After'), headers.get('ratelimit-reset')].map((text) => {
    if (text && /^\d+$/.test(text)) return Number(text) * 1000;
    return text?.endsWith('GMT') ? Date.parse(text) - Date.now() : 0;
  });
  return Math.max(0, ...waits.filter((wait) => wait > 0));
}
