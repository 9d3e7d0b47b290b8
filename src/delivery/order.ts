// Events with the same key, one after the other.
import { settledOrAborted } from './waiting.js';

/** What the next event with a key has to wait for. */
const lastOfKey = new Map<string, Promise<unknown>>();

/**
 * Starts a call when all with the same key that came before it have ended: now, where there are none. Where `signal` is aborted it
 * starts at once, so that `start` can tell of it.
 */
export function inOrder<Result>(key: string, signal: AbortSignal | undefined, start: () => Promise<Result>): Promise<Result> {
  const before = lastOfKey.get(key);
  const call = before ? afterwards(before, signal, start) : start();
  const last = ended(before, call).then(() => {
    if (lastOfKey.get(key) === last) lastOfKey.delete(key);
  });
  lastOfKey.set(key, last);
  return call;
}

async function afterwards<Result>(before: Promise<unknown>, signal: AbortSignal | undefined, start: () => Promise<Result>) {
  await settledOrAborted(before, signal);
  return start();
}

/** Resolves when both have settled. */
async function ended(before: Promise<unknown> | undefined, call: Promise<unknown>): Promise<void> {
  await settledOrAborted(before);
  await settledOrAborted(call);
}
