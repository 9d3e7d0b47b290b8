// Forwards events to PagerDuty, and pauses at its rate limits.
import { orRefusal, Refusal, tell, type Answer } from './answer.js';
import { textOf } from './body.js';
import type { EventLabel, Passed } from './event.js';
import type { RelayOptions } from './options.js';
import { PATIENCE } from './time.js';

/** The result of a request to PagerDuty. */
export interface RelayReport extends EventLabel {
  /** The number of events that shared the request. */
  events: number;
  /**
   * The HTTP status that their pages got: PagerDuty's, or else 429 (paused by its rate limit), 502 (not reached) or 504 (no answer in
   * time).
   */
  status: number;
}

/** Forwards an event on behalf of this many. */
export type Forward = (event: Passed, events: number) => Promise<Answer>;

/** @throws Refusal while the key is paused by a rate limit */
export type HoldUp = (key: string) => void;

export function forwarding({
  server = 'pagerduty.com',
  fetch = globalThis.fetch,
  onForward,
  onError,
}: Pick<RelayOptions, 'server' | 'fetch' | 'onForward' | 'onError'>): [Forward, HoldUp] {
  /** When each key's pause ends. */
  const pauses = new Map<string, number>();

  const holdUp: HoldUp = (key) => {
    const left = (pauses.get(key) ?? 0) - performance.now();
    if (left > 0) throw new Refusal(429, 'Too many events', left);
  };

  const forward: Forward = async ({ key, body, ...label }, events) => {
    const answer = await orRefusal(
      PATIENCE,
      async (signal): Promise<Answer> => {
        holdUp(key);
        const response = await fetch(`https://events.${server}${label.path}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body,
          // A redirect could leak the key.
          redirect: 'manual',
          signal,
        });
        const { status, headers } = response;
        const wait = Number(headers.get('Retry-After'));
        if (status === 429 && wait > 0) pauses.set(key, performance.now() + wait * 1000);
        const text = (await textOf(response, signal, 502)).replaceAll(key, () => label.name);
        // A redirect that is not followed may have status 0, and a server may send any status.
        return { status: (status < 600 && status) || 502, text, wait };
      },
      onError,
      502,
      'No answer',
    );
    tell({ ...label, events, status: answer.status }, onForward, onError);
    return answer;
  };

  return [forward, holdUp];
}
