import type { PDJSError } from './errors.js';
import type { ChangeCall, EventV1Call, EventV2Call, OnTopOrInData } from './event-types.js';

/** A replacement for the global `fetch`. It gets a `Request` with its body and signal. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** How requests are made: for all calls of an instance, or for one call. */
export interface RequestOptions {
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
export interface RetryOptions {
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
  shouldRetry?: ((state: { error: Error; retryCount: number }) => boolean | undefined | Promise<boolean | undefined>) | undefined;
}

/** How the browser keeps events until they are delivered. */
export interface OutboxOptions {
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
export interface PDJSOptions extends RequestOptions {
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
export interface Callbacks<Result> {
  /** Called with the parsed answer. */
  success?: ((body: Result) => void) | undefined;
  /** Called with the `PDJSError` that the promise rejects with. */
  error?: ((error: PDJSError) => void) | undefined;
}

/** Options of a single call. */
export interface CallOptions extends RequestOptions {
  /** Request headers, such as `From`, which many REST writes require. `Authorization` replaces the token. */
  headers?: HeadersInit | undefined;
  /** Aborts the call, even between attempts. */
  signal?: AbortSignal | undefined;
}

/** What every event method takes, besides the event's fields. */
export interface Call<Result> extends Callbacks<Result>, CallOptions {
  /** A URL to send to, in place of PagerDuty's. */
  url?: string | undefined;
}

/** A link shown with an Events v1 incident. */
export interface LinkContext {
  /** The kind of context. */
  type: 'link';
  /** The link's URL. */
  href: string;
  /** The link's text. Without one, the URL is shown. */
  text?: string | undefined;
}

/** An image shown with an Events v1 incident. */
export interface ImageContext {
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
export interface EventV1Fields {
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
export interface EventV2Payload {
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
  // The severities are written out, so that a compiler's error lists them.
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
export type Severity = NonNullable<EventV2Payload['severity']>;

/** A link shown with an Events v2 alert or a change. */
export interface Link {
  /** The link's URL. */
  href: string;
  /** The link's text. Without one, the URL is shown. */
  text?: string | undefined;
}

/** An image shown with an Events v2 alert or a change. */
export interface Image {
  /** The image's URL, https only. */
  src: string;
  /** A URL that the image links to. */
  href?: string | undefined;
  /** Alternative text. */
  alt?: string | undefined;
}

/** The fields of an Events v2 event. The fields of `payload` may also stand beside it. Source: PagerDuty V2 Events API. */
export interface EventV2Fields extends EventV2Payload {
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
export interface ChangePayload {
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
export interface ChangeFields extends ChangePayload {
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
export interface EventV1Result {
  /** `"success"`. */
  status: string;
  /** `"Event processed"`. */
  message: string;
  /** The incident's key. */
  incident_key: string;
}

/** PagerDuty's answer to an Events v2 event. */
export interface EventV2Result {
  /** `"success"`. */
  status: string;
  /** `"Event processed"`. */
  message: string;
  /** The alert's key. */
  dedup_key: string;
}

/** PagerDuty's answer to a change event. */
export interface ChangeResult {
  /** `"success"`. */
  status: string;
  /** `"Change event processed"`. */
  message: string;
}

/** A field of `event` alone: `trigger`, `acknowledge` and `resolve` set it themselves. */
export interface EventTypeField {
  /**
   * What the event does.
   * @default "trigger"
   */
  event_type?: 'trigger' | 'acknowledge' | 'resolve' | undefined;
}

/** What an event does. */
export type EventType = NonNullable<EventTypeField['event_type']>;

/** The params of an Events v1 event. */
export type EventV1Params = EventV1Call & OnTopOrInData<EventV1Fields, 'service_key'>;
/** The params of an Events v2 event. */
export type EventV2Params = EventV2Call & OnTopOrInData<EventV2Fields, 'routing_key'>;
/** The params of either kind of event. */
export type EventParams = EventV1Params | EventV2Params;
/** PagerDuty's answer to either kind of event. */
export type EventResult = EventV1Result | EventV2Result;
/** The params to acknowledge or resolve an Events v1 incident: its key is required. */
export type IncidentParams = EventV1Params & OnTopOrInData<EventV1Fields, 'incident_key'>;
/** The params to acknowledge or resolve an Events v2 alert: its key is required. */
export type AlertParams = EventV2Params &
  (OnTopOrInData<EventV2Fields, 'incident_key'> | OnTopOrInData<EventV2Fields, 'dedup_key'>);

/** The params of a change event. */
export type ChangeParams = ChangeCall & OnTopOrInData<ChangeFields, 'routing_key'>;

// `res` stands last because compilers name the last member in an error.
/** The resource of a REST call: a path (`res`) or a whole `url`. */
export type Resource =
  | {
      /** The resource's path, such as `"incidents/PABC123/notes"`. A leading slash is optional. */
      res?: string | undefined;
      /** A whole URL, in place of `res`. */
      url: string;
    }
  | {
      /** The resource's path, such as `"incidents/PABC123/notes"`. A leading slash is optional. */
      res: string;
      /** A whole URL, in place of `res`. */
      url?: string | undefined;
    };

/** A REST answer or item without a type of its own. Its fields depend on the resource. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type JSONObject = Record<string, any>;

/** The params of `api`. */
export type ApiParams<Result> = Callbacks<Result> &
  CallOptions &
  Resource & {
    /**
     * The HTTP method, in any case.
     * @default "GET"
     */
    type?: string | undefined;
    /** The query of a GET (`include: ["a", "b"]` becomes `include[]=a&include[]=b`), or else the JSON body. */
    data?: object | undefined;
  };

/** The params of `paginate`. */
export type ListParams = CallOptions &
  Resource & {
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
export type ListAllParams<Item, Result> = ListParams & {
  /** Called with each page's items, in order. */
  incremental_success?: ((items: Item[]) => void) | undefined;
  /** Called with the last page's answer, its list now holding all items, plus `res`, `offset: 0`, `limit` and `total`. */
  final_success?: ((body: Result) => void) | undefined;
  /** Called with the `PDJSError` that the promise rejects with. */
  error?: ((error: PDJSError) => void) | undefined;
};

/** A request as `sendRequest` gets it, in the terms of PDJS 1.x. */
export interface PDJSRequest<Result = unknown> extends Callbacks<Result>, RequestOptions, EventDelivery {
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
  accepts?: { json?: string | undefined } | undefined;
  /** The body, as JSON or an object. For a GET, an object that becomes the query. */
  data?: string | object | undefined;
  /** Aborts the request. */
  signal?: AbortSignal | undefined;
  /** Always `"json"`, as in PDJS 1.x. */
  dataType?: string | undefined;
}

/** How to deliver a request that is an event. */
export interface EventDelivery {
  /** Identifies the incident. Events with the same one are sent one after another. */
  orderKey?: string | undefined;
  /** The integration key. Events with the same one wait out a rate limit together. */
  rateLimitKey?: string | undefined;
  /** The incident's key. If the event was redirected, its answer must contain it. */
  echo?: string | undefined;
  /** Which retry rules apply. Without it, those of the REST API. */
  api?: 'events_v1' | 'events_v2' | undefined;
}
