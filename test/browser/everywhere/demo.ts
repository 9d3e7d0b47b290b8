import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Tab } from '../engines.js';
import { stage } from './stage.js';

const press = (tab: Tab, name: string) =>
  tab.evaluate((name) => {
    const buttons = [...document.querySelectorAll('button')];
    buttons.find((button) => button.innerText.trim().endsWith(name))?.click();
  }, name);
/** The cards of the board as they read, without the time of day. */
const cards = (tab: Tab) =>
  tab.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('#incidents > li')].map((card) =>
      card.innerText.replace(/\d\d:\d\d:\d\d/g, '').replace(/\s+/g, ' '),
    ),
  );
const reads = (tab: Tab, ...patterns: RegExp[]) =>
  expect.poll(() => cards(tab)).toEqual(patterns.map((pattern) => expect.stringMatching(pattern) as string));

const fromDisk = async () => (await stage.session()).open(pathToFileURL('dist/demo.html').href);

describe('The demo page', () => {
  it.each([
    ['served', () => stage.open('/')],
    ['from disk', fromDisk],
  ])('%s: opens, repeats, acknowledges and resolves an incident, and opens another', async (_, open) => {
    const tab = await open();
    await press(tab, 'Trigger');
    await reads(tab, /Triggered 1 trigger /);
    await press(tab, 'Trigger');
    await reads(tab, /Triggered 2 triggers/);
    await press(tab, 'Acknowledge');
    await reads(tab, /Acknowledged 2 triggers/);
    await press(tab, 'Resolve');
    await reads(tab, /Resolved 2 triggers/);
    await press(tab, 'Trigger');
    await reads(tab, /Triggered 1 trigger .*Second incident for this key/, /Resolved 2 triggers/);
  });

  it('from disk: delivers what was triggered offline before a reload', async () => {
    const tab = await fromDisk();
    await tab.evaluate(() => {
      document.querySelector<HTMLInputElement>('[value=offline]')?.click();
    });
    await press(tab, 'Trigger');
    await expect.poll(() => tab.evaluate(() => document.getElementById('answer')?.innerText)).toMatch(/^◌ Offline: 1 event/);
    await tab.goto(pathToFileURL('dist/demo.html').href);
    await reads(tab, /Triggered 1 trigger .*Delivered .*from the outbox after a reload/);
  });

  it('from disk: a thousand visitors come, and stop', async () => {
    const tab = await fromDisk();
    const click = (id: string) => tab.evaluate((id) => document.getElementById(id)?.click(), id);
    const panels = () =>
      tab.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('.storm')].map((panel) => panel.innerText.replace(/\s+/g, ' ').trim()),
      );
    const panelsRead = (...patterns: RegExp[]) =>
      expect.poll(panels).toEqual(patterns.map((pattern) => expect.stringMatching(pattern) as string));
    await click('storm_start');
    await panelsRead(/Succeeded 1\d\d .* Refused \(429\) [1-9]/, /Succeeded [1-9].* Requests to PagerDuty [1-4] /);
    await click('storm_stop');
    await panelsRead(/ Stopped\.$/, / Stopped\.$/);
  });

  it('delivers what was triggered offline, and loses nothing', async () => {
    const tab = await stage.open('/');
    const count = (id: string) => tab.evaluate((id) => document.getElementById(id)?.innerText, id);
    const offline = () =>
      tab.evaluate(() => {
        document.querySelector<HTMLInputElement>('[value=offline]')?.click();
      });
    await offline();
    await press(tab, 'Trigger 10 incidents');
    await expect.poll(() => count('waiting')).toBe('10');
    expect(stage.standIn.requests).toEqual([]);
    await offline();
    await expect.poll(() => count('accepted')).toBe('10');
    expect(stage.standIn.accepted).toBe(10);
    expect(await count('lost')).toBe('0');
  });
});
