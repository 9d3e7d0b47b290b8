// Checks what docs/migrating.md says about version 1 of PagerDuty's REST API, and about @pagerduty/pdjs 2.x beside ours.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { PDJSobj } from '../../src/index.js';
import { REST_LISTS } from '../unit/rest-lists.js';
import { readPage } from './markdown.js';
import { released } from './run.js';

/** An answer of 2.x: a `Response` with more fields. */
interface Answer {
  status: number;
  data: object;
  resource: unknown[] | undefined;
}
interface Client {
  get(endpoint: string, options?: object): Promise<Answer>;
  patch(endpoint: string, options: object): Promise<Answer>;
  all(endpoint: string, options?: object): Promise<Answer>;
}
interface PagerDuty {
  api(options: object): Client;
  trigger(options: object): Promise<Answer>;
}

const TOKEN = { token: 'YOUR_REST_API_TOKEN_HERE' };
const REFUSED = { routing_key: 'KEY', images: [{ src: 'http://shop.example/a.png' }], summary: 'a' };
const FAILURE = { kind: 'status', status: 500, body: '{"error":{"message":"Down"}}' } as const;

const page = readPage('docs/migrating.md');
/** The first cells of the table that begins with this row. */
function firstCells(header: RegExp): string[] {
  const [, rows = ''] = new RegExp(`${header.source}.*\\n.*\\n((?:\\|.*\\n)+)`).exec(page) ?? [];
  return [...rows.matchAll(/^\| (.*?) +\|/gm)].map(([, cell = '']) => cell);
}

/** 2.x and ours, with a stand-in that both reach. */
function setUp() {
  const standIn = new StandIn();
  const library = released(standIn) as PagerDuty;
  return { standIn, library, old: library.api(TOKEN), ours: new PDJSobj({ ...TOKEN, fetch: standIn.fetch, retry: 0 }) };
}

afterEach(() => {
  vi.useRealTimers();
});

const ROWS: Record<string, () => Promise<void>> = {
  // test/browser/old-library.test.ts shows that a browser blocks it.
  async patch() {
    const { standIn, old, ours } = setUp();
    await old.patch('users/U000001', { data: { user: {} } });
    await ours.patch('users/U000001', { user: {} }).catch(() => undefined);
    expect(standIn.requests.map(({ method }) => method)).toEqual(['patch', 'PATCH']);
  },

  async resource() {
    const { standIn, old, ours } = setUp();
    const answer = { kind: 'status', status: 200, body: '{"user":{"id":"U000001"}}' } as const;
    standIn.faults.push(answer, answer);
    expect(await old.get('/users/U000001')).toMatchObject({ data: { user: { id: 'U000001' } }, resource: undefined });
    expect(await ours.get('/users/U000001')).toEqual({ user: { id: 'U000001' } });
  },

  async failed() {
    const { standIn, old, ours } = setUp();
    standIn.faults.push({ kind: 'delay', ms: 0 }, FAILURE);
    const { status, resource = [] } = await old.all('/users', { data: { limit: 100 } });
    expect([status, resource.length, resource.at(-1)]).toEqual([200, 101, undefined]);
    standIn.faults.push({ kind: 'delay', ms: 0 }, FAILURE);
    await expect(ours.api_all({ res: 'users' })).rejects.toMatchObject({ status: 500 });
  },

  async cursor() {
    const { standIn, old, ours } = setUp();
    await old.all('/audit/records', { data: { limit: 100 } });
    expect(standIn.requests).toHaveLength(1);
    await ours.api_all({ res: '/audit/records' });
    expect(standIn.requests).toHaveLength(1 + 3);
  },

  async nested() {
    const { old, ours } = setUp();
    const path = '/incidents/Q000001/log_entries';
    await expect(old.all(path, { data: { limit: 1 } })).rejects.toThrow(TypeError);
    const entries = [];
    for await (const entry of ours.paginate({ res: path, data: { limit: 1 } })) entries.push(entry);
    expect(entries.length).toBeGreaterThan(1);
  },

  async refused() {
    const { library, ours } = setUp();
    expect(await library.trigger({ data: REFUSED })).toMatchObject({ status: 400 });
    await expect(ours.trigger(REFUSED)).rejects.toMatchObject({ status: 400 });
  },

  async signal() {
    vi.useFakeTimers();
    const { standIn, old, ours } = setUp();
    const ended: string[] = [];
    const end = (name: string) => () => ended.push(name);
    const controller = new AbortController();
    const { signal } = controller;
    standIn.faults.push({ kind: 'status', status: 429 }, { kind: 'status', status: 429 });
    void old.get('/users', { signal }).then(end('2.x'), end('2.x'));
    void ours.get('/users', {}, { signal, retry: { delay: () => 20_000, jitter: false } }).then(end('ours'), end('ours'));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(standIn.requests).toHaveLength(2);
    controller.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(ended).toEqual(['ours']);
    await vi.advanceTimersByTimeAsync(18_000);
    expect(ended).toEqual(['ours']);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ended).toEqual(['ours', '2.x']);
  },

  async timer() {
    vi.useFakeTimers();
    const { standIn, old, ours } = setUp();
    standIn.faults.push({ kind: 'drop' }, { kind: 'drop' });
    await expect(ours.get('/users')).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
    await expect(old.get('/users')).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(29_000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(vi.getTimerCount()).toBe(0);
  },
};

describe('What 2.x gets wrong', () => {
  it.each(Object.entries(ROWS))('%s', (_, run) => run());

  it('has a test for each row', () => {
    expect(firstCells(/\| +\| 2\.2\.4/).sort()).toEqual(Object.keys(ROWS).sort());
  });
});

describe('Version 2 of the REST API no longer has', () => {
  const gone = firstCells(/\| version 1/).flatMap((cell) => [...cell.matchAll(/`([\w/]+)`/g)].map(([, path = '']) => path));

  it.each(gone)('%s', async (path) => {
    const { ours } = setUp();
    const [type, res] = path.includes('ID') ? ['PUT', path.replace('ID', 'Q000001')] : ['GET', path];
    await expect(ours.api({ type, res })).rejects.toMatchObject({ status: 404 });
  });

  it('and has these instead', async () => {
    expect(gone).toHaveLength(4);
    expect(REST_LISTS).toContainEqual(expect.objectContaining({ path: '/oncalls' }));
    const { ours } = setUp();
    const first = async (sort_by?: string) =>
      (
        await ours.get<{ incidents: { incident_number: number; created_at?: string; created_on?: string }[] }>('incidents', {
          sort_by,
        })
      ).incidents[0];
    const oldest = await first();
    expect(await first('created_on:desc')).toEqual(oldest);
    expect((await first('created_at:desc'))?.incident_number).toBeGreaterThan(oldest?.incident_number ?? Infinity);
    expect(oldest).toHaveProperty('created_at');
    expect(oldest).not.toHaveProperty('created_on');
  });
});
