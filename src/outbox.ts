import { PDJSError } from './errors.js';
import { decodeJSON } from './fields.js';
import { inOrder, settledOrAborted } from './queue.js';
import { absolute } from './url.js';
import type { OutboxOptions, PDJSRequest } from './types.js';

/**
 * Events written down in the browser until PagerDuty has accepted or finally refused them.
 *
 * The store is localStorage: it is written before the call returns, so that not even a renderer killed at once loses the event.
 * A tab sends its own events. While it is there it holds a lock of its own (Web Locks); a tab that gets the lock of another knows that
 * it is gone, and sends what it has left. Without that API, whichever page opens the outbox sends what it finds.
 */
export interface Outbox {
  /** Writes an event down and sends it until PagerDuty has accepted or finally refused it. */
  post(request: PDJSRequest): Promise<unknown>;
  /** Starts a round of attempts at once; resolves to the number of events still waiting after it. */
  flush(): Promise<number>;
}

/** What is written down of an event. */
interface Entry {
  /** When it was called, in milliseconds since 1970. */
  at: number;
  /** The tab that called it. */
  tab: string;
  request: PDJSRequest;
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
const here = new Set<string>();

/**
 * Opens an outbox, and sends what tabs that are gone have left in it.
 * @param send sends a request; resolves to the answer's body
 * @param report told of what becomes of events whose tab is gone, where that is a failure
 */
export function openOutbox(
  options: OutboxOptions,
  send: (request: PDJSRequest) => Promise<unknown>,
  report: (error: PDJSError, request: PDJSRequest) => void,
): Outbox {
  const maxAge = options.maxAge || DAY;
  const prefix = `pdjs-outbox:${encodeURIComponent(options.name || 'default')}:`;
  const tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const { navigator, addEventListener } = globalThis as Partial<typeof globalThis>;
  const locks = (navigator as Partial<Navigator> | undefined)?.locks;
  /** Attempts under way. */
  const rounds = new Set<Promise<unknown>>();
  /** Ends the wait between two rounds. */
  const sleeping = new Set<() => void>();
  let posted = 0;
  let warned = false;

  /** Storage may be missing, denied or full: then events are sent all the same. */
  const stored = <Value>(use: (store: Storage) => Value): Value | undefined => {
    try {
      return use(globalThis.localStorage);
    } catch (error) {
      if (!warned) {
        const reason = (error as Error).message;
        console.warn('PDJS: the outbox cannot keep events in this browser; they are sent, but not kept.', reason);
      }
      warned = true;
      return undefined;
    }
  };
  const ids = () => (stored(Object.keys) ?? []).filter((id) => id.startsWith(prefix)).sort();
  const remove = (id: string) => {
    stored((store) => {
      store.removeItem(id);
    });
  };

  /** What is written down and not sent by this page, oldest first; what is corrupt is thrown away. */
  const others = () =>
    ids().flatMap((id): [string, Entry][] => {
      if (here.has(id)) return [];
      const entry = decodeJSON(stored((store) => store.getItem(id)) ?? '') as Entry | { request?: undefined } | null | undefined;
      if (entry?.request?.url) return [[id, entry]];
      remove(id);
      return [];
    });

  /** Takes the lock of a tab that is gone; resolves to what gives it back, `undefined` where it is held. */
  const lock = (tab: string) =>
    new Promise<(() => void) | undefined>((resolve) => {
      if (!locks) resolve(() => undefined);
      locks
        ?.request(prefix + tab, { ifAvailable: true }, (granted) => {
          if (granted) return new Promise<void>(resolve);
          resolve(undefined);
          return undefined;
        })
        .catch(() => {
          resolve(undefined);
        });
    });

  /** Sends what tabs that are gone have left; resolves to whether there are events of which it is too early to tell. */
  const adopt = async () => {
    const isEarly = ([, { at }]: [string, Entry]) => locks && Math.abs(Date.now() - at) < GRACE;
    const found = others();
    const tabs = new Set(found.filter((entry) => !isEarly(entry)).map(([, { tab }]) => tab));
    const held = new Map(await Promise.all([...tabs].map(async (tab) => [tab, await lock(tab)] as const)));
    // Read anew: under its lock, nobody else sends what a tab has left.
    const deliveries = others()
      .filter(([, { tab }]) => held.get(tab))
      .map(([id, entry]) =>
        deliver(id, entry).catch((error: unknown) => {
          report(error as PDJSError, entry.request);
        }),
      );
    void Promise.all(deliveries).then(() => {
      // Other processes see a little later what was taken out of localStorage.
      setTimeout(() => {
        for (const release of held.values()) release?.();
      }, GRACE);
    });
    return found.some((entry) => isEarly(entry) && !held.get(entry[1].tab));
  };

  /** Events of one incident one after the other, across their rounds of attempts. */
  const deliver = (id: string, entry: Entry) => {
    here.add(id);
    const { orderKey, signal } = entry.request;
    const start = () => untilDone(id, entry);
    return orderKey ? inOrder(`outbox ${orderKey}`, signal, start) : start();
  };

  const untilDone = async (id: string, { at, request }: Entry) => {
    let cause: unknown;
    try {
      for (let round = 0; ; round += 1) {
        // An overridden sendRequest may know nothing of the signal.
        if (request.signal?.aborted)
          throw new PDJSError({ code: 'aborted', message: 'The call was aborted', cause: request.signal.reason });
        if (Date.now() - at > maxAge)
          throw new PDJSError({ code: 'expired', message: `The event is older than ${maxAge} ms and pages nobody`, cause });
        const attempt = send(request);
        rounds.add(attempt);
        try {
          return await attempt;
        } catch (error) {
          if (!mayPass(error as PDJSError, request)) throw error;
          cause = error;
        } finally {
          rounds.delete(attempt);
        }
        await sleep(Math.min(1000 * 2 ** round, MINUTE) * (0.5 + Math.random() / 2), request.signal);
      }
    } finally {
      remove(id);
      here.delete(id);
    }
  };

  const sleep = (ms: number, signal: AbortSignal | undefined) => {
    let wakeUp!: () => void;
    const slept = new Promise<void>((resolve) => {
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
    for (const wakeUp of sleeping) wakeUp();
    // Without locks, what other pages wait with cannot be told from what pages have left.
    if (locks) await adopt();
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
    const timer = setInterval(() => void adopt(), MINUTE) as number | { unref?: () => void };
    // A program in Node may end.
    if (typeof timer === 'object') timer.unref?.();
  }
  addEventListener?.('online', () => void wake());
  // It comes from the document; a window hears it on its way there, a worker never.
  addEventListener?.(
    'visibilitychange',
    () => {
      if (document.visibilityState === 'visible') void wake();
    },
    true,
  );

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
      const start = () => deliver(id, { at, tab, request });
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
function mayPass({ code, status }: PDJSError, { api }: PDJSRequest): boolean {
  if (code === 'http') return status >= 500 || status === 429 || (status === 403 && api === 'events_v1');
  return !['invalid_params', 'aborted', 'expired'].includes(code);
}
