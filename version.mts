// `npm version` runs this when it has written package.json: it brings the new version to wherever it is said, and builds.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const today = new Date().toISOString().slice(0, 10);

/** Fails where a file does not say what is to be replaced. */
function edit(file: string, said: RegExp, now: string): void {
  const text = readFileSync(file, 'utf8');
  if (!said.test(text)) throw new Error(`${file} has no ${said.source}`);
  writeFileSync(file, text.replace(said, now));
}

edit('CHANGELOG.md', /^## .*unreleased.*$/im, `## ${version} (${today})`);
edit('src/PDJSobj.ts', /PDJS-\d[^']*/, `PDJS-${version}`);
edit('docs/reference.md', /PDJS-\d[^"]*/, `PDJS-${version}`);
edit('README.md', /pdjsobj-\d.*?\.tgz/, `pdjsobj-${version}.tgz`);
edit('README.md', /pdjsobj@\d[^/]*/g, `pdjsobj@${version}`);
execFileSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
execFileSync('git', ['add', 'CHANGELOG.md', 'README.md', 'docs', 'src', 'dist'], { stdio: 'inherit' });
