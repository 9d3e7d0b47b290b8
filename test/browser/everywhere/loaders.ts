import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Stage } from '../support.js';
import { stage } from './stage.js';

const HEAD = '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';
const EVENT = `{ service_key: 'KEY', incident_key: 'a' }`;
const script = (file: string) => readFile(`dist/${file}`, 'utf8');
const integrity = async (file: string) =>
  `sha384-${createHash('sha384')
    .update(await script(file))
    .digest('base64')}`;

const options = () => `{ protocol: 'http', server: '${stage.server}' }`;

/** Serves a page, whose scripts are to page somebody, and waits until they have. */
async function pages(
  html: string,
  { headers = {}, show = stage.visit }: { headers?: Record<string, string>; show?: Stage['open'] } = {},
) {
  stage.serve('/loader', HEAD + html, { 'Content-Type': 'text/html', ...headers });
  const tab = await show('/loader');
  await stage.standIn.acceptedAtLeast(1);
  expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'a', triggers: 1 }]);
  return tab;
}
/** Serves a script of the page's own. */
const serve = (path: string, text: string) => {
  stage.serve(path, text, { 'Content-Type': 'text/javascript' });
};
const trigger = () => `new PDJSobj(${options()}).trigger(${EVENT});`;

describe('Loaded by', () => {
  it('a script tag', () => pages(`<script src="/dist/pdjs.min.js"></script><script>${trigger()}</script>`));

  it('a script tag of a page on disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pdjs-'));
    try {
      await copyFile('dist/pdjs.min.js', join(folder, 'pdjs.min.js'));
      await writeFile(join(folder, 'page.html'), `${HEAD}<script src="pdjs.min.js"></script><script>${trigger()}</script>`);
      const tab = await stage.visit('/blank');
      await tab.goto(pathToFileURL(join(folder, 'page.html')).href);
      await stage.standIn.acceptedAtLeast(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('a script tag with defer', async () => {
    serve('/app.js', trigger());
    await pages(`<script defer src="/dist/pdjs.min.js"></script><script defer src="/app.js"></script>`);
  });

  it('a script tag with async', () =>
    pages(
      `<script>function loaded() { ${trigger()} }</script><script async src="/dist/pdjs.min.js" onload="loaded()"></script>`,
    ));

  it('a script tag with integrity', async () => {
    const hash = await integrity('pdjs.min.js');
    await pages(
      `<script src="/dist/pdjs.min.js" integrity="${hash}" crossorigin="anonymous"></script><script>${trigger()}</script>`,
    );
  });

  it('a module script, and makes no global', async () => {
    const tab = await pages(
      `<script type="module">import PDJSobj, { PDJSError } from '/dist/pdjs.min.mjs'; if (PDJSError) ${trigger()}</script>`,
    );
    expect(await tab.evaluate('typeof window.PDJSobj')).toBe('undefined');
  });

  it('a bundler’s module with an import map for ky', () =>
    pages(`<script type="importmap">{ "imports": { "ky": "/node_modules/ky/distribution/index.js" } }</script>
      <script type="module">import { PDJSobj } from '/dist/pdjs.mjs'; ${trigger()}</script>`));

  it('RequireJS, by its path', () =>
    pages(`<script src="/node_modules/requirejs/require.js"></script><script>
      require.config({ paths: { pdjsobj: '/dist/pdjs.min' } });
      require(['pdjsobj'], (PDJSobj) => { ${trigger()} });</script>`));

  it('a script tag beside RequireJS', () =>
    pages(`<script src="/node_modules/requirejs/require.js"></script><script src="/dist/pdjs.min.js"></script>
      <script>${trigger()}</script>`));

  it('a worker', async () => {
    serve('/worker.js', `importScripts('/dist/pdjs.min.js'); ${trigger()}`);
    await pages(`<script>new Worker('/worker.js')</script>`);
  });

  it('a module worker', async () => {
    serve('/worker.js', `import PDJSobj from '/dist/pdjs.min.mjs'; ${trigger()}`);
    await pages(`<script>new Worker('/worker.js', { type: 'module' })</script>`);
  });

  it('a service worker', async () => {
    serve(
      '/service-worker.js',
      `importScripts('/dist/pdjs.min.js'); addEventListener('message', (event) => event.waitUntil(${trigger().replace(';', '')}));`,
    );
    await pages(
      `<script>
      navigator.serviceWorker.register('/service-worker.js');
      navigator.serviceWorker.ready.then(({ active }) => active.postMessage('go'));</script>`,
      { show: stage.open },
    );
  });

  it('an iframe', () =>
    pages(
      `<iframe srcdoc="<script src='/dist/pdjs.min.js'></script><script>${trigger().replaceAll("'", '&#39;')}</script>"></iframe>`,
    ));

  it('a sandboxed iframe, without an origin or storage, outbox and all', () =>
    pages(`<iframe sandbox="allow-scripts" srcdoc="<script src='${stage.origin}/dist/pdjs.min.js'></script>
      <script>new PDJSobj(Object.assign(${options().replaceAll("'", '&#39;')}, { outbox: true })).trigger(${EVENT.replaceAll("'", '&#39;')})</script>"></iframe>`));

  it('a page of a browser that lacks what is newer than the floor', () =>
    pages(
      `<script>
      delete AbortSignal.any; delete AbortSignal.timeout; delete globalThis.structuredClone; delete Object.groupBy;
      delete Promise.withResolvers; delete Array.prototype.findLast; delete Array.prototype.toSorted; delete Crypto.prototype.randomUUID;
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
      </script><script src="/dist/pdjs.min.js"></script>
      <script>new PDJSobj(Object.assign(${options()}, { outbox: true })).trigger(${EVENT})</script>`,
      { show: stage.open },
    ));

  it('a page under a strict Content-Security-Policy with Trusted Types', async () => {
    serve(
      '/app.js',
      `addEventListener('securitypolicyviolation', ({ violatedDirective }) => { document.title = violatedDirective; });
      ${trigger()}`,
    );
    const tab = await pages(`<script src="/dist/pdjs.min.js"></script><script src="/app.js"></script>`, {
      headers: {
        'Content-Security-Policy': [
          `default-src 'none'`,
          // The icon of the page.
          `img-src data:`,
          `script-src 'self'`,
          `connect-src http://events.${stage.server} http://api.${stage.server}`,
          `require-trusted-types-for 'script'`,
        ].join('; '),
      },
    });
    expect(await tab.evaluate('document.title')).toBe('A page');
  });
});
