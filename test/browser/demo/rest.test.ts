/** The REST tab of the demo page. */
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();
const LIST = '3 PagerDuty answers, page by page';

describe('The REST tab', () => {
  const progress = () =>
    demo.page.$eval('progress', ({ value, max, labels }) => ({ value, max, label: labels[0]?.innerText.replace(/\s+/g, ' ') }));

  it('lists incidents page by page, and acknowledges one', async () => {
    await demo.fill('Description', 'Search is slow');
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    demo.standIn.requests.length = 0;
    await demo.press('REST API', 'tab');
    expect(await demo.shown('.lead')).not.toContain('Press Trigger');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 241 incidents.');
    expect(await progress()).toEqual({ value: 241, max: 241, label: 'Progress 241 of 241' });
    expect(demo.standIn.requests.map(({ url }) => new URL(url).searchParams.get('offset'))).toEqual([
      null,
      ...['0', '50', '100', '150', '200'],
    ]);
    const listed = await demo.items(LIST);
    expect(listed).toHaveLength(241);
    expect(listed[0]).toMatch(/^▲ triggered #241 Search is slow \S+ Acknowledge$/);
    expect(listed[1]).toMatch(/^✓ resolved #240 /);
    await demo.page.setViewport({ width: 1280, height: 800 });
    expect(await demo.page.$eval('#listed li:nth-child(2) .title', (title) => (title as HTMLElement).offsetHeight)).toBeLessThan(
      30,
    );

    await demo.press('Acknowledge #241');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ #241 is acknowledged.');
    expect((await demo.items(LIST))[0]).toMatch(/^◐ acknowledged #241 Search is slow \S+$/);
    expect(demo.standIn.requests.at(-1)?.headers.from).toBe('user1@example.test');
    await demo.press('Events', 'tab');
    await demo.listReads(BOARD, /^◐ Acknowledged/);
  });

  it('shows code that does what the button did that was pressed last', async () => {
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    await demo.press('REST API', 'tab');
    for (const [button, answer] of [
      ['List', '✓ 241 incidents.'],
      ['Acknowledge #241', '✓ #241 is acknowledged.'],
    ] as const) {
      demo.standIn.requests.length = 0;
      await demo.press(button);
      await expect.poll(() => demo.shown('#rest_answer')).toBe(answer);
      const pressed = sent();
      demo.standIn.requests.length = 0;
      const code = await demo.page.$eval('#rest_example', (element) => element.textContent);
      await demo.page.evaluate(`(async () => {${code}})()`);
      expect(sent()).toEqual(pressed);
    }
    const listed = demo.logged().filter((line) => line.includes('[#'));
    expect(listed).toHaveLength(241);
    expect(listed[0]).toBe('log: [#241] Checkout is down');
  });
  const sent = () =>
    demo.standIn.requests.map(({ method, url, headers, body }) => [method, url, headers.authorization, headers.from, body]);

  it('takes back its list when another is asked for', async () => {
    await demo.press('REST API', 'tab');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 240 incidents.');
    await demo.page.select('#statuses', 'triggered,acknowledged');
    expect(await demo.shown('#rest_answer')).toBe('Press List.');
    expect(await demo.items(LIST)).toEqual([]);
  });

  it('stops', async () => {
    await demo.switchOn('slow', 'slow');
    await demo.press('REST API', 'tab');
    await demo.press('List');
    await expect.poll(async () => (await progress()).label).toBe('Progress 50 of 240');
    await demo.press('Stop');
    expect(await demo.shown('#rest_answer')).toBe('Stopped after 50 of 240.');
    expect(await demo.items(LIST)).toHaveLength(50);
  });

  it('tells what PagerDuty refuses', async () => {
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    await demo.press('REST API', 'tab');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 241 incidents.');
    await demo.fill('Your PagerDuty email', 'nobody@example.test');
    await demo.press('Acknowledge #241');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✗ #241: The From header must be the email address of a user');
    demo.standIn.faults.push({ kind: 'status', status: 401, body: '{"error":{"message":"Unauthorized"}}' });
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✗ Unauthorized');
  });
});
