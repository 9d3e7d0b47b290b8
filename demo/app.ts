import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { StandIn } from './stand-in.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../', import.meta.url));

/** The demo page, the library's builds under `/dist/`, and PagerDuty's stand-in, all of one origin. */
export function demoApp(standIn: StandIn): Hono {
  const app = new Hono();
  app.get('/dist/*', serveStatic({ root: dist }));
  app.get('/:file{(index\\.html|demo\\.js|demo\\.css)?}', serveStatic({ root: here }));
  app.route('/', standIn.app);
  return app;
}
