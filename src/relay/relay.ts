// The relay: takes a Request, returns a Response.
import { orRefusal, Refusal, type Answer } from './answer.js';
import { clientLimit } from './clients.js';
import { passed, PATHS, type CheckedKeys } from './event.js';
import { forwarding } from './forwarding.js';
import { checkOptions, type RelayOptions } from './options.js';
import { sharing } from './sharing.js';
import { PATIENCE } from './time.js';

export type { RelayEvent } from './event.js';
export type { RelayReport } from './forwarding.js';
export type { RelayOptions } from './options.js';

/** The most requests that may wait at a time. Beyond it, pages are told to retry. */
const MAX_WAITING = 10_000;

/**
 * Creates a relay between pages and PagerDuty. It holds the integration keys, and merges requests that say the same about an incident.
 *
 * Pages set `eventsUrl` to it and send a name in place of a key. The returned function takes a web-standard `Request` and always
 * resolves to a `Response`. Whatever else the server passes along goes to `client`. On Workers, `ctx` keeps a shared request alive when
 * the page that started it has gone.
 *
 * @throws TypeError if the options cannot work, with what to change
 *
 * @example
 * const handle = relay({
 *   keys: { checkout: CHECKOUT_KEY },
 *   origins: ['https://shop.example'],
 *   client: (request) => request.headers.get('CF-Connecting-IP'),
 * });
 */
export function relay<Platform extends unknown[] = unknown[]>(
  options: RelayOptions<Platform>,
): (request: Request, ...platform: Platform) => Promise<Response> {
  checkOptions(options);
  const { origins, client, perMinute = 60, window = 5000, onError } = options;
  const [forward, holdUp] = forwarding(options);
  const longest = 10 * (window + PATIENCE);
  const share = sharing(window, longest, forward);
  const waitOf = clientLimit(perMinute);
  let waiting = 0;

  async function answerTo(request: Request, platform: Platform, isOurs: unknown): Promise<Answer> {
    const path = new URL(request.url).pathname;
    const fields = PATHS.get(path);
    const { method } = request;
    if (!fields) throw new Refusal(404, 'Not a path of events');
    if (method === 'OPTIONS') return { status: 204 };
    if (method !== 'POST') throw new Refusal(405, 'Not a POST');
    if (!isOurs) throw new Refusal(400, 'Not a known origin');
    if (waiting > MAX_WAITING) throw new Refusal(503, 'Too many requests');
    const ms = client && waitOf(client(request, ...platform));
    if (ms) throw new Refusal(429, 'Too many events', ms);
    const event = await passed(request, path, fields, options as typeof options & CheckedKeys);
    holdUp(event.key);
    const answer = share(event);
    // Workers stop a request's work when its page has gone, unless we tell them. They pass `env` and this.
    (platform[1] as KeepsAlive | undefined)?.waitUntil?.(answer);
    return answer;
  }

  return async (request, ...platform) => {
    const origin = origins.find((origin) => origin === request.headers.get('Origin'));
    waiting += 1;
    const answer = orRefusal(longest, () => answerTo(request, platform, origin), onError, 500, 'Not answered');
    const { status, text, wait } = await answer.finally(() => {
      waiting -= 1;
    });
    return new Response(text || null, {
      status,
      headers: {
        ...HEADERS,
        ...(origin && { 'Access-Control-Allow-Origin': origin }),
        ...(wait && { 'Retry-After': `${wait}` }),
      },
    });
  };
}

/** For platforms that stop a request's work after its answer. */
interface KeepsAlive {
  waitUntil?(work: unknown): void;
}

/** Source: the Fetch Standard, CORS protocol. */
const HEADERS = {
  'Content-Type': 'application/json',
  Vary: 'Origin',
  'Access-Control-Allow-Headers': '*, Authorization',
  'Access-Control-Expose-Headers': 'Retry-After',
  'Access-Control-Max-Age': '7200',
};
