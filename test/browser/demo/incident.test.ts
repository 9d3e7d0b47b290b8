/** An incident on the demo page: opened and closed by button, keyboard, snippet and from elsewhere. */
import { describe, expect, it } from 'vitest';
import { HOWTO } from '../howto.js';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();

describe('An incident', () => {
  it('is opened, repeated, acknowledged, resolved and opened anew', async () => {
    await expect.poll(() => demo.shown('[aria-labelledby=board]')).toContain('No incident yet. Press Trigger.');
    expect(await demo.answer()).toBe('Nothing sent yet.');
    await demo.fill('Description', 'Checkout is down');
    await demo.fill('Incident key', 'checkout');
    await demo.press('Trigger');
    await demo.listReads(
      BOARD,
      '▲ Triggered 1 trigger Checkout is down #241 Key checkout · Service 1 ▲ triggered Acknowledge Resolve Details',
    );
    await demo.answers('✓ Accepted: ▲ Triggered #241');
    expect(await demo.shown('#news')).toBe('#241 is open.');
    await demo.press('Trigger');
    await demo.listReads(
      BOARD,
      '▲ Triggered 2 triggers Checkout is down #241 Key checkout · Service 1 ▲ triggered ▲ triggered Acknowledge Resolve Details',
    );
    await demo.answers('✓ Accepted: ▲ Triggered #241');
    expect(await demo.shown('#news')).toBe('Same key, so it joined #241 (2 triggers).');
    await demo.press('Acknowledge');
    await demo.listReads(BOARD, /^◐ Acknowledged 2 triggers .* ▲ triggered ▲ triggered ◐ acknowledged Resolve Details$/);
    await demo.answers('✓ Accepted: ◐ Acknowledged #241');
    expect(await demo.shown('#news')).toBe('#241 is acknowledged: somebody is on it.');
    await demo.press('Resolve');
    await demo.listReads(BOARD, /^✓ Resolved 2 triggers .* ◐ acknowledged ✓ resolved Details$/);
    await demo.answers('✓ Accepted: ✓ Resolved #241');
    expect(await demo.shown('#news')).toBe('#241 is resolved.');
    await demo.press('Trigger');
    await demo.listReads(
      BOARD,
      /^▲ Triggered 1 trigger Checkout is down #242 Key checkout · Service 1 Second incident for this key; the first is resolved\. ▲ triggered/,
      /^✓ Resolved 2 triggers Checkout is down #241/,
    );
    expect(await demo.shown('#news')).toBe('#242 is new: the previous incident with this key is resolved.');
    await demo.counterReads({ Called: 5, Accepted: 5 });
    expect(demo.complaints()).toEqual([]);
  });

  it('that is not open is neither acknowledged nor resolved, and the page says so', async () => {
    await demo.fill('Incident key', 'nothing');
    for (const button of ['Resolve', 'Acknowledge']) {
      await demo.press(button);
      await demo.answers('✓ Accepted, but no open incident has the key nothing: nothing changed.');
      await demo.fill('Description', button);
      expect(await demo.answer()).toBe('Ready to send.');
    }
    await demo.listReads(BOARD);
  });

  it('is acknowledged and resolved on its card, and opens to its details', async () => {
    await demo.press('Trigger');
    await demo.answers(/^✓ Accepted: ▲ Triggered #241/);
    await demo.press('Acknowledge #241');
    await demo.listReads(BOARD, /^◐ Acknowledged .* Resolve Details$/);
    await demo.answers(/^✓ Accepted: ◐ Acknowledged #241/);
    expect(await demo.isFocused('button', 'Resolve #241')).toBe(true);
    await demo.press('Resolve #241');
    await demo.listReads(BOARD, /^✓ Resolved .* Details$/);
    await demo.answers(/^✓ Accepted: ✓ Resolved #241/);
    const inFocus = () => demo.page.evaluate(() => document.activeElement?.ariaLabel);
    expect(await inFocus()).toBe('Details of #241');
    await demo.page.keyboard.press('Enter');
    await expect
      .poll(async () => (await demo.items(BOARD))[0])
      .toMatch(/"error": "Payment timed out" \} Timeline ▲ triggered ◐ acknowledged by User 1 ✓ resolved by User 1$/);
    expect(demo.standIn.requests.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT']);
    expect(demo.complaints()).toEqual([]);
  });

  it('is seen beside the button on a phone, which leads to its card', async () => {
    await demo.page.setViewport({ width: 360, height: 640 });
    await demo.press('Trigger');
    await demo.answers('✓ Accepted: ▲ Triggered #241');
    const inView = (selector: string) =>
      demo.page.$eval(selector, (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    expect(await inView('#answer')).toBe(true);
    expect(await inView('#incident-241 h3')).toBe(false);
    await demo.press('▲ Triggered #241', 'link');
    await expect.poll(() => inView('#incident-241 h3')).toBe(true);
  });

  it('is one of its own with a new key', async () => {
    await demo.press('Trigger');
    await demo.listReads(BOARD, /1 trigger /);
    await demo.press('New key');
    await demo.press('Trigger');
    await demo.listReads(BOARD, /1 trigger /, /1 trigger /);
  });

  it('that is triggered often shows its last events', async () => {
    for (let count = 1; count <= 8; count += 1) await demo.press('Trigger');
    await demo.listReads(BOARD, /8 triggers .* 4 earlier( ▲ triggered){4} Acknowledge/);
  });

  it('is opened, and closed, by keyboard alone, the focus always visible', async () => {
    await tabTo('Incident key');
    await demo.page.keyboard.down('Control');
    await demo.page.keyboard.press('a');
    await demo.page.keyboard.up('Control');
    await demo.page.keyboard.type('by-keyboard');
    await demo.page.keyboard.press('Enter');
    await demo.listReads(BOARD, /^▲ Triggered 1 trigger .* Key by-keyboard/);
    await tabTo('Resolve');
    await demo.page.keyboard.press('Space');
    await demo.listReads(BOARD, /^✓ Resolved/);
    await tabTo('Callbacks');
    await demo.page.keyboard.press('ArrowRight');
    expect(await demo.isFocused('tab', 'Promises')).toBe(true);
    expect(await demo.code()).toContain('await pdjs.resolve({');
    await demo.page.keyboard.press('ArrowLeft');
    await demo.page.keyboard.press('ArrowLeft');
    expect(await demo.isFocused('tab', 'Events v2')).toBe(true);
    await tabTo('slow');
    await demo.page.keyboard.press('Space');
    await expect.poll(() => demo.standIn.modes).toEqual(['slow']);
    await tabTo('resolve by-keyboard');
    await demo.page.keyboard.press('Enter');
    await expect.poll(() => demo.shown('#log li')).toContain('"event_type": "resolve"');
  });

  /** Presses Tab until the focus is on the element that is named so, or whose text has the name. */
  async function tabTo(name: string): Promise<void> {
    for (let stops = 0; stops < 60; stops += 1) {
      await demo.page.keyboard.press('Tab');
      const stop = await demo.page.evaluate(() => {
        const focused = document.activeElement as HTMLInputElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(focused);
        const text = `${focused.labels?.[0]?.innerText ?? ''} ${focused.innerText}`;
        return { text, isPage: focused === document.body, isVisible: outlineStyle !== 'none' && outlineWidth !== '0px' };
      });
      if (stop.text.includes(name)) return;
      if (!stop.isPage) expect(stop).toMatchObject({ isVisible: true });
    }
    expect.fail(`No element is named ${name}`);
  }

  it('that is acknowledged elsewhere shows so', async () => {
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    await demo.page.evaluate(async (id) => {
      const pdjs = new PDJSobj({ token: 'token-of-20-characters', apiUrl: location.origin });
      await pdjs.put(
        `incidents/${id}`,
        { incident: { type: 'incident', status: 'acknowledged' } },
        { headers: { From: 'user1@example.test' } },
      );
    }, demo.standIn.incidents[0]?.id ?? '');
    await demo.listReads(BOARD, /^◐ Acknowledged/);
  });

  it('that another program opens appears by itself', async () => {
    await demo.listReads(BOARD);
    await fetch(`${demo.stage.origin}/v2/enqueue`, {
      method: 'POST',
      body: JSON.stringify({
        routing_key: 'KEY',
        event_action: 'trigger',
        dedup_key: 'disk',
        payload: { summary: 'Disk is full', source: 'elsewhere', severity: 'error' },
      }),
    });
    await demo.listReads(BOARD, /^▲ Triggered 1 trigger Disk is full #241 Key disk/);
    await demo.counterReads({});
  });

  it('is opened by the howto’s snippet, pasted into the console', async () => {
    const snippet = await demo.page.$eval('#snippet', (element) => element.textContent);
    expect(snippet).toBe(`${HOWTO}\n\ntrigger()`);
    await demo.page.evaluate(snippet);
    await demo.listReads(BOARD, /^▲ Triggered 1 trigger This is only a test\./);
    await demo.counterReads({ Called: 1, Accepted: 1 });
  });

  it('is not opened by a change event, which counts all the same', async () => {
    await demo.page.evaluate(() => new PDJSobj().change({ routing_key: 'KEY', summary: 'Deployed' }));
    await demo.counterReads({ Called: 1, Accepted: 1 });
    expect(demo.standIn.changes).toHaveLength(1);
  });
});
