import { Hono } from 'hono';
import { cors } from 'hono/cors';
import * as z from 'zod/mini';
import { Account, type Incident, type User } from './account.js';
import { eventsApi, type ChangeEvent } from './events-api.js';
import { faultSchema, meetWith, type Fault } from './faults.js';
import { modesSchema, trouble, type Mode } from './modes.js';
import { read } from './read.js';
import { restApi } from './rest-api.js';

export type { ChangeEvent, Fault, Incident, Mode, User };

/** A request to PagerDuty's API as it came in. */
export interface SeenRequest {
  method: string;
  url: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: string;
}

/**
 * PagerDuty in a process: its events API, part of its REST API, and an account that both share. Any key opens incidents, and any API
 * token of 20 characters or more is good. Its routes under `/stand-in/` let a page control it.
 */
export class StandIn {
  /** Accepted change events. */
  readonly changes: ChangeEvent[] = [];
  /** Every request to the API, without CORS preflights. */
  readonly requests: SeenRequest[] = [];
  /** What goes wrong with the next requests: each takes the first one. */
  readonly faults: Fault[] = [];
  /** How many events were accepted, change events included. */
  accepted = 0;

  readonly #account = new Account();
  readonly #app = new Hono();
  readonly #waiting = new Set<() => void>();
  #modes: readonly Mode[] = [];
  #trouble = trouble([]);

  /**
   * Answers a request as PagerDuty does; for PDJS's option `fetch`, or a server.
   * @param bindings what `@hono/node-server` passes along with a request
   * @throws TypeError where a fault drops the connection and there is none
   */
  readonly fetch = async (request: Request, bindings?: object): Promise<Response> => this.#app.fetch(request, bindings);

  constructor() {
    const app = this.#app;
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
      eventsApi(this.#account, (change) => {
        this.#accept(change);
      }),
    );
    app.route('/', restApi(this.#account));
  }

  /** Opened by events, oldest first. */
  get incidents(): Incident[] {
    return this.#account.incidents;
  }

  /** The people of the account. */
  get users(): User[] {
    return this.#account.users;
  }

  /** What goes wrong until it is switched off; `faults` go first. */
  get modes(): readonly Mode[] {
    return this.#modes;
  }

  set modes(modes: readonly Mode[]) {
    this.#modes = modes;
    this.#trouble = trouble(modes);
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
    this.#app.get('/stand-in/incidents', (c) => c.json({ incidents: this.incidents }));
    this.#app.post('/stand-in/faults', async (c) => {
      const faults = await read(c, z.array(faultSchema));
      if ('errors' in faults) return c.json(faults, 400);
      this.faults.push(...faults);
      return c.json({ faults: this.faults });
    });
    this.#app.get('/stand-in/modes', (c) => c.json({ modes: this.modes }));
    this.#app.put('/stand-in/modes', async (c) => {
      const modes = await read(c, modesSchema);
      if ('errors' in modes) return c.json(modes, 400);
      this.modes = modes;
      return c.json({ modes });
    });
  }

  #accept(change?: ChangeEvent): void {
    if (change) this.changes.push(change);
    this.accepted += 1;
    for (const check of this.#waiting) check();
  }
}
