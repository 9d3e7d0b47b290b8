import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPage, useHeadlessShell } from './support.js';

const stage = useHeadlessShell();

describe('The example pages of PDJS 1.1.0, unmodified but for where the script comes from', () => {
  it('incidents.html shows 20 incidents', async () => {
    const { page, said } = await openPage(stage, '/examples/incidents.html');
    await page.waitForSelector('#incidents div');
    const shown = await page.$$eval('#incidents div', (divs) => divs.map((div) => `${div.className}: ${div.textContent}`));
    expect(shown).toHaveLength(20);
    expect(shown[0]).toMatch(/^resolved: Something that happened before \(240\) \(Q\w+\) on Service \d+$/);
    expect(said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
  });

  it('report.html reports over every incident', async () => {
    const { page, said } = await openPage(stage, '/examples/report.html');
    await page.waitForFunction(() => !document.querySelector('#status'));
    const text = (selector: string) => page.$eval(selector, (element) => element.textContent.trim().split('\n'));
    expect(await text('#output')).toHaveLength(1 + 240);
    expect((await text('#meta')).join()).toContain(': 240 incidents over');
    expect((await text('#services')).length).toBe(1 + 30);
    expect(stage.standIn.requests.filter(({ url }) => new URL(url).pathname === '/incidents')).toHaveLength(3);
    expect(said.filter((line) => line.startsWith('pageerror'))).toEqual([]);
  });

  it('userCSV.html saves every user', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pdjs-'));
    try {
      const { page } = await openPage(stage, '/examples/userCSV.html');
      const session = await page.createCDPSession();
      await session.send('Browser.setDownloadBehavior', {
        behavior: 'allow',
        browserContextId: (await stage.session()).context.id ?? '',
        downloadPath: folder,
        eventsEnabled: true,
      });
      const saved = new Promise<void>((resolve) => {
        session.on('Browser.downloadProgress', ({ state }) => {
          if (state === 'completed') resolve();
        });
      });
      await page.click('input[type=button]');
      await saved;
      const lines = (await readFile(join(folder, 'webdemo-users.csv'), 'utf8')).trim().split('\n');
      expect(lines).toHaveLength(1 + 230);
      expect(lines[1]).toBe('U000001,User 1,user1@example.test,5550000001,owner,Etc/UTC');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('add_contact_method.html adds a contact method and its rule', async () => {
    const { page } = await openPage(stage, '/examples/add_contact_method.html');
    page.on('dialog', (dialog) => void dialog.accept('U000007'));
    await page.click('button');
    await page.waitForFunction(() => document.querySelector('#res')?.textContent.includes('New notification rule ID'));
    const user = stage.standIn.users.find(({ id }) => id === 'U000007');
    expect(user?.contact_methods.at(-1)).toMatchObject({
      type: 'phone_contact_method',
      address: '1235557890',
      label: 'Added from PDJS',
    });
    expect(user?.notification_rules).toMatchObject([
      { start_delay_in_minutes: 900, urgency: 'high', contact_method: { type: 'phone_contact_method' } },
    ]);
  });

  it('their log, which they switch on, tells no token', async () => {
    const { page, said } = await openPage(stage, '/examples/incidents.html');
    await page.waitForSelector('#incidents div');
    const token = /token: "(\w+)"/.exec(await readFile('node_modules/pagerduty-pdjs/examples/config.js', 'utf8'))?.[1] ?? '';
    expect(said.join('\n')).toContain('Call to API: incidents');
    expect(token).not.toBe('');
    expect(said.join('\n')).not.toContain(token);
  });
});

describe('Beside the jQuery-era PDJS', () => {
  /** What the callbacks of a call got, arguments cut down to what a page reads. */
  async function told(path: string, call: string): Promise<unknown[]> {
    stage.reset();
    const { page } = await openPage(stage, path);
    await page.addScriptTag({
      content: `window.told = new Promise((resolve) => {
        const seen = [];
        const end = (name) => (x) => {
          seen.push([name, name === 'error' ? { status: x.status, responseText: x.responseText, responseJSON: x.responseJSON } : x]);
          resolve(JSON.parse(JSON.stringify(seen)));
        };
        const PDJS = new PDJSobj({ token: 'token-of-20-characters' });
        const success = end('success'), final_success = end('final_success'), error = end('error');
        const incremental_success = (items) => { seen.push(['incremental_success', items]) };
        ${call};
      })`,
    });
    return (await page.evaluate('told')) as unknown[];
  }

  it.each([
    ['api', `PDJS.api({ res: 'users', data: { limit: 2 }, success, error })`],
    [
      'api POST',
      `PDJS.api({ res: 'users/U000001/contact_methods', type: 'POST', data: { contact_method: { type: 'x', address: '1' } }, success, error })`,
    ],
    ['api that is refused', `PDJS.api({ res: 'users/U000001/contact_methods', type: 'POST', data: { a: 1 }, success, error })`],
    ['api that finds nothing', `PDJS.api({ res: 'nowhere', success, error })`],
    ['api_all', `PDJS.api_all({ res: 'users', data: { total: true }, incremental_success, final_success, error })`],
    [
      'api_all that is refused',
      `PDJS.api_all({ res: 'incidents/NOWHERE/log_entries', incremental_success, final_success, error })`,
    ],
  ])('%s: the callbacks get the same', async (_, call) => {
    const old = await told('/jquery/page', call);
    expect(old.length).toBeGreaterThan(0);
    expect(await told('/page', call)).toEqual(old);
  });
});

describe('A page with module loaders of its own', () => {
  const load = (src: string) => `new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = '${src}';
    script.onload = resolve;
    document.head.append(script);
  })`;

  it.each([
    ['an AMD loader', `globalThis.defined = []; globalThis.define = (...args) => { defined.push(args[0]) }; define.amd = {}`],
    ['a module and exports', `globalThis.exports = {}; globalThis.module = { exports }`],
  ])('gets its global beside %s, as from 1.1.0', async (_, prepare) => {
    for (const src of ['/1.1.0/pdjs.js', '/dist/pdjs.js', '/dist/pdjs.min.js']) {
      const { page, said } = await openPage(stage, '/blank');
      await page.evaluate(prepare);
      await page.evaluate(load(src));
      expect(await page.evaluate('typeof window.PDJSobj')).toBe('function');
      expect(said).toEqual([]);
    }
  });

  it('names its AMD module, so that a loader takes it for no stray', async () => {
    const { page } = await openPage(stage, '/blank');
    await page.evaluate(`globalThis.define = (id, make) => { globalThis.made = [id, make() === PDJSobj] }; define.amd = {}`);
    await page.evaluate(load('/dist/pdjs.min.js'));
    expect(await page.evaluate('made')).toEqual(['pdjsobj', true]);
  });
});

describe('A browser without AbortSignal.any', () => {
  it('aborts and times out all the same', async () => {
    const { page } = await openPage(stage, '/blank');
    await page.evaluate('delete AbortSignal.any');
    await page.addScriptTag({ url: '/dist/pdjs.min.js' });
    stage.standIn.faults.push({ kind: 'silence' }, { kind: 'silence' });
    await page.evaluate(
      `globalThis.controller = new AbortController(); globalThis.calls = [{ incident_key: 'a', signal: controller.signal }, { incident_key: 'b', timeout: 200, retry: 0 }].map((options) =>
        new PDJSobj({ protocol: 'http', server: '${stage.server}' }).trigger({ service_key: 'KEY', ...options })
          .catch((error) => error.code)), undefined`,
    );
    await expect.poll(() => stage.standIn.requests.length).toBe(2);
    expect(await page.evaluate('controller.abort(), Promise.all(calls)')).toEqual(['aborted', 'timeout']);
  });
});
