// A storm over HTTP on this machine, from PDJS itself.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import type { PDJSobj } from '../../../src/index.js';
import type { Ports, Report } from './servers.mjs';
import { CLIENT, event, INCIDENT, KEY, NAME, ORIGIN, OTHER, outcomeOf, Tally, type Outcome, type Storm } from './storm.js';

/**
 * What a page loads. Six events under way, the pause of a rate limit, the order of events with the same key: PDJS keeps these for a page,
 * in its module. Each call evaluates the script anew, in a scope of its own, so that each page has its own of them. What they share is
 * what the engine has: fetch and timers.
 */
const script = fileURLToPath(new URL('../../../dist/pdjs.min.js', import.meta.url));
const loadPDJS = compileFunction(`${readFileSync(script, 'utf8')}\nreturn PDJSobj;`) as () => typeof PDJSobj;

interface Servers {
  readonly ports: Ports;
  report(): Promise<Report>;
  close(): void;
}

/** Starts PagerDuty and a relay. */
async function startServers(): Promise<Servers> {
  const child = fork(fileURLToPath(new URL('servers.mts', import.meta.url)), { serialization: 'advanced' });
  const [ports] = (await once(child, 'message')) as [Ports];
  return {
    ports,
    report: async () => {
      child.send('report');
      const [report] = (await once(child, 'message')) as [Report];
      return report;
    },
    close: () => {
      child.disconnect();
    },
  };
}

/**
 * Lets a storm pass, with one relay or none.
 * @returns also the seconds that the servers' process computed, and by how many milliseconds the pages were late at worst, since they
 * share a core
 */
export async function overHTTP({ pages, within, relays }: Storm): Promise<Outcome & { cpu: number; late: number }> {
  const servers = await startServers();
  const [port, key] = relays > 0 ? [servers.ports.relay, NAME] : [servers.ports.pagerDuty, KEY];
  const eventsUrl = `http://127.0.0.1:${port}`;
  // Loaded before the storm, as pages are.
  const loaded = Array.from({ length: pages + 1 }, () => new (loadPDJS())({ eventsUrl }));
  const { cpu: before } = await servers.report();
  const tally = new Tally(pages);
  const other = new Tally(1);
  const delay = monitorEventLoopDelay();
  delay.enable();
  const begin = performance.now();
  const now = () => performance.now() - begin;
  let otherAt = 0;

  loaded.forEach((pdjs, page) => {
    const isOther = page === pages;
    const told = (success: boolean) => () => {
      (isOther ? other : tally).told(success, now());
    };
    setTimeout(
      () => {
        if (isOther) otherAt = Date.now();
        void pdjs.trigger({
          ...event(key, isOther ? OTHER : INCIDENT),
          headers: { Origin: ORIGIN, [CLIENT]: String(page) },
          success: told(true),
          error: told(false),
        });
      },
      isOther ? within / 2 : Math.random() * within,
    );
  });
  await Promise.all([tally.all, other.all]);
  const { accepted, cpu, ...seen } = await servers.report();
  servers.close();
  return { ...outcomeOf(tally, { ...seen, accepted: new Map(accepted) }, otherAt), cpu: cpu - before, late: delay.max / 1e6 };
}
