import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { engines } from './engines.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the engines are, by name; those that are not installed are left out. */
    engines: Record<string, string>;
  }
}

const missing = () => engines.filter((engine) => !engine.find());

/** Installs what is missing where that can be done without questions: on Debian, as root. */
function install(): void {
  if (missing().length === 0 || !existsSync('/etc/debian_version') || process.getuid?.() !== 0) return;
  console.log(
    `Installing ${missing()
      .map(({ name }) => name)
      .join(', ')} from Debian’s packages.`,
  );
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update'], options);
  const packages = missing().flatMap(({ packages }) => packages);
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
}

export default function setup(project: TestProject): void {
  install();
  const names = missing().map(({ name }) => name);
  if (names.includes('Chromium'))
    throw new Error('No Chrome or Chromium found: install one, or set CHROME_PATH to the path of its executable.');
  if (names.length > 0) {
    if (process.env.CI) throw new Error(`Not installed: ${names.join(', ')}`);
    console.log(`NOT RUN in ${names.join(', ')}: not installed.`);
  }
  const found = engines.flatMap((engine): [string, string][] => {
    const path = engine.find();
    return path ? [[engine.name, path]] : [];
  });
  project.provide('engines', Object.fromEntries(found));
}
