// One request for all events that say the same of an incident, and each incident's requests in order.
import { Refusal, type Answer } from './answer.js';
import type { Passed } from './event.js';
import type { Forward } from './forwarding.js';
import { PATIENCE } from './time.js';

/** Events that one request stands for. */
interface Batch {
  readonly action: unknown;
  /** The last of them, which is the one that is sent. `undefined` once it has left. */
  event: Passed | undefined;
  events: number;
  /** When its window ends; until it is answered, when that will have been at worst. Of `performance.now()`. */
  ends: number;
  /** Lets it leave although the window of the one before it has not ended: another action is to come after it. */
  leave?: () => void;
  answer: Promise<Answer>;
}

/** More incidents are not kept in mind. The one that came first is forgotten. */
const MAX_INCIDENTS = 100_000;
/** PagerDuty takes no longer key of an incident. */
const MAX_KEY_LENGTH = 255;

/**
 * Sends an event: with the request that has not left yet, where that says the same of the same incident; otherwise by a request of its
 * own, after all that came before it of the incident.
 * @throws Refusal where too many came before it
 */
export type Share = (event: Passed) => Promise<Answer>;

/**
 * @param window milliseconds from when a request leaves to when the next with the same action does
 * @param longest milliseconds that an event may wait at worst
 */
export function sharing(window: number, longest: number, forward: Forward): Share {
  /** The last batch of each incident; those that came first stand first. */
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

/** What tells incidents apart; something unique for an event that has none. */
function incidentOf({ path, incident, key }: Passed): unknown {
  const isShared = typeof incident === 'string' && incident && incident.length <= MAX_KEY_LENGTH;
  return isShared ? JSON.stringify([path, key, incident]) : {};
}
