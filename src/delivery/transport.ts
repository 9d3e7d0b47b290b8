// Sends a request until it is answered. The attempts are ours; ky decides whether and when to retry.
import ky, { TimeoutError } from 'ky';
import { invalid, PDJSError, type Answer, type PDJSErrorCode } from '../errors.js';
import { decodeJSON } from '../fields.js';
import { NativePromise } from '../native.js';
import { headersRecord } from '../request/headers.js';
import type { EncodedRequest } from '../request/rest.js';
import type { Fetch, RequestOptions, RetryOptions } from '../types.js';
import { attempt } from './attempt.js';
import { inOrder } from './order.js';
import { EVENT_TIMEOUT, isTemporary, retryAfter, retryOptions, retryRow } from './retry-table.js';
import { inSlot, pause } from './slots.js';
import { inBackground, LONGEST, startTimer } from './waiting.js';

/** Our defaults for ky's options. */
export const RETRY_DEFAULTS = { jitter: true, backoffLimit: 30_000 } satisfies RetryOptions;
export const MAX_RETRY_AFTER = 60_000;
/** Attempts with keepalive. If that many fail, keepalive itself may be the reason. */
const KEEPALIVE_ATTEMPTS = 2;

/** An instance's options for all its requests. */
export interface Sender extends RequestOptions {
  readonly fetch?: Fetch | undefined;
}

/**
 * Sends a request, with retries. Events with the same key are sent one after another. Calls `fetch` before returning, unless something
 * is queued before it.
 * @throws PDJSError `invalid_params`
 */
export function send(request: EncodedRequest, sender: Sender): Promise<Answer> {
  const { orderKey, signal } = request;
  const deliver = prepared(request, sender);
  return orderKey ? inOrder(orderKey, signal, deliver) : deliver();
}

/**
 * Validates a request. @returns a function that delivers it
 * @throws PDJSError `invalid_params`
 */
