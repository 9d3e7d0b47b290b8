import ky, { isHTTPError, isNetworkError, isTimeoutError } from 'ky';
import { invalid, PDJSError, type Answer, type PDJSErrorCode } from './errors.js';
import { decodeJSON, defined } from './fields.js';
import { inOrder, turn } from './queue.js';
import { absolute } from './url.js';
import type { EncodedRequest, Fetch, PDJSRequest, RequestOptions, RetryOptions } from './types.js';

/** When an attempt that failed is repeated. */
interface RetryRule {
  /** Statuses that say "not now". */
  readonly statusCodes: number[];
  /** Whether a request may be sent again that got no answer: it may have been done all the same. */
  readonly unanswered: boolean;
  /** Repetitions, unless the instance or the call says otherwise. */
  readonly limit: number;
}

const SERVER_ERRORS = /* @__PURE__ */ Array.from({ length: 100 }, (_, index) => 500 + index);

/** What says that the rate limit is reached; Events v1 has a status of its own. */
const RATE_LIMITS = { events_v1: [403, 429], events_v2: [429] };

/**
 * An event that is repeated joins the same incident, so it is repeated for long: the waits of 10 times add up to two minutes at most.
 * Source: "API Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents.
 */
const eventRule = (api: 'events_v1' | 'events_v2'): RetryRule => ({
  statusCodes: [...RATE_LIMITS[api], ...SERVER_ERRORS],
  unanswered: true,
  limit: 10,
});

/** REST calls by method: only a 429 proves that a POST or PATCH was not done (RFC 9110, 9.2.2). */
const restRule = (method: string): RetryRule => {
  const unanswered = method !== 'POST' && method !== 'PATCH';
  return { statusCodes: unanswered ? [429, ...SERVER_ERRORS] : [429], unanswered, limit: 5 };
};

/** ky's options where neither the instance nor the call says otherwise. */
const RETRY_DEFAULTS = { jitter: true, backoffLimit: 30_000, maxRetryAfter: 60_000 } satisfies RetryOptions;
const TIMEOUT = 10_000;

/**
 * The bodies that a page may have under way with `keepalive`, in bytes; beyond it the browser fails the request.
 * Source: Fetch standard, HTTP-network-or-cache fetch.
 */
const KEEPALIVE_LIMIT = 65_536;
let keepaliveBytes = 0;

/** What an instance says of all its requests. */
export interface Sender extends RequestOptions {
  readonly fetch?: Fetch | undefined;
}

/** Sends a request; an event, after all that were called before it with the same key. */
export function send(request: EncodedRequest, sender: Sender): Promise<unknown> {
  const { orderKey, signal } = request;
  const start = () => deliver(request, sender);
  return orderKey ? inOrder(orderKey, signal, start) : start();
}

/**
 * Sends a request, again where the retry table says so, and resolves to the answer's parsed body, `undefined` where it is empty.
 * One attempt is the request and the whole answer, so `timeout` and retries cover a body that breaks off.
 * @throws PDJSError
 */
