/** Why a call failed. */
type PDJSErrorCode = 
/** The params or options cannot be sent; nothing was. The message says what to change. */
'invalid_params'
/** No answer could be had: offline, DNS, TLS, CORS, a dropped connection. */
 | 'network'
/** No complete answer within `timeout`. */
 | 'timeout'
/** The call's `signal` was aborted, or its outbox was closed. */
 | 'aborted'
/** PagerDuty refused: see `status`, `errors` and `responseJSON`. */
 | 'http'
/**
 * The answer has a 2xx status and a body that is not JSON, such as a proxy's login page, or not the list that was asked for; or a
 * redirect made a GET of the event.
 */
 | 'invalid_response'
/** The event waited in the outbox for longer than `maxAge`. */
 | 'expired'
/** The list has more than the 10,000 items that PagerDuty gives by offset. */
 | 'list_too_long'
/** Code of the page threw, an overridden `sendRequest` say: see `cause`. */
 | 'exception';
/** An HTTP answer, its body read to the end. */
interface Answer {
    status: number;
    statusText: string;
    /** The body as text. */
    text: string;
    /** The body as JSON; `undefined` where it is empty or no JSON. */
    json: unknown;
}
/** What a failed call asked for. It holds neither body nor headers, so no key and no token. */
interface FailedRequest {
    /** The HTTP method. */
    method: string;
    /** Where it went, without the query. */
    url: string;
}
interface Failure {
    code: PDJSErrorCode;
    message: string;
    answer?: Answer | undefined;
    request?: FailedRequest | undefined;
    attempts?: number;
    retryAfter?: number;
    cause?: unknown;
}
/**
 * The one kind of error that calls end in: a promise rejects with it and an `error` callback gets the same object.
 * It reads as the errors of both PDJS generations did: `status`, `responseText` and `responseJSON` as with jQuery,
 * `error`, `message` and `errors` as in PagerDuty's answer itself.
 *
 * @example
 * pdjs.trigger(event).catch((error) => {
 *   if (error instanceof PDJSError && error.code === 'http') console.log(error.status, error.errors)
 * })
 */
declare class PDJSError extends Error {
    /** `"PDJSError"`. */
    readonly name = "PDJSError";
    /** PagerDuty's own message where it sent one, otherwise ours. */
    readonly message: string;
    /** Why the call failed. */
    readonly code: PDJSErrorCode;
    /** The HTTP status of the last attempt's answer; 0 when it had none. */
    readonly status: number;
    /** The HTTP status text; empty over HTTP/2 and when there was no answer. */
    readonly statusText: string;
    /** The answer's body as text; empty when there was none. */
    readonly responseText: string;
    /** The answer's body as JSON; `undefined` when it was none. */
    readonly responseJSON: unknown;
    /** `error` of a REST answer: `{message, code, errors}`. Where there was no JSON answer, our message in the same shape. */
    readonly error: {
        message?: string;
        code?: number;
        errors?: string[];
    } | undefined;
    /** `errors` of an events answer: what PagerDuty found wrong. Where there was no JSON answer, our message alone. */
    readonly errors: string[] | undefined;
    /** How many requests were made; 0 when the params were refused before any. */
    readonly attempts: number;
    /** Milliseconds that the last answer asked to wait, in `Retry-After` or `ratelimit-reset`; 0 where it asked for nothing. */
    readonly retryAfter: number;
    /** What was asked for; `undefined` when the params were refused before that was known. */
    readonly request: FailedRequest | undefined;
    constructor({ code, message, answer, request, attempts, retryAfter, cause }: Failure);
}

