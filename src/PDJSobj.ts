import type { PDJSError } from './errors.js';
import { changeRequest, eventRequest, sharesIncident, type Fields } from './events.js';
import { outcome } from './outcome.js';
import { send } from './transport.js';
import type {
  ChangeParams,
  ChangeResult,
  EventTypeParam,
  EventV1Params,
  EventV1Result,
  EventV2Params,
  EventV2Result,
  Fetch,
  PDJSOptions,
  PDJSRequest,
  RequestOptions,
} from './types.js';

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
  /** The release: `PDJS-` and the package's version. */
  static readonly version: string = 'PDJS-3.0.0';

  token: string | undefined;
  tokenType: string;
  subdomain: string | undefined;
  refresh: number;
  refresh_in_ms: number;
  protocol: string;
  server: string;
  logging: boolean;
  async: boolean;
  api_version: string | undefined;
  /** What `req` returns next. */
  req_count = 1;
  fetch: Fetch | undefined;
  timeout: number | false | undefined;
  retry: RequestOptions['retry'];
  eventsUrl: string | undefined;
  apiUrl: string | undefined;

  /**
   * @param options all optional; each becomes a public field, and what a field holds when a call is made counts.
   * As in 1.1.0, an empty value stands for the default.
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
    this.logg('Initializing PDJSobj');
  }

  /**
   * Reports a problem: opens an incident, or adds to the open one with the same key.
   *
   * With a `service_key` the event goes to Events v1, with a `routing_key` to Events v2.
   * @returns PagerDuty's answer: `{status: "success", message: "Event processed", incident_key}` (v1) or `dedup_key` (v2)
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.trigger({ service_key: 'KEY', description: 'Checkout is down', incident_key: 'checkout' })
   */
  trigger(params: EventV1Params): Promise<EventV1Result>;
  trigger(params: EventV2Params): Promise<EventV2Result>;
  trigger(params: object): Promise<unknown> {
    return this.event({ ...params, event_type: 'trigger' } as EventV1Params & EventTypeParam);
  }

  /**
   * Says that somebody works on the problem: nobody else is paged for it.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.acknowledge({ service_key: 'KEY', incident_key: 'checkout' })
   */
  acknowledge(params: EventV1Params): Promise<EventV1Result>;
  acknowledge(params: EventV2Params): Promise<EventV2Result>;
  acknowledge(params: object): Promise<unknown> {
    return this.event({ ...params, event_type: 'acknowledge' } as EventV1Params & EventTypeParam);
  }

  /**
   * Says that the problem is over. A later trigger with the same key opens a new incident.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.resolve({ service_key: 'KEY', incident_key: 'checkout' })
   */
  resolve(params: EventV1Params): Promise<EventV1Result>;
  resolve(params: EventV2Params): Promise<EventV2Result>;
  resolve(params: object): Promise<unknown> {
    return this.event({ ...params, event_type: 'resolve' } as EventV1Params & EventTypeParam);
  }

  /**
   * Sends an event of the `event_type` that the params name; `trigger`, `acknowledge` and `resolve` come through here.
   * @returns PagerDuty's answer, as for `trigger`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.event({ service_key: 'KEY', event_type: 'resolve', incident_key: 'checkout' })
   */
  event(params: EventV1Params & EventTypeParam): Promise<EventV1Result>;
  event(params: EventV2Params & EventTypeParam): Promise<EventV2Result>;
  event(params: object): Promise<unknown> {
    this.logg('Create an event');
    return call(this, params, (fields) => {
      const request = eventRequest(fields, this);
      if (sharesIncident(fields)) warnOnce(this);
      return request;
    });
  }

  /**
   * Tells PagerDuty of a change, a deployment say: it pages nobody and is shown with incidents of the same service.
   * @returns PagerDuty's answer: `{status: "success", message}`
   * @throws never; rejects with a `PDJSError`
   * @example
   * await pdjs.change({ routing_key: 'KEY', summary: 'Deployed 1.4.2' })
   */
  change(params: ChangeParams): Promise<ChangeResult> {
    this.logg('Create a change event');
    return call(this, params, (fields) => changeRequest(fields, this));
  }

  /**
   * Every request goes through here, so this is the place to override in order to see or change them all. An override calls
   * `super.sendRequest(request)`, or itself calls `request.success` or `request.error` or returns a promise of the answer; what
   * comes first counts.
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
    return outcome(this, request, (success, error) => send(request, this).then(success, error));
  }

  /** Prints to the console where `logging` is on. */
  logg(message: unknown): void {
    if (this.logging) console.log(message);
  }

  /** Counts up: returns `req_count` as it was before. */
  req(): number {
    return this.req_count++;
  }

  /** Called with the answer of a call that brings no `success`. Override it to handle them all in one place. */
  no_success_function(body: unknown, params: { res?: string }): void {
    this.logg(`no success function defined for ${params.res ?? 'the call'}`);
    this.logg(body);
  }

  /** Called with the failure of a call that brings no `error` and whose promise nobody listens to; prints it. */
  error_function(error: PDJSError, _params: object): void {
    console.error('PDJS:', error);
  }
}

/** A call of the class, from its params to its outcome. */
function call<Result>(pdjs: PDJSobj, params: object | undefined, build: (fields: Fields) => PDJSRequest): Promise<Result> {
  const given = (params ?? {}) as PDJSRequest<Result>;
  const { timeout, retry, signal } = given;
  return outcome(
    pdjs,
    given,
    (success, error) =>
      pdjs.sendRequest({
        ...build(given as unknown as Fields),
        timeout,
        retry,
        signal,
        success,
        error,
      } as PDJSRequest) as Promise<Result>,
  );
}

function warnOnce(pdjs: PDJSobj): void {
  if (warned.has(pdjs)) return;
  warned.add(pdjs);
  console.warn('PDJS: an event without incident_key. All such events share one incident; give each problem a key of its own.');
}
