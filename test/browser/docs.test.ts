import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { demoApp } from '../../demo/app.js';
import { listen } from '../../demo/listen.js';
import { StandIn, type SeenRequest } from '../../demo/stand-in/stand-in.js';
import { PDJSobj } from '../../src/index.js';
import { blocksFor, promised, sides } from '../docs/markdown.js';
import { recipe } from '../docs/recipes.js';
import { addScript, openPage, useHeadlessShell } from './support.js';

const stage = useHeadlessShell();

/** How long a loaded machine may take. */
const HEAD = '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';
const BUILDS = { 'pdjs.min.js': 'dist/pdjs.min.js', 'pdjs.min.mjs': 'dist/pdjs.min.mjs' };
const OLD = { 'pdjs.js': 'node_modules/pagerduty-pdjs/js/pdjs.js' };
const WITH_JQUERY = { 'jquery.js': 'node_modules/jquery/dist/jquery.js', 'pdjs.js': 'node_modules/node-pdjs/js/pdjs.js' };

/** Serves a page in a folder of its own, with scripts beside it. */
function prepare(html: string, scripts: Record<string, string>, headers: Record<string, string> = {}) {
  for (const [name, path] of Object.entries(scripts)) serve(name, 'text/javascript', readFileSync(path, 'utf8'));
  serveCDN(html);
  serve('', 'text/html', HEAD + html, headers);
}

async function open(html: string, scripts: Record<string, string>, headers: Record<string, string> = {}) {
  prepare(html, scripts, headers);
  return openPage(stage, '/docs/');
}

/** Serves the build that a page loads from a CDN, to any origin as the CDN does. */
function serveCDN(html: string) {
  for (const [, path = '', file = ''] of html.matchAll(/"https:\/\/cdn\.jsdelivr\.net(\/npm\/[^/]+\/([^"]+))"/g))
    stage.serve(path, readFileSync(file, 'utf8'), { 'Content-Type': 'text/javascript', 'Access-Control-Allow-Origin': '*' });
}

function serve(name: string, type: string, text: string, headers: Record<string, string> = {}) {
  stage.serve(`/docs/${name}`, text, { 'Content-Type': type, ...headers });
}

const logged = (lines: string[]) => lines.map((line) => `log: ${line}`);

describe('A block of HTML pages somebody, and prints what its comments say', () => {
  it.each(blocksFor('page'))('%s', async (_, { code }) => {
    const { said } = await open(code, BUILDS);
    await stage.standIn.acceptedAtLeast(1);
    await expect.poll(() => said).toEqual(logged(promised(code)));
  });

  it('none of it where integrity is that of another file', async () => {
    const [[, { code }] = ['', { code: '' }]] = blocksFor('page');
    const { said } = await open(code.replace(/sha384-.{9}/, 'sha384-AAAAAAAAA'), BUILDS);
    await expect.poll(() => said.join()).toContain('PDJSobj is not defined');
    expect(stage.standIn.requests).toEqual([]);
  });
});

