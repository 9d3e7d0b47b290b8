/** A thousand visitors of the demo page, in virtual time: PDJS and the relay as the page has them. */
import { describe, expect, it } from 'vitest';
import { startStorm, type Report, type Storm } from '../../demo/page/visitors/storm.js';
import { inVirtualTime } from '../bench/storm/clock.js';

const STORM = { visitors: 1000, within: 10_000 };

/** What is known of a storm at its end. */
const outcomeOf = (storm: Storm) =>
  inVirtualTime(async () => {
    const { report, over } = startStorm(storm, new AbortController().signal);
    await over;
    return report();
  });

describe('A thousand visitors', () => {
  it('without the relay: PagerDuty refuses most requests, and most visitors are told failure, minutes later', async () => {
    const { time, waiting, succeeded, failed, requests, refused, other } = await outcomeOf({ ...STORM, isRelayed: false });
    expect(time).toBeGreaterThan(90_000);
    expect(time).toBeLessThan(180_000);
    expect(waiting).toBe(0);
    expect(succeeded + failed).toBe(STORM.visitors);
    expect(failed).toBeGreaterThan(500);
    // 120 at once, and two a second.
    expect(succeeded).toBeGreaterThan(300);
    expect(succeeded).toBeLessThan(120 + (2 * time) / 1000);
    expect(requests).toBeGreaterThan(8000);
    expect(requests - refused).toBe(succeeded + (other.state === 'succeeded' ? 1 : 0));
  });

  it('with the relay: a request every five seconds, all are told success, and the other alert goes through at once', async () => {
    const { time, waiting, succeeded, failed, requests, refused, other } = await outcomeOf({ ...STORM, isRelayed: true });
    expect([waiting, succeeded, failed, refused]).toEqual([0, STORM.visitors, 0, 0]);
    // The first at once, two more at the end of a window, and the other incident's.
    expect(requests).toBe(4);
    expect(time).toBeLessThan(10_500);
    expect(other).toEqual({ state: 'succeeded', attempts: 1, time: 0 });
  });

  it.each([false, true])('end at once, and leave no timer behind (with the relay: %s)', async (isRelayed) => {
    const STOP = 5000;
    let atStop: Report | undefined;
    const [report, clock] = await inVirtualTime((clock) => {
      const controller = new AbortController();
      const { report } = startStorm({ ...STORM, isRelayed }, controller.signal);
      setTimeout(() => {
        controller.abort();
        // Answers that were on their way have come.
        setImmediate(() => {
          atStop = report();
        });
      }, STOP);
      return Promise.resolve([report, clock] as const);
    });
    expect(clock.now).toBe(STOP + 1);
    expect(atStop?.waiting).toBeGreaterThan(0);
    expect(atStop?.succeeded).toBeGreaterThan(0);
    expect(report().other.state).toMatch(/^(stopped|succeeded)$/);
    expect({ ...report(), time: 0, other: {} }).toEqual({ ...atStop, time: 0, other: {} });
  });
});
