import { expect, it } from 'vitest';
import type { Fault } from '../../demo/stand-in/stand-in.js';
import type { PDJSobj as PDJSobjClass } from '../../src/index.js';
import { openPage, useHeadlessShell } from './support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useHeadlessShell();
const EVENTS = Number(process.env.CHAOS_EVENTS ?? 500);
const BURST = 500;
const SEED = Number(process.env.CHAOS_SEED ?? 1);

/** Numbers from 0 to 1 that a seed determines (Park and Miller's generator). */
function* random(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}

/** Three answers in ten are a fault. */
function mix(count: number): Fault[] {
  const numbers = random(SEED);
  return Array.from({ length: count }, () => {
    const number = numbers.next().value;
    if (number < 0.1) return { kind: 'drop' };
    if (number < 0.2) return { kind: 'status', status: 429, headers: { 'Retry-After': '0' } };
    if (number < 0.3) return { kind: 'status', status: 502 };
    return { kind: 'delay', ms: 0 };
  });
}

it.each([false, true])(
  `${EVENTS} events in bursts of ${BURST} with 30 % faults are all accepted, each caller told once (outbox: %s)`,
  async (outbox) => {
    stage.standIn.faults.push(...mix(EVENTS * 4));
    const { page } = await openPage(stage);
    const session = await page.createCDPSession();
    const heap = async () => {
      await session.send('HeapProfiler.collectGarbage');
      return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    await page.evaluate(
      (server, outbox) => {
        Object.assign(globalThis, { pdjs: new PDJSobj({ protocol: 'http', server, outbox }), told: [] });
      },
      stage.server,
      outbox,
    );
    const before = await heap();
    const told: number[] = [];
    for (let start = 0; start < EVENTS; start += BURST) {
      const counts = await page.evaluate(
        async (start, count) => {
          const { pdjs } = globalThis as unknown as { pdjs: PDJSobjClass };
          const told = new Array<number>(count).fill(0);
          const calls = told.map((_, index) => {
            const tell = () => {
              told[index] = (told[index] ?? 0) + 1;
            };
            // Services of their own, since a rate limit holds up its service.
            const service_key = `KEY-${index % 20}`;
            return pdjs.trigger({ service_key, incident_key: `chaos-${start + index}`, success: tell, error: tell });
          });
          await Promise.allSettled(calls);
          await new Promise((resolve) => setTimeout(resolve));
          return told;
        },
        start,
        Math.min(BURST, EVENTS - start),
      );
      told.push(...counts);
    }
    const after = await heap();
    const { incidents } = stage.standIn;
    const figures = {
      called: EVENTS,
      accepted: incidents.length,
      lost: EVENTS - incidents.length,
      'accepted more than once': incidents.filter(({ triggers }) => triggers > 1).length,
      'told once': told.filter((times) => times === 1).length,
      'told twice': told.filter((times) => times > 1).length,
      'never told': told.filter((times) => times === 0).length,
    };
    console.log(
      `outbox ${outbox}, seed ${SEED}, ${stage.standIn.requests.length} requests, heap ${before} → ${after} bytes`,
      figures,
    );
    expect(figures).toEqual({
      called: EVENTS,
      accepted: EVENTS,
      lost: 0,
      'accepted more than once': 0,
      'told once': EVENTS,
      'told twice': 0,
      'never told': 0,
    });
  },
  1_800_000,
);
