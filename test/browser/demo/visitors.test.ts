/** A thousand visitors on the demo page; what becomes of them without the relay takes two minutes, and is in test/relay/visitors.test.ts. */
import axe from 'axe-core';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { useDemo } from './demo-page.js';

const demo = useDemo(pathToFileURL('dist/demo.html').href);
const WIDTHS = [360, 800, 1280];

/** What a panel shows. */
interface Shown {
  numbers: Record<string, number>;
  fate: string;
  said: string;
}

describe('A thousand visitors', () => {
  it('all get through with the relay, drown without it, and stop at once', async () => {
    await demo.page.evaluate(noteTimers);
    await demo.page.evaluate(noteSaid);
    const heights = await heightsByWidth();
    await demo.press('Start');
    expect(await demo.isFocused('button', 'Stop')).toBe(true);

    await expect.poll(() => said('With the relay')).toMatch(/^With the relay, all visitors got through/);
    const relayed = await shown('With the relay');
    expect(relayed.said).toMatch(/, in \d requests; the other alert took [\d.]+\sm?s\.$/);
    expect(relayed.numbers).toMatchObject({ Succeeded: 1000, Failed: 0, Waiting: 0, 'Refused (429)': 0 });
    expect(relayed.numbers['Requests to PagerDuty']).toBeLessThanOrEqual(10);
    expect(relayed.fate).toMatch(/^✓ got through after [\d.]+\sm?s$/);
    expect(await timers()).toBeGreaterThan(0);

    await demo.press('Stop');
    await expect.poll(() => said('Without the relay')).toBe('Stopped.');
    expect(await timers()).toBe(0);
    expect(await demo.isFocused('button', 'Start')).toBe(true);
    const direct = await shown('Without the relay');
    expect(direct.numbers['Refused (429)']).toBeGreaterThan(1000);
    expect(direct.numbers.Waiting).toBeGreaterThan(500);
    expect(await shown('With the relay')).toEqual(relayed);

    expect(await heightsByWidth()).toEqual(heights);
    expect(await everSaid()).toEqual(['Running: about two minutes.', 'Running: about ten seconds.', relayed.said, 'Stopped.']);
    await demo.press('Start');
    await expect.poll(async () => (await shown('Without the relay')).numbers['Requests to PagerDuty']).toBeLessThan(1000);
    await demo.press('Stop');
    await expect.poll(() => said('With the relay')).toBe('Stopped.');
    expect(await timers()).toBe(0);
    expect(demo.complaints()).toEqual([]);
  });

  it('come without anything for axe to find, in light and dark', async () => {
    await demo.page.evaluate(axe.source);
    await demo.press('Start');
    await expect.poll(async () => (await shown('Without the relay')).numbers['Refused (429)']).toBeGreaterThan(0);
    for (const value of ['light', 'dark']) {
      await demo.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      const violations = await demo.page.evaluate(async () => {
        const found = await (window as unknown as { axe: typeof axe }).axe.run('#visitors', { resultTypes: ['violations'] });
        return found.violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
      });
      expect(violations, value).toEqual([]);
    }
  });
});

/** Notes the timers that the page sets from now on, until they end. */
function noteTimers(): void {
  const pending = new Set<number>();
  Object.assign(window, { pending });
  for (const kind of ['Timeout', 'Interval']) {
    const set = Reflect.get(window, `set${kind}`) as (run: () => void, ms?: number) => number;
    const clear = Reflect.get(window, `clear${kind}`) as (id?: number) => void;
    Reflect.set(window, `set${kind}`, (run: () => void, ms?: number) => {
      const id = set(() => {
        if (kind === 'Timeout') pending.delete(id);
        run();
      }, ms);
      pending.add(id);
      return id;
    });
    Reflect.set(window, `clear${kind}`, (id: number) => {
      pending.delete(id);
      clear(id);
    });
  }
}
const timers = () => demo.page.evaluate(() => (window as unknown as { pending: Set<number> }).pending.size);

/** Notes what a screen reader hears. */
function noteSaid(): void {
  const heard: (string | null)[] = [];
  Object.assign(window, { heard });
  const observer = new MutationObserver((records) => heard.push(...records.map(({ target }) => target.textContent)));
  for (const status of document.querySelectorAll('#storms [role=status]')) observer.observe(status, { childList: true });
}
const everSaid = () => demo.page.evaluate(() => (window as unknown as { heard: string[] }).heard);

/** What a panel shows, by its heading. */
async function shown(name: string): Promise<Shown> {
  return demo.page.evaluate((name) => {
    const panels = [...document.querySelectorAll<HTMLElement>('#storms > *')];
    const panel = panels.find((panel) => panel.querySelector('h3')?.innerText === name);
    const text = (selector: string) => panel?.querySelector<HTMLElement>(selector)?.innerText ?? '';
    const bars = [...(panel?.querySelectorAll<HTMLElement>('dl > div') ?? [])];
    const numbers = bars.map((bar): [string, number] => {
      const [name = '', number = ''] = bar.innerText.split('\n').filter(Boolean);
      return [name, Number(number.replaceAll(',', ''))];
    });
    return {
      numbers: Object.fromEntries(numbers),
      fate: text('.fate b'),
      said: text('[role=status]'),
    };
  }, name);
}
const said = async (name: string) => (await shown(name)).said;

async function heightsByWidth(): Promise<number[]> {
  const heights: number[] = [];
  for (const width of WIDTHS) {
    await demo.page.setViewport({ width, height: 800 });
    heights.push(await demo.page.$eval('#visitors', (section) => Math.round(section.getBoundingClientRect().height)));
  }
  return heights;
}
