// The demo's server: the page of dist/demo.html, with a stand-in for PagerDuty behind HTTP.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { StandIn } from './stand-in/stand-in.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The page, marked as one whose stand-in is its server. */
async function servedPage(): Promise<string> {
  const page = await readFile(`${root}dist/demo.html`, 'utf8');
  return page.replace('<html lang="en"', '<html lang="en" data-stand-in="served"');
}

/** The demo page, the library's builds and documents, and PagerDuty's stand-in, all of one origin. */
export function demoApp(standIn: StandIn): Hono {
  const app = new Hono();
  const changes = new EventTarget();
  app.get('/', async (c) =>
    c.html(await servedPage(), 200, {
      // What the page's own policy cannot say.
      'Content-Security-Policy': "frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    }),
  );
  app.get('/dist/*', serveStatic({ root }));
  app.get(
    '/:document{README\\.md|docs/[a-z]+\\.md}',
    serveStatic({
      root,
      onFound: (_, c) => {
        c.header('Content-Type', 'text/plain; charset=utf-8');
      },
    }),
  );
  // A message for each request that may have changed something.
  app.get('/stand-in/changes', (c) =>
    streamSSE(c, async (stream) => {
      const send = () => void stream.writeSSE({ data: 'changed' });
      changes.addEventListener('change', send);
      send();
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
      changes.removeEventListener('change', send);
    }),
  );
  app.use(async (c, next) => {
    await next();
    if (c.req.method !== 'GET') changes.dispatchEvent(new Event('change'));
  });
  app.all('*', (c) => standIn.fetch(c.req.raw, c.env as object));
  return app;
}
