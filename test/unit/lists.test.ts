import { Hono } from 'hono';
import { describe, expect, it, vi } from 'vitest';
import { PDJSobj, type ApiParams, type Fetch, type ListParams, type PDJSRequest } from '../../src/index.js';
import { connected, failureOf, untyped } from './support.js';
import { REST_LISTS } from './rest-lists.js';

const TOKEN = 'token-of-20-characters';

interface Item {
  id: number;
}

type Paging = Pick<(typeof REST_LISTS)[number], 'pagination' | 'meta'>;

/** A server whose every path is one list of so many items, paged as PagerDuty pages it. */
function listServer(
  size: number,
  key: string,
  { pagination, meta }: Paging,
  answer: (query: URLSearchParams, body: object) => object = (_, body) => body,
) {
  const queries: URLSearchParams[] = [];
  const app = new Hono().get('*', (c) => {
    const query = new URL(c.req.url).searchParams;
    queries.push(query);
    const limit = Number(query.get('limit') ?? 25);
    const start = Number(pagination === 'cursor' ? (query.get('cursor') ?? 0) : query.get('offset'));
    if (limit > 100 || (pagination === 'offset' && start + limit > 10_000))
      return c.json({ error: { message: 'Invalid Input Provided', code: 2001 } }, 400);
    const end = Math.min(start + limit, size);
    const paging: Record<string, unknown> = {
      limit,
      offset: start,
      more: end < size,
      total: query.get('total') === 'true' ? size : null,
      next_cursor: end < size ? String(end) : null,
    };
    const body = {
      [key]: Array.from({ length: Math.max(0, end - start) }, (_, index): Item => ({ id: start + index })),
      ...Object.fromEntries(meta.map((name) => [name, paging[name]])),
    };
    return c.json(answer(query, body));
  });
  const fetch: Fetch = app.fetch;
  return { queries, fetch, pdjs: new PDJSobj({ token: TOKEN, fetch, retry: 0 }) };
}

const OFFSET: Paging = { pagination: 'offset', meta: ['offset', 'limit', 'more', 'total'] };
const ids = (size: number, from = 0) => Array.from({ length: size - from }, (_, index): Item => ({ id: from + index }));

async function collect(list: AsyncIterable<unknown>): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of list) items.push(item);
  return items;
}

describe('All of PagerDuty’s lists are walked to the end', () => {
  const cases = REST_LISTS.flatMap(({ path, lists, ...paging }) =>
    lists.map((key) => ({
      res: path
        .replace(/^\/\{entity_type\}/, '/users')
        .replace('{entity_type}', key)
        .replaceAll(/\{\w+\}/g, 'PABC123'),
      key,
      paging,
    })),
  );
  it('there are 59 of them', () => {
    expect(REST_LISTS).toHaveLength(59);
  });

  it.each(cases)('$res ($paging.pagination)', async ({ res, key, paging }) => {
    const { pdjs, queries } = listServer(230, key, paging);
    const incremental_success = vi.fn();
    const final_success = vi.fn();
    const whole: unknown = await pdjs.api_all({ res, incremental_success, final_success });
    expect(whole).toMatchObject({ [key]: ids(230), res, offset: 0 });
    expect(final_success).toHaveBeenCalledExactlyOnceWith(whole);
    expect(incremental_success.mock.calls.flatMap(([items]) => items as Item[])).toEqual(ids(230));
    expect(queries.every((query) => query.get('limit') === '100')).toBe(true);
    expect(await collect(pdjs.paginate({ res }))).toEqual(ids(230));
  });
});

