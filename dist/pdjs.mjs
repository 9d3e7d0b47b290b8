/*! pdjsobj 3.0.0 | MIT License */
import ky, { isHTTPError, isTimeoutError, isNetworkError } from 'ky';

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
class PDJSError extends Error {
    name = 'PDJSError';
    /** PagerDuty's own message where it sent one, otherwise ours. */
    message;
    /** Why the call failed. */
    code;
    /** The HTTP status of the last answer; 0 when nothing was answered. */
    status;
    /** The HTTP status text; empty over HTTP/2 and when nothing was answered. */
    statusText;
    /** The last answer's body as text; empty when nothing was answered. */
    responseText;
    /** The last answer's body as JSON; `undefined` when it was none. */
    responseJSON;
    /** `error` of a REST answer: `{message, code, errors}`. Where there was no JSON answer, our message in the same shape. */
    error;
    /** `errors` of an events answer: what PagerDuty found wrong. Where there was no JSON answer, our message alone. */
    errors;
    /** How many requests were made; 0 when the params were refused before any. */
    attempts;
    /** What was asked for; `undefined` when the params were refused before that was known. */
    request;
    constructor({ code, message, answer, request, attempts = 0, cause }) {
        const said = answer?.json
            ? answer.json
            : { error: { message, errors: [message] }, errors: [message] };
        const text = [said.message, said.error?.message].find((value) => typeof value === 'string') ?? message;
        super(text, cause === undefined ? undefined : { cause });
        this.message = text;
        this.code = code;
        this.status = answer?.status ?? 0;
        this.statusText = answer?.statusText ?? '';
        this.responseText = answer?.text ?? '';
        this.responseJSON = answer?.json;
        this.error = said.error;
        this.errors = said.errors;
        this.attempts = attempts;
        this.request = request;
    }
}
/** The error for params or options that cannot be sent. */
const invalid = (message) => new PDJSError({ code: 'invalid_params', message });

const SHARED_INCIDENT_KEY = 'Please specify an incident_key';
const NO_DESCRIPTION = 'No description provided';
const EVENT_TYPES = ['trigger', 'acknowledge', 'resolve'];
const SEVERITIES = ['critical', 'error', 'warning', 'info'];
/**
 * The request for an event: Events v2 where there is a `routing_key`, Events v1 otherwise.
 * @throws PDJSError `invalid_params`, saying what to change
 */
function eventRequest(params, host) {
    const read = reader(params, 'data');
    return read('routing_key') ? eventV2Request(params, read, host) : eventV1Request(params, read, host);
}
/** Whether an event names no incident, so that PagerDuty adds it to the one that all such events share. */
function sharesIncident(params) {
    const read = reader(params, 'data');
    return !read('routing_key') && !read('incident_key');
}
/** Source: PagerDuty V1 Events API; the defaults are those of PDJS 1.1.0. */
function eventV1Request(params, read, host) {
    const contexts = read('contexts');
    return post('events_v1', '/generic/2010-04-15/create_event.json', params, host, {
        ...params.data,
        service_key: integrationKey(read, 'service_key', ' (or routing_key for Events v2)'),
        event_type: read('event_type') || 'trigger',
        incident_key: read('incident_key') || SHARED_INCIDENT_KEY,
        description: read('description') || NO_DESCRIPTION,
        details: read('details') || {},
        client: read('client'),
        client_url: read('client_url'),
        // PagerDuty refuses contexts that are no array, and 1.1.0 sent {} when there were none.
        contexts: contexts && Object.keys(contexts).length > 0 ? contexts : undefined,
    });
}
/** Source: PagerDuty V2 Events API. */
function eventV2Request(params, read, host) {
    const action = oneOf(EVENT_TYPES, 'event_action', read('event_type') || read('event_action') || 'trigger');
    const triggers = action === 'trigger';
    const dedupKey = read('dedup_key') || read('incident_key') || (triggers && uuid());
    if (!dedupKey)
        throw invalid('dedup_key is missing: give the key that the alert was triggered with');
    return post('events_v2', '/v2/enqueue', params, host, {
        routing_key: integrationKey(read, 'routing_key'),
        event_action: action,
        dedup_key: dedupKey,
        client: read('client'),
        client_url: read('client_url'),
        links: list(read, 'links'),
        images: list(read, 'images'),
        payload: triggers || read('payload') ? alertPayload(read) : undefined,
    });
}
/**
 * The request for a change event. Source: PagerDuty V2 Events API.
 * @throws PDJSError `invalid_params`, saying what to change
 */
