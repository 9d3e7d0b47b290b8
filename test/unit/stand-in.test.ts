import { afterEach, describe, expect, it, vi } from 'vitest';
import { StandIn } from '../../demo/stand-in/stand-in.js';

const V1 = 'https://events.test/generic/2010-04-15/create_event.json';
const V2 = 'https://events.test/v2/enqueue';
const CHANGE = 'https://events.test/v2/change/enqueue';

async function post(standIn: StandIn, url: string, body: unknown) {
  const init = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await standIn.fetch(new Request(url, init));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const v1 = { service_key: 'K', event_type: 'trigger', incident_key: 'a', description: 'x' };
const payload = { summary: 'x', source: 's', severity: 'info' };
const v2 = { routing_key: 'K', event_action: 'trigger', dedup_key: 'a', payload };
const change = { routing_key: 'K', payload: { summary: 'x' } };

describe('The stand-in refuses with 400 and errors what PagerDuty refuses', () => {
  it.each([
    ['no service_key', V1, { ...v1, service_key: undefined }, 'service_key is missing or not a string'],
    ['an empty service_key', V1, { ...v1, service_key: '' }, 'service_key is empty'],
    ['an unknown event_type', V1, { ...v1, event_type: 'x' }, 'event_type is not one of trigger, acknowledge, resolve'],
    ['an empty description', V1, { ...v1, description: '' }, 'description is missing or empty'],
    ['no description', V1, { ...v1, description: undefined }, 'description is missing or empty'],
    [
      'an acknowledge without key',
      V1,
      { ...v1, event_type: 'acknowledge', incident_key: undefined },
      'incident_key is required to acknowledge and to resolve',
    ],
    [
      'a resolve without key',
      V1,
      { ...v1, event_type: 'resolve', incident_key: undefined },
      'incident_key is required to acknowledge and to resolve',
    ],
    ['contexts that are no array', V1, { ...v1, contexts: {} }, 'contexts is not an array'],
    ['details that are no object', V1, { ...v1, details: 'x' }, 'details is not an object'],
    ['no JSON', V1, '{"service_key":', 'JSON parse error'],
    ['over 512 KB', V1, { ...v1, description: 'x'.repeat(512 * 1024) }, 'Event is larger than 512 KB'],
    ['no routing_key', V2, { ...v2, routing_key: undefined }, 'routing_key is missing or not a string'],
    ['an unknown action', V2, { ...v2, event_action: 'x' }, 'event_action is not one of trigger, acknowledge, resolve'],
    ['no payload', V2, { ...v2, payload: undefined }, 'payload is missing'],
    [
      'a payload without source',
      V2,
      { ...v2, payload: { ...payload, source: undefined } },
      'payload.source is missing or not a string',
    ],
    [
      'a bad severity',
      V2,
      { ...v2, payload: { ...payload, severity: 'x' } },
      'payload.severity is not one of critical, error, warning, info',
    ],
    [
      'a resolve without dedup_key',
      V2,
      { ...v2, event_action: 'resolve', dedup_key: undefined },
      'dedup_key is required to acknowledge and to resolve',
    ],
    ['links that are no array', V2, { ...v2, links: {} }, 'links is not an array'],
    ['an image that is not https', V2, { ...v2, images: [{ src: 'http://x.test/' }] }, 'images.0.src is not an https URL'],
    ['a change without summary', CHANGE, { ...change, payload: {} }, 'payload.summary is missing or not a string'],
    ['a change without payload', CHANGE, { routing_key: 'K' }, 'payload is missing'],
  ])('%s', async (_, url, event, error) => {
    const standIn = new StandIn();
    expect(await post(standIn, url, event)).toEqual({
      status: 400,
      body: { status: 'invalid event', message: 'Event object is invalid', errors: [error] },
    });
    expect(standIn.accepted).toBe(0);
  });
});

describe('The stand-in keeps incidents', () => {
  it('accepts with 200 (v1) and 202 (v2, change)', async () => {
    const standIn = new StandIn();
    expect(await post(standIn, V1, v1)).toEqual({
      status: 200,
      body: { status: 'success', message: 'Event processed', incident_key: 'a' },
    });
    expect(await post(standIn, V2, v2)).toEqual({
      status: 202,
      body: { status: 'success', message: 'Event processed', dedup_key: 'a' },
    });
    expect((await post(standIn, CHANGE, change)).status).toBe(202);
    expect(standIn.accepted).toBe(3);
  });

  it('makes up a key where a trigger has none', async () => {
    const standIn = new StandIn();
    const { body } = await post(standIn, V1, { ...v1, incident_key: undefined });
    expect(standIn.incidents).toMatchObject([{ incident_key: body.incident_key }]);
  });

  it('keeps the same key of two services apart', async () => {
    const standIn = new StandIn();
    await post(standIn, V1, v1);
    await post(standIn, V1, { ...v1, service_key: 'other' });
    await post(standIn, V1, { ...v1, incident_key: 'b' });
    expect(standIn.incidents.map(({ service }) => service.summary)).toEqual(['Service 1', 'Service 2', 'Service 1']);
  });

  it('changes nothing when an unknown or resolved incident is acknowledged or resolved', async () => {
    const standIn = new StandIn();
    await post(standIn, V1, { ...v1, event_type: 'resolve' });
    expect(standIn.incidents).toEqual([]);
    await post(standIn, V1, v1);
    await post(standIn, V1, { ...v1, event_type: 'resolve' });
    await post(standIn, V1, { ...v1, event_type: 'acknowledge' });
    expect(standIn.incidents).toMatchObject([
      { status: 'resolved', timeline: [{ event_type: 'trigger' }, { event_type: 'resolve' }] },
    ]);
  });

  it('shows them as JSON, without a key of any service', async () => {
    const standIn = new StandIn();
    await post(standIn, V1, { ...v1, service_key: 'SECRET' });
    const response = await standIn.fetch(new Request('https://events.test/stand-in/incidents'));
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ incidents: [{ incident_key: 'a', status: 'triggered', triggers: 1, title: 'x' }] });
    expect(text).not.toContain('SECRET');
  });

  it('tells when events were accepted', async () => {
    const standIn = new StandIn();
    const two = standIn.acceptedAtLeast(2);
    await post(standIn, V1, v1);
    await post(standIn, V1, v1);
    await two;
    await standIn.acceptedAtLeast(1);
  });
});

