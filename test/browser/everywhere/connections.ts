// What a browser lets a page have under way: six connections to a host over HTTP/1.1, and 64 KiB with `keepalive`.
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../demo/stand-in/stand-in.js';
import type { PDJSError, PDJSobj as PDJSobjClass } from '../../../src/index.js';
import { stage } from './stage.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

/** A page of a browser that lacks what is newer than the floor. */
const openOld = () => {
  stage.serve(
    '/old',
    `<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
    <script>delete AbortSignal.any; delete AbortSignal.timeout;</script><script src="/dist/pdjs.js"></script>`,
    { 'Content-Type': 'text/html' },
  );
  return stage.open('/old');
};

describe('In a browser without AbortSignal.any', () => {
  it('an attempt that timed out gives its connection back, of a call with a signal too', async () => {
    // More than there are connections.
    const silent = 12;
    stage.standIn.faults.push(...Array<Fault>(silent).fill({ kind: 'silence' }));
    const tab = await openOld();
    const endings = await tab.evaluate((server) => {
      const pdjs = new PDJSobj({ protocol: 'http', server, timeout: 400, retry: { limit: 20, backoffLimit: 10 } });
      const { signal } = new AbortController();
      const calls = [
        pdjs.trigger({ service_key: 'KEY', incident_key: 'a' }),
        pdjs.trigger({ service_key: 'KEY', incident_key: 'b', signal }),
      ];
      return Promise.all(
        calls.map((call) =>
          call.then(
            () => 'success',
            (error: unknown) => (error as PDJSError).code,
          ),
        ),
      );
    }, stage.server);
    expect(endings).toEqual(['success', 'success']);
    expect(stage.standIn.requests.length).toBeGreaterThanOrEqual(silent + 2);
  });

  it('a call that is aborted gives its connection back', async () => {
    const silent = 6;
    stage.standIn.faults.push(...Array<Fault>(silent).fill({ kind: 'silence' }));
    const tab = await openOld();
    await tab.evaluate(
      (server, silent) => {
        const controller = new AbortController();
        const pdjs = new PDJSobj({ protocol: 'http', server, token: 'token-of-20-characters' });
        // Each for a URL of its own: a browser's cache asks for the same one at a time.
        const calls = Array.from({ length: silent }, (_, offset) =>
          pdjs.get('users', { offset }, { signal: controller.signal }).catch((error: unknown) => (error as PDJSError).code),
        );
        Object.assign(globalThis, { pdjs, controller, calls });
      },
      stage.server,
      silent,
    );
    await expect.poll(() => stage.standIn.requests.length).toBe(silent);
    const told = await tab.evaluate(`controller.abort(), new Promise((resolve) => {
      Promise.all(calls).then(resolve);
      // Shorter than an attempt may take.
      setTimeout(resolve, 5000, 'nothing yet');
    })`);
    expect(told).toEqual(Array(silent).fill('aborted'));
    const next = await tab.evaluate(
      `pdjs.get('users', { limit: 1 }, { timeout: 5000, retry: 0 }).then(({ users }) => users.length)`,
    );
    expect(next).toBe(1);
  });

  it('an abort of calls that wait for their next attempt is told at once', async () => {
    stage.standIn.faults.push(...Array<Fault>(2).fill({ kind: 'status', status: 429, headers: { 'Retry-After': '8' } }));
    const tab = await openOld();
    await tab.evaluate((server) => {
      const controller = new AbortController();
      const { signal } = controller;
      const pdjs = new PDJSobj({ protocol: 'http', server, token: 'token-of-20-characters' });
      const calls = [pdjs.get('users', {}, { signal }), pdjs.trigger({ service_key: 'KEY', signal })];
      const codes = calls.map((call) => call.catch((error: unknown) => (error as PDJSError).code));
      Object.assign(globalThis, { controller, codes });
    }, stage.server);
    await expect.poll(() => stage.standIn.requests.length).toBe(2);
    const told = await tab.evaluate(`new Promise((resolve) => {
      Promise.all(codes).then(resolve);
      // The answers have come by then.
      setTimeout(() => controller.abort(), 500);
      // Before the next attempt.
      setTimeout(resolve, 6000, 'nothing yet');
    })`);
    expect(told).toEqual(['aborted', 'aborted']);
    expect(stage.standIn.requests).toHaveLength(2);
  });
});

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

  const answer = await tab.evaluate(
    (server) => new PDJSobj({ protocol: 'http', server, retry: 0 }).trigger({ service_key: 'KEY', incident_key: 'a' }),
    stage.server,
  );
  expect(answer).toMatchObject({ status: 'success' });
  expect(stage.standIn.requests).toHaveLength(1);
});