function changeRequest(params, host) {
    const read = reader(params, 'data');
    return post('events_v2', '/v2/change/enqueue', params, host, {
        routing_key: integrationKey(read, 'routing_key'),
        links: list(read, 'links'),
        images: list(read, 'images'),
        payload: payload(read),
    });
}
function alertPayload(read) {
    const { severity = 'critical', ...rest } = payload(read, ['severity', 'component', 'group', 'class']);
    return { ...rest, severity: oneOf(SEVERITIES, 'severity', severity) };
}
/** `payload` as given, its fields filled in from `data` or the top. */
function payload(read, names = []) {
    const given = object(read('payload'), 'payload');
    const field = (name) => given[name] || read(name);
    return {
        ...given,
        ...Object.fromEntries(names.map((name) => [name, field(name)])),
        summary: field('summary') || read('description') || NO_DESCRIPTION,
        source: field('source') || globalThis.location?.host || 'pdjs',
        timestamp: field('timestamp'),
        custom_details: field('custom_details') || read('details'),
    };
}
function post(api, path, params, host, body) {
    const base = host.eventsUrl || `${host.protocol}://events.${host.server}`;
    return {
        api,
        url: params.url || base.replace(/\/+$/, '') + path,
        type: 'POST',
        contentType: 'application/json; charset=utf-8',
        data: json(body),
    };
}
/** Reads fields as 1.1.0 does: from the object under `inner`, else from the top; what is falsy counts as absent. */
function reader(params, inner) {
    const first = object(params[inner], inner);
    return (name) => first[name] || params[name] || undefined;
}
function object(value, name) {
    if (value && (typeof value !== 'object' || Array.isArray(value)))
        throw invalid(`${name} must be an object`);
    return (value || {});
}
function integrationKey(read, name, or = '') {
    const value = read(name);
    if (typeof value === 'string' && value.trim())
        return value;
    throw invalid(`${name} is missing: give the integration key of your PagerDuty service${or}`);
}
function oneOf(allowed, name, value) {
    if (allowed.includes(value))
        return value;
    throw invalid(`${name} must be one of ${allowed.join(', ')}`);
}
function list(read, name) {
    const value = read(name);
    if (value && !Array.isArray(value))
        throw invalid(`${name} must be an array`);
    return value;
}
function json(body) {
    try {
        return JSON.stringify(body);
    }
    catch (cause) {
        // A circular object or a BigInt; the engine's message names properties, not their values.
        throw invalid(`The event cannot be written as JSON: ${cause.message}`);
    }
}
/** A random UUID (RFC 9562, version 4, variant 8). `crypto.randomUUID` is missing on plain http pages. */
function uuid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
}

/** A promise that knows whether anybody listens to it. Promises derived from it are plain ones. */
class Outcome extends Promise {
    static get [Symbol.species]() {
        return Promise;
    }
    heard = false;
    // `await`, `catch`, `finally` and `Promise.all` all come through here.
    then(onfulfilled, onrejected) {
        this.heard = true;
        return super.then(onfulfilled, onrejected);
    }
}
/**
 * Tells how a call ends, once, both ways: through the returned promise and through the params' callback or, without one,
 * the instance's hook. A failure that has neither an `error` callback nor a listener goes to `error_function`.
 *
 * `start` gets the two functions that end the call. A body that its promise resolves to ends it too, and so does what it throws
 * or rejects with.
 */
