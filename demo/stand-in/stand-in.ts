import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { z } from 'zod';
import { Account, type Incident } from './account.js';
import { eventsApi, type ChangeEvent } from './events-api.js';
import { faultSchema, meetWith, type Fault } from './faults.js';
import { modesSchema, trouble, type Modes } from './modes.js';
import { read } from './read.js';
import { restApi } from './rest-api.js';

export type { Fault };

/** A request to PagerDuty's API as it came in. */
export interface SeenRequest {
  method: string;
  url: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: string;
}

/**
 * PagerDuty in a process: its events API, a part of its REST API, and the incidents that both see.
 * `app.fetch` is the server; `/stand-in/…` is for the pages and tests that steer it.
 */
export class StandIn {
  readonly account = new Account();
  /** Accepted change events. */
  readonly changes: ChangeEvent[] = [];
  /** Every request to the API, CORS preflights left out. */
  readonly requests: SeenRequest[] = [];
  /** What goes wrong with the requests to come, one each, first come first served. */
  readonly faults: Fault[] = [];
  /** How many events were accepted, change events included. */
  accepted = 0;
  /** What goes wrong until it is switched off; `faults` go first. */
  modes: Modes = [];

  readonly app = new Hono();
  readonly #waiting = new Set<() => void>();
  #trouble = trouble([]);

  constructor() {
    const { app } = this;
    // A dropped connection is no answer, not a 500.
    app.onError((error) => {
      throw error;
    });
    this.#addControls();
    app.use(cors({ origin: '*', exposeHeaders: ['Retry-After', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'] }));
    app.use(async (c, next) => {
      const request = c.req.raw;
      this.requests.push({
        method: request.method,
        url: request.url,
        headers: Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value])),
        body: await c.req.text(),
      });
      const fault = this.faults.shift() ?? this.#trouble(c.req.path);
      return fault ? meetWith(fault, c, next) : next();
    });
    app.route(
      '/',
      eventsApi(this.account, (change) => {
        this.#accept(change);
      }),
    );
    app.route('/', restApi(this.account));
  }

  /** Opened by events, oldest first. */
  get incidents(): Incident[] {
    return this.account.incidents;
  }

  /** Resolves once that many events were accepted. */
  acceptedAtLeast(count: number): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.accepted < count) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  #addControls(): void {
    this.app.get('/stand-in/incidents', (c) => c.json({ incidents: this.incidents }));
    this.app.post('/stand-in/faults', async (c) => {
      const faults = await read(c, z.array(faultSchema));
      if ('errors' in faults) return c.json(faults, 400);
      this.faults.push(...faults);
      return c.json({ faults: this.faults });
    });
    this.app.get('/stand-in/modes', (c) => c.json({ modes: this.modes }));
    this.app.put('/stand-in/modes', async (c) => {
      const modes = await read(c, modesSchema);
      if ('errors' in modes) return c.json(modes, 400);
      this.modes = modes;
      this.#trouble = trouble(modes);
      return c.json({ modes });
    });
  }

  #accept(change?: ChangeEvent): void {
    if (change) this.changes.push(change);
    this.accepted += 1;
    for (const check of this.#waiting) check();
  }
}