function prepared(request: EncodedRequest, sender: Sender): () => Promise<Answer> {
  const { api, url, data: body, rateLimitKey, signal } = request;
  // Called without `this`: the browser's fetch accepts no other.
  const { fetch } = sender;
  const method = (request.type ?? 'GET').toUpperCase();
  if (!/^(?!CONNECT$|TRACE$|TRACK$)[\w-]+$/.test(method)) throw invalid('type must be an HTTP method that fetch allows');
  const row = retryRow(request);
  const timeout = request.timeout ?? sender.timeout ?? row.timeout;
  if (timeout !== false && !(timeout > 0 && timeout <= LONGEST))
    throw invalid(`timeout must be from 1 to ${LONGEST} milliseconds, or false`);
  if (body && (method === 'GET' || method === 'HEAD'))
    throw invalid(`A ${method} has no body: data must be an object, which becomes the query`);
  const headers = headersOf(request);
  // A redirect must not carry the token elsewhere, nor turn an event into a GET if its answer could not show that.
  const redirect = headers.has('Authorization') || (api && !request.echo) ? 'manual' : 'follow';
  const retry = { ...retryOptions(sender.retry), ...retryOptions(request.retry) };
  const { maxRetryAfter = MAX_RETRY_AFTER, afterStatusCodes } = retry;

  let attempts = 0;
  let stop = new AbortController();
  /** ky's request, for the errors passed to the caller's `shouldRetry`. */
  let kyRequest: Request;
  /** The last attempt's result. */
  let answer: Answer | undefined;
  let failure: PDJSError | undefined;
  /** Milliseconds that the last answer asked to wait, and when that wait ends. */
  let wait = 0;
  let waitEnds = 0;
  /** Ends the pause that the last answer caused. */
  let resume: (() => void) | undefined;

  const fail = (code: PDJSErrorCode, message: string, cause?: unknown) =>
    // Without the query, which may contain a token.
    new PDJSError({
      code,
      message,
      answer,
      attempts,
      retryAfter: wait,
      request: { method, url: url.origin + url.pathname },
      cause,
    });

  /** Makes an attempt and keeps its result. ky and the caller's `shouldRetry` get the original response or error. */
  const makeAttempt = async (release: () => void): Promise<Response> => {
    if (signal?.aborted) throw signal.reason;
    attempts += 1;
    answer = failure = undefined;
    wait = 0;
    stop = new AbortController();
    // A slow attempt must not block the others.
    const lease = timeout === false || timeout > EVENT_TIMEOUT ? setTimeout(release, EVENT_TIMEOUT) : undefined;
    const giveUp = () => {
      failure = fail('timeout', `No complete answer within ${timeout} ms`);
      stop.abort();
      return new TimeoutError(kyRequest);
    };
    try {
      const init = {
        method,
        headers,
        body: body ?? null,
        keepalive: Boolean(api) && attempts <= KEEPALIVE_ATTEMPTS,
        redirect,
      } as const;
      const [response, text] = await attempt(url, init, { fetch, timeout, giveUp, signal: stop.signal });
      const { status, statusText } = response;
      answer = { status, statusText, text, json: decodeJSON(text) };
      if (status >= 400) heed(response);
      const problem = problemWith(answer, response, request);
      failure = problem && fail(...problem);
      return response;
    } catch (reason) {
      failure ??= fail('network', 'PagerDuty could not be reached', reason);
      throw reason;
    } finally {
      clearTimeout(lease);
    }
  };

  /** Notes how long to wait, and pauses events under the same rate limit. */
  const heed = ({ status, headers }: Response) => {
    if (!afterStatusCodes || afterStatusCodes.includes(status)) wait = Math.min(maxRetryAfter, retryAfter(headers));
    waitEnds = performance.now() + wait;
    if (api && row.rateLimits.includes(status)) resume = pause(rateLimitKey);
  };

  /** Calls `fetch` before returning, if a slot is free. */
  const startAttempt = () => {
    const response = api ? inSlot(rateLimitKey, attempts > 0, makeAttempt) : makeAttempt(() => undefined);
    resume?.();
    resume = undefined;
    return response;
  };
  const repeatAttempt = async () => {
    const left = waitEnds - performance.now();
    if (left > 0) await startTimer(left).over;
    return startAttempt();
  };

  const shouldRetry: RetryOptions['shouldRetry'] = async (state) => {
    if (!failure || signal?.aborted) return false;
    try {
      const said: unknown = await retry.shouldRetry?.(state);
      return typeof said === 'boolean' ? said : isTemporary(failure, row, retry);
    } catch (reason) {
      failure = fail('exception', 'retry.shouldRetry failed', reason);
      return false;
    }
  };

  const deliver = async (): Promise<Answer> => {
    let first: Promise<Response> | undefined;
    try {
      const sent = ky(url.href, {
        method,
        timeout: false,
        fetch: (request) => {
          kyRequest = request as Request;
          const response = first ?? repeatAttempt();
          first = undefined;
          return response;
        },
        retry: { ...RETRY_DEFAULTS, limit: row.limit, methods: [method], ...retry, shouldRetry },
      });
      // ky awaits before its first fetch, so we start it here.
      first = startAttempt();
      await sent;
    } catch (reason) {
      // Without an attempt, ky has rejected an option. With a result, ky's own error does not matter.
      if (!answer && !failure)
        throw attempts ? fail('exception', (reason as Error).message, reason) : invalid((reason as Error).message);
    } finally {
      // A pause outlives the event that caused it.
      if (resume) inBackground(setTimeout(resume, signal?.aborted ? 0 : Math.min(waitEnds - performance.now(), LONGEST)));
    }
    if (failure) throw failure;
    return answer as unknown as Answer;
  };

  return () =>
    new NativePromise((resolve, reject) => {
      const abort = () => {
        reject(fail('aborted', 'The call was aborted', signal?.reason));
        stop.abort();
        resume?.();
      };
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener('abort', abort);
      const end = () => signal?.removeEventListener('abort', abort);
      deliver().then(resolve, reject).then(end, end);
    });
}

/** What is wrong with an answer; `undefined` for a success: a direct answer with an empty or JSON body. */
function problemWith(
  { status, text, json }: Answer,
  { redirected }: Response,
  { api, echo }: EncodedRequest,
): [PDJSErrorCode, string] | undefined {
  // Browsers report a redirect that is not followed as status 0.
  if (status < 200 || (status >= 300 && status < 400))
    return ['http', 'The answer is a redirect, which PDJS does not follow: use the URL that it leads to'];
  if (status >= 400) return ['http', `PagerDuty answered ${status}`];
  // A redirect may have turned it into a GET, whose answer is not about the event.
  if (api && redirected && !Object.values({ ...(json as object | undefined) }).includes(echo))
    return [
      'invalid_response',
      'The event was redirected, and the answer does not contain its key: use the URL that it leads to',
    ];
  return text && json === undefined ? ['invalid_response', 'The answer is not JSON'] : undefined;
}

/** The request's headers. The caller's override ours. */
function headersOf({ headers, contentType, accepts }: EncodedRequest): Headers {
  const ours = new Headers();
  if (contentType) ours.set('Content-Type', contentType);
  if (accepts?.json) ours.set('Accept', accepts.json);
  try {
    for (const [name, value] of Object.entries(headersRecord(headers))) ours.set(name, value);
  } catch {
    // The engine's message may contain the value, and so the token.
    throw invalid('The token or a header contains characters that HTTP does not allow');
  }
  return ours;
}
