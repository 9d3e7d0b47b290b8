// @vitest-environment node
import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { StandIn, type Fault } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type PDJSError } from '../../src/index.js';
import { untyped } from './support.js';

const SECRET = 'SECRET0123456789abcdef';

/** Any character. `binary`, which is fast-check's own, first makes a table of them all. */
const character = fc
  .nat({ max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map(
    (point) => String.fromCodePoint(point),
    (text) => {
      const [only = '', ...others] = String(text);
      if (others.length > 0) throw new Error('More than a character');
      return only.codePointAt(0) ?? NaN;
    },
  );
const text = fc.string({ unit: character, maxLength: 40 });
const odd = fc.oneof(fc.anything({ maxDepth: 2 }), fc.constantFrom(undefined, null, '', 0, [], {}, NaN, 1n));
const key = fc.oneof({ weight: 4, arbitrary: fc.constant(SECRET) }, { weight: 1, arbitrary: odd });

const item = fc.oneof(
  fc.record(
    { type: fc.oneof(fc.constantFrom('link', 'image'), odd), href: fc.oneof(fc.webUrl(), odd), text: odd },
    { requiredKeys: [] },
  ),
  fc.record({ type: fc.constant('image'), src: fc.oneof(fc.webUrl(), odd), alt: odd }, { requiredKeys: [] }),
  odd,
);
const list = fc.oneof(fc.array(item, { maxLength: 3 }), odd);

/** Params as pages may give them: usual values, odd ones, and none. */
const params = fc.record(
  {
    service_key: key,
    routing_key: key,
    incident_key: fc.oneof(text, odd),
    dedup_key: fc.oneof(text, odd),
    description: fc.oneof(text, odd),
    summary: fc.oneof(text, odd),
    severity: fc.oneof(fc.constantFrom('critical', 'error', 'warning', 'info'), odd),
    source: fc.oneof(text, odd),
    details: fc.oneof(fc.object({ maxDepth: 2 }), odd),
    payload: fc.oneof(
      fc.record(
        {
          summary: fc.oneof(text, odd),
          component: odd,
          timestamp: fc.oneof(fc.date(), odd),
          custom_details: fc.object({ maxDepth: 1 }),
        },
        { requiredKeys: [] },
      ),
      odd,
    ),
    contexts: list,
    links: list,
    images: list,
    client: fc.oneof(text, odd),
    data: fc.oneof(fc.record({ service_key: key, description: text, incident_key: text }, { requiredKeys: [] }), odd),
    event_type: fc.oneof(fc.constantFrom('trigger', 'acknowledge', 'resolve'), odd),
  },
  { requiredKeys: [] },
);

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(200, 202, 400, 403, 404, 429, 500, 502, 503, 504, 599),
    body: fc.constantFrom('', '{}', '{"errors":1}', 'null', '[]', '<html>', '{"status"'),
  }),
  fc.constant<Fault>({ kind: 'drop' }),
  fc.constant<Fault>({ kind: 'lost_answer' }),
);

const method = fc.constantFrom('trigger', 'acknowledge', 'resolve', 'event', 'change', 'api', 'api_all');

it('whatever is called and answered: exactly one callback, and no key in any log line or error', async () => {
  const printed = vi.fn();
  for (const name of ['log', 'warn', 'error', 'info', 'debug'] as const) vi.spyOn(console, name).mockImplementation(printed);
  try {
    await fc.assert(
      fc.asyncProperty(method, params, fc.array(fault, { maxLength: 4 }), fc.boolean(), async (name, given, faults, logging) => {
        printed.mockClear();
        const standIn = new StandIn();
        standIn.faults.push(...faults);
        const pdjs = new PDJSobj({
          token: SECRET,
          fetch: standIn.fetch,
          logging,
          retry: { limit: 3, delay: () => 0, maxRetryAfter: 0 },
        });
        const told: unknown[] = [];
        const tell = (x: unknown) => told.push(x);
        const call = (pdjs[name as 'trigger'] as (params: never) => Promise<unknown>).call(
          pdjs,
          untyped({ ...given, res: 'users', success: name === 'api_all' ? undefined : tell, final_success: tell, error: tell }),
        );
        expect(told).toHaveLength(0);
        const [settled] = await Promise.allSettled([call]);
        await Promise.resolve();
        expect(told).toEqual([settled.status === 'fulfilled' ? settled.value : settled.reason]);
        const text = inspect([settled.status === 'rejected' && settled.reason, printed.mock.calls], {
          depth: 20,
          maxStringLength: null,
        });
        expect(text).not.toContain(SECRET);
      }),
      { numRuns: 500 },
    );
  } finally {
    vi.restoreAllMocks();
  }
});

