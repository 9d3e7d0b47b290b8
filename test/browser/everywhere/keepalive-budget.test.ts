// Events beside another script of the page that uses up what the browser lets a page have under way with `keepalive`.
import { expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../../src/index.js';
import { useEngine } from '../support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useEngine();

it('An event that the browser refuses to send with keepalive leaves without it, in the same attempt', async () => {
  const tab = await stage.open();
  const hung = stage.hung();
  await tab.evaluate(() => {
    // Source: Fetch standard, HTTP-network-or-cache fetch: 64 KiB.
    void fetch('/hang', { method: 'POST', body: 'x'.repeat(64 * 1024 - 10), keepalive: true }).catch(() => undefined);
  });
  await hung;
  const left = await tab.evaluate(() =>
    fetch('/arrived', { method: 'POST', body: 'x'.repeat(100), keepalive: true }).then(
      () => true,
      () => false,
    ),
  );
  expect(left, 'the budget is used up').toBe(false);

  const answers = await tab.evaluate((server) => {
    const pdjs = new PDJSobj({ protocol: 'http', server, retry: 0 });
    return Promise.all([
      pdjs.trigger({ service_key: 'KEY', incident_key: 'a' }),
      pdjs.trigger({ routing_key: 'KEY', summary: 'b', dedup_key: 'b' }),
      pdjs.change({ routing_key: 'KEY', summary: 'c' }),
    ]);
  }, stage.server);
  expect(answers).toMatchObject([{ status: 'success' }, { status: 'success' }, { status: 'success' }]);
  expect(stage.standIn.requests).toHaveLength(3);
});
