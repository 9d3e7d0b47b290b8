import type { Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../src/index.js';
import { crasher, openPage, useChromium } from './support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useChromium();
const ROUNDS = Number(process.env.CHAOS_KILLS ?? 5);

/** Opens the outbox in a page, and triggers these events. */
const open = (page: Page, keys: string[] = []) =>
  page.evaluate(
    (server, keys) => {
      const told: string[] = [];
      const pdjs = new PDJSobj({ protocol: 'http', server, outbox: true });
      for (const key of keys) {
        void pdjs.trigger({
          service_key: 'KEY',
          incident_key: key,
          success: () => told.push(`success ${key}`),
          error: (error) => told.push(`error ${key} ${error.code}`),
        });
      }
      Object.assign(globalThis, { pdjs, told });
    },
    stage.server,
    keys,
  );
const keys = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}-${index}`);
const stored = (page: Page) => page.evaluate(() => Object.keys(localStorage).length);

/** Waits until nothing waits. A tab in the background runs no animation frames, which the driver's own waiting needs. */
const emptied = (page: Page) => expect.poll(() => page.evaluate('pdjs.flush()')).toBe(0);
const toldAll = (page: Page, count: number) => expect.poll(() => page.evaluate('told.length')).toBe(count);

/** What PagerDuty accepted, each event as often as it did. */
const accepted = () => stage.standIn.incidents.map(({ incident_key, triggers }) => `${incident_key} ${triggers}`).sort();
const once = (keys: string[]) => keys.map((key) => `${key} 1`).sort();

describe('The outbox', () => {
  it('keeps nothing of what was accepted or refused', async () => {
    const { page } = await openPage(stage);
    // One after the other: two that leave at once arrive in either order.
    stage.standIn.faults.push({ kind: 'status', status: 400 });
    await open(page, ['refused']);
    await toldAll(page, 1);
    expect(await page.evaluate('told')).toEqual(['error refused http']);
    await open(page, ['accepted']);
    await toldAll(page, 1);
    expect(await page.evaluate('told')).toEqual(['success accepted']);
    expect(await stored(page)).toBe(0);
    expect(await page.evaluate('pdjs.flush()')).toBe(0);
  });

  it(`delivers what was triggered just before the renderer was killed, ${ROUNDS} times`, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      stage.reset();
      const { page } = await openPage(stage);
      const hung = stage.hung();
      const crash = await crasher(page);
      // What leaves in the call itself is not accepted.
      stage.standIn.faults.push({ kind: 'status', status: 503 });
      // A request that is waited for without giving up the thread: nothing runs after trigger() has returned.
      void page
        .evaluate((server) => {
          setTimeout(() => {
            void new PDJSobj({ protocol: 'http', server, outbox: true }).trigger({ service_key: 'KEY', incident_key: 'killed' });
            const request = new XMLHttpRequest();
            request.open('GET', '/hang', false);
            request.send();
          });
        }, stage.server)
        .catch(() => undefined);
      await hung;
      await expect.poll(() => stage.standIn.requests.length).toBe(1);
      await crash();
      expect(stage.standIn.accepted).toBe(0);

      const { page: next } = await openPage(stage);
      await open(next);
      await stage.standIn.acceptedAtLeast(1);
      await expect.poll(() => stored(next)).toBe(0);
      expect(accepted()).toEqual(['killed 1']);
      await next.close();
    }
  });

  it('delivers 50 events after the network has returned, each told once', async () => {
    const { page } = await openPage(stage);
    await page.setOfflineMode(true);
    const events = keys(50, 'offline');
    await open(page, events);
    expect(await stored(page)).toBe(50);
    expect(await page.evaluate('pdjs.flush()')).toBe(50);
    expect(await page.evaluate('told')).toEqual([]);
    await page.setOfflineMode(false);
    await toldAll(page, 50);
    expect(await page.evaluate('pdjs.flush()')).toBe(0);
    expect(accepted()).toEqual(once(events));
    expect(await page.evaluate('told.sort()')).toEqual(events.map((key) => `success ${key}`).sort());
  });

  it('with ten tabs open sends nothing ten times', async () => {
    const { page: first } = await openPage(stage);
    await first.setOfflineMode(true);
    const left = keys(20, 'left');
    await open(first, left);
    await (
      await crasher(first)
    )();

    const tabs = await Promise.all(Array.from({ length: 10 }, () => openPage(stage)));
    await Promise.all(tabs.map(({ page }, tab) => open(page, keys(5, `tab-${tab}`))));
    await stage.standIn.acceptedAtLeast(70);
    for (const { page } of tabs) await emptied(page);
    expect(accepted()).toEqual(once([...left, ...tabs.flatMap((_, tab) => keys(5, `tab-${tab}`))]));
  });

  it('of a tab that is closed is delivered by one that stays open', async () => {
    const { page: stays } = await openPage(stage);
    await open(stays);
    const { page: goes } = await openPage(stage);
    await goes.setOfflineMode(true);
    await open(goes, ['gone']);
    // Another tab's process sees a write a little later.
    await expect.poll(() => stored(stays)).toBe(1);
    await (
      await crasher(goes)
    )();
    await emptied(stays);
    expect(accepted()).toEqual(['gone 1']);
  });

  it.each([false, true])('keeps the order per incident across pages; another tab open: %s', async (another) => {
    if (another) await open((await openPage(stage)).page);
    const { page: first } = await openPage(stage);
    await first.setOfflineMode(true);
    await open(first, ['a']);
    await (
      await crasher(first)
    )();
    const { page } = await openPage(stage);
    await page.evaluate((server) => {
      const pdjs = new PDJSobj({ protocol: 'http', server, outbox: true });
      return pdjs.resolve({ service_key: 'KEY', incident_key: 'a' });
    }, stage.server);
    expect(stage.standIn.incidents.map(({ timeline }) => timeline.map(({ event_type }) => event_type))).toEqual([
      ['trigger', 'resolve'],
    ]);
  });

  it('sends all the same where storage is denied or full, with one warning', async () => {
    for (const method of ['setItem', 'key']) {
      stage.reset();
      const { page, said } = await openPage(stage);
      await page.evaluate((method) => {
        if (method === 'key')
          Object.defineProperty(globalThis, 'localStorage', {
            get() {
              throw new DOMException('denied', 'SecurityError');
            },
          });
        else localStorage.setItem('other', 'x'.repeat(5 * 1024 * 1024 - 20));
      }, method);
      await open(page, ['a', 'b']);
      await toldAll(page, 2);
      expect(accepted()).toEqual(once(['a', 'b']));
      expect(said.filter((line) => line.startsWith('warn'))).toHaveLength(1);
    }
  });
});

it('Without an outbox, an event of a page whose tab is being closed is sent all the same', async () => {
  const { page } = await openPage(stage);
  const { held, release } = stage.holdPreflights();
  await page.evaluate((server) => {
    addEventListener('pagehide', () => {
      void new PDJSobj({ protocol: 'http', server }).trigger({ service_key: 'KEY', incident_key: 'pagehide' });
    });
  }, stage.server);
  const closed = new Promise((resolve) => page.once('close', resolve));
  await page.close({ runBeforeUnload: true });
  await Promise.all([closed, held]);
  release();
  await stage.standIn.acceptedAtLeast(1);
  expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'pagehide', triggers: 1 }]);
});
