import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Launcher } from 'chrome-launcher';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    chromium: string;
  }
}

/** The installed Chrome or Chromium; `CHROME_PATH` goes first. */
function installed(): string | undefined {
  try {
    return Launcher.getFirstInstallation();
  } catch {
    return undefined;
  }
}

function install(): void {
  const mayInstall = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!mayInstall) {
    throw new Error('No Chrome or Chromium found: install one, or set CHROME_PATH to the path of its executable.');
  }
  console.log('No Chrome or Chromium found: installing Debian’s chromium.');
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update'], options);
  execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
}

export default function setup(project: TestProject): void {
  if (!installed()) install();
  const path = installed();
  if (!path) throw new Error('Chromium was installed but cannot be found: set CHROME_PATH to the path of its executable.');
  project.provide('chromium', path);
}
