import { afterEach, describe, expect, it, vi } from 'vitest';
import { PDJSError } from '../../src/index.js';
import { connected, failureOf, lastBody, untyped } from './support.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('Events v1', () => {
  it('sends what the howto page sends, and success gets the answer', async () => {
    const { standIn, pdjs } = connected();
    const success = vi.fn();
    const answer = await pdjs.trigger({
      service_key: 'KEY',
      description: 'This is only a test.',
      incident_key: 'manual_incident_1',
      details: { page: 'This is only a test.' },
      success,
    });

    expect(answer).toEqual({ status: 'success', message: 'Event processed', incident_key: 'manual_incident_1' });
    expect(success).toHaveBeenCalledExactlyOnceWith(answer);
    expect(standIn.requests).toHaveLength(1);
    expect(standIn.requests[0]).toMatchObject({
      method: 'POST',
      url: 'https://events.pagerduty.com/generic/2010-04-15/create_event.json',
    });
    expect(lastBody(standIn)).toEqual({
      service_key: 'KEY',
      event_type: 'trigger',
      incident_key: 'manual_incident_1',
      description: 'This is only a test.',
      details: { page: 'This is only a test.' },
    });
  });

  it('sends JSON and no Authorization, with or without a token', async () => {
    const { standIn, pdjs } = connected({ token: 'SECRET' });
    await pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });
    const headers = new Headers(standIn.requests[0]?.headers);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(headers.has('authorization')).toBe(false);
  });

  it('fills in the defaults of 1.1.0, and leaves out what has none', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ service_key: 'KEY' });
    expect(lastBody(standIn)).toEqual({
      service_key: 'KEY',
      event_type: 'trigger',
      incident_key: 'Please specify an incident_key',
      description: 'No description provided',
      details: {},
    });
  });

  it('takes an empty description for none, since PagerDuty would refuse the event', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', description: '' });
    expect(lastBody(standIn)).toMatchObject({ description: 'No description provided' });
  });

  it('takes fields from data first, and sends whatever else data holds', async () => {
    const { standIn, pdjs } = connected();
    const contexts = [{ type: 'link', href: 'https://example.test' } as const];
    await pdjs.trigger(
      untyped({
        service_key: 'top',
        description: 'top',
        incident_key: 'top',
        client: 'top',
        data: { service_key: 'data', description: 'data', contexts, client_url: 'https://example.test', more: 1 },
      }),
    );
    expect(lastBody(standIn)).toEqual({
      service_key: 'data',
      event_type: 'trigger',
      incident_key: 'top',
      description: 'data',
      details: {},
      client: 'top',
      client_url: 'https://example.test',
      contexts,
      more: 1,
    });
  });

  it.each([{}, [], undefined, null])('leaves out empty contexts: %j (D1)', async (contexts) => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger(untyped({ service_key: 'KEY', incident_key: 'a', contexts }));
    expect(lastBody(standIn)).not.toHaveProperty('contexts');
  });

  it('writes as text what PagerDuty takes as text only, and puts details that are no object into one', async () => {
    const { standIn, pdjs } = connected();
    const client_url = new URL('https://shop.test/');
    await pdjs.trigger(
      untyped({ service_key: 'KEY', incident_key: 42, description: 7, client: true, client_url, details: ['full', 9] }),
    );
    expect(lastBody(standIn)).toEqual({
      service_key: 'KEY',
      event_type: 'trigger',
      incident_key: '42',
      description: '7',
      client: 'true',
      client_url: 'https://shop.test/',
      details: { details: ['full', 9] },
    });
    await pdjs.trigger(untyped({ routing_key: 'KEY', dedup_key: 42, timestamp: new Date(0), custom_details: 'full' }));
    expect(lastBody(standIn)).toMatchObject({
      dedup_key: '42',
      payload: { timestamp: '1970-01-01T00:00:00.000Z', custom_details: { details: 'full' } },
    });
    expect(standIn.accepted).toBe(2);
  });

  it('acknowledges, resolves and opens anew', async () => {
    const { standIn, pdjs } = connected();
    const event = { service_key: 'KEY', incident_key: 'a' };
    await pdjs.trigger(event);
    await pdjs.trigger(event);
    expect(standIn.incidents).toMatchObject([{ status: 'triggered', triggers: 2 }]);
    await pdjs.acknowledge(event);
    expect(standIn.incidents).toMatchObject([{ status: 'acknowledged' }]);
    await pdjs.resolve(event);
    expect(standIn.incidents).toMatchObject([{ status: 'resolved' }]);
    await pdjs.event(event);
    expect(standIn.incidents).toMatchObject([{ status: 'resolved' }, { status: 'triggered', triggers: 1 }]);
    await pdjs.event({ ...event, event_type: 'resolve' });
    expect(standIn.incidents).toMatchObject([{ status: 'resolved' }, { status: 'resolved' }]);
  });

  it('warns once of events that share one incident', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });
    expect(warn).not.toHaveBeenCalled();
    await pdjs.trigger({ service_key: 'KEY' });
    await pdjs.trigger({ service_key: 'KEY' });
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('incident_key'));
    expect(standIn.incidents.at(-1)).toMatchObject({ incident_key: 'Please specify an incident_key', triggers: 2 });
  });

  it.each(['a\u2028b\u2029c', '🔥 \u{1F9EF}', 'NUL \u0000 and \u001f', 'a lone \ud800', '"quotes" \\ and </script>'])(
    'carries the text %j unharmed',
    async (description) => {
      const { standIn, pdjs } = connected();
      await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', description, details: { description } });
      expect(lastBody(standIn)).toMatchObject({ description, details: { description } });
    },
  );
});

