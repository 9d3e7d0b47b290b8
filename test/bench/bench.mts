// What a call, a list and the script itself cost, side by side in one run of Chromium. It prints a table and checks nothing.
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { Hono } from 'hono';
import { generate } from 'selfsigned';
import { demoApp } from '../../demo/app.js';
import { listen } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { chromium } from '../browser/engines.js';
import type { Contender } from './page.js';

const CALLS = 100;
const ROUNDS = Number(process.env.ROUNDS ?? 15);
const USERS = Array.from({ length: 3000 }, (_, index) => ({ id: `U${index}`, name: `User ${index}`, type: 'user' }));

const bundled = async (contents: string) => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // @pagerduty/pdjs asks for the browser's own fetch in its way.
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
  return outputFiles[0]?.text ?? '';
};

/** Another build of ours to compare with, such as a release before: the path of its `pdjs.min.js`. */
const { BEFORE } = process.env;

/** Each contender's script, minified, as a page would load it. */
const scripts: Partial<Record<Contender, string>> = {
  'PDJS 1.1.0': await bundled(`import 'pagerduty-pdjs/js/pdjs.js'; globalThis.PDJS1 = globalThis.PDJSobj;`),
  'pdjs 2.2.4': await bundled(`globalThis.PDJS2 = require('@pagerduty/pdjs');`),
  'ky alone': await bundled(`import ky from 'ky'; globalThis.ky = ky;`),
  ...(BEFORE && { before: readFileSync(BEFORE, 'utf8').replace('var PDJSobj=', 'var PDJSBefore=') }),
  ours: readFileSync('dist/pdjs.min.js', 'utf8'),
};

/** PagerDuty, with a list of 3,000 users that takes 20 ms a page. */
function pagerDuty() {
  const standIn = demoApp(new StandIn());
  const app = new Hono();
  app.get('/bench', (c) => {
    // Isolated, so that its clock is fine.
    const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    return c.html('<!doctype html><title>Bench</title><link rel="icon" href="data:,">', 200, isolated);
  });
  app.options('*', (c) =>
    c.body(null, 204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'authorization, content-type, accept',
      // Asked once, so that all find it answered.
      'Access-Control-Max-Age': '600',
    }),
  );
  app.get('/users', async (c) => {
    const [offset, limit] = [Number(c.req.query('offset') ?? 0), Number(c.req.query('limit') ?? 25)];
    await new Promise((resolve) => setTimeout(resolve, 20));
    const page = {
      users: USERS.slice(offset, offset + limit),
      offset,
      limit,
      total: USERS.length,
      more: offset + limit < USERS.length,
    };
    return c.json(page, 200, { 'Access-Control-Allow-Origin': '*' });
  });
  // What the stand-in notes of each event would be what is measured.
  const answer = { status: 'success', message: 'Event processed', incident_key: 'a', dedup_key: 'a' };
  const events = (status: 200 | 202) => () => Response.json(answer, { status, headers: { 'Access-Control-Allow-Origin': '*' } });
  app.post('/generic/2010-04-15/create_event.json', events(200));
  app.post('/v2/enqueue', events(202));
  return app.route('/', standIn);
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const ms = (value: number) => (value < 10 ? value.toFixed(3) : value.toFixed(0));

/** Ratios first, against one of them, each the median of the rounds' own; then the medians. */
function row(name: string, values: Record<string, number[]>, against: string): void {
  const base = values[against] ?? [];
  const ratios = mapped(values, (rounds) => median(rounds.map((value, round) => value / (base[round] ?? NaN))).toFixed(2));
  table.push(
    { row: `${name}, against ${against}`, ...ratios },
    { row: `${name}, ms`, ...mapped(values, (rounds) => ms(median(rounds))) },
  );
}
const mapped = <From, To>(values: Record<string, From>, as: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, as(value)]));
const table: Record<string, string>[] = [];

const { private: key, cert } = await generate([{ name: 'commonName', value: 'events.pagerduty.com' }]);
const server = await listen(pagerDuty().fetch, 0, { key, cert });
const path = chromium.find();
if (!path) throw new Error('No Chrome or Chromium found: install one, or set CHROME_PATH to its path.');
const browser = await chromium.launch(path, server.port);
try {
  const { context } = await browser.newSession();
  const page = await context.newPage();
  await page.goto('https://bench.pagerduty.com/bench');
  const run = await bundled(`import { page } from './test/bench/page.ts'; globalThis.bench = page;`);
  for (const content of [...Object.values(scripts), run]) await page.addScriptTag({ content });

  row(
    'one trigger after another',
    await page.evaluate((rounds, calls) => bench.trigger(rounds, calls), ROUNDS, CALLS),
    'fetch, keepalive',
  );
  const spans = await page.evaluate(
    (rounds, calls) => bench.spans(['fetch', 'fetch, keepalive', 'ky alone', 'before', 'ours'], rounds, calls),
    ROUNDS,
    CALLS / 5,
  );
  table.push({
    row: 'of it before, in and after fetch(), for the body, to the caller',
    ...mapped(spans, (calls) =>
      [0, 1, 2, 3, 4].map((span) => median(calls.map((call) => call[span] ?? NaN)).toFixed(2)).join(' '),
    ),
  });
  row('500 triggers at once, six under way', await page.evaluate((rounds) => bench.bursts(rounds), ROUNDS), 'fetch, keepalive');
  row(
    '3,000 users, 100 a page, 20 ms a page',
    await page.evaluate((rounds) => bench.lists(rounds), Math.ceil(ROUNDS / 2)),
    'PDJS 1.1.0',
  );
  row(
    'evaluating the script',
    await page.evaluate((scripts, rounds) => bench.evaluate(scripts, rounds), scripts, 40),
    'ky alone',
  );
  table.push({
    row: 'script size, bytes with brotli',
    ...mapped(scripts, (text) => String(brotliCompressSync(text).length)),
  });

  const leaving = await page.evaluate(() => bench.leaving(200));
  table.push({
    row: 'from trigger() to fetch and to its return, ms',
    ...mapped(leaving, (calls) => [0, 1].map((span) => median(calls.map((call) => call[span] ?? NaN)).toFixed(2)).join(' ')),
  });

  const session = await page.createCDPSession();
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const kept: Record<string, string> = {};
  for (const items of [100, 100, 1000, 9900]) {
    await page.evaluate((items) => bench.walk(items), items);
    kept[items] = `${items}: ${Math.round((await heap()) / 1024)} KB`;
  }
  table.push({ row: 'heap in a loop over paginate, by items walked', ours: Object.values(kept).join(', ') });
} finally {
  await browser.close();
  await server.close();
}
console.table(Object.fromEntries(table.map(({ row, ...cells }) => [row, cells])));
