import { PDJSError } from './errors.js';
import type { Callbacks } from './types.js';

/** What an instance does where a call brings no callback of its own; pages override both. */
export interface Hooks {
  no_success_function(body: unknown, params: object): void;
  error_function(error: PDJSError, params: object): void;
}

/** A promise that knows whether anybody listens to it. Promises derived from it are plain ones. */
class Outcome<Result> extends Promise<Result> {
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  heard = false;

  // `await`, `catch`, `finally` and `Promise.all` all come through here.
  override then<A = Result, B = never>(
    onfulfilled?: ((value: Result) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.heard = true;
    return super.then(onfulfilled, onrejected);
  }
}

/**
 * Tells how a call ends, once, both ways: through the returned promise and through the params' callback or, without one,
 * the instance's hook. A failure that has neither an `error` callback nor a listener goes to `error_function`.
 *
 * `start` gets the two functions that end the call. A body that its promise resolves to ends it too, and so does what it throws
 * or rejects with.
 */
export function outcome<Result>(
  hooks: Hooks,
  params: Callbacks<Result>,
  start: (success: (body: Result) => void, error: (reason: unknown) => void) => Promise<Result | undefined> | undefined,
): Promise<Result> {
  const { success: onSuccess, error: onError } = params;
  let resolve!: (body: Result) => void;
  let reject!: (error: PDJSError) => void;
  const promise = new Outcome<Result>((...settle) => {
    [resolve, reject] = settle;
  });
  // A failure that reaches a callback or error_function is told: it must not raise unhandledrejection as well.
  void Promise.prototype.then.call(promise, undefined, () => undefined);

  let ended = false;
  const once =
    <Value>(tell: (value: Value) => void) =>
    (value: Value) => {
      if (ended) return;
      ended = true;
      tell(value);
    };

  const success = once((body: Result) => {
    resolve(body);
    // In a microtask of its own, an exception of the caller's code reaches window.onerror as its own.
    queueMicrotask(() => {
      if (onSuccess) onSuccess(body);
      else hooks.no_success_function(body, params);
    });
  });

  const error = once((reason: unknown) => {
    const failure = asPDJSError(reason);
    reject(failure);
    if (onError) {
      queueMicrotask(() => {
        onError(failure);
      });
    } else {
      // A task later, so that whoever awaits the promise had the time to.
      setTimeout(() => {
        if (!promise.heard) hooks.error_function(failure, params);
      });
    }
  });

  try {
    Promise.resolve(start(success, error)).then((body) => {
      if (body !== undefined) success(body);
    }, error);
  } catch (reason) {
    error(reason);
  }
  return promise;
}

/** An exception, or what an overridden `sendRequest` fails with: PagerDuty's answer as 1.1.0 gave it to `error`. */
function asPDJSError(reason: unknown): PDJSError {
  if (reason instanceof PDJSError) return reason;
  if (reason instanceof Error) return new PDJSError({ code: 'exception', message: reason.message, cause: reason });
  const status = Number((reason as Partial<PDJSError> | undefined)?.status) || 0;
  return new PDJSError({
    code: 'http',
    message: 'sendRequest failed',
    answer: { status, statusText: '', text: '', json: reason },
  });
}
