// The long run of the delivery tests: 10,000 events with 30 % faults, 20 kills, offline, ten tabs.
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--project', 'browser', '--maxWorkers', '1', '--testTimeout', '1800000', 'chaos', 'outbox'],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { CHAOS_EVENTS: '10000', CHAOS_KILLS: '20', ...process.env },
  },
);
process.exitCode = status ?? 1;
