/** An event's fields, in PagerDuty's format. */
type RelayEvent = Record<string, unknown>;
/** What may be logged about an event. */
interface EventLabel {
    /** The name that pages send in place of the key. */
    name: string;
    path: string;
    /** `trigger`, `acknowledge` or `resolve`, unless the page sent something else; `undefined` for a change. */
    action: unknown;
    /** The `incident_key` or `dedup_key`; `undefined` for a change. */
    incident: unknown;
}

/** The result of a request to PagerDuty. */
interface RelayReport extends EventLabel {
    /** The number of events that shared the request. */
    events: number;
    /**
     * The HTTP status that their pages got: PagerDuty's, or else 429 (paused by its rate limit), 502 (not reached) or 504 (no answer in
     * time).
     */
    status: number;
}

/**
 * Options of a relay.
 * @typeParam Platform what the server passes along with each request
 */
interface RelayOptions<Platform extends unknown[] = unknown[]> {
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
declare function relay<Platform extends unknown[] = unknown[]>(options: RelayOptions<Platform>): (request: Request, ...platform: Platform) => Promise<Response>;

export { relay };
export type { RelayEvent, RelayOptions, RelayReport };
