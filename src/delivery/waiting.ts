// Waits for a time or a promise.
import { NativePromise } from '../native.js';

/** The longest time that timers support, in milliseconds. */
export const LONGEST = 2 ** 31 - 1;

/** A promise and the function that resolves it. */
export function newPromise<Value>(): [Promise<Value>, (value: Value) => void] {
  let settle!: (value: Value) => void;
  const promise = new NativePromise<Value>((resolve) => {
    settle = resolve;
  });
  return [promise, settle];
}

export interface Timer {
  /** Resolves when the time is up or the timer was ended. */
  readonly over: Promise<void>;
  end(): void;
}

/** Starts a timer of that many milliseconds, which can be ended early. */
export function startTimer(ms: number): Timer {
  let end!: () => void;
  const over = new NativePromise<void>((resolve) => {
    const timer = setTimeout(resolve, Math.min(ms, LONGEST));
    end = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, end };
}

/** Resolves when a promise has settled, or when `signal` is aborted. */
export function settledOrAborted(promise: Promise<unknown> | undefined, signal?: AbortSignal): Promise<void> {
  return new NativePromise((resolve) => {
    const end = () => {
      signal?.removeEventListener('abort', end);
      resolve();
    };
    if (!promise || signal?.aborted) {
      end();
    } else {
      signal?.addEventListener('abort', end);
      promise.then(end, end);
    }
  });
}

/** Lets a Node program exit despite a timer. */
export function inBackground(timer: number | { unref?: () => void }): void {
  if (typeof timer === 'object') timer.unref?.();
}
