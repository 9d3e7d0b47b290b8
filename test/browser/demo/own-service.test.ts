/** The demo page with a service of one’s own. */
import type { Dialog } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();
const OWN_KEY = 'R0123456789ABCDEFGHIJKLMNOPQRSTU';

describe('A service of one’s own', () => {
  /** What the page asks before it pages people, and how it is answered. */
  function answerDialogs(accept: boolean): string[] {
    const asked: string[] = [];
    demo.page.removeAllListeners('dialog');
    demo.page.on('dialog', (dialog: Dialog) => {
      asked.push(dialog.message());
      void (accept ? dialog.accept() : dialog.dismiss());
    });
    return asked;
  }
  const sentTo = () => demo.standIn.requests.map(({ url }) => new URL(url).host);

  it('is paged after a warning and a confirmation; its key goes into the event and nowhere else', async () => {
    const urls: string[] = [];
    demo.page.on('request', (request) => urls.push(request.url()));
    await demo.press('my own service', 'radio');
    expect(await demo.shown('[role=alert]')).toContain('Live: Trigger pages whoever is on call.');
    expect(await demo.code()).toContain('const pdjs = new PDJSobj();');

    await demo.press('Trigger');
    await expect.poll(() => demo.problem('Integration key')).toBe('The integration key is missing.');
    await demo.fill('Integration key', 'demo');
    await demo.press('Trigger');
    await expect.poll(() => demo.problem('Integration key')).toBe('An integration key is 32 letters and digits.');
    await demo.fill('Integration key', OWN_KEY);

    const refused = answerDialogs(false);
    await demo.press('Trigger');
    await expect.poll(() => demo.answer()).toBe('Nothing was sent.');
    expect(refused).toEqual([
      'This pages whoever is on call for the service with the key ending in RSTU, at pagerduty.com. Send it?',
    ]);
    expect(sentTo()).toEqual([]);

    const agreed = answerDialogs(true);
    await demo.press('Trigger');
    await expect.poll(sentTo).toEqual(['events.pagerduty.com']);
    await demo.press('Resolve');
    await expect.poll(sentTo).toHaveLength(2);
    expect(agreed).toHaveLength(1);
    expect(JSON.parse(demo.standIn.requests[0]?.body ?? '')).toMatchObject({ service_key: OWN_KEY });

    await demo.answers(/^✓ PagerDuty accepted it: resolve checkout-\w+\.$/);
    await demo.page.select('[name=server]', 'eu.pagerduty.com');
    expect(await demo.code()).toContain('const pdjs = new PDJSobj({\n  server: "eu.pagerduty.com"\n});');
    await demo.press('Trigger');
    await expect.poll(sentTo).toHaveLength(3);
    expect(sentTo()[2]).toBe('events.eu.pagerduty.com');
    expect(agreed).toHaveLength(2);

    await demo.counterReads({ Called: 3, Accepted: 3 });
    expect(await demo.shown('[aria-labelledby=wire]')).not.toContain(OWN_KEY);
    const stored = await demo.page.evaluate(async () =>
      JSON.stringify([localStorage, sessionStorage, await indexedDB.databases()]),
    );
    expect(stored).toBe('[{},{},[]]');
    expect(await (await demo.stage.session()).context.cookies()).toEqual([]);
    expect(urls.concat(demo.page.url()).filter((url) => url.includes(OWN_KEY))).toEqual([]);
    await demo.page.reload();
    expect(await demo.page.content()).not.toContain(OWN_KEY);
    expect(await demo.code()).toContain('"demo-service-key"');
  });

  it('has neither trouble to play with nor the stand-in’s board', async () => {
    await demo.switchOn('slow', 'slow');
    await demo.press('my own service', 'radio');
    await expect.poll(() => demo.standIn.modes).toEqual([]);
    const disabled = async (role: string, name: string) =>
      (await demo.element(role, name)).evaluate((it) => it.matches(':disabled'));
    expect(await disabled('button', 'Trigger 10 incidents')).toBe(true);
    expect(await disabled('checkbox', 'offline')).toBe(true);
    expect(await demo.shown('[aria-labelledby=board]')).toContain('Your incidents are in PagerDuty.');
    expect(await demo.shown('#trouble > .hint:not([hidden])')).toBe('Only with the stand-in.');
    for (const scheme of ['light', 'dark']) {
      await demo.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      for (const selector of ['#switches label', '#burst']) expect(await contrast(selector), scheme).toBeGreaterThan(3);
    }
    await demo.press('a stand-in for PagerDuty', 'radio');
    expect(await disabled('checkbox', 'offline')).toBe(false);
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    expect(sentTo()).toEqual([new URL(demo.stage.origin).host]);
  });

  /** The contrast of a text with its section, whatever makes it paler. Source: WCAG 2.2, Contrast ratio. */
  const contrast = (selector: string) =>
    demo.page.$eval(selector, (element) => {
      const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
      const luminance = (color: number[]) => {
        const [r = 0, g = 0, b = 0] = color.map((value) => ((value / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const section = element.closest('section') ?? document.body;
      const back = channels(getComputedStyle(section).backgroundColor);
      let opacity = 1;
      for (let at: Element | null = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
      const text = channels(getComputedStyle(element).color).map((value, i) => value * opacity + (back[i] ?? 0) * (1 - opacity));
      const [dark = 0, light = 0] = [luminance(text), luminance(back)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    });

  it('is listed with its own token, from its own region', async () => {
    await demo.press('my own service', 'radio');
    await demo.page.select('[name=server]', 'eu.pagerduty.com');
    await demo.press('REST API', 'tab');
    await demo.fill('API token', 'a-token-of-20-characters');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 240 incidents.');
    expect(new Set(sentTo())).toEqual(new Set(['api.eu.pagerduty.com']));
    expect(demo.standIn.requests[0]?.headers.authorization).toBe('Token token=a-token-of-20-characters');
    expect(await demo.shown('body')).not.toContain('a-token-of-20-characters');
  });
});
