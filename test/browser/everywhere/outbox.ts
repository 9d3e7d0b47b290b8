import { describe, expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../../src/index.js';
import type { Tab } from '../engines.js';
import { stage } from './stage.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

/** Opens the outbox in a page, and triggers an event for each key. */
const open = (tab: Tab, ...keys: string[]) =>
  tab.evaluate(
    (server, keys) => {
      const told: string[] = [];
      const pdjs = new PDJSobj({
        protocol: 'http',
        server,
        outbox: true,
        timeout: 1000,
        retry: { limit: 1, backoffLimit: 10 },
      });
      for (const key of keys) {
        void pdjs.trigger({
          service_key: 'KEY',
          incident_key: key,
          success: () => told.push(`success ${key}`),
          error: ({ code }) => told.push(`error ${key} ${code}`),
        });
      }
      Object.assign(globalThis, { pdjs, told });
    },
    stage.server,
    keys,
  );
const stored = (tab: Tab) => tab.evaluate(() => Object.keys(localStorage).length);
const emptied = (tab: Tab) => expect.poll(() => tab.evaluate('pdjs.flush()')).toBe(0);
const accepted = () => stage.standIn.incidents.map(({ incident_key, triggers }) => `${incident_key} ${triggers}`).sort();

describe('The outbox', () => {
  it('keeps nothing of what was accepted or refused', async () => {
    const tab = await stage.open();
    stage.standIn.faults.push({ kind: 'status', status: 400 });
    for (const [key, told] of [
      ['refused', 'error refused http'],
      ['accepted', 'success accepted'],
    ] as const) {
      await open(tab, key);
      await expect.poll(() => tab.evaluate('told')).toEqual([told]);
      expect(await stored(tab)).toBe(0);
    }
    expect(await tab.evaluate('pdjs.flush()')).toBe(0);
  });

  it('delivers when the network is back, each event told once', async () => {
    const tab = await stage.open();
    stage.network.away();
    await open(tab, 'a', 'b', 'c');
    expect(await tab.evaluate('pdjs.flush()')).toBe(3);
    expect(await tab.evaluate('told')).toEqual([]);
    stage.network.back();
    await emptied(tab);
    expect(accepted()).toEqual(['a 1', 'b 1', 'c 1']);
    expect(await tab.evaluate('told.sort()')).toEqual(['success a', 'success b', 'success c']);
  });

  it('delivers from the next page what one left behind, in order', async () => {
    const tab = await stage.open();
    // Without a network of its own: a request that the page had under way would arrive as well, after it.
    await tab.evaluate((server) => {
      const fetch = () => Promise.reject(new TypeError('Failed to fetch'));
      void new PDJSobj({ protocol: 'http', server, outbox: true, fetch }).trigger({ service_key: 'KEY', incident_key: 'left' });
    }, stage.server);
    expect(await stored(tab)).toBe(1);
    await tab.goto(`${stage.origin}/page`);
    await tab.evaluate((server) => {
      const pdjs = new PDJSobj({ protocol: 'http', server, outbox: true });
      Object.assign(globalThis, { pdjs });
      return pdjs.resolve({ service_key: 'KEY', incident_key: 'left' });
    }, stage.server);
    await emptied(tab);
    expect(stage.standIn.incidents.map(({ timeline }) => timeline.map(({ event_type }) => event_type))).toEqual([
      ['trigger', 'resolve'],
    ]);
  });

  it('of a tab that is closed is delivered by one that stays open', async () => {
    const stays = await stage.open();
    await open(stays);
    const goes = await stage.open();
    stage.network.away();
    await open(goes, 'gone');
    await expect.poll(() => stored(stays)).toBe(1);
    await goes.close();
    stage.network.back();
    await emptied(stays);
    // A request that was under way may arrive as well.
    expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'gone' }]);
  });

  it('keeps what a page triggers while its tab is being closed, for the next', async () => {
    const stays = await stage.open();
    const goes = await stage.open();
    await goes.evaluate((server) => {
      // Not every driver's way to close a tab lets all of these happen.
      for (const name of ['beforeunload', 'pagehide']) {
        addEventListener(name, () => {
          void new PDJSobj({ protocol: 'http', server, outbox: true }).trigger({ service_key: 'KEY', incident_key: 'closing' });
        });
      }
    }, stage.server);
    await goes.close();
    await expect.poll(async () => stage.standIn.accepted + (await stored(stays))).toBeGreaterThanOrEqual(1);
    await open(stays);
    await emptied(stays);
    expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'closing' }]);
  });
});