describe('Events v2', () => {
  it('sends to /v2/enqueue where there is a routing_key, filling in the payload', async () => {
    const { standIn, pdjs } = connected();
    const answer = await pdjs.trigger({
      routing_key: 'KEY',
      dedup_key: 'a',
      summary: 'Disk full',
      component: 'db',
      group: 'prod',
      class: 'disk',
      custom_details: { free: '1%' },
      timestamp: '2026-01-01T00:00:00Z',
      links: [{ href: 'https://example.test' }],
      images: [{ src: 'https://example.test/a.png' }],
      client: 'Shop',
      client_url: 'https://shop.test',
    });
    expect(answer).toEqual({ status: 'success', message: 'Event processed', dedup_key: 'a' });
    expect(standIn.requests[0]?.url).toBe('https://events.pagerduty.com/v2/enqueue');
    expect(lastBody(standIn)).toEqual({
      routing_key: 'KEY',
      event_action: 'trigger',
      dedup_key: 'a',
      client: 'Shop',
      client_url: 'https://shop.test',
      links: [{ href: 'https://example.test' }],
      images: [{ src: 'https://example.test/a.png' }],
      payload: {
        summary: 'Disk full',
        source: location.host || 'pdjs',
        severity: 'critical',
        timestamp: '2026-01-01T00:00:00Z',
        component: 'db',
        group: 'prod',
        class: 'disk',
        custom_details: { free: '1%' },
      },
    });
  });

  it('takes payload as given, and fields from payload, data and the top in this order', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger(
      untyped({
        summary: 'top',
        severity: 'info',
        component: 'top',
        data: { routing_key: 'KEY', component: 'data', source: 'data', payload: { summary: 'payload', more: 1 } },
      }),
    );
    expect(lastBody(standIn)).toMatchObject({
      payload: { summary: 'payload', source: 'data', severity: 'info', component: 'data', more: 1 },
    });
  });

  it('understands the names of Events v1', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ routing_key: 'KEY', description: 'Disk full', incident_key: 'a', details: { free: '1%' } });
    expect(lastBody(standIn)).toMatchObject({
      dedup_key: 'a',
      payload: { summary: 'Disk full', custom_details: { free: '1%' } },
    });
  });

  it('pages somebody even without a summary', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ routing_key: 'KEY', summary: '' });
    expect(standIn.incidents).toMatchObject([{ title: 'No description provided' }]);
  });

  it('gives each trigger without a dedup_key a UUID of its own, the same for all attempts', async () => {
    const { standIn, pdjs } = connected();
    standIn.faults.push({ kind: 'lost_answer' });
    const first = await pdjs.trigger({ routing_key: 'KEY' });
    const second = await pdjs.trigger({ routing_key: 'KEY' });
    expect(first.dedup_key).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(second.dedup_key).not.toBe(first.dedup_key);
    expect(standIn.incidents).toMatchObject([{ incident_key: first.dedup_key }, { incident_key: second.dedup_key }]);
    expect(standIn.requests).toHaveLength(3);
  });

  it('acknowledges and resolves by dedup_key, without a payload', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ routing_key: 'KEY', dedup_key: 'a' });
    await pdjs.acknowledge({ routing_key: 'KEY', dedup_key: 'a' });
    expect(lastBody(standIn)).toEqual({ routing_key: 'KEY', event_action: 'acknowledge', dedup_key: 'a' });
    await pdjs.resolve({ routing_key: 'KEY', dedup_key: 'a' });
    expect(standIn.incidents).toMatchObject([{ status: 'resolved' }]);
  });

  it('lets event() name the action', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.event({ routing_key: 'KEY', dedup_key: 'a', event_type: 'acknowledge' });
    expect(lastBody(standIn)).toMatchObject({ event_action: 'acknowledge' });
    await pdjs.event(untyped({ routing_key: 'KEY', dedup_key: 'a', event_action: 'resolve' }));
    expect(lastBody(standIn)).toMatchObject({ event_action: 'resolve' });
  });
});

