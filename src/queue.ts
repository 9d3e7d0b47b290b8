/**
 * How many event requests a page has under way. Browsers open six connections to a host over HTTP/1.1: a seventh request would wait
 * inside the browser, where its timeout runs and nothing can be put before it.
 */
const UNDER_WAY = 6;

let underWay = 0;
interface Waiting {
  readonly limitKey: string | undefined;
  readonly go: () => void;
}
/** The `limitKey` of each event that waits out PagerDuty's rate limit. */
const limited = new Map<object, string | undefined>();
/** Attempts that wait for their place, the next first. */
const waiting: Waiting[] = [];

/** What the next event with a key has to wait for. */
const lastOfKey = new Map<string, Promise<unknown>>();

/**
 * Starts an event when all events with the same key that were called before it have ended; at once where there are none, or when
 * `signal` is aborted, so that `start` can tell of it.
 */
export function inOrder<Result>(key: string, signal: AbortSignal | undefined, start: () => Promise<Result>): Promise<Result> {
  const before = lastOfKey.get(key);
  const call = before ? settledOrAborted(before, signal).then(start) : start();
  const last: Promise<unknown> = Promise.allSettled([before, call]).then(() => {
    if (lastOfKey.get(key) === last) lastOfKey.delete(key);
  });
  lastOfKey.set(key, last);
  return call;
}

/** Resolves when a promise has settled, or when `signal` is aborted. */
export function settledOrAborted(promise: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      signal?.removeEventListener('abort', go);
      resolve();
    };
    promise.then(go, go);
    if (signal?.aborted) go();
    signal?.addEventListener('abort', go);
  });
}

/** One event's place in the page's queue, taken anew for each attempt. */
export interface Turn {
  /** Waits until an attempt may leave: in the order of the calls, repetitions first. Rejects when `signal` is aborted. */
  take: () => Promise<void>;
  /** The attempt has ended. */
  give: () => void;
  /** PagerDuty answered with its rate limit: nothing with the same `limitKey` leaves the page until this event's next attempt. */
  limit: () => void;
  /** The event has ended. */
  end: () => void;
}

/**
 * A place in the page's queue.
 * @param limitKey whose rate limit it is. Source: "API Limits" of PagerDuty's V1 and V2 Events API documents: a service's
 */
export function turn(limitKey: string | undefined, signal: AbortSignal | undefined): Turn {
  const self = {};
  let taken = 0;
  let put: 'push' | 'unshift' = 'push';

  const give = () => {
    underWay -= taken;
    taken = 0;
    letGo();
  };
  const enter = () => {
    underWay += taken = 1;
  };
  return {
    take: () =>
      new Promise((resolve, reject) => {
        const attempt = {
          limitKey,
          go: () => {
            signal?.removeEventListener('abort', leave);
            enter();
            resolve();
          },
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(attempt) >>> 0, 1);
          reject(signal?.reason as Error);
        };
        limited.delete(self);
        if (signal?.aborted) leave();
        else {
          signal?.addEventListener('abort', leave);
          waiting[put](attempt);
          put = 'unshift';
        }
        give();
      }),
    give,
    limit: () => {
      // The answer of an attempt that was given up may come when the event has ended.
      if (taken) limited.set(self, limitKey);
    },
    end: () => {
      limited.delete(self);
      give();
    },
  };
}

function letGo(): void {
  const limits = new Set(limited.values());
  while (underWay < UNDER_WAY) {
    const next = waiting.findIndex(({ limitKey }) => !limits.has(limitKey));
    if (next < 0) return;
    for (const { go } of waiting.splice(next, 1)) go();
  }
}
