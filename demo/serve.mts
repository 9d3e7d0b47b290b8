import { demoApp } from './app.js';
import { listen, type Listener } from './listen.js';
import { StandIn } from './stand-in/stand-in.js';

const app = demoApp(new StandIn());

/** Listens on the port or, where it is taken, on the next free one. */
async function listenFrom(port: number): Promise<Listener> {
  try {
    return await listen(app.fetch, port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || port >= 65_535) throw error;
    console.log(`Port ${port} is taken, trying ${port + 1}.`);
    return listenFrom(port + 1);
  }
}

const wanted = Number(process.env.PORT || 8080);
if (Number.isInteger(wanted) && wanted >= 0 && wanted <= 65_535) {
  const { port } = await listenFrom(wanted);
  console.log(`PDJS demo: http://127.0.0.1:${port}/  (Ctrl+C ends it)`);
} else {
  console.error('PORT must be a whole number from 0 to 65535, for instance PORT=8081 npm run demo');
  process.exitCode = 1;
}
