import { readFile } from 'node:fs/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import resolve from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { expect, it } from 'vitest';
import { minified } from '../../rollup.config.mjs';

/** The most that a file may take, in bytes with brotli. */
const BUDGETS = {
  /** Beyond what ky alone takes, bundled and minified in the same way. */
  'dist/pdjs.min.js beyond ky': 4096,
  'dist/pdjs.min.mjs beyond ky': 4096,
};

const sizes = (code: string | Buffer) => ({
  raw: code.length,
  gzip: gzipSync(code, { level: 9 }).length,
  brotli: brotliCompressSync(code).length,
});

/** A script that holds ky and nothing else. */
async function kyAlone(): Promise<string> {
  const bundle = await rollup({ input: 'ky', plugins: [resolve()] });
  const { output } = await bundle.generate({ format: 'iife', name: 'ky', exports: 'named', plugins: [minified()] });
  return output[0].code;
}

it('the builds are within their budgets', async () => {
  const ky = sizes(await kyAlone());
  const script = sizes(await readFile('dist/pdjs.min.js'));
  const module = sizes(await readFile('dist/pdjs.min.mjs'));
  console.table({ 'ky alone': ky, 'dist/pdjs.min.js': script, 'dist/pdjs.min.mjs': module });
  const beyond = {
    'dist/pdjs.min.js beyond ky': script.brotli - ky.brotli,
    'dist/pdjs.min.mjs beyond ky': module.brotli - ky.brotli,
  };
  console.table(
    Object.fromEntries(
      Object.entries(beyond).map(([name, bytes]) => [name, { bytes, budget: BUDGETS[name as keyof typeof BUDGETS] }]),
    ),
  );
  expect(beyond['dist/pdjs.min.js beyond ky']).toBeLessThanOrEqual(BUDGETS['dist/pdjs.min.js beyond ky']);
  expect(beyond['dist/pdjs.min.mjs beyond ky']).toBeLessThanOrEqual(BUDGETS['dist/pdjs.min.mjs beyond ky']);
});
