// What PagerDuty is sent, and what it says.
import { orRefusal, Refusal, tell, type Answer } from './answer.js';
import { textOf } from './body.js';
import type { EventLabel, Passed } from './event.js';
import type { RelayOptions } from './options.js';
import { PATIENCE } from './time.js';

/** What came of a request to PagerDuty. */
export interface RelayReport extends EventLabel {
  /** For how many events the request stood. */
  events: number;
  /**
   * The HTTP status that their pages were given: PagerDuty's; 429 where its rate limit held them up, 502 where it could not be reached,
   * 504 where it was silent.
   */
  status: number;
}

/** Sends an event, which stands for so many. */
export type Forward = (event: Passed, events: number) => Promise<Answer>;

/** @throws Refusal while the rate limit of a key is reached */
export type HoldUp = (key: string) => void;

export function forwarding({
  server = 'pagerduty.com',
  fetch = globalThis.fetch,
  onForward,
  onError,
}: Pick<RelayOptions, 'server' | 'fetch' | 'onForward' | 'onError'>): [Forward, HoldUp] {
  /** When the pause of a key is over. */
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
          // It could lead the key anywhere.
          redirect: 'manual',
          signal,
        });
        const { status, headers } = response;
        const wait = Number(headers.get('Retry-After'));
        if (status === 429 && wait > 0) pauses.set(key, performance.now() + wait * 1000);
        const text = (await textOf(response, signal, 502)).replaceAll(key, () => label.name);
        // A redirect that is not followed can have status 0, and a server any.
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
