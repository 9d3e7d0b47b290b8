import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientLimit } from '../../src/relay/clients.js';
import { relay } from '../../src/relay/relay.js';
import {
  accepted,
  accepts,
  CHANGE,
  expectRefusal,
  isPending,
  KEY,
  ORIGIN,
  relayed,
  request,
  settled,
  v1,
  V1,
  v2,
  V2,
} from './support.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('Forwarding', () => {
  it('puts the key in place of its name, and sends nothing else of the page’s', async () => {
    const { send, forwarded } = relayed({}, accepts);
    const event = { service_key: 'checkout', event_type: 'trigger', incident_key: 'a', description: 'Down', details: { x: 1 } };
    const told = await send(request(V1, event, { headers: { Cookie: 'secret', Authorization: 'secret' } }));
    expect(told).toMatchObject({ status: 200, body: { status: 'success', message: 'Event processed', incident_key: 'a' } });
    const [{ url, init, event: sent } = expect.fail()] = forwarded;
    expect(url).toBe(`https://events.pagerduty.com${V1}`);
    expect(sent).toEqual({ ...event, service_key: KEY });
    expect(init).toMatchObject({ method: 'POST', headers: { 'Content-Type': 'application/json' }, redirect: 'manual' });
  });

  it.each([
    [V2, { routing_key: 'checkout', event_action: 'resolve', dedup_key: 'a' }],
    [CHANGE, { routing_key: 'checkout', payload: { summary: 'Deployed' } }],
  ])('takes %s', async (path, event) => {
    const { send, forwarded } = relayed({ server: 'eu.pagerduty.com' }, accepts);
    expect((await send(request(path, event))).status).toBe(202);
    expect(forwarded[0]).toMatchObject({ url: `https://events.eu.pagerduty.com${path}`, event: { ...event, routing_key: KEY } });
  });

  it('passes PagerDuty’s answer on: status, body and Retry-After, no other header', async () => {
    const { send, forwarded } = relayed();
    const told = send(v1());
    await settled();
    forwarded[0]?.answer(400, '{"message":"bad"}', { 'Retry-After': '7', 'X-Other': 'x', 'Set-Cookie': 'a=b' });
    const { status, text, headers } = await told;
    expect([status, text, headers.get('Retry-After'), headers.get('X-Other'), headers.get('Set-Cookie')]).toEqual([
      400,
      '{"message":"bad"}',
      '7',
      null,
      null,
    ]);
  });

  it.each([204, 302, 403, 500, 503])('passes on %s', async (status) => {
    const { send } = relayed({}, () => new Response(null, { status }));
    expect((await send(v1())).status).toBe(status);
  });

  it('shows the name where PagerDuty’s text has the key', async () => {
    const { send } = relayed({ keys: { 'the $& shop': KEY } }, () => new Response(`"No ${KEY}, ${KEY}"`, { status: 400 }));
    expect((await send(v1({ service_key: 'the $& shop' }))).text).toBe('"No the $& shop, the $& shop"');
  });

  it('answers 502 where PagerDuty cannot be reached, and says why to the operator', async () => {
    const reason = new TypeError('fetch failed');
    const { send, forwarded, errors } = relayed();
    const told = send(v1());
    await settled();
    forwarded[0]?.fail(reason);
    expectRefusal(await told, 502);
    expect(errors).toEqual([reason]);
  });

  it('answers 502 where what answers is no response that can be passed on', async () => {
    const { send } = relayed({}, () => Response.error());
    expect((await send(v1())).status).toBe(502);
  });

  it.each([
    ['answers nothing', () => undefined],
    ['does not end its answer', () => new Response(new ReadableStream())],
  ])('answers 504 where PagerDuty %s for 8 s, and gives the request up', async (_, answer) => {
    const { send, forwarded } = relayed({}, answer);
    const told = send(v1());
    await later(7999);
    expect(await isPending(told)).toBe(true);
    await later(1);
    expectRefusal(await told, 504);
    expect(forwarded[0]?.init.signal?.aborted).toBe(true);
  });

  it('reads no more than 64 KiB of an answer', async () => {
    const { send } = relayed({}, () => new Response('x'.repeat(65_537)));
    expectRefusal(await send(v1()), 502);
  });

  it('reports each request, with the name and without the key', async () => {
    const { send, reports } = relayed({}, accepts);
    await send(v1());
    await send(request(CHANGE, { routing_key: 'checkout', payload: { summary: 'Deployed' } }));
    await settled();
    expect(reports).toEqual([
      { name: 'checkout', path: V1, action: 'trigger', incident: 'a', events: 1, status: 200 },
      { name: 'checkout', path: CHANGE, action: undefined, incident: undefined, events: 1, status: 202 },
    ]);
  });

  it('takes no harm from an onForward that throws', async () => {
    const reason = new Error('disk full');
    const { send, errors } = relayed(
      {
        onForward: () => {
          throw reason;
        },
      },
      accepts,
    );
    expect((await send(v1())).status).toBe(200);
    await settled();
    expect(errors).toEqual([reason]);
  });
});

