// `npm test`: in half a minute what the sources say of themselves, then the builds, then all that needs them or a browser.
import { spawn, type ChildProcess } from 'node:child_process';
import { chromium, engines } from './browser/engines.js';
import { missing } from './browser/installed.js';
import { line } from './phase.js';

const succeeds = (child: ChildProcess): Promise<boolean> =>
  new Promise((resolve) => {
    child.on('close', (code) => {
      resolve(code === 0);
    });
  });

/** Runs a command; prints a line when it has ended and, where it failed, what it said. @returns whether it succeeded */
async function phase(name: string, command: string): Promise<boolean> {
  const started = performance.now();
  const child = spawn(command, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const passed = await succeeds(child);
  console.log(line(passed, name, started));
  if (!passed) console.log(Buffer.concat(said).toString());
  return passed;
}

const all = async (phases: Promise<boolean>[]): Promise<boolean> => (await Promise.all(phases)).every(Boolean);

/** Runs the tests of these projects, with a line for each, the matrix of engines and, last, what failed. */
const tests = (projects: string[]): Promise<boolean> =>
  succeeds(
    spawn(`vitest run --reporter ./test/reporter.ts --reporter minimal --project ${projects.join(' --project ')}`, {
      shell: true,
      stdio: 'inherit',
    }),
  );

async function run(): Promise<boolean> {
  const unit = phase('unit tests', 'npm run --silent test:unit -- --reporter minimal');
  const lint = phase('lint', 'eslint .');
  const after = async (earlier: Promise<boolean>, name: string, command: string) => (await earlier) && phase(name, command);
  const ready = await all([
    phase('browsers', 'tsx test/browser/install.mts'),
    phase('types', 'npm run --silent types'),
    unit,
    lint,
    after(unit, 'the consumers’ tools', 'tsx test/consumers/install.mts'),
    after(lint, 'build: dist/ is what src/ builds', 'tsx test/package/build.mts'),
    after(lint, 'format', 'prettier --check .'),
  ]);
  if (!ready) return false;

  const absent = missing();
  const present = engines.filter((engine) => engine.find()).map(({ name }) => `browser:${name}`);
  const inChromium = chromium.find() ? ['browser'] : [];
  const passed = await all([
    phase('publint, are the types wrong', 'publint --strict && attw --pack'),
    tests(['dist', 'package', 'docs', ...inChromium, ...present]),
  ]);
  for (const { name, hint } of absent) console.log(`✗ Not run in ${name}, which is not installed. ${hint}`);
  return passed && absent.length === 0;
}

const started = performance.now();
const passed = await run();
console.log(line(passed, 'npm test', started));
process.exitCode = passed ? 0 : 1;