it('nothing is sent that PagerDuty’s schemas refuse', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  let sent = 0;
  // A few odd fields in an event that is otherwise fit to be sent.
  const event = fc
    .tuple(fc.constantFrom('service_key', 'routing_key'), params, fc.uniqueArray(fc.nat({ max: 15 }), { maxLength: 3 }))
    .map(([key, fields, chosen]) => {
      const all = Object.entries(fields);
      return { [key]: 'KEY', dedup_key: 'a', ...Object.fromEntries(all.filter((_, index) => chosen.includes(index))) };
    });
  try {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('trigger', 'acknowledge', 'resolve', 'event', 'change'), event, async (name, given) => {
        const standIn = new StandIn();
        const pdjs = new PDJSobj({ fetch: standIn.fetch, retry: 0 });
        const call = (pdjs[name as 'trigger'] as (params: never) => Promise<unknown>).call(pdjs, untyped(given));
        const failure = (await call.then(
          () => undefined,
          (error: unknown) => error,
        )) as PDJSError | undefined;
        sent += standIn.requests.length;
        expect([undefined, 'invalid_params', 'http']).toContain(failure?.code);
        // That an image be served by https stands in words only, and is left to PagerDuty.
        const refusals = failure?.code === 'http' ? failure.errors : [];
        expect(refusals?.filter((refusal) => !refusal.endsWith('src is not an https URL'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(sent).toBeGreaterThan(150);
  } finally {
    warn.mockRestore();
  }
});

it('events of one key arrive in the order of their calls, and every one that can be sent is accepted, whatever faults there are', async () => {
  const events = fc.array(
    fc.record({ key: fc.constantFrom('a', 'b', 'c'), type: fc.constantFrom('trigger', 'acknowledge', 'resolve') }),
    { minLength: 1, maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(
      events,
      fc.array(fc.constantFrom<Fault>({ kind: 'drop' }, { kind: 'status', status: 503 }, { kind: 'status', status: 429 }), {
        maxLength: 9,
      }),
      async (events, faults) => {
        const standIn = new StandIn();
        standIn.faults.push(...faults);
        const pdjs = new PDJSobj({ fetch: standIn.fetch, retry: { delay: () => 0 } });
        await Promise.all(
          events.map(({ key, type }, index) =>
            pdjs.event(untyped({ service_key: 'K', incident_key: key, event_type: type, description: String(index) })),
          ),
        );
        expect(standIn.accepted).toBe(events.length);
        const arrived = standIn.requests.map(({ body }) => JSON.parse(body) as { incident_key: string; description: string });
        for (const key of ['a', 'b', 'c']) {
          const order = arrived.filter(({ incident_key }) => incident_key === key).map(({ description }) => Number(description));
          expect(order).toEqual([...order].sort((left, right) => left - right));
        }
      },
    ),
    { numRuns: 200 },
  );
});

it('whatever url and res say, the token leaves for no host but the configured one and PagerDuty’s own', async () => {
  const part = fc.oneof(
    fc.constantFrom(
      'https://',
      'http://',
      '//',
      '/',
      '\\',
      '\\\\',
      '..',
      '../',
      '/../',
      '%2e%2e/',
      '.',
      ':',
      '@',
      '#',
      '?',
      '&',
      '=',
    ),
    fc.constantFrom(
      '\n',
      '\r',
      '\t',
      '\0',
      ' ',
      '\u2028',
      '\u3002',
      '\uff0f',
      '%00',
      '%2f',
      '%5c',
      '%40',
      '%23',
      '[::1]',
      '443',
      '8443',
    ),
    fc.constantFrom('api.pagerduty.com', 'pagerduty.com', 'evil.test', 'relay.test', 'pd', 'users', 'user:pass', 'javascript:'),
    fc.string({ unit: character, maxLength: 3 }),
  );
  const texts = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  const begun = fc.tuple(fc.constantFrom('', 'https://api.pagerduty.com', 'https://relay.test/pd/', 'x#'), texts);
  const where = begun.map((parts) => parts.join(''));
  const hosts = fc.constantFrom<object>({}, { apiUrl: 'https://relay.test/pd' }, { server: 'eu.pagerduty.com' });
  let sent = 0;
  const check = async (way: string, name: string, text: string, host: object, data: object | undefined) => {
    const requests: Request[] = [];
    const fetch = (request: Request) => {
      requests.push(request);
      return new Response('{"users":[]}');
    };
    const pdjs = new PDJSobj({ token: SECRET, fetch, retry: 0, ...host });
    const params = untyped({ [name]: text, data });
    const calls: Record<string, () => Promise<unknown>> = {
      api: () => pdjs.api(params),
      get: () => pdjs.get(name === 'res' ? text : '', data, params),
      post: () => pdjs.post(name === 'res' ? text : '', data, params),
      api_all: () => pdjs.api_all(params),
      paginate: () => pdjs.paginate(params).next(),
    };
    const failure = (await calls[way]?.().then(
      () => undefined,
      (error: unknown) => error,
    )) as PDJSError | undefined;
    sent += requests.length;
    for (const { url, headers, redirect } of requests) {
      expect(headers.get('Authorization')).toBe(`Token token=${SECRET}`);
      expect(redirect).toBe('manual');
      const { protocol, host: where, pathname } = new URL(url);
      const isPagerDutys = protocol === 'https:' && /(^|\.)pagerduty\.com$/.test(where);
      const isConfigured = 'apiUrl' in host && protocol === 'https:' && where === 'relay.test' && pathname.startsWith('/pd/');
      expect([url, isPagerDutys || isConfigured]).toEqual([url, true]);
    }
    if (requests.length === 0) expect(failure).toMatchObject({ code: 'invalid_params' });
  };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('api', 'get', 'post', 'api_all', 'paginate'),
      fc.constantFrom('url', 'res'),
      where,
      hosts,
      fc.constantFrom(undefined, {}, { a: 1 }),
      check,
    ),
    {
      numRuns: 2000,
      examples: [
        ['paginate', 'url', 'https://api.pagerduty.com#\n.evil.test/x', {}, undefined],
        ['api', 'url', 'https://api.pagerduty.com#\r@evil.test', {}, { a: 1 }],
        ['get', 'res', 'x#\t/../../evil', { apiUrl: 'https://relay.test/pd' }, { a: 1 }],
      ],
    },
  );
  expect(sent).toBeGreaterThan(500);
});
