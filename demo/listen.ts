import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';

export interface Listener {
  port: number;
  close(): Promise<void>;
}

/**
 * Serves a fetch-style app on 127.0.0.1; with a key and a certificate (PEM) over TLS.
 * @param port 0 for any free one
 * @throws what `listen` throws: `EADDRINUSE` where the port is taken
 */
export function listen(
  fetch: Parameters<typeof serve>[0]['fetch'],
  port: number,
  tls?: { key: string; cert: string },
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const options = { fetch, hostname: '127.0.0.1', port };
    const server = serve(tls ? { ...options, createServer, serverOptions: tls } : options, ({ port }: AddressInfo) => {
      resolve({
        port,
        close: () =>
          new Promise((done) => {
            server.close(() => {
              done();
            });
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
