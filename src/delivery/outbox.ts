// Events written down in the browser until PagerDuty has accepted or finally refused them.
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
 * The events of a page that wait for PagerDuty. Those of a tab that is gone are sent by another: a tab that gets the lock of another
 * knows that it is gone. Without Web Locks, whichever page opens the outbox sends what it finds.
 */
export interface Outbox {
  /** Writes an event down and sends it until PagerDuty has accepted or finally refused it. */
  post(request: PDJSRequest): Promise<unknown>;
  /** Starts a round of attempts of all that waits; resolves, when that is over, to the number of events that still wait. */
  flush(): Promise<number>;
  /**
   * Starts no more rounds. What waits stays written down, for the next page or instance that opens the outbox; its calls end in an
   * error. What is triggered afterwards is sent, but not kept.
   */
  close(): void;
}

/** What an outbox needs of who opens it. */
export interface OutboxHost {
  /** Makes a round of attempts; resolves to the answer's body. */
  send(request: PDJSRequest): Promise<unknown>;
  /** Told of what becomes of events whose tab is gone, where that is a failure. */
  report(error: PDJSError, request: PDJSRequest): void;
}

/** What is written down of an event. */
interface Written {
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

/** The names under which the events are stored that this page sends. */
const here = new Set<string>();

/** Opens an outbox, and sends what tabs that are gone have left in it. */
export function openOutbox(options: OutboxOptions, host: OutboxHost, storage: OutboxStore = browserStore): Outbox {
  const maxAge = options.maxAge || DAY;
  const prefix = `pdjs-outbox:${encodeURIComponent(options.name || 'default')}:`;
  const tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const store = forgiving(storage);
  const closing = new AbortController();
  const closed = closing.signal;
  /** The events that this outbox sends. */
  const entries = new Set<Rounds>();
  /** Tabs whose end is waited for. */
  const watched = new Set<string>();

  const ids = () =>
    store
      .keys()
      .filter((id) => id.startsWith(prefix))
      .sort();
  const nextId = namesInOrder(prefix, ids().at(-1), tab);

  /** What is written down and not sent by this page, oldest first; what is corrupt is thrown away. */
  const others = () =>
    ids().flatMap((id): [string, Written][] => {
      if (here.has(id)) return [];
      const written = decodeJSON(store.get(id) ?? '') as Written | { request?: undefined } | null | undefined;
      if (written?.request?.url) return [[id, written]];
      store.remove(id);
      return [];
    });

  /** Sends an event in rounds of attempts, those of one incident one after the other. */
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
          if (isKept) throw failed('aborted', 'The outbox was closed: the event waits for the next one that is opened', cause);
          if (age() > maxAge) throw failed('expired', `The event is older than ${maxAge} ms and pages nobody`, cause);
          try {
            return await host.send(request);
          } catch (error) {
            if (!mayPass(error as PDJSError, request)) throw error;
            cause = error;
          }
          // The clock may have been put right since.
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

  /** Sends what tabs have left whose locks are ours, and gives these back. */
  const inherit = async (held: ReadonlyMap<string, () => void>): Promise<void> => {
    // Read only now: under its lock, nobody else sends what a tab has left.
    const left = closed.aborted ? [] : others().filter(([, { tab }]) => held.has(tab));
    await NativePromise.all(
      left.map(async ([id, written]) => {
        const { at, request } = written;
        try {
          await deliver(id, written, request, Math.max(0, Date.now() - at));
        } catch (error) {
          // In a microtask of its own, what it throws is the page's own.
          if (!closed.aborted)
            queueMicrotask(() => {
              host.report(error as PDJSError, request);
            });
        }
      }),
    );
    // Other processes see a little later what was taken out of localStorage.
    setTimeout(() => {
      for (const release of held.values()) release();
    }, GRACE);
  };

  /** Waits until a tab is gone, and sends what it has left. */
  const watch = async (tab: string): Promise<void> => {
    if (watched.has(tab)) return;
    watched.add(tab);
    const release = await takeLock(prefix + tab, { signal: closed });
    watched.delete(tab);
    if (release) await inherit(new Map([[tab, release]]));
  };

  /** Sends what tabs that are gone have left; resolves to whether there are events of which it is too early to tell. */
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

  /** Starts a round of all that waits, here and in what tabs have left. */
  const wake = async (): Promise<void> => {
    for (const { hurry } of entries) void hurry();
    // Without locks, what other pages wait with cannot be told from what pages have left.
    if (canLock()) await adopt();
  };

  const ownLock = takeLock(prefix + tab, { signal: closed });
  /** The incidents of what other tabs have left, until it is known who sends it. */
  const leftKeys = new Set(others().map(([, { request }]) => request.orderKey));
  /** Starts the events of those incidents. */
  const heldBack = new Set<() => void>();
  /** Runs while it is too early to tell whether tabs are gone. */
  let grace: Timer | undefined;
  const look = async () => {
    if (await adopt()) {
      grace = startTimer(GRACE);
      await grace.over;
      await adopt();
    }
    // In one turn, so that no later event of theirs goes before them.
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
      // Where one still waits, those behind it have no round.
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
  /** Ends the wait for the next round; resolves when that, or the one that is under way, is over: to whether it was the last. */
  readonly hurry: () => Promise<boolean>;
  /** A round is over: waits for the next one. `hurry` ends the backoff; what the server has asked to wait, only `stop` and `signal` end. */
  readonly rest: (backoff: number, retryAfter: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Ends all waits. */
  readonly stop: () => void;
  /** The last round is over. */
  readonly end: () => void;
  /** Resolves then. */
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

/** Events by incident, in the order of their calls; each that names none, by itself. */
function byIncident(entries: Iterable<Rounds>): Map<unknown, Rounds[]> {
  const groups = new Map<unknown, Rounds[]>();
  for (const entry of entries) {
    const key = entry.orderKey ?? entry;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}

/**
 * Names that sort in the order of the calls, also where the clock is put back, now or since the last page.
 * @param last the last name that there is
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
 * An age that grows with the time that passes, whatever becomes of the clock.
 * @param then the age now, in milliseconds
 */
function ageFrom(then: number): () => number {
  const since = performance.now();
  return () => then + performance.now() - since;
}

/** Calls `wake` when the page is online again or comes into view. @returns what ends that */
function listen(wake: () => Promise<void>): () => void {
  const target = globalThis as Partial<typeof globalThis>;
  const onOnline = () => void wake();
  const onVisible = () => {
    if (document.visibilityState === 'visible') void wake();
  };
  target.addEventListener?.('online', onOnline);
  // It comes from the document; a window hears it on its way there, a worker never.
  target.addEventListener?.('visibilitychange', onVisible, true);
  return () => {
    target.removeEventListener?.('online', onOnline);
    target.removeEventListener?.('visibilitychange', onVisible, true);
  };
}

const failed = (code: PDJSErrorCode, message: string, cause: unknown) => new PDJSError({ code, message, cause });

/** Whether PagerDuty has not refused the event itself, so that it may be accepted later. A login page is no answer of PagerDuty's. */
const mayPass = (failure: PDJSError, request: PDJSRequest): boolean =>
  isTemporary(failure, retryRow(request)) || failure.code === 'invalid_response';