describe('The stand-in fails on demand', () => {
  it('as a page asks over HTTP', async () => {
    const standIn = new StandIn();
    await post(standIn, 'https://events.test/stand-in/faults', [
      { kind: 'status', status: 503, headers: { 'Retry-After': '1' } },
    ]);
    const response = await standIn.fetch(new Request(V1, { method: 'POST', body: JSON.stringify(v1) }));
    expect(response.status).toBe(503);
    expect(response.headers.get('Retry-After')).toBe('1');
    expect((await post(standIn, V1, v1)).status).toBe(200);
  });

  it('says what is wrong with a fault', async () => {
    const standIn = new StandIn();
    const { status, body } = await post(standIn, 'https://events.test/stand-in/faults', [{ kind: 'flood' }]);
    expect(status).toBe(400);
    expect(body.errors).toHaveLength(1);
  });

  it('answers late', async () => {
    const standIn = new StandIn();
    standIn.faults.push({ kind: 'delay', ms: 1 });
    expect((await post(standIn, V1, v1)).status).toBe(200);
  });
});

describe('The stand-in has lasting modes', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  async function modes(standIn: StandIn, body?: unknown) {
    const init = body === undefined ? {} : { method: 'PUT', body: JSON.stringify(body) };
    const response = await standIn.fetch(new Request('https://events.test/stand-in/modes', init));
    return { status: response.status, body: (await response.json()) as unknown };
  }
  /** Sends so many events one after the other; gives the answers. */
  async function answers(standIn: StandIn, count: number, url = V1, event: object = v1): Promise<Response[]> {
    const responses: Response[] = [];
    for (let sent = 0; sent < count; sent++) {
      responses.push(await standIn.fetch(new Request(url, { method: 'POST', body: JSON.stringify(event) })));
    }
    return responses;
  }
  const statuses = (responses: Response[]) => responses.map(({ status }) => status);

  it('that a page switches and reads back', async () => {
    const standIn = new StandIn();
    expect((await modes(standIn)).body).toEqual({ modes: [] });
    expect((await modes(standIn, ['slow', 'every_third'])).body).toEqual({ modes: ['slow', 'every_third'] });
    expect((await modes(standIn)).body).toEqual({ modes: ['slow', 'every_third'] });
    expect(await modes(standIn, ['flood'])).toMatchObject({ status: 400, body: { errors: [expect.any(String)] } });
    expect((await modes(standIn, [])).body).toEqual({ modes: [] });
  });

  it('every third request fails, until it is switched off', async () => {
    const standIn = new StandIn();
    await modes(standIn, ['every_third']);
    expect(statuses(await answers(standIn, 6))).toEqual([200, 200, 503, 200, 200, 503]);
    await modes(standIn, []);
    expect(statuses(await answers(standIn, 3))).toEqual([200, 200, 200]);
    expect(standIn.accepted).toBe(7);
  });

  it('a rate limit of two requests in two seconds, said as each events API says it', async () => {
    vi.useFakeTimers({ now: 0 });
    const standIn = new StandIn();
    await modes(standIn, ['rate_limit']);
    const [, , third] = await answers(standIn, 3);
    expect(third?.status).toBe(403);
    expect(third?.headers.get('Retry-After')).toBe('2');
    const throttled = { status: 'throttled', message: 'Too many API calls at a time', errors: [] };
    expect(await third?.json()).toEqual(throttled);
    expect(await post(standIn, V2, v2)).toEqual({ status: 429, body: throttled });
    const listed = await standIn.fetch(new Request('https://api.test/incidents'));
    expect(listed.status).toBe(429);
    expect(await listed.json()).toEqual({ error: { message: 'Rate Limit Exceeded', code: 2020 } });
    vi.setSystemTime(1500);
    expect((await answers(standIn, 1))[0]?.headers.get('Retry-After')).toBe('1');
    vi.setSystemTime(2000);
    expect(statuses(await answers(standIn, 3))).toEqual([200, 200, 403]);
  });

  it('slow answers', async () => {
    vi.useFakeTimers();
    const standIn = new StandIn();
    await modes(standIn, ['slow']);
    const answer = answers(standIn, 1);
    await vi.advanceTimersByTimeAsync(1900);
    expect(standIn.accepted).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(statuses(await answer)).toEqual([200]);
  });
});

