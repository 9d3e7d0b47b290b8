import { afterEach, describe, expect, it, vi } from 'vitest';
import { PDJSobj } from '../../src/index.js';
import { relay } from '../../src/relay/relay.js';
import { inVirtualTime } from '../bench/storm/clock.js';
import { sendAsPDJS } from '../bench/storm/page.js';
import { LIGHT, simulate, WHOLE } from '../bench/storm/simulation.js';
import { event, INCIDENT, KEY } from '../bench/storm/storm.js';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A storm in which PagerDuty cannot take all. */
const STORM = { pages: 300, within: 20_000 };
const WINDOW = 5000;

describe('A storm', () => {
  it('is more than PagerDuty takes, where there is no relay', async () => {
    const { requests, succeeded, failed } = await simulate({ ...STORM, pages: 1000, relays: 0 }, relay, LIGHT);
    expect(requests).toBeGreaterThan(5000);
    expect(succeeded).toBeGreaterThan(120);
    expect(failed).toBeGreaterThan(200);
    expect(succeeded + failed).toBe(1000);
  });

  it.each([
    ['Node’s own classes', WHOLE],
    ['light ones', LIGHT],
  ])('goes through a relay: a request for each window, success for every page (%s)', async (_, engine) => {
    const { requests, shortestGap, succeeded, failed, lastTold, otherTaken } = await simulate(
      { ...STORM, relays: 1 },
      relay,
      engine,
    );
    expect([succeeded, failed]).toEqual([STORM.pages, 0]);
    expect(shortestGap).toBeGreaterThanOrEqual(WINDOW);
    // The first at once, one at the end of each window, and the other incident's.
    expect(requests).toBeLessThanOrEqual(STORM.within / WINDOW + 3);
    expect(lastTold).toBeLessThanOrEqual(STORM.within + WINDOW + 200);
    expect(otherTaken).toBeLessThan(1000);
  });

  it('goes through several', async () => {
    const { requests, succeeded } = await simulate({ ...STORM, relays: 3 }, relay, LIGHT);
    expect(succeeded).toBe(STORM.pages);
    expect(requests).toBeLessThanOrEqual(3 * (STORM.within / WINDOW + 2) + 1);
  });

  it('leaves the engine’s own clock and classes behind it', async () => {
    const before = [setTimeout, clearTimeout, Response, AbortController];
    await simulate({ ...STORM, pages: 1, relays: 1 }, relay, LIGHT);
    expect([setTimeout, clearTimeout, Response, AbortController]).toEqual(before);
  });
});

describe('A page of the simulation', () => {
  /** When attempts were made, and what the page was told at last. */
  type Told = [at: number[], success: boolean, end: number];
  type Answer = [status: number, wait?: number];
  /** The answer to an attempt; the last is that to all which follow. */
  const nth = (answers: Answer[], attempt: number): Answer => answers[Math.min(attempt, answers.length - 1)] ?? [0];

  const asModel = (answers: Answer[]) =>
    inVirtualTime(
      (clock) =>
        new Promise<Told>((resolve) => {
          const at: number[] = [];
          sendAsPDJS(
            (heard) => {
              at.push(clock.now);
              const [status, wait = 0] = nth(answers, at.length - 1);
              if (status > 0) heard({ status, wait: wait * 1000 });
            },
            (success) => {
              resolve([at, success, clock.now]);
            },
          );
        }),
    );

  const asPDJS = (answers: Answer[]) =>
    inVirtualTime(async (clock): Promise<Told> => {
      const at: number[] = [];
      const pdjs = new PDJSobj({
        fetch: async () => {
          at.push(clock.now);
          const [status, wait] = nth(answers, at.length - 1);
          if (status === 0) return new Promise<Response>(() => undefined);
          return Response.json({}, { status, headers: wait ? { 'Retry-After': String(wait) } : {} });
        },
      });
      const success = await pdjs.trigger(event(KEY, INCIDENT)).then(
        () => true,
        () => false,
      );
      return [at, success, clock.now];
    });

  it.each<[string, Answer[]]>([
    ['accepted', [[202]]],
    ['refused', [[400]]],
    ['held up by the rate limit to the end', [[429]]],
    ['told how long to wait', [[429, 7], [429, 90], [503], [429, 2], [202]]],
    ['in trouble, then accepted', [[503], [500], [504], [202]]],
    ['in trouble, then refused', [[502], [400]]],
    ['answered nothing', [[0], [0], [202]]],
  ])('does what PDJS does: %s', async (_, answers) => {
    for (const random of [0.1, 0.5, 0.99]) {
      vi.spyOn(Math, 'random').mockReturnValue(random);
      const [at, success, end] = await asPDJS(answers);
      expect(at.length).toBeGreaterThan(0);
      expect(await asModel(answers)).toEqual([at, success, end]);
    }
  });
});
