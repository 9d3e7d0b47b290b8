// What PagerDuty is sent, and what it says.
import { orRefusal, Refusal, type Answer } from './answer.js';
import { textOf } from './body.js';
import type { EventLabel, Passed } from './event.js';
import type { RelayOptions } from './options.js';
import { PATIENCE } from './time.js';

/** What came of a request to PagerDuty. */
export interface RelayReport extends EventLabel {
  /** For how many events the request stood. */
  events: number;
  /** The HTTP status that their pages were given: PagerDuty's, 502 where it could not be reached, 504 where it was silent. */
  status: number;
}

/** Sends an event, which stands for so many. */
export type Forward = (event: Passed, events: number) => Promise<Answer>;

export interface Forwarding {
  readonly forward: Forward;
  /** What an event is told while the rate limit of its key is reached; `undefined` where it is not. */
  readonly limited: (key: string) => Refusal | undefined;
}

export function forwarding({
  server = 'pagerduty.com',
  fetch = globalThis.fetch,
  onForward,
  onError,
}: Pick<RelayOptions, 'server' | 'fetch' | 'onForward' | 'onError'>): Forwarding {
  /** When the pause of a key is over. */
  const pauses = new Map<string, number>();

  const limited = (key: string) => {
    const left = (pauses.get(key) ?? 0) - performance.now();
    return left > 0 ? new Refusal(429, 'Too many events', left) : undefined;
  };

  const forward: Forward = async ({ key, label, body }, events) => {
    const refusal = limited(key);
    if (refusal) return refusal;
    const answer = await orRefusal(
      PATIENCE,
      async (signal): Promise<Answer> => {
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
        if (status === 429) pauses.set(key, performance.now() + wait * 1000);
        // A redirect that is not followed can have status 0.
        return { status: status || 502, text: (await textOf(response, signal)).replaceAll(key, () => label.name), wait };
      },
      onError,
      502,
      'PagerDuty cannot be reached',
    );
    Promise.resolve({ ...label, events, status: answer.status })
      .then(onForward)
      .catch((reason: unknown) => onError?.(reason));
    return answer;
  };

  return { forward, limited };
}