describe('Change events', () => {
  it('sends to /v2/change/enqueue', async () => {
    const { standIn, pdjs } = connected();
    const answer = await pdjs.change({
      routing_key: 'KEY',
      summary: 'Deployed',
      source: 'ci',
      custom_details: { build: 7 },
      links: [{ href: 'https://ci.test/7', text: 'Build' }],
    });
    expect(answer).toMatchObject({ status: 'success' });
    expect(standIn.requests[0]?.url).toBe('https://events.pagerduty.com/v2/change/enqueue');
    expect(lastBody(standIn)).toEqual({
      routing_key: 'KEY',
      payload: { summary: 'Deployed', source: 'ci', custom_details: { build: 7 } },
      links: [{ href: 'https://ci.test/7', text: 'Build' }],
    });
    expect(standIn.changes).toHaveLength(1);
    expect(standIn.incidents).toHaveLength(0);
  });
});

describe('Where events go', () => {
  const event = { service_key: 'KEY', incident_key: 'a' };
  const PATH = '/generic/2010-04-15/create_event.json';

  it.each([
    [{ server: 'eu.pagerduty.com' }, `https://events.eu.pagerduty.com${PATH}`],
    [{ protocol: 'http', server: 'localhost:8080' }, `http://events.localhost:8080${PATH}`],
    [{ eventsUrl: 'https://relay.test/pd/' }, `https://relay.test/pd${PATH}`],
  ])('%j', async (options, url) => {
    // What the stand-in would make of a path of its own does not matter here.
    const { standIn, pdjs } = connected(options);
    await pdjs.trigger(event).catch(() => undefined);
    expect(standIn.requests[0]?.url).toBe(url);
  });

  it('reads the fields when a call is made', async () => {
    const { standIn, pdjs } = connected();
    pdjs.server = 'eu.pagerduty.com';
    await pdjs.trigger(event);
    expect(standIn.requests[0]?.url).toBe(`https://events.eu.pagerduty.com${PATH}`);
  });

  it.each([
    ['relay', 'https://relay.test/apps/relay'],
    ['/relay', 'https://relay.test/relay'],
  ])('goes by the page’s base where a url is relative: %s', async (url, expected) => {
    const base = document.createElement('base');
    base.href = 'https://relay.test/apps/';
    document.head.append(base);
    try {
      const { standIn, pdjs } = connected();
      await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', url }).catch(() => undefined);
      expect(standIn.requests).toMatchObject([{ url: expected }]);
    } finally {
      base.remove();
    }
  });

  it('goes to params.url where a call names one', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger({ ...event, url: `https://elsewhere.test${PATH}` });
    expect(standIn.requests[0]?.url).toBe(`https://elsewhere.test${PATH}`);
  });
});

describe('The caller’s params', () => {
  it('stay as they were, frozen or used twice (D8)', async () => {
    const { standIn, pdjs } = connected();
    const params = Object.freeze({
      service_key: 'KEY',
      incident_key: 'a',
      data: Object.freeze({ description: 'frozen', details: Object.freeze({ deep: Object.freeze([1]) }) }),
    });
    await pdjs.trigger(params);
    await pdjs.trigger(params);
    await pdjs.resolve(params);
    expect(standIn.requests).toHaveLength(3);
    expect(params).toEqual({ service_key: 'KEY', incident_key: 'a', data: { description: 'frozen', details: { deep: [1] } } });
  });
});

