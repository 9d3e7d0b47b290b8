// A REST call may wait for its answer, or for a connection, longer than an event may.
import { expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../src/index.js';
import { openPage, useHeadlessShell } from './support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useHeadlessShell();

it('What REST calls wait for longer than ten seconds is taken, and asked for once', async () => {
  // Twice what the six connections to a host take at a time: the last answers come after 11 seconds.
  const calls = 12;
  stage.standIn.faults.push(...Array.from({ length: calls }, () => ({ kind: 'delay' as const, ms: 5_500 })));
  const { page } = await openPage(stage);
  const answers = await page.evaluate(
    (server, calls) => {
      const pdjs = new PDJSobj({ protocol: 'http', server, token: 'token-of-20-characters' });
      const [get, post] = [
        (offset: number) => pdjs.get('users', { offset, limit: 1 }),
        () =>
          pdjs.post('users/U000003/contact_methods', {
            contact_method: { type: 'phone_contact_method', address: '1', label: 'x' },
          }),
      ];
      const all = Array.from({ length: calls }, (_, index) => (index % 2 ? post() : get(index)));
      return Promise.allSettled(all).then((ends) => ends.map(({ status }) => status));
    },
    stage.server,
    calls,
  );
  expect(answers).toEqual(Array(calls).fill('fulfilled'));
  expect(stage.standIn.requests).toHaveLength(calls);
});
