import { PDJSError } from './errors.js';
import { inOrder } from './queue.js';
import type { OutboxOptions, PDJSRequest } from './types.js';

/** What is written down of an event. */
interface Entry {
  /** When it was called, in milliseconds since 1970. */
  at: number;
  /** The tab that called it. */
  tab: string;
  request: PDJSRequest;
}

const DAY = 86_400_000;
/** How long a tab that writes an event down may take to get its lock, in milliseconds: browsers ask for permission first. */
const GRACE = 2000;
/** The longest wait between two rounds of attempts, and between two looks for what other tabs have left, in milliseconds. */
const MINUTE = 60_000;

/**
 * Events written down in the browser until PagerDuty has accepted or finally refused them.
 *
 * The store is localStorage: it is written before the call returns, so that not even a renderer killed at once loses the event.
 * A tab sends its own events. Those of tabs that are gone are sent by the one tab that holds the outbox's lock; a tab's own lock tells
 * that it is still there (Web Locks). Without that API, whichever page opens the outbox sends what it finds.
 */
export class Outbox {
  private readonly maxAge: number;
  private readonly prefix: string;
  private readonly tab = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  private readonly locks = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
  /** Resolves when the events of tabs that are gone are on their way, or another tab sees to them. */
  private readonly ready: Promise<void>;
  /** The incidents that other tabs have left events of, until `ready`. */
  private readonly leftKeys: Set<string | undefined>;
  private readonly adopted = new Set<string>();
  private readonly rounds = new Set<Promise<unknown>>();
  private readonly sleeping = new Set<() => void>();
  private leads = false;
  private warned = false;
  private count = 0;

