/** How the demo page looks, by width and colour scheme: axe finds nothing, and nothing moves. */
import axe, { type AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();
const WIDTHS = [360, 800, 1280, 2200];

describe('The page', () => {
  it.each(['light', 'dark'])('in %s, at every width: axe finds nothing, and nothing leads out of view', async (scheme) => {
    await demo.page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    const background = await demo.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).toBe(scheme === 'dark' ? 'rgb(14, 20, 18)' : 'rgb(242, 245, 243)');
    await demo.page.evaluate(axe.source);
    await check();

    demo.standIn.faults.push({ kind: 'status', status: 503 });
    await demo.fill('Description', 'Checkout'.repeat(20));
    for (const button of ['Trigger', 'Acknowledge', 'Resolve', 'Trigger']) await demo.press(button);
    await demo.listReads(BOARD, /^▲ Triggered/, /^✓ Resolved/);
    await demo.answers(/^✓ Accepted: ▲ Triggered #242/);
    for (const summary of await demo.page.$$('summary')) await summary.click();
    await check();

    await demo.press('offline', 'checkbox');
    await demo.press('Events v2', 'tab');
    await demo.press('Import', 'tab');
    await demo.press('Trigger');
    await demo.answers('◌ Offline: 1 event is waiting in the outbox.');
    await demo.fill('Integration key', '');
    await demo.fill('Description', '');
    await demo.fill('Incident key', '');
    await demo.fill('Details (JSON object)', '');
    await demo.press('Trigger');
    await expect.poll(() => demo.problem('Description')).toBe('The description is missing.');
    await check();

    await demo.press('offline', 'checkbox');
    await demo.counterReads({ Called: 5, Accepted: 5 });
    await demo.press('my own service', 'radio');
    await check();
    await demo.press('a stand-in for PagerDuty', 'radio');
    await demo.press('REST API', 'tab');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 242 incidents.');
    await check();
  });

  it.each(WIDTHS)('at %i pixels, moves nothing when it says something', async (width) => {
    await demo.page.setViewport({ width, height: 800 });
    const before = await places();
    await demo.press('Trigger');
    await demo.answers(/^✓ Accepted: ▲ Triggered #241/);
    await demo.press('Copy');
    expect(await places()).toEqual(before);
    await demo.press('Acknowledge');
    await demo.answers(/^✓ Accepted: ◐ Acknowledged #241/);
    expect(await places()).toEqual(before);
    for (const [field, text] of [
      ['Details (JSON object)', '{"a": {bad'],
      ['Details (JSON object)', '[1]'],
      ['Description', 'x'.repeat(1025)],
      ['Description', ''],
    ] as const) {
      await demo.fill(field, text);
      await demo.press('Trigger');
      await demo.answers('Nothing was sent.');
      expect(await places(), text.slice(0, 20)).toEqual(before);
    }
  });

  /** Where the form's controls, the code and what follows it are. */
  function places() {
    return demo.page.$$eval('#event :is(input, textarea, button), #answer, #code_panel, #incidents', (elements) =>
      elements.map((element) => {
        const { left, top } = element.getBoundingClientRect();
        return [element.id, left, Math.round(top + scrollY)];
      }),
    );
  }

  async function check(): Promise<void> {
    for (const width of WIDTHS) {
      await demo.page.setViewport({ width, height: 800 });
      const violations = await demo.page.evaluate(async () => {
        const found = await (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
        return found.violations;
      });
      expect(findings(violations), `at ${width} pixels`).toEqual([]);
      const beyond = await demo.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond, `at ${width} pixels`).toBeLessThanOrEqual(0);
    }
  }
  const findings = (results: AxeResults['violations']) =>
    results.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
});
