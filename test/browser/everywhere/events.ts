import { describe, expect, it } from 'vitest';
import { listen } from '../../../demo/listen.js';
import type { Fault } from '../../../demo/stand-in/stand-in.js';
import type { PDJSError, PDJSobj as PDJSobjClass } from '../../../src/index.js';
import type { Tab } from '../engines.js';
import { HOWTO } from '../howto.js';
import { addScript } from '../support.js';
import { stage } from './stage.js';

declare global {
  // What the script tag leaves behind, in the functions below that run in the page.
  var PDJSobj: typeof PDJSobjClass;
  // What the page's console, window.onerror and unhandledrejection have said.
  var said: string[];
}

/** How one call ends: what each callback got, and what the promise came to. */
interface Ending {
  success: unknown[];
  error: Partial<PDJSError>[];
  promise: { body?: unknown; error?: Partial<PDJSError> };
}

/** Triggers one event from the page, with waits too short to notice. */
function trigger(tab: Tab, params: object = {}, options: object = {}): Promise<Ending> {
  return tab.evaluate(
    async (server, params, options) => {
      const pdjs = new PDJSobj({ protocol: 'http', server, retry: { backoffLimit: 10 }, ...options });
      const ending: Ending = { success: [], error: [], promise: {} };
      await pdjs
        .trigger({
          service_key: 'KEY',
          incident_key: 'a',
          description: 'x',
          ...params,
          success: (body) => ending.success.push(body),
          error: (error) => ending.error.push(error),
        })
        .then(
          (body) => (ending.promise = { body }),
          (error: unknown) => (ending.promise = { error: error as PDJSError }),
        );
      await new Promise((resolve) => setTimeout(resolve));
      return JSON.parse(JSON.stringify(ending)) as Ending;
    },
    stage.server,
    params,
    options,
  );
}

const SUCCESS = { status: 'success', message: 'Event processed', incident_key: 'a' };

describe('An old page that swaps its script tag', () => {
  it('pages somebody with the howto snippet, to the letter', async () => {
    const tab = await stage.visit();
    await addScript(tab, HOWTO);
    await tab.evaluate(`Object.assign(PDJS, { protocol: 'http', server: '${stage.server}' }) && trigger()`);
    await stage.standIn.acceptedAtLeast(1);

    expect(stage.standIn.incidents).toMatchObject([{ status: 'triggered', triggers: 1, title: 'This is only a test.' }]);
    expect(stage.standIn.requests).toHaveLength(1);
    expect(stage.standIn.requests[0]?.headers).not.toHaveProperty('authorization');
    await expect
      .poll(() => tab.evaluate('said'))
      .toEqual([expect.stringMatching(/^log: .*"incident_key":"manual_incident_0\.\d+"/)]);
  });

  it('finds one new global, and no other trace (D10)', async () => {
    const tab = await stage.visit('/blank');
    const added = await tab.evaluate(async (server) => {
      const before = new Set(Object.getOwnPropertyNames(globalThis));
      const script = document.createElement('script');
      script.src = '/dist/pdjs.min.js';
      await new Promise((resolve) => {
        script.onload = resolve;
        document.head.append(script);
      });
      await new PDJSobj({ protocol: 'http', server }).trigger({ service_key: 'KEY', incident_key: 'a' });
      return Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
    }, stage.server);
    expect(added).toEqual(['PDJSobj']);
  });
});

