import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { filesOf, pack } from '../consumers/consumer.js';

const { folder, tarball } = inject('consumer');
const unpacked = join(folder, 'node_modules', 'pdjsobj');
const packed = filesOf(unpacked);
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
const json = (path: string) => JSON.parse(readFileSync(join(unpacked, path), 'utf8')) as unknown;
const all = (name: string) => filesOf(name).map((path) => `${name}/${path}`);

afterAll(() => {
  const bytes = packed.reduce((sum, path) => sum + statSync(join(unpacked, path)).size, 0);
  console.log(`The tarball: ${packed.length} files, ${statSync(tarball).size} bytes packed, ${bytes} unpacked.`);
});

it('The tarball holds the builds, their sources and the documentation, and nothing else', () => {
  const docs = all('docs').filter((path) => path.endsWith('.md'));
  const beside = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
  expect(packed).toEqual([...beside, ...all('dist'), ...docs, ...all('src')].sort());
});

it('The tarball holds what its package.json names', () => {
  const named = JSON.stringify(json('package.json')).match(/(?<=")(\.\/)?dist\/[^"*]+(?=")/g) ?? [];
  expect(named.length).toBeGreaterThan(0);
  expect(packed).toEqual(expect.arrayContaining(named.map((path) => path.replace('./', ''))));
});

it('The tarball holds the sources that its source maps name', () => {
  const maps = packed.filter((path) => path.endsWith('.map'));
  const sources = maps.flatMap((path) => (json(path) as { sources: string[] }).sources);
  const own = sources.filter((path) => path.startsWith('../src/')).map((path) => path.replace('../', ''));
  expect(own.length).toBeGreaterThan(0);
  expect(packed).toEqual(expect.arrayContaining([...new Set(own)]));
});

it('npm packs the same bytes from another folder, with other times', () => {
  expect(sha256(pack(unpacked, join(folder, 'again')))).toBe(sha256(tarball));
});