describe('api_all', () => {
  it('gives the last page’s answer with the whole array, and limit and total as the number of objects', async () => {
    const { pdjs } = listServer(230, 'users', OFFSET);
    expect(await pdjs.api_all({ res: 'users', data: { total: true } })).toEqual({
      users: ids(230),
      res: 'users',
      offset: 0,
      limit: 230,
      total: 230,
      more: false,
    });
    expect(await pdjs.api_all({ res: 'users' })).toEqual({
      users: ids(230),
      res: 'users',
      offset: 0,
      limit: 230,
      total: 230,
      more: false,
    });
  });

  it.each([null, 0, 9999, '230', undefined])(
    'limit and total are the number of objects where the server’s total is %j',
    async (total) => {
      const { pdjs } = listServer(230, 'users', OFFSET, (_, body) => ({ ...body, more: 'more' in body && body.more, total }));
      expect(await pdjs.api_all({ res: 'users' })).toMatchObject({ users: ids(230), limit: 230, total: 230 });
      const cursors = listServer(230, 'records', { pagination: 'cursor', meta: ['next_cursor'] }, (_, body) => ({
        ...body,
        total,
      }));
      expect(await cursors.pdjs.api_all({ res: 'records' })).toMatchObject({ records: ids(230), limit: 230, total: 230 });
    },
  );

  it('starts at data.offset, and keeps the rest of the query', async () => {
    const { pdjs, queries } = listServer(130, 'users', OFFSET);
    const data = Object.freeze({ offset: 50, limit: 5, query: 'x', total: true });
    expect(await pdjs.api_all({ res: 'users', data })).toMatchObject({ users: ids(130, 50), total: 80, limit: 80 });
    expect(queries.map(String)).toEqual(['limit=100&offset=50&query=x&total=true']);
  });

  it('an empty list is one empty page', async () => {
    const { pdjs } = listServer(0, 'users', OFFSET);
    const incremental_success = vi.fn();
    expect(await pdjs.api_all({ res: 'users', incremental_success })).toMatchObject({ users: [] });
    expect(incremental_success).toHaveBeenCalledExactlyOnceWith([]);
  });

  it('goes to no_success_function without final_success, once, and never for a page', async () => {
    const { standIn } = connected();
    const seen = vi.fn();
    class Page extends PDJSobj {
      override no_success_function(body: unknown) {
        seen(body);
      }
    }
    const whole = await new Page({ token: TOKEN, fetch: standIn.fetch }).api_all({ res: 'users' });
    expect(seen).toHaveBeenCalledExactlyOnceWith(whole);
  });

  it('a failing page ends in one error, after the pages before it', async () => {
    const { standIn, pdjs } = connected({ token: TOKEN });
    const calls: unknown[] = [];
    pdjs.fetch = (request) => {
      if (standIn.requests.length === 2) standIn.faults.push({ kind: 'status', status: 404 });
      return standIn.fetch(request);
    };
    const failure = await failureOf(
      pdjs.api_all<Item>({
        res: 'users',
        incremental_success: (items) => calls.push(items.length),
        final_success: () => calls.push('final'),
        error: (error) => calls.push(error),
      }),
    );
    expect(failure).toMatchObject({ status: 404 });
    expect(calls).toEqual([100, 100, failure]);
    expect(standIn.requests).toHaveLength(3);
  });

  it('and paginate go through an api of the page’s own that returns nothing, as 1.1.0’s did', async () => {
    const { fetch } = listServer(230, 'users', OFFSET);
    const asked = vi.fn();
    class Page extends PDJSobj {
      override api(params: ApiParams<never>) {
        asked(params.res);
        void super.api(params);
        return untyped(undefined);
      }
    }
    const pdjs = new Page({ token: TOKEN, fetch, retry: 0 });
    expect(await pdjs.api_all({ res: 'users' })).toMatchObject({ users: ids(230), total: 230 });
    expect(await collect(pdjs.paginate({ res: 'users' }))).toEqual(ids(230));
    expect(asked).toHaveBeenCalledTimes(6);
    expect(
      await failureOf(new Page({ token: TOKEN, fetch: () => new Response('', { status: 404 }) }).api_all({ res: 'users' })),
    ).toMatchObject({ status: 404 });
  });

  it('says so where the answer holds no list', async () => {
    const { pdjs } = connected({ token: TOKEN });
    expect(await failureOf(pdjs.api_all({ res: 'incidents/Q000001' }))).toMatchObject({ code: 'invalid_response' });
  });
});

describe('A list that passes 10,000 by offset', () => {
  it.each([1, 4])('ends in an error that says so, after its first 10,000 items (concurrency %i)', async (concurrency) => {
    const { pdjs, queries } = listServer(10_050, 'log_entries', OFFSET);
    let got = 0;
    const failure = await failureOf(
      pdjs.api_all<Item>({ res: 'log_entries', concurrency, incremental_success: (items) => void (got += items.length) }),
    );
    expect(failure).toMatchObject({ code: 'list_too_long', message: expect.stringMatching(/10000.*narrow/) as string });
    expect(got).toBe(10_000);
    expect(queries).toHaveLength(100);
  });

  it('is whole where it ends there, from an odd offset too', async () => {
    const { pdjs, queries } = listServer(10_000, 'log_entries', OFFSET);
    expect(await collect(pdjs.paginate({ res: 'log_entries', data: { offset: 9_850 } }))).toEqual(ids(10_000, 9_850));
    expect(queries.map((query) => query.get('limit'))).toEqual(['100', '50']);
  });
});

