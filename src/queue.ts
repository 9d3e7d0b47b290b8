/**
 * How many event requests a page has under way. Browsers open six connections to a host over HTTP/1.1: a seventh request would wait
 * inside the browser, where its timeout runs and nothing can be put before it.
 */
const UNDER_WAY = 6;

let underWay = 0;
/** Events that wait out PagerDuty's rate limit, and the whole page with them. */
const limited = new Set<object>();
/** Lets an attempt go, the next first. */
const waiting: (() => void)[] = [];

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
  /** PagerDuty answered with its rate limit: nothing leaves the page until this event's next attempt. */
  limit: () => void;
  /** The event has ended. */
  end: () => void;
}

/** A place in the page's queue. */
export function turn(signal: AbortSignal | undefined): Turn {
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
        const go = () => {
          signal?.removeEventListener('abort', leave);
          enter();
          resolve();
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(go) >>> 0, 1);
          reject(signal?.reason as Error);
        };
        limited.delete(self);
        if (signal?.aborted) leave();
        else {
          signal?.addEventListener('abort', leave);
          waiting[put](go);
          put = 'unshift';
        }
        give();
      }),
    give,
    limit: () => {
      // The answer of an attempt that was given up may come when the event has ended.
      if (taken) limited.add(self);
    },
    end: () => {
      limited.delete(self);
      give();
    },
  };
}

function letGo(): void {
  while (underWay < UNDER_WAY && limited.size === 0) {
    const go = waiting.shift();
    if (!go) return;
    go();
  }
}