describe('A recipe', () => {
  /** Shows the recipe's page, changed as its reader would. */
  const visit = (html: string) => {
    prepare(html, BUILDS);
    return stage.visit('/docs/');
  };

  it('reports the errors of a page: each problem once, and five at most', async () => {
    const tab = await visit(recipe('Report the errors of a page'));
    await addScript(
      tab,
      `var before = 0;
      onerror = () => { before += 1 };
      setTimeout(() => { throw new RangeError('Order 17 is gone') });
      setTimeout(() => { throw new RangeError('Order 18 is gone') });
      setTimeout(() => { throw undefined });
      dispatchEvent(new ErrorEvent('error', { message: 'Script error.' }));
      Promise.reject('No connection');
      Promise.reject();`,
    );
    const { incidents } = stage.standIn;
    await stage.standIn.acceptedAtLeast(3);
    expect(Object.fromEntries(incidents.map(({ incident_key, title }) => [incident_key, title]))).toEqual({
      'shop: RangeError: Order N is gone': 'RangeError: Order 17 is gone',
      'shop: No connection': 'No connection',
      'shop: undefined': 'undefined',
    });
    const thrown = incidents.find(({ title }) => title.startsWith('RangeError'));
    const stack = expect.stringContaining('RangeError: Order 17 is gone') as string;
    expect(thrown?.timeline[0]?.details).toMatchObject({ page: '/docs/', stack });
    await addScript(tab, `for (const letter of 'ABCDE') Promise.reject(new Error(letter))`);
    await stage.standIn.acceptedAtLeast(5);
    expect(await tab.evaluate('before')).toBe(4);
    expect(incidents.map(({ title }) => title)).toEqual(expect.arrayContaining(['Error: A', 'Error: B']));
    expect(stage.standIn.requests).toHaveLength(5);
  });

  it('sends to the demo what it sends to PagerDuty on its own site', async () => {
    const demo = new StandIn();
    const listener = await listen(demoApp(demo).fetch, 0);
    const html = recipe('Try your page against the demo').replaceAll('127.0.0.1:8080', `127.0.0.1:${listener.port}`);
    await visit(html);
    await demo.acceptedAtLeast(1);
    expect(stage.standIn.requests).toEqual([]);
    await visit(html.replace('shop.example', '127.0.0.1'));
    await stage.standIn.acceptedAtLeast(1);
    expect(demo.requests).toHaveLength(1);
    await listener.close();
  });

  it('lists open incidents, newest first, and says where the list ends too early', async () => {
    const pdjs = new PDJSobj({ fetch: stage.standIn.fetch });
    const event = (number: number) => ({ routing_key: 'KEY', dedup_key: String(number), summary: `<b>Problem</b> ${number}` });
    for (let number = 1; number <= 103; number += 1) await pdjs.trigger(event(number));
    await pdjs.acknowledge(event(103));
    await pdjs.resolve(event(1));
    const tab = await visit(recipe('A status page'));
    const shown = () => tab.evaluate(() => [...document.querySelectorAll('li')].map(({ textContent }) => textContent));
    await expect.poll(shown).toHaveLength(102);
    const lines = await shown();
    expect(lines[0]).toMatch(/^#\d+ <b>Problem<\/b> 103: acknowledged$/);
    expect(lines.at(-1)).toMatch(/^#\d+ <b>Problem<\/b> 2: triggered$/);

    await visit(recipe('A status page').replace('YOUR_REST_API_TOKEN_HERE', 'WRONG'));
    await expect.poll(shown).toEqual(['The list ends here: Unauthorized']);
  });
});

describe('From disk', () => {
  const NOTE_ERRORS = `<script>addEventListener('error', () => { document.title = 'Blocked' }, true)</script>`;

  /** Opens a block's page from disk, with the builds beside it. Its title becomes "Blocked" when a script does not load. */
  async function show(code: string) {
    const folder = mkdtempSync(join(tmpdir(), 'pdjs-'));
    try {
      for (const [name, path] of Object.entries(BUILDS)) copyFileSync(path, join(folder, name));
      writeFileSync(join(folder, 'page.html'), HEAD + NOTE_ERRORS + code);
      serveCDN(code);
      const tab = await stage.visit('/blank');
      await tab.goto(pathToFileURL(join(folder, 'page.html')).href);
      return tab;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  const isModule = (code: string) => code.includes('type="module"');
  const hasIntegrity = (code: string) => /src="pdjs[^>]*integrity/.test(code);
  const blocks = blocksFor('page').map(([at, { code }]) => ({ at, code, isBlocked: isModule(code) || hasIntegrity(code) }));

  it.each(blocks.filter(({ isBlocked }) => !isBlocked))('$at pages somebody', async ({ code }) => {
    await show(code);
    await stage.standIn.acceptedAtLeast(1);
  });

  it.each(blocks.filter(({ isBlocked }) => isBlocked))('$at is blocked: a module, or with integrity', async ({ code }) => {
    const tab = await show(code);
    expect(await tab.evaluate('document.title')).toBe('Blocked');
    if (hasIntegrity(code)) {
      await show(code.replace(/ integrity="[^"]*"/, ''));
      await stage.standIn.acceptedAtLeast(1);
    }
  });
});

describe('Under the policy of the documentation', () => {
  it.each(blocksFor('policy'))('%s, PDJS reaches the hosts that it names, and no other', async (_, { code }) => {
    const [name = '', policy = ''] = code.trim().split(': ');
    const server = policy.includes('.eu.') ? 'eu.pagerduty.com' : 'pagerduty.com';
    serve(
      'page.js',
      'text/javascript',
      `const violation = new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          // The test page's own icon is refused as well.
          if (effectiveDirective === 'connect-src') resolve(blockedURI);
        });
      });
      const pdjs = new PDJSobj({ server: '${server}', token: 'YOUR_REST_API_TOKEN_HERE', retry: 0 });
      globalThis.done = (async () => [
        (await pdjs.trigger({ service_key: 'KEY', incident_key: 'a' })).status,
        (await pdjs.get('users')).users.length,
        (await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', url: 'https://elsewhere.test/' }).catch((error) => error)).code,
        await violation,
      ])();`,
    );
    const { page } = await open('<script src="pdjs.min.js"></script><script src="page.js"></script>', BUILDS, { [name]: policy });
    expect(await page.evaluate('done')).toEqual(['success', 25, 'network', 'https://elsewhere.test/']);
    expect(new Set(stage.standIn.requests.map(({ url }) => new URL(url).host))).toEqual(
      new Set([`events.${server}`, `api.${server}`]),
    );
  });
});

describe('The two sides of a move from an older PDJS do the same', () => {
  it.each(blocksFor('move page'))('%s', async (_, { code, section }) => {
    const scripts = { ...(section.includes('jQuery') ? WITH_JQUERY : OLD), ...BUILDS };
    const tags = section.includes('jQuery') ? ['jquery.js', 'pdjs.js'] : ['pdjs.js'];
    const { old, new: ours } = sides(code);

    /** What a side printed and sent; where the block holds no HTML, on a page that has the library and a `PDJS`. */
    async function side(code: string, tags: string[]) {
      stage.reset();
      const prepared = `${tags.map((src) => `<script src="${src}"></script>`).join('')}
        <script>var PDJS = new PDJSobj({ token: 'YOUR_REST_API_TOKEN_HERE' })</script>`;
      const html = /^<script/m.test(code) ? code : `${prepared}<script type="module">${code}</script>`;
      const { page, said } = await open(html, scripts);
      const expected = logged(promised(code));
      expect(expected.length).toBeGreaterThan(0);
      const printed = () => said.filter((line) => !/^(warn|error): /.test(line));
      await expect.poll(printed).toEqual(expected);
      await page.close();
      return stage.standIn.requests.map(readable);
    }
    const was = await side(old, tags);
    const is = await side(ours, ['pdjs.min.js']);
    expect(is.length).toBeGreaterThan(0);
    // What was sent beyond that is in the table of differences.
    expect(was.map(({ target }) => target)).toEqual(is.map(({ target }) => target));
    for (const [index, { body }] of is.entries()) if (body) expect(was[index]?.body).toMatchObject(body);
  });
});

function readable({ method, url, body }: SeenRequest) {
  const { origin, pathname } = new URL(url);
  return { target: `${method} ${origin}${pathname}`, body: body ? (JSON.parse(body) as Record<string, unknown>) : undefined };
}
