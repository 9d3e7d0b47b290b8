import { describe, expect, it } from 'vitest';
import type { Tab } from '../engines.js';
import { useEngine } from '../support.js';

const stage = useEngine();

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

describe('The demo page', () => {
  it('opens, repeats, acknowledges and resolves an incident, and opens another', async () => {
    const tab = await stage.open('/');
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

  it('delivers what was triggered offline, and loses nothing', async () => {
    const tab = await stage.open('/');
    const count = (id: string) => tab.evaluate((id) => document.getElementById(id)?.innerText, id);
    const offline = () =>
      tab.evaluate(() => {
        document.querySelector<HTMLInputElement>('[value=offline]')?.click();
      });
    await offline();
    await press(tab, 'Trigger 10 at once');
    await expect.poll(() => count('waiting')).toBe('10');
    expect(stage.standIn.requests).toEqual([]);
    await offline();
    await expect.poll(() => count('accepted')).toBe('10');
    expect(stage.standIn.accepted).toBe(10);
    expect(await count('lost')).toBe('0');
  });
});
