/** How the demo page looks, by width and colour scheme: axe finds nothing. */
import axe, { type AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();

describe('The page', () => {
  describe.each(['light', 'dark'])('in %s', (scheme) => {
    it.each([360, 800, 1280, 2200])('at %i pixels: axe finds nothing, and nothing leads out of view', async (width) => {
      await demo.page.setViewport({ width, height: 800 });
      await demo.page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await demo.page.reload();
      const background = await demo.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(background).toBe(scheme === 'dark' ? 'rgb(14, 20, 18)' : 'rgb(242, 245, 243)');
      await demo.page.evaluate(axe.source);
      await check();

      demo.standIn.faults.push({ kind: 'status', status: 503 });
      await demo.fill('Description', 'Checkout'.repeat(20));
      for (const button of ['Trigger', 'Acknowledge', 'Resolve', 'Trigger']) await demo.press(button);
      await demo.listReads(BOARD, /^▲ Triggered/, /^✓ Resolved/);
      for (const summary of await demo.page.$$('summary')) await summary.click();
      await check();

      await demo.fill('Integration key', '');
      await demo.fill('Description', '');
      await demo.fill('Incident key', '');
      await demo.fill('Details (JSON object)', '');
      await demo.press('Trigger');
      await expect.poll(() => demo.problem('Description')).toBe('The description is missing.');
      await check();

      await demo.press('my own service', 'radio');
      await check();
      await demo.press('a stand-in for PagerDuty', 'radio');
      await demo.press('REST API', 'tab');
      await demo.press('List');
      await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 242 incidents.');
      await check();
    });
  });

  async function check(): Promise<void> {
    const violations = await demo.page.evaluate(async () => {
      const found = await (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
      return found.violations;
    });
    expect(findings(violations)).toEqual([]);
    expect(await demo.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  const findings = (results: AxeResults['violations']) =>
    results.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
});
