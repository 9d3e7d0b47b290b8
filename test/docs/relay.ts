import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksFor } from './markdown.js';

/** The command that starts the relay, as docs/security.md has it. */
export const RELAY_COMMAND = /^((?:\w+=\S+ )+)node relay\.mjs$/m;

export interface Relay {
  /** For `eventsUrl`. */
  url: string;
  /** What the command names. */
  variables: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts the relay of docs/security.md in a Node of its own, by the command that stands there, on any free port.
 * @param variables what goes before the command's own
 */
export async function startRelay(variables: Record<string, string>): Promise<Relay> {
  const [[, block] = []] = blocksFor('relay');
  const command = blocksFor('command')
    .map(([, { code }]) => RELAY_COMMAND.exec(code))
    .find(Boolean);
  if (!block || !command) throw new Error('docs/security.md has no relay and a command that starts it');
  const named = Object.fromEntries(
    (command[1] ?? '')
      .trim()
      .split(' ')
      .map((pair) => pair.split('=', 2) as [string, string]),
  );

  const folder = mkdtempSync(join(tmpdir(), 'pdjs-relay-'));
  writeFileSync(join(folder, 'relay.mjs'), block.code);
  const env = { ...process.env, ...named, PORT: '0', ...variables };
  const relay = spawn(process.execPath, ['relay.mjs'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) =>
    relay.once('exit', () => {
      resolve();
    }),
  );
  const url = await new Promise<string>((resolve, reject) => {
    relay.once('exit', () => {
      reject(new Error('The relay has ended'));
    });
    relay.stdout.setEncoding('utf8').on('data', (text: string) => {
      const [started] = /http:\S+/.exec(text) ?? [];
      if (started) resolve(started);
    });
  });
  return {
    url,
    variables: named,
    stop: async () => {
      relay.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
