// The retry table: which failures are temporary, and how long to wait after one. Transport and outbox both use it.
import type { PDJSError } from '../errors.js';
import { defined } from '../fields.js';
import type { PDJSRequest, RequestOptions, RetryOptions } from '../types.js';

/** A row of the table, for one kind of request. */
export interface RetryRow {
  /** Statuses that mean a rate limit. Nothing was done, so any request may be retried. */
  readonly rateLimits: readonly number[];
  /** Whether to retry when the request may have been carried out: after a 5xx, a network failure or a timeout. */
  readonly isRepeatable: boolean;
  /** The default number of retries. */
  readonly limit: number;
  /** The default time limit of an attempt, in milliseconds. */
  readonly timeout: number;
}

/** The default time limit of an event's attempt, in milliseconds. */
export const EVENT_TIMEOUT = 10_000;
/** As long as a browser itself would wait: REST calls queue for a connection there. */
const REST_TIMEOUT = 300_000;

/**
 * The row for a request.
 *
 * A repeated event joins the same incident, so events get many retries: the ten waits add up to two minutes at most. Source: "API
 * Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents. For REST calls, the method decides: only a 429 proves
 * that a POST or PATCH was not carried out (RFC 9110, 9.2.2).
 */
export function retryRow({ api, type = 'GET' }: Pick<PDJSRequest, 'api' | 'type'>): RetryRow {
  if (api) {
    const rateLimits = api === 'events_v1' ? [403, 429] : [429];
    return { rateLimits, isRepeatable: true, limit: 10, timeout: EVENT_TIMEOUT };
  }
  const isRepeatable = !/^(POST|PATCH)$/i.test(type);
  return { rateLimits: [429], isRepeatable, limit: 5, timeout: REST_TIMEOUT };
}

/** Whether a request that failed this way may succeed later. */
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

/** Retry options as an object without undefined fields; a number means `{limit}`. */
export const retryOptions = (retry: RequestOptions['retry']): RetryOptions =>
  defined(typeof retry === 'object' ? retry : { limit: retry });

/**
 * Milliseconds that an answer asks to wait; 0 if it does not, or if its date is past or unreadable.
 * Source: `Retry-After` of RFC 9110, 10.2.3, and `ratelimit-reset` (seconds) of PagerDuty's REST API, Rate Limits.
 */
export function retryAfter(headers: Headers): number {
  const waits = [headers.get('Retry-After'), headers.get('ratelimit-reset')].map((text) => {
    if (text && /^\d+$/.test(text)) return Number(text) * 1000;
    return text?.endsWith('GMT') ? Date.parse(text) - Date.now() : 0;
  });
  return Math.max(0, ...waits.filter((wait) => wait > 0));
}
