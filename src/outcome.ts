// Reports a call's result both ways: by its promise and its callbacks.
import { PDJSError } from './errors.js';
import { fieldsOf, type Fields } from './fields.js';
import { NativePromise } from './native.js';

/** What an instance does for calls without callbacks. Pages override both. */
export interface Hooks {
  no_success_function(body: unknown, params: object): void;
  error_function(error: PDJSError, params: object): void;
}

/** Kept from before the page can replace it. Called as a method of the promise. */
// eslint-disable-next-line @typescript-eslint/unbound-method
const { then } = NativePromise.prototype;

/** A promise that knows whether anybody listens. Promises derived from it are plain ones. */
class Outcome<Result> extends NativePromise<Result> {
  static override get [Symbol.species](): PromiseConstructor {
    return NativePromise;
  }

  heard = false;

  // `await`, `catch`, `finally` and `Promise.all` all call this.
  override then<A = Result, B = never>(
    onfulfilled?: ((value: Result) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.heard = true;
    return super.then(onfulfilled, onrejected);
  }
}

/**
 * Runs a call and reports its result once, both ways: by the returned promise, and by the params' callback or else the instance's hook.
 * An error with neither an `error` callback nor a listener goes to `error_function`.
 *
 * `start` gets two functions, either of which ends the call, and the params, read once. The call also ends with the body that `start`
 * resolves to, or with the error that it throws.
 * @param named the name of the success callback in the params
 */
export function outcome<Result>(
  hooks: Hooks,
  params: object | undefined,
  start: (success: (body: Result) => void, error: (reason: unknown) => void, fields: Fields) => unknown,
  named = 'success',
): Promise<Result> {
  const fields = fieldsOf(params);
  let onSuccess: ((body: Result) => void) | undefined;
  let onError: ((error: PDJSError) => void) | undefined;
  let resolve!: (body: Result) => void;
  let reject!: (error: PDJSError) => void;
  const promise = new Outcome<Result>((...settle) => {
    [resolve, reject] = settle;
  });
  // A failure reaches a callback or error_function: it must not raise unhandledrejection as well.
  void then.call(promise, undefined, () => undefined);

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
    // In its own microtask, so that an exception in the caller's code reaches window.onerror.
    queueMicrotask(() => {
      if (onSuccess) onSuccess(body);
      else hooks.no_success_function(body, params ?? {});
    });
  });

  const error = once((reason: unknown) => {
    const failure = asPDJSError(reason);
    reject(failure);
    if (onError) {
      queueMicrotask(() => {
        onError?.(failure);
      });
    } else {
      // One task later, to give the caller time to await the promise.
      setTimeout(() => {
        if (!promise.heard) hooks.error_function(failure, params ?? {});
      });
    }
  });

  const run = async () => {
    try {
      onError = fields.error as typeof onError;
      onSuccess = fields[named] as typeof onSuccess;
      const body = (await start(success, error, fields)) as Result | undefined;
      if (body !== undefined) success(body);
    } catch (reason) {
      error(reason);
    }
  };
  void run();
  return promise;
}

/** Turns an exception, or what an overridden `sendRequest` passes to `error` as in 1.1.0, into a PDJSError. */
function asPDJSError(reason: unknown): PDJSError {
  if (reason instanceof PDJSError) return reason;
  if (reason instanceof Error) return new PDJSError({ code: 'exception', message: reason.message, cause: reason });
  const { status } = (reason ?? {}) as Partial<PDJSError>;
  return new PDJSError({
    // HTTP libraries report status 0 without an answer. In 1.1.0, `status` was PagerDuty's own, a string.
    code: status === 0 ? 'network' : 'http',
    message: 'sendRequest failed',
    answer: { status: Number(status) || 0, statusText: '', text: '', json: reason },
  });
}
