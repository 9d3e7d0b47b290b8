// The servers of docs/relay.md, started by the commands that stand there, with a stand-in where PagerDuty would be.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tool } from '../../consumers/consumer.js';
import { blocksFor, type Block } from '../markdown.js';

/** A server that runs. */
export interface Server {
  /** For `eventsUrl`. */
  url: string;
  stop(): Promise<void>;
}

export interface Platform {
  /** The heading in docs/relay.md. */
  section: string;
  /** Whether it takes a client's address from `CF-Connecting-IP`, as Workers do, and not from the connection. */
  hasAddressHeader?: boolean;
  start(pagerduty: string): Promise<Server>;
}

/** The integration key that the commands of docs/relay.md name. */
export const KEY = 'YOUR_INTEGRATION_KEY_HERE';
const START = new RegExp(`^CHECKOUT_KEY=${KEY} (node|deno run [\\w= -]+|bun) relay\\.mjs$`, 'm');
/** The commands of docs/relay.md that this file runs, or runs workerd in place of. */
export const isStart = (command: string): boolean =>
  START.test(command) || ['npx wrangler secret put CHECKOUT_KEY', 'npx wrangler deploy'].includes(command);

const PAGERDUTY = 'https://events.pagerduty.com';
const systems: Record<string, string> = { win32: 'windows' };
const system = systems[process.platform] ?? process.platform;
const exe = process.platform === 'win32' ? '.exe' : '';

/** The first of these files of packages that is installed: engines come as a package for each system. */
function installed(...paths: string[]): string {
  const found = paths.map(tool).find((path) => existsSync(path));
  if (!found) throw new Error(`None of ${paths.join(', ')} is installed: it is not for this system`);
  return found;
}

const cpu = process.arch === 'arm64' ? 'aarch64' : process.arch;
const ENGINES: Record<string, () => string> = {
  node: () => process.execPath,
  deno: () => installed(...['', '-glibc'].map((libc) => `@deno/${process.platform}-${process.arch}${libc}/deno${exe}`)),
  bun: () => installed(...['', '-musl'].map((libc) => `@oven/bun-${system}-${cpu}${libc}/bin/bun${exe}`)),
  workerd: () => installed(`@cloudflare/workerd-${system}-${process.arch === 'x64' ? '64' : process.arch}/bin/workerd${exe}`),
};
/** Where an engine takes a module that is to run first. */
const PRELOAD: Record<string, (args: string[]) => string[]> = {
  node: (args) => ['--import', './stand-in.mjs', ...args],
  bun: (args) => ['--preload', './stand-in.mjs', ...args],
  deno: ([run = '', ...args]) => [run, '--preload', './stand-in.mjs', ...args],
};
/** Leads what goes to PagerDuty, and nothing else, to the stand-in. */
const leading = (pagerduty: string) => `const { fetch } = globalThis;
globalThis.fetch = (url, init) => fetch(url.replace('${PAGERDUTY}/', '${pagerduty}/'), init);
`;

/** The code of the one of these blocks that stands under a heading of docs/relay.md. */
function codeOf(blocks: [string, Block][], wanted: string): string {
  const found = blocks.find(([, { file, section }]) => file === 'docs/relay.md' && section === wanted);
  if (!found) throw new Error(`docs/relay.md has no such block under ${wanted}`);
  return found[1].code;
}

/** A folder as a reader has it: the files of docs/relay.md, and the package as it is installed. */
function folderOf(section: string, more: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pdjs-relay-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'pdjsobj', 'dist'), { recursive: true });
  for (const file of ['package.json', 'dist/relay.mjs']) cpSync(file, join(modules, 'pdjsobj', file));
  for (const name of ['@hono', 'hono']) symlinkSync(resolve('node_modules', name), join(modules, name), 'junction');
  const files = {
    'package.json': JSON.stringify({ dependencies: { pdjsobj: '*', '@hono/node-server': '*', hono: '*' } }),
    'network.mjs': codeOf(blocksFor('module'), 'Start'),
    'relay.mjs': codeOf(blocksFor('relay'), section),
    ...more,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Servers that do not outlive this process. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const server of running) server.kill();
});

