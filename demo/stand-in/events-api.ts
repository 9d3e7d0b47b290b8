import { Hono, type Context } from 'hono';
import { z } from 'zod';
import type { Account, IncidentEvent } from './account.js';
import { read } from './read.js';

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

export type ChangeEvent = z.infer<typeof changeEvent>;

/**
 * PagerDuty's events API, v1, v2 and changes, as its OpenAPI documents have it.
 * @param accepted told of every event that was accepted; of a change event, with the event
 */
export function eventsApi(account: Account, accepted: (change?: ChangeEvent) => void): Hono {
  const take = (event: IncidentEvent) => {
    account.take(event);
    accepted();
  };
  const app = new Hono();
  app.post('/generic/2010-04-15/create_event.json', async (c) => {
    const event = await read(c, eventV1, MAX_EVENT_BYTES);
    if ('errors' in event) return refuse(c, event.errors);
    const { service_key, event_type, incident_key = crypto.randomUUID(), description = '', details } = event;
    take({ integrationKey: service_key, incidentKey: incident_key, type: event_type, description, details });
    return c.json({ status: 'success', message: 'Event processed', incident_key });
  });
  app.post('/v2/enqueue', async (c) => {
    const event = await read(c, eventV2, MAX_EVENT_BYTES);
    if ('errors' in event) return refuse(c, event.errors);
    const { routing_key, event_action, dedup_key = crypto.randomUUID(), payload } = event;
    take({
      integrationKey: routing_key,
      incidentKey: dedup_key,
      type: event_action,
      description: payload?.summary ?? '',
      details: payload?.custom_details,
    });
    return c.json({ status: 'success', message: 'Event processed', dedup_key }, 202);
  });
  app.post('/v2/change/enqueue', async (c) => {
    const event = await read(c, changeEvent, MAX_EVENT_BYTES);
    if ('errors' in event) return refuse(c, event.errors);
    accepted(event);
    return c.json({ status: 'success', message: 'Change event processed' }, 202);
  });
  return app;
}

function refuse(c: Context, errors: string[]): Response {
  return c.json({ status: 'invalid event', message: 'Event object is invalid', errors }, 400);
}
