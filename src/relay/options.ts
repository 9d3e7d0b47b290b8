// The relay's options and their validation.
import type { RelayEvent } from './event.js';
import type { RelayReport } from './forwarding.js';

/**
 * Options of a relay.
 * @typeParam Platform what the server passes along with each request
 */
export interface RelayOptions<Platform extends unknown[] = unknown[]> {
  /** Integration keys by the names that pages send in their place. A missing key, such as an unset variable, throws at once. */
  keys: Record<string, string | undefined>;
  /** Origins of the pages that may send events, as browsers write them: `https://shop.example`, without a path. */
  origins: readonly string[];
  /**
   * Returns who sent a request: an address or a login. All requests without one share a limit. `false` turns the limit off. Behind a
   * proxy, use the address that the proxy vouches for; of an IPv6 address, use the network (/64).
   */
  client: ((request: Request, ...platform: Platform) => string | null | undefined) | false;
  /** Events that each client may send per minute; 60 by default. */
  perMinute?: number;
  /** Milliseconds in which events of one incident share a request; 5,000 by default. */
  window?: number;
  /**
   * Checks an event before it is forwarded. Returns the event or a replacement, with the name still in place of the key; `undefined`
   * rejects it. If it throws, the page gets a 500 and retries.
   */
  check?: (event: RelayEvent, request: Request) => object | undefined | Promise<object | undefined>;
  /** PagerDuty's domain: `eu.pagerduty.com` for the EU region; `pagerduty.com` by default. */
  server?: string;
  /** Sends requests to PagerDuty; the platform's `fetch` by default. */
  fetch?: typeof fetch;
  /** Called with the result of each request to PagerDuty. It contains no key, so you can log it. */
  onForward?: (report: RelayReport) => void;
  /** Called with errors of `client`, `check` and `onForward`, and with the reason if PagerDuty could not be reached. */
  onError?: (error: unknown) => void;
}

/** An origin as browsers write it: in lower case, without a path. No asterisk: it is not a wildcard here. */
const ORIGIN = /^[^A-Z/*]+:\/\/[^A-Z/*]+$/;

/** @throws TypeError if the options cannot work, with what to change */
export function checkOptions({ keys = {}, origins = [], client, window = 0 }: Partial<RelayOptions<never>>): void {
  const names = Object.keys(keys);
  must('keys', names.length, 'integration keys');
  for (const name of names) must(`keys.${name}`, keys[name], 'a key');
  must('origins', origins.length && origins.every((origin) => ORIGIN.test(origin)), 'like https://shop.example');
  must('client', client !== undefined, 'a function or false');
  must('window', window === Math.min(Math.max(window, 0), 1e8), 'milliseconds');
}

function must(name: string, holds: unknown, what: string): void {
  if (!holds) throw new TypeError(`relay: ${name} must be ${what}`);
}
