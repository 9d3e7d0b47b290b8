// An event has left when its tab is gone: closed or killed under the alert box that the page shows next.
import type { Dialog } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../src/index.js';
import { crasher, openPage, useChromium } from './support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useChromium();

describe('Under an alert box', () => {
  it.each([
    ['closed', false],
    ['closed', true],
    ['killed', false],
    ['killed', true],
  ])('a tab is %s; the event arrives, with an outbox: %s', async (end, outbox) => {
    const { page } = await openPage(stage);
    const crash = await crasher(page);
    // Nothing but the request of the call itself can bring the event: no other page of ours is ever open.
    const hold = stage.holdPreflights();
    const box = new Promise<Dialog>((resolve) => page.once('dialog', resolve));
    void page
      .evaluate(
        (server, outbox) => {
          void new PDJSobj({ protocol: 'http', server, outbox }).trigger({ service_key: 'KEY', incident_key: 'a' });
          alert('Creating PagerDuty alert');
        },
        stage.server,
        outbox,
      )
      .catch(() => undefined);
    await box;
    if (end === 'killed') await crash();
    else await page.close();
    hold.release();
    await expect.poll(() => stage.standIn.accepted, { timeout: 10_000 }).toBe(1);
  });
});
