import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';

/** An event as the timeline of an incident shows it. */
export interface TimelineEvent {
  event_type: 'trigger' | 'acknowledge' | 'resolve';
  /** ISO 8601. */
  at: string;
  description: string;
  details: unknown;
}

export interface Incident {
  id: string;
  incident_number: number;
  /** `incident_key` of Events v1, `dedup_key` of Events v2. */
  incident_key: string;
  status: 'triggered' | 'acknowledged' | 'resolved';
  /** The description of the event that opened it. */
  title: string;
  /** How many trigger events it has gathered. */
  triggers: number;
  timeline: TimelineEvent[];
}

/** A request to PagerDuty's API as it came in. */
export interface SeenRequest {
  method: string;
  url: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  body: string;
}

const faultSchema = z.discriminatedUnion('kind', [
  /** Answers with this status and these headers (`Retry-After`, say), and does nothing. */
  z.object({
    kind: z.literal('status'),
    status: z.int().min(300).max(599),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  /** Drops the connection and does nothing. */
  z.object({ kind: z.literal('drop') }),
  /** Takes the event, then drops the connection: the sender cannot know. */
  z.object({ kind: z.literal('lost_answer') }),
  /** Answers as usual, this many milliseconds later. */
  z.object({ kind: z.literal('delay'), ms: z.number().min(0).max(600_000) }),
  /** Never answers. */
  z.object({ kind: z.literal('silence') }),
]);

/** What goes wrong with one request. */
export type Fault = z.infer<typeof faultSchema>;

const MAX_EVENT_BYTES = 512 * 1024;

const text = z.string({ error: 'is missing or not a string' }).min(1, { error: 'is empty' });
const jsonObject = z.record(z.string(), z.unknown(), { error: 'is not an object' });
const httpsUrl = z.url({ protocol: /^https$/, error: 'is not an https URL' });
const eventType = z.enum(['trigger', 'acknowledge', 'resolve'], { error: 'is not one of trigger, acknowledge, resolve' });

/** Source: PagerDuty V1 Events API, POST /create_event.json. */
const eventV1 = z
  .object({
    service_key: text,
    event_type: eventType,
    incident_key: text.optional(),
    description: z.string().optional(),
    details: jsonObject.optional(),
    client: z.string().optional(),
    client_url: z.string().optional(),
    contexts: z
      .array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('link'), href: z.string(), text: z.string().optional() }),
          z.object({ type: z.literal('image'), src: httpsUrl, href: z.string().optional(), alt: z.string().optional() }),
        ]),
        { error: 'is not an array' },
      )
      .optional(),
  })
  .refine((event) => event.event_type !== 'trigger' || Boolean(event.description), {
    path: ['description'],
    error: 'is missing or empty',
  })
  .refine((event) => event.event_type === 'trigger' || event.incident_key, {
    path: ['incident_key'],
    error: 'is required to acknowledge and to resolve',
  });

const links = z.array(z.object({ href: z.string(), text: z.string().optional() }), { error: 'is not an array' }).optional();
const images = z
  .array(z.object({ src: httpsUrl, href: z.string().optional(), alt: z.string().optional() }), { error: 'is not an array' })
  .optional();

const changePayload = z.object(
  {
    summary: text,
    source: z.string().optional(),
    timestamp: z.string().optional(),
    custom_details: jsonObject.optional(),
  },
  { error: 'is missing' },
);

/** Source: PagerDuty V2 Events API, POST /enqueue. */
const eventV2 = z
  .object({
    routing_key: text,
    event_action: eventType,
    dedup_key: text.optional(),
    client: z.string().optional(),
    client_url: z.string().optional(),
    links,
    images,
    payload: changePayload
      .extend({
        source: text,
        severity: z.enum(['critical', 'error', 'warning', 'info'], { error: 'is not one of critical, error, warning, info' }),
        component: z.string().optional(),
        group: z.string().optional(),
        class: z.string().optional(),
      })
      .optional(),
  })
  .refine((event) => event.event_action !== 'trigger' || event.payload, { path: ['payload'], error: 'is missing' })
  .refine((event) => event.event_action === 'trigger' || event.dedup_key, {
    path: ['dedup_key'],
    error: 'is required to acknowledge and to resolve',
  });

/** Source: PagerDuty V2 Events API, POST /change/enqueue. */
const changeEvent = z.object({ routing_key: text, payload: changePayload, links, images });

/**
 * PagerDuty in a process: its events API as the OpenAPI documents have it, with the incidents that the events make.
 * `app.fetch` is the server; `/stand-in/…` is for the pages and tests that steer it.
 */