describe('Paging oddities', () => {
  const walk = (server: ReturnType<typeof listServer>) => collect(server.pdjs.paginate({ res: 'users' }));

  it('total is followed where more is absent', async () => {
    const server = listServer(230, 'users', { pagination: 'offset', meta: ['offset', 'limit', 'total'] }, (_, body) => ({
      ...body,
      total: 230,
    }));
    expect(await walk(server)).toEqual(ids(230));
    expect(server.queries).toHaveLength(3);
  });

  it('a server that gives less than was asked for is followed by the limit that it tells', async () => {
    const app = new Hono().get('*', (c) => {
      const offset = Number(c.req.query('offset'));
      return c.json({ users: ids(Math.min(offset + 20, 50), offset), limit: 20, offset, more: offset + 20 < 50 });
    });
    expect(await collect(new PDJSobj({ token: TOKEN, fetch: app.fetch }).paginate({ res: 'users' }))).toEqual(ids(50));
  });

  it('a page that says more but is empty does not go round in circles', async () => {
    const server = listServer(0, 'users', { pagination: 'offset', meta: [] }, (_, body) => ({ ...body, more: true }));
    expect(await failureOf(walk(server))).toMatchObject({ code: 'list_too_long' });
    expect(server.queries).toHaveLength(100);
  });
});