declare const taken: unique symbol;
/** In a compiler's error: only an event with a `routing_key` takes this field. */
interface FieldOfEventsV2 {
    [taken]: never;
}
/** In a compiler's error: only an event with a `service_key` takes this field. */
interface FieldOfEventsV1 {
    [taken]: never;
}
type Foreign<Field, Name extends PropertyKey> = Partial<Record<Name, Field | undefined>>;
/** An event's fields, on top and in `data`. */
interface EventCall<Fields, Result> extends Call<Result> {
    /** Any of the fields. These win over those on top. */
    data?: Partial<Fields> | undefined;
}
interface EventV1Call extends EventCall<EventV1Fields, EventV1Result>, Partial<EventV1Fields>, Foreign<FieldOfEventsV2, Exclude<keyof EventV2Fields, keyof EventV1Fields>> {
}
interface EventV2Call extends EventCall<EventV2Fields, EventV2Result>, Partial<EventV2Fields>, Foreign<FieldOfEventsV1, Exclude<keyof EventV1Fields, keyof EventV2Fields>> {
}
interface ChangeCall extends EventCall<ChangeFields, ChangeResult>, Partial<ChangeFields> {
}
interface EventTypeCall extends EventTypeField {
    data?: EventTypeField | undefined;
}
type Needed<Fields, Key extends keyof Fields> = {
    [Name in Key]-?: NonNullable<Fields[Name]>;
};
/** Fields that must stand on top or in `data`. */
type OnTopOrInData<Fields, Key extends keyof Fields> = {
    data: Needed<Fields, Key>;
} | Needed<Fields, Key>;
/**
 * Infers the type of a call's params, and checks nothing: `infer` puts off the choice until they are known. Callbacks get their types
 * before that, and then what counts are the fields one by one.
 */
type Inferred<Params> = [Params] extends [infer _] ? unknown : Params & {
    [Name in keyof Params]: Params[Name];
};
type FieldInData<Params, Name> = Params extends {
    data: infer Data;
} ? Name extends keyof Data ? Data[Name] : undefined : undefined;
type FieldOnTop<Params, Name> = Name extends keyof Params ? Params[Name] : undefined;
type Field<Params, Name> = undefined extends FieldInData<Params, Name> ? FieldOnTop<Params, Name> : FieldInData<Params, Name>;
/** Fields that must stand on top where `data` does not have them. */
type NeededOnTop<Params, Fields, Key extends keyof Fields> = undefined extends FieldInData<Params, Key> ? Needed<Fields, Key> : unknown;
type ByKey<Params, V1, V2> = [Field<Params, 'routing_key'>] extends [FieldOfEventsV2 | undefined] ? V1 : V2;
/** What `trigger` takes: an event with a `service_key` or a `routing_key`. */
type Triggering<Params> = Params extends unknown ? ByKey<Params, EventV1Call & NeededOnTop<Params, EventV1Fields, 'service_key'>, EventV2Call & NeededOnTop<Params, EventV2Fields, 'routing_key'>> : never;
/** What `acknowledge` and `resolve` take: an event that names its incident or alert. */
type Naming<Params> = Params extends unknown ? Triggering<Params> & ByKey<Params, NeededOnTop<Params, EventV1Fields, 'incident_key'>, NeededOnTop<Params, EventV2Fields, undefined extends Field<Params, 'incident_key'> ? 'dedup_key' : 'incident_key'>> : never;
/** What `event` takes: an event that names its incident or alert, unless it triggers. */
type Sending<Params> = Params extends unknown ? EventTypeCall & (Field<Params, 'event_type'> extends 'acknowledge' | 'resolve' ? Naming<Params> : Triggering<Params>) : never;
/** What `change` takes. */
type Changing<Params> = Params extends unknown ? ChangeCall & NeededOnTop<Params, ChangeFields, 'routing_key'> : never;
/** PagerDuty's answer to the event that a call sends. */
type ResultOf<Params> = Params extends unknown ? ByKey<Params, EventV1Result, EventV2Result> : never;

