// Pictures of the demo page: into `shots/` to look at, and the two of the README.
import { mkdirSync } from 'node:fs';
import { Launcher } from 'chrome-launcher';
import puppeteer, { type Page, type ScreenshotOptions } from 'puppeteer-core';
import { demoApp } from '../../demo/app.js';
import { listen } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';

const README = { width: 1280, height: 720 };
const SIZES = { wide: { width: 1280, height: 800 }, middle: { width: 800, height: 1000 }, narrow: { width: 360, height: 740 } };
const SCHEMES = ['light', 'dark'];

for (const folder of ['shots', 'docs']) mkdirSync(folder, { recursive: true });
const executablePath = Launcher.getFirstInstallation();
if (!executablePath) throw new Error('No Chrome or Chromium found: install one, or set CHROME_PATH to its path.');
const browser = await puppeteer.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-lcd-text'],
});
for (const scheme of SCHEMES) {
  for (const [name, viewport] of Object.entries(SIZES)) {
    const app = demoApp(new StandIn());
    const listener = await listen(app.fetch, 0);
    const page = await browser.newPage();
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: scheme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await page.goto(`http://127.0.0.1:${listener.port}/`);
    await shoot(page, `shots/${name}-${scheme}-fresh.png`);
    await breakCheckout(page);
    await shoot(page, `shots/${name}-${scheme}-pressed.png`);
    if (name === 'wide') {
      await page.setViewport(README);
      await page.evaluate(() => {
        scrollTo(0, 0);
      });
      await shoot(page, `docs/demo-${scheme}.png`);
      await page.setViewport(viewport);
    }
    await slowSearch(page);
    await loseNetwork(page);
    for (const summary of ['#log', '#incidents', '[aria-labelledby=old]']) await page.click(`${summary} summary`);
    await shoot(page, `shots/${name}-${scheme}.png`, { fullPage: true });
    await page.reload();
    await page.$eval('#answer', (answer) => {
      answer.scrollIntoView({ block: 'end' });
    });
    await shoot(page, `shots/${name}-${scheme}-reloaded.png`);
    await page.click('#rest_tab');
    await page.click('#rest [type=submit]');
    await page.waitForSelector('#listed li:nth-child(240)');
    await shoot(page, `shots/${name}-${scheme}-rest.png`, { fullPage: true });
    await page.click('#events_tab');
    await page.click('[value=own]');
    await page.click('[value=trigger]');
    await shoot(page, `shots/${name}-${scheme}-own.png`);
    await page.close();
    await listener.close();
  }
}
await browser.close();

/** A checkout that was down, and is down again; a request had to be repeated. */
async function breakCheckout(page: Page): Promise<void> {
  await page.locator('#incident_key').fill('checkout');
  await press(page, 'trigger', '#241 is open');
  await press(page, 'trigger', 'joined #241');
  await press(page, 'resolve', '✓ Resolved #241');
  await page.evaluate(() =>
    fetch('stand-in/faults', { method: 'POST', body: JSON.stringify([{ kind: 'status', status: 503 }]) }),
  );
  await press(page, 'trigger', '#242 is new');
  await press(page, 'trigger', 'joined #242');
  await page.mouse.move(0, 0);
}

/** An incident of its own that somebody works on. */
async function slowSearch(page: Page): Promise<void> {
  await page.locator('#description').fill('Search answers slowly');
  await page.locator('#incident_key').fill('search');
  await press(page, 'trigger', '▲ Triggered #243');
  await press(page, 'acknowledge', '◐ Acknowledged #243');
}

/** An event that waits until the page is opened anew. */
async function loseNetwork(page: Page): Promise<void> {
  await page.click('[value=offline]');
  await press(page, 'trigger', '1 event is waiting in the outbox');
}

/** Presses a button of the form; resolves when the words beside it, or beside the board, have these. */
async function press(page: Page, button: string, words: string): Promise<void> {
  await page.click(`#event [value=${button}]`);
  await page.waitForFunction(
    (words) => ['answer', 'news'].some((id) => document.getElementById(id)?.innerText.includes(words)),
    {},
    words,
  );
}

async function shoot(page: Page, path: string, options: ScreenshotOptions = {}): Promise<void> {
  await page.screenshot({ ...options, path });
}
