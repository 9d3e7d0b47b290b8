// What a storm is, and what comes of one.
import type { PagerDuty } from '../../../demo/page/visitors/pagerduty.mjs';

/** Pages that all trigger the same incident, at random times. */
export interface Storm {
  pages: number;
  /** Milliseconds in which they do. */
  within: number;
  /** Relays between them and PagerDuty, which they take in turn; 0: the pages have the key, and send to PagerDuty themselves. */
  relays: number;
}

/** What came of it. Times are milliseconds. */
export interface Outcome {
  /** Requests that PagerDuty got. */
  requests: number;
  /** The shortest time between two of them for the same incident. */
  shortestGap: number;
  /** Pages that were told `success`. */
  succeeded: number;
  /** Pages that were told `error`. */
  failed: number;
  /** From the storm's first moment until the last page was told. */
  lastTold: number;
  /** From one more page's trigger of another incident, in the storm's middle, until PagerDuty took it; `undefined` where it never did. */
  otherTaken: number | undefined;
}

/** A name in place of the integration key, as pages have it where there is a relay. */
export const NAME = 'checkout';
export const KEY = '0123456789abcdef0123456789abcdef';
export const ORIGIN = 'https://shop.example';
/** Who sends, as a proxy would say it. */
export const CLIENT = 'X-Page';

/** What all pages say, and one more. */
export const INCIDENT = 'checkout is down';
export const OTHER = 'disk full';

/** The params of a page's `trigger()`, and the event that PDJS makes of them. */
export const event = (routing_key: string, dedup_key: string) => ({
  routing_key,
  dedup_key,
  event_action: 'trigger',
  payload: { summary: dedup_key, source: 'shop.example', severity: 'critical' as const },
});

/** Counts what pages are told. */
export class Tally {
  succeeded = 0;
  failed = 0;
  lastTold = 0;
  readonly #expected: number;
  readonly #done: () => void;
  /** Resolves once all pages have been told. */
  readonly all: Promise<void>;

  constructor(expected: number) {
    let done!: () => void;
    this.all = new Promise((resolve) => (done = resolve));
    this.#done = done;
    this.#expected = expected;
  }

  /** @param at milliseconds from the storm's first moment */
  told(success: boolean, at: number): void {
    if (success) this.succeeded += 1;
    else this.failed += 1;
    this.lastTold = at;
    if (this.succeeded + this.failed === this.#expected) this.#done();
  }
}

/** @param otherAt when the other incident was triggered, on PagerDuty's clock */
export function outcomeOf({ succeeded, failed, lastTold }: Tally, pagerDuty: Seen, otherAt: number): Outcome {
  const { requests, shortestGap, accepted } = pagerDuty;
  const taken = accepted.get(OTHER);
  return { requests, shortestGap, succeeded, failed, lastTold, otherTaken: taken === undefined ? undefined : taken - otherAt };
}

/** What PagerDuty saw. */
export type Seen = Pick<PagerDuty, 'requests' | 'shortestGap' | 'accepted'>;
