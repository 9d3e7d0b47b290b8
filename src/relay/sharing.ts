// Sends one request for all events that say the same about an incident, and each incident's requests in order.
import { Refusal, type Answer } from './answer.js';
import type { Passed } from './event.js';
import type { Forward } from './forwarding.js';
import { PATIENCE } from './time.js';

/** Events that share a request. */
interface Batch {
  readonly action: unknown;
  /** The latest of them, which is the one to send. `undefined` once it is sent. */
  event: Passed | undefined;
  events: number;
  /** When its window ends, or until the answer comes, the latest time it may end. In `performance.now()`. */
  ends: number;
  /** Sends it before the previous window ends, because another action follows. */
  leave?: () => void;
  answer: Promise<Answer>;
}

/** The most incidents to remember. Beyond it, the oldest is forgotten. */
const MAX_INCIDENTS = 100_000;
/** The longest incident key that PagerDuty accepts. */
const MAX_KEY_LENGTH = 255;

/**
 * Sends an event: with a pending request that says the same about its incident, or else with its own, after all earlier ones of the
 * incident.
 * @throws Refusal if too many came before it
 */
export type Share = (event: Passed) => Promise<Answer>;

/**
 * @param window milliseconds between two requests with the same action
 * @param longest the longest that an event may wait, in milliseconds
 */
export function sharing(window: number, longest: number, forward: Forward): Share {
  /** The last batch of each incident, oldest first. */
  const batches = new Map<unknown, Batch>();

  return (event) => {
    const now = performance.now();
    for (const [incident, { ends }] of batches) {
      if (now < ends && batches.size < MAX_INCIDENTS) break;
      batches.delete(incident);
    }
    const incident = incidentOf(event);
    const { action } = event;
    const before = batches.get(incident);
    const isSame = before && before.action === action;
    if (isSame && before.event) {
      before.event = event;
      before.events += 1;
      return before.answer;
    }

    before?.leave?.();
    const ends = Math.max(before?.ends ?? 0, now) + window + PATIENCE;
    if (ends > now + longest) throw new Refusal(503, 'Too many requests');
    const batch = { action, event, events: 1, ends } as Batch;
    const sent = async () => {
      if (before) {
        await before.answer;
        if (isSame && batches.get(incident) === batch)
          await new Promise<void>((resolve) => {
            batch.leave = resolve;
            setTimeout(resolve, before.ends - performance.now());
          });
      }
      const last = batch.event ?? event;
      batch.event = undefined;
      const left = performance.now();
      const answer = await forward(last, batch.events);
      batch.ends = left + window;
      return answer;
    };
    batch.answer = sent();
    batches.delete(incident);
    batches.set(incident, batch);
    return batch.answer;
  };
}

/** Identifies an event's incident. Unique for an event without one. */
function incidentOf({ path, incident, key }: Passed): unknown {
  const isShared = typeof incident === 'string' && incident && incident.length <= MAX_KEY_LENGTH;
  return isShared ? JSON.stringify([path, key, incident]) : {};
}
