// Keeps events in the browser until PagerDuty accepts or rejects them.
import { PDJSError, type PDJSErrorCode } from '../errors.js';
import { decodeJSON } from '../fields.js';
import { NativePromise } from '../native.js';
import { absolute } from '../request/url.js';
import type { OutboxOptions, PDJSRequest } from '../types.js';
import { inOrder } from './order.js';
import { browserStore, forgiving, type OutboxStore } from './outbox-store.js';
import { isTemporary, retryRow } from './retry-table.js';
import { canLock, takeLock } from './tab-lock.js';
import { inBackground, newPromise, settledOrAborted, startTimer, type Timer } from './waiting.js';

/**
 * A page's undelivered events. When a tab dies, another takes its lock and sends its events. Without Web Locks, the next page that opens
 * the outbox sends them.
 */
export interface Outbox {
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

/** What an outbox needs from its owner. */
export interface OutboxHost {
  /** Makes a round of attempts. Resolves to the answer's body. */
  send(request: PDJSRequest): Promise<unknown>;
  /** Reports that an event of a dead tab has failed. */
  report(error: PDJSError, request: PDJSRequest): void;
}

/** A stored event. */
interface Written {
  /** The time of the call, in milliseconds since 1970. */
  at: number;
  /** The tab that made the call. */
  tab: string;
  request: PDJSRequest;
}

const DAY = 86_400_000;
/**
 * Milliseconds until a tab surely has its lock, and until all tabs see its changes to localStorage. Browsers may be slow to grant the
 * first lock, and each process has its own copy of localStorage.
 */
const GRACE = 2000;
/** The longest wait between rounds, and the interval of the search for events of dead tabs, in milliseconds. */
const MINUTE = 60_000;

/** The storage keys of the events that this page sends. */
const here = new Set<string>();

/** Opens an outbox, and sends the events that dead tabs have left in it. */
export function openOutbox(options: OutboxOptions, host: OutboxHost, storage: OutboxStore = browserStore): Outbox {
  const maxAge = options.maxAge || DAY;
  const prefix = `pdjs-outbox:${encodeURIComponent(options.name || 'default')}:`;
  const tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const store = forgiving(storage);
  const closing = new AbortController();
  const closed = closing.signal;
  /** The events that this outbox sends. */
  const entries = new Set<Rounds>();
  /** Tabs whose end we wait for. */
  const watched = new Set<string>();

  const ids = () =>
    store
      .keys()
      .filter((id) => id.startsWith(prefix))
      .sort();
  const nextId = namesInOrder(prefix, ids().at(-1), tab);

  /** The stored events that this page does not send, oldest first. Removes corrupt ones. */
  const others = () =>
    ids().flatMap((id): [string, Written][] => {
      if (here.has(id)) return [];
      const written = decodeJSON(store.get(id) ?? '') as Written | { request?: undefined } | null | undefined;
      if (written?.request?.url) return [[id, written]];
      store.remove(id);
      return [];
    });

  /** Sends an event in rounds of attempts. Events of one incident are sent one after another. */
  const deliver = (id: string, written: Written, request: PDJSRequest, ageThen: number): Promise<unknown> => {
    const { orderKey, signal } = request;
    const age = ageFrom(ageThen);
    const rounds = newRounds(orderKey);
    here.add(id);
    entries.add(rounds);

    const attempts = async () => {
      let cause: unknown;
      let isKept = false;
      try {
        for (let count = 0; ; count += 1) {
          if (signal?.aborted) throw failed('aborted', 'The call was aborted', signal.reason);
          isKept = closed.aborted;
          if (isKept) throw failed('aborted', 'The outbox was closed, and keeps the event until it is opened again', cause);
          if (age() > maxAge) throw failed('expired', `The event is older than ${maxAge} ms`, cause);
          try {
            return await host.send(request);
          } catch (error) {
            if (!mayPass(error as PDJSError, request)) throw error;
            cause = error;
          }
          // The clock may have been corrected since.
          store.set(id, JSON.stringify({ ...written, at: Date.now() - age() }));
          const backoff = Math.min(1000 * 2 ** count, MINUTE) * (0.5 + Math.random() / 2);
          if (!closed.aborted) await rounds.rest(backoff, (cause as PDJSError).retryAfter, signal);
        }
      } finally {
        if (!isKept) store.remove(id);
        here.delete(id);
        entries.delete(rounds);
        rounds.end();
      }
    };
    return orderKey ? inOrder(`outbox ${orderKey}`, signal, attempts) : attempts();
  };

  /** Sends the events of dead tabs whose locks we hold, and then releases the locks. */
  const inherit = async (held: ReadonlyMap<string, () => void>): Promise<void> => {
    // Read only now: we hold the tab's lock, so nobody else sends its events.
    const left = closed.aborted ? [] : others().filter(([, { tab }]) => held.has(tab));
    await NativePromise.all(
      left.map(async ([id, written]) => {
        const { at, request } = written;
        try {
          await deliver(id, written, request, Math.max(0, Date.now() - at));
        } catch (error) {
          // In its own microtask, so that an exception in the page's code is the page's.
          if (!closed.aborted)
            queueMicrotask(() => {
              host.report(error as PDJSError, request);
            });
        }
      }),
    );
    // Other processes see removals from localStorage a little later.
    setTimeout(() => {
      for (const release of held.values()) release();
    }, GRACE);
  };

  /** Waits until a tab is gone, and then sends its events. */
  const watch = async (tab: string): Promise<void> => {
    if (watched.has(tab)) return;
    watched.add(tab);
    const release = await takeLock(prefix + tab, { signal: closed });
    watched.delete(tab);
    if (release) await inherit(new Map([[tab, release]]));
  };

  /** Sends the events of dead tabs. Resolves to whether it is too early to tell for some. */
  const adopt = async (): Promise<boolean> => {
    const isEarly = ([, { at }]: [string, Written]) => canLock() && Math.abs(Date.now() - at) < GRACE;
    const found = closed.aborted ? [] : others();
    const held = new Map<string, () => void>();
    await NativePromise.all(
      [...new Set(found.filter((entry) => !isEarly(entry)).map(([, { tab }]) => tab))].map(async (tab) => {
        const release = await takeLock(prefix + tab, { ifAvailable: true });
        if (release) held.set(tab, release);
        else void watch(tab);
      }),
    );
    if (held.size > 0) void inherit(held);
    return !closed.aborted && found.some((entry) => isEarly(entry) && !held.has(entry[1].tab));
  };

  /** Sends all waiting events now, including those of dead tabs. */
  const wake = async (): Promise<void> => {
    for (const { hurry } of entries) void hurry();
    // Without locks, we cannot tell other pages' events from those of dead ones.
    if (canLock()) await adopt();
  };

  const ownLock = takeLock(prefix + tab, { signal: closed });
  /** The incidents of other tabs' events, until it is clear who sends these. */
  const leftKeys = new Set(others().map(([, { request }]) => request.orderKey));
  /** Functions that start events of those incidents. */
  const heldBack = new Set<() => void>();
  /** Runs while it is too early to tell which tabs are gone. */
  let grace: Timer | undefined;
  const look = async () => {
    if (await adopt()) {
      grace = startTimer(GRACE);
      await grace.over;
      await adopt();
    }
    // In one turn, so that no later event overtakes them.
    leftKeys.clear();
    for (const start of heldBack) start();
  };
  const ready = look();
  const stopListening = listen(wake);
  const looking = canLock() ? setInterval(() => void adopt(), MINUTE) : undefined;
  if (looking) inBackground(looking);

  const post = (request: PDJSRequest): Promise<unknown> => {
    if (closed.aborted) return host.send(request);
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
    if (!leftKeys.has(orderKey) || signal?.aborted) return start();
    return new NativePromise((resolve) => {
      const startOnce = () => {
        if (!heldBack.delete(startOnce)) return;
        signal?.removeEventListener('abort', startOnce);
        resolve(start());
      };
      heldBack.add(startOnce);
      signal?.addEventListener('abort', startOnce);
    });
  };

  const flush = async (): Promise<number> => {
    await ready;
    if (canLock()) await adopt();
    const patience = startTimer(MINUTE);
    const over = [...byIncident(entries).values()].map(async (inOrder) => {
      // If one still waits, those behind it get no round.
      for (const { hurry } of inOrder) if (!(await hurry())) return;
    });
    await NativePromise.race([NativePromise.all(over), patience.over]);
    patience.end();
    return new Set([...ids(), ...here].filter((id) => id.startsWith(prefix))).size;
  };

  const close = (): void => {
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

/** The rounds of one event's attempts. */
interface Rounds {
  readonly orderKey: string | undefined;
  /** Starts the next round now, unless one is running. Resolves after that round to whether it was the last. */
  readonly hurry: () => Promise<boolean>;
  /** Waits for the next round. `hurry` ends the backoff; only `stop` and `signal` end a wait that the server asked for. */
  readonly rest: (backoff: number, retryAfter: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Ends every wait. */
  readonly stop: () => void;
  /** Marks the last round as over. */
  readonly end: () => void;
  /** Resolves after the last round. */
  readonly over: Promise<void>;
}

function newRounds(orderKey: string | undefined): Rounds {
  let timers: Timer[] = [];
  let [round, tell] = newPromise<boolean>();
  const [over, end] = newPromise<undefined>();
  const stop = () => {
    for (const timer of timers) timer.end();
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
function byIncident(entries: Iterable<Rounds>): Map<unknown, Rounds[]> {
  const groups = new Map<unknown, Rounds[]>();
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
function namesInOrder(prefix: string, last: string | undefined, tab: string): () => string {
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
function ageFrom(then: number): () => number {
  const since = performance.now();
  return () => then + performance.now() - since;
}

/** Calls `wake` when the page comes online or into view. @returns a function that stops listening */
function listen(wake: () => Promise<void>): () => void {
  const target = globalThis as Partial<typeof globalThis>;
  const onOnline = () => void wake();
  const onVisible = () => {
    if (document.visibilityState === 'visible') void wake();
  };
  target.addEventListener?.('online', onOnline);
  // It is an event of the document. A window can capture it; a worker never gets it.
  target.addEventListener?.('visibilitychange', onVisible, true);
  return () => {
    target.removeEventListener?.('online', onOnline);
    target.removeEventListener?.('visibilitychange', onVisible, true);
  };
}

const failed = (code: PDJSErrorCode, message: string, cause: unknown) => new PDJSError({ code, message, cause });

/** Whether PagerDuty may still accept the event. A proxy's login page, for example, is not a rejection. */
const mayPass = (failure: PDJSError, request: PDJSRequest): boolean =>
  isTemporary(failure, retryRow(request)) || failure.code === 'invalid_response';
