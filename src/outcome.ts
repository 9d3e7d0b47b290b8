// One answer told both ways: through the promise and through the callbacks.
import { PDJSError } from './errors.js';
import { fieldsOf, type Fields } from './fields.js';
import { NativePromise } from './native.js';

/** What an instance does where a call brings no callback of its own; pages override both. */
export interface Hooks {
  no_success_function(body: unknown, params: object): void;
  error_function(error: PDJSError, params: object): void;
}

/** As it is now: a page may replace it. It is called as a method of the promise. */
// eslint-disable-next-line @typescript-eslint/unbound-method
const { then } = NativePromise.prototype;

/** A promise that knows whether anybody listens to it. Promises derived from it are plain ones. */
class Outcome<Result> extends NativePromise<Result> {
  static override get [Symbol.species](): PromiseConstructor {
    return NativePromise;
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
 * `start` gets the two functions that end the call, and the params, read once. A body that its promise resolves to ends it too, and so
 * does what it throws or rejects with.
 * @param named what the params call the callback for success
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
  // A failure that reaches a callback or error_function is told: it must not raise unhandledrejection as well.
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
    // In a microtask of its own, an exception of the caller's code reaches window.onerror as its own.
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
      // A task later, so that whoever awaits the promise had the time to.
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

/** An exception, or what an overridden `sendRequest` fails with: PagerDuty's answer as 1.1.0 gave it to `error`. */
function asPDJSError(reason: unknown): PDJSError {
  if (reason instanceof PDJSError) return reason;
  if (reason instanceof Error) return new PDJSError({ code: 'exception', message: reason.message, cause: reason });
  const { status } = (reason ?? {}) as Partial<PDJSError>;
  return new PDJSError({
    // Libraries tell so of a request that had no answer; 1.1.0 gave PagerDuty's own, whose `status` is a text.
    code: status === 0 ? 'network' : 'http',
    message: 'sendRequest failed',
    answer: { status: Number(status) || 0, statusText: '', text: '', json: reason },
  });
}
