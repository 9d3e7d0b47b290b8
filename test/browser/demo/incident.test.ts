/** An incident on the demo page: opened and closed by button, keyboard, snippet and from elsewhere. */
import { describe, expect, it } from 'vitest';
import { HOWTO } from '../howto.js';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();

describe('An incident', () => {
  it('is opened, repeated, acknowledged, resolved and opened anew', async () => {
    await expect.poll(() => demo.shown('[aria-labelledby=board]')).toContain('No incident yet. Press Trigger.');
    await demo.fill('Description', 'Checkout is down');
    await demo.fill('Incident key', 'checkout');
    await demo.press('Trigger');
    await demo.listReads(BOARD, '▲ Triggered triggered once Checkout is down #241 Key checkout ▲ triggered');
    await expect.poll(() => demo.answer()).toBe('✓ PagerDuty has accepted checkout.');
    expect(await demo.shown('#news')).toBe('#241 is open.');
    await demo.press('Trigger');
    await demo.listReads(BOARD, '▲ Triggered triggered 2 times Checkout is down #241 Key checkout ▲ triggered ▲ triggered');
    expect(await demo.shown('#news')).toBe('The same key joins #241, triggered 2 times now.');
    await demo.press('Acknowledge');
    await demo.listReads(BOARD, /^◐ Acknowledged triggered 2 times .* ▲ triggered ▲ triggered ◐ acknowledged$/);
    expect(await demo.shown('#news')).toBe('#241 is acknowledged: somebody works on it.');
    await demo.press('Resolve');
    await demo.listReads(BOARD, /^✓ Resolved triggered 2 times .* ◐ acknowledged ✓ resolved$/);
    expect(await demo.shown('#news')).toBe('#241 is resolved.');
    await demo.press('Trigger');
    await demo.listReads(
      BOARD,
      '▲ Triggered triggered once Checkout is down #242 Key checkout Incident 2 of this key: the last is resolved. ▲ triggered',
      /^✓ Resolved triggered 2 times Checkout is down #241/,
    );
    expect(await demo.shown('#news')).toBe('#242 is a new incident: the one before with its key is resolved.');
    await demo.counterReads({ Called: 5, Accepted: 5 });
    expect(demo.complaints()).toEqual([]);
  });

  it('is one of its own with a new key', async () => {
    await demo.press('Trigger');
    await demo.listReads(BOARD, /triggered once/);
    await demo.press('New key');
    await demo.press('Trigger');
    await demo.listReads(BOARD, /triggered once/, /triggered once/);
  });

  it('that is triggered often shows its last events', async () => {
    for (let count = 1; count <= 8; count += 1) await demo.press('Trigger');
    await demo.listReads(BOARD, /triggered 8 times .* 2 earlier( ▲ triggered){6}$/);
  });

  it('is opened, and closed, by keyboard alone, the focus always visible', async () => {
    await tabTo('Incident key');
    await demo.page.keyboard.down('Control');
    await demo.page.keyboard.press('a');
    await demo.page.keyboard.up('Control');
    await demo.page.keyboard.type('by-keyboard');
    await demo.page.keyboard.press('Enter');
    await demo.listReads(BOARD, /^▲ Triggered triggered once .* Key by-keyboard/);
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
    await tabTo('POST');
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

  it('is opened by the howto’s snippet, pasted into the console', async () => {
    const snippet = await demo.page.$eval('#snippet', (element) => element.textContent);
    expect(snippet).toBe(`${HOWTO}\n\ntrigger()`);
    await demo.page.evaluate(snippet);
    await demo.listReads(BOARD, /^▲ Triggered triggered once This is only a test\./);
    await demo.counterReads({ Called: 1, Accepted: 1 });
  });

  it('is not opened by a change event, which counts all the same', async () => {
    await demo.page.evaluate(() => new PDJSobj().change({ routing_key: 'KEY', summary: 'Deployed' }));
    await demo.counterReads({ Called: 1, Accepted: 1 });
    expect(demo.standIn.changes).toHaveLength(1);
  });
});