/** A replacement for the global `fetch`: gets a `Request`, body and signal included. */
type Fetch = (request: Request) => Response | Promise<Response>;
/** How a request is made; for every call of an instance or, where a call names it, for that one. */
interface RequestOptions {
    /**
     * Milliseconds that one attempt may take, its body included; `false` for no limit. A REST call may wait for a connection in the
     * browser meanwhile, so its default is a browser's own patience.
     * @default 10000 for events, 300000 for REST calls
     */
    timeout?: number | false | undefined;
    /**
     * How a failed attempt is repeated; a number stands for `{limit}`. A call's options override the instance's.
     * @default 10 for events, 5 for REST calls
     */
    retry?: RetryOptions | number | undefined;
}
/** How a failed attempt is repeated. Which failures are repeated at all depends on the API: see docs/delivery.md, Retries. */
interface RetryOptions {
    /**
     * How often at most.
     * @default 10 for events, 5 for REST calls
     */
    limit?: number | undefined;
    /**
     * Milliseconds that one wait may take, unless the answer's `Retry-After` asks for more.
     * @default 30000
     */
    backoffLimit?: number | undefined;
    /**
     * Milliseconds that `Retry-After` and `ratelimit-reset` are obeyed at most.
     * @default 60000
     */
    maxRetryAfter?: number | undefined;
    /**
     * Milliseconds to wait before a repetition, of which the first has the number 1.
     * @default 300, 600, 1200, … doubled each time
     */
    delay?: ((attemptCount: number) => number) | undefined;
    /**
     * `true` waits for a random part of the delay, so that pages that failed together do not come back together; a function gets the
     * delay and returns what to wait.
     * @default true
     */
    jitter?: boolean | ((delay: number) => number) | undefined;
    /**
     * HTTP statuses that are repeated, in place of those that PagerDuty names.
     * @default 429 and, unless a POST or PATCH of the REST API, any 5xx; 403 for Events v1
     */
    statusCodes?: number[] | undefined;
    /**
     * HTTP statuses whose `Retry-After` counts.
     * @default any from 400
     */
    afterStatusCodes?: number[] | undefined;
    /**
     * Methods that are repeated, in lower case.
     * @default the call's own
     */
    methods?: string[] | undefined;
    /**
     * Whether an attempt that got no answer within `timeout` is repeated.
     * @default true, unless a POST or PATCH of the REST API
     */
    retryOnTimeout?: boolean | undefined;
    /**
     * Has the last word after `limit`: `true` repeats, `false` does not, `undefined` leaves it to the rest. `retryCount` is 1 for the
     * first repetition; `error` is ky's.
     */
    shouldRetry?: ((state: {
        error: Error;
        retryCount: number;
    }) => boolean | undefined | Promise<boolean | undefined>) | undefined;
}
/** How events are kept until they are delivered. */
interface OutboxOptions {
    /**
     * Milliseconds after which an event pages nobody any more.
     * @default 86400000, a day
     */
    maxAge?: number | undefined;
    /**
     * Pages of one origin that use the same name share an outbox.
     * @default "default"
     */
    name?: string | undefined;
}
/** What `new PDJSobj(options)` takes. All of it becomes public fields, read anew at each call. */
interface PDJSOptions extends RequestOptions {
    /** REST API token. Events need none. */
    token?: string | undefined;
    /**
     * `"bearer"` (in any case) for an OAuth token, otherwise an account or user token.
     * @default "token"
     */
    tokenType?: string | undefined;
    /** Kept for pages that read it back; nothing is sent of it. */
    subdomain?: string | undefined;
    /**
     * Seconds between two refreshes of a page that polls; `refresh_in_ms` is 1000 times it. PDJS itself does not poll.
     * @default 60
     */
    refresh?: number | undefined;
    /**
     * What URLs begin with: `"http"` reaches a server of your own without TLS.
     * @default "https"
     */
    protocol?: string | undefined;
    /**
     * PagerDuty's domain: `"eu.pagerduty.com"` is the EU region.
     * @default "pagerduty.com"
     */
    server?: string | undefined;
    /**
     * Print what PDJS does to the console.
     * @default false
     */
    logging?: boolean | undefined;
    /**
     * Kept for pages that read it back; every request is asynchronous.
     * @default true
     */
    async?: boolean | undefined;
    /** Kept for pages that read it back. */
    api_version?: string | undefined;
    /**
     * Used in place of the global `fetch`.
     * @default the global one
     */
    fetch?: Fetch | undefined;
    /**
     * Base URL of the events API, such as a relay of your own that holds the key; without a query.
     * @default PROTOCOL://events.SERVER
     */
    eventsUrl?: string | undefined;
    /**
     * Write events down in the browser until PagerDuty has accepted or finally refused them: `true`, or options.
     * @default false
     */
    outbox?: boolean | OutboxOptions | undefined;
    /**
     * Base URL of the REST API; without a query.
     * @default PROTOCOL://api.SERVER
     */
    apiUrl?: string | undefined;
}
/** The callbacks of one call. Exactly one is called, exactly once, after the call has returned. */
interface Callbacks<Result> {
    /** Gets the parsed answer. */
    success?: ((body: Result) => void) | undefined;
    /** Gets what the promise rejects with. */
    error?: ((error: PDJSError) => void) | undefined;
}
/** What every call takes beside its own fields. */
interface CallOptions extends RequestOptions {
    /** Sent along, such as `From`, which many REST writes require. An `Authorization` here goes before the token. */
    headers?: HeadersInit | undefined;
    /** Aborts the call: while it waits, while it is under way and between attempts. */
    signal?: AbortSignal | undefined;
}
/** What every event call takes beside its own fields. */
interface Call<Result> extends Callbacks<Result>, CallOptions {
    /** Where to send it, in place of PagerDuty's URL. */
    url?: string | undefined;
}
/** A link shown with an Events v1 incident. */
interface LinkContext {
    /** What kind of context it is. */
    type: 'link';
    /** Where it leads. */
    href: string;
    /** What it reads, in place of the URL. */
    text?: string | undefined;
}
/** An image shown with an Events v1 incident. */
interface ImageContext {
    /** What kind of context it is. */
    type: 'image';
    /** The image's URL; https. */
    src: string;
    /** Where it leads. */
    href?: string | undefined;
    /** What it shows, in words. */
    alt?: string | undefined;
}
/** The fields of an Events v1 event. Source: PagerDuty V1 Events API. */
interface EventV1Fields {
    /** The integration key of an Events v1 ("Generic API") integration. */
    service_key: string;
    /**
     * Which incident the event belongs to. Without one, all such events share a single incident.
     * @default "Please specify an incident_key"
     */
    incident_key?: string | undefined;
    /**
     * What is wrong, in a line.
     * @default "No description provided"
     */
    description?: string | undefined;
    /**
     * Anything that helps: shown with the incident.
     * @default {}
     */
    details?: object | undefined;
    /** The name of the page or tool that sends the event. */
    client?: string | undefined;
    /** Its URL. */
    client_url?: string | undefined;
    /** Links and images shown with the incident. */
    contexts?: readonly (LinkContext | ImageContext)[] | undefined;
}
/** What an Events v2 event says of the problem. Source: PagerDuty V2 Events API. */
interface EventV2Payload {
    /**
     * What is wrong, in a line.
     * @default "No description provided"
     */
    summary?: string | undefined;
    /**
     * What is affected, such as a host name.
     * @default the page's host, "pdjs" where there is none
     */
    source?: string | undefined;
    /**
     * How bad it is.
     * @default "critical"
     */
    severity?: 'critical' | 'error' | 'warning' | 'info' | undefined;
    /** When it was noticed, ISO 8601. */
    timestamp?: string | undefined;
    /** The part of `source` that is responsible. */
    component?: string | undefined;
    /** What `component` belongs to. */
    group?: string | undefined;
    /** The kind of problem. */
    class?: string | undefined;
    /** Anything that helps: shown with the alert. */
    custom_details?: object | undefined;
}
/** How bad it is. */
type Severity = NonNullable<EventV2Payload['severity']>;
/** A link shown with an Events v2 alert or a change. */
interface Link {
    /** Where it leads. */
    href: string;
    /** What it reads, in place of the URL. */
    text?: string | undefined;
}
/** An image shown with an Events v2 alert or a change. */
interface Image {
    /** The image's URL; https. */
    src: string;
    /** Where it leads. */
    href?: string | undefined;
    /** What it shows, in words. */
    alt?: string | undefined;
}
/** The fields of an Events v2 event. Those of `payload` may stand beside it. Source: PagerDuty V2 Events API. */
interface EventV2Fields extends EventV2Payload {
    /** The integration key of an Events v2 integration. */
    routing_key: string;
    /**
     * Which alert the event belongs to; needed to acknowledge and to resolve.
     * @default a fresh UUID for each trigger
     */
    dedup_key?: string | undefined;
    /** What the event says of the problem, under PagerDuty's own name for it. */
    payload?: EventV2Payload | undefined;
    /** Links shown with the alert. */
    links?: readonly Link[] | undefined;
    /** Images shown with the alert. */
    images?: readonly Image[] | undefined;
    /** The name of the page or tool that sends the event. */
    client?: string | undefined;
    /** Its URL. */
    client_url?: string | undefined;
    /** Events v1's name for `summary`. */
    description?: string | undefined;
    /** Events v1's name for `dedup_key`. */
    incident_key?: string | undefined;
    /** Events v1's name for `custom_details`. */
    details?: object | undefined;
}
/** What a change event says. Source: PagerDuty V2 Events API. */
type ChangePayload = Pick<EventV2Payload, 'summary' | 'source' | 'timestamp' | 'custom_details'>;
/** The fields of a change event. Those of `payload` may stand beside it. Source: PagerDuty V2 Events API. */
interface ChangeFields extends ChangePayload {
    /** The integration key of an Events v2 integration. */
    routing_key: string;
    /** What the event says of the change, under PagerDuty's own name for it. */
    payload?: ChangePayload | undefined;
    /** Links shown with the change. */
    links?: readonly Link[] | undefined;
    /** Images shown with the change. */
    images?: readonly Image[] | undefined;
}
/** What PagerDuty answers to an Events v1 event. */
interface EventV1Result {
    /** `"success"`. */
    status: string;
    /** `"Event processed"`. */
    message: string;
    /** The key of the incident that the event went to. */
    incident_key: string;
}
/** What PagerDuty answers to an Events v2 event. */
interface EventV2Result {
    /** `"success"`. */
    status: string;
    /** `"Event processed"`. */
    message: string;
    /** The key of the alert that the event went to. */
    dedup_key: string;
}
/** What PagerDuty answers to a change event. */
interface ChangeResult {
    /** `"success"`. */
    status: string;
    /** `"Change event processed"`. */
    message: string;
}
/** For `event`, which the other event methods call with their own `event_type`. */
interface EventTypeField {
    /**
     * What the event does.
     * @default "trigger"
     */
    event_type?: 'trigger' | 'acknowledge' | 'resolve' | undefined;
}
/** What an event does to its incident. */
type EventType = NonNullable<EventTypeField['event_type']>;
/** Params that send an Events v1 event. */
type EventV1Params = EventV1Call & OnTopOrInData<EventV1Fields, 'service_key'>;
/** Params that send an Events v2 event. */
type EventV2Params = EventV2Call & OnTopOrInData<EventV2Fields, 'routing_key'>;
/** Params that send an event of either kind. */
type EventParams = EventV1Params | EventV2Params;
/** PagerDuty's answer to an event of either kind. */
type EventResult = EventV1Result | EventV2Result;
/** Params that acknowledge or resolve an Events v1 incident. They must name it. */
type IncidentParams = EventV1Params & OnTopOrInData<EventV1Fields, 'incident_key'>;
/** Params that acknowledge or resolve an Events v2 alert. They must name it. */
type AlertParams = EventV2Params & (OnTopOrInData<EventV2Fields, 'incident_key'> | OnTopOrInData<EventV2Fields, 'dedup_key'>);
/** Params that send a change event. */
type ChangeParams = ChangeCall & OnTopOrInData<ChangeFields, 'routing_key'>;
/** What a REST call names: `res`, such as `"incidents/PABC123/notes"`, or in its place a whole `url`. */
type Resource = {
    /** The path below the API's URL, with a slash in front or without. */
    res?: string | undefined;
    /** A whole URL, in place of `res`. */
    url: string;
} | {
    /** The path below the API's URL, with a slash in front or without. */
    res: string;
    /** A whole URL, in place of `res`. */
    url?: string | undefined;
};
/** PagerDuty's answer to a REST call, unless a type argument says more. Its fields depend on the path. */
type JSONObject = Record<string, any>;
/** What `api` takes. */
type ApiParams<Result> = Callbacks<Result> & CallOptions & Resource & {
    /**
     * The HTTP method, in any case.
     * @default "GET"
     */
    type?: string | undefined;
    /** For a GET the query (`include: ["a", "b"]` becomes `include[]=a&include[]=b`), otherwise the JSON body. */
    data?: object | undefined;
};
/** What `paginate` takes. */
type ListParams = CallOptions & Resource & {
    /** The query. `offset` is where to start; `limit`, 100 by default, is the size of a page. */
    data?: object | undefined;
    /**
     * Pages to ask for at a time. Above 1 the server is asked for the list's total first (`total: true`). PagerDuty advises serial
     * requests for one token.
     * @default 1
     */
    concurrency?: number | undefined;
};
/** What `api_all` takes. */
type ListAllParams<Item, Result> = ListParams & {
    /** Gets each page's items, in order. */
    incremental_success?: ((items: Item[]) => void) | undefined;
    /** Gets the last page's answer with all items under its list's name, and `res`, `offset: 0`, `limit` and `total`. */
    final_success?: ((body: Result) => void) | undefined;
    /** Gets what the promise rejects with. */
    error?: ((error: PDJSError) => void) | undefined;
};
/** A request as `sendRequest` gets it, in the words that PDJS 1.x has for it. */
interface PDJSRequest<Result = unknown> extends Callbacks<Result>, RequestOptions, EventDelivery {
    /** Where it goes. */
    url: string;
    /**
     * The HTTP method.
     * @default "GET"
     */
    type?: string | undefined;
    /** The caller's headers and, of a REST call, the token. */
    headers?: HeadersInit | undefined;
    /** The `Content-Type` header. */
    contentType?: string | undefined;
    /** `json` is the `Accept` header. */
    accepts?: {
        json?: string | undefined;
    } | undefined;
    /** The body: JSON, or an object to be written so. For a GET, an object that becomes the query. */
    data?: string | object | undefined;
    /** Aborts it. */
    signal?: AbortSignal | undefined;
    /** `"json"`: what PDJS 1.x told jQuery. */
    dataType?: string | undefined;
}
/** What makes an event of a request. A REST call has none of it. */
interface EventDelivery {
    /** Events with the same one are sent one after the other: that of the incident. */
    orderKey?: string | undefined;
    /** Events with the same one wait out a rate limit together: the integration key, which stands for the service. */
    rateLimitKey?: string | undefined;
    /** What an answer must name that comes from where the event was redirected to: the key of its incident. */
    echo?: string | undefined;
    /** Which row of the retry table holds; without one, the REST row of the method. */
    api?: 'events_v1' | 'events_v2' | undefined;
}