async function deliver(request: EncodedRequest, sender: Sender): Promise<unknown> {
  const { api, data: body, signal } = request;
  // Called as a function of its own: the browser's fetch accepts no other `this`.
  const { fetch: ownFetch } = sender;
  const method = (request.type ?? 'GET').toUpperCase();
  const url = absolute(request.url);
  const timeout = request.timeout ?? sender.timeout ?? TIMEOUT;
  if (timeout !== false && !(timeout > 0 && timeout < 2 ** 31))
    throw invalid('timeout must be milliseconds from 1 to 2147483647, or false');
  if (body && (method === 'GET' || method === 'HEAD'))
    throw invalid(`A ${method} has no body: data must be an object, which becomes the query`);
  const rule = api ? eventRule(api) : restRule(method);
  const place = api && turn(request.limitKey, signal);
  const headers = headersOf(request);
  let attempts = 0;
  let answer: Answer | undefined;

  // A query may hold a token of the caller's, and so is not told.
  const fail = (code: PDJSErrorCode, message: string, cause?: unknown) =>
    new PDJSError({ code, message, answer, attempts, request: { method, url: url.origin + url.pathname }, cause });

  const attempt = async (stop: AbortSignal) => {
    if (signal?.aborted) throw signal.reason;
    const release = api && body && attempts < 2 && claimKeepalive(body);
    const number = ++attempts;
    answer = undefined;
    const init: RequestInit = {
      method,
      headers,
      body: body ?? null,
      keepalive: Boolean(release),
      // A redirect must not carry the token on to wherever it leads.
      redirect: headers.has('Authorization') ? 'manual' : 'follow',
      signal: stop,
    };
    try {
      // The global fetch needs no Request made for it.
      const response = await (ownFetch ? ownFetch(new Request(url, init)) : fetch(url, init));
      if (place && RATE_LIMITS[api].includes(response.status)) place.limit();
      const text = await response.text();
      // An attempt that timed out may yet end, where the browser cannot abort it.
      if (number === attempts)
        answer = { status: response.status, statusText: response.statusText, text, json: decodeJSON(text) };
      return response;
    } finally {
      if (release) release();
      if (place && number === attempts) place.give();
    }
  };

  const retry = { ...retryOptions(sender.retry), ...retryOptions(request.retry) };
  // For an answer or a timeout, undefined leaves it to ky's other options.
  const shouldRetry = ({ error }: { error: Error }) =>
    isHTTPError(error) || isTimeoutError(error) ? undefined : attempts > 0 && rule.unanswered && !signal?.aborted;

  try {
    await ky(url, {
      method,
      timeout,
      ...(signal && { signal }),
      // ky copies a Request for each attempt that it may have to repeat: its own has neither headers nor body.
      fetch: ((request: Request) => attempt(request.signal)) as typeof globalThis.fetch,
      // Waiting for a place is no part of an attempt's time.
      hooks: place && { beforeRequest: [place.take], beforeRetry: [place.take] },
      retry: {
        ...RETRY_DEFAULTS,
        limit: rule.limit,
        methods: [method],
        statusCodes: rule.statusCodes,
        afterStatusCodes: rule.statusCodes,
        retryOnTimeout: rule.unanswered,
        ...retry,
        shouldRetry: async (state) => (await retry.shouldRetry?.(state)) ?? shouldRetry(state),
      },
    });
  } catch (error) {
    if (isHTTPError(error)) throw fail('http', refusal(error.response));
    if (signal?.aborted) throw fail('aborted', 'The call was aborted', signal.reason);
    if (isTimeoutError(error)) throw fail('timeout', `No complete answer within ${timeout} ms`);
    // Before the first attempt only ky can have refused, an option.
    if (attempts === 0) throw fail('invalid_params', (error as Error).message);
    throw fail('network', 'PagerDuty could not be reached', isNetworkError(error) ? error.cause : error);
  } finally {
    place?.end();
  }
  if (answer?.text && answer.json === undefined) throw fail('invalid_response', 'The answer is not JSON');
  return answer?.json;
}

/** Browsers show a redirect that is not followed as status 0. */
const refusal = ({ status }: Response): string =>
  status === 0 || (status >= 300 && status < 400)
    ? 'The answer is a redirect, which a call with a token does not follow'
    : `PagerDuty answered ${status}`;

/** The caller's own headers go before ours. */
function headersOf({ headers, contentType, accepts }: PDJSRequest): Headers {
  const ours = new Headers();
  if (contentType) ours.set('Content-Type', contentType);
  if (accepts?.json) ours.set('Accept', accepts.json);
  try {
    for (const [name, value] of Object.entries(defined(headers))) ours.set(name, value as string);
  } catch {
    // The engine's message may hold the value, and so the token.
    throw invalid('The token or a header has characters that HTTP does not allow');
  }
  return ours;
}

/** ky takes a number for `{limit}` too. What is undefined counts as not said. */
export const retryOptions = (retry: RequestOptions['retry']): RetryOptions =>
  defined(typeof retry === 'object' ? retry : { limit: retry });

/** Claims a place in the page's keepalive budget; the answer gives it back. Without place, `undefined`. */
function claimKeepalive(body: string): (() => void) | undefined {
  const bytes = new TextEncoder().encode(body).length;
  if (keepaliveBytes + bytes > KEEPALIVE_LIMIT) return undefined;
  keepaliveBytes += bytes;
  return () => {
    keepaliveBytes -= bytes;
  };
}
