/** Why a call failed. */
type PDJSErrorCode = 
/** The params or options are invalid, and nothing was sent. The message says what to change. */
'invalid_params'
/** No answer: offline, DNS, TLS, CORS, a dropped connection. */
 | 'network'
/** No complete answer within `timeout`. */
 | 'timeout'
/** The call's `signal` was aborted, or the outbox was closed. */
 | 'aborted'
/** PagerDuty rejected the request: see `status`, `errors` and `responseJSON`. */
 | 'http'
/**
 * The status is 2xx, but the body is not JSON (a proxy's login page, say) or has no list; or a redirect turned the event into a GET.
 */
 | 'invalid_response'
/** The event waited in the outbox longer than `maxAge`. */
 | 'expired'
/** The list is longer than the 10,000 items that PagerDuty returns by offset. */
 | 'list_too_long'
/** Code of the page threw, such as an overridden `sendRequest`: see `cause`. */
 | 'exception';
/** An HTTP answer with its whole body. */
interface Answer {
    status: number;
    statusText: string;
    /** The body as text. */
    text: string;
    /** The parsed body; `undefined` if it is empty or not JSON. */
    json: unknown;
}
/** A failed call's request, without its body, headers and query: so without keys and tokens. */
interface FailedRequest {
    /** The HTTP method. */
    method: string;
    /** The URL without its query. */
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
 * The error of every failed call. The promise rejects with it, and the `error` callback gets the same object.
 * Its fields are those of both PDJS generations: `status`, `responseText` and `responseJSON` from jQuery; `error`, `message` and
 * `errors` from PagerDuty's answer.
 *
 * @example
 * pdjs.trigger(event).catch((error) => {
 *   if (error instanceof PDJSError && error.code === 'http') console.log(error.status, error.errors)
 * })
 */
declare class PDJSError extends Error {
    /** `"PDJSError"`. */
    readonly name = "PDJSError";
    /** PagerDuty's message, or ours if it sent none. */
    readonly message: string;
    /** Why the call failed. */
    readonly code: PDJSErrorCode;
    /** The HTTP status of the last attempt; 0 without an answer. */
    readonly status: number;
    /** The HTTP status text; empty over HTTP/2 and without an answer. */
    readonly statusText: string;
    /** The answer's body as text; empty without an answer. */
    readonly responseText: string;
    /** The answer's parsed body; `undefined` if it is not JSON. */
    readonly responseJSON: unknown;
    /** The `error` of a REST answer: `{message, code, errors}`. Without a JSON answer, our message in the same shape. */
    readonly error: {
        message?: string;
        code?: number;
        errors?: string[];
    } | undefined;
    /** The `errors` of an events answer: what PagerDuty found wrong. Without a JSON answer, our message alone. */
    readonly errors: string[] | undefined;
    /** The number of requests made; 0 if the params were invalid. */
    readonly attempts: number;
    /** Milliseconds that the last answer asked to wait, in `Retry-After` or `ratelimit-reset`; 0 if it did not. */
    readonly retryAfter: number;
    /** The request; `undefined` if the params were invalid. */
    readonly request: FailedRequest | undefined;
    constructor({ code, message, answer, request, attempts, retryAfter, cause }: Failure);
}

declare const taken: unique symbol;
/** What a compiler says of a field that only Events v2 has: it needs a `routing_key`. */
interface NeedsRoutingKey {
    [taken]: never;
}
/** What a compiler says of a field that only Events v1 has: it needs a `service_key`. */
interface NeedsServiceKey {
    [taken]: never;
}
type Foreign<Field, Name extends PropertyKey> = Partial<Record<Name, Field | undefined>>;
/** An event's fields, at the top level and in `data`. */
interface EventCall<Fields, Result> extends Call<Result> {
    /** Any of the fields. These win over those at the top level. */
    data?: Partial<Fields> | undefined;
}
interface EventV1Call extends EventCall<EventV1Fields, EventV1Result>, Partial<EventV1Fields>, Foreign<NeedsRoutingKey, Exclude<keyof EventV2Fields, keyof EventV1Fields>> {
}
interface EventV2Call extends EventCall<EventV2Fields, EventV2Result>, Partial<EventV2Fields>, Foreign<NeedsServiceKey, Exclude<keyof EventV1Fields, keyof EventV2Fields>> {
}
interface ChangeCall extends EventCall<ChangeFields, ChangeResult>, Partial<ChangeFields> {
}
interface EventTypeCall extends EventTypeField {
    data?: EventTypeField | undefined;
}
type Needed<Fields, Key extends keyof Fields> = {
    [Name in Key]-?: NonNullable<Fields[Name]>;
};
/** Fields that must be at the top level or in `data`. */
type OnTopOrInData<Fields, Key extends keyof Fields> = {
    data: Needed<Fields, Key>;
} | Needed<Fields, Key>;
/**
 * Infers the type of a call's params, and checks nothing: `infer` defers the choice until they are known. Callbacks need their types
 * earlier, so the fields are also inferred one by one.
 */
type Inferred<Params> = [Params] extends [infer _] ? unknown : Params & {
    [Name in keyof Params]: Params[Name];
};
type FieldInData<Params, Name> = Params extends {
    data: infer Data;
} ? Name extends keyof Data ? Data[Name] : undefined : undefined;
type FieldOnTop<Params, Name> = Name extends keyof Params ? Params[Name] : undefined;
type Field<Params, Name> = undefined extends FieldInData<Params, Name> ? FieldOnTop<Params, Name> : FieldInData<Params, Name>;
/** Fields that must be at the top level because `data` lacks them. */
type NeededOnTop<Params, Fields, Key extends keyof Fields> = undefined extends FieldInData<Params, Key> ? Needed<Fields, Key> : unknown;
type ByKey<Params, V1, V2> = [Field<Params, 'routing_key'>] extends [NeedsRoutingKey | undefined] ? V1 : V2;
/** Params of `trigger`: an event with a `service_key` or a `routing_key`. */
type Triggering<Params> = Params extends unknown ? ByKey<Params, EventV1Call & NeededOnTop<Params, EventV1Fields, 'service_key'>, EventV2Call & NeededOnTop<Params, EventV2Fields, 'routing_key'>> : never;
/** Params of `acknowledge` and `resolve`: an event with the key of its incident or alert. */
type Naming<Params> = Params extends unknown ? Triggering<Params> & ByKey<Params, NeededOnTop<Params, EventV1Fields, 'incident_key'>, NeededOnTop<Params, EventV2Fields, undefined extends Field<Params, 'incident_key'> ? 'dedup_key' : 'incident_key'>> : never;
/** Params of `event`: an event with the key of its incident or alert, unless it triggers. */
type Sending<Params> = Params extends unknown ? EventTypeCall & (Field<Params, 'event_type'> extends 'acknowledge' | 'resolve' ? Naming<Params> : Triggering<Params>) : never;
/** Params of `change`. */
type Changing<Params> = Params extends unknown ? ChangeCall & NeededOnTop<Params, ChangeFields, 'routing_key'> : never;
/** PagerDuty's answer to a call's event. */
type ResultOf<Params> = Params extends unknown ? ByKey<Params, EventV1Result, EventV2Result> : never;

/** A replacement for the global `fetch`. It gets a `Request` with its body and signal. */
type Fetch = (request: Request) => Response | Promise<Response>;
/** How requests are made: for all calls of an instance, or for one call. */
interface RequestOptions {
    /**
     * Milliseconds for one attempt, including the answer's body; `false` for no limit. REST calls get as long as a browser would wait,
     * because they may queue for a connection.
     * @default 10000 for events, 300000 for REST calls
     */
    timeout?: number | false | undefined;
    /**
     * How to retry: a number of retries (`0` for none), or options. A call's options override the instance's.
     * @default 10 for events, 5 for REST calls
     */
    retry?: RetryOptions | number | undefined;
}
/** How to retry. Which failures are retried depends on the API: see "Retries" in docs/delivery.md. */
interface RetryOptions {
    /**
     * Retries after the first attempt.
     * @default 10 for events, 5 for REST calls
     */
    limit?: number | undefined;
    /**
     * The longest wait in milliseconds, unless `Retry-After` asks for more.
     * @default 30000
     */
    backoffLimit?: number | undefined;
    /**
     * The longest wait in milliseconds that `Retry-After` and `ratelimit-reset` can ask for.
     * @default 60000
     */
    maxRetryAfter?: number | undefined;
    /**
     * Returns milliseconds to wait before a retry. The first retry is number 1.
     * @default 300, 600, 1200, … doubled each time
     */
    delay?: ((attemptCount: number) => number) | undefined;
    /**
     * `true` waits a random part of the delay, so that pages that failed together do not retry together. A function takes the delay and
     * returns the wait.
     * @default true
     */
    jitter?: boolean | ((delay: number) => number) | undefined;
    /**
     * HTTP statuses to retry, in place of those that PagerDuty's rules name.
     * @default 429 and, unless a POST or PATCH of the REST API, any 5xx; 403 for Events v1
     */
    statusCodes?: number[] | undefined;
    /**
     * HTTP statuses whose `Retry-After` is obeyed.
     * @default any from 400
     */
    afterStatusCodes?: number[] | undefined;
    /**
     * HTTP methods to retry, in lower case.
     * @default the call's own
     */
    methods?: string[] | undefined;
    /**
     * Whether to retry after a timeout.
     * @default true, unless a POST or PATCH of the REST API
     */
    retryOnTimeout?: boolean | undefined;
    /**
     * Decides within `limit`: `true` retries, `false` does not, `undefined` follows the other rules. `retryCount` is 1 for the first
     * retry; `error` is ky's.
     */
    shouldRetry?: ((state: {
        error: Error;
        retryCount: number;
    }) => boolean | undefined | Promise<boolean | undefined>) | undefined;
}
/** How the browser keeps events until they are delivered. */
interface OutboxOptions {
    /**
     * Milliseconds until an undelivered event expires.
     * @default 86400000, a day
     */
    maxAge?: number | undefined;
    /**
     * Pages of one origin with the same name share an outbox.
     * @default "default"
     */
    name?: string | undefined;
}
/** Options of `new PDJSobj(options)`. Each becomes a public field; all but `outbox` are read on every call. */
interface PDJSOptions extends RequestOptions {
    /**
     * A REST API token. Events need none.
     *
     * In PagerDuty: Integrations → API Access Keys → Create New API Key. For a token of your own: My Profile → User Settings → Create API
     * User Token.
     */
    token?: string | undefined;
    /**
     * `"bearer"`, in any case, for an OAuth token.
     * @default "token"
     */
    tokenType?: string | undefined;
    /** Kept for pages that read it back. */
    subdomain?: string | undefined;
    /**
     * Seconds between refreshes of a page that polls. PDJS itself does not poll.
     * @default 60
     */
    refresh?: number | undefined;
    /**
     * The URLs' protocol: `"http"` for a server of your own without TLS.
     * @default "https"
     */
    protocol?: string | undefined;
    /**
     * PagerDuty's domain: `"eu.pagerduty.com"` for the EU region.
     * @default "pagerduty.com"
     */
    server?: string | undefined;
    /**
     * Log calls and answers to the console, without keys and tokens.
     * @default false
     */
    logging?: boolean | undefined;
    /**
     * Kept for pages that read it back. Every request is asynchronous.
     * @default true
     */
    async?: boolean | undefined;
    /** Kept for pages that read it back. */
    api_version?: string | undefined;
    /**
     * A replacement for the global `fetch`.
     * @default the global one
     */
    fetch?: Fetch | undefined;
    /**
     * Base URL of the events API, such as a relay that holds your key. No query.
     * @default PROTOCOL://events.SERVER
     */
    eventsUrl?: string | undefined;
    /**
     * Keep events in the browser until PagerDuty accepts or rejects them: `true`, or options.
     * @default false
     */
    outbox?: boolean | OutboxOptions | undefined;
    /**
     * Base URL of the REST API. No query.
     * @default PROTOCOL://api.SERVER
     */
    apiUrl?: string | undefined;
}
/** The callbacks of a call. Exactly one is called, exactly once, after the call has returned. */
interface Callbacks<Result> {
    /** Called with the parsed answer. */
    success?: ((body: Result) => void) | undefined;
    /** Called with the `PDJSError` that the promise rejects with. */
    error?: ((error: PDJSError) => void) | undefined;
}
/** Options of a single call. */
interface CallOptions extends RequestOptions {
    /** Request headers, such as `From`, which many REST writes require. `Authorization` replaces the token. */
    headers?: HeadersInit | undefined;
    /** Aborts the call, even between attempts. */
    signal?: AbortSignal | undefined;
}
/** What every event method takes, besides the event's fields. */
interface Call<Result> extends Callbacks<Result>, CallOptions {
    /** A URL to send to, in place of PagerDuty's. */
    url?: string | undefined;
}
/** A link shown with an Events v1 incident. */
interface LinkContext {
    /** The kind of context. */
    type: 'link';
    /** The link's URL. */
    href: string;
    /** The link's text. Without one, the URL is shown. */
    text?: string | undefined;
}
/** An image shown with an Events v1 incident. */
interface ImageContext {
    /** The kind of context. */
    type: 'image';
    /** The image's URL, https only. */
    src: string;
    /** A URL that the image links to. */
    href?: string | undefined;
    /** Alternative text. */
    alt?: string | undefined;
}
/** The fields of an Events v1 event. Source: PagerDuty V1 Events API. */
interface EventV1Fields {
    /**
     * Your service's integration key for Events API V1.
     *
     * In PagerDuty: Services → your service → Integrations → Add integration → "Events API V1" → Integration Key.
     */
    service_key: string;
    /**
     * Identifies the incident: events with the same key join it. All events without a key share one incident.
     * @default "Please specify an incident_key"
     */
    incident_key?: string | undefined;
    /**
     * What is wrong, in one line.
     * @default "No description provided"
     */
    description?: string | undefined;
    /**
     * Any details that help, shown with the incident.
     * @default {}
     */
    details?: object | undefined;
    /** The name of the page or tool that sends the event, shown with the incident. */
    client?: string | undefined;
    /** The URL of that page or tool. */
    client_url?: string | undefined;
    /** Links and images shown with the incident. */
    contexts?: readonly (LinkContext | ImageContext)[] | undefined;
}
/** What an Events v2 event says about the problem. Source: PagerDuty V2 Events API. */
interface EventV2Payload {
    /**
     * What is wrong, in one line.
     * @default "No description provided"
     */
    summary?: string | undefined;
    /**
     * What is affected, such as a host name.
     * @default the page's host, or "pdjs" without one
     */
    source?: string | undefined;
    /**
     * How bad it is.
     * @default "critical"
     */
    severity?: 'critical' | 'error' | 'warning' | 'info' | undefined;
    /** When it was noticed, in ISO 8601. */
    timestamp?: string | undefined;
    /** The part of `source` at fault. */
    component?: string | undefined;
    /** The group that `component` belongs to. */
    group?: string | undefined;
    /** The kind of problem. */
    class?: string | undefined;
    /** Any details that help, shown with the alert. */
    custom_details?: object | undefined;
}
/** How bad it is. */
type Severity = NonNullable<EventV2Payload['severity']>;
/** A link shown with an Events v2 alert or a change. */
interface Link {
    /** The link's URL. */
    href: string;
    /** The link's text. Without one, the URL is shown. */
    text?: string | undefined;
}
/** An image shown with an Events v2 alert or a change. */
interface Image {
    /** The image's URL, https only. */
    src: string;
    /** A URL that the image links to. */
    href?: string | undefined;
    /** Alternative text. */
    alt?: string | undefined;
}
/** The fields of an Events v2 event. The fields of `payload` may also stand beside it. Source: PagerDuty V2 Events API. */
interface EventV2Fields extends EventV2Payload {
    /**
     * Your service's integration key for Events API V2.
     *
     * In PagerDuty: Services → your service → Integrations → Add integration → "Events API V2" → Integration Key.
     */
    routing_key: string;
    /**
     * Identifies the alert: events with the same key join it. Required to acknowledge or resolve.
     * @default a new UUID for each trigger
     */
    dedup_key?: string | undefined;
    /** What the event says about the problem, as PagerDuty's API nests it. */
    payload?: EventV2Payload | undefined;
    /** Links shown with the alert. */
    links?: readonly Link[] | undefined;
    /** Images shown with the alert. */
    images?: readonly Image[] | undefined;
    /** The name of the page or tool that sends the event, shown with the incident. */
    client?: string | undefined;
    /** The URL of that page or tool. */
    client_url?: string | undefined;
    /** The Events v1 name for `summary`. */
    description?: string | undefined;
    /** The Events v1 name for `dedup_key`. */
    incident_key?: string | undefined;
    /** The Events v1 name for `custom_details`. */
    details?: object | undefined;
}
/** What a change event says about the change. Source: PagerDuty V2 Events API. */
interface ChangePayload {
    /**
     * What changed, in one line.
     * @default "No description provided"
     */
    summary?: string | undefined;
    /**
     * Where it changed, such as a host name.
     * @default the page's host, or "pdjs" without one
     */
    source?: string | undefined;
    /** When it changed, in ISO 8601. */
    timestamp?: string | undefined;
    /** Any details that help, shown with the change. */
    custom_details?: object | undefined;
}
/** The fields of a change event. The fields of `payload` may also stand beside it. Source: PagerDuty V2 Events API. */
interface ChangeFields extends ChangePayload {
    /**
     * Your service's integration key for Events API V2.
     *
     * In PagerDuty: Services → your service → Integrations → Add integration → "Events API V2" → Integration Key.
     */
    routing_key: string;
    /** What the event says about the change, as PagerDuty's API nests it. */
    payload?: ChangePayload | undefined;
    /** Links shown with the change. */
    links?: readonly Link[] | undefined;
    /** Images shown with the change. */
    images?: readonly Image[] | undefined;
}
/** PagerDuty's answer to an Events v1 event. */
interface EventV1Result {
    /** `"success"`. */
    status: string;
    /** `"Event processed"`. */
    message: string;
    /** The incident's key. */
    incident_key: string;
}
/** PagerDuty's answer to an Events v2 event. */
interface EventV2Result {
    /** `"success"`. */
    status: string;
    /** `"Event processed"`. */
    message: string;
    /** The alert's key. */
    dedup_key: string;
}
/** PagerDuty's answer to a change event. */
interface ChangeResult {
    /** `"success"`. */
    status: string;
    /** `"Change event processed"`. */
    message: string;
}
/** A field of `event` alone: `trigger`, `acknowledge` and `resolve` set it themselves. */
interface EventTypeField {
    /**
     * What the event does.
     * @default "trigger"
     */
    event_type?: 'trigger' | 'acknowledge' | 'resolve' | undefined;
}
/** What an event does. */
type EventType = NonNullable<EventTypeField['event_type']>;
/** The params of an Events v1 event. */
type EventV1Params = EventV1Call & OnTopOrInData<EventV1Fields, 'service_key'>;
/** The params of an Events v2 event. */
type EventV2Params = EventV2Call & OnTopOrInData<EventV2Fields, 'routing_key'>;
/** The params of either kind of event. */
type EventParams = EventV1Params | EventV2Params;
/** PagerDuty's answer to either kind of event. */
type EventResult = EventV1Result | EventV2Result;
/** The params to acknowledge or resolve an Events v1 incident: its key is required. */
type IncidentParams = EventV1Params & OnTopOrInData<EventV1Fields, 'incident_key'>;
/** The params to acknowledge or resolve an Events v2 alert: its key is required. */
type AlertParams = EventV2Params & (OnTopOrInData<EventV2Fields, 'incident_key'> | OnTopOrInData<EventV2Fields, 'dedup_key'>);
/** The params of a change event. */
type ChangeParams = ChangeCall & OnTopOrInData<ChangeFields, 'routing_key'>;
/** The resource of a REST call: a path (`res`) or a whole `url`. */
type Resource = {
    /** The resource's path, such as `"incidents/PABC123/notes"`. A leading slash is optional. */
    res?: string | undefined;
    /** A whole URL, in place of `res`. */
    url: string;
} | {
    /** The resource's path, such as `"incidents/PABC123/notes"`. A leading slash is optional. */
    res: string;
    /** A whole URL, in place of `res`. */
    url?: string | undefined;
};
/** A REST answer or item without a type of its own. Its fields depend on the resource. */
type JSONObject = Record<string, any>;
/** The params of `api`. */
type ApiParams<Result> = Callbacks<Result> & CallOptions & Resource & {
    /**
     * The HTTP method, in any case.
     * @default "GET"
     */
    type?: string | undefined;
    /** The query of a GET (`include: ["a", "b"]` becomes `include[]=a&include[]=b`), or else the JSON body. */
    data?: object | undefined;
};
/** The params of `paginate`. */
type ListParams = CallOptions & Resource & {
    /** The query. `offset` is where to start, `limit` is the page size (100 by default). */
    data?: object | undefined;
    /**
     * Pages to request at a time. PagerDuty recommends one request at a time per token. Above 1, PDJS asks for the list's total
     * (`total: true`).
     * @default 1
     */
    concurrency?: number | undefined;
};
/** The params of `api_all`. */
type ListAllParams<Item, Result> = ListParams & {
    /** Called with each page's items, in order. */
    incremental_success?: ((items: Item[]) => void) | undefined;
    /** Called with the last page's answer, its list now holding all items, plus `res`, `offset: 0`, `limit` and `total`. */
    final_success?: ((body: Result) => void) | undefined;
    /** Called with the `PDJSError` that the promise rejects with. */
    error?: ((error: PDJSError) => void) | undefined;
};
/** A request as `sendRequest` gets it, in the terms of PDJS 1.x. */
interface PDJSRequest<Result = unknown> extends Callbacks<Result>, RequestOptions, EventDelivery {
    /** The URL. */
    url: string;
    /**
     * The HTTP method.
     * @default "GET"
     */
    type?: string | undefined;
    /** The caller's headers, and the token of a REST call. */
    headers?: HeadersInit | undefined;
    /** The `Content-Type` header. */
    contentType?: string | undefined;
    /** `json` holds the `Accept` header. */
    accepts?: {
        json?: string | undefined;
    } | undefined;
    /** The body, as JSON or an object. For a GET, an object that becomes the query. */
    data?: string | object | undefined;
    /** Aborts the request. */
    signal?: AbortSignal | undefined;
    /** Always `"json"`, as in PDJS 1.x. */
    dataType?: string | undefined;
}
/** How to deliver a request that is an event. */
interface EventDelivery {
    /** Identifies the incident. Events with the same one are sent one after another. */
    orderKey?: string | undefined;
    /** The integration key. Events with the same one wait out a rate limit together. */
    rateLimitKey?: string | undefined;
    /** The incident's key. If the event was redirected, its answer must contain it. */
    echo?: string | undefined;
    /** Which retry rules apply. Without it, those of the REST API. */
    api?: 'events_v1' | 'events_v2' | undefined;
}

/**
 * A page's undelivered events. When a tab dies, another takes its lock and sends its events. Without Web Locks, the next page that opens
 * the outbox sends them.
 */
interface Outbox {
    /** Stores an event and sends it until PagerDuty accepts or rejects it. */
    post(request: PDJSRequest): Promise<unknown>;
    /** Sends all waiting events now. Resolves after that round to the number of events that still wait. */
    flush(): Promise<number>;
    /**
     * Stops the outbox. Waiting events stay stored for the next page or instance that opens it, and their calls end in an error. Later
     * events are sent, but not kept.
     */
    close(): void;
}

/**
 * PagerDuty from a web page: a drop-in replacement for PDJS 1.x.
 *
 * Every call takes callbacks and returns a promise. No call throws: invalid params are reported like any other failure, to `error` and
 * by the promise. Every failure is a `PDJSError`.
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
    /** `"PDJSobj"`, even when minified. */
    static readonly name: string;
    /** `PDJS-` and the package's version. */
    static readonly version: string;
    /** A REST API token. */
    token: string | undefined;
    /** `"bearer"` for an OAuth token. */
    tokenType: string;
    /** Kept for pages that read it back. */
    subdomain: string | undefined;
    /** Seconds between refreshes of a page that polls. */
    refresh: number;
    /** `refresh` in milliseconds, as given to the constructor. */
    refresh_in_ms: number;
    /** The URLs' protocol. */
    protocol: string;
    /** PagerDuty's domain. */
    server: string;
    /** Whether to log calls and answers to the console. */
    logging: boolean;
    /** Kept for pages that read it back. */
    async: boolean;
    /** Kept for pages that read it back. */
    api_version: string | undefined;
    /** The number that `req` returns next. */
    req_count: number;
    /** A replacement for the global `fetch`. */
    fetch: Fetch | undefined;
    /** Milliseconds for one attempt; `false` for no limit. */
    timeout: number | false | undefined;
    /** How to retry. */
    retry: RequestOptions['retry'];
    /** Base URL of the events API. */
    eventsUrl: string | undefined;
    /** Base URL of the REST API. */
    apiUrl: string | undefined;
    /** Keeps events until they are delivered, if the option `outbox` asks for it. */
    readonly outbox: Outbox | undefined;
    /**
     * @param options all optional. Each becomes a public field, and fields are read on every call. As in 1.1.0, an empty value means the
     * default.
     * @example
     * const pdjs = new PDJSobj({ server: 'eu.pagerduty.com', outbox: true })
     */
    constructor(options?: PDJSOptions);
    /**
     * Reports a problem: opens an incident, or joins the open one with the same key.
     *
     * A `service_key` sends it to Events v1, a `routing_key` to Events v2.
     * @returns PagerDuty's answer: `{status: "success", message: "Event processed", incident_key}`
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.trigger({ service_key: 'KEY', description: 'Checkout is down', incident_key: 'checkout' })
     */
    trigger<const Params>(params: Inferred<Params> & Triggering<Params>): Promise<ResultOf<Params>>;
    /**
     * Says that somebody is working on the problem. PagerDuty stops paging others.
     * @returns PagerDuty's answer, as for `trigger`
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.acknowledge({ service_key: 'KEY', incident_key: 'checkout' })
     */
    acknowledge<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
    /**
     * Says that the problem is over. The next trigger with the same key opens a new incident.
     * @returns PagerDuty's answer, as for `trigger`
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.resolve({ service_key: 'KEY', incident_key: 'checkout' })
     */
    resolve<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
    /**
     * Sends an event of the given `event_type`. `trigger`, `acknowledge` and `resolve` call it.
     * @returns PagerDuty's answer, as for `trigger`
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.event({ service_key: 'KEY', event_type: 'resolve', incident_key: 'checkout' })
     */
    event<const Params>(params: Inferred<Params> & Sending<Params>): Promise<ResultOf<Params>>;
    /**
     * Reports a change, such as a deployment. It pages nobody; PagerDuty shows it with the service's incidents.
     * @returns PagerDuty's answer: `{status: "success", message}`
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.change({ routing_key: 'KEY', summary: 'Deployed 1.4.2' })
     */
    change<const Params>(params: Inferred<Params> & Changing<Params>): Promise<ChangeResult>;
    /**
     * Sends the outbox's events now instead of in its next round.
     * @returns how many events still wait; 0 without an outbox
     * @example
     * if ((await pdjs.flush()) === 0) console.log('All events are delivered')
     */
    flush(): Promise<number>;
    /**
     * Calls the REST API.
     * @returns the answer's parsed body, `undefined` if it is empty
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * const { user } = await pdjs.api({ res: 'users/me' })
     * @example
     * const { user } = await pdjs.api<{ user: User }>({ res: 'users/me' }) // with a type of your own
     */
    api<Result = JSONObject>(params: ApiParams<Result>): Promise<Result>;
    /**
     * Fetches a whole list, page by page, by offset or cursor.
     *
     * `incremental_success` gets each page's items, `final_success` the whole list.
     * @returns the last page's answer, its list now holding all items, plus `res`, `offset: 0`, `limit` and `total`
     * @throws never; the promise rejects with a `PDJSError`, `list_too_long` beyond the 10,000 items that PagerDuty returns
     * @example
     * const { users } = await pdjs.api_all({ res: 'users' })
     */
    api_all<Item = JSONObject, Result = JSONObject>(params: ListAllParams<Item, Result>): Promise<Result>;
    /**
     * Iterates over a list, with one page in memory at a time. Leaving the loop stops the requests; `signal` aborts them.
     * @throws PDJSError from the loop
     * @example
     * for await (const incident of pdjs.paginate({ res: 'incidents', data: { statuses: ['triggered'] } })) console.log(incident.id)
     * @example
     * for await (const user of pdjs.paginate<User>({ res: 'users' })) console.log(user.email) // with a type of your own
     */
    paginate<Item = JSONObject>(params: ListParams): AsyncGenerator<Item, void, undefined>;
    /**
     * Reads a resource.
     * @param res its path, such as `"incidents/PABC123"`
     * @param data the query
     * @returns the answer's parsed body
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * const { incidents } = await pdjs.get('incidents', { limit: 20 })
     * @example
     * interface User { name: string; email: string }
     * const { users } = await pdjs.get<{ users: User[] }>('users') // with a type of your own
     */
    get<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Creates a resource.
     * @param res its path
     * @param data the JSON body
     * @returns the answer's parsed body, `undefined` if it is empty
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.post('incidents/PABC123/notes', { note: { content: 'Looking' } }, { headers: { From: 'me@example.com' } })
     */
    post<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Updates a resource.
     * @param res its path
     * @param data the JSON body
     * @returns the answer's parsed body, `undefined` if it is empty
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.put('users/PABC123', { user: { name: 'Ada' } })
     */
    put<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Updates part of a resource.
     * @param res its path
     * @param data the JSON body
     * @returns the answer's parsed body, `undefined` if it is empty
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.patch('automation_actions/actions/PABC123', { action: { name: 'Restart' } })
     */
    patch<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Deletes a resource. PagerDuty answers most deletions with an empty body.
     * @param res its path
     * @param data the JSON body, which few deletions need
     * @returns the answer's parsed body, `undefined` if it is empty
     * @throws never; the promise rejects with a `PDJSError`
     * @example
     * await pdjs.delete('users/PABC123/contact_methods/PDEF456')
     */
    delete<Result = unknown>(res: string, data?: object, options?: CallOptions): Promise<Result>;
    /**
     * Sends a request. Every request goes through here: override it to see or change them all. An override calls
     * `super.sendRequest(request)`, calls `request.success` or `request.error` itself, or returns a promise of the answer's body. The
     * first result counts. If the body is empty, call `success`.
     * @returns the answer's parsed body, `undefined` if it is empty
     * @throws never; the promise rejects with a `PDJSError`
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
     * Logs to the console if `logging` is on.
     * @example
     * pdjs.logg('Polling again')
     */
    logg(message: unknown): void;
    /**
     * Counts REST calls: returns `req_count` and increments it.
     * @example
     * const number = pdjs.req()
     */
    req(): number;
    /**
     * Called with the answer to any call without a `success` callback. Override it to handle them all in one place.
     * @example
     * pdjs.no_success_function = (body) => console.log(body)
     */
    no_success_function(body: unknown, params: {
        res?: string;
    }): void;
    /**
     * Called with any error that nothing else handles: the call has no `error` callback, and its promise no listener. Prints it. Override
     * it to handle them all in one place.
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
