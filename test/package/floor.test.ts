import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import compat from 'eslint-plugin-compat';
import { ESLint } from 'eslint';
import { expect, it } from 'vitest';

/** What README.md names: the first browsers with all of ES2022. */
const FLOOR = ['chrome 94', 'edge 94', 'firefox 93', 'safari 16.4'];

/** What browsers of the floor lack in a script, by the MDN's compatibility data. */
async function missing(code: string, filePath: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfigFile: true,
    ignore: false,
    allowInlineConfig: false,
    overrideConfig: [
      {
        files: ['**/*.js', '**/*.mjs'],
        plugins: { compat },
        rules: { 'compat/compat': 'error' },
        settings: { browsers: FLOOR, lintAllEsApis: true },
      },
    ],
  });
  const results = await eslint.lintText(code, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ message, line }) => `${line}: ${message}`));
}

/** Rejects where a build needs more than that release of the language. */
const esCheck = (release: string, file: string) =>
  promisify(execFile)(process.execPath, [
    'node_modules/es-check/lib/cli/index.js',
    release,
    `dist/${file}`,
    '--checkFeatures',
    ...(file.endsWith('.mjs') ? ['--module'] : []),
  ]);

const BUILDS = ['pdjs.js', 'pdjs.min.js', 'pdjs.mjs', 'PDJSobj.mjs', 'errors.mjs', 'pdjs.min.mjs'];

it.each(BUILDS)('%s has no syntax and no part of the language newer than ES2022', async (file) => {
  await esCheck('es2022', file);
});

it('would be told of newer syntax', async () => {
  await expect(esCheck('es2021', 'pdjs.js')).rejects.toThrow();
});

it.each(BUILDS)('%s uses no browser API newer than the floor', async (file) => {
  expect(await missing(await readFile(`dist/${file}`, 'utf8'), file)).toEqual([]);
});

it('would be told of a newer API', async () => {
  expect(await missing('crypto.randomUUID()', 'new.js')).toEqual([
    expect.stringContaining('Crypto.randomUUID() is not supported'),
  ]);
});

it('README.md names the floor', async () => {
  expect(await readFile('README.md', 'utf8')).toContain('Chrome and Edge 94, Firefox 93, Safari 16.4');
});
