/** The code that the demo page shows, and that can be copied. */
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();

describe('The code', () => {
  const VALUES = {
    service_key: 'demo-service-key',
    description: 'It "broke"\\',
    incident_key: 'a',
    details: { n: { 'a-b': [1] } },
  };
  const fillAll = async () => {
    await demo.fill('Description', VALUES.description);
    await demo.fill('Incident key', VALUES.incident_key);
    await demo.fill('Details (JSON object)', JSON.stringify(VALUES.details));
  };

  it('shows what the form holds, and the button that was pressed last', async () => {
    await fillAll();
    expect(await demo.code()).toBe(`const pdjs = new PDJSobj({ outbox: true });

pdjs.trigger({
  service_key: "demo-service-key",
  description: "It \\"broke\\"\\\\",
  incident_key: "a",
  details: {
    n: {
      "a-b": [
        1
      ]
    }
  },
  success: function (answer) {
    console.log(answer);
  },
  error: function (error) {
    console.warn(error);
  },
});
`);
    await demo.press('Promises', 'tab');
    await demo.press('Acknowledge');
    expect(await demo.code()).toContain('const answer = await pdjs.acknowledge({\n    service_key: "demo-service-key",');
    await demo.press('New key');
    expect(await demo.code()).toMatch(/incident_key: "checkout-\w+"/);
    await demo.press('Events v2', 'tab');
    expect(await demo.code()).toContain(
      '    routing_key: "demo-service-key",\n    summary: "It \\"broke\\"\\\\",\n    severity: \'critical\',',
    );
  });

  it.each(['Callbacks', 'Promises', 'Events v2'])('%s: has no details where the field is empty', async (name) => {
    await demo.press(name, 'tab');
    await demo.fill('Details (JSON object)', ' ');
    expect(await demo.code()).not.toContain('details');
    await demo.press('Trigger');
    await demo.answers(/^✓ Accepted/);
    expect(demo.standIn.incidents[0]?.timeline[0]?.details ?? {}).toEqual({});
  });

  it.each(['Callbacks', 'Promises', 'Events v2'])('%s: what is copied does what the button does', async (name) => {
    const { context } = await demo.stage.session();
    await context.setPermission(
      demo.stage.origin,
      { permission: { name: 'clipboard-read' }, state: 'granted' },
      { permission: { name: 'clipboard-write' }, state: 'granted' },
    );
    await fillAll();
    await demo.press(name, 'tab');
    for (const button of ['Trigger', 'Acknowledge', 'Resolve']) {
      demo.standIn.requests.length = 0;
      await demo.press(button);
      await demo.press('Copy');
      await demo.element('button', 'Copied');
      const copied = await demo.page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toBe(await demo.code());
      await expect.poll(() => demo.standIn.requests.length).toBe(1);
      await demo.page.evaluate(`(async () => {${copied}})()`);
      await expect.poll(() => demo.standIn.requests.length).toBe(2);
      const [pressed, pasted] = demo.standIn.requests.map(({ url, body }) => ({ url, body: JSON.parse(body) as object }));
      expect(pasted).toEqual(pressed);
    }
    const [{ url } = { url: '' }] = demo.standIn.requests;
    expect(url).toContain(name === 'Events v2' ? '/v2/enqueue' : '/create_event.json');
    await demo.listReads(BOARD, /^✓ Resolved 2 triggers/);
    expect(demo.complaints()).toEqual([]);
  });

  it.each([
    ['the snippet', '#snippet'],
    ['the REST code', '#rest_example'],
    ['the page’s code', '#page_example'],
  ])('is copied where it stands: %s', async (name, selector) => {
    const { context } = await demo.stage.session();
    const writing = { permission: { name: 'clipboard-write' }, state: 'granted' } as const;
    const reading = { permission: { name: 'clipboard-read' }, state: 'granted' } as const;
    await context.setPermission(demo.stage.origin, writing, reading);
    if (name === 'the REST code') await demo.press('REST API', 'tab');
    if (name === 'the snippet') await (await demo.page.$('summary:has(#old)'))?.click();
    await demo.press(`Copy ${name}`);
    await demo.element('button', 'Copied');
    const copied = await demo.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await demo.page.$eval(selector, (element) => element.textContent));
    expect(copied.length).toBeGreaterThan(300);
  });

  it('is selected where there is no clipboard', async () => {
    await demo.page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
    });
    await demo.press('Copy');
    await demo.element('button', 'Press Ctrl+C');
    expect(await demo.shown('#copied')).toBe('Press Ctrl+C');
    expect(await demo.page.evaluate(() => String(getSelection()).trim())).toBe((await demo.code()).trim());
    await demo.press('Promises', 'tab');
    expect(await demo.shown('[data-copies=example]')).toBe('Copy');
    expect(await demo.shown('#copied')).toBe('');
  });
});
