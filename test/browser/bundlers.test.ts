import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build, bundlers, scriptSize, type App, type Bundler, type Built } from '../consumers/bundlers.js';
import { install, newConsumer, removeConsumer, type Consumer } from '../consumers/consumer.js';
import { useHeadlessShell } from './support.js';

/** What an app may weigh that imports `PDJSError` alone: the rest of the package, and ky, are left out. */
const BUDGET = 1024;

const stage = useHeadlessShell();
const rows: Partial<Record<Bundler, Record<string, string>>> = {};
let consumer: Consumer;

beforeAll(() => {
  install();
  consumer = newConsumer();
}, 600_000);
afterAll(() => {
  console.table(rows);
  removeConsumer(consumer);
});

const note = (bundler: Bundler, column: string, value: string) => {
  rows[bundler] = { ...rows[bundler], [column]: value };
};

async function built(bundler: Bundler, app: App): Promise<Built[]> {
  const files = await build(bundler, app, consumer);
  const { raw, brotli } = scriptSize(files);
  note(bundler, `${app}, bytes (brotli)`, `${raw} (${brotli})`);
  return files;
}

describe.each(bundlers)('Bundled with %s', (bundler) => {
  it('an app pages somebody', async () => {
    for (const { path, text } of await built(bundler, 'pages'))
      stage.serve(`/${bundler}/${path}`, text, { 'Content-Type': path.endsWith('.html') ? 'text/html' : 'text/javascript' });
    await stage.open(`/${bundler}/index.html`);
    await stage.standIn.acceptedAtLeast(1);
    expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'a', triggers: 1 }]);
    note(bundler, 'in Chromium', 'pages somebody');
  });

  it('an app that imports PDJSError alone has nothing else of the package', async () => {
    const { raw } = scriptSize(await built(bundler, 'error'));
    note(bundler, 'PDJSError alone', raw < BUDGET ? `below ${BUDGET} bytes` : `NOT BELOW ${BUDGET} bytes`);
    expect(raw).toBeLessThan(BUDGET);
  });
});
