// Limits the events in flight, and pauses them at a rate limit.
import { NativePromise } from '../native.js';

/**
 * Browsers open six connections to a host over HTTP/1.1. A seventh request would queue in the browser, where its timeout runs and no
 * retry can go first.
 */
const SLOTS = 6;

interface Waiting {
  readonly rateLimitKey: string | undefined;
  readonly start: () => void;
}

let inFlight = 0;
/** Attempts waiting for a slot, the next one first. */
const queue: Waiting[] = [];
/** The paused keys, one entry for each pause. */
const pauses = new Map<object, string | undefined>();

/**
 * Runs an attempt in a slot: now, if one is free and the key is not paused.
 * @param rateLimitKey the key whose rate limit applies
 * @param isRepetition whether to go before other events' first attempts
 * @param run gets a function that releases the slot early. Its end always releases it
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
 * Pauses the attempts with a key. Source: "API Limits" of PagerDuty's V1 and V2 Events API documents, which limit each service.
 * @returns a function that ends the pause
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