describe('Bad input', () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;

  it.each([
    ['no params', 'trigger', undefined, /service_key is missing/],
    ['null', 'trigger', null, /service_key is missing/],
    ['a string', 'trigger', 'KEY', /service_key is missing/],
    ['no key', 'event', { description: 'x' }, /service_key is missing/],
    ['a blank key', 'resolve', { service_key: '  ' }, /service_key is missing/],
    ['a number for a key', 'trigger', { service_key: 12 }, /service_key is missing/],
    ['data that is no object', 'trigger', { service_key: 'KEY', data: 'x' }, /data must be an object/],
    ['circular details', 'trigger', { service_key: 'KEY', details: circular }, /JSON/],
    ['a BigInt in details', 'trigger', { service_key: 'KEY', details: { big: 1n } }, /JSON/],
    ['a wrong severity', 'trigger', { routing_key: 'KEY', severity: 'high' }, /severity must be one of critical/],
    ['an object for a text', 'trigger', { service_key: 'KEY', description: { page: 1 } }, /description must be a string/],
    ['the same in a payload', 'trigger', { routing_key: 'KEY', payload: { component: [1] } }, /component must be a string/],
    ['a text that is circular', 'trigger', { routing_key: 'KEY', client: circular }, /JSON/],
    ['contexts that are no array', 'trigger', { service_key: 'KEY', contexts: 'x' }, /contexts must be an array/],
    ['contexts of another type', 'trigger', { service_key: 'KEY', contexts: [{ type: 'x' }] }, /type must be one of link, image/],
    ['a context that leads nowhere', 'trigger', { service_key: 'KEY', contexts: [{ type: 'link', src: 'x' }] }, /must have href/],
    [
      'links that are no objects',
      'trigger',
      { routing_key: 'KEY', links: ['https://a.test'] },
      /each item of links must be an object/,
    ],
    ['an image without src', 'change', { routing_key: 'KEY', images: [{ alt: 'x' }] }, /each item of images must have src/],
    ['a wrong event_type', 'event', { service_key: 'KEY', event_type: 'escalate' }, /event_type must be one of trigger/],
    ['links that are no array', 'trigger', { routing_key: 'KEY', links: { a: 1 } }, /links must be an array/],
    ['a payload that is no object', 'trigger', { routing_key: 'KEY', payload: [] }, /payload must be an object/],
    ['a wrong action', 'event', { routing_key: 'KEY', event_type: 'escalate' }, /event_action must be one of trigger/],
    ['nothing to acknowledge', 'acknowledge', { routing_key: 'KEY' }, /dedup_key is missing/],
    ['a change without a key', 'change', { summary: 'x' }, /routing_key is missing/],
    ['a URL that is none', 'trigger', { service_key: 'KEY', url: 'http://' }, /./],
    ['a negative retry limit', 'trigger', { service_key: 'KEY', retry: { limit: -1 } }, /retry\.limit/],
    ['a retry that is neither', 'trigger', { service_key: 'KEY', retry: false }, /retry\.limit/],
    ['a timeout beyond timers', 'trigger', { service_key: 'KEY', timeout: 2 ** 31 }, /timeout/],
    ['a timeout that is none', 'trigger', { service_key: 'KEY', timeout: 'soon' }, /timeout/],
  ] as const)('%s: one error that says what to change, nothing sent, nothing thrown', async (_, method, params, message) => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const { standIn, pdjs } = connected();
    const error = vi.fn();
    const withCallback = typeof params === 'object' && params !== null ? { ...params, error } : params;
    const call = (pdjs[method] as (params: unknown) => Promise<unknown>).call(pdjs, withCallback);
    expect(error).not.toHaveBeenCalled();

    const failure = await failureOf(call);
    expect(failure).toBeInstanceOf(PDJSError);
    expect(failure).toMatchObject({
      code: 'invalid_params',
      status: 0,
      attempts: 0,
      message: expect.stringMatching(message) as string,
    });
    expect(failure.error?.errors?.join()).toMatch(message);
    if (withCallback !== params) expect(error).toHaveBeenCalledExactlyOnceWith(failure);
    expect(standIn.requests).toHaveLength(0);
  });

  it.each([
    'https://user:SECRET@relay.test/',
    'https://user:my SECRET@relay.test/',
    'https:/user:SECRET@relay.test/',
    'https:\\\\user:SECRET@relay.test/',
  ])('names no credentials that a URL holds: %s', async (url) => {
    const { pdjs } = connected();
    const failure = await failureOf(pdjs.trigger({ service_key: 'KEY', incident_key: 'a', url }));
    expect(failure.code).toBe('invalid_params');
    expect(`${String(failure.stack)}${JSON.stringify(failure)}`).not.toContain('SECRET');
  });

  it('names no query of a URL, and takes a URL object', async () => {
    const { standIn, pdjs } = connected({ retry: 0 });
    standIn.faults.push({ kind: 'status', status: 400 });
    const failure = await failureOf(
      pdjs.trigger(untyped({ service_key: 'KEY', incident_key: 'a', url: new URL('https://relay.test/x?token=SECRET') })),
    );
    expect(failure.request).toEqual({ method: 'POST', url: 'https://relay.test/x' });
    expect(standIn.requests[0]?.url).toBe('https://relay.test/x?token=SECRET');
    expect(`${String(failure.stack)}${JSON.stringify(failure)}`).not.toContain('SECRET');
  });
});
