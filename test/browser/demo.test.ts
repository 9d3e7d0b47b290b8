import axe, { type AxeResults } from 'axe-core';
import type { Dialog, ElementHandle, Page } from 'puppeteer-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOWTO } from './howto.js';
import { openPage, useChromium } from './support.js';

const stage = useChromium();
const OWN_KEY = 'R0123456789ABCDEFGHIJKLMNOPQRSTU';
const BOARD = '3 PagerDuty opens an incident';
const LIST = '3 PagerDuty answers, page by page';
const WIRE = 'On the wire';

let page: Page;
let said: string[];
beforeEach(async () => {
  ({ page, said } = await openPage(stage, '/'));
  await page.bringToFront();
});

const find = (role: string, name: string) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`).setTimeout(10_000);
const press = (name: string, role = 'button') => find(role, name).click();
const fill = (name: string, text: string) => find('textbox', name).fill(text);
const element = async (role: string, name: string): Promise<ElementHandle> => find(role, name).waitHandle();

/** The items of a list as they read, without the time of day. */
async function items(name: string): Promise<string[]> {
  const list = await page.$(`::-p-aria([name="${name}"][role="list"])`);
  const texts = (await list?.$$eval(':scope > li', (items) => items.map((item) => (item as HTMLElement).innerText))) ?? [];
  return texts.map((text) => text.replace(/\s*\d\d:\d\d:\d\d/g, '').replace(/\s+/g, ' '));
}
/** Waits until a list's items match, the first ones first. */
async function listReads(name: string, ...expected: (string | RegExp)[]): Promise<void> {
  const match = expected.map((item) => (typeof item === 'string' ? item : (expect.stringMatching(item) as string)));
  await expect.poll(() => items(name)).toEqual(match);
}
const shown = (selector: string) => page.$eval(selector, (element) => (element as HTMLElement).innerText.trim());
/** What is said in the live region of a result. */
const answer = () => shown('#answer');
const code = () => page.$eval('#example', (element) => element.textContent);
const counts = () =>
  page.$$eval('dl div', (pairs) =>
    Object.fromEntries(pairs.map((pair) => (pair as HTMLElement).innerText.split(/\s+/) as [string, string])),
  );
/** Waits until the counter reads so; what is not named is 0. */
async function counterReads(expected: Record<string, number>): Promise<void> {
  const all = { Called: 0, Accepted: 0, Waiting: 0, Refused: 0, Lost: 0, ...expected };
  const texts = Object.fromEntries(Object.entries(all).map(([name, count]) => [name, String(count)]));
  await expect.poll(counts).toEqual(texts);
}
/** What is said beside a field. */
const problem = async (field: string) => {
  const input = await element('textbox', field);
  return input.evaluate((input) => {
    const isMarked = input.getAttribute('aria-invalid') === 'true';
    const [text] = (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    return isMarked ? text : '';
  });
};
const isFocused = async (role: string, name: string) =>
  (await element(role, name)).evaluate((element) => element === document.activeElement);

async function switchOn(name: string, mode: string): Promise<void> {
  await press(name, 'checkbox');
  await expect.poll(() => stage.standIn.modes).toContain(mode);
}

describe('An incident', () => {
  it('is opened, repeated, acknowledged, resolved and opened anew', async () => {
    await expect.poll(() => shown('[aria-labelledby=board]')).toContain('No incident yet. Press Trigger.');
    await fill('Description', 'Checkout is down');
    await fill('Incident key', 'checkout');
    await press('Trigger');
    await listReads(BOARD, '▲ Triggered triggered once Checkout is down #241 Key checkout ▲ triggered');
    await expect.poll(answer).toBe('✓ PagerDuty has accepted checkout.');
    expect(await shown('#news')).toBe('#241 is open.');
    await press('Trigger');
    await listReads(BOARD, '▲ Triggered triggered 2 times Checkout is down #241 Key checkout ▲ triggered ▲ triggered');
    expect(await shown('#news')).toBe('The same key joins #241, triggered 2 times now.');
    await press('Acknowledge');
    await listReads(BOARD, /^◐ Acknowledged triggered 2 times .* ▲ triggered ▲ triggered ◐ acknowledged$/);
    expect(await shown('#news')).toBe('#241 is acknowledged: somebody works on it.');
    await press('Resolve');
    await listReads(BOARD, /^✓ Resolved triggered 2 times .* ◐ acknowledged ✓ resolved$/);
    expect(await shown('#news')).toBe('#241 is resolved.');
    await press('Trigger');
    await listReads(
      BOARD,
      '▲ Triggered triggered once Checkout is down #242 Key checkout Incident 2 of this key: the last is resolved. ▲ triggered',
      /^✓ Resolved triggered 2 times Checkout is down #241/,
    );
    expect(await shown('#news')).toBe('#242 is a new incident: the one before with its key is resolved.');
    await counterReads({ Called: 5, Accepted: 5 });
    expect(said.filter((line) => !line.startsWith('log: '))).toEqual([]);
  });

  it('is one of its own with a new key', async () => {
    await press('Trigger');
    await listReads(BOARD, /triggered once/);
    await press('New key');
    await press('Trigger');
    await listReads(BOARD, /triggered once/, /triggered once/);
  });

  it('that is triggered often shows its last events', async () => {
    for (let count = 1; count <= 8; count += 1) await press('Trigger');
    await listReads(BOARD, /triggered 8 times .* 2 earlier( ▲ triggered){6}$/);
  });

  it('is opened, and closed, by keyboard alone, the focus always visible', async () => {
    await tabTo('Incident key');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type('by-keyboard');
    await page.keyboard.press('Enter');
    await listReads(BOARD, /^▲ Triggered triggered once .* Key by-keyboard/);
    await tabTo('Resolve');
    await page.keyboard.press('Space');
    await listReads(BOARD, /^✓ Resolved/);
    await tabTo('Callbacks');
    await page.keyboard.press('ArrowRight');
    expect(await isFocused('tab', 'Promises')).toBe(true);
    expect(await code()).toContain('await pdjs.resolve({');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    expect(await isFocused('tab', 'Events v2')).toBe(true);
    await tabTo('slow');
    await page.keyboard.press('Space');
    await expect.poll(() => stage.standIn.modes).toEqual(['slow']);
    await tabTo('POST');
    await page.keyboard.press('Enter');
    await expect.poll(() => shown('#log li')).toContain('"event_type": "resolve"');
  });

  /** Presses Tab until the focus is on the element that is named so, or whose text has the name. */
  async function tabTo(name: string): Promise<void> {
    for (let stops = 0; stops < 60; stops += 1) {
      await page.keyboard.press('Tab');
      const stop = await page.evaluate(() => {
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
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    await page.evaluate(async (id) => {
      const pdjs = new PDJSobj({ token: 'token-of-20-characters', apiUrl: location.origin });
      await pdjs.put(
        `incidents/${id}`,
        { incident: { type: 'incident', status: 'acknowledged' } },
        { headers: { From: 'user1@example.test' } },
      );
    }, stage.standIn.incidents[0]?.id ?? '');
    await listReads(BOARD, /^◐ Acknowledged/);
  });

  it('is opened by the howto’s snippet, pasted into the console', async () => {
    const snippet = await page.$eval('#snippet', (element) => element.textContent);
    expect(snippet).toBe(`${HOWTO}\n\ntrigger()`);
    await page.evaluate(snippet);
    await listReads(BOARD, /^▲ Triggered triggered once This is only a test\./);
    await counterReads({ Called: 1, Accepted: 1 });
  });

  it('is not opened by a change event, which counts all the same', async () => {
    await page.evaluate(() => new PDJSobj().change({ routing_key: 'KEY', summary: 'Deployed' }));
    await counterReads({ Called: 1, Accepted: 1 });
    expect(stage.standIn.changes).toHaveLength(1);
  });
});

describe('Bad input is said beside its field, and nothing is sent', () => {
  it.each([
    ['Integration key', '', 'The integration key is missing.'],
    ['Description', ' ', 'The description is missing.'],
    ['Description', 'x'.repeat(1025), 'The description is too long: 1024 characters at most.'],
    ['Incident key', '', 'The incident key is missing.'],
    ['Incident key', 'x'.repeat(256), 'The incident key is too long: 255 characters at most.'],
    ['Details (JSON object)', '{bad', /^This is not JSON: /],
    ['Details (JSON object)', '', /^This is not JSON: /],
    ['Details (JSON object)', '[1]', 'This must be an object, like {"page": "/checkout"}.'],
    ['Details (JSON object)', 'null', 'This must be an object, like {"page": "/checkout"}.'],
  ])('%s (%#)', async (field, text, expected) => {
    await fill(field, text);
    await press('Trigger');
    await expect.poll(() => problem(field)).toMatch(expected);
    expect(await isFocused('textbox', field)).toBe(true);
    expect(await answer()).toBe('Nothing was sent.');
    await press('Trigger 10 at once');
    expect(stage.standIn.requests).toHaveLength(0);

    await fill(field, '{"page": 1}');
    expect(await problem(field)).toBe('');
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
  });

  it.each([
    ['API token', 'short', 'An API token is 20 letters and digits, or more.', 'List'],
    ['Your e-mail at PagerDuty', 'nobody', 'This must be the e-mail address of a user.', 'Acknowledge #241'],
  ])('%s', async (field, text, expected, button) => {
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    const before = stage.standIn.requests.length;
    await press('REST API', 'tab');
    if (button !== 'List') {
      await press('List');
      await element('button', button);
      await expect.poll(() => shown('#rest_answer')).toBe('✓ 241 incidents.');
    }
    await fill(field, text);
    await press(button);
    await expect.poll(() => problem(field)).toBe(expected);
    expect(await isFocused('textbox', field)).toBe(true);
    expect(stage.standIn.requests.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('The code', () => {
  const VALUES = {
    service_key: 'demo-service-key',
    description: 'It "broke"\\',
    incident_key: 'a',
    details: { n: { 'a-b': [1] } },
  };
  const fillAll = async () => {
    await fill('Description', VALUES.description);
    await fill('Incident key', VALUES.incident_key);
    await fill('Details (JSON object)', JSON.stringify(VALUES.details));
  };

  it('shows what the form holds, and the button that was pressed last', async () => {
    await fillAll();
    expect(await code()).toBe(`const pdjs = new PDJSobj({ outbox: true });

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
    console.warn(error.status, error.message);
  },
});
`);
    await press('Promises', 'tab');
    await press('Acknowledge');
    expect(await code()).toContain('const answer = await pdjs.acknowledge({\n    service_key: "demo-service-key",');
    await press('New key');
    expect(await code()).toMatch(/incident_key: "checkout-\w+"/);
    await press('Events v2', 'tab');
    expect(await code()).toContain(
      '    routing_key: "demo-service-key",\n    summary: "It \\"broke\\"\\\\",\n    severity: \'critical\',',
    );
  });

  it.each(['Callbacks', 'Promises', 'Events v2'])('%s: what is copied does what the button does', async (name) => {
    await stage.session.context.setPermission(
      stage.origin,
      { permission: { name: 'clipboard-read' }, state: 'granted' },
      { permission: { name: 'clipboard-write' }, state: 'granted' },
    );
    await fillAll();
    await press(name, 'tab');
    for (const button of ['Trigger', 'Acknowledge', 'Resolve']) {
      stage.standIn.requests.length = 0;
      await press(button);
      await press('Copy');
      await expect.poll(() => shown('#copied')).toBe('Copied.');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(copied).toBe(await code());
      await expect.poll(() => stage.standIn.requests.length).toBe(1);
      await page.evaluate(`(async () => {${copied}})()`);
      await expect.poll(() => stage.standIn.requests.length).toBe(2);
      const [pressed, pasted] = stage.standIn.requests.map(({ url, body }) => ({ url, body: JSON.parse(body) as object }));
      expect(pasted).toEqual(pressed);
    }
    const [{ url } = { url: '' }] = stage.standIn.requests;
    expect(url).toContain(name === 'Events v2' ? '/v2/enqueue' : '/create_event.json');
    await listReads(BOARD, /^✓ Resolved triggered 2 times/);
    expect(said.filter((line) => !line.startsWith('log: '))).toEqual([]);
  });

  it('is selected where there is no clipboard', async () => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('denied'));
    });
    await press('Copy');
    await expect.poll(() => shown('#copied')).toBe('Selected: press Ctrl+C or ⌘C.');
    expect(await page.evaluate(() => String(getSelection()).trim())).toBe((await code()).trim());
  });
});

describe('The wire log', () => {
  it('has a row for each attempt, that opens to what was sent and received, the key masked', async () => {
    stage.standIn.faults.push({ kind: 'status', status: 503 }, { kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    await fill('Incident key', 'a');
    await press('Trigger');
    await listReads(
      WIRE,
      /^✓ 200 [\d.]+ s POST \/generic\/2010-04-15\/create_event\.json attempt 3, waited [1-9]\d*\.\d+ s$/,
      /^✗ 429 .* attempt 2, waited [\d.]+ s$/,
      /^✗ 503 [\d.]+ s POST \S+$/,
    );
    await (await page.$('#log summary'))?.click();
    await expect.poll(() => shown('#log li')).toContain('"message": "Event processed"');
    const row = await shown('#log li');
    expect(row).toContain('"service_key": "***"');
    expect(row).toContain('"incident_key": "a"');
    expect(await shown('[aria-labelledby=wire]')).not.toContain('demo-service-key');
    await press('Trigger');
    await expect.poll(async () => (await items(WIRE))[0]).toMatch(/^✓ 200 [\d.]+ s POST \S+$/);
    await press('Clear');
    await listReads(WIRE);
  });
});

describe('With a switch on, no event is lost:', () => {
  it('every third request fails', async () => {
    await switchOn('every third request fails', 'every_third');
    await press('Trigger 10 at once');
    await counterReads({ Called: 10, Accepted: 10 });
    expect(stage.standIn.accepted).toBe(10);
    expect(stage.standIn.incidents).toHaveLength(10);
    const rows = await items(WIRE);
    expect(rows.filter((row) => row.startsWith('✗ 503')).length).toBe(rows.length - 10);
    expect(rows.length).toBeGreaterThan(13);
    await page.reload();
    const isOn = async () =>
      (await element('checkbox', 'every third request fails')).evaluate((box) => (box as HTMLInputElement).checked);
    await expect.poll(isOn).toBe(true);
  });

  it('rate limit', async () => {
    await switchOn('rate limit', 'rate_limit');
    await press('Trigger 10 at once');
    await expect.poll(async () => Number((await counts()).Waiting)).toBeGreaterThan(0);
    await counterReads({ Called: 10, Accepted: 10 });
    expect(stage.standIn.accepted).toBe(10);
    expect(await items(WIRE)).toContainEqual(expect.stringMatching(/^✗ 403/));
  });

  it('slow', async () => {
    await switchOn('slow', 'slow');
    await press('Trigger');
    await counterReads({ Called: 1, Waiting: 1 });
    expect(await answer()).toMatch(/^… On its way: checkout-/);
    await listReads(WIRE, /^… under way/);
    await counterReads({ Called: 1, Accepted: 1 });
  });

  it('offline, until it is off again', async () => {
    await press('offline', 'checkbox');
    await press('Trigger');
    await press('Trigger');
    await counterReads({ Called: 2, Waiting: 2 });
    await expect.poll(async () => (await items(WIRE))[0]).toMatch(/^✗ no answer/);
    expect(stage.standIn.requests).toHaveLength(0);
    await press('offline', 'checkbox');
    await counterReads({ Called: 2, Accepted: 2 });
    await listReads(BOARD, /^▲ Triggered triggered 2 times/);
  });

  it('offline, and the page is opened anew', async () => {
    await press('offline', 'checkbox');
    await press('Trigger');
    await press('Trigger');
    await counterReads({ Called: 2, Waiting: 2 });
    await page.reload();
    await counterReads({ Called: 2, Accepted: 2 });
    await listReads(BOARD, /^▲ Triggered triggered 2 times/);
    expect(stage.standIn.accepted).toBe(2);
  });

  it('what PagerDuty refuses is told, and counted apart', async () => {
    stage.standIn.faults.push({ kind: 'status', status: 400, body: '{"status":"invalid event","errors":["It is so"]}' });
    await press('Trigger');
    await counterReads({ Called: 1, Refused: 1 });
    expect(await answer()).toBe('✗ It is so');
  });

  it('what another tab has left and delivers is not waiting here', async () => {
    await press('offline', 'checkbox');
    await press('Trigger');
    await counterReads({ Called: 1, Waiting: 1 });
    const { page: other } = await openPage(stage, '/');
    const waiting = () => other.$eval('#waiting', (element) => element.textContent);
    expect(await waiting()).toBe('1');
    await page.bringToFront();
    await press('offline', 'checkbox');
    await counterReads({ Called: 1, Accepted: 1 });
    await expect.poll(waiting).toBe('0');
  });
});

describe('A service of one’s own', () => {
  /** What the page asks before it pages people, and how it is answered. */
  function answerDialogs(accept: boolean): string[] {
    const asked: string[] = [];
    page.removeAllListeners('dialog');
    page.on('dialog', (dialog: Dialog) => {
      asked.push(dialog.message());
      void (accept ? dialog.accept() : dialog.dismiss());
    });
    return asked;
  }
  const sentTo = () => stage.standIn.requests.map(({ url }) => new URL(url).host);

  it('is paged after a warning and a confirmation; its key goes into the event and nowhere else', async () => {
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await press('my own service', 'radio');
    expect(await shown('[role=alert]')).toContain('every event from this page pages whoever is on call');
    expect(await code()).toContain('const pdjs = new PDJSobj({ server: "pagerduty.com" });');

    await press('Trigger');
    await expect.poll(() => problem('Integration key')).toBe('The integration key is missing.');
    await fill('Integration key', 'demo');
    await press('Trigger');
    await expect.poll(() => problem('Integration key')).toBe('An integration key is 32 letters and digits.');
    await fill('Integration key', OWN_KEY);

    const refused = answerDialogs(false);
    await press('Trigger');
    await expect.poll(answer).toBe('Nothing was sent.');
    expect(refused).toEqual([
      'This pages whoever is on call for the service with the key ending in RSTU, at pagerduty.com. Send it?',
    ]);
    expect(sentTo()).toEqual([]);

    const agreed = answerDialogs(true);
    await press('Trigger');
    await expect.poll(sentTo).toEqual(['events.pagerduty.com']);
    await press('Resolve');
    await expect.poll(sentTo).toHaveLength(2);
    expect(agreed).toHaveLength(1);
    expect(JSON.parse(stage.standIn.requests[0]?.body ?? '')).toMatchObject({ service_key: OWN_KEY });

    await page.select('[name=server]', 'eu.pagerduty.com');
    await press('Trigger');
    await expect.poll(sentTo).toHaveLength(3);
    expect(sentTo()[2]).toBe('events.eu.pagerduty.com');
    expect(agreed).toHaveLength(2);

    await counterReads({ Called: 3, Accepted: 3 });
    expect(await shown('[aria-labelledby=wire]')).not.toContain(OWN_KEY);
    const stored = await page.evaluate(async () => JSON.stringify([localStorage, sessionStorage, await indexedDB.databases()]));
    expect(stored).toBe('[{},{},[]]');
    expect(await stage.session.context.cookies()).toEqual([]);
    expect(urls.concat(page.url()).filter((url) => url.includes(OWN_KEY))).toEqual([]);
    await page.reload();
    expect(await page.content()).not.toContain(OWN_KEY);
    expect(await code()).toContain('"demo-service-key"');
  });

  it('has neither trouble to play with nor the stand-in’s board', async () => {
    await switchOn('slow', 'slow');
    await press('my own service', 'radio');
    await expect.poll(() => stage.standIn.modes).toEqual([]);
    const disabled = async (role: string, name: string) => (await element(role, name)).evaluate((it) => it.matches(':disabled'));
    expect(await disabled('button', 'Trigger 10 at once')).toBe(true);
    expect(await disabled('checkbox', 'offline')).toBe(true);
    expect(await shown('[aria-labelledby=board]')).toContain('These incidents are in your account');
    await press('a stand-in for PagerDuty', 'radio');
    expect(await disabled('checkbox', 'offline')).toBe(false);
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    expect(sentTo()).toEqual([new URL(stage.origin).host]);
  });

  it('is listed with its own token, from its own region', async () => {
    await press('my own service', 'radio');
    await page.select('[name=server]', 'eu.pagerduty.com');
    await press('REST API', 'tab');
    await fill('API token', 'a-token-of-20-characters');
    await press('List');
    await expect.poll(() => shown('#rest_answer')).toBe('✓ 240 incidents.');
    expect(new Set(sentTo())).toEqual(new Set(['api.eu.pagerduty.com']));
    expect(stage.standIn.requests[0]?.headers.authorization).toBe('Token token=a-token-of-20-characters');
    expect(await shown('body')).not.toContain('a-token-of-20-characters');
  });
});

describe('The REST tab', () => {
  const progress = () =>
    page.$eval('progress', ({ value, max, labels }) => ({ value, max, label: labels[0]?.innerText.replace(/\s+/g, ' ') }));

  it('lists incidents page by page, and acknowledges one', async () => {
    await fill('Description', 'Search is slow');
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    stage.standIn.requests.length = 0;
    await press('REST API', 'tab');
    await press('List');
    await expect.poll(() => shown('#rest_answer')).toBe('✓ 241 incidents.');
    expect(await progress()).toEqual({ value: 241, max: 241, label: 'Progress 241 of 241' });
    expect(stage.standIn.requests.map(({ url }) => new URL(url).searchParams.get('offset'))).toEqual([
      null,
      ...['0', '50', '100', '150', '200'],
    ]);
    const listed = await items(LIST);
    expect(listed).toHaveLength(241);
    expect(listed[0]).toMatch(/^▲ triggered #241 Search is slow \S+ Acknowledge$/);
    expect(listed[1]).toMatch(/^✓ resolved #240 /);

    await press('Acknowledge #241');
    await expect.poll(() => shown('#rest_answer')).toBe('✓ #241 is acknowledged.');
    expect((await items(LIST))[0]).toMatch(/^◐ acknowledged #241 Search is slow \S+$/);
    expect(stage.standIn.requests.at(-1)?.headers.from).toBe('user1@example.test');
    await press('Events', 'tab');
    await listReads(BOARD, /^◐ Acknowledged/);
  });

  it('stops', async () => {
    await switchOn('slow', 'slow');
    await press('REST API', 'tab');
    await press('List');
    await expect.poll(async () => (await progress()).label).toBe('Progress 50 of 240');
    await press('Stop');
    expect(await shown('#rest_answer')).toBe('Stopped after 50 of 240.');
    expect(await items(LIST)).toHaveLength(50);
  });

  it('tells what PagerDuty refuses', async () => {
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    await press('REST API', 'tab');
    await press('List');
    await expect.poll(() => shown('#rest_answer')).toBe('✓ 241 incidents.');
    await fill('Your e-mail at PagerDuty', 'nobody@example.test');
    await press('Acknowledge #241');
    await expect.poll(() => shown('#rest_answer')).toBe('✗ #241: The From header must be the email address of a user');
    stage.standIn.faults.push({ kind: 'status', status: 401, body: '{"error":{"message":"Unauthorized"}}' });
    await press('List');
    await expect.poll(() => shown('#rest_answer')).toBe('✗ Unauthorized');
  });
});

describe('The page', () => {
  it('is served with a strict CSP, and keeps to it', async () => {
    const response = await page.reload();
    const policy = response?.headers()['content-security-policy'] ?? '';
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self' https://events.pagerduty.com https://events.eu.pagerduty.com https://api.pagerduty.com https://api.eu.pagerduty.com",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]);
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    expect(said.filter((line) => !line.startsWith('log: '))).toEqual([]);
    const injected = page.evaluate(() => {
      document.body.innerHTML = '<p>injected</p>';
    });
    await expect(injected).rejects.toThrow('TrustedHTML');
  });

  it('moves nothing for those who want it so', async () => {
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await page.reload();
    await press('Trigger');
    await listReads(BOARD, /^▲ Triggered/);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  describe.each(['light', 'dark'])('in %s', (scheme) => {
    it.each([360, 800, 1280, 2200])('at %i pixels: axe finds nothing, and nothing leads out of view', async (width) => {
      await page.setViewport({ width, height: 800 });
      await page.emulateMediaFeatures([
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]);
      await page.reload();
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(background).toBe(scheme === 'dark' ? 'rgb(14, 20, 18)' : 'rgb(242, 245, 243)');
      await page.evaluate(axe.source);
      await check();

      stage.standIn.faults.push({ kind: 'status', status: 503 });
      await fill('Description', 'Checkout'.repeat(20));
      for (const button of ['Trigger', 'Acknowledge', 'Resolve', 'Trigger']) await press(button);
      await listReads(BOARD, /^▲ Triggered/, /^✓ Resolved/);
      for (const summary of await page.$$('summary')) await summary.click();
      await check();

      await fill('Integration key', '');
      await fill('Description', '');
      await fill('Incident key', '');
      await fill('Details (JSON object)', '');
      await press('Trigger');
      await expect.poll(() => problem('Description')).toBe('The description is missing.');
      await check();

      await press('my own service', 'radio');
      await check();
      await press('a stand-in for PagerDuty', 'radio');
      await press('REST API', 'tab');
      await press('List');
      await expect.poll(() => shown('#rest_answer')).toBe('✓ 242 incidents.');
      await check();
    });
  });

  async function check(): Promise<void> {
    const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
    expect(findings(violations)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
  const findings = (results: AxeResults['violations']) =>
    results.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`));
});
