import { afterEach, describe, expect, it, vi } from 'vitest';
import { PDJSobj } from '../../src/index.js';
import { connected, failureOf, lastBody, untyped } from './support.js';

const TOKEN = 'SECRET-TOKEN-01234567890';
const withToken = (options = {}) => connected({ token: TOKEN, ...options });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('api', () => {
  it('reads with the token, and success gets the parsed answer', async () => {
    const { standIn, pdjs } = withToken();
    const success = vi.fn();
    const answer: unknown = await pdjs.api({ res: 'users', data: { limit: 2 }, success });
    expect(answer).toMatchObject({ users: [{ name: 'User 1' }, { name: 'User 2' }], limit: 2, more: true, total: null });
    expect(success).toHaveBeenCalledExactlyOnceWith(answer);
    expect(standIn.requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://api.pagerduty.com/users?limit=2',
        body: '',
        headers: {
          authorization: `Token token=${TOKEN}`,
          accept: 'application/vnd.pagerduty+json;version=2',
          'content-type': 'application/json; charset=utf-8',
        },
      },
    ]);
  });

  it.each(['bearer', 'Bearer', 'BEARER'])('sends a %s token as one', async (tokenType) => {
    const { standIn, pdjs } = withToken({ tokenType });
    await pdjs.get('users');
    expect(standIn.requests[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
  });

  it('reads token and server when a call is made', async () => {
    const { standIn, pdjs } = connected();
    pdjs.token = TOKEN;
    pdjs.server = 'eu.pagerduty.com';
    await pdjs.get('users');
    expect(standIn.requests[0]?.url).toBe('https://api.eu.pagerduty.com/users');
  });

  it('writes JSON with every method, and no body where there is no data (D7, D12)', async () => {
    const { standIn, pdjs } = withToken();
    for (const type of ['post', 'PUT', 'patch', 'DELETE']) {
      await failureOf(pdjs.api({ res: 'nowhere', type, data: { a: 1 } }));
      expect(standIn.requests.at(-1)).toMatchObject({ method: type.toUpperCase(), body: '{"a":1}' });
      await failureOf(pdjs.api({ res: 'nowhere', type }));
      expect(standIn.requests.at(-1)).toMatchObject({ url: 'https://api.pagerduty.com/nowhere', body: '' });
    }
  });

  it('sends the caller’s headers (D5), which go before its own', async () => {
    const { standIn, pdjs } = withToken();
    const headers = Object.freeze({
      From: 'user1@example.test',
      accept: 'application/json',
      AUTHORIZATION: 'Token token=another-token-of-theirs',
    });
    await pdjs.api({ res: 'users', headers });
    expect(standIn.requests[0]?.headers).toMatchObject({
      from: 'user1@example.test',
      accept: 'application/json',
      authorization: 'Token token=another-token-of-theirs',
    });
  });

  it.each<[string, (pairs: [string, string][]) => HeadersInit]>([
    ['a Headers object', (pairs) => new Headers(pairs)],
    ['an array of pairs', (pairs) => pairs],
    ['a Map', (pairs) => untyped(new Map(pairs))],
  ])('takes %s whole, for every call', async (_, made) => {
    const { standIn, pdjs } = withToken();
    const headers = made([
      ['From', 'user1@example.test'],
      ['X-Trace', '1'],
    ]);
    const calls = [
      () => pdjs.api({ res: 'users', headers }),
      () => pdjs.post('users', {}, { headers }),
      () => pdjs.api_all({ res: 'services', headers }),
      () => pdjs.trigger({ service_key: 'KEY', incident_key: 'a', headers }),
      () => pdjs.change({ routing_key: 'KEY', summary: 'x', headers }),
    ];
    for (const call of calls) {
      await call().catch(() => undefined);
      expect(standIn.requests.at(-1)?.headers).toMatchObject({ from: 'user1@example.test', 'x-trace': '1' });
    }
    expect(standIn.requests).toHaveLength(calls.length);
    const own = made([['Authorization', 'Token token=another-token-of-theirs']]);
    await pdjs.get('users', {}, { headers: own });
    expect(standIn.requests.at(-1)?.headers.authorization).toBe('Token token=another-token-of-theirs');
  });

  it('sends the token where an Authorization is undefined', async () => {
    const { standIn, pdjs } = withToken();
    await pdjs.api(untyped({ res: 'users', headers: { Authorization: undefined } }));
    expect(standIn.requests[0]?.headers.authorization).toBe(`Token token=${TOKEN}`);
  });

  it('sends no header that is undefined', async () => {
    const { standIn, pdjs } = withToken();
    await pdjs.api(untyped({ res: 'users', headers: { From: undefined } }));
    expect(standIn.requests[0]?.headers).not.toHaveProperty('from');
  });

  it.each([
    [{ include: ['a', 'b'] }, 'include%5B%5D=a&include%5B%5D=b'],
    [{ 'include[]': ['a', 'b&c'] }, 'include%5B%5D=a&include%5B%5D=b%26c'],
    [{ since: '2026-01-01T00:00:00+02:00', q: 'ä ö&=' }, 'since=2026-01-01T00%3A00%3A00%2B02%3A00&q=%C3%A4%20%C3%B6%26%3D'],
    [{ 'a b': 1, t: true, n: null, none: undefined, empty: [] }, 'a%20b=1&t=true&n=null'],
    [{}, ''],
  ])('encodes the query %j (D6)', async (data, query) => {
    const { standIn, pdjs } = withToken();
    await pdjs.api({ res: 'users', data });
    expect(standIn.requests[0]?.url).toBe(`https://api.pagerduty.com/users${query && `?${query}`}`);
  });

  it.each([null, undefined, 0, ''])('takes %j for no data and no headers', async (nothing) => {
    const { standIn, pdjs } = withToken();
    await pdjs.api(untyped({ res: 'services', data: nothing, headers: nothing }));
    await failureOf(pdjs.api(untyped({ res: 'nowhere', type: 'POST', data: nothing, headers: nothing })));
    expect(standIn.requests).toMatchObject([{ url: 'https://api.pagerduty.com/services' }, { method: 'POST', body: '' }]);
  });

  it('loses no query to a fragment', async () => {
    const { standIn, pdjs } = withToken();
    await pdjs.get('users#x', { limit: 1 });
    expect(standIn.requests[0]?.url).toBe('https://api.pagerduty.com/users?limit=1');
  });

  it('adds to a query that is there', async () => {
    const { standIn, pdjs } = withToken();
    await pdjs.get('users?limit=1', { offset: 2 });
    expect(standIn.requests[0]?.url).toBe('https://api.pagerduty.com/users?limit=1&offset=2');
  });

  it.each(['/users', '//users', 'users'])('takes %s with one slash (D13)', async (res) => {
    const { standIn, pdjs } = withToken();
    await pdjs.get(res);
    expect(standIn.requests[0]?.url).toBe('https://api.pagerduty.com/users');
  });

  it('changes nothing of the caller’s params (D8, D12)', async () => {
    const { standIn, pdjs } = withToken();
    const params = Object.freeze({ res: 'users', data: Object.freeze({ limit: 1 }), headers: Object.freeze({}) });
    await pdjs.api(params);
    await pdjs.api(params);
    expect(standIn.requests.map(({ url }) => url)).toEqual(Array(2).fill('https://api.pagerduty.com/users?limit=1'));
    expect(params).toEqual({ res: 'users', data: { limit: 1 }, headers: {} });
  });

  it('reads an error as PagerDuty and 1.x give it', async () => {
    const { pdjs } = withToken();
    const failure = await failureOf(pdjs.post('users/U000001/contact_methods', { contact_method: {} }));
    expect(failure).toMatchObject({ status: 400, message: 'Invalid Input Provided', error: { code: 2001 } });
    expect(failure.error?.errors?.join()).toContain('contact_method.type');
    expect(await failureOf(pdjs.get('nowhere'))).toMatchObject({ status: 404, error: { message: 'Not Found' } });
    expect(await failureOf(pdjs.get('users', {}, { headers: { Authorization: 'x' } }))).toMatchObject({ status: 401 });
  });

  it('counts requests, and lets a page override error_function and no_success_function', async () => {
    const { standIn } = connected();
    const seen = vi.fn();
    class Page extends PDJSobj {
      override no_success_function(body: unknown, params: object) {
        seen(body, params);
      }
    }
    const pdjs = new Page({ token: TOKEN, fetch: standIn.fetch });
    await pdjs.api({ res: 'services' });
    expect(pdjs.req_count).toBe(2);
    expect(seen).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ limit: 25 }), { res: 'services' });
  });

  it('the shorthand methods do the same', async () => {
    const { standIn, pdjs } = withToken();
    const headers = { From: 'user1@example.test' };
    await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', success: () => undefined });
    const id = standIn.incidents[0]?.id ?? '';
    expect(
      await pdjs.put(`incidents/${id}`, { incident: { type: 'incident', status: 'acknowledged' } }, { headers }),
    ).toMatchObject({
      incident: { id, status: 'acknowledged', last_status_change_by: { summary: 'User 1' } },
    });
    expect(await pdjs.get(`incidents/${id}`)).toMatchObject({ incident: { status: 'acknowledged' } });
    const made = await pdjs.post<{ contact_method: { id: string } }>('users/U000001/contact_methods', {
      contact_method: { type: 'phone_contact_method', address: '1' },
    });
    expect(await pdjs.delete(`users/U000001/contact_methods/${made.contact_method.id}`)).toBeUndefined();
    await failureOf(pdjs.patch('users/U000001', { user: { name: 'x' } }));
    expect(standIn.requests.at(-1)?.method).toBe('PATCH');
    expect(lastBody(standIn)).toEqual({ user: { name: 'x' } });
  });
});

