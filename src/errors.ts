// What calls fail with.

/** Why a call failed. */
export type PDJSErrorCode =
  /** The params or options are invalid, and nothing was sent. The message says what to change. */
  | 'invalid_params'
  /** No answer: offline, DNS, TLS, CORS, a dropped connection. */
  | 'network'
  /** No complete answer within `timeout`. */
  | 'timeout'
  /** The call's `signal` was aborted, or the outbox was closed. */
  | 'aborted'
  /** PagerDuty rejected the request: see `status`, `errors` and `responseJSON`. */
  | 'http'
  /**
   * The status is 2xx, but the body is not JSON (a proxy's login page, say) or has no list; or a redirect turned the event into a GET.
   */
  | 'invalid_response'
  /** The event waited in the outbox longer than `maxAge`. */
  | 'expired'
  /** The list is longer than the 10,000 items that PagerDuty returns by offset. */
  | 'list_too_long'
  /** Code of the page threw, such as an overridden `sendRequest`: see `cause`. */
  | 'exception';

/** An HTTP answer with its whole body. */
export interface Answer {
  status: number;
  statusText: string;
  /** The body as text. */
  text: string;
  /** The parsed body; `undefined` if it is empty or not JSON. */
  json: unknown;
}

/** A failed call's request, without its body, headers and query: so without keys and tokens. */
export interface FailedRequest {
  /** The HTTP method. */
  method: string;
  /** The URL without its query. */
  url: string;
}

interface Failure {
  code: PDJSErrorCode;
  message: string;
  answer?: Answer | undefined;
  request?: FailedRequest | undefined;
  attempts?: number;
  retryAfter?: number;
  cause?: unknown;
}

/**
 * The error of every failed call. The promise rejects with it, and the `error` callback gets the same object.
 * Its fields are those of both PDJS generations: `status`, `responseText` and `responseJSON` from jQuery; `error`, `message` and
 * `errors` from PagerDuty's answer.
 *
 * @example
 * pdjs.trigger(event).catch((error) => {
 *   if (error instanceof PDJSError && error.code === 'http') console.log(error.status, error.errors)
 * })
 */
export class PDJSError extends Error {
  /** `"PDJSError"`. */
  override readonly name = 'PDJSError';
  /** PagerDuty's message, or ours if it sent none. */
  override readonly message: string;
  /** Why the call failed. */
  declare readonly code: PDJSErrorCode;
  /** The HTTP status of the last attempt; 0 without an answer. */
  declare readonly status: number;
  /** The HTTP status text; empty over HTTP/2 and without an answer. */
  declare readonly statusText: string;
  /** The answer's body as text; empty without an answer. */
  declare readonly responseText: string;
  /** The answer's parsed body; `undefined` if it is not JSON. */
  declare readonly responseJSON: unknown;
  /** The `error` of a REST answer: `{message, code, errors}`. Without a JSON answer, our message in the same shape. */
  declare readonly error: { message?: string; code?: number; errors?: string[] } | undefined;
  /** The `errors` of an events answer: what PagerDuty found wrong. Without a JSON answer, our message alone. */
  declare readonly errors: string[] | undefined;
  /** The number of requests made; 0 if the params were invalid. */
  declare readonly attempts: number;
  /** Milliseconds that the last answer asked to wait, in `Retry-After` or `ratelimit-reset`; 0 if it did not. */
  declare readonly retryAfter: number;
  /** The request; `undefined` if the params were invalid. */
  declare readonly request: FailedRequest | undefined;

  constructor({ code, message, answer, request, attempts = 0, retryAfter = 0, cause }: Failure) {
    const said: Partial<PDJSError> =
      code === 'http' && answer?.json ? answer.json : { error: { message, errors: [message] }, errors: [message] };
    const text = [said.message, said.error?.message].find((value) => typeof value === 'string') ?? message;
    super(text, cause === undefined ? undefined : { cause });
    this.message = text;
    this.code = code;
    this.status = answer?.status ?? 0;
    this.statusText = answer?.statusText ?? '';
    this.responseText = answer?.text ?? '';
    this.responseJSON = answer?.json;
    this.error = said.error;
    this.errors = said.errors;
    this.attempts = attempts;
    this.retryAfter = retryAfter;
    this.request = request;
  }
}

/** The error for invalid params or options. */
export const invalid = (message: string): PDJSError => new PDJSError({ code: 'invalid_params', message });