describe('Lists that are not paged', () => {
  const unpaged = (size: number, more: object = {}) => {
    const fetch = vi.fn(() => Response.json({ abilities: ids(size), ...more }));
    return { fetch, pdjs: new PDJSobj({ token: TOKEN, fetch }) };
  };

  it.each([0, 2, 60, 250])('are one page: %i items', async (size) => {
    const { fetch, pdjs } = unpaged(size);
    expect(await pdjs.api_all({ res: 'abilities' })).toEqual({
      abilities: ids(size),
      res: 'abilities',
      offset: 0,
      limit: size,
      total: size,
    });
    expect(fetch).toHaveBeenCalledOnce();
  });

  it('of the stand-in’s too', async () => {
    const { standIn, pdjs } = connected({ token: TOKEN });
    expect(await collect(pdjs.paginate({ res: 'users/U000001/contact_methods' }))).toHaveLength(2);
    expect(standIn.requests).toHaveLength(1);
  });

  it('end where next_cursor is no more', async () => {
    const fetch = vi.fn((request: Request) =>
      Response.json({ records: ids(2), ...(request.url.includes('cursor') ? {} : { next_cursor: 'x' }) }),
    );
    expect(await collect(new PDJSobj({ token: TOKEN, fetch }).paginate({ res: 'records' }))).toHaveLength(4);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('a next_cursor that repeats is an error', async () => {
    const fetch = vi.fn(() => Response.json({ records: ids(2), next_cursor: 'x' }));
    expect(await failureOf(collect(new PDJSobj({ token: TOKEN, fetch }).paginate({ res: 'records' })))).toMatchObject({
      code: 'invalid_response',
    });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it.each([
    [2, undefined],
    [3, undefined],
    [2, 'b'],
    [3, 'c'],
  ])('a circle of %i cursors is an error, begun from cursor %s', async (length, cursor) => {
    const next = new Map(Array.from('abc'.slice(0, length)).map((name, index) => [name, 'abc'[(index + 1) % length]]));
    const fetch = vi.fn((request: Request) => {
      const at = new URL(request.url).searchParams.get('cursor');
      // A walk that does not notice comes to an end all the same.
      const isLate = fetch.mock.calls.length > 20;
      return Response.json({ records: ids(2), next_cursor: isLate ? null : at ? next.get(at) : 'a' });
    });
    const pdjs = new PDJSobj({ token: TOKEN, fetch });
    const params = { res: 'records', data: { cursor } };
    expect(await failureOf(collect(pdjs.paginate(params)))).toMatchObject({ code: 'invalid_response' });
    expect(fetch).toHaveBeenCalledTimes(cursor ? length : length + 1);
    expect(await failureOf(pdjs.api_all(params))).toMatchObject({ code: 'invalid_response' });
  });

  it('a total beside a cursor is no reason to ask by offset', async () => {
    const { pdjs, queries } = listServer(10, 'records', { pagination: 'cursor', meta: ['next_cursor', 'total'] });
    expect(await collect(pdjs.paginate({ res: 'records', concurrency: 3, data: { limit: 2 } }))).toEqual(ids(10));
    expect(queries).toHaveLength(5);
  });
});

describe('The first page', () => {
  it('starts from a cursor of the caller’s, without an offset', async () => {
    const { pdjs, queries } = listServer(230, 'records', { pagination: 'cursor', meta: ['next_cursor'] });
    expect(await collect(pdjs.paginate({ res: 'records', data: { cursor: '200' } }))).toEqual(ids(230, 200));
    expect(queries.map(String)).toEqual(['limit=100&cursor=200']);
  });

  it('takes undefined for not said', async () => {
    const { pdjs, queries } = listServer(130, 'users', OFFSET);
    expect(await collect(pdjs.paginate({ res: 'users', data: { limit: undefined, offset: undefined } }))).toEqual(ids(130));
    expect(queries).toHaveLength(2);
  });

  it.each([0, null])('takes a limit of %j for none: pages of 100', async (limit) => {
    for (const concurrency of [1, 3]) {
      const { pdjs, queries } = listServer(130, 'users', OFFSET);
      expect(await collect(pdjs.paginate({ res: 'users', data: { limit }, concurrency }))).toEqual(ids(130));
      expect(queries.map((query) => query.get('limit'))).toEqual(['100', '100']);
      expect(await pdjs.api_all({ res: 'users', data: { limit }, concurrency })).toMatchObject({ users: ids(130) });
    }
  });

  it.each(['many', -5])('says what is wrong with a limit of %j', async (limit) => {
    const { pdjs, queries } = listServer(130, 'users', OFFSET);
    const message = 'limit must be a whole number above 0';
    await expect(collect(pdjs.paginate({ res: 'users', data: { limit } }))).rejects.toMatchObject({
      code: 'invalid_params',
      message,
    });
    expect(queries).toEqual([]);
  });

  it('asks for no more than PagerDuty gives', async () => {
    const { pdjs, queries } = listServer(10_050, 'users', OFFSET);
    let got = 0;
    const params = { res: 'users', data: { offset: 9_950 }, incremental_success: (items: Item[]) => void (got += items.length) };
    expect(await failureOf(pdjs.api_all(params))).toMatchObject({ code: 'list_too_long' });
    expect(got).toBe(50);
    expect(await failureOf(pdjs.api_all({ res: 'users', data: { offset: 10_000 } }))).toMatchObject({ code: 'list_too_long' });
    expect(queries).toHaveLength(1);
  });
});

describe('Each page', () => {
  it('has the call’s headers, timeout, retry and own fields', async () => {
    const { standIn } = connected();
    const seen: object[] = [];
    class Page extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        seen.push(request);
        return super.sendRequest(request);
      }
    }
    const own = { timeout: 5_000, retry: { limit: 1 }, mine: 'ours' };
    await new Page({ token: TOKEN, fetch: standIn.fetch }).api_all(
      untyped({ res: 'users', headers: { From: 'me@example.test' }, ...own }),
    );
    expect(seen).toHaveLength(3);
    for (const request of seen) expect(request).toMatchObject(own);
    expect(standIn.requests.map(({ headers }) => headers.from)).toEqual(Array(3).fill('me@example.test'));
  });

  it('is not asked for where signal is aborted already', async () => {
    const { pdjs, queries } = listServer(10, 'users', OFFSET);
    expect(await failureOf(pdjs.api_all({ res: 'users', signal: AbortSignal.abort() }))).toMatchObject({ code: 'aborted' });
    expect(queries).toHaveLength(0);
  });
});

describe('Params', () => {
  it('may be inherited, and may be missing', async () => {
    const { pdjs } = listServer(2, 'users', OFFSET);
    expect(await pdjs.api_all(untyped(Object.create({ res: 'users' })))).toMatchObject({ users: ids(2) });
    expect(await failureOf(pdjs.api_all(untyped(null)))).toMatchObject({ code: 'invalid_params' });
    expect(await failureOf(pdjs.paginate(untyped(null)).next())).toMatchObject({ code: 'invalid_params' });
  });
});

describe('paginate', () => {
  it('asks for a page when the loop wants it, and for none after the loop was left', async () => {
    const { pdjs, queries } = listServer(1000, 'users', OFFSET);
    let seen = 0;
    for await (const user of pdjs.paginate<Item>({ res: 'users', data: { limit: 10 } })) {
      expect(queries).toHaveLength(Math.floor(user.id / 10) + 1);
      seen += 1;
      if (user.id === 24) break;
    }
    expect(seen).toBe(25);
    expect(queries.map(String)).toEqual(['limit=10&offset=0', 'limit=10&offset=10', 'limit=10&offset=20']);
  });

  it('throws what goes wrong, from the loop', async () => {
    const { pdjs } = connected();
    expect(await failureOf(collect(pdjs.paginate({ res: 'users' })))).toMatchObject({ code: 'invalid_params' });
    expect(await failureOf(collect(pdjs.paginate(untyped(undefined))))).toMatchObject({ code: 'invalid_params' });
  });

  it('is aborted by signal', async () => {
    const { pdjs, queries } = listServer(1000, 'users', OFFSET);
    const controller = new AbortController();
    const list = pdjs.paginate<Item>({ res: 'users', signal: controller.signal });
    await list.next();
    controller.abort();
    for (let index = 1; index < 100; index++) await list.next();
    expect(await failureOf(list.next())).toMatchObject({ code: 'aborted' });
    expect(queries).toHaveLength(1);
  });
});

describe('concurrency', () => {
  /** Holds every request after the first until it is let go, in whatever order. */
  function holding(size: number) {
    const server = listServer(size, 'users', OFFSET);
    const held = new Map<string, () => void>();
    const hold: Fetch = async (request) => {
      const offset = new URL(request.url).searchParams.get('offset') ?? '';
      if (offset !== '0') await new Promise<void>((resolve) => held.set(offset, resolve));
      if (request.signal.aborted) throw request.signal.reason;
      return server.fetch(request);
    };
    server.pdjs.fetch = hold;
    const waiting = (...offsets: number[]) =>
      vi.waitFor(() => {
        expect([...held.keys()]).toEqual(offsets.map(String));
      });
    const release = (offset: number) => {
      held.get(String(offset))?.();
      held.delete(String(offset));
    };
    return { ...server, hold, held, waiting, release };
  }
  const list = (params: Partial<ListParams> = {}) => ({ res: 'users', concurrency: 3, ...params });

  it('asks for the total, then for so many pages at a time, and keeps the order', async () => {
    const { pdjs, queries, waiting, release } = holding(650);
    const pages: Item[][] = [];
    const all = pdjs.api_all<Item>({ ...list(), incremental_success: (items) => pages.push(items) });
    await waiting(100, 200, 300);
    release(300);
    release(200);
    await waiting(100);
    release(100);
    await waiting(400, 500, 600);
    for (const offset of [600, 500, 400]) release(offset);
    expect(await all).toMatchObject({ users: ids(650), total: 650 });
    expect(pages.flat()).toEqual(ids(650));
    expect(queries.every((query) => query.get('total') === 'true')).toBe(true);
    expect(queries).toHaveLength(7);
  });

  it.each<[string, (offset: number, requests: number) => boolean]>([
    ['from an offset on', (offset) => offset >= 200],
    ['from a request on', (_, requests) => requests > 4],
    ['from the second request on', (_, requests) => requests > 1],
  ])('where the server lowers its limit %s, nothing is missing, twice or out of order', async (_, isLower) => {
    let requests = 0;
    const app = new Hono().get('*', (c) => {
      requests += 1;
      const offset = Number(c.req.query('offset'));
      const limit = Math.min(Number(c.req.query('limit')), isLower(offset, requests) ? 30 : 100);
      const end = Math.min(offset + limit, 650);
      return c.json({ users: ids(end, offset), limit, offset, more: end < 650, total: 650 });
    });
    const pdjs = new PDJSobj({ token: TOKEN, fetch: app.fetch, retry: 0 });
    const pages: Item[][] = [];
    const incremental_success = (items: Item[]) => pages.push(items);
    expect(await pdjs.api_all<Item>({ ...list({ concurrency: 4 }), incremental_success })).toMatchObject({ users: ids(650) });
    expect(pages.flat()).toEqual(ids(650));
    expect(pages.at(-2)).toHaveLength(30);
  });

  it('is serial where the server gives no total', async () => {
    const { pdjs, queries, waiting, release } = holding(250);
    const all = pdjs.api_all(list({ data: { total: false } }));
    await waiting(100);
    release(100);
    await waiting(200);
    release(200);
    expect(await all).toMatchObject({ users: ids(250) });
    expect(queries).toHaveLength(3);
  });

  it('a failing page stops the rest', async () => {
    const { pdjs, queries, hold, held, waiting, release } = holding(2000);
    const signals = new Map<string | null, AbortSignal>();
    pdjs.fetch = (request) => {
      signals.set(new URL(request.url).searchParams.get('offset'), request.signal);
      return request.url.includes('offset=200') ? new Response('', { status: 404 }) : hold(request);
    };
    const pages: number[] = [];
    const failure = failureOf(pdjs.api_all<Item>({ ...list(), incremental_success: (items) => pages.push(items.length) }));
    await waiting(100, 300);
    release(100);
    expect(await failure).toMatchObject({ status: 404 });
    expect(pages).toEqual([100, 100]);
    expect(signals.get('300')?.aborted).toBe(true);
    for (const offset of held.keys()) release(Number(offset));
    expect(queries.map((query) => query.get('offset'))).toEqual(['0', '100']);
  });

  it('leaving the loop stops what is under way', async () => {
    const { pdjs, queries, hold, waiting, release } = holding(2000);
    const signals: AbortSignal[] = [];
    pdjs.fetch = (request) => {
      signals.push(request.signal);
      return hold(request);
    };
    const pages = pdjs.paginate<Item>(list());
    for (let index = 0; index < 100; index++) await pages.next();
    const next = pages.next();
    await waiting(100, 200, 300);
    release(100);
    expect(await next).toEqual({ done: false, value: { id: 100 } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false, false, false]);
    await pages.return();
    expect(signals.slice(2).map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(queries).toHaveLength(2);
  });

  it('asks for no other page when one has failed, though its turn has not come', async () => {
    const { pdjs, hold, waiting, release } = holding(2000);
    const failed = new Promise<void>((resolve) => {
      pdjs.fetch = (request) => {
        if (!request.url.includes('offset=200')) return hold(request);
        setTimeout(resolve);
        return new Response('', { status: 404 });
      };
    });
    const all = failureOf(pdjs.api_all(list()));
    await waiting(100, 300);
    await failed;
    release(100);
    expect(await all).toMatchObject({ status: 404 });
    await waiting(300);
  });

  it('is whole where a page has failed that nobody needs, since the server has lowered its limit before it', async () => {
    const { pdjs, held, waiting, release } = holding(500);
    const offsets: number[] = [];
    const failed = new Promise<void>((resolve) => {
      pdjs.fetch = async (request) => {
        const offset = Number(new URL(request.url).searchParams.get('offset'));
        offsets.push(offset);
        if (offset === 200 && offsets.length < 5) {
          setTimeout(resolve);
          return new Response('', { status: 404 });
        }
        if (offset === 100) await new Promise<void>((go) => held.set('100', go));
        const limit = offset === 0 ? 100 : 50;
        const end = Math.min(offset + limit, 500);
        return Response.json({ users: ids(end, offset), limit, offset, more: end < 500, total: 500 });
      };
    });
    const all = pdjs.api_all<Item>(list());
    await waiting(100);
    await failed;
    release(100);
    expect(await all).toMatchObject({ users: ids(500), total: 500 });
    expect(offsets.slice(0, 4)).toEqual([0, 100, 200, 300]);
  });

  it.each([0, -1, NaN, 'many'])('%s is refused', async (concurrency) => {
    const { pdjs, queries } = listServer(1, 'users', OFFSET);
    expect(await failureOf(pdjs.api_all(untyped(list({ concurrency: concurrency as number }))))).toMatchObject({
      code: 'invalid_params',
      message: expect.stringContaining('concurrency') as string,
    });
    expect(queries).toHaveLength(0);
  });
});
