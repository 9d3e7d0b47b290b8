import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import type { Account, IncidentEvent } from './account.js';
import { read } from './read.js';

/** A change event as it came in. */
export interface ChangeEvent {
  routing_key: string;
  payload: {
    summary: string;
    source?: string | undefined;
    timestamp?: string | undefined;
    custom_details?: Record<string, unknown> | undefined;
  };
  links?: { href: string; text?: string | undefined }[] | undefined;
  images?: { src: string; href?: string | undefined; alt?: string | undefined }[] | undefined;
}

const MAX_EVENT_BYTES = 512 * 1024;

const anyText = z.string({ error: 'is missing or not a string' });
const text = anyText.check(z.minLength(1, { error: 'is empty' }));
const optionalText = z.optional(z.string({ error: 'is not a string' }));
const jsonObject = z.record(z.string(), z.unknown(), { error: 'is not an object' });
const httpsUrl = z.url({ protocol: /^https$/, error: 'is not an https URL' });
const eventType = z.enum(['trigger', 'acknowledge', 'resolve'], { error: 'is not one of trigger, acknowledge, resolve' });

const links = z.optional(z.array(z.object({ href: anyText, text: optionalText }), { error: 'is not an array' }));
const images = z.optional(
  z.array(z.object({ src: httpsUrl, href: optionalText, alt: optionalText }), { error: 'is not an array' }),
);
const contexts = z.optional(
  z.array(
    z.discriminatedUnion(
      'type',
      [
        z.object({ type: z.literal('link'), href: anyText, text: optionalText }),
        z.object({ type: z.literal('image'), src: httpsUrl, href: optionalText, alt: optionalText }),
      ],
      { error: 'is not a link or an image' },
    ),
    { error: 'is not an array' },
  ),
);

/** Source: PagerDuty V1 Events API, POST /create_event.json. */
const eventV1 = z
  .object({
    service_key: text,
    event_type: eventType,
    incident_key: z.optional(text),
    description: optionalText,
    details: z.optional(jsonObject),
    client: optionalText,
    client_url: optionalText,
    contexts,
  })
  .check(
    z.refine(({ event_type, description }) => event_type !== 'trigger' || Boolean(description), {
      path: ['description'],
      error: 'is missing or empty',
    }),
    z.refine(({ event_type, incident_key }) => event_type === 'trigger' || Boolean(incident_key), {
      path: ['incident_key'],
      error: 'is required to acknowledge and to resolve',
    }),
  );

const changePayload = z.object(
  { summary: text, source: optionalText, timestamp: optionalText, custom_details: z.optional(jsonObject) },
  { error: 'is missing' },
);

const eventPayload = z.extend(changePayload, {
  source: text,
  severity: z.enum(['critical', 'error', 'warning', 'info'], { error: 'is not one of critical, error, warning, info' }),
  component: optionalText,
  group: optionalText,
  class: optionalText,
});

/** Source: PagerDuty V2 Events API, POST /enqueue. */
const eventV2 = z
  .object({
    routing_key: text,
    event_action: eventType,
    dedup_key: z.optional(text),
    client: optionalText,
    client_url: optionalText,
    links,
    images,
    payload: z.optional(eventPayload),
  })
  .check(
    z.refine(({ event_action, payload }) => event_action !== 'trigger' || Boolean(payload), {
      path: ['payload'],
      error: 'is missing',
    }),
    z.refine(({ event_action, dedup_key }) => event_action === 'trigger' || Boolean(dedup_key), {
      path: ['dedup_key'],
      error: 'is required to acknowledge and to resolve',
    }),
  );

/** Source: PagerDuty V2 Events API, POST /change/enqueue. */
const changeEvent: z.ZodMiniType<ChangeEvent> = z.object({ routing_key: text, payload: changePayload, links, images });

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
