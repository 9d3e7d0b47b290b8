// Sends events with the same key one after another.
import { newPromise, settledOrAborted } from './waiting.js';

/** What a key's next event must wait for. */
const lastOfKey = new Map<string, Promise<unknown>>();

/**
 * Starts a call once all earlier ones with the same key have ended: now, if there are none. If `signal` is aborted it starts at once, so
 * that `start` can report it.
 */
export function inOrder<Result>(key: string, signal: AbortSignal | undefined, start: () => Promise<Result>): Promise<Result> {
  const before = lastOfKey.get(key);
  // Set first: `start` may trigger the next call.
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

/** Resolves when both have settled. A call aborted while waiting ends before the one it waits for. */
async function bothEnded(before: Promise<unknown> | undefined, call: Promise<unknown>): Promise<void> {
  await settledOrAborted(before);
  await settledOrAborted(call);
}
