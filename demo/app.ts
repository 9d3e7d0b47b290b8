import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { StandIn } from './stand-in/stand-in.js';

const page = fileURLToPath(new URL('page/', import.meta.url));
const root = fileURLToPath(new URL('../', import.meta.url));

/** PagerDuty's hosts, US and EU: where the page sends events and REST calls when it is used with a service of its reader's own. */
const PAGERDUTY = ['events', 'api'].flatMap((name) => [`https://${name}.pagerduty.com`, `https://${name}.eu.pagerduty.com`]);

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  `connect-src 'self' ${PAGERDUTY.join(' ')}`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The demo page, the library's builds under `/dist/`, and PagerDuty's stand-in, all of one origin. */
export function demoApp(standIn: StandIn): Hono {
  const app = new Hono();
  app.get('/dist/*', serveStatic({ root }));
  app.get(
    '/:file{(index\\.html|[a-z-]+\\.(js|css))?}',
    serveStatic({
      root: page,
      onFound: (_, c) => {
        c.header('Content-Security-Policy', CONTENT_SECURITY_POLICY);
        c.header('Referrer-Policy', 'no-referrer');
        c.header('X-Content-Type-Options', 'nosniff');
      },
    }),
  );
  app.all('*', (c) => standIn.fetch(c.req.raw, c.env as object));
  return app;
}
