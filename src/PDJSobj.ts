// The class: the fields, calls and hooks that pages know.
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

/** Retries of an event in each round of its outbox. */
const ROUND_LIMIT = 2;

/** Hooks for an inner call, whose caller reports its result. */
const TOLD_ELSEWHERE = { success: () => undefined, error: () => undefined };

/** Instances that have warned about events without an incident key. */
const warned = /* @__PURE__ */ new WeakSet<PDJSobj>();

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
export class PDJSobj {
  /** `"PDJSobj"`, even when minified. */
  static readonly name: string = 'PDJSobj';
  /** `PDJS-` and the package's version. */
  static readonly version: string = 'PDJS-3.0.0';

  /** A REST API token. */
  declare token: string | undefined;
  /** `"bearer"` for an OAuth token. */
  declare tokenType: string;
  /** Kept for pages that read it back. */
  declare subdomain: string | undefined;
  /** Seconds between refreshes of a page that polls. */
  declare refresh: number;
  /** `refresh` in milliseconds, as given to the constructor. */
  declare refresh_in_ms: number;
  /** The URLs' protocol. */
  declare protocol: string;
  /** PagerDuty's domain. */
  declare server: string;
  /** Whether to log calls and answers to the console. */
  declare logging: boolean;
  /** Kept for pages that read it back. */
  declare async: boolean;
  /** Kept for pages that read it back. */
  declare api_version: string | undefined;
  /** The number that `req` returns next. */
  req_count = 1;
  /** A replacement for the global `fetch`. */
  declare fetch: Fetch | undefined;
  /** Milliseconds for one attempt; `false` for no limit. */
  declare timeout: number | false | undefined;
  /** How to retry. */
  declare retry: RequestOptions['retry'];
  /** Base URL of the events API. */
  declare eventsUrl: string | undefined;
  /** Base URL of the REST API. */
  declare apiUrl: string | undefined;
  /** Keeps events until they are delivered, if the option `outbox` asks for it. */
  declare readonly outbox: Outbox | undefined;

  /**
   * @param options all optional. Each becomes a public field, and fields are read on every call. As in 1.1.0, an empty value means the
   * default.
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
   * Reports a problem: opens an incident, or joins the open one with the same key.
   *
   * A `service_key` sends it to Events v1, a `routing_key` to Events v2.
   * @returns PagerDuty's answer: `{status: "success", message: "Event processed", incident_key}`
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.trigger({ service_key: 'KEY', description: 'Checkout is down', incident_key: 'checkout' })
   */
  trigger<const Params>(params: Inferred<Params> & Triggering<Params>): Promise<ResultOf<Params>>;
  trigger(params: object): Promise<unknown> {
    return this.event(typed(params, 'trigger'));
  }

  /**
   * Says that somebody is working on the problem. PagerDuty stops paging others.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.acknowledge({ service_key: 'KEY', incident_key: 'checkout' })
   */
  acknowledge<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
  acknowledge(params: object): Promise<unknown> {
    return this.event(typed(params, 'acknowledge'));
  }

  /**
   * Says that the problem is over. The next trigger with the same key opens a new incident.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.resolve({ service_key: 'KEY', incident_key: 'checkout' })
   */
  resolve<const Params>(params: Inferred<Params> & Naming<Params>): Promise<ResultOf<Params>>;
  resolve(params: object): Promise<unknown> {
    return this.event(typed(params, 'resolve'));
  }

  /**
   * Sends an event of the given `event_type`. `trigger`, `acknowledge` and `resolve` call it.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; the promise rejects with a `PDJSError`
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
   * Reports a change, such as a deployment. It pages nobody; PagerDuty shows it with the service's incidents.
   * @returns PagerDuty's answer: `{status: "success", message}`
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.change({ routing_key: 'KEY', summary: 'Deployed 1.4.2' })
   */
  change<const Params>(params: Inferred<Params> & Changing<Params>): Promise<ChangeResult>;
  change(params: object): Promise<ChangeResult> {
    say(this, 'Create a change event');
    return call(this, params, (fields) => changeRequest(fields, this));
  }

  /**
   * Sends the outbox's events now instead of in its next round.
   * @returns how many events still wait; 0 without an outbox
   * @example
   * if ((await pdjs.flush()) === 0) console.log('All events are delivered')
   */
  async flush(): Promise<number> {
    return this.outbox ? this.outbox.flush() : 0;
  }

  /**
   * Calls the REST API.
   * @returns the answer's parsed body, `undefined` if it is empty
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * const { user } = await pdjs.api({ res: 'users/me' })
   * @example
   * const { user } = await pdjs.api<{ user: User }>({ res: 'users/me' }) // with a type of your own
   */
  api<Result = JSONObject>(params: ApiParams<Result>): Promise<Result> {
    return call(this, params, (fields) => {
      say(this, redacted(`Call to API: ${String(fields.res || fields.url)}`));
      this.req();
      return apiRequest(fields, this);
    });
  }

