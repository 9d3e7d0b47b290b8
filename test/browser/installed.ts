// The engines that this machine has, and how it gets the others.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { engines, headlessShell, type Engine } from './engines.js';

/** The engines that are not installed. */
export const missing = (): Engine[] => engines.filter((engine) => !engine.find());

/** Installs what is missing where that can be done without questions: on Debian, as root. */
export function install(): void {
  const packages = [...missing(), headlessShell].flatMap(({ packages }) => packages);
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0 || packages.every(isInstalled)) return;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-qq', '--no-install-recommends', ...packages], options);
}

function isInstalled(name: string): boolean {
  try {
    return execFileSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], { encoding: 'utf8' }) === 'installed';
  } catch {
    return false;
  }
}
