// An event has left when its tab is gone: closed or killed under the alert box that the page shows next.
import type { Dialog } from 'puppeteer-core';
import { expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../src/index.js';
import { crasher, openPage, useChromium } from './support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useChromium();

it.each(['closed', 'killed'])('Events arrive of a tab that is %s under an alert box, with an outbox and without', async (end) => {
  const { page } = await openPage(stage);
  const crash = await crasher(page);
  // Nothing but the requests of the calls themselves can bring the events: no other page of ours is ever open.
  const hold = stage.holdPreflights();
  const box = new Promise<Dialog>((resolve) => page.once('dialog', resolve));
  void page
    .evaluate((server) => {
      for (const outbox of [false, true])
        void new PDJSobj({ protocol: 'http', server, outbox }).trigger({ service_key: 'KEY', incident_key: `outbox ${outbox}` });
      alert('Creating PagerDuty alert');
    }, stage.server)
    .catch(() => undefined);
  await box;
  if (end === 'killed') await crash();
  else await page.close();
  hold.release();
  const accepted = () => stage.standIn.incidents.map(({ incident_key }) => incident_key).sort();
  await expect.poll(accepted, { timeout: 10_000 }).toEqual(['outbox false', 'outbox true']);
});
