/** The demo page’s switches that make trouble. */
import { describe, expect, it } from 'vitest';
import { openPage } from '../support.js';
import { BOARD, WIRE, useDemo } from './demo-page.js';

const demo = useDemo();

describe('With a switch on, no event is lost:', () => {
  it('every third request fails', async () => {
    await demo.switchOn('every third request fails', 'every_third');
    await demo.press('Trigger 10 incidents');
    await demo.counterReads({ Called: 10, Accepted: 10 });
    expect(demo.standIn.accepted).toBe(10);
    expect(demo.standIn.incidents).toHaveLength(10);
    await demo.answers('✓ All 10 accepted.');
    const rows = await demo.items(WIRE);
    expect(rows).toHaveLength(10);
    expect(rows.every((row) => row.startsWith('✓ 200'))).toBe(true);
    const attempts = rows.map((row) => Number(/(\d+) attempts$/.exec(row)?.[1] ?? 1));
    expect(attempts.reduce((sum, count) => sum + count)).toBe(demo.standIn.requests.length);
    expect(demo.standIn.requests.length).toBeGreaterThan(13);
    const cards = await demo.items(BOARD);
    expect(cards.filter((card) => /↻ Arrived .*on attempt \d\. ▲ triggered ↻/.test(card))).toHaveLength(
      attempts.filter((count) => count > 1).length,
    );
    await demo.page.reload();
    const isOn = async () =>
      (await demo.element('checkbox', 'every third request fails')).evaluate((box) => (box as HTMLInputElement).checked);
    await expect.poll(isOn).toBe(true);
  });

  it('rate limit', async () => {
    await demo.switchOn('rate limit', 'rate_limit');
    await demo.press('Trigger 10 incidents');
    await expect.poll(async () => Number((await demo.counts()).Waiting)).toBeGreaterThan(0);
    await demo.counterReads({ Called: 10, Accepted: 10 });
    expect(demo.standIn.accepted).toBe(10);
    await demo.listReads(BOARD, ...Array<RegExp>(10).fill(/^▲ Triggered/));
    expect((await demo.items(BOARD))[0]).toMatch(/Arrived \d+ s late/);
    for (const summary of await demo.page.$$('#log summary')) await summary.click();
    expect((await demo.items(WIRE)).join()).toContain('Attempt 1: ✗ 403');
  });

  it('slow', async () => {
    await demo.switchOn('slow', 'slow');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 1, Waiting: 1 });
    await demo.answers(/^… Sending: trigger checkout-\w+\.$/);
    await demo.listReads(WIRE, /^… under way/);
    await demo.counterReads({ Called: 1, Accepted: 1 });
    await demo.listReads(BOARD, /Service 1 Arrived 2 s late\. ▲ triggered Acknowledge/);
  });

  it('offline, until it is off again', async () => {
    await demo.press('offline', 'checkbox');
    await demo.press('Trigger');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 2, Waiting: 2 });
    await demo.answers('◌ Offline: 2 events are waiting in the outbox.');
    await demo.listReads(WIRE, /^✗ no answer/);
    expect(demo.standIn.requests).toHaveLength(0);
    await demo.press('offline', 'checkbox');
    await demo.counterReads({ Called: 2, Accepted: 2 });
    await demo.listReads(BOARD, /^▲ Triggered 2 triggers .* Arrived /);
    await demo.answers(/^✓ Accepted.*: ▲ Triggered #241$/);
  });

  it('offline, and the page is opened anew', async () => {
    await demo.press('offline', 'checkbox');
    await demo.press('Trigger');
    await demo.press('Trigger');
    await demo.counterReads({ Called: 2, Waiting: 2 });
    const said = await demo.reload();
    await demo.counterReads({ Called: 2, Accepted: 2 });
    await demo.listReads(BOARD, /^▲ Triggered 2 triggers .* Delivered .*from the outbox after a reload\./);
    await demo.answers('✓ Delivered 2 events left by the previous page.');
    expect((await said())[0]).toBe('↻ 2 events from before this page opened: in the outbox, being sent.');
    expect(demo.standIn.accepted).toBe(2);
  });

  it('what PagerDuty refuses is told, and counted apart', async () => {
    demo.standIn.faults.push({ kind: 'status', status: 400, body: '{"status":"invalid event","errors":["It is so"]}' });
    await demo.press('Trigger');
    await demo.counterReads({ Called: 1, Refused: 1 });
    await demo.answers('✗ It is so');
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