describe('CORS', () => {
  it('lets any page send JSON and read the rate-limit headers', async () => {
    const standIn = new StandIn();
    const preflight = await standIn.fetch(
      new Request(V1, {
        method: 'OPTIONS',
        headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
      }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(standIn.requests).toHaveLength(0);

    const response = await standIn.fetch(new Request(V1, { method: 'POST', body: JSON.stringify(v1) }));
    expect(response.headers.get('access-control-expose-headers')).toContain('Retry-After');
  });
});

describe('The stand-in’s REST API', () => {
  const AUTH = { Authorization: 'Token token=token-of-20-characters', From: 'user1@example.test' };
  interface Init {
    method?: string;
    headers?: Record<string, string>;
    body?: unknown;
  }
  async function rest(standIn: StandIn, path: string, { method = 'GET', headers = AUTH, body }: Init = {}) {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await standIn.fetch(new Request(`https://api.test${path}`, init));
    return { status: response.status, headers: response.headers, body: (await response.json()) as Record<string, unknown> };
  }

  it.each(['', 'Token token=short', 'Basic dXNlcjpwYXNz'])('answers 401 to the authorization "%s"', async (Authorization) => {
    expect(await rest(new StandIn(), '/users', { headers: { Authorization } })).toMatchObject({
      status: 401,
      body: { error: { code: 2006 } },
    });
  });

  it('takes account tokens and bearer tokens', async () => {
    for (const Authorization of [AUTH.Authorization, 'Bearer token-of-20-characters']) {
      expect((await rest(new StandIn(), '/services', { headers: { Authorization } })).status).toBe(200);
    }
  });

  it('lets a read-only token read and not write', async () => {
    const headers = { ...AUTH, Authorization: 'Token token=readonly-token-20-chars' };
    const standIn = new StandIn();
    expect((await rest(standIn, '/incidents', { headers })).status).toBe(200);
    expect(await rest(standIn, '/incidents', { method: 'PUT', headers, body: { incidents: [] } })).toMatchObject({
      status: 403,
      body: { error: { message: 'Access Denied' } },
    });
  });

  it('answers 404 to what there is not', async () => {
    for (const path of ['/nowhere', '/incidents/X', '/incidents/X/log_entries', '/users/X/contact_methods']) {
      expect(await rest(new StandIn(), path)).toMatchObject({
        status: 404,
        body: { error: { message: 'Not Found', code: 2100 } },
      });
    }
  });

  it('counts calls against the rate limit, and answers 429 beyond', async () => {
    const standIn = new StandIn();
    const first = await rest(standIn, '/services?limit=1');
    expect(first.headers.get('ratelimit-remaining')).toBe('959');
    for (let call = 1; call < 960; call++) await rest(standIn, '/services?limit=1');
    const beyond = await rest(standIn, '/services?limit=1');
    expect(beyond).toMatchObject({ status: 429, body: { error: { code: 2020 } } });
    expect(Number(beyond.headers.get('ratelimit-reset'))).toBeGreaterThan(0);
    expect((await rest(standIn, '/services', { headers: { Authorization: 'Token token=another-token-of-theirs' } })).status).toBe(
      200,
    );
  });

  it('pages by offset: 25 unless asked for, 100 at most, total where asked for, 10,000 in all', async () => {
    const standIn = new StandIn();
    expect((await rest(standIn, '/users')).body).toMatchObject({ limit: 25, offset: 0, more: true, total: null });
    expect((await rest(standIn, '/users?limit=100&offset=200&total=true')).body).toMatchObject({
      limit: 100,
      offset: 200,
      more: false,
      total: 230,
    });
    for (const query of ['limit=101', 'limit=0', 'offset=-1', 'limit=100&offset=9901']) {
      expect(await rest(standIn, `/users?${query}`)).toMatchObject({
        status: 400,
        body: { error: { message: 'Invalid Input Provided', code: 2001 } },
      });
    }
    expect((await rest(standIn, '/users?limit=100&offset=9900')).status).toBe(200);
  });

  it('pages by cursor', async () => {
    const standIn = new StandIn();
    const { body } = await rest(standIn, '/audit/records?limit=100');
    expect(body.records).toHaveLength(100);
    const last = await rest(standIn, `/audit/records?limit=100&cursor=${btoa('200')}`);
    expect(last.body).toMatchObject({ next_cursor: null });
    expect(last.body.records).toHaveLength(30);
  });

  it('shows what events opened, and acknowledges and resolves it', async () => {
    const standIn = new StandIn();
    await post(standIn, V1, v1);
    const { body } = await rest(standIn, '/incidents?statuses[]=triggered');
    const [incident] = body.incidents as [{ id: string; title: string }];
    expect(incident.title).toBe('x');
    const path = `/incidents/${incident.id}`;
    const change = (status: string, headers: Record<string, string> = AUTH) =>
      rest(standIn, path, { method: 'PUT', headers, body: { incident: { type: 'incident', status } } });
    expect(await change('acknowledged', { Authorization: AUTH.Authorization })).toMatchObject({ status: 400 });
    expect((await change('acknowledged')).body).toMatchObject({
      incident: { status: 'acknowledged', last_status_change_by: { summary: 'User 1' } },
    });
    expect(standIn.incidents).toMatchObject([{ status: 'acknowledged' }]);
    const all = { incidents: [{ id: incident.id, type: 'incident_reference', status: 'resolved' }] };
    expect((await rest(standIn, '/incidents', { method: 'PUT', body: all })).body).toMatchObject({
      incidents: [{ status: 'resolved' }],
    });
    expect(await change('acknowledged')).toMatchObject({
      status: 400,
      body: { error: { errors: ['Incident Already Resolved'] } },
    });
    expect((await rest(standIn, `${path}/log_entries`)).body.log_entries).toMatchObject([
      { type: 'trigger_log_entry' },
      { type: 'acknowledge_log_entry' },
      { type: 'resolve_log_entry' },
    ]);
    expect(await change('escalated')).toMatchObject({ status: 400 });
  });

  it('lists incidents by time', async () => {
    const standIn = new StandIn();
    const since = new Date(Date.now() - 3_600_000 * 10.5).toISOString();
    const { body } = await rest(standIn, `/incidents?since=${since}&sort_by=created_at:desc&limit=100`);
    expect((body.incidents as { incident_number: number }[]).map((incident) => incident.incident_number)).toEqual([
      240, 239, 238, 237, 236, 235, 234, 233, 232, 231,
    ]);
  });

  it('keeps contact methods and notification rules', async () => {
    const standIn = new StandIn();
    const made = await rest(standIn, '/users/U000001/contact_methods', {
      method: 'POST',
      body: { contact_method: { type: 'email_contact_method', address: 'a@b.test' } },
    });
    expect(made).toMatchObject({ status: 201, body: { contact_method: { address: 'a@b.test' } } });
    const rule = {
      type: 'assignment_notification_rule',
      start_delay_in_minutes: 5,
      urgency: 'high',
      contact_method: made.body.contact_method,
    };
    expect(
      (await rest(standIn, '/users/U000001/notification_rules', { method: 'POST', body: { notification_rule: rule } })).status,
    ).toBe(201);
    expect((await rest(standIn, '/users/U000001/notification_rules')).body.notification_rules).toHaveLength(1);
    expect((await rest(standIn, '/users/U000001/contact_methods')).body.contact_methods).toHaveLength(3);
  });
});
