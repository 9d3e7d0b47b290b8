// How many event requests a page has in flight, and the pauses that a rate limit asks for.
import { NativePromise } from '../native.js';

/**
 * Browsers open six connections to a host over HTTP/1.1: a seventh request would wait inside the browser, where its timeout runs and
 * nothing can be put before it.
 */
const SLOTS = 6;

interface Waiting {
  readonly rateLimitKey: string | undefined;
  readonly start: () => void;
}

let inFlight = 0;
/** Attempts that wait for a slot, the next first. */
const queue: Waiting[] = [];
/** The keys that wait out a rate limit, one for each pause. */
const pauses = new Map<object, string | undefined>();

/**
 * Runs an attempt in a slot: now, where one is free and the key is not paused.
 * @param rateLimitKey whose rate limit holds for it
 * @param isRepetition goes before the attempts that are the first of their events
 * @param run gets what gives the slot back early; its end gives it back in any case
 */
export function inSlot<Result>(
  rateLimitKey: string | undefined,
  isRepetition: boolean,
  run: (release: () => void) => Promise<Result>,
): Promise<Result> {
  return new NativePromise((resolve) => {
    const start = () => {
      resolve(occupied(run));
    };
    if (isRepetition) queue.unshift({ rateLimitKey, start });
    else queue.push({ rateLimitKey, start });
    startNext();
  });
}

async function occupied<Result>(run: (release: () => void) => Promise<Result>): Promise<Result> {
  let held = 1;
  inFlight += 1;
  const release = () => {
    inFlight -= held;
    held = 0;
    startNext();
  };
  try {
    return await run(release);
  } finally {
    release();
  }
}

/**
 * Holds up the attempts with a key. Source: "API Limits" of PagerDuty's V1 and V2 Events API documents: a limit is a service's.
 * @returns what ends the pause
 */
export function pause(rateLimitKey: string | undefined): () => void {
  const self = {};
  pauses.set(self, rateLimitKey);
  return () => {
    pauses.delete(self);
    startNext();
  };
}

function startNext(): void {
  const paused = new Set(pauses.values());
  while (inFlight < SLOTS) {
    const next = queue.find(({ rateLimitKey }) => !paused.has(rateLimitKey));
    if (!next) return;
    queue.splice(queue.indexOf(next), 1);
    next.start();
  }
}
