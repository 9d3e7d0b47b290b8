import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const PAGE = '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';

/**
 * The released libraries and their pages: `/1.1.0/page` with PDJS 1.1.0, `/jquery/page` with the jQuery-era one, and 1.1.0's
 * example pages under `/examples/`, unmodified, whose script tag leads to our build.
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
  app.get('/examples/*', serveStatic({ root: 'node_modules/pagerduty-pdjs/' }));
  return app;
}
