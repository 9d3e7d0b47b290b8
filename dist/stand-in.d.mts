/** An event as the timeline of an incident shows it. */
interface TimelineEvent {
    event_type: 'trigger' | 'acknowledge' | 'resolve';
    /** ISO 8601. */
    at: string;
    /** Who or what it came from. */
    by: Reference | null;
    description: string;
    details: unknown;
}
/** What PagerDuty calls a reference: enough of a thing to name it. */
interface Reference {
    id: string;
    type: string;
    summary: string;
}
interface Incident {
    id: string;
    incident_number: number;
    /** `incident_key` of Events v1, `dedup_key` of Events v2. */
    incident_key: string;
    status: 'triggered' | 'acknowledged' | 'resolved';
    /** The description of the event that opened it. */
    title: string;
    /** How many trigger events it has gathered. */
    triggers: number;
    service: Reference;
    timeline: TimelineEvent[];
}
interface ContactMethod {
    id: string;
    type: string;
    summary: string;
    label: string;
    address: string;
}
interface NotificationRule {
    id: string;
    type: string;
    start_delay_in_minutes: number;
    urgency: string;
    contact_method: {
        id: string;
        type: string;
    };
}
interface User {
    id: string;
    type: 'user';
    summary: string;
    name: string;
    email: string;
    role: string;
    time_zone: string;
    contact_methods: ContactMethod[];
    notification_rules: NotificationRule[];
}

/** A change event as it came in. */
interface ChangeEvent {
    routing_key: string;
    payload: {
        summary: string;
        source?: string | undefined;
        timestamp?: string | undefined;
        custom_details?: Record<string, unknown> | undefined;
    };
    links?: {
        href: string;
        text?: string | undefined;
    }[] | undefined;
    images?: {
        src: string;
        href?: string | undefined;
        alt?: string | undefined;
    }[] | undefined;
}

/** What goes wrong with one request. */
type Fault = 
/** Answers with this status, these headers (`Retry-After`, say) and this body, and does nothing. */
{
    kind: 'status';
    status: number;
    headers?: Record<string, string> | undefined;
    body?: string | undefined;
}
/** Drops the connection and does nothing. */
 | {
    kind: 'drop';
}
/** Takes the event, then drops the connection: the sender cannot know. */
 | {
    kind: 'lost_answer';
}
/** Answers as usual, this many milliseconds later. */
 | {
    kind: 'delay';
    ms: number;
}
/** Never answers. */
 | {
    kind: 'silence';
};

/** Trouble that lasts until it is switched off. */
type Mode = 
/** Each third request is answered with 503. */
'every_third'
/** PagerDuty's rate limit, made small: two requests in two seconds. */
 | 'rate_limit'
/** Each answer takes two seconds. */
 | 'slow';

/** A request to PagerDuty's API as it came in. */
interface SeenRequest {
    method: string;
    url: string;
    /** By lower-case name. */
    headers: Record<string, string>;
    body: string;
}
/**
 * PagerDuty in a process: its events API, part of its REST API, and an account that both share. Any key opens incidents, and any API
 * token of 20 characters or more is good. Its routes under `/stand-in/` let a page control it.
 */
declare class StandIn {
    #private;
    /** Accepted change events. */
    readonly changes: ChangeEvent[];
    /** Every request to the API, without CORS preflights. */
    readonly requests: SeenRequest[];
    /** What goes wrong with the next requests: each takes the first one. */
    readonly faults: Fault[];
    /** How many events were accepted, change events included. */
    accepted: number;
    /**
     * Answers a request as PagerDuty does; for PDJS's option `fetch`, or a server.
     * @param bindings what `@hono/node-server` passes along with a request
     * @throws TypeError where a fault drops the connection and there is none
     */
    readonly fetch: (request: Request, bindings?: object) => Promise<Response>;
    constructor();
    /** Opened by events, oldest first. */
    get incidents(): Incident[];
    /** The people of the account. */
    get users(): User[];
    /** What goes wrong until it is switched off; `faults` go first. */
    get modes(): readonly Mode[];
    set modes(modes: readonly Mode[]);
    /** Resolves once that many events were accepted. */
    acceptedAtLeast(count: number): Promise<void>;
}

export { StandIn };
export type { ChangeEvent, Fault, Incident, Mode, SeenRequest, User };
