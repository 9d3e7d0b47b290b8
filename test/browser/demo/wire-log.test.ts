/** The demo page’s log of requests. */
import { describe, expect, it } from 'vitest';
import { WIRE, useDemo } from './demo-page.js';

const demo = useDemo();

describe('The wire log', () => {
  it('has a row for each call, that opens to its attempts, the key masked', async () => {
    demo.standIn.faults.push({ kind: 'status', status: 503 }, { kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    await demo.fill('Incident key', 'a');
    await demo.press('Trigger');
    await demo.answers('↻ Attempt 2 failed (429). PDJS will try again.');
    await demo.listReads(WIRE, /^✓ 200 [\d.]+ s trigger a 3 attempts$/);
    await (await demo.page.$('#log summary'))?.click();
    await expect.poll(() => demo.shown('#log li')).toContain('"message": "Event processed"');
    const row = await demo.shown('#log li');
    expect(row).toMatch(
      /Attempt 1: ✗ 503 in \d+ ms\n[^]*Attempt 2: ✗ 429 in \d+ ms, after a wait of \d+ ms\n[^]*Attempt 3: ✓ 200 in \d+ ms, after a wait of 1\.\d s/,
    );
    expect(row).toContain('"service_key": "***"');
    expect(row).toContain('"incident_key": "a"');
    expect(row).toContain('Sent to the stand-in: /generic/2010-04-15/create_event.json');
    expect(await demo.shown('[aria-labelledby=wire]')).not.toContain('demo-service-key');
    await demo.press('Events v2', 'tab');
    await demo.press('Acknowledge');
    await demo.listReads(WIRE, /^✓ 202 \d+ ms acknowledge a$/, /^✓ 200/);
    await demo.press('Clear');
    await demo.listReads(WIRE);
  });

  it('is silent while nothing happens', async () => {
    await demo.press('Trigger');
    await demo.answers(/^✓ Accepted/);
    const sent: string[] = [];
    demo.page.on('request', (request) => sent.push(request.url()));
    const client = await demo.page.createCDPSession();
    const halfAMinuteLater = new Promise((resolve) => client.once('Emulation.virtualTimeBudgetExpired', resolve));
    await client.send('Emulation.setVirtualTimePolicy', { policy: 'advance', budget: 30_000 });
    await halfAMinuteLater;
    expect(sent).toEqual([]);
  });
});