/**
 * The events of a page that wait for PagerDuty. Those of a tab that is gone are sent by another: a tab that gets the lock of another
 * knows that it is gone. Without Web Locks, whichever page opens the outbox sends what it finds.
 */
interface Outbox {
    /** Writes an event down and sends it until PagerDuty has accepted or finally refused it. */
    post(request: PDJSRequest): Promise<unknown>;
    /** Starts a round of attempts of all that waits; resolves, when that is over, to the number of events that still wait. */
    flush(): Promise<number>;
    /**
     * Starts no more rounds. What waits stays written down, for the next page or instance that opens the outbox; its calls end in an
     * error. What is triggered afterwards is sent, but not kept.
     */
    close(): void;
}

/**
 * PagerDuty from a web page: a drop-in for the class of PDJS 1.x.
 *
 * Every call takes callbacks and returns a promise. Nothing is thrown at the caller: what cannot be sent ends in `error` and a
 * rejection like any other failure. Every failure is a `PDJSError`.
 *
 * @example
 * const pdjs = new PDJSobj()
 * pdjs.trigger({
 *   service_key: 'YOUR_SERVICE_KEY_HERE',
 *   description: 'Checkout is down',
 *   incident_key: 'checkout',
 *   success: (answer) => console.log(answer),
 * })
 */
