import { readFile } from 'node:fs/promises';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const PAGE = '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';

/**
 * The released libraries and their pages: `/1.1.0/page` with PDJS 1.1.0, `/jquery/page` with the jQuery-era one, and 1.1.0's
 * example pages under `/examples/` and `/local-examples/`, unmodified, whose script tag leads to our build.
 */
export function oldPages(): Hono {
  const app = new Hono();
  app.get('/1.1.0/page', (c) => c.html(`${PAGE}<script src="/1.1.0/pdjs.js"></script>`));
  app.get('/jquery/page', (c) =>
    c.html(`${PAGE}<script src="/jquery/jquery.js"></script><script src="/jquery/pdjs.js"></script>`),
  );
  app.get('/1.1.0/pdjs.js', serveStatic({ path: 'node_modules/pagerduty-pdjs/js/pdjs.js' }));
  app.get('/jquery/pdjs.js', serveStatic({ path: 'node_modules/node-pdjs/js/pdjs.js' }));
  app.get('/jquery/jquery.js', serveStatic({ path: 'node_modules/jquery/dist/jquery.js' }));
  app.get('/js/pdjs.js', serveStatic({ path: 'dist/pdjs.js' }));
  // The same pages with settings of their own, where they say which server to call.
  app.get('/local-examples/config.js', async (c) => {
    const config = await readFile('node_modules/pagerduty-pdjs/examples/config.js', 'utf8');
    const server = `{ protocol: 'http', server: 'localhost:' + location.port }`;
    return c.body(`${config};Object.assign(pdjs_settings, ${server})`, 200, { 'Content-Type': 'text/javascript' });
  });
  app.get(
    '/local-examples/*',
    serveStatic({ root: 'node_modules/pagerduty-pdjs/', rewriteRequestPath: (path) => path.replace('/local-', '/') }),
  );
  app.get('/examples/*', serveStatic({ root: 'node_modules/pagerduty-pdjs/' }));
  return app;
}