  /**
   * Fetches a whole list, page by page, by offset or cursor.
   *
   * `incremental_success` gets each page's items, `final_success` the whole list.
   * @returns the last page's answer, its list now holding all items, plus `res`, `offset: 0`, `limit` and `total`
   * @throws never; the promise rejects with a `PDJSError`, `list_too_long` beyond the 10,000 items that PagerDuty returns
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
   * Iterates over a list, with one page in memory at a time. Leaving the loop stops the requests; `signal` aborts them.
   * @throws PDJSError from the loop
   * @example
   * for await (const incident of pdjs.paginate({ res: 'incidents', data: { statuses: ['triggered'] } })) console.log(incident.id)
   * @example
   * for await (const user of pdjs.paginate<User>({ res: 'users' })) console.log(user.email) // with a type of your own
   */
  async *paginate<Item = JSONObject>(params: ListParams): AsyncGenerator<Item, void, undefined> {
    for await (const { items } of listPages<Item>(this, fieldsOf(params), {})) yield* items;
  }

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
  get<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'GET', res, data });
  }

  /**
   * Creates a resource.
   * @param res its path
   * @param data the JSON body
   * @returns the answer's parsed body, `undefined` if it is empty
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.post('incidents/PABC123/notes', { note: { content: 'Looking' } }, { headers: { From: 'me@example.com' } })
   */
  post<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'POST', res, data });
  }

  /**
   * Updates a resource.
   * @param res its path
   * @param data the JSON body
   * @returns the answer's parsed body, `undefined` if it is empty
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.put('users/PABC123', { user: { name: 'Ada' } })
   */
  put<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'PUT', res, data });
  }

  /**
   * Updates part of a resource.
   * @param res its path
   * @param data the JSON body
   * @returns the answer's parsed body, `undefined` if it is empty
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.patch('automation_actions/actions/PABC123', { action: { name: 'Restart' } })
   */
  patch<Result = JSONObject>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'PATCH', res, data });
  }

  /**
   * Deletes a resource. PagerDuty answers most deletions with an empty body.
   * @param res its path
   * @param data the JSON body, which few deletions need
   * @returns the answer's parsed body, `undefined` if it is empty
   * @throws never; the promise rejects with a `PDJSError`
   * @example
   * await pdjs.delete('users/PABC123/contact_methods/PDEF456')
   */
  delete<Result = unknown>(res: string, data?: object, options?: CallOptions): Promise<Result> {
    return this.api<Result>({ ...options, type: 'DELETE', res, data });
  }

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
   * Logs to the console if `logging` is on.
   * @example
   * pdjs.logg('Polling again')
   */
  logg(message: unknown): void {
    if (this.logging) console.log(message);
  }

  /**
   * Counts REST calls: returns `req_count` and increments it.
   * @example
   * const number = pdjs.req()
   */
  req(): number {
    return this.req_count++;
  }

  /**
   * Called with the answer to any call without a `success` callback. Override it to handle them all in one place.
   * @example
   * pdjs.no_success_function = (body) => console.log(body)
   */
  no_success_function(body: unknown, params: { res?: string }): void {
    say(this, redacted(`no success function defined for ${params.res ?? 'the call'}`));
    log(this, () => body);
  }

  /**
   * Called with any error that nothing else handles: the call has no `error` callback, and its promise no listener. Prints it. Override
   * it to handle them all in one place.
   * @example
   * pdjs.error_function = (error) => alert(error.message)
   */
  error_function(error: PDJSError, _params: object): void {
    console.error('PDJS:', error);
  }
}

/**
 * Params for `event`, with their type. Fields that cannot be read fail in `event`, which reports it.
 */
const typed = (params: object, event_type: EventType) => fieldsOf(params, { event_type }) as unknown as EventParams;

/** A list's pages, each fetched by `api`. `query` overrides the caller's. */
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

/** A call, from its params to its outcome. As in 1.1.0, `sendRequest` also gets the caller's own fields. */
function call<Result>(pdjs: PDJSobj, params: object | undefined, build: (fields: Fields) => PDJSRequest): Promise<Result> {
  return outcome<Result>(pdjs, params, async (success, error, fields) => {
    const request = { ...fields, dataType: 'json', ...build(fields), success, error } as unknown as PDJSRequest;
    if (!pdjs.outbox || !request.api) return pdjs.sendRequest(request);
    success((await pdjs.outbox.post(request)) as Result);
    return undefined;
  });
}

/** What an outbox needs from an instance. It reads the instance's options in every round. */
const outboxHost = (pdjs: PDJSobj): OutboxHost => ({
  send(request) {
    const retry = { limit: ROUND_LIMIT, ...retryOptions(pdjs.retry), ...retryOptions(request.retry) };
    return outcome(pdjs, TOLD_ELSEWHERE, async (success, error) => {
      const fail = (reason: unknown) => {
        error(asUnanswered(reason));
      };
      // An override that throws here is broken: its error is final.
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

/** An override of `sendRequest` that fails with an error of its own counts as a network failure. */
const asUnanswered = (reason: unknown): unknown =>
  reason instanceof Error && !(reason instanceof PDJSError)
    ? new PDJSError({ code: 'network', message: reason.message, cause: reason })
    : reason;

/** Logs a value without its keys and tokens, if `logging` is on. */
function log(pdjs: PDJSobj, value: () => unknown): void {
  if (pdjs.logging) say(pdjs, redacted(value()));
}

/** Passes a message to `logg`, which pages may override. */
function say(pdjs: PDJSobj, message: unknown): void {
  try {
    pdjs.logg(message);
  } catch {
    // A broken log must not stop an alert.
  }
}

function warnOnce(pdjs: PDJSobj): void {
  if (warned.has(pdjs)) return;
  warned.add(pdjs);
  console.warn('PDJS: event without an incident_key. All such events share one incident: give each problem a key.');
}