/** Starts a command, and resolves when it says where it listens. */
async function started(
  command: string[],
  folder: string,
  environment: Record<string, string>,
  listens: (process: ChildProcess, said: (url: string) => void) => void,
): Promise<Server> {
  const [program = '', ...args] = command;
  const env = { ...process.env, ...environment };
  const server = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  running.add(server);
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<void>((resolve) => {
    server.once('close', () => {
      running.delete(server);
      rmSync(folder, { recursive: true });
      resolve();
    });
  });
  const url = await new Promise<string>((resolve, reject) => {
    server.once('error', reject);
    server.once('close', () => {
      reject(new Error(`${command.join(' ')} has ended: ${said}`));
    });
    listens(server, resolve);
  });
  return {
    url,
    stop: () => {
      server.kill();
      return ended;
    },
  };
}

/** A platform whose server reads PORT, and prints its address. */
const printing = (section: string, startSection = section): Platform => ({
  section,
  start(pagerduty) {
    const commands = blocksFor('command').filter(([, { file, section }]) => file === 'docs/relay.md' && section === startSection);
    const [, line = ''] = commands.map(([, { code }]) => START.exec(code)).find(Boolean) ?? [];
    const [engine = '', ...args] = line.split(' ');
    const preload = PRELOAD[engine];
    if (!preload) throw new Error(`docs/relay.md does not say how to start what stands in ${section}`);
    const folder = folderOf(section, { 'stand-in.mjs': leading(pagerduty) });
    const program = ENGINES[engine]?.() ?? '';
    const variables = { CHECKOUT_KEY: KEY, PORT: '0', DENO_DIR: join(folder, '.deno'), DENO_NO_UPDATE_CHECK: '1' };
    return started([program, ...preload([...args, 'relay.mjs'])], folder, variables, ({ stdout, stderr }, said) => {
      // Deno says it on stderr.
      for (const stream of [stdout, stderr])
        stream?.on('data', (text: Buffer) => {
          const [, port, path = ''] = /http:\/\/[^/]+:(\d+)(\/\w+)?/.exec(text.toString()) ?? [];
          if (port) said(`http://127.0.0.1:${port}${path}`);
        });
    });
  },
});

/** A Worker, which is wrangler's to start: here it is workerd, with what wrangler.toml says of it. */
const worker = (section: string): Platform => ({
  section,
  hasAddressHeader: true,
  start(pagerduty) {
    const folder = folderOf(section, { 'worker.capnp': workerd(codeOf(blocksFor('config'), section), new URL(pagerduty).host) });
    const command = [ENGINES.workerd?.() ?? '', 'serve', 'worker.capnp', '--control-fd=3'];
    return started(command, folder, {}, ({ stdio }, said) => {
      stdio[3]?.on('data', (text: Buffer) => {
        const [, port] = /"port":(\d+)/.exec(text.toString()) ?? [];
        if (port) said(`http://127.0.0.1:${port}`);
      });
    });
  },
});

/** What workerd wants to know of a Worker in place of its wrangler.toml. */
function workerd(toml: string, pagerduty: string): string {
  const [, main] = /^main = "(.*)"$/m.exec(toml) ?? [];
  const [, date] = /^compatibility_date = "(.*)"$/m.exec(toml) ?? [];
  const [, binding, className] = /name = "(\w+)", class_name = "(\w+)"/.exec(toml) ?? [];
  if (!main || !date) throw new Error('wrangler.toml has no main and compatibility_date');
  const modules = [
    [main, main],
    ['network.mjs', 'network.mjs'],
    ['pdjsobj/relay', 'node_modules/pdjsobj/dist/relay.mjs'],
  ].map(([name, file]) => `(name = "${name}", esModule = embed "${file}")`);
  const bindings = [`(name = "CHECKOUT_KEY", text = "${KEY}")`];
  if (className) bindings.push(`(name = "${binding}", durableObjectNamespace = "${className}")`);
  const object = className
    ? `durableObjectNamespaces = [(className = "${className}", uniqueKey = "relay")],
  durableObjectStorage = (inMemory = void),`
    : '';
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "relay", worker = .relay), (name = "pagerduty", external = (address = "${pagerduty}", http = ()))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "relay")],
);
const relay :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  bindings = [${bindings.join(', ')}],
  ${object}
  compatibilityDate = "${date}",
  globalOutbound = "pagerduty",
);
`;
}

export const platforms = [
  printing('Node'),
  printing('Deno'),
  printing('Bun'),
  worker('Cloudflare Workers'),
  worker('One for all, on Cloudflare'),
  // On Node, below a path.
  printing('Below a path', 'Node'),
];
