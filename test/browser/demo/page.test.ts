/** How the demo page is served. */
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo } from './demo-page.js';

const demo = useDemo();

describe('The page', () => {
  it('is served with a strict CSP, and keeps to it', async () => {
    const response = await demo.page.reload();
    expect(response?.headers()['content-security-policy']).toBe("frame-ancestors 'none'");
    const policy = await demo.page.$eval('meta[http-equiv]', (meta) => meta.getAttribute('content') ?? '');
    expect(policy.replace(/'sha256-[\w+/]{43}='/g, 'HASH').split('; ')).toEqual([
      "default-src 'none'",
      'script-src HASH HASH',
      'style-src HASH',
      'img-src data:',
      "connect-src 'self' https://events.pagerduty.com https://events.eu.pagerduty.com https://api.pagerduty.com https://api.eu.pagerduty.com",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
    ]);
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    expect(demo.complaints()).toEqual([]);
    const injected = demo.page.evaluate(() => {
      document.body.innerHTML = '<p>injected</p>';
    });
    await expect(injected).rejects.toThrow('TrustedHTML');
  });

  it('moves nothing for those who want it so', async () => {
    await demo.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
    await demo.page.reload();
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered/);
    expect(await demo.page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});
