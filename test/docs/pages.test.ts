import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BLOCKS, blocksFor, PAGES, readPage, runnerOf, type Runner } from './markdown.js';
import { CURL } from './relay/cases.js';
import { isStart } from './relay/platforms.js';

const { name, version, scripts, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  version: string;
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
};

describe('Blocks', () => {
  it('have a runner each, and each runner a test that takes its blocks', () => {
    const files = readdirSync('test/docs', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    const tests = [...files.map((file) => `test/docs/${file}`), 'test/browser/docs.test.ts'];
    const sources = tests.map((file) => readFileSync(file, 'utf8')).join('\n');
    const count = new Map<Runner, number>();
    for (const block of BLOCKS) count.set(runnerOf(block), (count.get(runnerOf(block)) ?? 0) + 1);
    for (const runner of count.keys()) expect(sources).toContain(`blocksFor('${runner}')`);
    const fences = PAGES.flatMap((page) => readPage(page).match(/^\s*(```|~~~)/gm) ?? []);
    expect(fences).toHaveLength(2 * BLOCKS.length);
    console.log(`${BLOCKS.length} blocks: ${[...count].map(([runner, blocks]) => `${blocks} ${runner}`).join(', ')}`);
  });
});

describe('A command is what the project has', () => {
  it.each(blocksFor('command'))('%s', (_, { code }) => {
    for (const command of code.trim().split(/\n| && /)) check(command);
  });

  function check(command: string): void {
    // The package itself, once it is published.
    if (command === `npm install ${name}`) return;
    const [, script] = /^npm (?:run )?(test|demo|lint|format|build|test:\w+)$/.exec(command) ?? [];
    if (script) expect(scripts).toHaveProperty([script]);
    else if (command === 'npm ci') expect(existsSync('package-lock.json')).toBe(true);
    else if (command === 'npm version minor') expect(scripts.version).toBe('tsx version.mts');
    else if (command === 'npm pack')
      expect(execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8' })).toContain(tarball);
    else if (command.startsWith('npm install ../')) expect(command.endsWith(`/${tarball}`)).toBe(true);
    // The tests run the servers with it.
    else if (command.startsWith('npm install ')) expect(devDependencies).toHaveProperty([command.replace('npm install ', '')]);
    else if (command.startsWith('openssl '))
      expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' }).trim()).toBe(hash('dist/pdjs.min.js'));
    // test/docs/relay/ runs them.
    else expect(isStart(command) || CURL.test(command)).toBe(true);
  }
  const tarball = `${name}-${version}.tgz`;
});

const hash = (file: string) => createHash('sha384').update(readFileSync(file)).digest('base64');

describe.each(PAGES)('%s', (page) => {
  const text = readPage(page);

  it('has script tags whose integrity is that of the build', () => {
    for (const [, file = '', said] of text.matchAll(/src="(?:[^"]*\/)?(pdjs[\w.]*)"\s+integrity="sha384-([^"]*)"/g))
      expect(said, `${file}: write sha384-${hash(`dist/${file}`)}`).toBe(hash(`dist/${file}`));
  });

  it('names files of this version where it names a CDN', () => {
    for (const [, said, file = ''] of text.matchAll(/\/pdjsobj@([^/]+)\/([^"`]+)/g)) {
      expect(said).toBe(version);
      expect(existsSync(file), file).toBe(true);
    }
  });

  it('leads somewhere with every link', () => {
    const prose = text.replace(/^```[^]*?^```$/gm, '');
    for (const [, link = ''] of prose.matchAll(/\]\((?!https?:)([^)]*)\)/g)) {
      const [path = '', anchor] = link.split('#');
      const target = path ? join(dirname(page), path) : page;
      expect(existsSync(target), link).toBe(true);
      if (anchor) expect(anchors(readPage(target)), link).toContain(anchor);
    }
  });
});

/** What a page's headings can be reached by, as GitHub names them. */
const anchors = (text: string) =>
  [...text.matchAll(/^#+ (.*)/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