export class StandIn {
  /** Open and resolved, oldest first. */
  readonly incidents: Incident[] = [];
  /** Accepted change events. */
  readonly changes: z.infer<typeof changeEvent>[] = [];
  /** Every request to the API, CORS preflights left out. */
  readonly requests: SeenRequest[] = [];
  /** What goes wrong with the requests to come, one each, first come first served. */
  readonly faults: Fault[] = [];
  /** How many events were accepted, change events included. */
  accepted = 0;

  readonly app = new Hono();
  readonly #incidentsOfKeys = new Map<string, Incident>();
  readonly #waiting = new Set<() => void>();

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
      const fault = this.faults.shift();
      return fault ? meetWith(fault, c, next) : next();
    });

    app.post('/generic/2010-04-15/create_event.json', async (c) => {
      const event = await read(c, eventV1);
      if ('errors' in event) return refuse(c, event.errors);
      const incident_key = event.incident_key ?? crypto.randomUUID();
      this.#take(event.service_key, incident_key, event.event_type, event.description ?? '', event.details);
      return c.json({ status: 'success', message: 'Event processed', incident_key });
    });

    app.post('/v2/enqueue', async (c) => {
      const event = await read(c, eventV2);
      if ('errors' in event) return refuse(c, event.errors);
      const dedup_key = event.dedup_key ?? crypto.randomUUID();
      this.#take(event.routing_key, dedup_key, event.event_action, event.payload?.summary ?? '', event.payload?.custom_details);
      return c.json({ status: 'success', message: 'Event processed', dedup_key }, 202);
    });

    app.post('/v2/change/enqueue', async (c) => {
      const event = await read(c, changeEvent);
      if ('errors' in event) return refuse(c, event.errors);
      this.changes.push(event);
      this.#tellAccepted();
      return c.json({ status: 'success', message: 'Change event processed' }, 202);
    });
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
      if ('errors' in faults) return refuse(c, faults.errors);
      this.faults.push(...faults);
      return c.json({ faults: this.faults });
    });
  }

  /** A trigger joins the open incident with its key or opens one; the rest changes an open incident or nothing. */
  #take(
    integrationKey: string,
    incidentKey: string,
    type: TimelineEvent['event_type'],
    description: string,
    details: unknown,
  ): void {
    const key = JSON.stringify([integrationKey, incidentKey]);
    let incident = this.#incidentsOfKeys.get(key);
    if (type === 'trigger' && (!incident || incident.status === 'resolved')) {
      incident = this.#open(incidentKey, description);
      this.#incidentsOfKeys.set(key, incident);
    }
    if (incident && incident.status !== 'resolved') {
      incident.timeline.push({ event_type: type, at: new Date().toISOString(), description, details });
      if (type === 'trigger') incident.triggers += 1;
      if (type === 'acknowledge') incident.status = 'acknowledged';
      if (type === 'resolve') incident.status = 'resolved';
    }
    this.#tellAccepted();
  }

  #open(incident_key: string, title: string): Incident {
    const number = this.incidents.length + 1;
    const incident: Incident = {
      id: `Q${String(number).padStart(13, '0')}`,
      incident_number: number,
      incident_key,
      status: 'triggered',
      title,
      triggers: 0,
      timeline: [],
    };
    this.incidents.push(incident);
    return incident;
  }

  #tellAccepted(): void {
    this.accepted += 1;
    for (const check of this.#waiting) check();
  }
}

async function meetWith(fault: Fault, c: Context, next: () => Promise<void>): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status':
      return c.json(
        { status: 'fault', message: `A fault on demand: ${fault.status}`, errors: [] },
        fault.status as ContentfulStatusCode,
        fault.headers,
      );
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      await next();
      return undefined;
    case 'silence':
      return new Promise((_, reject) => {
        const { signal } = c.req.raw;
        const abandon = () => {
          reject(signal.reason as Error);
        };
        if (signal.aborted) abandon();
        signal.addEventListener('abort', abandon);
      });
    case 'lost_answer':
      await next();
      return drop(c);
    case 'drop':
      return drop(c);
  }
}

/** Over HTTP the socket goes away; in-process the call fails as `fetch` does. */
function drop(c: Context): Response {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  if (!incoming) throw new TypeError('Failed to fetch');
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}

async function read<Event>(c: Context, schema: z.ZodType<Event>): Promise<Event | { errors: string[] }> {
  const body = await c.req.text();
  if (new TextEncoder().encode(body).length > MAX_EVENT_BYTES) return { errors: ['Event is larger than 512 KB'] };
  const event = parsed(body);
  if (event === undefined) return { errors: ['JSON parse error'] };
  const { data, error } = schema.safeParse(event);
  return error ? { errors: error.issues.map((issue) => `${issue.path.join('.') || 'event'} ${issue.message}`) } : data;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function refuse(c: Context, errors: string[]): Response {
  return c.json({ status: 'invalid event', message: 'Event object is invalid', errors }, 400);
}
