/** An event's fields, as a page sends them and PagerDuty takes them. */
type RelayEvent = Record<string, unknown>;
/** What may be known of an event. */
interface EventLabel {
    /** What pages send in place of the key. */
    name: string;
    path: string;
    /** `trigger`, `acknowledge` or `resolve`, unless the page is wrong; `undefined` for a change. */
    action: unknown;
    /** The `incident_key` or `dedup_key`; `undefined` for a change. */
    incident: unknown;
}

/** What came of a request to PagerDuty. */
interface RelayReport extends EventLabel {
    /** For how many events the request stood. */
    events: number;
    /**
     * The HTTP status that their pages were given: PagerDuty's; 429 where its rate limit held them up, 502 where it could not be reached,
     * 504 where it was silent.
     */
    status: number;
}

/** @typeParam Platform what the server hands over beside each request */
interface RelayOptions<Platform extends unknown[] = unknown[]> {
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

/**
 * A relay between pages and PagerDuty. It holds the integration keys, and makes one request of many that say the same of an incident.
 *
 * Pages lead to it with `eventsUrl` and send a name in place of a key. What it returns takes a web-standard `Request` and resolves to a
 * `Response`, whatever happens. What the server hands over beside the request goes to `client`; of Workers' `env` and `ctx`, the latter
 * is asked to let a request go on that others share when its own page has gone.
 *
 * @throws TypeError where the options cannot work, saying what to change
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
