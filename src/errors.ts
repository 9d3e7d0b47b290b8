/** Why a call failed. */
export type PDJSErrorCode =
  /** The params or options cannot be sent; nothing was. The message says what to change. */
  | 'invalid_params'
  /** No answer could be had: offline, DNS, TLS, CORS, a dropped connection. */
  | 'network'
  /** No complete answer within `timeout`. */
  | 'timeout'
  /** The call's `signal` was aborted, or its outbox was closed. */
  | 'aborted'
  /** PagerDuty refused: see `status`, `errors` and `responseJSON`. */
  | 'http'
  /**
   * The answer has a 2xx status and a body that is not JSON, such as a proxy's login page, or not the list that was asked for; or a
   * redirect made a GET of the event.
   */
  | 'invalid_response'
  /** The event waited in the outbox for longer than `maxAge`. */
  | 'expired'
  /** The list has more than the 10,000 items that PagerDuty gives by offset. */
  | 'list_too_long'
  /** Code of the page threw, an overridden `sendRequest` say: see `cause`. */
  | 'exception';

/** An HTTP answer, its body read to the end. */
export interface Answer {
  status: number;
  statusText: string;
  /** The body as text. */
  text: string;
  /** The body as JSON; `undefined` where it is empty or no JSON. */
  json: unknown;
}

/** What a failed call asked for. It holds neither body nor headers, so no key and no token. */
export interface FailedRequest {
  /** The HTTP method. */
  method: string;
  /** Where it went, without the query. */
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
 * The one kind of error that calls end in: a promise rejects with it and an `error` callback gets the same object.
 * It reads as the errors of both PDJS generations did: `status`, `responseText` and `responseJSON` as with jQuery,
 * `error`, `message` and `errors` as in PagerDuty's answer itself.
 *
 * @example
 * pdjs.trigger(event).catch((error) => {
 *   if (error instanceof PDJSError && error.code === 'http') console.log(error.status, error.errors)
 * })
 */
export class PDJSError extends Error {
  /** `"PDJSError"`. */
  override readonly name = 'PDJSError';
  /** PagerDuty's own message where it sent one, otherwise ours. */
  override readonly message: string;
  /** Why the call failed. */
  declare readonly code: PDJSErrorCode;
  /** The HTTP status of the last attempt's answer; 0 when it had none. */
  declare readonly status: number;
  /** The HTTP status text; empty over HTTP/2 and when there was no answer. */
  declare readonly statusText: string;
  /** The answer's body as text; empty when there was none. */
  declare readonly responseText: string;
  /** The answer's body as JSON; `undefined` when it was none. */
  declare readonly responseJSON: unknown;
  /** `error` of a REST answer: `{message, code, errors}`. Where there was no JSON answer, our message in the same shape. */
  declare readonly error: { message?: string; code?: number; errors?: string[] } | undefined;
  /** `errors` of an events answer: what PagerDuty found wrong. Where there was no JSON answer, our message alone. */
  declare readonly errors: string[] | undefined;
  /** How many requests were made; 0 when the params were refused before any. */
  declare readonly attempts: number;
  /** Milliseconds that the last answer asked to wait, in `Retry-After` or `ratelimit-reset`; 0 where it asked for nothing. */
  declare readonly retryAfter: number;
  /** What was asked for; `undefined` when the params were refused before that was known. */
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

/** The error for params or options that cannot be sent. */
export const invalid = (message: string): PDJSError => new PDJSError({ code: 'invalid_params', message });
