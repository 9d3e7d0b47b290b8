/*! pdjsobj 3.0.0 | MIT License */
var PDJSobj = (function () {
    'use strict';

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
        /** `"PDJSError"`. */
        name = 'PDJSError';
        /** PagerDuty's own message where it sent one, otherwise ours. */
        message;
        constructor({ code, message, answer, request, attempts = 0, cause }) {
            const said = code === 'http' && answer?.json ? answer.json : { error: { message, errors: [message] }, errors: [message] };
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

    /** A copy of the caller's params, with the fields that they inherit. */
    function fieldsOf(params) {
        const fields = {};
        for (const name in params)
            fields[name] = params[name];
        return fields;
    }
    /** An object without its undefined fields. */
    const defined = (fields) => Object.fromEntries(Object.entries({ ...fields }).filter(([, value]) => value !== undefined));
    /**
     * The JSON of a value.
     * @throws PDJSError `invalid_params` for a circular object or a BigInt
     */
    function encodeJSON(value) {
        try {
            return JSON.stringify(value);
        }
        catch (cause) {
            // The engine's message names properties, not their values.
            throw invalid(`The call cannot be written as JSON: ${cause.message}`);
        }
    }
    /** What a text says as JSON; `undefined` where it is none. */
    function decodeJSON(text) {
        try {
            return JSON.parse(text);
        }
        catch {
            return undefined;
        }
    }

    const SHARED_INCIDENT_KEY = 'Please specify an incident_key';
    const NO_DESCRIPTION = 'No description provided';
    const EVENT_TYPES = ['trigger', 'acknowledge', 'resolve'];
    const CONTEXTS = ['link', 'image'];
    const SEVERITIES = ['critical', 'error', 'warning', 'info'];
    /**
     * The request for an event: Events v2 where there is a `routing_key`, Events v1 otherwise.
     * @throws PDJSError `invalid_params`, saying what to change
     */
    function eventRequest(params, host) {
        const read = reader(params);
        return read('routing_key') ? eventV2Request(params, read, host) : eventV1Request(params, read, host);
    }
    /** Whether an event names no incident, so that PagerDuty adds it to the one that all such events share. */
    function sharesIncident(params) {
        const read = reader(params);
        return !read('routing_key') && !read('incident_key');
    }
    /** Source: PagerDuty V1 Events API; the defaults are those of PDJS 1.1.0. */
    function eventV1Request(params, read, host) {
        return post('events_v1', '/generic/2010-04-15/create_event.json', params, host, {
            ...params.data,
            service_key: integrationKey(read, 'service_key', ' (or routing_key for Events v2)'),
            event_type: oneOf(EVENT_TYPES, 'event_type', read('event_type') || 'trigger'),
            incident_key: text('incident_key', read) || SHARED_INCIDENT_KEY,
            description: text('description', read) || NO_DESCRIPTION,
            details: details(read('details')) || {},
            ...texts(['client', 'client_url'], read),
            contexts: list('contexts', read, ({ type }) => (oneOf(CONTEXTS, 'type', type) === 'link' ? 'href' : 'src')),
        });
    }
    /** Source: PagerDuty V2 Events API. */
    function eventV2Request(params, read, host) {
        const action = oneOf(EVENT_TYPES, 'event_action', read('event_type') || read('event_action') || 'trigger');
        const triggers = action === 'trigger';
        const dedupKey = text('dedup_key', read) || text('incident_key', read) || (triggers && uuid());
        if (!dedupKey)
            throw invalid('dedup_key is missing: give the key that the alert was triggered with');
        return post('events_v2', '/v2/enqueue', params, host, {
            routing_key: integrationKey(read, 'routing_key'),
            event_action: action,
            dedup_key: dedupKey,
            ...texts(['client', 'client_url'], read),
            ...linksAndImages(read),
            payload: triggers || read('payload') ? alertPayload(read) : undefined,
        });
    }
    /**
     * The request for a change event. Source: PagerDuty V2 Events API.
     * @throws PDJSError `invalid_params`, saying what to change
     */
    function changeRequest(params, host) {
        const read = reader(params);
        return post('events_v2', '/v2/change/enqueue', params, host, {
            routing_key: integrationKey(read, 'routing_key'),
            ...linksAndImages(read),
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
            ...texts(['timestamp', ...names], field),
            summary: text('summary', field) || text('description', read) || NO_DESCRIPTION,
            source: text('source', field) || globalThis.location?.host || 'pdjs',
            custom_details: details(field('custom_details') || read('details')),
        };
    }
    function post(api, path, params, host, body) {
        const incident = body.incident_key || body.dedup_key;
        const base = host.eventsUrl || `${host.protocol}://events.${host.server}`;
        return {
            api,
            url: params.url || base.replace(/\/+$/, '') + path,
            type: 'POST',
            headers: { ...params.headers },
            contentType: 'application/json; charset=utf-8',
            data: encodeJSON(body),
            orderKey: incident ? encodeJSON([body.service_key, body.routing_key, incident]) : undefined,
            limitKey: (body.service_key ?? body.routing_key),
        };
    }
    /** Reads fields as 1.1.0 does: from `data`, else from the top; what is falsy counts as absent. */
    function reader(params) {
        const data = object(params.data, 'data');
        return (name) => data[name] || params[name] || undefined;
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
    /** What JSON makes of a value: of a Date or a URL, a text. */
    const plain = (value) => (value && decodeJSON(encodeJSON(value))) || undefined;
    /** A field that PagerDuty takes as a string only; a number is written as one. */
    function text(name, read) {
        const value = read(name);
        const written = (typeof value === 'string' ? value : plain(value));
        if (typeof written === 'object')
            throw invalid(`${name} must be text`);
        return written ? String(written) : undefined;
    }
    const texts = (names, read) => Object.fromEntries(names.map((name) => [name, text(name, read)]));
    /** Details that are no object go into one: PagerDuty takes nothing else. */
    function details(value) {
        const written = plain(value);
        return !written || (typeof written === 'object' && !Array.isArray(written)) ? written : { details: written };
    }
    const linksAndImages = (read) => ({
        links: list('links', read, () => 'href'),
        images: list('images', read, () => 'src'),
    });
    /** An array of links or images, whose fields are texts; `required` names the one that leads to it. As in 1.1.0, an empty one is none. */
    function list(name, read, required) {
        const value = read(name);
        if (!value || Object.keys(value).length === 0)
            return undefined;
        if (!Array.isArray(value))
            throw invalid(`${name} must be an array`);
        return value.map((given) => {
            const item = object(given, `each of ${name}`);
            const field = (name) => item[name];
            const written = texts(Object.keys(item), field);
            if (written[required(item)])
                return written;
            throw invalid(`each of ${name} must have ${required(item)}`);
        });
    }
    /** A random UUID (RFC 9562, version 4, variant 8). `crypto.randomUUID` is missing on plain http pages. */
    function uuid() {
        const bytes = crypto.getRandomValues(new Uint8Array(16));
        const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
        return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
    }

    /** The fields that hold a key or a token. Incident and dedup keys are none: they name what happened. */
    const SECRET = /((service|routing|integration)[_-]key|authorization|token)$/i;
    const SECRET_IN_QUERY = /((?:key|token)=)[^&]*/gi;
    /** A copy of a value for the console, with `***` for every key and token, in a URL's query too. */
    function masked(value) {
        if (value === undefined)
            return undefined;
        return decodeJSON(JSON.stringify(value, (name, field) => typeof field === 'string' ? (SECRET.test(name) ? '***' : field.replace(SECRET_IN_QUERY, '$1***')) : field));
    }

    /**
     * How many event requests a page has under way. Browsers open six connections to a host over HTTP/1.1: a seventh request would wait
     * inside the browser, where its timeout runs and nothing can be put before it.
     */
    const UNDER_WAY = 6;
    let underWay = 0;
    /** The `limitKey` of each event that waits out PagerDuty's rate limit. */
    const limited = new Map();
    /** Attempts that wait for their place, the next first. */
    const waiting = [];
    /** What the next event with a key has to wait for. */
    const lastOfKey = new Map();
    /**
     * Starts an event when all events with the same key that were called before it have ended; at once where there are none, or when
     * `signal` is aborted, so that `start` can tell of it.
     */
    function inOrder(key, signal, start) {
        const before = lastOfKey.get(key);
        const call = before ? settledOrAborted(before, signal).then(start) : start();
        const last = Promise.allSettled([before, call]).then(() => {
            if (lastOfKey.get(key) === last)
                lastOfKey.delete(key);
        });
        lastOfKey.set(key, last);
        return call;
    }
    /** Resolves when a promise has settled, or when `signal` is aborted. */
    function settledOrAborted(promise, signal) {
        return new Promise((resolve) => {
            const go = () => {
                signal?.removeEventListener('abort', go);
                resolve();
            };
            promise.then(go, go);
            if (signal?.aborted)
                go();
            signal?.addEventListener('abort', go);
        });
    }
    /**
     * A place in the page's queue.
     * @param limitKey whose rate limit it is. Source: "API Limits" of PagerDuty's V1 and V2 Events API documents: a service's
     */
    function turn(limitKey, signal) {
        const self = {};
        let taken = 0;
        let put = 'push';
        const give = () => {
            underWay -= taken;
            taken = 0;
            letGo();
        };
        const enter = () => {
            underWay += taken = 1;
        };
        return {
            take: () => new Promise((resolve, reject) => {
                const attempt = {
                    limitKey,
                    go: () => {
                        signal?.removeEventListener('abort', leave);
                        enter();
                        resolve();
                    },
                };
                const leave = () => {
                    waiting.splice(waiting.indexOf(attempt) >>> 0, 1);
                    reject(signal?.reason);
                };
                limited.delete(self);
                if (signal?.aborted)
                    leave();
                else {
                    signal?.addEventListener('abort', leave);
                    waiting[put](attempt);
                    put = 'unshift';
                }
                give();
            }),
            give,
            limit: () => {
                // The answer of an attempt that was given up may come when the event has ended.
                if (taken)
                    limited.set(self, limitKey);
            },
            end: () => {
                limited.delete(self);
                give();
            },
        };
    }
    function letGo() {
        const limits = new Set(limited.values());
        while (underWay < UNDER_WAY) {
            const next = waiting.findIndex(({ limitKey }) => !limits.has(limitKey));
            if (next < 0)
                return;
            for (const { go } of waiting.splice(next, 1))
                go();
        }
    }

    /**
     * A URL, taken from the page where it is relative.
     * @throws PDJSError `invalid_params` where it is none, or holds a user name or password, which fetch refuses
     */
    function absolute(url) {
        const target = url && parsed(url, globalThis.location?.href);
        if (!target)
            throw invalid('url is not a URL: look at url, protocol, server, eventsUrl and apiUrl');
        if (target.username || target.password)
            throw invalid('url holds a user name or password, which fetch refuses');
        return target;
    }
    function parsed(url, page) {
        try {
            return new URL(url, page);
        }
        catch {
            return undefined;
        }
    }

    const DAY = 86_400_000;
    /**
     * How long it may take until a tab that writes an event down has its lock, and until all tabs see what it has written or taken out, in
     * milliseconds. Browsers ask for permission before they grant the first lock, and each process has a copy of localStorage.
     */
    const GRACE = 2000;
    /** The longest wait between two rounds of attempts, and between two looks for what other tabs have left, in milliseconds. */
    const MINUTE = 60_000;
    /** The events that this page sends, by the names that they are stored under. */
    const here = new Set();
    /**
     * Opens an outbox, and sends what tabs that are gone have left in it.
     * @param send sends a request; resolves to the answer's body
     * @param report told of what becomes of events whose tab is gone, where that is a failure
     */
    function openOutbox(options, send, report) {
        const maxAge = options.maxAge || DAY;
        const prefix = `pdjs-outbox:${encodeURIComponent(options.name || 'default')}:`;
        const tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
        const { navigator, addEventListener } = globalThis;
        const locks = navigator?.locks;
        /** Attempts under way. */
        const rounds = new Set();
        /** Ends the wait between two rounds. */
        const sleeping = new Set();
        let posted = 0;
        let warned = false;
        /** Storage may be missing, denied or full: then events are sent all the same. */
        const stored = (use) => {
            try {
                return use(globalThis.localStorage);
            }
            catch (error) {
                if (!warned) {
                    const reason = error.message;
                    console.warn('PDJS: the outbox cannot keep events in this browser; they are sent, but not kept.', reason);
                }
                warned = true;
                return undefined;
            }
        };
        const ids = () => (stored(Object.keys) ?? []).filter((id) => id.startsWith(prefix)).sort();
        const remove = (id) => {
            stored((store) => {
                store.removeItem(id);
            });
        };
        /** What is written down and not sent by this page, oldest first; what is corrupt is thrown away. */
        const others = () => ids().flatMap((id) => {
            if (here.has(id))
                return [];
            const entry = decodeJSON(stored((store) => store.getItem(id)) ?? '');
            if (entry?.request?.url)
                return [[id, entry]];
            remove(id);
            return [];
        });
        /** Takes the lock of a tab that is gone; resolves to what gives it back, `undefined` where it is held. */
        const lock = (tab) => new Promise((resolve) => {
            if (!locks)
                resolve(() => undefined);
            locks
                ?.request(prefix + tab, { ifAvailable: true }, (granted) => {
                if (granted)
                    return new Promise(resolve);
                resolve(undefined);
                return undefined;
            })
                .catch(() => {
                resolve(undefined);
            });
        });
        /** Sends what tabs that are gone have left; resolves to whether there are events of which it is too early to tell. */
        const adopt = async () => {
            const isEarly = ([, { at }]) => locks && Math.abs(Date.now() - at) < GRACE;
            const found = others();
            const tabs = new Set(found.filter((entry) => !isEarly(entry)).map(([, { tab }]) => tab));
            const held = new Map(await Promise.all([...tabs].map(async (tab) => [tab, await lock(tab)])));
            // Read anew: under its lock, nobody else sends what a tab has left.
            const deliveries = others()
                .filter(([, { tab }]) => held.get(tab))
                .map(([id, entry]) => deliver(id, entry).catch((error) => {
                report(error, entry.request);
            }));
            void Promise.all(deliveries).then(() => {
                // Other processes see a little later what was taken out of localStorage.
                setTimeout(() => {
                    for (const release of held.values())
                        release?.();
                }, GRACE);
            });
            return found.some((entry) => isEarly(entry) && !held.get(entry[1].tab));
        };
        /** Events of one incident one after the other, across their rounds of attempts. */
        const deliver = (id, entry) => {
            here.add(id);
            const { orderKey, signal } = entry.request;
            const start = () => untilDone(id, entry);
            return orderKey ? inOrder(`outbox ${orderKey}`, signal, start) : start();
        };
        const untilDone = async (id, { at, request }) => {
            let cause;
            try {
                for (let round = 0;; round += 1) {
                    // An overridden sendRequest may know nothing of the signal.
                    if (request.signal?.aborted)
                        throw new PDJSError({ code: 'aborted', message: 'The call was aborted', cause: request.signal.reason });
                    if (Date.now() - at > maxAge)
                        throw new PDJSError({ code: 'expired', message: `The event is older than ${maxAge} ms and pages nobody`, cause });
                    const attempt = send(request);
                    rounds.add(attempt);
                    try {
                        return await attempt;
                    }
                    catch (error) {
                        if (!mayPass(error, request))
                            throw error;
                        cause = error;
                    }
                    finally {
                        rounds.delete(attempt);
                    }
                    await sleep(Math.min(1000 * 2 ** round, MINUTE) * (0.5 + Math.random() / 2), request.signal);
                }
            }
            finally {
                remove(id);
                here.delete(id);
            }
        };
        const sleep = (ms, signal) => {
            let wakeUp;
            const slept = new Promise((resolve) => {
                wakeUp = resolve;
            });
            const timer = setTimeout(wakeUp, ms);
            sleeping.add(wakeUp);
            return settledOrAborted(slept, signal).finally(() => {
                clearTimeout(timer);
                sleeping.delete(wakeUp);
            });
        };
        const wake = async () => {
            for (const wakeUp of sleeping)
                wakeUp();
            // Without locks, what other pages wait with cannot be told from what pages have left.
            if (locks)
                await adopt();
        };
        // Held until the page is gone. Where a page may have no locks, as in a sandboxed frame, it has no storage either.
        locks?.request(prefix + tab, () => new Promise(() => undefined)).catch(() => undefined);
        const leftKeys = new Set(others().map(([, { request }]) => request.orderKey));
        const ready = adopt().then(async (tooEarly) => {
            if (tooEarly) {
                await new Promise((resolve) => setTimeout(resolve, GRACE));
                await adopt();
            }
            leftKeys.clear();
        });
        if (locks) {
            const timer = setInterval(() => void adopt(), MINUTE);
            // A program in Node may end.
            if (typeof timer === 'object')
                timer.unref?.();
        }
        addEventListener?.('online', () => void wake());
        // It comes from the document; a window hears it on its way there, a worker never.
        addEventListener?.('visibilitychange', () => {
            if (document.visibilityState === 'visible')
                void wake();
        }, true);
        return {
            post(request) {
                const { api, type, headers, contentType, data, orderKey, limitKey, signal } = request;
                const at = Date.now();
                const id = `${prefix}${at}-${String(posted++).padStart(9, '0')}-${tab}`;
                const kept = { api, url: absolute(request.url).href, type, headers, contentType, data, orderKey, limitKey };
                here.add(id);
                stored((store) => {
                    store.setItem(id, JSON.stringify({ at, tab, request: kept }));
                });
                const start = () => deliver(id, { at, request });
                return leftKeys.has(orderKey) ? settledOrAborted(ready, signal).then(start) : start();
            },
            async flush() {
                await ready;
                await wake();
                do {
                    await Promise.allSettled(rounds);
                    // Those that were woken, and those that waited for one of them, start their round before the next task.
                    await new Promise((resolve) => setTimeout(resolve));
                } while (rounds.size > 0);
                return new Set([...ids(), ...[...here].filter((id) => id.startsWith(prefix))]).size;
            },
        };
    }
    /** Whether PagerDuty has not refused the event itself, so that it may be accepted later. */
    function mayPass({ code, status }, { api }) {
        if (code === 'http')
            return status >= 500 || status === 429 || (status === 403 && api === 'events_v1');
        return !['invalid_params', 'aborted', 'expired'].includes(code);
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
        const { success: onSuccess, error: onError } = params;
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
                if (onSuccess)
                    onSuccess(body);
                else
                    hooks.no_success_function(body, params);
            });
        });
        const error = once((reason) => {
            const failure = asPDJSError(reason);
            reject(failure);
            if (onError) {
                queueMicrotask(() => {
                    onError(failure);
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
    /** An exception, or what an overridden `sendRequest` fails with: PagerDuty's answer as 1.1.0 gave it to `error`. */
    function asPDJSError(reason) {
        if (reason instanceof PDJSError)
            return reason;
        if (reason instanceof Error)
            return new PDJSError({ code: 'exception', message: reason.message, cause: reason });
        const status = Number(reason?.status) || 0;
        return new PDJSError({
            code: 'http',
            message: 'sendRequest failed',
            answer: { status, statusText: '', text: '', json: reason },
        });
    }

    /** The most that PagerDuty lets `offset + limit` be. Source: PagerDuty REST API, Pagination. */
    const OFFSET_LIMIT = 10_000;
    /**
     * The pages of a list in order, by offset or by cursor, whichever the server answers with.
     *
     * With a `concurrency` above 1, the pages that a known `total` promises are asked for that many at a time. Leaving the loop and a
     * page that fails stop whatever is under way.
     * @param res the list's path; the list is expected under its last segment
     * @param start the first page's query, with `limit` and `offset` or `cursor`
     * @param get asks for a page
     * @throws PDJSError what `get` fails with, `list_too_long` where PagerDuty gives no more, `invalid_response` where there is no list
     */
    async function* pages(res, start, get, concurrency, signal) {
        let wanted = start.cursor ? { ...start, offset: undefined } : at(start, count(start.offset));
        const stop = new AbortController();
        const follow = () => {
            stop.abort(signal?.reason);
        };
        signal?.addEventListener('abort', follow);
        if (signal?.aborted)
            follow();
        const underWay = [];
        let total = 0;
        let step = 0;
        let failed = false;
        /** Asks for as many pages as may be under way, and takes the one whose turn it is. */
        const take = () => {
            while (wanted && !failed && underWay.length < concurrency) {
                const body = get(wanted, stop.signal);
                // A page that fails is told when its turn comes; until then no other is asked for.
                body.catch(() => {
                    failed = true;
                });
                underWay.push({ query: wanted, body });
                wanted = promised(wanted, step, total);
            }
            return underWay.shift();
        };
        try {
            for (let turn = take(); turn; turn = take()) {
                const page = asPage(await turn.body, res);
                total = count(page.body.total);
                step = count(page.body.limit) || page.items.length || count(turn.query.limit);
                yield page;
                // The server's own word goes before what the total promised.
                if (underWay.length === 0)
                    wanted = following(turn.query, page, step);
            }
        }
        finally {
            signal?.removeEventListener('abort', follow);
            stop.abort();
        }
    }
    /** The query after this one, as long as the total promises a page there. */
    function promised(query, step, total) {
        const offset = count(query.offset) + step;
        return !query.cursor && offset < Math.min(total, OFFSET_LIMIT) ? at(query, offset) : undefined;
    }
    /** The query after this one, as the page says; `undefined` at the end of the list. */
    function following(query, { body, items }, step) {
        const { next_cursor: cursor, more, total } = body;
        if (cursor) {
            if (cursor === query.cursor)
                throw new PDJSError({ code: 'invalid_response', message: 'The list goes round in circles: its next_cursor repeats' });
            return { ...query, offset: undefined, cursor };
        }
        if (cursor === null || query.cursor)
            return undefined;
        const offset = count(query.offset) + step;
        // Where neither `more` nor `total` is told, a page of just the size that was asked for may have a successor.
        const full = items.length === (count(body.limit) || count(query.limit));
        const goesOn = typeof more === 'boolean' ? more : typeof total === 'number' ? offset < total : full;
        return goesOn ? at(query, offset) : undefined;
    }
    /** The query from an offset on. */
    function at(query, offset) {
        const limit = Math.min(count(query.limit), OFFSET_LIMIT - offset);
        if (limit > 0)
            return { ...query, offset, limit };
        throw new PDJSError({
            code: 'list_too_long',
            message: `PagerDuty lists the first ${OFFSET_LIMIT} items only: narrow the query, for example by since and until`,
        });
    }
    /** The list in an answer: under the path's last segment, or else the only one there is. */
    function asPage(answer, res) {
        const body = (answer ?? {});
        const lists = Object.keys(body).filter((name) => Array.isArray(body[name]));
        const segment = /([^/?#]*)\/*([?#].*)?$/.exec(res)?.[1];
        const key = lists.find((name) => name === segment) ?? (lists.length === 1 ? lists[0] : undefined);
        if (key !== undefined)
            return { body, key, items: body[key] };
        throw new PDJSError({ code: 'invalid_response', message: `The answer to ${res} holds no list called ${segment ?? ''}` });
    }
    const count = (value) => Number(value) || 0;

    /**
     * The request for a REST call. As in 1.1.0, the `data` of a GET stays an object until `encoded` makes it the query.
     * @throws PDJSError `invalid_params`, saying what to change
     */
    function apiRequest(params, host) {
        const type = (params.type || 'GET').toUpperCase();
        const base = (host.apiUrl || `${host.protocol}://api.${host.server}`).replace(/\/+$/, '');
        const url = params.url || `${base}/${resource(params.res)}`;
        const data = params.data || undefined;
        return {
            type,
            url,
            headers: authorized((params.headers || {}), url, base, host),
            contentType: 'application/json; charset=utf-8',
            accepts: { json: 'application/vnd.pagerduty+json;version=2' },
            data: type === 'GET' ? data : data && encodeJSON(data),
        };
    }
    /** `users` as well as `/users`: the slash between host and path is ours. */
    function resource(res) {
        if (typeof res === 'string' && res)
            return res.replace(/^[/\\]+/, '');
        throw invalid('res is missing: name what to call, such as res: "incidents"');
    }
    /** The caller's headers, with the token where they hold no `Authorization` of their own. */
    function authorized(headers, url, base, host) {
        if (Object.keys(headers).some((name) => name.toLowerCase() === 'authorization'))
            return { ...headers };
        if (!host.token)
            throw invalid('token is missing: give new PDJSobj({token: "…"}) a REST API token');
        if (!mayHaveToken(url, base))
            throw invalid('url leads away from PagerDuty, where the token is not sent: give the call an Authorization header of its own');
        const scheme = /^bearer$/i.test(host.tokenType) ? 'Bearer ' : 'Token token=';
        return { ...headers, Authorization: scheme + host.token };
    }
    /** Whether a URL is below the configured API URL, or on a host of PagerDuty's own. */
    function mayHaveToken(url, base) {
        const { protocol, host, href } = absolute(url);
        return href.startsWith(absolute(`${base}/`).href) || (protocol === 'https:' && /(^|\.)pagerduty\.com$/.test(host));
    }
    /** A request as it goes out: the `data` of a GET in the URL, any other as JSON. */
    function encoded(request) {
        const { data, url, type = 'GET' } = request;
        if (typeof data !== 'object')
            return { ...request, data };
        if (type.toUpperCase() !== 'GET')
            return { ...request, data: encodeJSON(data) };
        const pairs = query(data);
        const target = url.replace(/#.*/, '');
        return { ...request, data: undefined, url: pairs ? target + (target.includes('?') ? '&' : '?') + pairs : target };
    }
    /** `{a: 1, b: ["x", "y"]}` as `a=1&b[]=x&b[]=y`, percent-encoded; what is undefined is left out. */
    function query(data) {
        return Object.entries(data)
            .flatMap(([name, value]) => Array.isArray(value) ? value.map((item) => [name.replace(/(\[\])?$/, '[]'), item]) : [[name, value]])
            .filter(([, value]) => value !== undefined)
            .map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('='))
            .join('&');
    }

    /**
    Base class for all Ky-specific errors. `HTTPError`, `NetworkError`, `TimeoutError`, and `ForceRetryError` extend this class.

    You can use `instanceof KyError` to check if an error originated from Ky, or use the `isKyError()` type guard for cross-realm compatibility and TypeScript type narrowing.

    Note: `SchemaValidationError` is intentionally not considered a Ky error. `KyError` covers failures in Ky's HTTP lifecycle (bad status, timeout, retry), while schema validation errors originate from the user-provided schema, not from Ky itself.
    */
    class KyError extends Error {
        name = 'KyError';
        get isKyError() {
            return true;
        }
    }

    /**
    Error thrown when the response has a non-2xx status code and `throwHttpErrors` is enabled.

    The error has a `response` property with the `Response` object, a `request` property with the `Request` object, an `options` property with the normalized options (either passed to `ky` when creating an instance with `ky.create()` or directly when performing the request), and a `data` property with the pre-parsed response body. For JSON responses (based on `Content-Type`), the body is parsed using the `parseJson` option if set, or `JSON.parse` by default. For other content types, it is set as plain text. If the body is empty, unreadable, too large, parsing fails, or the error-data read/parse timeout is reached, `data` will be `undefined`. To avoid hanging or excessive buffering, `error.data` body reads and async JSON parsing are bounded by the request timeout (or 10 seconds when `timeout` is disabled), any remaining `totalTimeout` budget, and a 10 MiB response body size limit. If `totalTimeout` expires while populating `error.data`, Ky throws `TimeoutError` instead of `HTTPError`. The `data` property is populated before `beforeError` hooks run, so hooks can access it.

    The response body is automatically consumed when populating `error.data`, so `error.response.json()` and other body methods will not work. Use `error.data` instead. The `error.response` object is still available for headers, status, etc.

    Be aware that some types of errors, such as network errors, inherently mean that a response was not received. In that case, the error will be an instance of `NetworkError` instead of `HTTPError` and will not contain a `response` property.
    */
    class HTTPError extends KyError {
        name = 'HTTPError';
        response;
        request;
        options;
        data;
        constructor(response, request, options) {
            const code = (response.status || response.status === 0) ? response.status : '';
            const title = response.statusText ?? '';
            const status = `${code} ${title}`.trim();
            const reason = status ? `status code ${status}` : 'an unknown error';
            super(`Request failed with ${reason}: ${request.method} ${request.url}`);
            this.response = response;
            this.request = request;
            this.options = options;
        }
    }

    /**
    Error thrown when a network error occurs during the request (e.g., DNS failure, connection refused, offline). It has a `request` property with the `Request` object. The original error is available via the standard `cause` property.

    Network errors are automatically retried (for retriable methods).

    Note: Network errors are detected using runtime-specific heuristics. Unrecognized runtimes may produce errors that are not wrapped in `NetworkError`. Use the `shouldRetry` option to handle such cases.
    */
    class NetworkError extends KyError {
        name = 'NetworkError';
        request;
        constructor(request, options) {
            super(`Request failed due to a network error: ${request.method} ${request.url}`, options);
            this.request = request;
        }
    }

    /**
    Wrapper for non-Error values that were thrown.

    In JavaScript, any value can be thrown (not just Error instances). This class wraps such values to ensure consistent error handling.
    */
    class NonError extends Error {
        name = 'NonError';
        value;
        constructor(value) {
            let message = 'Non-error value was thrown';
            // Intentionally minimal as this error is just an edge-case.
            try {
                if (typeof value === 'string') {
                    message = value;
                }
                else if (value && typeof value === 'object' && 'message' in value && typeof value.message === 'string') {
                    message = value.message;
                }
            }
            catch {
                // Use default message if accessing properties throws
            }
            super(message);
            this.value = value;
        }
    }

    /**
    Error used to signal a forced retry from `afterResponse` hooks.

    This is thrown when `ky.retry()` is returned from an `afterResponse` hook. It is observable in `beforeRetry` and `beforeError` hooks via the `isForceRetryError()` type guard.
    */
    class ForceRetryError extends KyError {
        name = 'ForceRetryError';
        customDelay;
        code;
        customRequest;
        constructor(options) {
            // Runtime protection: wrap non-Error causes in NonError
            // TypeScript type is Error for guidance, but JS users can pass anything
            const cause = options?.cause
                ? (options.cause instanceof Error ? options.cause : new NonError(options.cause))
                : undefined;
            super(options?.code ? `Forced retry: ${options.code}` : 'Forced retry', cause ? { cause } : undefined);
            this.customDelay = options?.delay;
            this.code = options?.code;
            this.customRequest = options?.request;
        }
    }

    /**
    Error thrown when the request times out. It has a `request` property with the `Request` object.
    */
    class TimeoutError extends KyError {
        name = 'TimeoutError';
        request;
        constructor(request) {
            super(`Request timed out: ${request.method} ${request.url}`);
            this.request = request;
        }
    }

    const supportsAbortController = typeof globalThis.AbortController === 'function';
    const supportsAbortSignal = typeof globalThis.AbortSignal === 'function' && typeof globalThis.AbortSignal.any === 'function';
    const requestMethods = ['get', 'post', 'put', 'patch', 'head', 'delete', 'query'];
    // The maximum value of a 32bit int (see issue #117)
    const maxSafeTimeout = 2_147_483_647;
    /**
    Symbol that can be returned by a `beforeRetry` hook to stop retrying without throwing an error.
    */
    const stop = Symbol('stop');
    /**
    Marker returned by `ky.retry()` to signal a forced retry from `afterResponse` hooks.
    */
    class RetryMarker {
        options;
        constructor(options) {
            this.options = options;
        }
    }

    const normalizeRequestMethod = (input) => requestMethods.includes(input) ? input.toUpperCase() : input;
    const retryMethods = ['get', 'put', 'head', 'delete', 'options', 'trace', 'query'];
    const retryStatusCodes = [408, 413, 429, 500, 502, 503, 504];
    const retryAfterStatusCodes = [413, 429, 503];
    const invalidRetryLimitErrorMessage = '`retry.limit` must be a finite, non-negative integer';
    const defaultRetryOptions = {
        limit: 2,
        methods: retryMethods,
        statusCodes: retryStatusCodes,
        afterStatusCodes: retryAfterStatusCodes,
        maxRetryAfter: Number.POSITIVE_INFINITY,
        backoffLimit: Number.POSITIVE_INFINITY,
        delay: attemptCount => 0.3 * (2 ** (attemptCount - 1)) * 1000,
        jitter: undefined,
        retryOnTimeout: false,
    };
    const getDefaultRetryOptions = () => ({
        ...defaultRetryOptions,
        methods: [...defaultRetryOptions.methods],
        statusCodes: [...defaultRetryOptions.statusCodes],
        afterStatusCodes: [...defaultRetryOptions.afterStatusCodes],
    });
    /**
    Normalizes an omitted retry limit or validates a supplied one.
    */
    const normalizeRetryLimit = (retryLimit) => {
        if (retryLimit === undefined) {
            return defaultRetryOptions.limit;
        }
        if (typeof retryLimit !== 'number' || !Number.isInteger(retryLimit) || retryLimit < 0) {
            throw new TypeError(invalidRetryLimitErrorMessage);
        }
        return retryLimit;
    };
    const normalizeRetryOptions = (retry = {}) => {
        if (typeof retry === 'number') {
            return {
                ...getDefaultRetryOptions(),
                limit: normalizeRetryLimit(retry),
            };
        }
        if (retry === null || typeof retry !== 'object' || Array.isArray(retry)) {
            throw new TypeError('`retry` must be a number or an object');
        }
        const normalizedRetry = Object.fromEntries(Object.entries(retry).filter(([, value]) => value !== undefined));
        const retryLimit = normalizeRetryLimit(normalizedRetry.limit);
        if (normalizedRetry.methods !== undefined && !Array.isArray(normalizedRetry.methods)) {
            throw new Error('retry.methods must be an array');
        }
        if (normalizedRetry.statusCodes !== undefined && !Array.isArray(normalizedRetry.statusCodes)) {
            throw new Error('retry.statusCodes must be an array');
        }
        if (normalizedRetry.afterStatusCodes !== undefined && !Array.isArray(normalizedRetry.afterStatusCodes)) {
            throw new Error('retry.afterStatusCodes must be an array');
        }
        if (normalizedRetry.methods !== undefined) {
            normalizedRetry.methods = normalizedRetry.methods.map(method => method.toLowerCase());
        }
        if (normalizedRetry.statusCodes !== undefined) {
            normalizedRetry.statusCodes = [...normalizedRetry.statusCodes];
        }
        if (normalizedRetry.afterStatusCodes !== undefined) {
            normalizedRetry.afterStatusCodes = [...normalizedRetry.afterStatusCodes];
        }
        return {
            ...getDefaultRetryOptions(),
            ...normalizedRetry,
            limit: retryLimit,
        };
    };

    // `Promise.race()` workaround (#91)
    async function timeout(request, init, abortController, options) {
        return new Promise((resolve, reject) => {
            const timeoutId = setTimeout(() => {
                if (abortController) {
                    abortController.abort();
                }
                reject(new TimeoutError(request));
            }, options.timeout);
            void options
                .fetch(request, init)
                .then(resolve)
                .catch(reject)
                .then(() => {
                clearTimeout(timeoutId);
            });
        });
    }

    // https://github.com/sindresorhus/delay/tree/ab98ae8dfcb38e1593286c94d934e70d14a4e111
    async function delay(ms, { signal }) {
        return new Promise((resolve, reject) => {
            if (signal) {
                signal.throwIfAborted();
                signal.addEventListener('abort', abortHandler, { once: true });
            }
            function abortHandler() {
                clearTimeout(timeoutId);
                reject(signal.reason);
            }
            const timeoutId = setTimeout(() => {
                signal?.removeEventListener('abort', abortHandler);
                resolve();
            }, ms);
        });
    }

    const hasSearchParameters = (search) => {
        {
            return false;
        }
    };

    // Inlined from https://github.com/sindresorhus/is-network-error v1.3.2
    const objectToString$1 = Object.prototype.toString;
    const isError = (value) => objectToString$1.call(value) === '[object Error]';
    const errorMessages = new Set([
        'network error', // Chrome
        'NetworkError when attempting to fetch resource.', // Firefox
        'The Internet connection appears to be offline.', // Safari 16
        'Network request failed', // `cross-fetch`
        'fetch failed', // Undici (Node.js)
        'terminated', // Undici (Node.js)
        ' A network error occurred.', // Bun (WebKit) - leading space is intentional
        'Network connection lost', // Cloudflare Workers (fetch)
    ]);
    function isRawNetworkError(error) {
        const isValid = error
            && isError(error)
            && error.name === 'TypeError'
            && typeof error.message === 'string';
        if (!isValid) {
            return false;
        }
        const { message, stack } = error;
        // Safari 17+ has generic message but no stack for network errors
        if (message === 'Load failed' || (message.startsWith('Load failed (') && message.endsWith(')'))) {
            return stack === undefined
                // Sentry adds its own stack trace to the fetch error, so also check for that
                || '__sentry_captured__' in error;
        }
        // Deno network errors start with specific text
        if (message.startsWith('error sending request for url')) {
            return true;
        }
        // Chrome: exact "Failed to fetch" or with hostname: "Failed to fetch (example.com)"
        if (message === 'Failed to fetch' || (message.startsWith('Failed to fetch (') && message.endsWith(')'))) {
            return true;
        }
        // Standard network error messages
        return errorMessages.has(message);
    }

    // Handles cross-realm cases (e.g., iframes, different JS contexts) where `instanceof` fails.
    const isErrorType = (error, cls) => error instanceof cls || error?.name === cls.name;
    /**
    Type guard to check if an error is an `HTTPError`.

    @param error - The error to check
    @returns `true` if the error is an `HTTPError`, `false` otherwise

    @example
    ```
    import ky, {isHTTPError} from 'ky';
    try {
        const response = await ky.get('/api/data');
    } catch (error) {
        if (isHTTPError(error)) {
            console.log('HTTP error status:', error.response.status);
        }
    }
    ```
    */
    function isHTTPError(error) {
        return isErrorType(error, HTTPError);
    }
    /**
    Type guard to check if an error is a `NetworkError`.

    @param error - The error to check
    @returns `true` if the error is a `NetworkError`, `false` otherwise

    @example
    ```
    import ky, {isNetworkError} from 'ky';
    try {
        const response = await ky.get('/api/data');
    } catch (error) {
        if (isNetworkError(error)) {
            console.log('Network error:', error.request.url);
        }
    }
    ```
    */
    function isNetworkError(error) {
        return isErrorType(error, NetworkError);
    }
    /**
    Type guard to check if an error is a `TimeoutError`.

    @param error - The error to check
    @returns `true` if the error is a `TimeoutError`, `false` otherwise

    @example
    ```
    import ky, {isTimeoutError} from 'ky';
    try {
        const response = await ky.get('/api/data', { timeout: 1000 });
    } catch (error) {
        if (isTimeoutError(error)) {
            console.log('Request timed out:', error.request.url);
        }
    }
    ```
    */
    function isTimeoutError(error) {
        return isErrorType(error, TimeoutError);
    }

    // Older epoch-second values are indistinguishable from ordinary delay seconds, so timestamp compatibility only applies to current-era reset headers.
    const timestampThreshold = Date.parse('2024-01-01');
    const delayPattern = /^\d+$/;
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    // HTTP-date parsing is limited to IMF-fixdate and the two obsolete HTTP-date formats. Other date-like strings intentionally fall back to the normal retry delay.
    const imfDatePattern = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
    const rfc850DatePattern = /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), (\d{2})-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
    const asctimeDatePattern = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{2}| \d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;
    const getRetryTimingHeader = (headers) => {
        const retryAfter = headers.get('Retry-After');
        if (retryAfter !== null) {
            return { value: retryAfter, allowTimestamp: false };
        }
        // Retry-After is authoritative when present. Only missing Retry-After falls through to rate-limit headers.
        const rateLimitReset = headers.get('RateLimit-Reset');
        if (rateLimitReset !== null) {
            return { value: rateLimitReset, allowTimestamp: true };
        }
        const rateLimitRetryAfter = headers.get('X-RateLimit-Retry-After'); // Symfony-based services
        if (rateLimitRetryAfter !== null) {
            return { value: rateLimitRetryAfter, allowTimestamp: false };
        }
        const rateLimitResetAlias = headers.get('X-RateLimit-Reset') // GitHub
            ?? headers.get('X-Rate-Limit-Reset'); // Twitter
        if (rateLimitResetAlias !== null) {
            return { value: rateLimitResetAlias, allowTimestamp: true };
        }
        return undefined;
    };
    const createTimestamp = ({ year, month, day, hours, minutes, seconds }) => {
        const monthIndex = months.indexOf(month);
        const dayNumber = Number(day);
        const hoursNumber = Number(hours);
        const minutesNumber = Number(minutes);
        const secondsNumber = Number(seconds);
        if (monthIndex === -1
            || hoursNumber > 23
            || minutesNumber > 59
            || secondsNumber > 60) {
            return undefined;
        }
        const normalizedSeconds = Math.min(secondsNumber, 59);
        const date = new Date(Date.UTC(year, monthIndex, dayNumber, hoursNumber, minutesNumber, normalizedSeconds));
        date.setUTCFullYear(year);
        const timestamp = date.getTime();
        // Date.UTC normalizes overflow, so round-trip the parts to reject invalid dates. A leap second is represented by parsing 60 as 59 and adding one second.
        if (date.getUTCFullYear() !== year
            || date.getUTCMonth() !== monthIndex
            || date.getUTCDate() !== dayNumber
            || date.getUTCHours() !== hoursNumber
            || date.getUTCMinutes() !== minutesNumber
            || date.getUTCSeconds() !== normalizedSeconds) {
            return undefined;
        }
        return secondsNumber === 60 ? timestamp + 1000 : timestamp;
    };
    const getCapture = (match, index) => match[index];
    const parseDate = (value) => {
        const imfDate = imfDatePattern.exec(value);
        if (imfDate) {
            return createTimestamp({
                year: Number(getCapture(imfDate, 3)),
                month: getCapture(imfDate, 2),
                day: getCapture(imfDate, 1),
                hours: getCapture(imfDate, 4),
                minutes: getCapture(imfDate, 5),
                seconds: getCapture(imfDate, 6),
            });
        }
        const rfc850Date = rfc850DatePattern.exec(value);
        if (rfc850Date) {
            const now = new Date();
            const twoDigitYear = Number(getCapture(rfc850Date, 3));
            const currentCenturyYear = (Math.floor(now.getUTCFullYear() / 100) * 100) + twoDigitYear;
            const fiftyYearsFromNow = Date.UTC(now.getUTCFullYear() + 50, now.getUTCMonth(), now.getUTCDate(), now.getUTCHours(), now.getUTCMinutes(), now.getUTCSeconds(), now.getUTCMilliseconds());
            let timestamp;
            // RFC 9110 maps two-digit years to the latest matching century that is not more than 50 years in the future.
            for (const year of [
                currentCenturyYear - 100,
                currentCenturyYear,
                currentCenturyYear + 100,
            ]) {
                const candidateTimestamp = createTimestamp({
                    year,
                    month: getCapture(rfc850Date, 2),
                    day: getCapture(rfc850Date, 1),
                    hours: getCapture(rfc850Date, 4),
                    minutes: getCapture(rfc850Date, 5),
                    seconds: getCapture(rfc850Date, 6),
                });
                if (candidateTimestamp !== undefined
                    && candidateTimestamp <= fiftyYearsFromNow) {
                    timestamp = candidateTimestamp;
                }
            }
            return timestamp;
        }
        const asctimeDate = asctimeDatePattern.exec(value);
        if (asctimeDate) {
            const time = getCapture(asctimeDate, 4);
            const [hours, minutes, seconds] = time.split(':');
            return createTimestamp({
                year: Number(getCapture(asctimeDate, 5)),
                month: getCapture(asctimeDate, 2),
                day: getCapture(asctimeDate, 3).trim(),
                hours,
                minutes,
                seconds,
            });
        }
        return undefined;
    };
    const calculateRetryTimingDelay = ({ value, allowTimestamp }) => {
        if (delayPattern.test(value)) {
            let delay = Number(value) * 1000;
            // Standard Retry-After numbers are delay seconds. Timestamp compatibility only applies to reset headers.
            if (allowTimestamp
                && delay >= timestampThreshold) {
                delay -= Date.now();
            }
            return Math.max(0, delay);
        }
        const timestamp = parseDate(value);
        if (timestamp === undefined) {
            return undefined;
        }
        const delay = timestamp - Date.now();
        return Number.isFinite(delay) ? Math.max(0, delay) : undefined;
    };

    const maxErrorResponseBodySize = 10 * 1024 * 1024;
    const timedOutResponseData = Symbol('timedOutResponseData');
    const timedOutOperation = Symbol('timedOutOperation');
    const createTextDecoder = (contentType) => {
        const match = /;\s*charset\s*=\s*(?:"([^"]+)"|([^;,\s]+))/i.exec(contentType);
        const charset = match?.[1] ?? match?.[2];
        if (charset) {
            try {
                return new TextDecoder(charset);
            }
            catch { }
        }
        return new TextDecoder();
    };
    const objectToString = Object.prototype.toString;
    const isRequestInstance = (value) => value instanceof globalThis.Request || objectToString.call(value) === '[object Request]';
    // Accepted custom responses are treated as full Responses throughout Ky.
    // If a custom fetch returns one, it must behave like a Response for cloning,
    // body consumption, `json()` decoration, and any enabled stream features.
    const isResponseInstance = (value) => value instanceof globalThis.Response || objectToString.call(value) === '[object Response]';
    class Ky {
        static create(input, options) {
            const initHooks = options.hooks?.init ?? [];
            const initHookOptions = options;
            for (const hook of initHooks) {
                hook(initHookOptions);
            }
            const ky = new Ky(input, initHookOptions);
            const function_ = async () => {
                if (typeof ky.#options.timeout === 'number' && ky.#options.timeout > maxSafeTimeout) {
                    throw new RangeError(`The \`timeout\` option cannot be greater than ${maxSafeTimeout}`);
                }
                // Delay the fetch so that body method shortcuts can set the Accept header
                await Promise.resolve();
                const beforeRequestResponse = await ky.#runBeforeRequestHooks();
                if (beforeRequestResponse !== undefined) {
                    ky.#retryLimit = normalizeRetryOptions(ky.#options.retry).limit;
                }
                let response = beforeRequestResponse ?? await ky.#retry(async () => ky.#fetch());
                let responseFromHook = beforeRequestResponse !== undefined
                    || ky.#consumeReturnedResponseFromBeforeRetryHook();
                for (;;) {
                    // `undefined` means a hook stopped the flow without providing a response.
                    // Non-native Responses still continue through Ky if they pass `isResponseInstance()`.
                    if (response === undefined) {
                        return response;
                    }
                    if (isResponseInstance(response)) {
                        try {
                            // eslint-disable-next-line no-await-in-loop
                            response = response;
                        }
                        catch (error) {
                            {
                                throw error;
                            }
                        }
                    }
                    const currentResponse = response;
                    // Opaque responses (`response.type === 'opaque'`) from `no-cors` requests always have `status: 0` and `ok: false`, but this is not a failure - the actual status is hidden by the browser.
                    if (!currentResponse.ok && currentResponse.type !== 'opaque' && (typeof ky.#options.throwHttpErrors === 'function'
                        ? ky.#options.throwHttpErrors(currentResponse.status)
                        : ky.#options.throwHttpErrors)) {
                        // `request` must reflect the request that actually failed, but `options` stays as Ky's
                        // normalized options snapshot. Replacement `Request` instances do not preserve the
                        // original `BodyInit`, so trying to make `options` mirror arbitrary requests would be lossy.
                        const httpError = new HTTPError(currentResponse, ky.#getResponseRequest(currentResponse), ky.#getNormalizedOptions());
                        const errorToThrow = httpError;
                        // eslint-disable-next-line no-await-in-loop
                        httpError.data = undefined;
                        if (responseFromHook) {
                            throw errorToThrow;
                        }
                        // eslint-disable-next-line no-await-in-loop
                        const retriedResponse = await ky.#retryFromError(httpError, async () => ky.#fetch());
                        if (retriedResponse === undefined) {
                            return retriedResponse;
                        }
                        response = retriedResponse;
                        responseFromHook = ky.#consumeReturnedResponseFromBeforeRetryHook();
                        continue;
                    }
                    break;
                }
                if (!isResponseInstance(response)) {
                    return response;
                }
                return response;
            };
            const result = (async () => {
                try {
                    return await function_();
                }
                catch (error) {
                    throw error;
                }
                finally {
                    const originalRequest = ky.#originalRequest;
                    // Ignore cancellation errors from already-locked or already-consumed streams.
                    ky.#cancelBody(originalRequest?.body ?? undefined);
                    // Only cancel the current request body if it's distinct from the original (i.e. it was cloned for retries).
                    if (ky.request !== originalRequest) {
                        ky.#cancelBody(ky.request.body ?? undefined);
                    }
                }
            })();
            return result;
        }
        // eslint-disable-next-line unicorn/prevent-abbreviations
        static #normalizeSearchParams(searchParams) {
            // Filter out undefined values from plain objects
            if (searchParams && typeof searchParams === 'object' && !Array.isArray(searchParams) && !(searchParams instanceof URLSearchParams)) {
                return Object.fromEntries(Object.entries(searchParams).filter(([, value]) => value !== undefined));
            }
            return searchParams;
        }
        request;
        #abortController;
        #retryCount = 0;
        #retryLimit;
        #input;
        #options;
        #originalRequest;
        #userProvidedAbortSignal;
        #beforeRetryHookErrors = new WeakSet();
        #cachedNormalizedOptions;
        #startTime;
        #returnedResponseFromBeforeRetryHook = false;
        #responseRequests = new WeakMap();
        // eslint-disable-next-line complexity
        constructor(input, options = {}) {
            this.#input = input;
            this.#options = {
                ...options,
                headers: new globalThis.Headers(),
                hooks: { beforeRequest: [], beforeRetry: [], ...options.hooks },
                method: normalizeRequestMethod(options.method ?? this.#input.method ?? 'GET'),
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                prefix: String(options.prefix || ''),
                retry: normalizeRetryOptions(options.retry),
                throwHttpErrors: options.throwHttpErrors ?? true,
                timeout: options.timeout ?? 10_000,
                totalTimeout: options.totalTimeout ?? false,
                fetch: options.fetch ?? globalThis.fetch.bind(globalThis),
                context: options.context ?? {},
            };
            this.#retryLimit = this.#options.retry.limit;
            if (typeof this.#input !== 'string' && !(this.#input instanceof URL || false)) {
                throw new TypeError('`input` must be a string, URL, or Request');
            }
            if (typeof this.#input === 'string') ;
            if (supportsAbortController && supportsAbortSignal) {
                this.#userProvidedAbortSignal = this.#options.signal ?? this.#input.signal;
                this.#abortController = new globalThis.AbortController();
                this.#options.signal = this.#createManagedSignal();
            }
            // To provide correct form boundary, Content-Type header should be deleted when creating Request from another Request with FormData/URLSearchParams body
            // Only delete if user didn't explicitly provide a custom content-type
            options.headers && new globalThis.Headers(options.headers).has('content-type');
            this.request = new globalThis.Request(this.#input, this.#options);
            if (hasSearchParameters()) {
                const url = new URL(this.request.url);
                {
                    const optionsSearchParameters = new URLSearchParams(Ky.#normalizeSearchParams(undefined));
                    for (const [key, value] of optionsSearchParameters.entries()) {
                        url.searchParams.append(key, value);
                    }
                }
                // Recreate request with the updated URL. We already have all options in this.#options, including duplex.
                this.request = new globalThis.Request(url, this.#options);
            }
            // `totalTimeout` starts when the request pipeline is created, so it also includes
            // Ky's internal scheduling and user hook time before the first fetch attempt.
            this.#startTime = undefined;
        }
        #calculateDelay(retry) {
            const retryDelay = retry.delay(this.#retryCount + 1);
            let jitteredDelay = retryDelay;
            if (retry.jitter === true) {
                jitteredDelay = Math.random() * retryDelay;
            }
            else if (typeof retry.jitter === 'function') {
                jitteredDelay = retry.jitter(retryDelay);
                if (!Number.isFinite(jitteredDelay) || jitteredDelay < 0) {
                    jitteredDelay = retryDelay;
                }
            }
            return Math.min(retry.backoffLimit, jitteredDelay);
        }
        async #calculateRetryDelay(error) {
            const retry = normalizeRetryOptions(this.#options.retry);
            if (this.#retryCount >= Math.min(retry.limit, this.#retryLimit)) {
                throw error;
            }
            // Wrap non-Error throws to ensure consistent error handling
            const errorObject = error instanceof Error ? error : new NonError(error);
            // Check if method is retriable for non-forced retries
            if (!retry.methods.includes(this.request.method.toLowerCase())) {
                throw error;
            }
            const { shouldRetry } = retry;
            if (shouldRetry !== undefined) {
                const result = await this.#raceWithTotalTimeout(async () => shouldRetry({ error: errorObject, retryCount: this.#retryCount + 1 }));
                if (result === timedOutOperation) {
                    throw new TimeoutError(this.request);
                }
                // Only exact booleans override the default retry checks.
                if (result === false) {
                    throw error;
                }
                if (result === true) {
                    return this.#calculateDelay(retry);
                }
            }
            // Default timeout behavior
            if (isTimeoutError(error)) {
                if (!retry.retryOnTimeout) {
                    throw error;
                }
                return this.#calculateDelay(retry);
            }
            if (isHTTPError(error)) {
                if (!retry.statusCodes.includes(error.response.status)) {
                    throw error;
                }
                const retryTimingHeader = getRetryTimingHeader(error.response.headers);
                if (retryTimingHeader && retry.afterStatusCodes.includes(error.response.status)) {
                    const after = calculateRetryTimingDelay(retryTimingHeader);
                    if (after === undefined) {
                        // Malformed retry timing headers should not disable retries; they only lose their server-provided timing.
                        return this.#calculateDelay(retry);
                    }
                    // Don't apply jitter when server provides explicit retry timing
                    return Math.min(retry.maxRetryAfter, after);
                }
                if (error.response.status === 413) {
                    throw error;
                }
                return this.#calculateDelay(retry);
            }
            // Only retry known retriable error types. Unknown errors (e.g., programming bugs) are not retried.
            if (!isNetworkError(error)) {
                throw error;
            }
            return this.#calculateDelay(retry);
        }
        
        
        
        
        
        // Unlike error bodies (`#getResponseData`), a successful body read has no fallback value to return -
        // the caller's `.json()`/`.text()`/etc. promise must settle, so a timeout here always rejects.
        
        async #raceWithTotalTimeout(operation) {
            {
                return operation();
            }
        }
        
        
        
        #cancelBody(body) {
            if (!body) {
                return;
            }
            // Ignore cancellation failures from already-locked or already-consumed streams.
            void body.cancel().catch(() => undefined);
        }
        
        
        #createManagedSignal() {
            return this.#userProvidedAbortSignal
                ? AbortSignal.any([this.#userProvidedAbortSignal, this.#abortController.signal])
                : this.#abortController.signal;
        }
        #throwIfTotalTimeoutExhausted() {
        }
        async #runBeforeRequestHooks() {
            for (const hook of this.#options.hooks.beforeRequest) {
                // eslint-disable-next-line no-await-in-loop
                const result = await this.#raceWithTotalTimeout(async () => hook({
                    request: this.request,
                    options: this.#getNormalizedOptions(),
                    retryCount: 0,
                }));
                if (result === timedOutOperation) {
                    throw new TimeoutError(this.request);
                }
            }
            return undefined;
        }
        
        async #retry(function_) {
            try {
                return await function_();
            }
            catch (error) {
                return this.#retryFromError(error, function_);
            }
        }
        async #retryFromError(error, function_) {
            this.#returnedResponseFromBeforeRetryHook = false;
            const retryDelay = Math.min(await this.#calculateRetryDelay(error), maxSafeTimeout);
            const delayOptions = { signal: this.#userProvidedAbortSignal };
            // Only use user-provided signal for delay, not our internal abortController
            await delay(retryDelay, delayOptions);
            this.#throwIfTotalTimeoutExhausted();
            for (const hook of this.#options.hooks.beforeRetry) {
                let hookResult;
                try {
                    // eslint-disable-next-line no-await-in-loop
                    hookResult = await this.#raceWithTotalTimeout(async () => hook({
                        request: this.request,
                        options: this.#getNormalizedOptions(),
                        error: error,
                        retryCount: this.#retryCount + 1,
                    }));
                }
                catch (hookError) {
                    // Preserve the original request error path (`throw error`) so beforeError hooks can still run.
                    if (hookError instanceof Error && hookError !== error) {
                        this.#beforeRetryHookErrors.add(hookError);
                    }
                    throw hookError;
                }
                if (hookResult === timedOutOperation) {
                    throw new TimeoutError(this.request);
                }
                // If `stop` is returned from the hook, the retry process is stopped
                if (hookResult === stop) {
                    return;
                }
            }
            this.#throwIfTotalTimeoutExhausted();
            this.#retryCount++;
            return this.#retry(function_);
        }
        #consumeReturnedResponseFromBeforeRetryHook() {
            const value = this.#returnedResponseFromBeforeRetryHook;
            this.#returnedResponseFromBeforeRetryHook = false;
            return value;
        }
        async #fetch() {
            // Reset abortController if it was aborted (happens on timeout retry)
            if (this.#abortController?.signal.aborted) {
                this.#abortController = new globalThis.AbortController();
                this.#options.signal = this.#createManagedSignal();
                // Recreate request with new signal
                this.request = new globalThis.Request(this.request, { signal: this.#options.signal });
            }
            const nonRequestOptions = undefined;
            this.#retryLimit = normalizeRetryOptions(this.#options.retry).limit;
            const request = this.#wrapRequestWithUploadProgress(this.request, this.#options.body ?? undefined);
            // Cloning is done here to prepare in advance for retries.
            // Skip cloning when retries are disabled - cloning a streaming body calls ReadableStream#tee()
            // which buffers the entire stream in memory, causing excessive memory usage for large uploads.
            this.#originalRequest = request;
            try {
                const remainingTotal = undefined;
                if (remainingTotal !== undefined && remainingTotal <= 0) ;
                const effectiveTimeout = this.#options.timeout === false
                    ? remainingTotal
                    : (remainingTotal === undefined
                        ? this.#options.timeout
                        : Math.min(this.#options.timeout, remainingTotal));
                const response = effectiveTimeout === undefined
                    ? await this.#options.fetch(request, nonRequestOptions)
                    : await timeout(request, nonRequestOptions, this.#abortController, {
                        timeout: effectiveTimeout,
                        fetch: this.#options.fetch,
                    });
                return this.#setResponseRequest(response, request);
            }
            catch (error) {
                if (isRawNetworkError(error)) {
                    throw new NetworkError(this.request, { cause: error });
                }
                throw error;
            }
        }
        
        
        #getNormalizedOptions() {
            if (!this.#cachedNormalizedOptions) {
                // Exclude Ky-specific options that are not part of `RequestInit`.
                const { hooks, json, parseJson, stringifyJson, searchParams, timeout, totalTimeout, throwHttpErrors, fetch, ...normalizedOptions } = this.#options;
                this.#cachedNormalizedOptions = Object.freeze(normalizedOptions);
            }
            return this.#cachedNormalizedOptions;
        }
        
        #getResponseRequest(response) {
            return this.#responseRequests.get(response) ?? this.request;
        }
        #setResponseRequest(response, request) {
            this.#responseRequests.set(response, request);
            return response;
        }
        #wrapRequestWithUploadProgress(request, originalBody) {
            {
                return request;
            }
        }
    }

    /*! MIT License © Sindre Sorhus */
    const createInstance = (defaults) => {
        // eslint-disable-next-line @typescript-eslint/promise-function-async
        const ky = (input, options) => Ky.create(input, options);
        return ky;
    };
    const ky = createInstance();
    // Intentionally not exporting this for now as it's just an implementation detail and we don't want to commit to a certain API yet at least.
    // export {NonError} from './errors/NonError.js';

    const SERVER_ERRORS = /* @__PURE__ */ Array.from({ length: 100 }, (_, index) => 500 + index);
    /** What says that the rate limit is reached; Events v1 has a status of its own. */
    const RATE_LIMITS = { events_v1: [403, 429], events_v2: [429] };
    /**
     * An event that is repeated joins the same incident, so it is repeated for long: the waits of 10 times add up to two minutes at most.
     * Source: "API Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents.
     */
    const eventRule = (api) => ({
        statusCodes: [...RATE_LIMITS[api], ...SERVER_ERRORS],
        unanswered: true,
        limit: 10,
    });
    /** REST calls by method: only a 429 proves that a POST or PATCH was not done (RFC 9110, 9.2.2). */
    const restRule = (method) => {
        const unanswered = method !== 'POST' && method !== 'PATCH';
        return { statusCodes: unanswered ? [429, ...SERVER_ERRORS] : [429], unanswered, limit: 5 };
    };
    /** ky's options where neither the instance nor the call says otherwise. */
    const RETRY_DEFAULTS = { jitter: true, backoffLimit: 30_000, maxRetryAfter: 60_000 };
    const TIMEOUT = 10_000;
    /**
     * The bodies that a page may have under way with `keepalive`, in bytes; beyond it the browser fails the request.
     * Source: Fetch standard, HTTP-network-or-cache fetch.
     */
    const KEEPALIVE_LIMIT = 65_536;
    let keepaliveBytes = 0;
    /** Sends a request; an event, after all that were called before it with the same key. */
    function send(request, sender) {
        const { orderKey, signal } = request;
        const start = () => deliver(request, sender);
        return orderKey ? inOrder(orderKey, signal, start) : start();
    }
    /**
     * Sends a request, again where the retry table says so, and resolves to the answer's parsed body, `undefined` where it is empty.
     * One attempt is the request and the whole answer, so `timeout` and retries cover a body that breaks off.
     * @throws PDJSError
     */
    async function deliver(request, sender) {
        const { api, data: body, signal } = request;
        // Called as a function of its own: the browser's fetch accepts no other `this`.
        const { fetch: ownFetch } = sender;
        const method = (request.type ?? 'GET').toUpperCase();
        const url = absolute(request.url);
        const timeout = request.timeout ?? sender.timeout ?? TIMEOUT;
        if (timeout !== false && !(timeout > 0 && timeout < 2 ** 31))
            throw invalid('timeout must be milliseconds from 1 to 2147483647, or false');
        if (body && (method === 'GET' || method === 'HEAD'))
            throw invalid(`A ${method} has no body: data must be an object, which becomes the query`);
        const rule = api ? eventRule(api) : restRule(method);
        const place = api && turn(request.limitKey, signal);
        const headers = headersOf(request);
        let attempts = 0;
        let answer;
        // A query may hold a token of the caller's, and so is not told.
        const fail = (code, message, cause) => new PDJSError({ code, message, answer, attempts, request: { method, url: url.origin + url.pathname }, cause });
        const attempt = async (stop) => {
            if (signal?.aborted)
                throw signal.reason;
            const release = api && body && attempts < 2 && claimKeepalive(body);
            const number = ++attempts;
            answer = undefined;
            const init = {
                method,
                headers,
                body: body ?? null,
                keepalive: Boolean(release),
                // A redirect must not carry the token on to wherever it leads.
                redirect: headers.has('Authorization') ? 'manual' : 'follow',
                signal: stop,
            };
            try {
                // The global fetch needs no Request made for it.
                const response = await (ownFetch ? ownFetch(new Request(url, init)) : fetch(url, init));
                if (place && RATE_LIMITS[api].includes(response.status))
                    place.limit();
                const text = await response.text();
                // An attempt that timed out may yet end, where the browser cannot abort it.
                if (number === attempts)
                    answer = { status: response.status, statusText: response.statusText, text, json: decodeJSON(text) };
                return response;
            }
            finally {
                if (release)
                    release();
                if (place && number === attempts)
                    place.give();
            }
        };
        const retry = { ...retryOptions(sender.retry), ...retryOptions(request.retry) };
        // For an answer or a timeout, undefined leaves it to ky's other options.
        const shouldRetry = ({ error }) => isHTTPError(error) || isTimeoutError(error) ? undefined : attempts > 0 && rule.unanswered && !signal?.aborted;
        try {
            await ky(url, {
                method,
                timeout,
                ...(signal && { signal }),
                // ky copies a Request for each attempt that it may have to repeat: its own has neither headers nor body.
                fetch: ((request) => attempt(request.signal)),
                // Waiting for a place is no part of an attempt's time.
                hooks: place && { beforeRequest: [place.take], beforeRetry: [place.take] },
                retry: {
                    ...RETRY_DEFAULTS,
                    limit: rule.limit,
                    methods: [method],
                    statusCodes: rule.statusCodes,
                    afterStatusCodes: rule.statusCodes,
                    retryOnTimeout: rule.unanswered,
                    ...retry,
                    shouldRetry: async (state) => (await retry.shouldRetry?.(state)) ?? shouldRetry(state),
                },
            });
        }
        catch (error) {
            if (isHTTPError(error))
                throw fail('http', refusal(error.response));
            if (signal?.aborted)
                throw fail('aborted', 'The call was aborted', signal.reason);
            if (isTimeoutError(error))
                throw fail('timeout', `No complete answer within ${timeout} ms`);
            // Before the first attempt only ky can have refused, an option.
            if (attempts === 0)
                throw fail('invalid_params', error.message);
            throw fail('network', 'PagerDuty could not be reached', isNetworkError(error) ? error.cause : error);
        }
        finally {
            place?.end();
        }
        if (answer?.text && answer.json === undefined)
            throw fail('invalid_response', 'The answer is not JSON');
        return answer?.json;
    }
    /** Browsers show a redirect that is not followed as status 0. */
    const refusal = ({ status }) => status === 0 || (status >= 300 && status < 400)
        ? 'The answer is a redirect, which a call with a token does not follow'
        : `PagerDuty answered ${status}`;
    /** The caller's own headers go before ours. */
    function headersOf({ headers, contentType, accepts }) {
        const ours = new Headers();
        if (contentType)
            ours.set('Content-Type', contentType);
        if (accepts?.json)
            ours.set('Accept', accepts.json);
        try {
            for (const [name, value] of Object.entries(defined(headers)))
                ours.set(name, value);
        }
        catch {
            // The engine's message may hold the value, and so the token.
            throw invalid('The token or a header has characters that HTTP does not allow');
        }
        return ours;
    }
    /** ky takes a number for `{limit}` too. What is undefined counts as not said. */
    const retryOptions = (retry) => defined(typeof retry === 'object' ? retry : { limit: retry });
    /** Claims a place in the page's keepalive budget; the answer gives it back. Without place, `undefined`. */
    function claimKeepalive(body) {
        const bytes = new TextEncoder().encode(body).length;
        if (keepaliveBytes + bytes > KEEPALIVE_LIMIT)
            return undefined;
        keepaliveBytes += bytes;
        return () => {
            keepaliveBytes -= bytes;
        };
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
        /** What `req` returns next. */
        req_count = 1;
        /**
         * @param options all optional; each becomes a public field, and what a field holds when a call is made counts.
         * As in 1.1.0, an empty value stands for the default.
         * @example
         * const pdjs = new PDJSobj({ server: 'eu.pagerduty.com', outbox: true })
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
            this.outbox = options.outbox
                ? openOutbox(options.outbox === true ? {} : options.outbox, (request) => {
                    const round = { ...request, retry: { limit: 2, ...retryOptions(this.retry), ...retryOptions(request.retry) } };
                    const told = { success: () => undefined, error: () => undefined };
                    return outcome(this, told, (success, error) => this.sendRequest({ ...round, success, error }));
                }, (error, request) => {
                    this.error_function(error, request);
                })
                : undefined;
            this.logg('Initializing PDJSobj');
        }
        trigger(params) {
            return this.event({ ...fieldsOf(params), event_type: 'trigger' });
        }
        acknowledge(params) {
            return this.event({ ...fieldsOf(params), event_type: 'acknowledge' });
        }
        resolve(params) {
            return this.event({ ...fieldsOf(params), event_type: 'resolve' });
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
         * Tells PagerDuty of a change, such as a deployment: it pages nobody and is shown with incidents of the same service.
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
         * Sends what waits in the outbox at once, without waiting for the next round of attempts.
         * @returns how many events still wait after it; 0 without an outbox
         * @example
         * if ((await pdjs.flush()) === 0) console.log('PagerDuty has everything')
         */
        async flush() {
            return this.outbox ? this.outbox.flush() : 0;
        }
        /**
         * Calls the REST API.
         * @returns the answer's parsed body, `undefined` where it is empty
         * @throws never; rejects with a `PDJSError`
         * @example
         * const { user } = await pdjs.api({ res: 'users/me' })
         */
        api(params) {
            return call(this, params, (fields) => {
                this.logg(masked(`Call to API: ${String(fields.res || fields.url)}`));
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
        api_all(params) {
            const fields = fieldsOf(params);
            const { incremental_success, final_success } = fields;
            return outcome(this, { ...fields, success: final_success }, async () => {
                const all = [];
                let whole = {};
                for await (const { body, key, items } of listPages(this, fields, { limit: 100 })) {
                    for (const item of items)
                        all.push(item);
                    whole = { ...body, [key]: all };
                    if (incremental_success)
                        queueMicrotask(() => {
                            incremental_success(items);
                        });
                }
                // Where the server gave no total, `limit` is as empty as `total`: so 1.1.0 had it.
                const total = typeof whole.total === 'number' ? all.length : whole.total;
                return { ...whole, res: fields.res, offset: 0, limit: total, total };
            });
        }
        /**
         * A list's items one by one, to its end; one page is in memory at a time. Leaving the loop stops the requests; `signal` stops one
         * that is under way.
         * @throws PDJSError from the loop
         * @example
         * for await (const incident of pdjs.paginate({ res: 'incidents', data: { statuses: ['triggered'] } })) console.log(incident.id)
         */
        async *paginate(params) {
            for await (const { items } of listPages(this, fieldsOf(params), {}))
                yield* items;
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
        get(res, data, options) {
            return this.api({ ...options, type: 'GET', res, data });
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
        post(res, data, options) {
            return this.api({ ...options, type: 'POST', res, data });
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
        put(res, data, options) {
            return this.api({ ...options, type: 'PUT', res, data });
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
        patch(res, data, options) {
            return this.api({ ...options, type: 'PATCH', res, data });
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
        delete(res, data, options) {
            return this.api({ ...options, type: 'DELETE', res, data });
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
        sendRequest(request = { url: '' }) {
            return outcome(this, request, (success, error) => {
                const final = encoded(request);
                const { type, url, headers, data } = final;
                log(this, () => ({ type, url, headers, data: data && decodeJSON(data) }));
                return send(final, this).then((body) => {
                    success(body);
                    log(this, () => body);
                }, error);
            });
        }
        /**
         * Prints to the console where `logging` is on.
         * @example
         * pdjs.logg('Polling again')
         */
        logg(message) {
            if (this.logging)
                console.log(message);
        }
        /**
         * Counts up: returns `req_count` as it was before. Every REST call does.
         * @example
         * const number = pdjs.req()
         */
        req() {
            return this.req_count++;
        }
        /**
         * Called with the answer of a call that brings no `success`. Override it to handle them all in one place.
         * @example
         * pdjs.no_success_function = (body) => console.log(body)
         */
        no_success_function(body, params) {
            this.logg(masked(`no success function defined for ${params.res ?? 'the call'}`));
            log(this, () => body);
        }
        /**
         * Called with the failure of a call that brings no `error` and whose promise nobody listens to; prints it. Override it to hear of
         * them all.
         * @example
         * pdjs.error_function = (error) => alert(error.message)
         */
        error_function(error, _params) {
            console.error('PDJS:', error);
        }
    }
    /** A list's pages, each through `api`. `query` goes before the caller's own. */
    function listPages(pdjs, params, query) {
        const { res, url, data, signal, concurrency = 1 } = params;
        if (!(concurrency >= 1))
            throw invalid('concurrency must be a whole number above 0');
        const get = (data, signal) => {
            const page = { ...params, type: 'GET', data, signal, success: () => undefined, error: undefined };
            return pdjs.api(page);
        };
        const start = { ...(concurrency > 1 && { total: true }), limit: 100, offset: 0, ...defined(data), ...query };
        return pages(res ?? url ?? '', start, get, concurrency, signal);
    }
    /** A call of the class, from its params to its outcome. `sendRequest` sees the caller's own fields too, as in 1.1.0. */
    function call(pdjs, params, build) {
        const given = (params ?? {});
        return outcome(pdjs, given, (success, error) => {
            const fields = fieldsOf(given);
            const request = { ...fields, dataType: 'json', ...build(fields), success, error };
            if (pdjs.outbox && request.api)
                return pdjs.outbox.post(request).then(success, error);
            return pdjs.sendRequest(request);
        });
    }
    /** Prints a value where `logging` is on, its keys and tokens masked. */
    function log(pdjs, value) {
        if (pdjs.logging)
            pdjs.logg(masked(value()));
    }
    function warnOnce(pdjs) {
        if (warned.has(pdjs))
            return;
        warned.add(pdjs);
        console.warn('PDJS: an event without incident_key. All such events share one incident: give each problem a key.');
    }

    // What a script tag and require() get: the class, which carries the package's other exports.
    var umd = Object.assign(PDJSobj, { PDJSobj, PDJSError });

    return umd;

})();
if (typeof module === 'object' && module.exports) module.exports = PDJSobj;
if (typeof define === 'function' && define.amd) define('pdjsobj', function () { return PDJSobj; });
//# sourceMappingURL=pdjs.js.map