declare class PDJSobj {
    /** `"PDJSobj"`, whatever a minifier makes of the class. */
    static readonly name: string;
    /** The release: `PDJS-` and the package's version. */
    static readonly version: string;
    /** REST API token. */
    token: string | undefined;
    /** `"bearer"` for an OAuth token. */
    tokenType: string;
    /** Kept for pages that read it back. */
    subdomain: string | undefined;
    /** Seconds between two refreshes of a page that polls. */
    refresh: number;
    /** `refresh` in milliseconds, as the constructor found it. */
    refresh_in_ms: number;
    /** What URLs begin with. */
    protocol: string;
    /** PagerDuty's domain. */
    server: string;
    /** Whether to print what PDJS does. */
    logging: boolean;
    /** Kept for pages that read it back. */
    async: boolean;
    /** Kept for pages that read it back. */
    api_version: string | undefined;
    /** What `req` returns next. */
    req_count: number;
    /** Used in place of the global `fetch`. */
    fetch: Fetch | undefined;
    /** Milliseconds that one attempt may take; `false` for no limit. */
    timeout: number | false | undefined;
    /** How a failed attempt is repeated. */
    retry: RequestOptions['retry'];
    /** Base URL of the events API. */
    eventsUrl: string | undefined;
    /** Base URL of the REST API. */
    apiUrl: string | undefined;
    /** Where events wait until they are delivered, if they do. */
    readonly outbox: Outbox | undefined;
    /**
     * @param options all optional; each becomes a public field, and what a field holds when a call is made counts.
     * As in 1.1.0, an empty value stands for the default.
     * @example
     * const pdjs = new PDJSobj({ server: 'eu.pagerduty.com', outbox: true })
     */
    constructor(options?: PDJSOptions);
    /**
     * Reports a problem: opens an incident, or adds to the open one with the same key.
     *
     * With a `service_key` the event goes to Events v1, with a `routing_key` to Events v2.
     * @returns PagerDuty's answer: `{status: "success", message: "Event processed", incident_key}`
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.trigger({ service_key: 'KEY', description: 'Checkout is down', incident_key: 'checkout' })
     */
    trigger<const Params>(params: Inferred<Params> & Triggering<Params>): Promise<ResultOf<Params>>;
    /**
     * Says that somebody works on the problem: nobody else is paged for it.
     * @returns PagerDuty's answer, as for `trigger`
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.acknowledge({ service_key: 'KEY', incident_key: 'checkout' })
     */
    acknowledge<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
    /**
     * Says that the problem is over. A later trigger with the same key opens a new incident.
     * @returns PagerDuty's answer, as for `trigger`
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.resolve({ service_key: 'KEY', incident_key: 'checkout' })
     */
    resolve<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
    /**
     * Sends an event of the `event_type` that the params name; `trigger`, `acknowledge` and `resolve` come through here.
     * @returns PagerDuty's answer, as for `trigger`
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.event({ service_key: 'KEY', event_type: 'resolve', incident_key: 'checkout' })
     */
    event<const Params>(params: Inferred<Params> & Sending<Params>): Promise<ResultOf<Params>>;
    /**
     * Tells PagerDuty of a change, such as a deployment: it pages nobody and is shown with incidents of the same service.
     * @returns PagerDuty's answer: `{status: "success", message}`
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.change({ routing_key: 'KEY', summary: 'Deployed 1.4.2' })
     */
    change<const Params>(params: Inferred<Params> & Changing<Params>): Promise<ChangeResult>;
    /**
     * Sends what waits in the outbox at once, without waiting for the next round of attempts.
     * @returns how many events still wait after it; 0 without an outbox
     * @example
     * if ((await pdjs.flush()) === 0) console.log('PagerDuty has everything')
     */
    flush(): Promise<number>;
    /**
     * Calls the REST API.
     * @returns the answer's parsed body, `undefined` where it is empty
     * @throws never; rejects with a `PDJSError`
     * @example
     * const { user } = await pdjs.api({ res: 'users/me' })
     */
    api<Result = JSONObject>(params: ApiParams<Result>): Promise<Result>;
    /**
     * Fetches a list to its end, page after page, whichever way the list is paged.
     *
     * `incremental_success` gets each page's items, `final_success` the whole.
     * @returns the last page's answer with all items under its list's name, and `res`, `offset: 0`, `limit` and `total`
     * @throws never; rejects with a `PDJSError`, `list_too_long` where PagerDuty gives no more than the first 10,000
     * @example
     * const { users } = await pdjs.api_all({ res: 'users' })
     */
    api_all<Item = JSONObject, Result = JSONObject>(params: ListAllParams<Item, Result>): Promise<Result>;
    /**
     * A list's items one by one, to its end; one page is in memory at a time. Leaving the loop stops the requests; `signal` stops one
     * that is under way.
     * @throws PDJSError from the loop
     * @example
     * for await (const incident of pdjs.paginate({ res: 'incidents', data: { statuses: ['triggered'] } })) console.log(incident.id)
     */
    paginate<Item = JSONObject>(params: ListParams): AsyncGenerator<Item, void, undefined>;
    /**
     * Reads: `api` with the promise alone.
     * @param res what to read, such as `"incidents/PABC123"`
     * @param data the query
     * @returns the answer's parsed body
     * @throws never; rejects with a `PDJSError`
     * @example
     * const { incidents } = await pdjs.get('incidents', { limit: 20 })
     */
    get<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Creates.
     * @param res what to call
     * @param data the JSON body
     * @returns the answer's parsed body, `undefined` where it is empty
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.post('incidents/PABC123/notes', { note: { content: 'Looking' } }, { headers: { From: 'me@example.com' } })
     */
    post<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Replaces or changes.
     * @param res what to call
     * @param data the JSON body
     * @returns the answer's parsed body, `undefined` where it is empty
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.put('users/PABC123', { user: { name: 'Ada' } })
     */
    put<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Changes in part.
     * @param res what to call
     * @param data the JSON body
     * @returns the answer's parsed body, `undefined` where it is empty
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.patch('automation_actions/actions/PABC123', { action: { name: 'Restart' } })
     */
    patch<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Removes.
     * @param res what to call
     * @param data the JSON body, which few need
     * @returns the answer's parsed body, `undefined` where it is empty
     * @throws never; rejects with a `PDJSError`
     * @example
     * await pdjs.delete('users/PABC123/contact_methods/PDEF456')
     */
    delete<Result = unknown>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Every request goes through here, so this is the place to override in order to see or change them all. An override calls
     * `super.sendRequest(request)`, or itself calls `request.success` or `request.error`, or returns a promise of the answer's body
     * (for an empty one it calls `success`); what comes first counts.
     * @returns the answer's parsed body, `undefined` where it is empty
     * @throws never; rejects with a `PDJSError`
     * @example
     * class Traced extends PDJSobj {
     *   sendRequest(request) {
     *     console.log(request.type, request.url)
     *     return super.sendRequest(request)
     *   }
     * }
     */
    sendRequest(request?: PDJSRequest): Promise<unknown>;
    /**
     * Prints to the console where `logging` is on.
     * @example
     * pdjs.logg('Polling again')
     */
    logg(message: unknown): void;
    /**
     * Counts up: returns `req_count` as it was before. Every REST call does.
     * @example
     * const number = pdjs.req()
     */
    req(): number;
    /**
     * Called with the answer of a call that brings no `success`. Override it to handle them all in one place.
     * @example
     * pdjs.no_success_function = (body) => console.log(body)
     */
    no_success_function(body: unknown, params: {
        res?: string;
    }): void;
    /**
     * Called with the failure of a call that brings no `error` and whose promise nobody listens to; prints it. Override it to hear of
     * them all.
     * @example
     * pdjs.error_function = (error) => alert(error.message)
     */
    error_function(error: PDJSError, _params: object): void;
}

declare class exported extends PDJSobj {}
declare namespace exported {
    export { PDJSobj, PDJSError };
    export type { AlertParams, ApiParams, Call, CallOptions, Callbacks, ChangeFields, ChangeParams, ChangePayload, ChangeResult, EventDelivery, EventParams, EventResult, EventType, EventTypeField, EventV1Fields, EventV1Params, EventV1Result, EventV2Fields, EventV2Params, EventV2Payload, EventV2Result, FailedRequest, Fetch, Image, ImageContext, IncidentParams, JSONObject, Link, LinkContext, ListAllParams, ListParams, OutboxOptions, PDJSErrorCode, PDJSOptions, PDJSRequest, RequestOptions, Resource, RetryOptions, Severity };
}
export = exported;
export as namespace PDJSobj;
