import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { filesOf, tool, type Consumer } from './consumer.js';

const run = promisify(execFile);

/** How each is asked for a build, minified, of `app` into `out`, both below the folder that it runs in. */
const commands = {
  rollup: (app: string, out: string) => [`${app}/app.js`, '--plugin', 'node-resolve', '--plugin', 'terser', '--dir', out],
  vite: (app: string, out: string) => ['build', app, '--config', 'vite.config.js', '--base', './', '--outDir', `../${out}`],
  webpack: (app: string, out: string) => [
    ...['--mode', 'production', '--entry', `./${app}/app.js`],
    ...['--output-path', out, '--output-filename', 'app.js'],
  ],
  esbuild: (app: string, out: string) => [`${app}/app.js`, '--bundle', '--minify', '--format=esm', `--outdir=${out}`],
  parcel: (app: string, out: string) => [
    ...['build', `${app}/index.html`, '--public-url', './', '--dist-dir', out],
    ...['--no-source-maps', '--no-cache'],
  ],
};

export type Bundler = keyof typeof commands;
export type App = 'pages' | 'error';

export const bundlers = Object.keys(commands) as Bundler[];

/** A file of a built app's: its path from the app's folder, and what it says. */
export interface Built {
  path: string;
  text: string;
}

/** Builds an app with its page. */
export async function build(bundler: Bundler, app: App, { folder }: Consumer): Promise<Built[]> {
  const out = `${bundler}-${app}`;
  await run(tool(`.bin/${bundler}`), commands[bundler](app, out), {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    shell: process.platform === 'win32',
  });
  const built = join(folder, out);
  // Those that start from the page make one of their own.
  if (!existsSync(join(built, 'index.html'))) copyFileSync(join(folder, app, 'index.html'), join(built, 'index.html'));
  return filesOf(built).map((path) => ({ path, text: readFileSync(join(built, path), 'utf8') }));
}

/** How many bytes of script an app has, as it is and with brotli. */
export function scriptSize(files: Built[]): { raw: number; brotli: number } {
  const script = files.flatMap(({ path, text }) => (path.endsWith('.js') ? [text] : [])).join('');
  return { raw: Buffer.byteLength(script), brotli: brotliCompressSync(script).length };
}