function outcome(hooks, params, start) {
    let resolve;
    let reject;
    const promise = new Outcome((...settle) => {
        [resolve, reject] = settle;
    });
    // A failure that reaches a callback or error_function is told: it must not raise unhandledrejection as well.
    void Promise.prototype.then.call(promise, undefined, () => undefined);
    let ended = false;
    const once = (tell) => (value) => {
        if (ended)
            return;
        ended = true;
        tell(value);
    };
    const success = once((body) => {
        resolve(body);
        // In a microtask of its own, an exception of the caller's code reaches window.onerror as its own.
        queueMicrotask(() => {
            const callback = params.success;
            if (callback)
                callback(body);
            else
                hooks.no_success_function(body, params);
        });
    });
    const error = once((reason) => {
        const failure = asPDJSError(reason);
        reject(failure);
        const callback = params.error;
        if (callback) {
            queueMicrotask(() => {
                callback(failure);
            });
        }
        else {
            // A task later, so that whoever awaits the promise had the time to.
            setTimeout(() => {
                if (!promise.heard)
                    hooks.error_function(failure, params);
            });
        }
    });
    try {
        Promise.resolve(start(success, error)).then((body) => {
            if (body !== undefined)
                success(body);
        }, error);
    }
    catch (reason) {
        error(reason);
    }
    return promise;
}
function asPDJSError(reason) {
    if (reason instanceof PDJSError)
        return reason;
    return new PDJSError({ code: 'exception', message: `sendRequest failed: ${String(reason)}`, cause: reason });
}

const SERVER_ERRORS = /* @__PURE__ */ Array.from({ length: 100 }, (_, index) => 500 + index);
/** Source: "API Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents. */
const EVENT_RULES = {
    // The rate limit of Events v1 is a 403.
    events_v1: { statusCodes: [403, 429, ...SERVER_ERRORS], unanswered: true },
    events_v2: { statusCodes: [429, ...SERVER_ERRORS], unanswered: true },
};
/** REST calls by method: only a 429 proves that a POST or PATCH was not done (RFC 9110, 9.2.2). */
const restRule = (method) => method === 'POST' || method === 'PATCH' ? { statusCodes: [429], unanswered: false } : EVENT_RULES.events_v2;
/** ky's options where neither the instance nor the call says otherwise. */
const RETRY_DEFAULTS = { limit: 5, jitter: true, backoffLimit: 30_000, maxRetryAfter: 60_000 };
const TIMEOUT = 10_000;
/**
 * The bodies that a page may have under way with `keepalive`, in bytes; beyond it the browser fails the request.
 * Source: Fetch standard, HTTP-network-or-cache fetch.
 */
const KEEPALIVE_LIMIT = 65_536;
/** What a small body counts for: Chromium also fails the 257th request under way. */
const KEEPALIVE_LEAST = 512;
let keepaliveBytes = 0;
/**
 * Sends a request, again where the retry table says so, and resolves to the answer's parsed body, `undefined` where it is empty.
 * One attempt is the request and the whole answer, so `timeout` and retries cover a body that breaks off.
 * @throws PDJSError
 */
