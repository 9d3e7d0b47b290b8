// Answers that redirect an event: a browser follows them, and turns some of them into a GET.
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../../demo/stand-in/stand-in.js';
import type { PDJSError, PDJSobj as PDJSobjClass } from '../../../src/index.js';
import { useEngine } from '../support.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const stage = useEngine();

const EVENTS = {
  'Events v1': { path: '/generic/2010-04-15/create_event.json', params: { service_key: 'KEY', incident_key: 'a' } },
  'Events v2': { path: '/v2/enqueue', params: { routing_key: 'KEY', summary: 'x', dedup_key: 'a' } },
};
type API = keyof typeof EVENTS;

/** Triggers an event whose first attempts are redirected. @returns what each callback got and what the promise came to */
async function triggerRedirected(api: API, status: number, path: string, attempts: number): Promise<string[]> {
  const Location = `http://events.${stage.server}${path}`;
  stage.standIn.faults.push(...Array<Fault>(attempts).fill({ kind: 'status', status, headers: { Location } }));
  const tab = await stage.open();
  return tab.evaluate(
    async (server, params) => {
      const told: string[] = [];
      const pdjs = new PDJSobj({ protocol: 'http', server, retry: { limit: 1, backoffLimit: 10 } });
      await pdjs.trigger({ ...params, success: () => told.push('success'), error: () => told.push('error') }).then(
        ({ status }) => told.push(`resolved: ${status}`),
        (error: unknown) => told.push(`rejected: ${(error as PDJSError).name}`),
      );
      await new Promise((resolve) => setTimeout(resolve));
      return told.sort();
    },
    stage.server,
    EVENTS[api].params,
  );
}

describe('An event', () => {
  it.each<[API, number]>([
    ['Events v1', 302],
    ['Events v2', 303],
  ])('of %s that a %i turned into a GET is not accepted', async (api, status) => {
    // A page that is glad to see anybody, and no answer to an event: that names the event's key.
    const answer = { status: 'success', message: 'Welcome' };
    stage.serve('/landing', JSON.stringify(answer), { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
    expect(await triggerRedirected(api, status, '/landing', 20)).toEqual(['error', 'rejected: PDJSError']);
    expect(stage.standIn.accepted).toBe(0);
  });

  it.each<[API, number]>([
    ['Events v1', 307],
    ['Events v2', 308],
  ])('of %s that a %i leads on is accepted, once', async (api, status) => {
    expect(await triggerRedirected(api, status, EVENTS[api].path, 1)).toEqual(['resolved: success', 'success']);
    expect(stage.standIn.accepted).toBe(1);
  });
});