describe('Refusals', () => {
  const { send, forwarded } = relayed({ keys: { checkout: KEY, other: 'f'.repeat(32) } }, accepts);
  const long = JSON.stringify({ service_key: 'checkout', details: 'x'.repeat(65_536) });
  const streamed = (text: string) =>
    new Request(`https://relay.shop.example${V1}`, {
      method: 'POST',
      headers: { Origin: ORIGIN },
      body: new Blob([text]).stream(),
      duplex: 'half',
    } as RequestInit);

  it.each([
    [400, 'a foreign origin', () => request(V1, {}, { headers: { Origin: 'https://evil.example' } })],
    [400, 'an origin that begins like one', () => request(V1, {}, { headers: { Origin: `${ORIGIN}.evil.example` } })],
    [400, 'the origin null', () => request(V1, {}, { headers: { Origin: 'null' } })],
    [400, 'no origin', () => new Request(`https://relay.shop.example${V1}`, { method: 'POST', body: '{}' })],
    [400, 'a name that it does not know', () => v1({ service_key: 'unknown' })],
    [400, 'a name of every object', () => v1({ service_key: 'constructor' })],
    [400, '__proto__ as a name', () => request(V1, '{"service_key":"__proto__","event_type":"trigger"}')],
    [400, 'a name that is no text', () => v1({ service_key: ['checkout'] })],
    [400, 'no name', () => v1({ service_key: undefined })],
    [400, 'both keys', () => v1({ routing_key: 'checkout' })],
    [400, 'both keys, v2', () => v2({ service_key: 'other' })],
    [400, 'the other path’s key', () => request(V1, { routing_key: 'checkout' })],
    [400, 'the real key', () => v1({ service_key: KEY })],
    [400, 'the real key elsewhere', () => v1({ details: { key: KEY } })],
    [400, 'the real key in escapes', () => request(V2, `{"routing_key":"checkout","x":"\\u0030${KEY.slice(1)}"}`)],
    [400, 'an empty body', () => request(V1, '')],
    [400, 'a body that is not JSON', () => request(V1, '{')],
    [400, 'null', () => request(V1, 'null')],
    [400, 'an array', () => request(V1, '[]')],
    [400, 'a text', () => request(V1, '"checkout"')],
    [404, 'another path', () => request('/users', {})],
    [404, 'a path below', () => request(`${V2}/x`, {})],
    [404, 'the path in other letters', () => request('/V2/enqueue', {})],
    [405, 'GET', () => new Request(`https://relay.shop.example${V1}`, { headers: { Origin: ORIGIN } })],
    [405, 'PUT', () => request(V1, {}, { method: 'PUT' })],
    [413, 'more than 64 KiB', () => request(V1, long)],
    [413, 'more than 64 KiB without a length', () => streamed(long)],
  ])('%s: %s', async (status, _, incoming) => {
    expectRefusal(await send(incoming()), status);
    expect(forwarded).toEqual([]);
  });

  it('takes 64 KiB', async () => {
    const { send } = relayed({}, accepts);
    const event = JSON.stringify({ service_key: 'checkout', event_type: 'trigger', x: '' });
    const full = event.replace('""', `"${'x'.repeat(65_536 - event.length)}"`);
    expect((await send(streamed(full))).status).toBe(200);
  });

  it('reads no further than it must', async () => {
    let chunks = 0;
    const cancel = vi.fn();
    const body = new ReadableStream({
      pull(controller) {
        chunks += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
      cancel,
    });
    const endless = new Request(`https://relay.shop.example${V1}`, {
      method: 'POST',
      headers: { Origin: ORIGIN },
      body,
      duplex: 'half',
    } as RequestInit);
    expectRefusal(await send(endless), 413);
    expect(chunks).toBeLessThan(8);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('a body that breaks off is refused, and no error of the operator’s', async () => {
    const { send, errors } = relayed({}, accepts);
    const body = new ReadableStream({
      start(controller) {
        controller.error(new Error('gone'));
      },
    });
    const init = { method: 'POST', headers: { Origin: ORIGIN }, body, duplex: 'half' };
    expectRefusal(await send(new Request(`https://relay.shop.example${V1}`, init)), 400);
    expect(errors).toEqual([]);
  });

  it('a body that never ends is given up', async () => {
    const { send } = relayed({}, accepts);
    const init = { method: 'POST', headers: { Origin: ORIGIN }, body: new ReadableStream(), duplex: 'half' };
    const told = send(new Request(`https://relay.shop.example${V1}`, init));
    await later(8000);
    expectRefusal(await told, 504);
  });
});

describe('CORS', () => {
  const preflight = (origin: string) =>
    new Request(`https://relay.shop.example${V2}`, {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
    });

  it('answers a preflight of its pages, for a while', async () => {
    const { send } = relayed({ origins: ['https://other.example', ORIGIN] });
    const { status, text, headers } = await send(preflight(ORIGIN));
    expect([status, text]).toEqual([204, '']);
    expect(headers.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(headers.get('Access-Control-Allow-Headers')).toContain('*');
    expect(Number(headers.get('Access-Control-Max-Age'))).toBeGreaterThan(0);
    expect(headers.get('Vary')).toBe('Origin');
  });

  it('allows no other origin', async () => {
    const { send } = relayed();
    for (const incoming of [
      preflight('https://evil.example'),
      request(V1, {}, { headers: { Origin: 'https://evil.example' } }),
    ]) {
      const { headers } = await send(incoming);
      expect([headers.get('Access-Control-Allow-Origin'), headers.get('Vary')]).toEqual([null, 'Origin']);
    }
  });

  it('lets its pages read refusals and Retry-After', async () => {
    const { send } = relayed();
    const { headers } = await send(v1({ service_key: 'unknown' }));
    expect([headers.get('Access-Control-Allow-Origin'), headers.get('Access-Control-Expose-Headers')]).toEqual([
      ORIGIN,
      'Retry-After',
    ]);
  });
});

describe('Sharing', () => {
  it('forwards the first event at once, and those that come within the window by one request, with the last of them', async () => {
    const { send, forwarded, reports } = relayed({}, accepts);
    expect((await send(v1({ details: { page: 0 } }))).status).toBe(200);
    const told = [1, 2, 3].map((page) => send(v1({ details: { page } })));
    await later(4999);
    expect(forwarded).toHaveLength(1);
    await later(1);
    expect((await Promise.all(told)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(forwarded.map(({ event }) => event.details)).toEqual([{ page: 0 }, { page: 3 }]);
    expect(reports.map(({ events }) => events)).toEqual([1, 3]);
  });

  it('shares while a request is under way, also beyond the window, and answers with PagerDuty’s own answer', async () => {
    const { send, forwarded } = relayed();
    const first = send(v1());
    await settled();
    const others = [send(v1()), send(v1())];
    await later(6000);
    expect(forwarded).toHaveLength(1);
    forwarded[0]?.answer(200);
    expect((await first).status).toBe(200);
    await settled();
    expect(forwarded).toHaveLength(2);
    expect(await isPending(Promise.race(others))).toBe(true);
    forwarded[1]?.answer(400, '{"message":"bad"}');
    expect((await Promise.all(others)).map(({ status, text }) => [status, text])).toEqual(
      Array(2).fill([400, '{"message":"bad"}']),
    );
  });

  it('sends again at once when the window is over', async () => {
    const { send, forwarded } = relayed({ window: 1000 }, accepts);
    await send(v1());
    await later(1000);
    await send(v1());
    expect(forwarded).toHaveLength(2);
  });

  it.each([
    ['another incident', () => v1({ incident_key: 'b' })],
    ['another key', () => v1({ service_key: 'payments' })],
    ['another path', () => v2()],
    ['no incident', () => v1({ incident_key: undefined })],
    ['an incident that is no text', () => v1({ incident_key: 1 })],
    ['an incident whose key is too long', () => v1({ incident_key: 'x'.repeat(256) })],
  ])('does not share with %s', async (_, incoming) => {
    const { send, forwarded } = relayed({ keys: { checkout: KEY, payments: 'f'.repeat(32) } }, accepts);
    await send(v1());
    expect((await send(incoming())).status).toBeLessThan(300);
    expect(forwarded).toHaveLength(2);
  });

  it('shares no changes, whatever they hold', async () => {
    const { send, forwarded } = relayed({}, accepts);
    const change = {
      routing_key: 'checkout',
      payload: { summary: 'Deployed' },
      dedup_key: 'a',
      event_action: 'trigger',
      undefined: 'a',
    };
    await Promise.all([send(request(CHANGE, change)), send(request(CHANGE, change))]);
    expect(forwarded).toHaveLength(2);
  });

  it('shares what two names of one key send', async () => {
    const { send, forwarded } = relayed({ keys: { checkout: KEY, cart: KEY } }, accepts);
    await send(v1());
    const second = send(v1({ service_key: 'cart' }));
    expect(await isPending(second)).toBe(true);
    await later(5000);
    await second;
    expect(forwarded).toHaveLength(2);
  });

  it('keeps trigger, resolve, trigger apart and in order, one after the other', async () => {
    const { send, forwarded } = relayed();
    const actions = () => forwarded.map(({ event }) => event.event_type);
    const told = ['trigger', 'resolve', 'trigger'].map((event_type) => send(v1({ event_type })));
    await settled();
    expect(actions()).toEqual(['trigger']);
    forwarded[0]?.answer(200);
    await settled();
    expect(actions()).toEqual(['trigger', 'resolve']);
    forwarded[1]?.answer(200);
    await settled();
    expect(actions()).toEqual(['trigger', 'resolve', 'trigger']);
    forwarded[2]?.answer(200);
    expect((await Promise.all(told)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  it('ends the sharing when another action comes: what waits leaves at once', async () => {
    const { send, forwarded } = relayed({}, accepts);
    await send(v1());
    const waiting = send(v1({ description: 'again' }));
    expect(await isPending(waiting)).toBe(true);
    const told = await Promise.all([waiting, send(v1({ event_type: 'resolve' }))]);
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
    expect(forwarded.map(({ event }) => [event.event_type, event.description])).toEqual([
      ['trigger', 'Down'],
      ['trigger', 'again'],
      ['resolve', 'Down'],
    ]);
  });

  it('goes on to the next when one fails', async () => {
    const { send, forwarded } = relayed();
    const told = [send(v1()), send(v1({ event_type: 'resolve' }))];
    await settled();
    forwarded[0]?.fail(new Error('down'));
    await settled();
    forwarded[1]?.answer(200);
    expect((await Promise.all(told)).map(({ status }) => status)).toEqual([502, 200]);
  });

  it('takes nothing from those who share when a page gives up', async () => {
    const { send, forwarded } = relayed({}, accepts);
    await send(v1());
    const controller = new AbortController();
    const gone = send(new Request(v1({ details: { page: 'gone' } }), { signal: controller.signal })).catch(() => undefined);
    await settled();
    const stays = send(v1({ details: { page: 'stays' } }));
    await settled();
    controller.abort();
    await later(5000);
    expect((await stays).status).toBe(200);
    expect(forwarded).toHaveLength(2);
    await gone;
  });

  it('forwards what a page that gave up had sent', async () => {
    const { handle, forwarded } = relayed();
    const controller = new AbortController();
    void handle(new Request(v1(), { signal: controller.signal }));
    await settled();
    controller.abort();
    await settled();
    expect(forwarded).toHaveLength(1);
    expect(forwarded[0]?.init.signal?.aborted).toBe(false);
  });

  it('tells a page to come again where too much of its incident waits', async () => {
    const { send, forwarded } = relayed();
    const told = Array.from({ length: 12 }, (_, index) => send(v1({ event_type: index % 2 ? 'resolve' : 'trigger' })));
    await settled();
    const { status } = await Promise.race(told);
    expect(status).toBe(503);
    expect(forwarded).toHaveLength(1);
  });
});

describe('PagerDuty’s rate limit', () => {
  it('holds all events of the key until Retry-After is over, and says what is left of it', async () => {
    const { send, forwarded } = relayed({ keys: { checkout: KEY, cart: KEY, other: 'f'.repeat(32) } });
    const first = send(v1());
    await settled();
    const waiting = send(v1());
    await settled();
    forwarded[0]?.answer(429, '{"status":"throttled"}', { 'Retry-After': '30' });
    expect((await first).headers.get('Retry-After')).toBe('30');
    await later(2500);
    for (const held of [v1(), v1({ incident_key: 'b' }), v2(), v1({ service_key: 'cart' })]) {
      const told = await send(held);
      expectRefusal(told, 429);
      expect(told.headers.get('Retry-After')).toBe('28');
    }
    await later(2500);
    expect(await waiting).toMatchObject({ status: 429 });
    expect(forwarded).toHaveLength(1);
    void send(v1({ service_key: 'other' }));
    await settled();
    expect(forwarded).toHaveLength(2);
    await later(25_000);
    void send(v1());
    await settled();
    expect(forwarded).toHaveLength(3);
  });

  it('holds nothing where there is no Retry-After to be understood', async () => {
    const { send, forwarded } = relayed({}, () => new Response('{}', { status: 429, headers: { 'Retry-After': 'soon' } }));
    expect((await send(v1())).status).toBe(429);
    await send(v1({ incident_key: 'b' }));
    expect(forwarded).toHaveLength(2);
  });
});

describe('Clients', () => {
  const client = (_: Request, address: string) => address;
  const fields = (number: number) => ({ incident_key: String(number) });

  it('may send 60 events a minute, or what perMinute says', async () => {
    for (const perMinute of [undefined, 3]) {
      const { send } = relayed({ client, ...(perMinute && { perMinute }) }, accepts);
      const limit = perMinute ?? 60;
      for (let number = 0; number < limit; number += 1) expect((await send(v1(fields(number)), '192.0.2.1')).status).toBe(200);
      await later(20_500);
      const told = await send(v1(fields(limit)), '192.0.2.1');
      expectRefusal(told, 429);
      expect(told.headers.get('Retry-After')).toBe('40');
      expect((await send(v1(fields(limit)), '192.0.2.2')).status).toBe(200);
      await later(39_500);
      expect((await send(v1(fields(limit)), '192.0.2.1')).status).toBe(200);
    }
  });

  it('that have no name are one', async () => {
    const names = [undefined, null, ''];
    const { send } = relayed({ client: () => names.pop(), perMinute: 3 }, accepts);
    for (const number of [1, 2, 3]) expect((await send(v1(fields(number)))).status).toBe(200);
    expect((await send(v1(fields(4)))).status).toBe(429);
  });

  it('are not limited where there are none', async () => {
    const { send } = relayed({ client: false, perMinute: 1 }, accepts);
    expect((await send(v1())).status).toBe(200);
    expect((await send(v1(fields(1)))).status).toBe(200);
  });

  it('over their limit stay over it, however many others come', () => {
    const waitOf = clientLimit(2);
    for (let number = 0; number < 2; number += 1) expect(waitOf('loud')).toBe(0);
    for (let number = 0; number < 250_000; number += 1) waitOf(`flood ${number}`);
    expect(waitOf('loud')).toBeGreaterThan(0);
  });

  it('whose name cannot be told are answered 500, and the operator hears why', async () => {
    const reason = new Error('no address');
    const { send, errors } = relayed({
      client: () => {
        throw reason;
      },
    });
    expectRefusal(await send(v1()), 500);
    expect(errors).toEqual([reason]);
  });
});

describe('check', () => {
  it('sees the event with its name, and the request', async () => {
    const check = vi.fn((event: object) => event);
    const { send } = relayed({ check }, accepts);
    await send(request(V1, { service_key: 'checkout', event_type: 'trigger' }, { headers: { Authorization: 'me' } }));
    const [event, incoming] = check.mock.calls[0] as unknown as [object, Request];
    expect(event).toEqual({ service_key: 'checkout', event_type: 'trigger' });
    expect(incoming.headers.get('Authorization')).toBe('me');
  });

  it('may change the event, also later', async () => {
    const { send, forwarded } = relayed(
      { check: async (event) => Promise.resolve({ ...event, description: 'Checked' }) },
      accepts,
    );
    await send(v1());
    expect(forwarded[0]?.event).toMatchObject({ service_key: KEY, description: 'Checked' });
  });

  it('refuses', async () => {
    const { send, forwarded } = relayed({ check: ({ event_type }) => (event_type === 'resolve' ? undefined : {}) }, accepts);
    expectRefusal(await send(v1({ event_type: 'resolve' })), 400);
    expect(forwarded).toEqual([]);
  });

  it('puts no key of its own in: what it gives is looked at as well', async () => {
    const { send, forwarded } = relayed({ check: (event) => ({ ...event, service_key: KEY }) }, accepts);
    expectRefusal(await send(v1()), 400);
    expect(forwarded).toEqual([]);
  });

  it('that throws answers 500, and the operator hears why', async () => {
    const reason = new Error('no database');
    for (const check of [
      () => {
        throw reason;
      },
      () => Promise.reject(reason),
    ]) {
      const { send, errors, forwarded } = relayed({ check });
      expectRefusal(await send(v1()), 500);
      expect(errors).toEqual([reason]);
      expect(forwarded).toEqual([]);
    }
  });

  it('does not hear of what the relay refuses', async () => {
    const check = vi.fn((event: object) => event);
    const { send } = relayed({ check });
    await send(v1({ service_key: 'unknown' }));
    expect(check).not.toHaveBeenCalled();
  });
});

describe('Options', () => {
  const options = { keys: { checkout: KEY }, origins: [ORIGIN], client: false } as const;

  it.each([
    ['keys', { keys: undefined }],
    ['keys', { keys: {} }],
    ['keys.checkout', { keys: { checkout: undefined } }],
    ['keys.checkout', { keys: { checkout: '' } }],
    ['origins', { origins: undefined }],
    ['origins', { origins: [] }],
    ...['*', 'null', 'shop.example', `${ORIGIN}/`, `${ORIGIN}/shop`, 'https://*.shop.example', 'https://Shop.example'].map(
      (origin): [string, object] => ['origins', { origins: [ORIGIN, origin] }],
    ),
    ['client', { client: undefined }],
    ['window', { window: NaN }],
    ['window', { window: '5000' }],
    ['window', { window: -1 }],
    ['window', { window: Infinity }],
  ])('say what to change: %s, %o', (name, wrong) => {
    expect(() => relay({ ...options, ...wrong })).toThrow(`relay: ${name} must be`);
  });

  it.each(['https://shop.example:8443', 'http://localhost', 'http://[::1]:8080', 'capacitor://localhost'])(
    'take the origin %s',
    async (origin) => {
      const { send } = relayed({ origins: [origin] }, accepts);
      const told = await send(request(V1, { service_key: 'checkout' }, { headers: { Origin: origin } }));
      expect(told.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    },
  );

  it('fetch is the platform’s own by default', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json(accepted({ incident_key: 'a' })));
    expect((await relay(options)(v1())).status).toBe(200);
    expect(fetch).toHaveBeenCalledOnce();
    fetch.mockRestore();
  });
});

describe('What a platform ends with the answer', () => {
  it('is asked to wait for what goes on', async () => {
    const work: Promise<unknown>[] = [];
    const { handle, forwarded } = relayed();
    const context = { waitUntil: (promise: Promise<unknown>) => work.push(promise) };
    void handle(v1(), ...([{ KEY }, context] as never[]));
    await settled();
    expect(work).toHaveLength(1);
    expect(await isPending(Promise.all(work))).toBe(true);
    forwarded[0]?.answer(200);
    await Promise.all(work);
  });
});
