/** dist/demo.html opened from disk: no server, no network. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BOARD, useDemo, WIRE } from './demo-page.js';

const demo = useDemo(pathToFileURL('dist/demo.html').href);

describe('From disk, the page', () => {
  it('opens and closes incidents, and asks no server', async () => {
    const asked: string[] = [];
    demo.page.on('request', (request) => asked.push(request.url()));
    await demo.page.reload();
    await demo.fill('Incident key', 'checkout');
    await demo.press('Trigger');
    await demo.press('Trigger');
    await demo.listReads(BOARD, /^▲ Triggered 2 triggers .* Key checkout/);
    await demo.press('Resolve #241');
    await demo.listReads(BOARD, /^✓ Resolved 2 triggers/);
    await demo.press('REST API', 'tab');
    await demo.press('List');
    await expect.poll(() => demo.shown('#rest_answer')).toBe('✓ 241 incidents.');
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([demo.page.url()]);
    expect(demo.complaints()).toEqual([]);
  });

  it('has the same trouble, and delivers what was triggered before it was opened anew', async () => {
    await demo.press('every third request fails', 'checkbox');
    await demo.press('Trigger 10 incidents');
    await demo.answers('✓ All 10 accepted.');
    expect(await demo.items(WIRE)).toContainEqual(expect.stringMatching(/^✓ 200 .* 2 attempts$/));
    await demo.press('offline', 'checkbox');
    await demo.press('Trigger');
    await demo.answers('◌ Offline: 1 event is waiting in the outbox.');
    const said = await demo.reload();
    await demo.listReads(BOARD, /Delivered .*from the outbox after a reload\./);
    await demo.counterReads({ Called: 1, Accepted: 1 });
    await demo.answers(/^✓ Accepted, .*from the outbox after a reload: ▲ Triggered #241$/);
    expect((await said())[0]).toBe('↻ 1 event from before this page opened: in the outbox, being sent.');
  });

  it('hands out the library as it is in dist/', async () => {
    const saved = await demo.page.evaluate(async () => {
      const blob = await new Promise<Blob>((resolve) => {
        URL.createObjectURL = (blob: Blob) => {
          resolve(blob);
          return 'data:,';
        };
        document.getElementById('save')?.click();
      });
      return blob.text();
    });
    expect(saved).toBe(await readFile('dist/pdjs.min.js', 'utf8'));
  });

  it('leads to the documents beside it', async () => {
    const links = await demo.page.$$eval('[aria-labelledby=yours] a[href$=md]', (links) => links.map(({ href }) => href));
    expect(new Set(links).size).toBe(4);
    for (const link of links) expect(await readFile(fileURLToPath(link), 'utf8')).toMatch(/^# /);
  });
});
