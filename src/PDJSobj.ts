import { openOutbox, type Outbox, type OutboxHost } from './delivery/outbox.js';
import { retryOptions } from './delivery/retry-table.js';
import { send } from './delivery/transport.js';
import { invalid, PDJSError } from './errors.js';
import type { Changing, Inferred, Naming, ResultOf, Sending, Triggering } from './event-types.js';
import { decodeJSON, defined, fieldsOf, type Fields } from './fields.js';
import { redacted, redactedHeaders } from './log.js';
import { outcome } from './outcome.js';
import { changeRequest, eventRequest, sharesIncident } from './request/events.js';
import { pages, type Page } from './request/lists.js';
import { apiRequest, encoded } from './request/rest.js';
import type {
  ApiParams,
  CallOptions,
  ChangeResult,
  EventParams,
  EventType,
  Fetch,
  JSONObject,
  ListAllParams,
  ListParams,
  PDJSOptions,
  PDJSRequest,
  RequestOptions,
} from './types.js';

/** An event's attempts in a round of its outbox: this many repetitions. */
const ROUND_LIMIT = 2;

/** Callbacks of a call whose end is told elsewhere. */
const TOLD_ELSEWHERE = { success: () => undefined, error: () => undefined };

/** Instances that have warned of events without an incident key. */
const warned = /* @__PURE__ */ new WeakSet<PDJSobj>();

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
export class PDJSobj {
  /** `"PDJSobj"`, whatever a minifier makes of the class. */
  static readonly name: string = 'PDJSobj';
  /** The release: `PDJS-` and the package's version. */
  static readonly version: string = 'PDJS-3.0.0';

  /** REST API token. */
  declare token: string | undefined;
  /** `"bearer"` for an OAuth token. */
  declare tokenType: string;
  /** Kept for pages that read it back. */
  declare subdomain: string | undefined;
  /** Seconds between two refreshes of a page that polls. */
  declare refresh: number;
  /** `refresh` in milliseconds, as the constructor found it. */
  declare refresh_in_ms: number;
  /** What URLs begin with. */
  declare protocol: string;
  /** PagerDuty's domain. */
  declare server: string;
  /** Whether to print what PDJS does. */
  declare logging: boolean;
  /** Kept for pages that read it back. */
  declare async: boolean;
  /** Kept for pages that read it back. */
  declare api_version: string | undefined;
  /** What `req` returns next. */
  req_count = 1;
  /** Used in place of the global `fetch`. */
  declare fetch: Fetch | undefined;
  /** Milliseconds that one attempt may take; `false` for no limit. */
  declare timeout: number | false | undefined;
  /** How a failed attempt is repeated. */
  declare retry: RequestOptions['retry'];
  /** Base URL of the events API. */
  declare eventsUrl: string | undefined;
  /** Base URL of the REST API. */
  declare apiUrl: string | undefined;
  /** Where events wait until they are delivered, if they do. */
  declare readonly outbox: Outbox | undefined;

  /**
   * @param options all optional; each becomes a public field, and what a field holds when a call is made counts.
   * As in 1.1.0, an empty value stands for the default.
   * @example
   * const pdjs = new PDJSobj({ server: 'eu.pagerduty.com', outbox: true })
   */
  constructor(options: PDJSOptions = {}) {
    this.token = options.token;
    this.tokenType = options.tokenType || 'token';
    this.subdomain = options.subdomain;
    this.refresh = options.refresh || 60;
    this.refresh_in_ms = this.refresh * 1000;
    this.protocol = options.protocol || 'https';
    this.server = options.server || 'pagerduty.com';
    this.logging = options.logging || false;
    this.async = options.async !== false;
    this.api_version = options.api_version;
    this.fetch = options.fetch;
    this.timeout = options.timeout;
    this.retry = options.retry;
    this.eventsUrl = options.eventsUrl;
    this.apiUrl = options.apiUrl;
    this.outbox = options.outbox ? openOutbox(options.outbox === true ? {} : options.outbox, outboxHost(this)) : undefined;
    say(this, 'Initializing PDJSobj');
  }

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
  trigger(params: object): Promise<unknown> {
    return this.event(typed(params, 'trigger'));
  }

  /**
   * Says that somebody works on the problem: nobody else is paged for it.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.acknowledge({ service_key: 'KEY', incident_key: 'checkout' })
   */
  acknowledge<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
  acknowledge(params: object): Promise<unknown> {
    return this.event(typed(params, 'acknowledge'));
  }

  /**
   * Says that the problem is over. A later trigger with the same key opens a new incident.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.resolve({ service_key: 'KEY', incident_key: 'checkout' })
   */
  resolve<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
  resolve(params: object): Promise<unknown> {
    return this.event(typed(params, 'resolve'));
  }

