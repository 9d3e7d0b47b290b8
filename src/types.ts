import type { PDJSError } from './errors.js';
import type { ChangeCall, EventV1Call, EventV2Call, OnTopOrInData } from './event-types.js';

/** A replacement for the global `fetch`: gets a `Request`, body and signal included. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** How a request is made; for every call of an instance or, where a call names it, for that one. */
export interface RequestOptions {
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
export interface RetryOptions {
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
  shouldRetry?: ((state: { error: Error; retryCount: number }) => boolean | undefined | Promise<boolean | undefined>) | undefined;
}

/** How events are kept until they are delivered. */
export interface OutboxOptions {
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
export interface PDJSOptions extends RequestOptions {
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
export interface Callbacks<Result> {
  /** Gets the parsed answer. */
  success?: ((body: Result) => void) | undefined;
  /** Gets what the promise rejects with. */
  error?: ((error: PDJSError) => void) | undefined;
}

/** What every call takes beside its own fields. */
export interface CallOptions extends RequestOptions {
  /** Sent along, such as `From`, which many REST writes require. An `Authorization` here goes before the token. */
  headers?: HeadersInit | undefined;
  /** Aborts the call: while it waits, while it is under way and between attempts. */
  signal?: AbortSignal | undefined;
}

/** What every event call takes beside its own fields. */
export interface Call<Result> extends Callbacks<Result>, CallOptions {
  /** Where to send it, in place of PagerDuty's URL. */
  url?: string | undefined;
}

/** A link shown with an Events v1 incident. */
export interface LinkContext {
  /** What kind of context it is. */
  type: 'link';
  /** Where it leads. */
  href: string;
  /** What it reads, in place of the URL. */
  text?: string | undefined;
}

/** An image shown with an Events v1 incident. */
export interface ImageContext {
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
export interface EventV1Fields {
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
export interface EventV2Payload {
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
  // Written out, so that a compiler's error lists them.
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
export type Severity = NonNullable<EventV2Payload['severity']>;

/** A link shown with an Events v2 alert or a change. */
export interface Link {
  /** Where it leads. */
  href: string;
  /** What it reads, in place of the URL. */
  text?: string | undefined;
}

/** An image shown with an Events v2 alert or a change. */
export interface Image {
  /** The image's URL; https. */
  src: string;
  /** Where it leads. */
  href?: string | undefined;
  /** What it shows, in words. */
  alt?: string | undefined;
}

/** The fields of an Events v2 event. Those of `payload` may stand beside it. Source: PagerDuty V2 Events API. */
export interface EventV2Fields extends EventV2Payload {
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
export type ChangePayload = Pick<EventV2Payload, 'summary' | 'source' | 'timestamp' | 'custom_details'>;

/** The fields of a change event. Those of `payload` may stand beside it. Source: PagerDuty V2 Events API. */
export interface ChangeFields extends ChangePayload {
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
export interface EventV1Result {
  /** `"success"`. */
  status: string;
  /** `"Event processed"`. */
  message: string;
  /** The key of the incident that the event went to. */
  incident_key: string;
}

/** What PagerDuty answers to an Events v2 event. */
export interface EventV2Result {
  /** `"success"`. */
  status: string;
  /** `"Event processed"`. */
  message: string;
  /** The key of the alert that the event went to. */
  dedup_key: string;
}

/** What PagerDuty answers to a change event. */
export interface ChangeResult {
  /** `"success"`. */
  status: string;
  /** `"Change event processed"`. */
  message: string;
}

/** For `event`, which the other event methods call with their own `event_type`. */
export interface EventTypeField {
  /**
   * What the event does.
   * @default "trigger"
   */
  event_type?: 'trigger' | 'acknowledge' | 'resolve' | undefined;
}

/** What an event does to its incident. */
export type EventType = NonNullable<EventTypeField['event_type']>;

/** Params that send an Events v1 event. */
export type EventV1Params = EventV1Call & OnTopOrInData<EventV1Fields, 'service_key'>;
/** Params that send an Events v2 event. */
export type EventV2Params = EventV2Call & OnTopOrInData<EventV2Fields, 'routing_key'>;
/** Params that send an event of either kind. */
export type EventParams = EventV1Params | EventV2Params;
/** PagerDuty's answer to an event of either kind. */
export type EventResult = EventV1Result | EventV2Result;
/** Params that acknowledge or resolve an Events v1 incident. They must name it. */
export type IncidentParams = EventV1Params & OnTopOrInData<EventV1Fields, 'incident_key'>;
/** Params that acknowledge or resolve an Events v2 alert. They must name it. */
export type AlertParams = EventV2Params &
  (OnTopOrInData<EventV2Fields, 'incident_key'> | OnTopOrInData<EventV2Fields, 'dedup_key'>);

/** Params that send a change event. */
export type ChangeParams = ChangeCall & OnTopOrInData<ChangeFields, 'routing_key'>;

/** What a REST call names: `res`, such as `"incidents/PABC123/notes"`, or in its place a whole `url`. */
export type Resource =
  | {
      /** The path below the API's URL, with a slash in front or without. */
      res?: string | undefined;
      /** A whole URL, in place of `res`. */
      url: string;
    }
  | {
      /** The path below the API's URL, with a slash in front or without. */
      res: string;
      /** A whole URL, in place of `res`. */
      url?: string | undefined;
    };

/** PagerDuty's answer to a REST call, unless a type argument says more. Its fields depend on the path. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type JSONObject = Record<string, any>;

/** What `api` takes. */
export type ApiParams<Result> = Callbacks<Result> &
  CallOptions &
  Resource & {
    /**
     * The HTTP method, in any case.
     * @default "GET"
     */
    type?: string | undefined;
    /** For a GET the query (`include: ["a", "b"]` becomes `include[]=a&include[]=b`), otherwise the JSON body. */
    data?: object | undefined;
  };

/** What `paginate` takes. */
export type ListParams = CallOptions &
  Resource & {
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
export type ListAllParams<Item, Result> = ListParams & {
  /** Gets each page's items, in order. */
  incremental_success?: ((items: Item[]) => void) | undefined;
  /** Gets the last page's answer with all items under its list's name, and `res`, `offset: 0`, `limit` and `total`. */
  final_success?: ((body: Result) => void) | undefined;
  /** Gets what the promise rejects with. */
  error?: ((error: PDJSError) => void) | undefined;
};

/** A request as `sendRequest` gets it, in the words that PDJS 1.x has for it. */
export interface PDJSRequest<Result = unknown> extends Callbacks<Result>, RequestOptions, EventDelivery {
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
  accepts?: { json?: string | undefined } | undefined;
  /** The body: JSON, or an object to be written so. For a GET, an object that becomes the query. */
  data?: string | object | undefined;
  /** Aborts it. */
  signal?: AbortSignal | undefined;
  /** `"json"`: what PDJS 1.x told jQuery. */
  dataType?: string | undefined;
}

/** What makes an event of a request. A REST call has none of it. */
export interface EventDelivery {
  /** Events with the same one are sent one after the other: that of the incident. */
  orderKey?: string | undefined;
  /** Events with the same one wait out a rate limit together: the integration key, which stands for the service. */
  rateLimitKey?: string | undefined;
  /** What an answer must name that comes from where the event was redirected to: the key of its incident. */
  echo?: string | undefined;
  /** Which row of the retry table holds; without one, the REST row of the method. */
  api?: 'events_v1' | 'events_v2' | undefined;
}
