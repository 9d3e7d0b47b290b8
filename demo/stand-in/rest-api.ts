import { Hono, type Context } from 'hono';
import * as z from 'zod/mini';
import { change, type Account, type Incident } from './account.js';
import { read } from './read.js';

/** Requests that a token has in a minute. Source: PagerDuty REST API, Rate Limiting. */
const RATE_LIMIT = 960;
const MINUTE = 60_000;

const statusChange = z.object({
  status: z.enum(['acknowledged', 'resolved'], { error: 'is not one of acknowledged, resolved' }),
});
const incidentChange = z.object({ incident: statusChange });
const incidentChanges = z.object({ incidents: z.array(z.extend(statusChange, { id: z.string() })) });
const newContactMethod = z.object({
  contact_method: z.object({ type: z.string(), address: z.string(), label: z.optional(z.string()) }),
});
const newNotificationRule = z.object({
  notification_rule: z.object({
    type: z.string(),
    start_delay_in_minutes: z.number(),
    urgency: z.string(),
    contact_method: z.object({ id: z.string(), type: z.string() }),
  }),
});

/**
 * A part of PagerDuty's REST API. Any token of 20 characters or more is good; one that begins with `readonly` cannot write.
 */
export function restApi(account: Account): Hono {
  const app = new Hono();
  const windows = new Map<string, { ends: number; calls: number }>();

  app.use(async (c, next) => {
    const authorization = c.req.header('Authorization') ?? '';
    const token = /^(?:Token token=|Bearer )([\w+-]{20,})$/.exec(authorization)?.[1];
    if (!token) return refuse(c, 401, 'Unauthorized', 2006);
    const { remaining, reset } = count(windows, token);
    c.header('ratelimit-limit', String(RATE_LIMIT));
    c.header('ratelimit-remaining', String(Math.max(0, remaining)));
    c.header('ratelimit-reset', String(reset));
    if (remaining < 0) return refuse(c, 429, 'Rate Limit Exceeded', 2020);
    if (c.req.method !== 'GET' && token.startsWith('readonly')) return refuse(c, 403, 'Access Denied', 2010);
    return next();
  });

  const incidents = () => [...account.history, ...account.incidents];
  const incident = (c: Context) => incidents().find(({ id }) => id === c.req.param('id'));
  const user = (c: Context) => account.users.find(({ id }) => id === c.req.param('id'));

  app.get('/incidents', (c) => {
    const statuses = c.req.queries('statuses[]');
    const [since, until] = [c.req.query('since'), c.req.query('until')].map((time) => (time ? Date.parse(time) : undefined));
    const shown = incidents()
      .map(shownIncident)
      .filter(({ status }) => !statuses || statuses.includes(status))
      .filter(
        ({ created_at }) => !(Date.parse(created_at) < (since ?? -Infinity)) && !(Date.parse(created_at) > (until ?? Infinity)),
      );
    if (c.req.query('sort_by') === 'created_at:desc') shown.reverse();
    return list(c, 'incidents', shown);
  });
  app.put('/incidents', async (c) => {
    const body = await read(c, incidentChanges);
    if ('errors' in body) return refuse(c, 400, 'Invalid Input Provided', 2001, body.errors);
    return changeAll(c, body.incidents, (changed) => ({ incidents: changed }));
  });
  app.get('/incidents/:id', (c) => {
    const found = incident(c);
    return found ? c.json({ incident: shownIncident(found) }) : notFound(c);
  });
  app.put('/incidents/:id', async (c) => {
    const body = await read(c, incidentChange);
    if ('errors' in body) return refuse(c, 400, 'Invalid Input Provided', 2001, body.errors);
    return changeAll(c, [{ id: c.req.param('id'), ...body.incident }], ([changed]) => ({ incident: changed }));
  });
  app.get('/incidents/:id/log_entries', (c) => {
    const found = incident(c);
    return found ? list(c, 'log_entries', logEntries(found)) : notFound(c);
  });

  app.get('/services', (c) => list(c, 'services', account.services));
  app.get('/users', (c) => {
    const whole = c.req.queries('include[]')?.includes('contact_methods');
    const shown = account.users.map((user) =>
      whole
        ? user
        : { ...user, contact_methods: user.contact_methods.map(({ id, type }) => ({ id, type: `${type}_reference` })) },
    );
    return list(c, 'users', shown);
  });
  app.get('/users/:id/contact_methods', (c) => {
    const found = user(c);
    return found ? c.json({ contact_methods: found.contact_methods }) : notFound(c);
  });
  app.post('/users/:id/contact_methods', async (c) => {
    const found = user(c);
    if (!found) return notFound(c);
    const body = await read(c, newContactMethod);
    if ('errors' in body) return refuse(c, 400, 'Invalid Input Provided', 2001, body.errors);
    const { type, address, label = 'Default' } = body.contact_method;
    const contact_method = { id: newId('C', found.contact_methods.length), type, summary: label, label, address };
    found.contact_methods.push(contact_method);
    return c.json({ contact_method }, 201);
  });
  app.delete('/users/:id/contact_methods/:method', (c) => {
    const found = user(c);
    const index = found?.contact_methods.findIndex(({ id }) => id === c.req.param('method')) ?? -1;
    if (!found || index < 0) return notFound(c);
    found.contact_methods.splice(index, 1);
    return c.body(null, 204);
  });
  app.get('/users/:id/notification_rules', (c) => {
    const found = user(c);
    return found ? c.json({ notification_rules: found.notification_rules }) : notFound(c);
  });
  app.post('/users/:id/notification_rules', async (c) => {
    const found = user(c);
    if (!found) return notFound(c);
    const body = await read(c, newNotificationRule);
    if ('errors' in body) return refuse(c, 400, 'Invalid Input Provided', 2001, body.errors);
    const notification_rule = { id: newId('N', found.notification_rules.length), ...body.notification_rule };
    found.notification_rules.push(notification_rule);
    return c.json({ notification_rule }, 201);
  });

  app.get('/audit/records', (c) => {
    const records = account.users.map(({ id }, index) => ({
      id: newId('A', index),
      action: 'create',
      root_resource: { id, type: 'user_reference' },
    }));
    const limit = limitOf(c);
    const start = Number(atob(c.req.query('cursor') ?? '')) || 0;
    if (!limit) return refuse(c, 400, 'Invalid Input Provided', 2001, ['Limit must be from 1 to 100']);
    const end = start + limit;
    return c.json({ records: records.slice(start, end), limit, next_cursor: end < records.length ? btoa(String(end)) : null });
  });

  app.all('*', notFound);
  return app;

  /** Changes all incidents or none. */
  function changeAll(
    c: Context,
    changes: { id: string; status: 'acknowledged' | 'resolved' }[],
    answer: (changed: object[]) => object,
  ): Response {
    const from = c.req.header('From');
    const byUser = account.users.find(({ email }) => email === from);
    if (!byUser && !c.req.header('Authorization')?.startsWith('Bearer')) {
      return refuse(c, 400, 'Invalid Input Provided', 2001, ['The From header must be the email address of a user']);
    }
    const found = changes.map(({ id }) => incidents().find((incident) => incident.id === id));
    if (!found.every((incident) => incident !== undefined)) return notFound(c);
    for (const [index, incident] of found.entries()) {
      if (incident.status === 'resolved') return refuse(c, 400, 'Invalid Input Provided', 2001, ['Incident Already Resolved']);
      const event_type = changes[index]?.status === 'resolved' ? 'resolve' : 'acknowledge';
      const by = byUser ? { id: byUser.id, type: 'user_reference', summary: byUser.summary } : null;
      change(incident, { event_type, at: new Date().toISOString(), by, description: '', details: {} });
    }
    return c.json(answer(found.map(shownIncident)));
  }
}