describe('Across origins', () => {
  const faults: [Fault[]][] = [
    ...[403, 500, 501, 502, 503, 504].map((status): [Fault[]] => [[{ kind: 'status', status }]]),
    [[{ kind: 'status', status: 429, headers: { 'Retry-After': '1' } }]],
    [[{ kind: 'drop' }, { kind: 'drop' }]],
  ];
  it.each(faults)('%j ends in one accepted event and one success', async (some) => {
    stage.standIn.faults.push(...some);
    const tab = await stage.visit();
    const ending = await trigger(tab);
    expect(ending).toEqual({ success: [SUCCESS], error: [], promise: { body: SUCCESS } });
    expect(stage.standIn.accepted).toBe(1);
    expect(stage.standIn.requests).toHaveLength(some.length + 1);
    expect(stage.standIn.requests[0]?.headers.origin).toBe(stage.origin);
  });

  it('Retry-After is seen and obeyed', async () => {
    stage.standIn.faults.push({ kind: 'status', status: 429, headers: { 'Retry-After': '1' } });
    const tab = await stage.visit();
    const started = performance.now();
    await trigger(tab);
    expect(performance.now() - started).toBeGreaterThanOrEqual(1000);
  });

  it('a 400 ends in one error and one request', async () => {
    const tab = await stage.visit();
    const ending = await trigger(tab, { contexts: [{ type: 'image', src: 'http://insecure.test/a.png' }] });
    const error = { code: 'http', status: 400, statusText: 'Bad Request', message: 'Event object is invalid', attempts: 1 };
    expect(ending).toMatchObject({ success: [], error: [error], promise: { error } });
    expect(ending.error).toHaveLength(1);
    expect(stage.standIn.requests).toHaveLength(1);
  });

  it('a network that stays away ends in one error', async () => {
    // Browsers repeat a request of their own accord when a connection that they had kept open breaks.
    stage.standIn.faults.push(...Array<Fault>(20).fill({ kind: 'drop' }));
    const tab = await stage.visit();
    const ending = await trigger(tab, {}, { retry: { limit: 2, backoffLimit: 10 } });
    expect(ending).toMatchObject({ success: [], error: [{ code: 'network', status: 0, attempts: 3 }] });
    expect(ending.error).toHaveLength(1);
  });

  it('a server without CORS ends in one error', async () => {
    const elsewhere = await listen(() => Response.json({ status: 'success' }), 0);
    try {
      const tab = await stage.visit();
      const ending = await trigger(
        tab,
        {},
        { eventsUrl: `http://127.0.0.1:${elsewhere.port}`, retry: { limit: 1, backoffLimit: 10 } },
      );
      expect(ending).toMatchObject({ success: [], error: [{ code: 'network', status: 0, attempts: 2 }] });
      expect(ending.error).toHaveLength(1);
    } finally {
      await elsewhere.close();
    }
  });

  it('an attempt that is never answered is given up and repeated', async () => {
    stage.standIn.faults.push({ kind: 'silence' });
    const tab = await stage.visit();
    expect(await trigger(tab, {}, { timeout: 300, retry: { backoffLimit: 10 } })).toMatchObject({ success: [SUCCESS] });
    expect(stage.standIn.requests).toHaveLength(2);
  });

  it('signal aborts a call in flight', async () => {
    stage.standIn.faults.push({ kind: 'silence' });
    const tab = await stage.visit();
    await tab.evaluate((server) => {
      const controller = new AbortController();
      const call = new PDJSobj({ protocol: 'http', server }).trigger({ service_key: 'KEY', signal: controller.signal });
      Object.assign(globalThis, { controller, code: call.catch((error: unknown) => (error as PDJSError).code) });
    }, stage.server);
    await expect.poll(() => stage.standIn.requests.length).toBe(1);
    expect(await tab.evaluate('controller.abort(), code')).toBe('aborted');
  });

  it('Events v2 and changes work too', async () => {
    const tab = await stage.visit();
    const answers = await tab.evaluate(async (server) => {
      const pdjs = new PDJSobj({ protocol: 'http', server });
      return [await pdjs.trigger({ routing_key: 'KEY', summary: 'x' }), await pdjs.change({ routing_key: 'KEY', summary: 'y' })];
    }, stage.server);
    expect(answers).toMatchObject([
      { status: 'success', dedup_key: expect.stringMatching(/-4/) as string },
      { status: 'success' },
    ]);
    expect(JSON.parse(stage.standIn.requests[0]?.body ?? '')).toMatchObject({
      payload: { source: new URL(stage.origin).host },
    });
  });
});

