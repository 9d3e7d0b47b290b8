// Builds dist/ and fails when that changed it: what is committed must be what the sources build.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';

const read = () => new Map(readdirSync('dist').map((name) => [name, readFileSync(`dist/${name}`, 'utf8')]));

const committed = read();
rmSync('dist', { recursive: true });
execFileSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
const built = read();

const stale = [...new Set([...committed.keys(), ...built.keys()])].filter((name) => committed.get(name) !== built.get(name));
if (stale.length > 0) {
  console.error(`dist/ was not what src/ builds: ${stale.join(', ')}. It is now: look at the change and commit it.`);
  process.exitCode = 1;
}