function shownIncident({ timeline, triggers: _, ...incident }: Incident) {
  const last = timeline.filter(({ event_type }) => event_type !== 'trigger').at(-1) ?? timeline[0];
  return {
    ...incident,
    type: 'incident',
    summary: `[#${incident.incident_number}] ${incident.title}`,
    description: incident.title,
    created_at: timeline[0]?.at ?? '',
    last_status_change_at: last?.at,
    last_status_change_by: last?.by ?? null,
  };
}

function logEntries({ id, timeline }: Incident) {
  return timeline.map(({ event_type, at, by, description }, index) => ({
    id: `${id}L${index}`,
    type: `${event_type}_log_entry`,
    created_at: at,
    agent: by,
    summary: description,
  }));
}

/** A page of a list by offset. Source: PagerDuty REST API, Pagination. */
function list(c: Context, name: string, all: object[]): Response {
  const limit = limitOf(c);
  const offset = Number(c.req.query('offset') ?? 0);
  if (!limit) return refuse(c, 400, 'Invalid Input Provided', 2001, ['Limit must be from 1 to 100']);
  if (!Number.isInteger(offset) || offset < 0)
    return refuse(c, 400, 'Invalid Input Provided', 2001, ['Offset must be 0 or above']);
  if (offset + limit > 10_000) return refuse(c, 400, 'Invalid Input Provided', 2001, ['Offset plus limit must be 10000 at most']);
  const total = c.req.query('total') === 'true' ? all.length : null;
  return c.json({ [name]: all.slice(offset, offset + limit), limit, offset, total, more: offset + limit < all.length });
}

/** The size of a page: 25 unless asked for, 100 at most; `undefined` where what is asked for is neither. */
function limitOf(c: Context): number | undefined {
  const limit = Number(c.req.query('limit') ?? 25);
  return Number.isInteger(limit) && limit >= 1 && limit <= 100 ? limit : undefined;
}

/** Counts a call of a token in its minute. */
function count(windows: Map<string, { ends: number; calls: number }>, token: string): { remaining: number; reset: number } {
  const now = Date.now();
  let current = windows.get(token);
  if (!current || current.ends <= now) windows.set(token, (current = { ends: now + MINUTE, calls: 0 }));
  current.calls += 1;
  return { remaining: RATE_LIMIT - current.calls, reset: Math.ceil((current.ends - now) / 1000) };
}

const newId = (letter: string, number: number) => `${letter}NEW${String(number).padStart(3, '0')}`;
const notFound = (c: Context) => refuse(c, 404, 'Not Found', 2100);

function refuse(c: Context, status: 400 | 401 | 403 | 404 | 429, message: string, code: number, errors?: string[]): Response {
  return c.json({ error: { message, code, ...(errors && { errors }) } }, status);
}