describe('Bad input', () => {
  it.each([
    ['no params', undefined, /res is missing/],
    ['no res', { data: {} }, /res is missing/],
    [
      'circular data',
      {
        res: 'x',
        type: 'POST',
        data: (() => {
          const a: Record<string, unknown> = {};
          a.a = a;
          return a;
        })(),
      },
      /JSON/,
    ],
  ])('%s: one error, nothing sent', async (_, params, message) => {
    const { standIn, pdjs } = withToken();
    const failure = await failureOf(pdjs.api(untyped(params)));
    expect(failure).toMatchObject({ code: 'invalid_params', attempts: 0, message: expect.stringMatching(message) as string });
    expect(standIn.requests).toHaveLength(0);
  });

  it('no token: a clear error, nothing sent', async () => {
    const { standIn, pdjs } = connected();
    for (const call of [
      pdjs.api({ res: 'users' }),
      pdjs.api_all({ res: 'users' }),
      pdjs.get('users'),
      pdjs.paginate({ res: 'users' }).next(),
    ]) {
      expect(await failureOf(call)).toMatchObject({
        code: 'invalid_params',
        message: expect.stringContaining('token is missing') as string,
      });
    }
    expect(standIn.requests).toHaveLength(0);
  });
});

describe('Fields that are an event’s elsewhere', () => {
  const fields = { api: 'events_v2', orderKey: 'x', rateLimitKey: 'x', limitKey: 'x', echo: 'x' };

  it('keep no REST call, and so no token, in an outbox', async () => {
    localStorage.clear();
    const write = vi.spyOn(Storage.prototype, 'setItem');
    const { standIn, pdjs } = withToken({ outbox: true });
    await pdjs.api(untyped({ res: 'users', ...fields }));
    await pdjs.api_all(untyped({ res: 'users', ...fields }));
    expect(standIn.requests).toHaveLength(4);
    expect(write).not.toHaveBeenCalled();
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it('repeat no POST', async () => {
    const { standIn, pdjs } = withToken();
    standIn.faults.push({ kind: 'status', status: 503 });
    expect(await failureOf(pdjs.api(untyped({ res: 'users', type: 'POST', ...fields })))).toMatchObject({
      status: 503,
      attempts: 1,
    });
    expect(standIn.requests).toHaveLength(1);
  });

  it('put no call behind another', async () => {
    let answer!: (response: Response) => void;
    const answered = new Promise<Response>((resolve) => {
      answer = resolve;
    });
    const fetch = vi.fn(() => answered.then((response) => response.clone()));
    const pdjs = new PDJSobj({ token: TOKEN, fetch });
    const calls = Array.from({ length: 7 }, () => pdjs.api(untyped({ res: 'users', ...fields })));
    await vi.waitFor(() => {
      expect(fetch).toHaveBeenCalledTimes(7);
    });
    answer(Response.json({ users: [] }));
    await Promise.all(calls);
  });
});

describe('The token goes (D14)', () => {
  it.each([
    'https://elsewhere.test/x',
    'https://api.pagerduty.com.elsewhere.test/',
    'https://elsewhere.test/?https://api.pagerduty.com/',
    'https://api.pagerduty.com@elsewhere.test/',
    'https://notpagerduty.com/',
    'http://api.pagerduty.com/users',
    'https://api.pagerduty.com:8443/users',
    '//elsewhere.test/x',
    '\\\\elsewhere.test/x',
    'javascript:alert(1)',
    'data:,x',
  ])('not to the url %s', async (url) => {
    const { standIn, pdjs } = withToken();
    const failure = await failureOf(pdjs.api({ url }));
    expect(failure).toMatchObject({ code: 'invalid_params', attempts: 0 });
    expect(standIn.requests).toHaveLength(0);
  });

  it.each([
    'https://elsewhere.test/x',
    '//elsewhere.test',
    '@elsewhere.test',
    '\\\\elsewhere.test',
    '../',
    '../../x',
    ':8443/x',
    '.elsewhere.test/x',
    '?x',
    '#@elsewhere.test',
  ])('to the API, whatever res says: %s', async (res) => {
    const { standIn, pdjs } = withToken();
    await pdjs.get(res).catch(() => undefined);
    expect(new URL(standIn.requests[0]?.url ?? '').host).toBe('api.pagerduty.com');
  });

  it('to PagerDuty’s own hosts and the configured API', async () => {
    const { standIn, pdjs } = withToken({ apiUrl: 'https://relay.test/pd/' });
    await pdjs.api({ url: 'https://api.eu.pagerduty.com/users' });
    await failureOf(pdjs.get('users'));
    expect(standIn.requests.map(({ url }) => url)).toEqual(['https://api.eu.pagerduty.com/users', 'https://relay.test/pd/users']);
    expect(await failureOf(pdjs.get('../elsewhere'))).toMatchObject({ code: 'invalid_params' });
    expect(standIn.requests).toHaveLength(2);
  });

  /** Every way to ask for a url, or for a res. */
  const WAYS: Record<string, (pdjs: PDJSobj, where: { url: string } | { res: string }) => Promise<unknown>> = {
    api: (pdjs, where) => pdjs.api({ ...where, data: { a: 1 } }),
    get: (pdjs, where) => pdjs.get('', { a: 1 }, untyped(where)),
    api_all: (pdjs, where) => pdjs.api_all(where),
    paginate: (pdjs, where) => pdjs.paginate(where).next(),
  };
  const breaks = ['\n', '\r', '\t', '\r\n', ''];

  it.each(Object.keys(WAYS))('to the host that was checked, whatever hides behind a # in the url of %s', async (way) => {
    for (const gap of breaks) {
      for (const rest of ['.evil.test/x', '@evil.test/x', '/../../evil', '\\evil.test']) {
        const { standIn, pdjs } = withToken();
        await WAYS[way]?.(pdjs, { url: `https://api.pagerduty.com#${gap}${rest}` }).catch(() => undefined);
        expect(standIn.requests.map(({ url }) => new URL(url).origin + new URL(url).pathname)).toEqual([
          'https://api.pagerduty.com/',
        ]);
      }
    }
  });

  it.each(['api', 'get', 'api_all', 'paginate'])(
    'to the path that was checked, whatever hides behind a # in the res of %s',
    async (way) => {
      for (const gap of breaks) {
        for (const rest of ['/../../evil', '/..\\..\\evil', '/%2e%2e/%2e%2e/evil', '@evil.test']) {
          const { standIn, pdjs } = withToken({ apiUrl: 'https://relay.test/pd' });
          const where = { res: `x#${gap}${rest}` };
          await (way === 'get' ? pdjs.get(where.res, { a: 1 }) : WAYS[way]?.(pdjs, where))?.catch(() => undefined);
          expect(standIn.requests.map(({ url }) => new URL(url).origin + new URL(url).pathname)).toEqual([
            'https://relay.test/pd/x',
          ]);
        }
      }
    },
  );

  it('elsewhere only when the call brings an Authorization of its own', async () => {
    const { standIn, pdjs } = withToken();
    await failureOf(pdjs.api({ url: 'https://elsewhere.test/x', headers: { authorization: 'Basic abc' } }));
    expect(standIn.requests).toMatchObject([{ headers: { authorization: 'Basic abc' } }]);
  });

  it('nowhere by redirect', async () => {
    const { standIn, pdjs } = withToken();
    standIn.faults.push({ kind: 'status', status: 302, headers: { Location: 'https://elsewhere.test/' } });
    const redirects: string[] = [];
    pdjs.fetch = (request) => {
      redirects.push(request.redirect);
      return standIn.fetch(request);
    };
    expect(await failureOf(pdjs.get('users'))).toMatchObject({ code: 'http', attempts: 1 });
    expect(redirects).toEqual(['manual']);
    await pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });
    expect(redirects).toEqual(['manual', 'follow']);
  });
});

