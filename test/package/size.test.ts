import { readFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { expect, it } from 'vitest';
import { minified } from '../../rollup.config.mjs';

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };

/** What `dist/pdjs.min.js` takes, in bytes with brotli. Whoever changes it says why, and the pages say the new one. */
const SIZE = 10_122;
/** The most that the builds may take beyond what ky alone takes, bundled and minified in the same way. */
const BEYOND_KY = 4096;

/** What `dist/relay.mjs` takes, in bytes with brotli; 2,048 at most, so that whoever trusts it with a key can read it whole. */
const RELAY_SIZE = 2046;

const sizes = (code: string | Buffer) => ({
  raw: code.length,
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code).length,
});

/** A script that holds ky and nothing else. */
async function kyAlone(): Promise<string> {
  const bundle = await rollup({ input: 'ky', plugins: [resolve()] });
  const { output } = await bundle.generate({ format: 'iife', name: 'ky', exports: 'named', plugins: minified() });
  return output[0].code;
}

/** A build, the release's own number left out. */
const build = async (file: string) => (await readFile(file, 'utf8')).replaceAll(version, '3.0.0');

it('the builds take what is said of them, and little more than ky', async () => {
  const ky = sizes(await kyAlone());
  const script = sizes(await build('dist/pdjs.min.js'));
  const module = sizes(await build('dist/pdjs.min.mjs'));
  const relay = sizes(await build('dist/relay.mjs'));
  console.table({ 'ky alone': ky, 'dist/pdjs.min.js': script, 'dist/pdjs.min.mjs': module, 'dist/relay.mjs': relay });
  expect(script.brotli).toBe(SIZE);
  expect(relay.brotli).toBe(RELAY_SIZE);
  expect(RELAY_SIZE).toBeLessThanOrEqual(2048);
  expect(script.brotli - ky.brotli).toBeLessThanOrEqual(BEYOND_KY);
  expect(module.brotli - ky.brotli).toBeLessThanOrEqual(BEYOND_KY);
});

it.each(['relay', 'stand-in'])('dist/%s.mjs imports nothing', async (name) => {
  expect(await build(`dist/${name}.mjs`)).not.toMatch(/\b(import|require)\b/);
});

it.each(['README.md', 'CHANGELOG.md', 'docs/contributing.md'])('%s says the size', async (page) => {
  const said = (await readFile(page, 'utf8')).match(/[\d.]+ KB with brotli/g);
  expect(said).toEqual([`${(SIZE / 1000).toFixed(1)} KB with brotli`]);
});