describe('Redirected', () => {
  const EVENTS = {
    'Events v1': { path: '/generic/2010-04-15/create_event.json', params: {} },
    'Events v2': { path: '/v2/enqueue', params: { routing_key: 'KEY', dedup_key: 'a' } },
  };
  type API = keyof typeof EVENTS;
  const redirected = async (api: API, status: number, path: string, attempts: number) => {
    const Location = `http://events.${stage.server}${path}`;
    stage.standIn.faults.push(...Array<Fault>(attempts).fill({ kind: 'status', status, headers: { Location } }));
    return trigger(await stage.visit(), EVENTS[api].params, { retry: { limit: 1, backoffLimit: 10 } });
  };

  it.each<[API, number]>([
    ['Events v1', 302],
    ['Events v2', 303],
  ])('an event of %s that a %i turns into a GET is not accepted', async (api, status) => {
    // A page that is glad to see anybody, and no answer to an event: that names the event's key.
    const answer = { status: 'success', message: 'Welcome' };
    stage.serve('/landing', JSON.stringify(answer), { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' });
    const ending = await redirected(api, status, '/landing', 2);
    const error = { code: expect.any(String) as string };
    expect(ending).toMatchObject({ success: [], error: [error], promise: { error } });
    expect(stage.standIn.accepted).toBe(0);
  });

  it.each<[API, number]>([
    ['Events v1', 307],
    ['Events v2', 308],
  ])('an event of %s that a %i leads on is accepted, once', async (api, status) => {
    const ending = await redirected(api, status, EVENTS[api].path, 1);
    const body = { status: 'success' };
    expect(ending).toMatchObject({ success: [body], error: [], promise: { body } });
    expect(stage.standIn.accepted).toBe(1);
  });
});

describe('A page that leaves', () => {
  // The preflight is answered when the page has gone: without keepalive the event would never be sent.
  const tabWithHeldPreflight = async () => {
    const tab = await stage.open();
    const hold = stage.holdPreflights();
    return { tab, ...hold };
  };

  it('at once still pages somebody', async () => {
    const { tab, held, release } = await tabWithHeldPreflight();
    await tab.evaluate((server) => {
      void new PDJSobj({ protocol: 'http', server }).trigger({ service_key: 'KEY', incident_key: 'leaving' });
      location.href = '/blank';
    }, stage.server);
    await held;
    await expect.poll(() => tab.evaluate('location.pathname').catch(() => '')).toBe('/blank');
    release();
    await stage.standIn.acceptedAtLeast(1);
    expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'leaving', triggers: 1 }]);
  });

  const triggerInPagehide = (server: string) => {
    addEventListener('pagehide', () => {
      void new PDJSobj({ protocol: 'http', server }).trigger({ service_key: 'KEY', incident_key: 'pagehide' });
    });
  };

  it('and triggers in pagehide still pages somebody', async () => {
    const { tab, held, release } = await tabWithHeldPreflight();
    await tab.evaluate(triggerInPagehide, stage.server);
    await tab.goto(`${stage.origin}/blank`);
    await held;
    release();
    await stage.standIn.acceptedAtLeast(1);
    expect(stage.standIn.incidents).toMatchObject([{ incident_key: 'pagehide', triggers: 1 }]);
  });
});

describe('Many and large events', () => {
  it('1,000 at once are all accepted at the first attempt, beyond the keepalive budget', async () => {
    const tab = await stage.visit();
    const attempts = await tab.evaluate(async (server) => {
      let attempts = 0;
      const pdjs = new PDJSobj({
        protocol: 'http',
        server,
        fetch: (request) => {
          attempts += 1;
          return fetch(request);
        },
      });
      const calls = Array.from({ length: 1000 }, (_, index) =>
        pdjs.trigger({ service_key: 'KEY', incident_key: `burst-${index}` }),
      );
      await Promise.all(calls);
      return attempts;
    }, stage.server);
    expect(attempts).toBe(1000);
    expect(stage.standIn.incidents).toHaveLength(1000);
  });

  it('one beyond 64 KiB is accepted at the first attempt', async () => {
    const tab = await stage.visit();
    const calls = await tab.evaluate(async (server) => {
      let calls = 0;
      const pdjs = new PDJSobj({
        protocol: 'http',
        server,
        fetch: (request) => {
          calls += 1;
          return fetch(request);
        },
      });
      await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', details: { text: 'x'.repeat(200_000) } });
      return calls;
    }, stage.server);
    expect(calls).toBe(1);
    expect(stage.standIn.accepted).toBe(1);
  });
});

describe('What goes wrong in the page', () => {
  it('an exception in a callback reaches window.onerror as its own, and calls nothing else', async () => {
    const tab = await stage.visit();
    await addScript(
      tab,
      `window.done = (async () => {
        const pdjs = new PDJSobj({ protocol: 'http', server: '${stage.server}' });
        const success = () => { throw new Error('in success') };
        const error = (failure) => { said.push('error ' + failure.code); throw new Error('in error') };
        await pdjs.trigger({ service_key: 'KEY', incident_key: 'a', success, error });
        await pdjs.trigger({ service_key: '', success, error }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve));
        return said;
      })()`,
    );
    expect(await tab.evaluate('done')).toEqual(['onerror: in success', 'error invalid_params', 'onerror: in error']);
  });

  it('a failure that nobody hears of is printed once, and raises no unhandledrejection', async () => {
    const tab = await stage.visit();
    await tab.evaluate((server) => {
      void new PDJSobj({ protocol: 'http', server }).trigger({ service_key: '' });
    }, stage.server);
    await expect.poll(() => tab.evaluate('said')).toEqual([expect.stringMatching(/^error: PDJS: .*service_key is missing/)]);
    await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    expect(await tab.evaluate('said.length')).toBe(1);
  });
});