describe('logging', () => {
  it('prints calls and answers, with every key and token masked', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const { pdjs } = withToken({ logging: true });
    await pdjs.trigger({ service_key: 'SECRET-KEY', incident_key: 'shown' });
    await pdjs.trigger({ routing_key: 'SECRET-KEY', dedup_key: 'shown', custom_details: { token: 'SECRET' } });
    await pdjs.api({ res: 'users', data: { limit: 1 } });
    await failureOf(pdjs.post('users', { integration_key: 'SECRET' }));
    const printed = JSON.stringify(log.mock.calls);
    expect(printed).not.toContain('SECRET');
    expect(printed).toContain('Initializing PDJSobj');
    expect(printed).toContain('Create an event');
    expect(printed).toContain('Call to API: users');
    expect(printed).toContain('"incident_key":"shown"');
    expect(printed).toContain('"dedup_key":"shown"');
    expect(printed).toContain('"Event processed"');
    expect(printed).toContain('https://api.pagerduty.com/users?limit=1');
    expect(printed).toContain('"name":"User 1"');
  });

  it('masks keys and tokens in answers, queries and headers too', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const pdjs = new PDJSobj({
      token: TOKEN,
      logging: true,
      fetch: () => Response.json({ integration: { integration_key: 'SECRET' } }),
    });
    await pdjs.get('services/P1/integrations/P2');
    await pdjs.get('x?token=SECRET&a=1', { access_token: 'SECRET', b: 2 }, { headers: { 'X-Routing-Key': 'SECRET' } });
    const printed = JSON.stringify(log.mock.calls);
    expect(printed).not.toContain('SECRET');
    expect(printed).toContain('a=1');
    expect(printed).toContain('b=2');
  });

  it('masks every header but Accept, Content-Type and From: any other may hold a secret', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const { standIn, pdjs } = withToken({ logging: true });
    const headers = {
      'X-Api-Key': 'SECRET',
      Cookie: 'SECRET',
      'X-Anything': 'my SECRET',
      accept: 'text/shown',
      From: 'me@shown.test',
    };
    await failureOf(pdjs.post('nowhere', {}, { headers: { ...headers, 'Content-Type': 'application/shown' } }));
    await pdjs.trigger({
      service_key: 'KEY',
      incident_key: 'a',
      headers: new Headers({ 'X-Api-Key': 'SECRET', From: 'you@shown.test' }),
    });
    expect(standIn.requests).toMatchObject([{ headers: { 'x-anything': 'my SECRET' } }, { headers: { 'x-api-key': 'SECRET' } }]);
    const printed = JSON.stringify(log.mock.calls);
    expect(printed).not.toContain('SECRET');
    expect(printed).toContain('"X-Anything":"***"');
    for (const shown of ['text/shown', 'me@shown.test', 'application/shown', 'you@shown.test']) expect(printed).toContain(shown);
  });

  it('tells success though logg fails at the answer', async () => {
    const { pdjs } = withToken();
    pdjs.logging = true;
    pdjs.logg = (message) => {
      if (typeof message === 'object' && message && 'status' in message) throw new Error('Broken');
    };
    const success = vi.fn();
    const error = vi.fn();
    const answer = await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', success, error });
    expect(success).toHaveBeenCalledExactlyOnceWith(answer);
    expect(error).not.toHaveBeenCalled();
  });

  it('stops no call where logg throws', async () => {
    class Kiosk extends PDJSobj {
      override logg(): never {
        throw new Error('no element #log');
      }
    }
    const { standIn } = withToken();
    const event = { service_key: 'KEY', incident_key: 'a' };
    for (const logging of [false, true]) {
      const pdjs = new Kiosk({ token: TOKEN, fetch: standIn.fetch, logging });
      await pdjs.trigger(event);
      await pdjs.event(event);
      await pdjs.change({ routing_key: 'KEY', summary: 'x' });
      expect(await pdjs.api({ res: 'users' })).toHaveProperty('users');
    }
    expect(standIn.requests).toHaveLength(8);
  });

  it('prints nothing otherwise', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    const { pdjs } = withToken();
    await pdjs.get('users');
    await pdjs.trigger({ service_key: 'KEY', incident_key: 'a' });
    expect(log).not.toHaveBeenCalled();
  });
});
