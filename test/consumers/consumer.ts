import { execFileSync, type StdioOptions } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** A folder of its own, with the apps that use the package, and in its `node_modules` the package as npm packs it. */
export interface Consumer {
  folder: string;
  /** The path of what `npm pack` made. */
  tarball: string;
}

const HERE = 'test/consumers';
const WANTED = `${HERE}/package-lock.json`;
const INSTALLED = `${HERE}/node_modules/.installed.json`;

/** The path of a file of a bundler's, a compiler's or an engine's. */
export const tool = (path: string): string => join(process.cwd(), HERE, 'node_modules', path);

const npm = (args: string[], stdio: StdioOptions): string | null =>
  execFileSync('npm', args, { stdio, encoding: 'utf8', shell: process.platform === 'win32' });

/** Installs the bundlers, compilers and engines where others, or none, are installed. */
export function install(): void {
  if (existsSync(INSTALLED) && readFileSync(INSTALLED, 'utf8') === readFileSync(WANTED, 'utf8')) return;
  npm(['ci', '--prefix', HERE, '--no-audit', '--no-fund', '--ignore-scripts'], 'inherit');
  // Last, so that an install that was broken off is done again.
  copyFileSync(WANTED, INSTALLED);
}

/** Packs a package. @returns the path of the tarball, in `to` */
export function pack(from: string, to: string): string {
  mkdirSync(to);
  const name = npm(['pack', from, '--silent', '--pack-destination', to], ['ignore', 'pipe', 'inherit']) ?? '';
  return join(to, name.trim());
}

export function newConsumer(): Consumer {
  const folder = mkdtempSync(join(tmpdir(), 'pdjsobj-'));
  const tarball = pack('.', join(folder, 'packed'));
  const unpacked = join(folder, 'node_modules', 'pdjsobj');
  mkdirSync(unpacked, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
  cpSync('node_modules/ky', join(folder, 'node_modules', 'ky'), { recursive: true });
  cpSync(`${HERE}/apps`, folder, { recursive: true });
  return { folder, tarball };
}

export function removeConsumer({ folder }: Consumer): void {
  rmSync(folder, { recursive: true });
}

/** The paths of all files below a folder, from there, with `/`. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
