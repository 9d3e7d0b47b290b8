/*! pdjsobj 3.0.0 | MIT License */
var PDJSobj = (function () {
    'use strict';

    // What calls fail with.
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
    class PDJSError extends Error {
        /** `"PDJSError"`. */
        name = 'PDJSError';
        /** PagerDuty's message, or ours if it sent none. */
        message;
        constructor({ code, message, answer, request, attempts = 0, retryAfter = 0, cause }) {
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
            this.retryAfter = retryAfter;
            this.request = request;
        }
    }
    /** The error for invalid params or options. */
    const invalid = (message) => new PDJSError({ code: 'invalid_params', message });

    // Reads a call's params once, and converts them to JSON.
    /**
     * Copies the caller's params, including what they inherit from their classes. Functions stay methods of the original. Never throws: a
     * field that cannot be read throws when used.
     * @param ours fields that override the caller's
     */
    function fieldsOf(params, ours = {}) {
        const fields = { ...ours };
        try {
            for (const name of namesOf(params))
                if (!(name in fields))
                    copyField(params, name, fields);
        }
        catch (reason) {
            // A revoked Proxy, for example. Every call reads `data`, and so reports it.
            unreadable(fields, 'data', reason);
        }
        return fields;
    }
    /** The names of an object's own properties and those of its classes. */
    function namesOf(params) {
        const names = [];
        if (!params || typeof params !== 'object')
            return names;
        for (let owner = params, next; owner; owner = next) {
            next = Object.getPrototypeOf(owner);
            // The last is Object.prototype, perhaps another frame's.
            if (next || owner === params)
                names.push(...Object.getOwnPropertyNames(owner));
        }
        return names;
    }
    function copyField(params, name, fields) {
        try {
            const value = params[name];
            fields[name] = typeof value === 'function' ? (...args) => Reflect.apply(value, params, args) : value;
        }
        catch (reason) {
            unreadable(fields, name, reason);
        }
    }
    function unreadable(fields, name, reason) {
        // Not enumerable, so that copying the fields does not read it.
        Object.defineProperty(fields, name, {
            get() {
                throw reason;
            },
        });
    }
    /** A copy of an object without its undefined fields. */
    const defined = (fields) => Object.fromEntries(Object.entries({ ...fields }).filter(([, value]) => value !== undefined));
    /**
     * The JSON of a value.
     * @throws PDJSError `invalid_params` if it is circular or contains a BigInt
     */
    function encodeJSON(value) {
        try {
            return JSON.stringify(value, asArray);
        }
        catch (cause) {
            // The engine's message contains names of properties, but no values.
            throw invalid(`The params cannot be encoded as JSON: ${cause.message}`);
        }
    }
    /** Ignores the `toJSON` that old libraries add to arrays, which returns a string. */
    function asArray(name, written) {
        const value = this[name];
        return Array.isArray(value) ? value : written;
    }
    /** Parses JSON; `undefined` if it is invalid. */
    function decodeJSON(text) {
        try {
            return JSON.parse(text);
        }
        catch {
            return undefined;
        }
    }

    // The engine's own builtins, which the page may have replaced.
    /** The engine's Promise. Async functions return it even if the page replaces the global one. */
    const NativePromise = /* @__PURE__ */ engineOf();
    /** The engine's Request. MooTools replaces the global one. */
    const NativeRequest = globalThis.Request;
    function engineOf() {
        const nothing = async () => {
            // Only its promise matters.
        };
        return nothing().constructor;
    }

    // Parses URLs, relative to the page.
    /**
     * Parses a URL into an object, so that the URL that is checked is the URL that is sent.
     * @throws PDJSError `invalid_params` if it is invalid, or contains a user name or password, which fetch rejects
     */
    function absolute(url) {
        const { document, location } = globalThis;
        const target = url && parsed(url, document?.baseURI ?? location?.href);
        if (!target)
            throw invalid('Invalid URL: check url, protocol, server, eventsUrl and apiUrl');
        if (target.username || target.password)
            throw invalid('url must not contain a user name or password');
        // fetch sends no fragment.
        target.hash = '';
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

    // Waits for a time or a promise.
    /** The longest time that timers support, in milliseconds. */
    const LONGEST = 2 ** 31 - 1;
    /** A promise and the function that resolves it. */
    function newPromise() {
        let settle;
        const promise = new NativePromise((resolve) => {
            settle = resolve;
        });
        return [promise, settle];
    }
    /** Starts a timer of that many milliseconds, which can be ended early. */
    function startTimer(ms) {
        let end;
        const over = new NativePromise((resolve) => {
            const timer = setTimeout(resolve, Math.min(ms, LONGEST));
            end = () => {
                clearTimeout(timer);
                resolve();
            };
        });
        return { over, end };
    }
    /** Resolves when a promise has settled, or when `signal` is aborted. */
    function settledOrAborted(promise, signal) {
        return new NativePromise((resolve) => {
            const end = () => {
                signal?.removeEventListener('abort', end);
                resolve();
            };
            if (!promise || signal?.aborted) {
                end();
            }
            else {
                signal?.addEventListener('abort', end);
                promise.then(end, end);
            }
        });
    }
    /** Lets a Node program exit despite a timer. */
    function inBackground(timer) {
        if (typeof timer === 'object')
            timer.unref?.();
    }

    // Sends events with the same key one after another.
    /** What a key's next event must wait for. */
    const lastOfKey = new Map();
    /**
     * Starts a call once all earlier ones with the same key have ended: now, if there are none. If `signal` is aborted it starts at once, so
     * that `start` can report it.
     */
    function inOrder(key, signal, start) {
        const before = lastOfKey.get(key);
        // Set first: `start` may trigger the next call.
        const [last, end] = newPromise();
        lastOfKey.set(key, last);
        const call = before ? afterwards(before, signal, start) : start();
        void bothEnded(before, call).then(() => {
            if (lastOfKey.get(key) === last)
                lastOfKey.delete(key);
            end(undefined);
        });
        return call;
    }
    async function afterwards(before, signal, start) {
        await settledOrAborted(before, signal);
        return start();
    }
    /** Resolves when both have settled. A call aborted while waiting ends before the one it waits for. */
    async function bothEnded(before, call) {
        await settledOrAborted(before);
        await settledOrAborted(call);
    }

    // The storage of an outbox.
    /** localStorage: written before a call returns, so that the event survives even if the renderer is killed at once. */
    const browserStore = {
        keys: () => Object.keys(localStorage),
        get: (key) => localStorage.getItem(key),
        set: (key, text) => {
            localStorage.setItem(key, text);
        },
        remove: (key) => {
            localStorage.removeItem(key);
        },
    };
    /** A store that never throws. It warns once if it cannot store events. */
    function forgiving(store) {
        let warned = false;
        const use = (access, otherwise) => {
            try {
                return access();
            }
            catch (error) {
                const reason = error.message;
                if (!warned)
                    console.warn('PDJS: the outbox cannot store events in this browser, only send them.', reason);
                warned = true;
                return otherwise;
            }
        };
        return {
            keys: () => use(store.keys, []),
            get: (key) => use(() => store.get(key), null),
            set: (key, text) => {
                use(() => {
                    store.set(key, text);
                }, undefined);
            },
            remove: (key) => {
                use(() => {
                    store.remove(key);
                }, undefined);
            },
        };
    }

    /** The default time limit of an event's attempt, in milliseconds. */
    const EVENT_TIMEOUT = 10_000;
    /** As long as a browser itself would wait: REST calls queue for a connection there. */
    const REST_TIMEOUT = 300_000;
    /**
     * The row for a request.
     *
     * A repeated event joins the same incident, so events get many retries: the ten waits add up to two minutes at most. Source: "API
     * Response Codes & Retry Logic" of PagerDuty's V1 and V2 Events API documents. For REST calls, the method decides: only a 429 proves
     * that a POST or PATCH was not carried out (RFC 9110, 9.2.2).
     */
    function retryRow({ api, type = 'GET' }) {
        if (api) {
            const rateLimits = api === 'events_v1' ? [403, 429] : [429];
            return { rateLimits, isRepeatable: true, limit: 10, timeout: EVENT_TIMEOUT };
        }
        const isRepeatable = !/^(POST|PATCH)$/i.test(type);
        return { rateLimits: [429], isRepeatable, limit: 5, timeout: REST_TIMEOUT };
    }
    /** Whether a request that failed this way may succeed later. */
    function isTemporary({ code, status }, row, options = {}) {
        const { statusCodes, retryOnTimeout = row.isRepeatable } = options;
        switch (code) {
            case 'http':
                return statusCodes ? statusCodes.includes(status) : row.rateLimits.includes(status) || (row.isRepeatable && status >= 500);
            case 'timeout':
                return retryOnTimeout;
            default:
                return code === 'network' && row.isRepeatable;
        }
    }
    /** Retry options as an object without undefined fields; a number means `{limit}`. */
    const retryOptions = (retry) => defined(typeof retry === 'object' ? retry : { limit: retry });
    /**
     * Milliseconds that an answer asks to wait; 0 if it does not, or if its date is past or unreadable.
     * Source: `Retry-After` of RFC 9110, 10.2.3, and `ratelimit-reset` (seconds) of PagerDuty's REST API, Rate Limits.
     */
    function retryAfter(headers) {
        const waits = [headers.get('Retry-After'), headers.get('ratelimit-reset')].map((text) => {
            if (text && /^\d+$/.test(text))
                return Number(text) * 1000;
            return text?.endsWith('GMT') ? Date.parse(text) - Date.now() : 0;
        });
        return Math.max(0, ...waits.filter((wait) => wait > 0));
    }

    // Whether a tab is gone: each tab holds its own lock for as long as it lives (Web Locks).
    /** The page's locks; `undefined` on plain http pages, in old browsers and outside browsers. */
    function lockManager() {
        const { navigator } = globalThis;
        return navigator?.locks;
    }
    /** Whether tabs can tell that another one is gone. */
    const canLock = () => Boolean(lockManager());
    /**
     * Takes a lock. Resolves to a function that releases it, or to `undefined` if the lock is not available.
     * @param options `ifAvailable`: do not wait for the holder; `signal`: ends the wait
     */
    function takeLock(name, options) {
        const [taken, tell] = newPromise();
        const request = async () => {
            try {
                await lockManager()?.request(name, options, (granted) => {
                    if (!granted)
                        return undefined;
                    const [held, release] = newPromise();
                    tell(() => {
                        release(undefined);
                    });
                    return held;
                });
            }
            catch {
                // A page that may not use locks, such as a sandboxed frame, has no storage either.
            }
            tell(canLock() ? undefined : () => undefined);
        };
        void request();
        return taken;
    }

    // Keeps events in the browser until PagerDuty accepts or rejects them.
    const DAY = 86_400_000;
    /**
     * Milliseconds until a tab surely has its lock, and until all tabs see its changes to localStorage. Browsers may be slow to grant the
     * first lock, and each process has its own copy of localStorage.
     */
    const GRACE = 2000;
    /** The longest wait between rounds, and the interval of the search for events of dead tabs, in milliseconds. */
    const MINUTE = 60_000;
    /** The storage keys of the events that this page sends. */
    const here = new Set();
    /** Opens an outbox, and sends the events that dead tabs have left in it. */
    function openOutbox(options, host, storage = browserStore) {
        const maxAge = options.maxAge || DAY;
        const prefix = `pdjs-outbox:${encodeURIComponent(options.name || 'default')}:`;
        const tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
        const store = forgiving(storage);
        const closing = new AbortController();
        const closed = closing.signal;
        /** The events that this outbox sends. */
        const entries = new Set();
        /** Tabs whose end we wait for. */
        const watched = new Set();
        const ids = () => store
            .keys()
            .filter((id) => id.startsWith(prefix))
            .sort();
        const nextId = namesInOrder(prefix, ids().at(-1), tab);
        /** The stored events that this page does not send, oldest first. Removes corrupt ones. */
        const others = () => ids().flatMap((id) => {
            if (here.has(id))
                return [];
            const written = decodeJSON(store.get(id) ?? '');
            if (written?.request?.url)
                return [[id, written]];
            store.remove(id);
            return [];
        });
        /** Sends an event in rounds of attempts. Events of one incident are sent one after another. */
        const deliver = (id, written, request, ageThen) => {
            const { orderKey, signal } = request;
            const age = ageFrom(ageThen);
            const rounds = newRounds(orderKey);
            here.add(id);
            entries.add(rounds);
            const attempts = async () => {
                let cause;
                let isKept = false;
                try {
                    for (let count = 0;; count += 1) {
                        if (signal?.aborted)
                            throw failed('aborted', 'The call was aborted', signal.reason);
                        isKept = closed.aborted;
                        if (isKept)
                            throw failed('aborted', 'The outbox was closed, and keeps the event until it is opened again', cause);
                        if (age() > maxAge)
                            throw failed('expired', `The event is older than ${maxAge} ms`, cause);
                        try {
                            return await host.send(request);
                        }
                        catch (error) {
                            if (!mayPass(error, request))
                                throw error;
                            cause = error;
                        }
                        // The clock may have been corrected since.
                        store.set(id, JSON.stringify({ ...written, at: Date.now() - age() }));
                        const backoff = Math.min(1000 * 2 ** count, MINUTE) * (0.5 + Math.random() / 2);
                        if (!closed.aborted)
                            await rounds.rest(backoff, cause.retryAfter, signal);
                    }
                }
                finally {
                    if (!isKept)
                        store.remove(id);
                    here.delete(id);
                    entries.delete(rounds);
                    rounds.end();
                }
            };
            return orderKey ? inOrder(`outbox ${orderKey}`, signal, attempts) : attempts();
        };
        /** Sends the events of dead tabs whose locks we hold, and then releases the locks. */
        const inherit = async (held) => {
            // Read only now: we hold the tab's lock, so nobody else sends its events.
            const left = closed.aborted ? [] : others().filter(([, { tab }]) => held.has(tab));
            await NativePromise.all(left.map(async ([id, written]) => {
                const { at, request } = written;
                try {
                    await deliver(id, written, request, Math.max(0, Date.now() - at));
                }
                catch (error) {
                    // In its own microtask, so that an exception in the page's code is the page's.
                    if (!closed.aborted)
                        queueMicrotask(() => {
                            host.report(error, request);
                        });
                }
            }));
            // Other processes see removals from localStorage a little later.
            setTimeout(() => {
                for (const release of held.values())
                    release();
            }, GRACE);
        };
        /** Waits until a tab is gone, and then sends its events. */
        const watch = async (tab) => {
            if (watched.has(tab))
                return;
            watched.add(tab);
            const release = await takeLock(prefix + tab, { signal: closed });
            watched.delete(tab);
            if (release)
                await inherit(new Map([[tab, release]]));
        };
        /** Sends the events of dead tabs. Resolves to whether it is too early to tell for some. */
        const adopt = async () => {
            const isEarly = ([, { at }]) => canLock() && Math.abs(Date.now() - at) < GRACE;
            const found = closed.aborted ? [] : others();
            const held = new Map();
            await NativePromise.all([...new Set(found.filter((entry) => !isEarly(entry)).map(([, { tab }]) => tab))].map(async (tab) => {
                const release = await takeLock(prefix + tab, { ifAvailable: true });
                if (release)
                    held.set(tab, release);
                else
                    void watch(tab);
            }));
            if (held.size > 0)
                void inherit(held);
            return !closed.aborted && found.some((entry) => isEarly(entry) && !held.has(entry[1].tab));
        };
        /** Sends all waiting events now, including those of dead tabs. */
        const wake = async () => {
            for (const { hurry } of entries)
                void hurry();
            // Without locks, we cannot tell other pages' events from those of dead ones.
            if (canLock())
                await adopt();
        };
        const ownLock = takeLock(prefix + tab, { signal: closed });
        /** The incidents of other tabs' events, until it is clear who sends these. */
        const leftKeys = new Set(others().map(([, { request }]) => request.orderKey));
        /** Functions that start events of those incidents. */
        const heldBack = new Set();
        /** Runs while it is too early to tell which tabs are gone. */
        let grace;
        const look = async () => {
            if (await adopt()) {
                grace = startTimer(GRACE);
                await grace.over;
                await adopt();
            }
            // In one turn, so that no later event overtakes them.
            leftKeys.clear();
            for (const start of heldBack)
                start();
        };
        const ready = look();
        const stopListening = listen(wake);
        const looking = canLock() ? setInterval(() => void adopt(), MINUTE) : undefined;
        if (looking)
            inBackground(looking);
        const post = (request) => {
            if (closed.aborted)
                return host.send(request);
            const { api, type, headers, contentType, data, orderKey, rateLimitKey, echo, signal } = request;
            const id = nextId();
            const url = absolute(request.url).href;
            const written = {
                at: Date.now(),
                tab,
                request: { api, type, url, headers, contentType, data, orderKey, rateLimitKey, echo },
            };
            here.add(id);
            store.set(id, JSON.stringify(written));
            const start = () => deliver(id, written, request, 0);
            if (!leftKeys.has(orderKey) || signal?.aborted)
                return start();
            return new NativePromise((resolve) => {
                const startOnce = () => {
                    if (!heldBack.delete(startOnce))
                        return;
                    signal?.removeEventListener('abort', startOnce);
                    resolve(start());
                };
                heldBack.add(startOnce);
                signal?.addEventListener('abort', startOnce);
            });
        };
        const flush = async () => {
            await ready;
            if (canLock())
                await adopt();
            const patience = startTimer(MINUTE);
            const over = [...byIncident(entries).values()].map(async (inOrder) => {
                // If one still waits, those behind it get no round.
                for (const { hurry } of inOrder)
                    if (!(await hurry()))
                        return;
            });
            await NativePromise.race([NativePromise.all(over), patience.over]);
            patience.end();
            return new Set([...ids(), ...here].filter((id) => id.startsWith(prefix))).size;
        };
        const close = () => {
            closing.abort();
            grace?.end();
            stopListening();
            clearInterval(looking);
            const ended = [...entries].map(({ stop, over }) => {
                stop();
                return over;
            });
            void NativePromise.all([ownLock, ...ended]).then(([release]) => release?.());
        };
        return { post, flush, close };
    }
    function newRounds(orderKey) {
        let timers = [];
        let [round, tell] = newPromise();
        const [over, end] = newPromise();
        const stop = () => {
            for (const timer of timers)
                timer.end();
        };
        return {
            orderKey,
            hurry() {
                timers[0]?.end();
                return round;
            },
            async rest(backoff, retryAfter, signal) {
                tell(false);
                [round, tell] = newPromise();
                timers = [startTimer(backoff), startTimer(retryAfter)];
                await settledOrAborted(NativePromise.all(timers.map((timer) => timer.over)), signal);
                stop();
            },
            stop,
            end() {
                tell(true);
                end(undefined);
            },
            over,
        };
    }
    /** Groups events by incident, in the order of their calls. An event without one is its own group. */
    function byIncident(entries) {
        const groups = new Map();
        for (const entry of entries) {
            const key = entry.orderKey ?? entry;
            groups.set(key, [...(groups.get(key) ?? []), entry]);
        }
        return groups;
    }
    /**
     * Storage keys that sort in the order of the calls, even if the clock is set back.
     * @param last the last key in the storage
     */
    function namesInOrder(prefix, last, tab) {
        let time = (Number(last?.slice(prefix.length).split('-')[0]) || 0) + 1;
        let count = 0;
        return () => {
            time = Math.max(time, Date.now());
            return `${prefix}${String(time).padStart(13, '0')}-${String(count++).padStart(9, '0')}-${tab}`;
        };
    }
    /**
     * An age that grows steadily, even if the clock is changed.
     * @param then the current age, in milliseconds
     */
    function ageFrom(then) {
        const since = performance.now();
        return () => then + performance.now() - since;
    }
    /** Calls `wake` when the page comes online or into view. @returns a function that stops listening */
    function listen(wake) {
        const target = globalThis;
        const onOnline = () => void wake();
        const onVisible = () => {
            if (document.visibilityState === 'visible')
                void wake();
        };
        target.addEventListener?.('online', onOnline);
        // It is an event of the document. A window can capture it; a worker never gets it.
        target.addEventListener?.('visibilitychange', onVisible, true);
        return () => {
            target.removeEventListener?.('online', onOnline);
            target.removeEventListener?.('visibilitychange', onVisible, true);
        };
    }
    const failed = (code, message, cause) => new PDJSError({ code, message, cause });
    /** Whether PagerDuty may still accept the event. A proxy's login page, for example, is not a rejection. */
    const mayPass = (failure, request) => isTemporary(failure, retryRow(request)) || failure.code === 'invalid_response';

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

    const requestMethods = ['get', 'post', 'put', 'patch', 'head', 'delete', 'query'];
    // The maximum value of a 32bit int (see issue #117)
    const maxSafeTimeout = 2_147_483_647;
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
            options.hooks?.init ?? [];
            const initHookOptions = options;
            const ky = new Ky(input, initHookOptions);
            const function_ = async () => {
                // Delay the fetch so that body method shortcuts can set the Accept header
                await Promise.resolve();
                let response = await ky.#retry(async () => ky.#fetch());
                let responseFromHook = false;
                for (;;) {
                    // `undefined` means a hook stopped the flow without providing a response.
                    // Non-native Responses still continue through Ky if they pass `isResponseInstance()`.
                    if (response === undefined) {
                        return response;
                    }
                    {
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
                    if (!currentResponse.ok && currentResponse.type !== 'opaque' && (ky.#options.throwHttpErrors)) {
                        // `request` must reflect the request that actually failed, but `options` stays as Ky's
                        // normalized options snapshot. Replacement `Request` instances do not preserve the
                        // original `BodyInit`, so trying to make `options` mirror arbitrary requests would be lossy.
                        const httpError = new HTTPError(currentResponse, ky.request, ky.#options);
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
                        responseFromHook = false;
                        continue;
                    }
                    break;
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
                    // Only cancel the current request body if it's distinct from the original (i.e. it was cloned for retries).
                    if (ky.request !== originalRequest) ;
                }
            })();
            return result;
        }
        // eslint-disable-next-line unicorn/prevent-abbreviations
        static #normalizeSearchParams() { return;    }
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
                headers: undefined,
                hooks: undefined,
                method: normalizeRequestMethod(options.method ?? this.#input.method ?? 'GET'),
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                prefix: String(options.prefix || ''),
                retry: normalizeRetryOptions(options.retry),
                throwHttpErrors: true,
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
            this.request = { method: this.#options.method, url: this.#input };
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
            {
                const result = await Promise.resolve(shouldRetry({ error: errorObject, retryCount: this.#retryCount + 1 }));
                // Only exact booleans override the default retry checks.
                if (result === false) {
                    throw error;
                }
                {
                    return this.#calculateDelay(retry);
                }
            }
        }
        #decorateResponse(response) {
            this.#getResponseRequest(response);
            return response;
        }
        async #throwProcessedError(error) {
            // Non-Error throws (e.g., thrown strings) pass through unchanged
            if (!(error instanceof Error)) {
                throw error;
            }
            // Errors thrown by beforeRetry hooks must propagate unchanged.
            if (this.#beforeRetryHookErrors.has(error)) {
                throw error;
            }
            let processedError = error;
            for (const hook of this.#options.hooks.beforeError) {
                // `request` is the current failing request. `options` intentionally remains the
                // stable normalized Ky options snapshot for the same reason as `HTTPError` above.
                // eslint-disable-next-line no-await-in-loop
                const hookResult = await hook({
                    request: this.request,
                    options: this.#getNormalizedOptions(),
                    error: processedError,
                    retryCount: this.#retryCount,
                });
                // Only overwrite if the hook returns a valid Error instance.
                if (hookResult instanceof Error) {
                    processedError = hookResult;
                }
            }
            throw processedError;
        }
        async #getResponseData(response) {
            // Even with request timeouts disabled, bound error-body reads so retries and error propagation
            // cannot be stalled indefinitely by never-ending response streams.
            const readTimeout = this.#getErrorDataTimeout();
            const text = await this.#readResponseText(response, readTimeout.milliseconds);
            if (text === timedOutResponseData) {
                if (readTimeout.fromTotalTimeout) {
                    throw new TimeoutError(this.request);
                }
                this.#throwIfTotalTimeoutExhausted();
                return undefined;
            }
            if (!text) {
                return undefined;
            }
            if (!this.#isJsonContentType(response.headers.get('content-type') ?? '')) {
                return text;
            }
            const parseTimeout = this.#getErrorDataTimeout();
            const data = await this.#parseJson(text, response, parseTimeout.milliseconds, this.#getResponseRequest(response));
            if (data === timedOutResponseData) {
                if (parseTimeout.fromTotalTimeout) {
                    throw new TimeoutError(this.request);
                }
                this.#throwIfTotalTimeoutExhausted();
                return undefined;
            }
            return data;
        }
        #getErrorDataTimeout() {
            const errorDataTimeout = 10_000 ;
            {
                return {
                    milliseconds: errorDataTimeout,
                    fromTotalTimeout: false,
                };
            }
        }
        #getBodyReadTimeout() {
            return undefined ;
        }
        // Unlike error bodies (`#getResponseData`), a successful body read has no fallback value to return -
        // the caller's `.json()`/`.text()`/etc. promise must settle, so a timeout here always rejects.
        async #raceBodyRead(createBodyPromise, response) {
            let timeoutMs;
            try {
                timeoutMs = this.#getBodyReadTimeout();
            }
            catch (error) {
                await this.#throwProcessedError(error);
            }
            const bodyPromise = createBodyPromise();
            if (timeoutMs === undefined) {
                return bodyPromise;
            }
            const result = await Promise.race([
                bodyPromise,
                new Promise(resolve => {
                    const timeoutId = setTimeout(() => {
                        resolve(timedOutResponseData);
                    }, timeoutMs);
                    void bodyPromise.finally(() => {
                        clearTimeout(timeoutId);
                    }).catch(() => undefined);
                }),
            ]);
            if (result === timedOutResponseData) {
                // The stream is locked by the native body method's own reader by this point, so
                // `response.body.cancel()` would reject as "already locked". Aborting the request's
                // signal is what actually interrupts the underlying network read.
                this.#abortController?.abort();
                await this.#throwProcessedError(new TimeoutError(this.#getResponseRequest(response)));
            }
            return result;
        }
        async #raceWithTotalTimeout(operation) {
            {
                return operation();
            }
        }
        #isJsonContentType(contentType) {
            // Match JSON subtypes like `json`, `problem+json`, and `vnd.api+json`.
            const mimeType = (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();
            return /\/(?:.*[.+-])?json$/.test(mimeType);
        }
        async #readResponseText(response, timeoutMs) {
            const { body } = response;
            if (!body) {
                try {
                    return await response.text();
                }
                catch {
                    return undefined;
                }
            }
            let reader;
            try {
                reader = body.getReader();
            }
            catch {
                // Another consumer already locked the stream.
                return undefined;
            }
            const decoder = createTextDecoder(response.headers.get('content-type') ?? '');
            const chunks = [];
            let totalBytes = 0;
            const readAll = (async () => {
                try {
                    for (;;) {
                        // eslint-disable-next-line no-await-in-loop
                        const { done, value } = await reader.read();
                        if (done) {
                            break;
                        }
                        totalBytes += value.byteLength;
                        if (totalBytes > maxErrorResponseBodySize) {
                            void reader.cancel().catch(() => undefined);
                            return undefined;
                        }
                        chunks.push(decoder.decode(value, { stream: true }));
                    }
                }
                catch {
                    return undefined;
                }
                chunks.push(decoder.decode());
                return chunks.join('');
            })();
            const timeoutPromise = new Promise(resolve => {
                const timeoutId = setTimeout(() => {
                    resolve(timedOutResponseData);
                }, timeoutMs);
                void readAll.finally(() => {
                    clearTimeout(timeoutId);
                });
            });
            const result = await Promise.race([readAll, timeoutPromise]);
            if (result === timedOutResponseData) {
                void reader.cancel().catch(() => undefined);
            }
            return result;
        }
        async #parseJson(text, response, timeoutMs, request) {
            let timeoutId;
            try {
                return await Promise.race([
                    Promise.resolve().then(() => undefined
                        ? undefined(text, { request, response })
                        : JSON.parse(text)),
                    new Promise(resolve => {
                        timeoutId = setTimeout(() => {
                            resolve(timedOutResponseData);
                        }, timeoutMs);
                    }),
                ]);
            }
            catch {
                return undefined;
            }
            finally {
                clearTimeout(timeoutId);
            }
        }
        #cancelBody(body) {
            if (!body) {
                return;
            }
            // Ignore cancellation failures from already-locked or already-consumed streams.
            void body.cancel().catch(() => undefined);
        }
        #cancelResponseBody(response) {
            // Ignore cancellation failures from already-locked or already-consumed streams.
            this.#cancelBody(response.body ?? undefined);
        }
        #cancelReturnedBody(value) {
            if (isResponseInstance(value)) {
                this.#cancelResponseBody(value);
            }
            else if (isRequestInstance(value)) {
                this.#cancelBody(value.body ?? undefined);
            }
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
                if (isRequestInstance(result)) {
                    this.#assignRequest(result);
                }
                else if (isResponseInstance(result)) {
                    return result;
                }
            }
            return undefined;
        }
        async #runAfterResponseHooks(response) {
            const responseRequest = this.#getResponseRequest(response);
            for (const hook of this.#options.hooks.afterResponse) {
                const hookResponse = this.#setResponseRequest(response.clone(), responseRequest);
                this.#decorateResponse(hookResponse);
                let modifiedResponse;
                try {
                    // eslint-disable-next-line no-await-in-loop
                    modifiedResponse = await this.#raceWithTotalTimeout(async () => hook({
                        request: this.request,
                        options: this.#getNormalizedOptions(),
                        response: hookResponse,
                        retryCount: this.#retryCount,
                    }));
                    if (modifiedResponse === timedOutOperation) {
                        throw new TimeoutError(this.request);
                    }
                }
                catch (error) {
                    // Cancel both responses to prevent memory leaks when hook throws
                    if (hookResponse !== response) {
                        this.#cancelResponseBody(hookResponse);
                    }
                    this.#cancelResponseBody(response);
                    throw error;
                }
                if (modifiedResponse instanceof RetryMarker) {
                    // Cancel both the cloned response passed to the hook and the current response to prevent resource leaks (especially important in Deno/Bun).
                    // Do not await cancellation since hooks can clone the response, leaving extra tee branches that keep cancel promises pending per the Streams spec.
                    if (hookResponse !== response) {
                        this.#cancelResponseBody(hookResponse);
                    }
                    this.#cancelResponseBody(response);
                    throw new ForceRetryError(modifiedResponse.options);
                }
                const nextResponse = isResponseInstance(modifiedResponse)
                    ? this.#setResponseRequest(modifiedResponse, responseRequest)
                    : response;
                // Cancel any response bodies we won't use to prevent memory leaks.
                // Uses fire-and-forget since hooks may have cloned the response, creating tee branches that block cancellation.
                // If the hook wrapped an existing body into a new Response, both Response objects can still point at the same stream.
                if (hookResponse !== response && hookResponse !== nextResponse && hookResponse.body !== nextResponse.body) {
                    this.#cancelResponseBody(hookResponse);
                }
                if (response !== nextResponse && response.body !== nextResponse.body) {
                    this.#cancelResponseBody(response);
                }
                response = nextResponse;
            }
            return response;
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
            const nonRequestOptions = undefined;
            this.#retryLimit = normalizeRetryOptions(this.#options.retry).limit;
            const request = this.#wrapRequestWithUploadProgress(this.request, undefined);
            // Cloning is done here to prepare in advance for retries.
            // Skip cloning when retries are disabled - cloning a streaming body calls ReadableStream#tee()
            // which buffers the entire stream in memory, causing excessive memory usage for large uploads.
            this.#originalRequest = request;
            try {
                const remainingTotal = undefined;
                if (remainingTotal !== undefined && remainingTotal <= 0) ;
                const effectiveTimeout = false === false
                    ? remainingTotal
                    : (remainingTotal === undefined
                        ? false
                        : Math.min(false, remainingTotal));
                const response = effectiveTimeout === undefined
                    ? await this.#options.fetch(request, nonRequestOptions)
                    : await timeout(request, nonRequestOptions, this.#abortController, {
                        timeout: effectiveTimeout,
                        fetch: this.#options.fetch,
                    });
                return response;
            }
            catch (error) {
                if (isRawNetworkError(error)) {
                    throw new NetworkError(this.request, { cause: error });
                }
                throw error;
            }
        }
        #getRemainingTotalTimeout() {
            if (this.#startTime === undefined) {
                return undefined;
            }
            const elapsed = this.#getCurrentTime() - this.#startTime;
            return Math.max(0, undefined - elapsed);
        }
        #getCurrentTime() {
            return globalThis.performance?.now() ?? Date.now();
        }
        #getNormalizedOptions() {
            if (!this.#cachedNormalizedOptions) {
                // Exclude Ky-specific options that are not part of `RequestInit`.
                const { hooks, json, parseJson, stringifyJson, searchParams, timeout, totalTimeout, throwHttpErrors, fetch, ...normalizedOptions } = this.#options;
                this.#cachedNormalizedOptions = Object.freeze(normalizedOptions);
            }
            return this.#cachedNormalizedOptions;
        }
        #assignRequest(request) {
            this.#cachedNormalizedOptions = undefined;
            this.request = request;
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

    // Reads the caller's headers.
    /**
     * Headers of any form as a record, which an outbox can store and an override of `sendRequest` can read. Undefined ones are left out.
     * @throws PDJSError `invalid_params` for an array of anything but pairs
     */
    function headersRecord(given) {
        try {
            return defined(isIterable(given) ? Object.fromEntries(given) : (given ?? {}));
        }
        catch {
            // The engine's message may contain the value, and so the token.
            throw invalid('headers must be an object, a Headers object or an array of pairs');
        }
    }
    const isIterable = (given) => given instanceof Object && Symbol.iterator in given;

    // One attempt: a request and its whole answer.
    /**
     * The bytes of body that a page may have in flight with `keepalive`. Beyond it, the browser rejects the request.
     * Source: Fetch standard, HTTP-network-or-cache fetch.
     */
    const KEEPALIVE_LIMIT = 65_536;
    let keepaliveBytes = 0;
    /**
     * Sends a request and reads the whole answer, so that `timeout` covers a body that stalls. Calls `fetch` before returning.
     * @throws the result of `giveUp`, or an error of `fetch` or of reading the body
     */
    async function attempt(url, init, options) {
        const { fetch, timeout, giveUp, signal } = options;
        const releaseKeepalive = init.keepalive ? claimKeepalive(init.body) : undefined;
        const final = { ...init, keepalive: Boolean(releaseKeepalive), signal };
        let timer;
        try {
            return await new NativePromise((resolve, reject) => {
                answered(url, final, fetch).then(resolve, reject);
                if (timeout === false)
                    return;
                timer = setTimeout(() => {
                    reject(giveUp());
                }, timeout);
            });
        }
        finally {
            clearTimeout(timer);
            releaseKeepalive?.();
        }
    }
    async function answered(url, init, fetch) {
        const response = await respond(url, init, fetch);
        return [response, await response.text()];
    }
    async function respond(url, init, fetch) {
        if (fetch)
            return fetch(new NativeRequest(url, init));
        // Pages wrap the global fetch, sometimes in code that only accepts a string.
        const response = globalThis.fetch(url.href, init);
        return init.keepalive && 'document' in globalThis ? withinBudget(response, url, init) : response;
    }
    /**
     * If another script has used up the keepalive budget, the browser rejects the request before sending it. Only the speed of the failure
     * tells it from a network failure. Then we send the request without keepalive: at worst, a failed request is sent once more.
     */
    async function withinBudget(response, url, init) {
        let isAtOnce = true;
        const timer = setTimeout(() => {
            isAtOnce = false;
        });
        try {
            return await response;
        }
        catch (reason) {
            if (!isAtOnce)
                throw reason;
            return await globalThis.fetch(url.href, { ...init, keepalive: false });
        }
        finally {
            clearTimeout(timer);
        }
    }
    /** Claims part of the page's keepalive budget. @returns a function that releases it, or `undefined` if too little is left */
    function claimKeepalive(body) {
        const bytes = new TextEncoder().encode(body).length;
        if (keepaliveBytes + bytes > KEEPALIVE_LIMIT)
            return undefined;
        keepaliveBytes += bytes;
        return () => {
            keepaliveBytes -= bytes;
        };
    }

    // Limits the events in flight, and pauses them at a rate limit.
    /**
     * Browsers open six connections to a host over HTTP/1.1. A seventh request would queue in the browser, where its timeout runs and no
     * retry can go first.
     */
    const SLOTS = 6;
    let inFlight = 0;
    /** Attempts waiting for a slot, the next one first. */
    const queue = [];
    /** The paused keys, one entry for each pause. */
    const pauses = new Map();
    /**
     * Runs an attempt in a slot: now, if one is free and the key is not paused.
     * @param rateLimitKey the key whose rate limit applies
     * @param isRepetition whether to go before other events' first attempts
     * @param run gets a function that releases the slot early. Its end always releases it
     */
    function inSlot(rateLimitKey, isRepetition, run) {
        return new NativePromise((resolve) => {
            const start = () => {
                resolve(occupied(run));
            };
            if (isRepetition)
                queue.unshift({ rateLimitKey, start });
            else
                queue.push({ rateLimitKey, start });
            startNext();
        });
    }
    async function occupied(run) {
        let held = 1;
        inFlight += 1;
        const release = () => {
            inFlight -= held;
            held = 0;
            startNext();
        };
        try {
            return await run(release);
        }
        finally {
            release();
        }
    }
    /**
     * Pauses the attempts with a key. Source: "API Limits" of PagerDuty's V1 and V2 Events API documents, which limit each service.
     * @returns a function that ends the pause
     */
    function pause(rateLimitKey) {
        const self = {};
        pauses.set(self, rateLimitKey);
        return () => {
            pauses.delete(self);
            startNext();
        };
    }
    function startNext() {
        const paused = new Set(pauses.values());
        while (inFlight < SLOTS) {
            const next = queue.find(({ rateLimitKey }) => !paused.has(rateLimitKey));
            if (!next)
                return;
            queue.splice(queue.indexOf(next), 1);
            next.start();
        }
    }

    // Sends a request until it is answered. The attempts are ours; ky decides whether and when to retry.
    /** Our defaults for ky's options. */
    const RETRY_DEFAULTS = { jitter: true, backoffLimit: 30_000 };
    const MAX_RETRY_AFTER = 60_000;
    /** Attempts with keepalive. If that many fail, keepalive itself may be the reason. */
    const KEEPALIVE_ATTEMPTS = 2;
    /**
     * Sends a request, with retries. Events with the same key are sent one after another. Calls `fetch` before returning, unless something
     * is queued before it.
     * @throws PDJSError `invalid_params`
     */
    function send(request, sender) {
        const { orderKey, signal } = request;
        const deliver = prepared(request, sender);
        return orderKey ? inOrder(orderKey, signal, deliver) : deliver();
    }
    /**
     * Validates a request. @returns a function that delivers it
     * @throws PDJSError `invalid_params`
     */
    function prepared(request, sender) {
        const { api, url, data: body, rateLimitKey, signal } = request;
        // Called without `this`: the browser's fetch accepts no other.
        const { fetch } = sender;
        const method = (request.type ?? 'GET').toUpperCase();
        if (!/^(?!CONNECT$|TRACE$|TRACK$)[\w-]+$/.test(method))
            throw invalid('type must be an HTTP method that fetch allows');
        const row = retryRow(request);
        const timeout = request.timeout ?? sender.timeout ?? row.timeout;
        if (timeout !== false && !(timeout > 0 && timeout <= LONGEST))
            throw invalid(`timeout must be from 1 to ${LONGEST} milliseconds, or false`);
        if (body && (method === 'GET' || method === 'HEAD'))
            throw invalid(`A ${method} has no body: data must be an object, which becomes the query`);
        const headers = headersOf(request);
        // A redirect must not carry the token elsewhere, nor turn an event into a GET if its answer could not show that.
        const redirect = headers.has('Authorization') || (api && !request.echo) ? 'manual' : 'follow';
        const retry = { ...retryOptions(sender.retry), ...retryOptions(request.retry) };
        const { maxRetryAfter = MAX_RETRY_AFTER, afterStatusCodes } = retry;
        let attempts = 0;
        let stop = new AbortController();
        /** ky's request, for the errors passed to the caller's `shouldRetry`. */
        let kyRequest;
        /** The last attempt's result. */
        let answer;
        let failure;
        /** Milliseconds that the last answer asked to wait, and when that wait ends. */
        let wait = 0;
        let waitEnds = 0;
        /** Ends the pause that the last answer caused. */
        let resume;
        const fail = (code, message, cause) => 
        // Without the query, which may contain a token.
        new PDJSError({
            code,
            message,
            answer,
            attempts,
            retryAfter: wait,
            request: { method, url: url.origin + url.pathname },
            cause,
        });
        /** Makes an attempt and keeps its result. ky and the caller's `shouldRetry` get the original response or error. */
        const makeAttempt = async (release) => {
            if (signal?.aborted)
                throw signal.reason;
            attempts += 1;
            answer = failure = undefined;
            wait = 0;
            stop = new AbortController();
            // A slow attempt must not block the others.
            const lease = timeout === false || timeout > EVENT_TIMEOUT ? setTimeout(release, EVENT_TIMEOUT) : undefined;
            const giveUp = () => {
                failure = fail('timeout', `No complete answer within ${timeout} ms`);
                stop.abort();
                return new TimeoutError(kyRequest);
            };
            try {
                const init = {
                    method,
                    headers,
                    body: body ?? null,
                    keepalive: Boolean(api) && attempts <= KEEPALIVE_ATTEMPTS,
                    redirect,
                };
                const [response, text] = await attempt(url, init, { fetch, timeout, giveUp, signal: stop.signal });
                const { status, statusText } = response;
                answer = { status, statusText, text, json: decodeJSON(text) };
                if (status >= 400)
                    heed(response);
                const problem = problemWith(answer, response, request);
                failure = problem && fail(...problem);
                return response;
            }
            catch (reason) {
                failure ??= fail('network', 'PagerDuty could not be reached', reason);
                throw reason;
            }
            finally {
                clearTimeout(lease);
            }
        };
        /** Notes how long to wait, and pauses events under the same rate limit. */
        const heed = ({ status, headers }) => {
            if (!afterStatusCodes || afterStatusCodes.includes(status))
                wait = Math.min(maxRetryAfter, retryAfter(headers));
            waitEnds = performance.now() + wait;
            if (api && row.rateLimits.includes(status))
                resume = pause(rateLimitKey);
        };
        /** Calls `fetch` before returning, if a slot is free. */
        const startAttempt = () => {
            const response = api ? inSlot(rateLimitKey, attempts > 0, makeAttempt) : makeAttempt(() => undefined);
            resume?.();
            resume = undefined;
            return response;
        };
        const repeatAttempt = async () => {
            const left = waitEnds - performance.now();
            if (left > 0)
                await startTimer(left).over;
            return startAttempt();
        };
        const shouldRetry = async (state) => {
            if (!failure || signal?.aborted)
                return false;
            try {
                const said = await retry.shouldRetry?.(state);
                return typeof said === 'boolean' ? said : isTemporary(failure, row, retry);
            }
            catch (reason) {
                failure = fail('exception', 'retry.shouldRetry failed', reason);
                return false;
            }
        };
        const deliver = async () => {
            let first;
            try {
                const sent = ky(url.href, {
                    method,
                    timeout: false,
                    fetch: (request) => {
                        kyRequest = request;
                        const response = first ?? repeatAttempt();
                        first = undefined;
                        return response;
                    },
                    retry: { ...RETRY_DEFAULTS, limit: row.limit, methods: [method], ...retry, shouldRetry },
                });
                // ky awaits before its first fetch, so we start it here.
                first = startAttempt();
                await sent;
            }
            catch (reason) {
                // Without an attempt, ky has rejected an option. With a result, ky's own error does not matter.
                if (!answer && !failure)
                    throw attempts ? fail('exception', reason.message, reason) : invalid(reason.message);
            }
            finally {
                // A pause outlives the event that caused it.
                if (resume)
                    inBackground(setTimeout(resume, signal?.aborted ? 0 : Math.min(waitEnds - performance.now(), LONGEST)));
            }
            if (failure)
                throw failure;
            return answer;
        };
        return () => new NativePromise((resolve, reject) => {
            const abort = () => {
                reject(fail('aborted', 'The call was aborted', signal?.reason));
                stop.abort();
                resume?.();
            };
            if (signal?.aborted) {
                abort();
                return;
            }
            signal?.addEventListener('abort', abort);
            const end = () => signal?.removeEventListener('abort', abort);
            deliver().then(resolve, reject).then(end, end);
        });
    }
    /** What is wrong with an answer; `undefined` for a success: a direct answer with an empty or JSON body. */
    function problemWith({ status, text, json }, { redirected }, { api, echo }) {
        // Browsers report a redirect that is not followed as status 0.
        if (status < 200 || (status >= 300 && status < 400))
            return ['http', 'The answer is a redirect, which PDJS does not follow: use the URL that it leads to'];
        if (status >= 400)
            return ['http', `PagerDuty answered ${status}`];
        // A redirect may have turned it into a GET, whose answer is not about the event.
        if (api && redirected && !Object.values({ ...json }).includes(echo))
            return [
                'invalid_response',
                'The event was redirected, and the answer does not contain its key: use the URL that it leads to',
            ];
        return text && json === undefined ? ['invalid_response', 'The answer is not JSON'] : undefined;
    }
    /** The request's headers. The caller's override ours. */
    function headersOf({ headers, contentType, accepts }) {
        const ours = new Headers();
        if (contentType)
            ours.set('Content-Type', contentType);
        if (accepts?.json)
            ours.set('Accept', accepts.json);
        try {
            for (const [name, value] of Object.entries(headersRecord(headers)))
                ours.set(name, value);
        }
        catch {
            // The engine's message may contain the value, and so the token.
            throw invalid('The token or a header contains characters that HTTP does not allow');
        }
        return ours;
    }

    // Hides keys and tokens from the log.
    /** Fields that hold a key or token. Incident and dedup keys are not secret. */
    const SECRET = /((service|routing|integration)[_-]key|authorization|token)$/i;
    const SECRET_IN_QUERY = /((?:key|token)=)[^&]*/gi;
    /** Headers known to hold no secret. */
    const PUBLIC_HEADER = /^(accept|content-type|from)$/i;
    /** A copy of a value for the console, with `***` in place of keys and tokens, even in a URL's query. */
    function redacted(value) {
        if (value === undefined)
            return undefined;
        return decodeJSON(JSON.stringify(value, (name, field) => typeof field === 'string' ? (SECRET.test(name) ? '***' : field.replace(SECRET_IN_QUERY, '$1***')) : field));
    }
    /** A copy of headers for the console, with `***` in place of any that may hold a secret. */
    const redactedHeaders = (headers) => Object.fromEntries(Object.entries(headersRecord(headers)).map(([name, value]) => [name, PUBLIC_HEADER.test(name) ? value : '***']));

    // Reports a call's result both ways: by its promise and its callbacks.
    /** Kept from before the page can replace it. Called as a method of the promise. */
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { then } = NativePromise.prototype;
    /** A promise that knows whether anybody listens. Promises derived from it are plain ones. */
    class Outcome extends NativePromise {
        static get [Symbol.species]() {
            return NativePromise;
        }
        heard = false;
        // `await`, `catch`, `finally` and `Promise.all` all call this.
        then(onfulfilled, onrejected) {
            this.heard = true;
            return super.then(onfulfilled, onrejected);
        }
    }
    /**
     * Runs a call and reports its result once, both ways: by the returned promise, and by the params' callback or else the instance's hook.
     * An error with neither an `error` callback nor a listener goes to `error_function`.
     *
     * `start` gets two functions, either of which ends the call, and the params, read once. The call also ends with the body that `start`
     * resolves to, or with the error that it throws.
     * @param named the name of the success callback in the params
     */
    function outcome(hooks, params, start, named = 'success') {
        const fields = fieldsOf(params);
        let onSuccess;
        let onError;
        let resolve;
        let reject;
        const promise = new Outcome((...settle) => {
            [resolve, reject] = settle;
        });
        // A failure reaches a callback or error_function: it must not raise unhandledrejection as well.
        void then.call(promise, undefined, () => undefined);
        let ended = false;
        const once = (tell) => (value) => {
            if (ended)
                return;
            ended = true;
            tell(value);
        };
        const success = once((body) => {
            resolve(body);
            // In its own microtask, so that an exception in the caller's code reaches window.onerror.
            queueMicrotask(() => {
                if (onSuccess)
                    onSuccess(body);
                else
                    hooks.no_success_function(body, params ?? {});
            });
        });
        const error = once((reason) => {
            const failure = asPDJSError(reason);
            reject(failure);
            if (onError) {
                queueMicrotask(() => {
                    onError?.(failure);
                });
            }
            else {
                // One task later, to give the caller time to await the promise.
                setTimeout(() => {
                    if (!promise.heard)
                        hooks.error_function(failure, params ?? {});
                });
            }
        });
        const run = async () => {
            try {
                onError = fields.error;
                onSuccess = fields[named];
                const body = (await start(success, error, fields));
                if (body !== undefined)
                    success(body);
            }
            catch (reason) {
                error(reason);
            }
        };
        void run();
        return promise;
    }
    /** Turns an exception, or what an overridden `sendRequest` passes to `error` as in 1.1.0, into a PDJSError. */
    function asPDJSError(reason) {
        if (reason instanceof PDJSError)
            return reason;
        if (reason instanceof Error)
            return new PDJSError({ code: 'exception', message: reason.message, cause: reason });
        const { status } = (reason ?? {});
        return new PDJSError({
            // HTTP libraries report status 0 without an answer. In 1.1.0, `status` was PagerDuty's own, a string.
            code: status === 0 ? 'network' : 'http',
            message: 'sendRequest failed',
            answer: { status: Number(status) || 0, statusText: '', text: '', json: reason },
        });
    }

    // Turns event params into requests. The only file that knows PagerDuty's event fields.
    const SHARED_INCIDENT_KEY = 'Please specify an incident_key';
    const NO_DESCRIPTION = 'No description provided';
    const EVENT_TYPES = ['trigger', 'acknowledge', 'resolve'];
    const CONTEXTS = ['link', 'image'];
    const SEVERITIES = ['critical', 'error', 'warning', 'info'];
    /**
     * The request for an event: Events v2 if it has a `routing_key`, Events v1 otherwise.
     * @throws PDJSError `invalid_params`, with what to change
     */
    function eventRequest(params, host) {
        const read = reader(params);
        return read('routing_key') ? eventV2Request(params, read, host) : eventV1Request(params, read, host);
    }
    /** Whether an event has no incident key, and so joins the one incident that all such events share. */
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
            throw invalid('dedup_key is missing: use the key that the alert was triggered with');
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
     * @throws PDJSError `invalid_params`, with what to change
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
    /** The given `payload`, with missing fields filled in from `data` or the top. */
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
            headers: headersRecord(params.headers),
            contentType: 'application/json; charset=utf-8',
            data: encodeJSON(body),
            orderKey: incident ? encodeJSON([body.service_key, body.routing_key, incident]) : undefined,
            rateLimitKey: (body.service_key ?? body.routing_key),
            echo: incident,
        };
    }
    /** Reads fields as 1.1.0 does: from `data` or else from the top. Falsy values count as absent. */
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
        throw invalid(`${name} is missing: use the integration key of your PagerDuty service${or}`);
    }
    function oneOf(allowed, name, value) {
        if (allowed.includes(value))
            return value;
        throw invalid(`${name} must be one of ${allowed.join(', ')}`);
    }
    /** A value as JSON would have it: a Date or URL becomes a string. */
    const plain = (value) => (value && decodeJSON(encodeJSON(value))) || undefined;
    /** A field that must be a string for PagerDuty. Numbers are converted. */
    function text(name, read) {
        const value = read(name);
        const written = (typeof value === 'string' ? value : plain(value));
        if (typeof written === 'object')
            throw invalid(`${name} must be a string`);
        return written ? String(written) : undefined;
    }
    const texts = (names, read) => Object.fromEntries(names.map((name) => [name, text(name, read)]));
    /** PagerDuty takes only an object as details: other values are put into one. */
    function details(value) {
        const written = plain(value);
        return !written || (typeof written === 'object' && !Array.isArray(written)) ? written : { details: written };
    }
    const linksAndImages = (read) => ({
        links: list('links', read, () => 'href'),
        images: list('images', read, () => 'src'),
    });
    /** An array of links or images with string fields; `required` names the field with the URL. As in 1.1.0, an empty one is left out. */
    function list(name, read, required) {
        const value = read(name);
        if (!value || Object.keys(value).length === 0)
            return undefined;
        if (!Array.isArray(value))
            throw invalid(`${name} must be an array`);
        return value.map((given) => {
            const item = object(given, `each item of ${name}`);
            const field = (name) => item[name];
            const written = texts(Object.keys(item), field);
            if (written[required(item)])
                return written;
            throw invalid(`each item of ${name} must have ${required(item)}`);
        });
    }
    /** A random UUID (RFC 9562, version 4, variant 8). Plain http pages have no `crypto.randomUUID`. */
    function uuid() {
        let hex = '';
        for (const byte of crypto.getRandomValues(new Uint8Array(16)))
            hex += byte.toString(16).padStart(2, '0');
        return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-');
    }

    // Walks a list page by page, over a function that fetches one.
    /** The highest `offset + limit` that PagerDuty accepts. Source: PagerDuty REST API, Pagination. */
    const OFFSET_LIMIT = 10_000;
    /**
     * Yields a list's pages in order. The answers decide whether it is paged by offset or cursor.
     *
     * With a `concurrency` above 1 and a known `total`, it fetches that many pages at a time. Leaving the loop, or a page that fails, aborts
     * all requests.
     * @param res the list's path, whose last segment is the list's name
     * @param start the first page's query, with `limit` and `offset` or `cursor`
     * @param get fetches a page
     * @throws PDJSError whatever `get` fails with; `list_too_long` beyond PagerDuty's limit; `invalid_response` if there is no list
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
        let underWay = [];
        const cursors = new Set();
        let total = 0;
        let step = 0;
        let failed = false;
        /** Requests as many pages as `concurrency` allows, and takes the next in order. */
        const take = () => {
            while (wanted && !failed && underWay.length < concurrency) {
                const page = { query: wanted, body: get(wanted, stop.signal) };
                // The error is thrown when this page's turn comes. Until then, request no others.
                page.body.catch(() => {
                    if (underWay.includes(page))
                        failed = true;
                });
                underWay.push(page);
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
                // If the server has lowered the limit, the pages already requested start too late.
                if (underWay[0]?.query.offset !== count(turn.query.offset) + step) {
                    underWay = [];
                    failed = false;
                }
                if (underWay.length === 0)
                    wanted = following(turn.query, page, step, cursors);
            }
        }
        finally {
            signal?.removeEventListener('abort', follow);
            stop.abort();
        }
    }
    /** The next query by offset, if the total promises a page there. */
    function promised(query, step, total) {
        const offset = count(query.offset) + step;
        return !query.cursor && offset < Math.min(total, OFFSET_LIMIT) ? at(query, offset) : undefined;
    }
    /** The next query according to the page; `undefined` at the end of the list. */
    function following(query, { body, items }, step, cursors) {
        const { next_cursor: cursor, more, total } = body;
        if (cursor) {
            cursors.add(query.cursor);
            if (cursors.has(cursor))
                throw new PDJSError({ code: 'invalid_response', message: 'The list never ends: its next_cursor repeats' });
            return { ...query, offset: undefined, cursor };
        }
        if (cursor === null || query.cursor)
            return undefined;
        const offset = count(query.offset) + step;
        // Without `more` and `total`, a full page may have a successor.
        const full = items.length === (count(body.limit) || count(query.limit));
        const goesOn = typeof more === 'boolean' ? more : typeof total === 'number' ? offset < total : full;
        return goesOn ? at(query, offset) : undefined;
    }
    /** The query for a page at an offset. */
    function at(query, offset) {
        const limit = Math.min(count(query.limit), OFFSET_LIMIT - offset);
        if (limit > 0)
            return { ...query, offset, limit };
        throw new PDJSError({
            code: 'list_too_long',
            message: `PagerDuty returns only the first ${OFFSET_LIMIT} items: narrow the query, for example with since and until`,
        });
    }
    /** Finds the list in an answer: the one named like the path's last segment, or else the only one. */
    function asPage(answer, res) {
        const body = (answer ?? {});
        const lists = Object.keys(body).filter((name) => Array.isArray(body[name]));
        const segment = /([^/?#]*)\/*([?#].*)?$/.exec(res)?.[1];
        const key = lists.find((name) => name === segment) ?? (lists.length === 1 ? lists[0] : undefined);
        if (key !== undefined)
            return { body, key, items: body[key] };
        throw new PDJSError({ code: 'invalid_response', message: `The answer to ${res} has no list named ${segment ?? ''}` });
    }
    const count = (value) => Number(value) || 0;

    // Turns REST params into requests, and decides where the token may go.
    /** A REST call is not an event, even if the caller's params have such fields. */
    const NO_EVENT = {
        api: undefined,
        orderKey: undefined,
        rateLimitKey: undefined,
        echo: undefined,
    };
    /**
     * The request for a REST call. As in 1.1.0, the `data` of a GET stays an object until `encoded` turns it into the query.
     * @throws PDJSError `invalid_params`, with what to change
     */
    function apiRequest(params, host) {
        const type = (params.type || 'GET').toUpperCase();
        const base = (host.apiUrl || `${host.protocol}://api.${host.server}`).replace(/\/+$/, '');
        const url = absolute(params.url || `${base}/${resource(params.res)}`);
        const data = params.data || undefined;
        return {
            ...NO_EVENT,
            type,
            url: url.href,
            headers: authorized(headersRecord(params.headers), url, base, host),
            contentType: 'application/json; charset=utf-8',
            accepts: { json: 'application/vnd.pagerduty+json;version=2' },
            data: type === 'GET' ? data : data && encodeJSON(data),
        };
    }
    /** The path without a leading slash: we add our own. */
    function resource(res) {
        if (typeof res === 'string' && res)
            return res.replace(/^[/\\]+/, '');
        throw invalid('res is missing: set it to a path, such as "incidents"');
    }
    /** The caller's headers, with the token unless they have their own `Authorization`. */
    function authorized(headers, url, base, host) {
        if (Object.keys(headers).some((name) => /^authorization$/i.test(name)))
            return headers;
        if (!host.token)
            throw invalid('token is missing: pass a REST API token to new PDJSobj({token: "…"})');
        if (!mayHaveToken(url, base))
            throw invalid('The token is sent only to PagerDuty: for another url, pass an Authorization header');
        const scheme = /^bearer$/i.test(host.tokenType) ? 'Bearer ' : 'Token token=';
        return { ...headers, Authorization: scheme + host.token };
    }
    /** Whether a URL is below the configured API URL or on a host of PagerDuty's. */
    const mayHaveToken = ({ protocol, host, href }, base) => href.startsWith(absolute(`${base}/`).href) || (protocol === 'https:' && /(^|\.)pagerduty\.com$/.test(host));
    /** Encodes `data`: of a GET into the URL, of any other request as JSON. */
    function encoded(request) {
        const { data, type = 'GET' } = request;
        const url = absolute(request.url);
        if (typeof data !== 'object')
            return { ...request, url, data };
        if (type.toUpperCase() !== 'GET')
            return { ...request, url, data: encodeJSON(data) };
        const pairs = query(data);
        if (pairs)
            url.search += (url.search && '&') + pairs;
        return { ...request, url, data: undefined };
    }
    /** Encodes `{a: 1, b: ["x", "y"]}` as `a=1&b[]=x&b[]=y`, percent-encoded and without undefined values. */
    function query(data) {
        return Object.entries(data)
            .flatMap(([name, value]) => Array.isArray(value) ? value.map((item) => [name.replace(/(\[\])?$/, '[]'), item]) : [[name, value]])
            .filter(([, value]) => value !== undefined)
            .map((pair) => pair.map((part) => encodeURIComponent(String(part))).join('='))
            .join('&');
    }

    // The class: the fields, calls and hooks that pages know.
    /** Retries of an event in each round of its outbox. */
    const ROUND_LIMIT = 2;
    /** Hooks for an inner call, whose caller reports its result. */
    const TOLD_ELSEWHERE = { success: () => undefined, error: () => undefined };
    /** Instances that have warned about events without an incident key. */
    const warned = /* @__PURE__ */ new WeakSet();
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
    class PDJSobj {
        /** `"PDJSobj"`, even when minified. */
        static name = 'PDJSobj';
        /** `PDJS-` and the package's version. */
        static version = 'PDJS-3.0.0';
        /** The number that `req` returns next. */
        req_count = 1;
        /**
         * @param options all optional. Each becomes a public field, and fields are read on every call. As in 1.1.0, an empty value means the
         * default.
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
            this.outbox = options.outbox ? openOutbox(options.outbox === true ? {} : options.outbox, outboxHost(this)) : undefined;
            say(this, 'Initializing PDJSobj');
        }
        trigger(params) {
            return this.event(typed(params, 'trigger'));
        }
        acknowledge(params) {
            return this.event(typed(params, 'acknowledge'));
        }
        resolve(params) {
            return this.event(typed(params, 'resolve'));
        }
        event(params) {
            say(this, 'Create an event');
            return call(this, params, (fields) => {
                const request = eventRequest(fields, this);
                if (sharesIncident(fields))
                    warnOnce(this);
                return request;
            });
        }
        change(params) {
            say(this, 'Create a change event');
            return call(this, params, (fields) => changeRequest(fields, this));
        }
        /**
         * Sends the outbox's events now instead of in its next round.
         * @returns how many events still wait; 0 without an outbox
         * @example
         * if ((await pdjs.flush()) === 0) console.log('All events are delivered')
         */
        async flush() {
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
        api(params) {
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
        api_all(params) {
            const walk = async (_success, _error, fields) => {
                const { incremental_success } = fields;
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
                return { ...whole, res: fields.res, offset: 0, limit: all.length, total: all.length };
            };
            return outcome(this, params, walk, 'final_success');
        }
        /**
         * Iterates over a list, with one page in memory at a time. Leaving the loop stops the requests; `signal` aborts them.
         * @throws PDJSError from the loop
         * @example
         * for await (const incident of pdjs.paginate({ res: 'incidents', data: { statuses: ['triggered'] } })) console.log(incident.id)
         * @example
         * for await (const user of pdjs.paginate<User>({ res: 'users' })) console.log(user.email) // with a type of your own
         */
        async *paginate(params) {
            for await (const { items } of listPages(this, fieldsOf(params), {}))
                yield* items;
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
        get(res, data, options) {
            return this.api({ ...options, type: 'GET', res, data });
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
        post(res, data, options) {
            return this.api({ ...options, type: 'POST', res, data });
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
        put(res, data, options) {
            return this.api({ ...options, type: 'PUT', res, data });
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
        patch(res, data, options) {
            return this.api({ ...options, type: 'PATCH', res, data });
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
        delete(res, data, options) {
            return this.api({ ...options, type: 'DELETE', res, data });
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
        sendRequest(request = { url: '' }) {
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
        logg(message) {
            if (this.logging)
                console.log(message);
        }
        /**
         * Counts REST calls: returns `req_count` and increments it.
         * @example
         * const number = pdjs.req()
         */
        req() {
            return this.req_count++;
        }
        /**
         * Called with the answer to any call without a `success` callback. Override it to handle them all in one place.
         * @example
         * pdjs.no_success_function = (body) => console.log(body)
         */
        no_success_function(body, params) {
            say(this, redacted(`no success function defined for ${params.res ?? 'the call'}`));
            log(this, () => body);
        }
        /**
         * Called with any error that nothing else handles: the call has no `error` callback, and its promise no listener. Prints it. Override
         * it to handle them all in one place.
         * @example
         * pdjs.error_function = (error) => alert(error.message)
         */
        error_function(error, _params) {
            console.error('PDJS:', error);
        }
    }
    /**
     * Params for `event`, with their type. Fields that cannot be read fail in `event`, which reports it.
     */
    const typed = (params, event_type) => fieldsOf(params, { event_type });
    /** A list's pages, each fetched by `api`. `query` overrides the caller's. */
    function listPages(pdjs, fields, query) {
        const { res, url, data, signal, concurrency = 1 } = fields;
        if (!(concurrency >= 1))
            throw invalid('concurrency must be a whole number above 0');
        const get = (data, signal) => outcome(pdjs, TOLD_ELSEWHERE, (success, error) => {
            const page = { ...fields, type: 'GET', data, signal, success, error };
            return pdjs.api(page);
        });
        const { limit, ...given } = defined(data);
        if (limit && !(Number(limit) >= 1))
            throw invalid('limit must be a whole number above 0');
        const start = { ...(concurrency > 1 && { total: true }), limit: limit || 100, offset: 0, ...given, ...query };
        return pages(res ?? url ?? '', start, get, concurrency, signal);
    }
    /** A call, from its params to its outcome. As in 1.1.0, `sendRequest` also gets the caller's own fields. */
    function call(pdjs, params, build) {
        return outcome(pdjs, params, async (success, error, fields) => {
            const request = { ...fields, dataType: 'json', ...build(fields), success, error };
            if (!pdjs.outbox || !request.api)
                return pdjs.sendRequest(request);
            success((await pdjs.outbox.post(request)));
            return undefined;
        });
    }
    /** What an outbox needs from an instance. It reads the instance's options in every round. */
    const outboxHost = (pdjs) => ({
        send(request) {
            const retry = { limit: ROUND_LIMIT, ...retryOptions(pdjs.retry), ...retryOptions(request.retry) };
            return outcome(pdjs, TOLD_ELSEWHERE, async (success, error) => {
                const fail = (reason) => {
                    error(asUnanswered(reason));
                };
                // An override that throws here is broken: its error is final.
                const sent = pdjs.sendRequest({ ...request, retry, success, error: fail });
                try {
                    return await sent;
                }
                catch (reason) {
                    throw asUnanswered(reason);
                }
            });
        },
        report(error, request) {
            pdjs.error_function(error, request);
        },
    });
    /** An override of `sendRequest` that fails with an error of its own counts as a network failure. */
    const asUnanswered = (reason) => reason instanceof Error && !(reason instanceof PDJSError)
        ? new PDJSError({ code: 'network', message: reason.message, cause: reason })
        : reason;
    /** Logs a value without its keys and tokens, if `logging` is on. */
    function log(pdjs, value) {
        if (pdjs.logging)
            say(pdjs, redacted(value()));
    }
    /** Passes a message to `logg`, which pages may override. */
    function say(pdjs, message) {
        try {
            pdjs.logg(message);
        }
        catch {
            // A broken log must not stop an alert.
        }
    }
    function warnOnce(pdjs) {
        if (warned.has(pdjs))
            return;
        warned.add(pdjs);
        console.warn('PDJS: event without an incident_key. All such events share one incident: give each problem a key.');
    }

    // What a script tag and require() get: the class, which carries the package's other exports.
    var umd = Object.assign(PDJSobj, { PDJSobj, PDJSError });

    return umd;

})();
if (typeof module === 'object' && module.exports) module.exports = PDJSobj;
if (typeof define === 'function' && define.amd) define('pdjsobj', function () { return PDJSobj; });
//# sourceMappingURL=pdjs.js.map
