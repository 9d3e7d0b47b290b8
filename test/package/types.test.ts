import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
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
const FILES = { ESM: ['consumer.mts', 'mistakes.mts'], CommonJS: ['consumer.cts'] };
type Settings = (typeof SETTINGS)[number];

const { folder } = inject('consumer');
const rowOf = ({ moduleResolution, module, kinds }: Settings) => `${moduleResolution}, module ${module}: ${kinds.join(' and ')}`;
const mistakes = (await readFile('test/consumers/apps/types/mistakes.mts', 'utf8')).split('\n');
/** The words that a compiler must say of a line: the comment above it has them. */
const EXPECTED = mistakes.flatMap((text, index): [line: number, words: string[]][] => {
  const [, words] = /^\/\/ .*: (.*)/.exec(text) ?? [];
  return words ? [[index + 2, words.split(' ')]] : [];
});

/** What came of it, by TypeScript's version. */
const rows = new Map(SETTINGS.map((settings): [string, Record<string, string>] => [rowOf(settings), {}]));
afterAll(() => {
  console.table(Object.fromEntries(rows), VERSIONS);
});

/** What a compiler says of the files and of all declarations but its own, one error after the other. */
function errors(version: string, { moduleResolution, module, kinds }: Settings): Promise<string[]> {
  const options = [
    ...['--noEmit', '--strict', '--skipLibCheck', 'false', '--skipDefaultLibCheck', '--target', 'es2022'],
    ...['--moduleResolution', moduleResolution, '--module', module],
  ];
  const args = [tool(`typescript-${version}/bin/tsc`), ...options, ...kinds.flatMap((kind) => FILES[kind])];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: join(folder, 'types') }, (error, said) => {
      if (error && !said) reject(new Error('The compiler did not run', { cause: error }));
      else resolve(said.split(/^(?=\S)/m).filter(Boolean));
    });
  });
}

/** By the line of each mistake, the word that an error points at, and its text. */
function namedIn(said: string[]): Map<number, string> {
  const errors = said.flatMap((text): [number, string][] => {
    const [, line, column] = /^mistakes\.mts\((\d+),(\d+)\)/.exec(text) ?? [];
    const [word = ''] = /^\w*/.exec(mistakes[Number(line) - 1]?.slice(Number(column) - 1) ?? '') ?? [];
    return line ? [[Number(line), `${word} ${text}`]] : [];
  });
  return new Map(errors);
}

describe.concurrent.each(VERSIONS)('TypeScript %s', (version) => {
  it.each(SETTINGS)('compiles consumers with moduleResolution $moduleResolution and module $module', async (settings) => {
    const isThere = !('since' in settings) || Number(version) >= Number(settings.since);
    const said = await errors(version, settings);
    const unexpected = said.filter((text) => !text.startsWith('mistakes.mts')).join('');
    const result = unexpected === '' ? '✓' : isThere ? '✗ FAILED' : 'TypeScript has it not';
    Object.assign(rows.get(rowOf(settings)) ?? {}, { [version]: result });
    // What TypeScript says of settings that it does not know, or not together.
    expect(unexpected).toMatch(isThere ? /^$/ : /^error TS(6046|5095): /);
    if (!isThere) return;
    const named = namedIn(said);
    const expected = (settings.kinds as readonly string[]).includes('ESM') ? EXPECTED : [];
    expect([...named.keys()]).toEqual(expected.map(([line]) => line));
    for (const [line, words] of expected) for (const word of words) expect(named.get(line)).toContain(word);
  });
});