  /**
   * @param send sends a request; resolves to the answer's body
   * @param report told of what becomes of events whose tab is gone, where that is a failure
   */
  constructor(
    { maxAge = DAY, name = 'default' }: OutboxOptions,
    private readonly send: (request: PDJSRequest) => Promise<unknown>,
    private readonly report: (error: PDJSError, request: PDJSRequest) => void,
  ) {
    this.maxAge = maxAge;
    this.prefix = `pdjs-outbox:${name}:`;
    this.leftKeys = new Set(this.entries().map(([, { request }]) => request.orderKey));
    this.ready = this.open().then(() => {
      this.leftKeys.clear();
    });
    const { addEventListener: listen } = globalThis as Partial<typeof globalThis>;
    listen?.('online', () => {
      this.wake();
    });
    // It comes from the document; a window hears it on its way there, a worker never.
    listen?.(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') this.wake();
      },
      true,
    );
  }

  /** Writes an event down and sends it until PagerDuty has accepted or finally refused it. */
  post(request: PDJSRequest): Promise<unknown> {
    const { api, url, type, headers, contentType, data, orderKey } = request;
    const at = Date.now();
    const id = `${this.prefix}${at}-${String(this.count++).padStart(9, '0')}-${this.tab}`;
    this.write(id, { at, tab: this.tab, request: { api, url, type, headers, contentType, data, orderKey } });
    const deliver = () => this.deliver(id, { at, tab: this.tab, request });
    return this.leftKeys.has(orderKey) ? this.ready.then(deliver) : deliver();
  }

  /** Starts a round of attempts at once; resolves to the number of events still waiting after it. */
  async flush(): Promise<number> {
    await this.ready;
    this.wake();
    // Those that were woken start their round before the next task.
    await new Promise((resolve) => setTimeout(resolve));
    await Promise.allSettled(this.rounds);
    return this.ids().length;
  }

  /** Events of one incident one after the other, across their rounds of attempts. */
  private deliver(id: string, entry: Entry): Promise<unknown> {
    const { orderKey, signal } = entry.request;
    const start = () => this.untilDone(id, entry);
    return orderKey ? inOrder(`outbox ${orderKey}`, signal, start) : start();
  }

  private async untilDone(id: string, { at, request }: Entry): Promise<unknown> {
    try {
      for (let round = 0; ; round += 1) {
        if (Date.now() - at > this.maxAge)
          throw new PDJSError({ code: 'expired', message: `The event is older than ${this.maxAge} ms and pages nobody` });
        const attempt = this.send(request);
        this.rounds.add(attempt);
        try {
          return await attempt;
        } catch (error) {
          if (!mayPass(error as PDJSError, request)) throw error;
        } finally {
          this.rounds.delete(attempt);
        }
        await this.sleep(Math.min(1000 * 2 ** round, MINUTE), request.signal);
      }
    } finally {
      this.remove(id);
      this.adopted.delete(id);
    }
  }

  /** Takes this tab's lock, and the outbox's when it is free. */
  private async open(): Promise<void> {
    const { locks } = this;
    if (!locks) return this.adopt();
    // Both locks are held until the page is gone. Where a page may have none, as in a sandboxed frame, it has no storage either.
    const forever = new Promise<never>(() => undefined);
    await new Promise<void>((resolve) => {
      const lead = async () => {
        this.leads = true;
        setInterval(() => void this.adopt(), MINUTE);
        await this.adopt();
        resolve();
        return forever;
      };
      locks.request(this.prefix + this.tab, () => forever).catch(resolve);
      locks
        .request(this.prefix, { ifAvailable: true }, (lock) => {
          if (lock) return lead();
          resolve();
          return locks.request(this.prefix, lead);
        })
        .catch(resolve);
    });
  }

  /** Sends the events of tabs that are gone: that have written them down, but hold no lock. */
  private async adopt(): Promise<void> {
    const found = this.entries();
    const { held = [] } = (await this.locks?.query()) ?? {};
    const there = new Set(held.map(({ name }) => name)).add(this.prefix + this.tab);
    const kept = new Set(this.ids());
    let wait = 0;
    for (const [id, entry] of found) {
      if (this.adopted.has(id) || there.has(this.prefix + entry.tab) || !kept.has(id)) continue;
      const age = Date.now() - entry.at;
      if (this.locks && age < GRACE) {
        wait = Math.max(wait, GRACE - age);
        continue;
      }
      this.adopted.add(id);
      this.deliver(id, entry).catch((error: unknown) => {
        this.report(error as PDJSError, entry.request);
      });
    }
    if (wait > 0) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      await this.adopt();
    }
  }

  private wake(): void {
    for (const go of this.sleeping) go();
    if (this.leads) void this.adopt();
  }

  private sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', go);
        this.sleeping.delete(go);
        resolve();
      };
      const timer = setTimeout(go, ms * (0.5 + Math.random() / 2));
      signal?.addEventListener('abort', go);
      this.sleeping.add(go);
    });
  }

  private ids(): string[] {
    return (
      this.stored((store) =>
        Object.keys(store)
          .filter((id) => id.startsWith(this.prefix))
          .sort(),
      ) ?? []
    );
  }

  private entries(): [string, Entry][] {
    return this.ids().flatMap((id): [string, Entry][] => {
      const entry = this.stored((store) => JSON.parse(store.getItem(id) ?? '') as Entry | { request?: undefined } | null);
      if (entry?.request?.url) return [[id, entry]];
      this.remove(id);
      return [];
    });
  }

  private write(id: string, entry: Entry): void {
    this.stored((store) => {
      store.setItem(id, JSON.stringify(entry));
    });
  }

  private remove(id: string): void {
    this.stored((store) => {
      store.removeItem(id);
    });
  }

  /** Storage may be missing, denied, full or corrupt: then events are sent all the same. */
  private stored<Value>(use: (store: Storage) => Value): Value | undefined {
    try {
      return use(globalThis.localStorage);
    } catch (error) {
      if (!this.warned)
        console.warn(
          'PDJS: the outbox cannot keep events in this browser; they are sent, but not kept.',
          (error as Error).message,
        );
      this.warned = true;
      return undefined;
    }
  }
}

/** Whether a failure says nothing about the event itself, so that it may be accepted later. */
function mayPass({ code, status }: PDJSError, { api }: PDJSRequest): boolean {
  if (code !== 'http') return code === 'network' || code === 'timeout' || code === 'invalid_response';
  return status >= 500 || status === 429 || (status === 403 && api === 'events_v1');
}
