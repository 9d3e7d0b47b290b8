// Builds dist/, and the hashes that the documents say of it, and fails when that changed them: what is committed must be what the
// sources build.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';

const files = () => [
  'README.md',
  ...['dist', 'docs'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`)),
];
const read = () => new Map(files().map((file) => [file, readFileSync(file, 'latin1')]));

const committed = read();
rmSync('dist', { recursive: true });
execFileSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
const built = read();

const stale = [...new Set([...committed.keys(), ...built.keys()])].filter((name) => committed.get(name) !== built.get(name));
if (stale.length > 0) {
  console.error(`Not what src/ builds: ${stale.join(', ')}. They are now: look at the change and commit it.`);
  process.exitCode = 1;
}
