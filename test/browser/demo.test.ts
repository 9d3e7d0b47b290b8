import type { Page } from 'puppeteer-core';
import { beforeEach, expect, it } from 'vitest';
import { HOWTO } from './howto.js';
import { openPage, useChromium } from './support.js';

const stage = useChromium();
let page: Page;
let said: string[];
beforeEach(async () => {
  ({ page, said } = await openPage(stage, '/'));
});

const press = (name: string) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
const fill = (name: string, text: string) => page.locator(`::-p-aria([name="${name}"][role="textbox"])`).fill(text);

/** Waits until the incidents on the page read so, newest first. */
async function incidentsRead(...rows: string[][]): Promise<void> {
  const read = () =>
    page.$$eval('#incidents tr', (rows) => rows.map((row) => [...row.cells].slice(1, 4).map((cell) => cell.textContent)));
  await expect.poll(read, { timeout: 10_000 }).toEqual(rows);
}
const answer = () => page.$eval('#answer', (element) => element.textContent);

it('an incident is opened, repeated, acknowledged, resolved and opened anew', async () => {
  await fill('Description', 'Checkout is down');
  await fill('Incident key', 'checkout');
  await press('Trigger');
  await incidentsRead(['● triggered', '1', 'Checkout is down']);
  expect(JSON.parse(await answer())).toEqual({ status: 'success', message: 'Event processed', incident_key: 'checkout' });
  await press('Trigger');
  await incidentsRead(['● triggered', '2', 'Checkout is down']);
  await press('Acknowledge');
  await incidentsRead(['◐ acknowledged', '2', 'Checkout is down']);
  await press('Resolve');
  await incidentsRead(['○ resolved', '2', 'Checkout is down']);
  await press('Trigger');
  await incidentsRead(['● triggered', '1', 'Checkout is down'], ['○ resolved', '2', 'Checkout is down']);
  expect(said).toEqual([]);
});

it('a new random key opens an incident of its own, by keyboard', async () => {
  await page.focus('#description');
  await page.keyboard.press('Enter');
  await incidentsRead(['● triggered', '1', 'This is only a test.']);
  await page.focus('#new_key');
  await page.keyboard.press('Enter');
  await page.focus('button[value=trigger]');
  await page.keyboard.press('Space');
  await incidentsRead(['● triggered', '1', 'This is only a test.'], ['● triggered', '1', 'This is only a test.']);
});

it.each(['{bad', '[1]', '"text"', 'null'])(
  'details that hold %s are said beside the field, and nothing is sent',
  async (text) => {
    await fill('Details (JSON object)', text);
    await press('Trigger');
    await page.waitForSelector('#details[aria-invalid=true]:focus');
    expect(await page.$eval('#details_error', (element) => element.textContent)).toMatch(
      /^Details (are not JSON|must be a JSON object): /,
    );
    expect(stage.standIn.requests).toHaveLength(0);

    await fill('Details (JSON object)', '{"page": 1}');
    await press('Trigger');
    await incidentsRead(['● triggered', '1', 'This is only a test.']);
    expect(await page.$eval('#details_error', (element) => element.textContent)).toBe('');
  },
);

it('an incident that is acknowledged over REST shows so', async () => {
  await press('Trigger');
  await incidentsRead(['● triggered', '1', 'This is only a test.']);
  await page.evaluate(async (id) => {
    const pdjs = new PDJSobj({ token: 'token-of-20-characters', apiUrl: location.origin });
    await pdjs.put(
      `incidents/${id}`,
      { incident: { type: 'incident', status: 'acknowledged' } },
      { headers: { From: 'user1@example.test' } },
    );
  }, stage.standIn.incidents[0]?.id ?? '');
  await incidentsRead(['◐ acknowledged', '1', 'This is only a test.']);
});

it('a missing key is answered with what to change', async () => {
  await fill('Service key', '');
  await press('Trigger');
  await expect.poll(answer).toContain('service_key is missing');
});

it('the snippet on the page is the howto’s, and works when it is pasted into the console', async () => {
  const shown = await page.$eval('#snippet', (element) => element.textContent);
  expect(shown).toBe(`${HOWTO}\n\ntrigger()`);
  await page.evaluate(shown);
  await incidentsRead(['● triggered', '1', 'This is only a test.']);
});