  /**
   * Sends an event of the `event_type` that the params name; `trigger`, `acknowledge` and `resolve` come through here.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.event({ service_key: 'KEY', event_type: 'resolve', incident_key: 'checkout' })
   */
  event<const Params>(params: Inferred<Params> & Sending<Params>): Promise<ResultOf<Params>>;
  event(params: object): Promise<unknown> {
    say(this, 'Create an event');
    return call(this, params, (fields) => {
      const request = eventRequest(fields, this);
      if (sharesIncident(fields)) warnOnce(this);
      return request;
    });
  }

  /**
   * Tells PagerDuty of a change, such as a deployment: it pages nobody and is shown with incidents of the same service.
   * @returns PagerDuty's answer: `{status: "success", message}`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.change({ routing_key: 'KEY', summary: 'Deployed 1.4.2' })
   */
  change<const Params>(params: Inferred<Params> & Changing<Params>): Promise<ChangeResult>;
  change(params: object): Promise<ChangeResult> {
    say(this, 'Create a change event');
    return call(this, params, (fields) => changeRequest(fields, this));
  }

  /**
   * Sends what waits in the outbox at once, without waiting for the next round of attempts.
   * @returns how many events still wait after it; 0 without an outbox
   * @example
   * if ((await pdjs.flush()) === 0) console.log('PagerDuty has everything')
   */
  async flush(): Promise<number> {
    return this.outbox ? this.outbox.flush() : 0;
  }

  /**
   * Calls the REST API.
   * @returns the answer's parsed body, `undefined` where it is empty
   * @throws never; rejects with a `PDJSError`
   * @example
   * const { user } = await pdjs.api({ res: 'users/me' })
   */
  api<Result = JSONObject>(params: ApiParams<Result>): Promise<Result> {
    return call(this, params, (fields) => {
      say(this, redacted(`Call to API: ${String(fields.res || fields.url)}`));
      this.req();
      return apiRequest(fields, this);
    });
  }

  /**
   * Fetches a list to its end, page after page, whichever way the list is paged.
   *
   * `incremental_success` gets each page's items, `final_success` the whole.
   * @returns the last page's answer with all items under its list's name, and `res`, `offset: 0`, `limit` and `total`
   * @throws never; rejects with a `PDJSError`, `list_too_long` where PagerDuty gives no more than the first 10,000
   * @example
   * const { users } = await pdjs.api_all({ res: 'users' })
   */
  api_all<Item = JSONObject, Result = JSONObject>(params: ListAllParams<Item, Result>): Promise<Result> {
    const walk = async (_success: unknown, _error: unknown, fields: Fields) => {
      const { incremental_success } = fields as unknown as ListAllParams<Item, Result>;
      const all: Item[] = [];
      let whole: Fields = {};
      for await (const { body, key, items } of listPages<Item>(this, fields, { limit: 100 })) {
        for (const item of items) all.push(item);
        whole = { ...body, [key]: all };
        if (incremental_success)
          queueMicrotask(() => {
            incremental_success(items);
          });
      }
      return { ...whole, res: fields.res, offset: 0, limit: all.length, total: all.length };
    };
    return outcome<Result>(this, params, walk, 'final_success');
  }

  /**
   * A list's items one by one, to its end; one page is in memory at a time. Leaving the loop stops the requests; `signal` stops one
   * that is under way.
   * @throws PDJSError from the loop
   * @example
   * for await (const incident of pdjs.paginate({ res: 'incidents', data: { statuses: ['triggered'] } })) console.log(incident.id)
   */
  async *paginate<Item = JSONObject>(params: ListParams): AsyncGenerator<Item, void, undefined> {
    for await (const { items } of listPages<Item>(this, fieldsOf(params), {})) yield* items;
  }

  /**
   * Reads: `api` with the promise alone.
   * @param res what to read, such as `"incidents/PABC123"`
   * @param data the query
   * @returns the answer's parsed body
   * @throws never; rejects with a `PDJSError`
   * @example
   * const { incidents } = await pdjs.get('incidents', { limit: 20 })
   */
  get<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'GET', res, data });
  }

  /**
   * Creates.
   * @param res what to call
   * @param data the JSON body
   * @returns the answer's parsed body, `undefined` where it is empty
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.post('incidents/PABC123/notes', { note: { content: 'Looking' } }, { headers: { From: 'me@example.com' } })
   */
  post<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'POST', res, data });
  }

  /**
   * Replaces or changes.
   * @param res what to call
   * @param data the JSON body
   * @returns the answer's parsed body, `undefined` where it is empty
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.put('users/PABC123', { user: { name: 'Ada' } })
   */
  put<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'PUT', res, data });
  }

  /**
   * Changes in part.
   * @param res what to call
   * @param data the JSON body
   * @returns the answer's parsed body, `undefined` where it is empty
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.patch('automation_actions/actions/PABC123', { action: { name: 'Restart' } })
   */
  patch<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'PATCH', res, data });
  }

  /**
   * Removes.
   * @param res what to call
   * @param data the JSON body, which few need
   * @returns the answer's parsed body, `undefined` where it is empty
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.delete('users/PABC123/contact_methods/PDEF456')
   */
  delete<Result = unknown>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'DELETE', res, data });
  }

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
  sendRequest(request: PDJSRequest = { url: '' }): Promise<unknown> {
    return outcome(this, request, async (success) => {
      const final = encoded(request);
      const { type, url, headers, data } = final;
      log(this, () => ({ type, url, headers: redactedHeaders(headers), data: data && decodeJSON(data) }));
      const { json } = await send(final, this);
      success(json);
      log(this, () => json);
    });
  }

  /**
   * Prints to the console where `logging` is on.
   * @example
   * pdjs.logg('Polling again')
   */
  logg(message: unknown): void {
    if (this.logging) console.log(message);
  }

  /**
   * Counts up: returns `req_count` as it was before. Every REST call does.
   * @example
   * const number = pdjs.req()
   */
  req(): number {
    return this.req_count++;
  }

  /**
   * Called with the answer of a call that brings no `success`. Override it to handle them all in one place.
   * @example
   * pdjs.no_success_function = (body) => console.log(body)
   */
  no_success_function(body: unknown, params: { res?: string }): void {
    say(this, redacted(`no success function defined for ${params.res ?? 'the call'}`));
    log(this, () => body);
  }

  /**
   * Called with the failure of a call that brings no `error` and whose promise nobody listens to; prints it. Override it to hear of
   * them all.
   * @example
   * pdjs.error_function = (error) => alert(error.message)
   */
  error_function(error: PDJSError, _params: object): void {
    console.error('PDJS:', error);
  }
}

