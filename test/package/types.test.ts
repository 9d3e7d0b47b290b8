import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { tool } from '../consumers/consumer.js';

const VERSIONS = ['5.0', '5.9', '6.0', '7.0'];
/** Which settings there are, what can be written with them, and since when. */
const SETTINGS = [
  { moduleResolution: 'node16', module: 'node16', kinds: ['ESM', 'CommonJS'] },
  { moduleResolution: 'nodenext', module: 'nodenext', kinds: ['ESM', 'CommonJS'] },
  { moduleResolution: 'bundler', module: 'esnext', kinds: ['ESM'] },
  { moduleResolution: 'bundler', module: 'preserve', kinds: ['ESM', 'CommonJS'], since: '5.4' },
  { moduleResolution: 'bundler', module: 'commonjs', kinds: ['CommonJS'], since: '6.0' },
] as const;
const FILES = { ESM: 'consumer.mts', CommonJS: 'consumer.cts' };
type Settings = (typeof SETTINGS)[number];

const { folder } = inject('consumer');
const rowOf = ({ moduleResolution, module, kinds }: Settings) => `${moduleResolution}, module ${module}: ${kinds.join(' and ')}`;
/** What came of it, by TypeScript's version. */
const rows = new Map(SETTINGS.map((settings): [string, Record<string, string>] => [rowOf(settings), {}]));
afterAll(() => {
  console.table(Object.fromEntries(rows), VERSIONS);
});

/** What a compiler says of the files and of all declarations but its own; nothing where all is well. */
function complaints(version: string, { moduleResolution, module, kinds }: Settings): Promise<string> {
  const options = [
    ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--skipDefaultLibCheck', '--target', 'es2022'],
    ...['--moduleResolution', moduleResolution, '--module', module],
  ];
  const args = [tool(`typescript-${version}/bin/tsc`), ...options, ...kinds.map((kind) => FILES[kind])];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: join(folder, 'types') }, (error, said) => {
      if (error && !said) reject(new Error('The compiler did not run', { cause: error }));
      else resolve(said);
    });
  });
}

describe.concurrent.each(VERSIONS)('TypeScript %s', (version) => {
  it.each(SETTINGS)('compiles consumers with moduleResolution $moduleResolution and module $module', async (settings) => {
    const isThere = !('since' in settings) || Number(version) >= Number(settings.since);
    const said = await complaints(version, settings);
    const result = said === '' ? '✓' : isThere ? '✗ FAILED' : 'TypeScript has it not';
    Object.assign(rows.get(rowOf(settings)) ?? {}, { [version]: result });
    if (isThere) expect(said).toBe('');
    // What TypeScript says of settings that it does not know, or not together.
    else expect(said).toMatch(/^error TS(6046|5095): /);
  });
});
