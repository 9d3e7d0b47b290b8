import * as z from 'zod/mini';
import type { Fault } from './faults.js';

/** Trouble that lasts until it is switched off. */
export type Mode =
  /** Each third request is answered with 503. */
  | 'every_third'
  /** PagerDuty's rate limit, made small: two requests in two seconds. */
  | 'rate_limit'
  /** Each answer takes two seconds. */
  | 'slow';

export const modesSchema: z.ZodMiniType<Mode[]> = z.array(z.enum(['every_third', 'rate_limit', 'slow']));

const WINDOW = { ms: 2000, requests: 2 };

/**
 * What lasting modes do to one request after the other.
 * @returns a function that takes a request's path and gives what it meets, if anything
 */
export function trouble(modes: readonly Mode[]): (path: string) => Fault | undefined {
  let requests = 0;
  let [windowEnds, left] = [0, 0];

  /** Seconds until the rate limit lets a request pass; 0 where it does now. */
  const limited = () => {
    const now = Date.now();
    if (now >= windowEnds) [windowEnds, left] = [now + WINDOW.ms, WINDOW.requests];
    return left-- > 0 ? 0 : Math.ceil((windowEnds - now) / 1000);
  };

  return (path) => {
    requests += 1;
    if (modes.includes('every_third') && requests % 3 === 0) return { kind: 'status', status: 503 };
    const wait = modes.includes('rate_limit') ? limited() : 0;
    if (wait) return { kind: 'status', ...rateLimit(path), headers: { 'Retry-After': String(wait) } };
    return modes.includes('slow') ? { kind: 'delay', ms: 2000 } : undefined;
  };
}

const THROTTLED = JSON.stringify({ status: 'throttled', message: 'Too many API calls at a time', errors: [] });
const EXCEEDED = JSON.stringify({ error: { message: 'Rate Limit Exceeded', code: 2020 } });

/** Source: "API Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents; PagerDuty REST API, Rate Limiting. */
function rateLimit(path: string): { status: number; body: string } {
  if (path.startsWith('/generic/')) return { status: 403, body: THROTTLED };
  return { status: 429, body: path.startsWith('/v2/') ? THROTTLED : EXCEEDED };
}