async function send(request, sender) {
    const { url, data: body, signal } = request;
    const method = (request.type ?? 'GET').toUpperCase();
    const timeout = request.timeout ?? sender.timeout ?? TIMEOUT;
    const rule = request.api ? EVENT_RULES[request.api] : restRule(method);
    const fetch = sender.fetch ?? globalThis.fetch;
    let attempts = 0;
    let answer;
    const fail = (code, message, cause) => new PDJSError({ code, message, answer, attempts, request: { method, url: withoutCredentials(url) }, cause });
    // ky copies a Request for each attempt it may have to repeat; the body joins here, so that it is not copied along.
    const attempt = async (bodiless) => {
        if (signal?.aborted)
            throw signal.reason;
        const number = ++attempts;
        answer = undefined;
        const release = request.api && body && number <= 2 && claimKeepalive(body);
        try {
            const response = await fetch(new Request(bodiless, { body: body ?? null, keepalive: Boolean(release) }));
            const text = await response.text();
            // An attempt that timed out may yet end, where the browser cannot abort it.
            if (number === attempts)
                answer = { status: response.status, statusText: response.statusText, text, json: parsed(text) };
            return response;
        }
        finally {
            if (release)
                release();
        }
    };
    if (!url)
        throw fail('invalid_params', 'url is missing');
    if (timeout !== false && !(timeout > 0))
        throw fail('invalid_params', 'timeout must be milliseconds above 0, or false');
    try {
        await ky(url, {
            method,
            headers: headersOf(request),
            timeout,
            ...(signal && { signal }),
            fetch: attempt,
            retry: {
                ...RETRY_DEFAULTS,
                methods: [method],
                statusCodes: rule.statusCodes,
                afterStatusCodes: rule.statusCodes,
                shouldRetry: ({ error }) => (isHTTPError(error) ? undefined : rule.unanswered && !signal?.aborted),
                ...retryOptions(sender.retry),
                ...retryOptions(request.retry),
            },
        });
    }
    catch (error) {
        if (isHTTPError(error))
            throw fail('http', `PagerDuty answered ${error.response.status}`);
        if (signal?.aborted)
            throw fail('aborted', 'The call was aborted', signal.reason);
        if (isTimeoutError(error))
            throw fail('timeout', `No complete answer within ${timeout} ms`);
        // Before the first attempt only ky and the Request constructor can have refused: the URL, a header or an option.
        if (attempts === 0)
            throw fail('invalid_params', withoutCredentials(error.message));
        const cause = isNetworkError(error) ? error.cause : error;
        throw fail('network', 'PagerDuty could not be reached', cause);
    }
    if (answer?.text && answer.json === undefined)
        throw fail('invalid_response', 'The answer is not JSON');
    return answer?.json;
}
function headersOf({ headers, contentType, accepts }) {
    return {
        ...headers,
        ...(contentType && { 'Content-Type': contentType }),
        ...(accepts?.json && { Accept: accepts.json }),
    };
}
/** ky takes a number for `{limit}` too. */
function retryOptions(retry) {
    return retry === undefined || typeof retry === 'object' ? retry : { limit: retry };
}
/** Claims a place in the page's keepalive budget; the answer gives it back. Without place, `undefined`. */
function claimKeepalive(body) {
    const bytes = Math.max(new TextEncoder().encode(body).length, KEEPALIVE_LEAST);
    if (keepaliveBytes + bytes > KEEPALIVE_LIMIT)
        return undefined;
    keepaliveBytes += bytes;
    return () => {
        keepaliveBytes -= bytes;
    };
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** `https://user:password@host` without what stands before the `@`. */
function withoutCredentials(text) {
    return text.replace(/\/\/[^/?#\s]*@/g, '//');
}

/** Instances that have warned of events without an incident key. */
const warned = /* @__PURE__ */ new WeakSet();
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
class PDJSobj {
    /** The release: `PDJS-` and the package's version. */
    static version = 'PDJS-3.0.0';
    token;
    tokenType;
    subdomain;
    refresh;
    refresh_in_ms;
    protocol;
    server;
    logging;
    async;
    api_version;
    /** What `req` returns next. */
    req_count = 1;
    fetch;
    timeout;
    retry;
    eventsUrl;
    apiUrl;
    /**
     * @param options all optional; each becomes a public field, and what a field holds when a call is made counts.
     * As in 1.1.0, an empty value stands for the default.
     */
    constructor(options = {}) {
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
    trigger(params) {
        return this.event({ ...params, event_type: 'trigger' });
    }
    acknowledge(params) {
        return this.event({ ...params, event_type: 'acknowledge' });
    }
    resolve(params) {
        return this.event({ ...params, event_type: 'resolve' });
    }
    event(params) {
        this.logg('Create an event');
        return call(this, params, (fields) => {
            const request = eventRequest(fields, this);
            if (sharesIncident(fields))
                warnOnce(this);
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
    change(params) {
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
    sendRequest(request = { url: '' }) {
        return outcome(this, request, (success, error) => send(request, this).then(success, error));
    }
    /** Prints to the console where `logging` is on. */
    logg(message) {
        if (this.logging)
            console.log(message);
    }
    /** Counts up: returns `req_count` as it was before. */
    req() {
        return this.req_count++;
    }
    /** Called with the answer of a call that brings no `success`. Override it to handle them all in one place. */
    no_success_function(body, params) {
        this.logg(`no success function defined for ${params.res ?? 'the call'}`);
        this.logg(body);
    }
    /** Called with the failure of a call that brings no `error` and whose promise nobody listens to; prints it. */
    error_function(error, _params) {
        console.error('PDJS:', error);
    }
}
/** A call of the class, from its params to its outcome. */
function call(pdjs, params, build) {
    const given = (params ?? {});
    const { timeout, retry, signal } = given;
    return outcome(pdjs, given, (success, error) => pdjs.sendRequest({
        ...build(given),
        timeout,
        retry,
        signal,
        success,
        error,
    }));
}
function warnOnce(pdjs) {
    if (warned.has(pdjs))
        return;
    warned.add(pdjs);
    console.warn('PDJS: an event without incident_key. All such events share one incident; give each problem a key of its own.');
}

export { PDJSError, PDJSobj, PDJSobj as default };
//# sourceMappingURL=pdjs.mjs.map
