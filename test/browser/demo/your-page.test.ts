/** "Put this on your page": what is copied is a page that works. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openPage } from '../support.js';
import { useDemo } from './demo-page.js';

const demo = useDemo();
const HTML = { 'Content-Type': 'text/html' };
const SCRIPT = { 'Content-Type': 'text/javascript' };

describe('What the page says to put on one’s own', () => {
  const pageCode = () => demo.page.$eval('#page_example', (element) => element.textContent);

  it.each(['Callbacks', 'Promises', 'Events v2'])('%s, with a script tag: pages when its button is pressed', async (name) => {
    await demo.press(name, 'tab');
    await works(await pageCode());
  });

  it.each(['Callbacks', 'Promises', 'Events v2'])('%s, imported: pages when its button is pressed', async (name) => {
    await demo.press(name, 'tab');
    await demo.press('Import', 'tab');
    await works(await pageCode());
  });

  it('hands out the library that is imported', async () => {
    await demo.press('Import', 'tab');
    const link = await demo.element('link', 'pdjs.min.mjs');
    const response = await fetch(await link.evaluate((link) => (link as HTMLAnchorElement).href));
    expect(await response.text()).toBe(await readFile('dist/pdjs.min.mjs', 'utf8'));
  });

  async function works(code: string): Promise<void> {
    expect(code.split('YOUR_INTEGRATION_KEY')).toHaveLength(2);
    for (const file of ['pdjs.min.js', 'pdjs.min.mjs'])
      demo.stage.serve(`/own/${file}`, await readFile(`dist/${file}`, 'utf8'), SCRIPT);
    const icon = '<meta charset="utf-8"><link rel="icon" href="data:,">';
    demo.stage.serve('/own/page', icon + code.replace('YOUR_INTEGRATION_KEY', 'MY_KEY'), HTML);
    const { page, said } = await openPage(demo.stage, '/own/page');
    await page.click('#help');
    await demo.stage.standIn.acceptedAtLeast(1);
    const [request] = demo.standIn.requests;
    expect(new URL(request?.url ?? '').host).toBe('events.pagerduty.com');
    const { service_key, routing_key, incident_key, dedup_key } = JSON.parse(request?.body ?? '') as Record<string, string>;
    expect(service_key ?? routing_key).toBe('MY_KEY');
    expect(incident_key ?? dedup_key).toBe('checkout');
    await expect.poll(() => said).toEqual([expect.stringMatching(/^log: /)]);
  }

  it('says which integration its key belongs to', async () => {
    expect(await demo.shown('#integration')).toBe('Events API V1');
    await demo.press('Events v2', 'tab');
    expect(await demo.shown('#integration')).toBe('Events API V2');
  });

  it('keeps the reader’s own key to the code that is run', async () => {
    await demo.press('my own service', 'radio');
    await demo.fill('Integration key', 'R0123456789ABCDEFGHIJKLMNOPQRSTU');
    expect(await pageCode()).toContain('"YOUR_INTEGRATION_KEY"');
    expect(await pageCode()).toContain('new PDJSobj({ outbox: true })');
    expect(await pageCode()).not.toContain('R0123456789ABCDEFGHIJKLMNOPQRSTU');
  });

  it('leads to documents that the demo’s server has', async () => {
    const links = await demo.page.$$eval('[aria-labelledby=yours] a[href$=md]', (links) => links.map(({ href }) => href));
    const here = await demo.page.$$eval('a[href$=md]:not([target=_blank][rel=noopener])', (links) => links.length);
    expect(here, 'links that would end what the demo has sent').toBe(0);
    for (const link of new Set(links)) {
      const response = await fetch(link);
      expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
      expect(await response.text()).toMatch(/^# /);
    }
  });
});
