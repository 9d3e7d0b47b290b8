// What an operator says of a relay.
import type { RelayEvent } from './event.js';
import type { RelayReport } from './forwarding.js';

/** @typeParam Platform what the server hands over beside each request */
export interface RelayOptions<Platform extends unknown[] = unknown[]> {
  /** What pages send in place of an integration key, and the key. One that is missing, say an unset variable, is an error at once. */
  keys: Record<string, string | undefined>;
  /** Origins of the pages that may send, as browsers write them: `https://shop.example`, without a path. */
  origins: readonly string[];
  /**
   * Who sends a request: an address, a login. All for whom it returns nothing share one limit. `false`: no limit by client.
   * Behind a proxy, take the address that the proxy vouches for; of an IPv6 address, take the network (/64).
   */
  client: ((request: Request, ...platform: Platform) => string | null | undefined) | false;
  /** Events that a client may send in a minute; 60. */
  perMinute?: number;
  /** Milliseconds in which events of one incident share a request; 5,000. */
  window?: number;
  /**
   * Looks at an event before it is forwarded. The event has the name in place of the key, and so has what this returns: the same event,
   * or another in its place. `undefined` refuses it. Where this throws, the page is answered 500 and tries again.
   */
  check?: (event: RelayEvent, request: Request) => object | undefined | Promise<object | undefined>;
  /** Where PagerDuty is: `pagerduty.com`, or `eu.pagerduty.com` for the EU region. */
  server?: string;
  /** Sends a request to PagerDuty; the platform's own `fetch`. */
  fetch?: typeof fetch;
  /** Called with what came of each request to PagerDuty. It holds no key, so that it can be logged. */
  onForward?: (report: RelayReport) => void;
  /** Called with what `client`, `check` or `onForward` threw, and with why PagerDuty could not be reached. */
  onError?: (error: unknown) => void;
}

/** An origin as browsers write it, in lower case and with no path. None has an asterisk, which some would take for any. */
const ORIGIN = /^[^A-Z/*]+:\/\/[^A-Z/*]+$/;

/** @throws TypeError where the options cannot work, saying what to change */
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
