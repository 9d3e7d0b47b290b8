/** The demo page’s switches that make trouble. */
import { describe, expect, it } from 'vitest';
import { openPage } from '../support.js';
import { BOARD, WIRE, useDemo } from './demo-page.js';

const demo = useDemo();

describe('With a switch on, no event is lost:', () => {
  it('every third request fails', async () => {
    await demo.switchOn('every third request fails', 'every_third');
    await demo.press('Trigger 10 at once');
    await demo.counterReads({ Called: 10, Accepted: 10 });
    expect(demo.standIn.accepted).toBe(10);
    expect(demo.standIn.incidents).toHaveLength(10);
    const rows = await demo.items(WIRE);
    expect(rows.filter((row) => row.startsWith('✗ 503')).length).toBe(rows.length - 10);
    expect(rows.length).toBeGreaterThan(13);
    await demo.page.reload();
    const isOn = async () =>
      (await demo.element('checkbox', 'every third request fails')).evaluate((box) => (box as HTMLInputElement).checked);
    await expect.poll(isOn).toBe(true);
  });

  it('rate limit', async () => {
    await demo.switchOn('rate limit', 'rate_limit');
    await demo.press('Trigger 10 at once');
    await expect.poll(async () => Number((await demo.counts()).Waiting)).toBeGreaterThan(0);
    await demo.counterReads({ Called: 10, Accepted: 10 });
    expect(demo.standIn.accepted).toBe(10);
    expect(await demo.items(WIRE)).toContainEqual(expect.stringMatching(/^✗ 403/));
  });

  it('slow', async () => {
    await demo.switchOn('slow', 'slow');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 1, Waiting: 1 });
    expect(await demo.answer()).toMatch(/^… On its way: checkout-/);
    await demo.listReads(WIRE, /^… under way/);
    await demo.counterReads({ Called: 1, Accepted: 1 });
  });

  it('offline, until it is off again', async () => {
    await demo.press('offline', 'checkbox');
    await demo.press('Trigger');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 2, Waiting: 2 });
    await expect.poll(async () => (await demo.items(WIRE))[0]).toMatch(/^✗ no answer/);
    expect(demo.standIn.requests).toHaveLength(0);
    await demo.press('offline', 'checkbox');
    await demo.counterReads({ Called: 2, Accepted: 2 });
    await demo.listReads(BOARD, /^▲ Triggered triggered 2 times/);
  });

  it('offline, and the page is opened anew', async () => {
    await demo.press('offline', 'checkbox');
    await demo.press('Trigger');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 2, Waiting: 2 });
    await demo.page.reload();
    await demo.counterReads({ Called: 2, Accepted: 2 });
    await demo.listReads(BOARD, /^▲ Triggered triggered 2 times/);
    expect(demo.standIn.accepted).toBe(2);
  });

  it('what PagerDuty refuses is told, and counted apart', async () => {
    demo.standIn.faults.push({ kind: 'status', status: 400, body: '{"status":"invalid event","errors":["It is so"]}' });
    await demo.press('Trigger');
    await demo.counterReads({ Called: 1, Refused: 1 });
    expect(await demo.answer()).toBe('✗ It is so');
  });

  it('what another tab has left and delivers is not waiting here', async () => {
    await demo.press('offline', 'checkbox');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 1, Waiting: 1 });
    const { page: other } = await openPage(demo.stage, '/');
    const waiting = () => other.$eval('#waiting', (element) => element.textContent);
    expect(await waiting()).toBe('1');
    await demo.page.bringToFront();
    await demo.press('offline', 'checkbox');
    await demo.counterReads({ Called: 1, Accepted: 1 });
    await expect.poll(waiting).toBe('0');
  });
});
