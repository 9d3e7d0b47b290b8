// Events with the same key, one after the other.
import { newPromise, settledOrAborted } from './waiting.js';

/** What the next event with a key has to wait for. */
const lastOfKey = new Map<string, Promise<unknown>>();

/**
 * Starts a call when all with the same key that came before it have ended: now, where there are none. Where `signal` is aborted it
 * starts at once, so that `start` can tell of it.
 */
export function inOrder<Result>(key: string, signal: AbortSignal | undefined, start: () => Promise<Result>): Promise<Result> {
  const before = lastOfKey.get(key);
  // Set first: what `start` calls may call the next one.
  const [last, end] = newPromise<undefined>();
  lastOfKey.set(key, last);
  const call = before ? afterwards(before, signal, start) : start();
  void bothEnded(before, call).then(() => {
    if (lastOfKey.get(key) === last) lastOfKey.delete(key);
    end(undefined);
  });
  return call;
}

async function afterwards<Result>(before: Promise<unknown>, signal: AbortSignal | undefined, start: () => Promise<Result>) {
  await settledOrAborted(before, signal);
  return start();
}

/** Resolves when both have settled: a call that is aborted while it waits ends before the one that it waits for. */
async function bothEnded(before: Promise<unknown> | undefined, call: Promise<unknown>): Promise<void> {
  await settledOrAborted(before);
  await settledOrAborted(call);
}
