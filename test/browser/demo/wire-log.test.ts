/** The demo page’s log of requests. */
import { describe, expect, it } from 'vitest';
import { WIRE, useDemo } from './demo-page.js';

const demo = useDemo();

describe('The wire log', () => {
  it('has a row for each attempt, that opens to what was sent and received, the key masked', async () => {
    demo.standIn.faults.push({ kind: 'status', status: 503 }, { kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    await demo.fill('Incident key', 'a');
    await demo.press('Trigger');
    await demo.listReads(
      WIRE,
      /^✓ 200 [\d.]+ s POST \/generic\/2010-04-15\/create_event\.json attempt 3, waited [1-9]\d*\.\d+ s$/,
      /^✗ 429 .* attempt 2, waited [\d.]+ s$/,
      /^✗ 503 [\d.]+ s POST \S+$/,
    );
    await (await demo.page.$('#log summary'))?.click();
    await expect.poll(() => demo.shown('#log li')).toContain('"message": "Event processed"');
    const row = await demo.shown('#log li');
    expect(row).toContain('"service_key": "***"');
    expect(row).toContain('"incident_key": "a"');
    expect(await demo.shown('[aria-labelledby=wire]')).not.toContain('demo-service-key');
    await demo.press('Trigger');
    await expect.poll(async () => (await demo.items(WIRE))[0]).toMatch(/^✓ 200 [\d.]+ s POST \S+$/);
    await demo.press('Clear');
    await demo.listReads(WIRE);
  });
});
