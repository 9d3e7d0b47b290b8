// A model of PagerDuty's rate limit, which is for each integration key.

/**
 * Events of one integration key that are taken in a minute; after a quiet minute, all of these at once. PagerDuty's documents give no
 * number, and say that the limit changes with the traffic.
 */
const PER_MINUTE = 120;
const MINUTE = 60_000;
const THROTTLED = '{"status":"throttled","message":"Too many API calls at a time","errors":[]}';

/**
 * An event of Events v2 as it comes in.
 * @typedef {{ routing_key: string, dedup_key: string }} StormEvent
 */

/**
 * What PagerDuty says. Source: "API Response Codes & Retry Logic" of its V2 Events API document, which has no `Retry-After`.
 * @typedef {{ status: 202 | 429, text: string }} Said
 */

export class PagerDuty {
  requests = 0;
  /** Requests that were answered with 429. */
  refused = 0;
  /** The shortest time between two requests with the same `dedup_key`, in milliseconds. */
  shortestGap = Infinity;
  /**
   * When the first event of each `dedup_key` was accepted.
   * @type {Map<string, number>}
   */
  accepted = new Map();
  /** @type {Map<string, number>} */
  #last = new Map();
  /**
   * What is left for each integration key, and when that was so.
   * @type {Map<string, { events: number, at: number }>}
   */
  #left = new Map();

  /**
   * @param {StormEvent} event
   * @param {number} now milliseconds
   * @returns {Said}
   */
  answer({ routing_key, dedup_key }, now) {
    this.requests += 1;
    this.shortestGap = Math.min(this.shortestGap, now - (this.#last.get(dedup_key) ?? -Infinity));
    this.#last.set(dedup_key, now);
    if (!this.#take(routing_key, now)) {
      this.refused += 1;
      return { status: 429, text: THROTTLED };
    }
    if (!this.accepted.has(dedup_key)) this.accepted.set(dedup_key, now);
    return { status: 202, text: JSON.stringify({ status: 'success', message: 'Event processed', dedup_key }) };
  }

  /**
   * @param {string} key
   * @param {number} now
   */
  #take(key, now) {
    const left = this.#left.get(key) ?? { events: PER_MINUTE, at: now };
    left.events = Math.min(PER_MINUTE, left.events + ((now - left.at) * PER_MINUTE) / MINUTE);
    left.at = now;
    this.#left.set(key, left);
    if (left.events < 1) return false;
    left.events -= 1;
    return true;
  }
}