/**
 * The params of `event` for a method that says itself what the event does. What cannot be read of them fails there, where the failure
 * is told.
 */
const typed = (params: object, event_type: EventType) => fieldsOf(params, { event_type }) as unknown as EventParams;

/** A list's pages, each through `api`. `query` goes before the caller's own. */
function listPages<Item>(pdjs: PDJSobj, fields: Fields, query: object): AsyncGenerator<Page<Item>, void, undefined> {
  const { res, url, data, signal, concurrency = 1 } = fields as unknown as ListParams;
  if (!(concurrency >= 1)) throw invalid('concurrency must be a whole number above 0');
  const get = (data: Fields, signal: AbortSignal) =>
    outcome(pdjs, TOLD_ELSEWHERE, (success, error) => {
      const page = { ...fields, type: 'GET', data, signal, success, error };
      return pdjs.api(page as unknown as ApiParams<unknown>);
    });
  const { limit, ...given } = defined(data);
  if (limit && !(Number(limit) >= 1)) throw invalid('limit must be a whole number above 0');
  const start = { ...(concurrency > 1 && { total: true }), limit: limit || 100, offset: 0, ...given, ...query };
  return pages(res ?? url ?? '', start, get, concurrency, signal) as AsyncGenerator<Page<Item>, void, undefined>;
}

/** A call of the class, from its params to its outcome. `sendRequest` sees the caller's own fields too, as in 1.1.0. */
function call<Result>(pdjs: PDJSobj, params: object | undefined, build: (fields: Fields) => PDJSRequest): Promise<Result> {
  return outcome<Result>(pdjs, params, async (success, error, fields) => {
    const request = { ...fields, dataType: 'json', ...build(fields), success, error } as unknown as PDJSRequest;
    if (!pdjs.outbox || !request.api) return pdjs.sendRequest(request);
    success((await pdjs.outbox.post(request)) as Result);
    return undefined;
  });
}

/** What an outbox needs of an instance, whose options count as they are when a round starts. */
const outboxHost = (pdjs: PDJSobj): OutboxHost => ({
  send(request) {
    const retry = { limit: ROUND_LIMIT, ...retryOptions(pdjs.retry), ...retryOptions(request.retry) };
    return outcome(pdjs, TOLD_ELSEWHERE, async (success, error) => {
      const fail = (reason: unknown) => {
        error(asUnanswered(reason));
      };
      // What an override throws here is its own mistake, and final.
      const sent = pdjs.sendRequest({ ...request, retry, success, error: fail });
      try {
        return await sent;
      } catch (reason) {
        throw asUnanswered(reason);
      }
    });
  },
  report(error, request) {
    pdjs.error_function(error, request);
  },
});

/** An override of `sendRequest` that fails in its own words has had no answer, as far as anybody knows. */
const asUnanswered = (reason: unknown): unknown =>
  reason instanceof Error && !(reason instanceof PDJSError)
    ? new PDJSError({ code: 'network', message: reason.message, cause: reason })
    : reason;

/** Prints a value where `logging` is on, its keys and tokens masked. */
function log(pdjs: PDJSobj, value: () => unknown): void {
  if (pdjs.logging) say(pdjs, redacted(value()));
}

/** Hands a message to `logg`. */
function say(pdjs: PDJSobj, message: unknown): void {
  try {
    pdjs.logg(message);
  } catch {
    // A log that is broken must not stop an alert.
  }
}

function warnOnce(pdjs: PDJSobj): void {
  if (warned.has(pdjs)) return;
  warned.add(pdjs);
  console.warn('PDJS: an event without incident_key. All such events share one incident: give each problem a key.');
}
