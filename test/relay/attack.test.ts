// What an attack on the relay found, with only the contract in hand.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clientLimit } from '../../src/relay/clients.js';
import { relay } from '../../src/relay/relay.js';
import { accepts, KEY, ORIGIN, relayed, request, settled, v1, V1 } from './support.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Bytes in use once all that nobody holds is gone. */
function inUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function broken(): never {
  throw new Error('The log cannot be written');
}

/** What nobody handled while something was done; in Node, each ends the process. */
async function unhandledIn(work: () => Promise<unknown>): Promise<unknown[]> {
  const others = process.listeners('unhandledRejection');
  const seen: unknown[] = [];
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => seen.push(reason));
  await work();
  await new Promise((resolve) => setImmediate(resolve));
  process.removeAllListeners('unhandledRejection');
  for (const listener of others) process.on('unhandledRejection', listener);
  return seen;
}

describe('Memory while PagerDuty is out of reach', () => {
  // A refusal is an `Error`: its stack holds the functions that it went through, theirs the event and the batch before, and so on.
  it('does not grow with the events of one incident', async () => {
    const { handle } = relayed({ fetch: () => Promise.reject(new Error('down')), onForward: undefined, onError: undefined });
    const long = 'x'.repeat(60_000);
    const send = (number: number) =>
      handle(v1({ event_type: number % 2 ? 'resolve' : 'trigger', details: `${long}${String(number)}` }));
    await send(0);
    const before = inUse();
    for (let number = 1; number <= 200; number += 1) await send(number);
    expect((inUse() - before) / 1e6).toBeLessThan(3);
    expect((await send(1)).status).toBe(502);
  });
});

describe('Order', () => {
  // `ends` of a new batch counts from when the window of the one before ended, which can be long ago where one that stands further
  // in front kept the sweep from it: it is then over before it began, and is forgotten while its request is under way.
  it('holds where an incident comes back while another, that came first, still waits', async () => {
    const { send, forwarded } = relayed();
    const sent = (incident: string) => forwarded.filter(({ event }) => event.incident_key === incident);
    for (const event_type of ['trigger', 'resolve', 'trigger']) void send(v1({ incident_key: 'silent', event_type }));
    void send(v1({ incident_key: 'b' }));
    await settled();
    sent('b')[0]?.answer(200);
    await later(20_000);
    void send(v1({ incident_key: 'b' }));
    await settled();
    expect(sent('b')).toHaveLength(2);
    await later(5000);
    void send(v1({ incident_key: 'b', event_type: 'resolve' }));
    await settled();
    // The second trigger has not been answered: the resolve must not overtake it.
    expect(sent('b').map(({ event }) => event.event_type)).toEqual(['trigger', 'trigger']);
  });
});

describe('An operator’s function that fails', () => {
  it('is no reason to answer nothing', async () => {
    const { handle } = relayed({ fetch: () => Promise.reject(new Error('down')), onError: broken });
    const told = handle(v1()).then(({ status }) => status);
    await expect(told).resolves.toBe(502);
  });

  it('loses no event that waits behind', async () => {
    const { send, forwarded } = relayed({ onError: broken });
    const told = [send(v1()), send(v1({ event_type: 'resolve' }))].map((promise) => promise.catch(() => undefined));
    await settled();
    forwarded[0]?.fail(new Error('down'));
    await settled();
    expect(forwarded.map(({ event }) => event.event_type)).toEqual(['trigger', 'resolve']);
    forwarded[1]?.answer(200);
    await Promise.all(told);
  });

  it.each([
    ['onError is asynchronous', { onError: (() => Promise.reject(new Error('log'))) as () => void, fetch: broken }],
    ['onForward and onError throw', { onForward: broken, onError: broken }],
  ])('leaves no rejection that ends the process: %s', async (_, options) => {
    const { handle } = relayed(options, accepts);
    expect(await unhandledIn(() => handle(v1()))).toEqual([]);
  });
});

describe('What a page is told', () => {
  it('is not final where PagerDuty’s answer is too long: the event was not', async () => {
    const { send } = relayed({}, () => new Response('x'.repeat(65_537), { status: 503 }));
    expect((await send(v1())).status).toBeGreaterThanOrEqual(500);
  });

  it('is something, also where a status is none that a Response can have', async () => {
    // `fetch` gives such a one where a server does: 999, for some firewalls.
    const odd = { status: 999, headers: new Headers(), body: null } as Response;
    const { handle } = relayed({}, () => odd);
    const told = handle(v1()).then(({ status }) => status);
    await expect(told).resolves.toBe(502);
  });

  it('is a refusal where its JSON is too deep to be written again, and no error of the operator’s', async () => {
    const { send, errors } = relayed({}, accepts);
    const told = await send(request(V1, `{"service_key":"checkout","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`));
    expect([told.status, errors]).toEqual([400, []]);
  });
});

describe('PagerDuty’s rate limit', () => {
  it('is not over because a later answer does not say how long it lasts', async () => {
    const { send, forwarded } = relayed();
    void send(v1());
    void send(v1({ incident_key: 'b' }));
    await settled();
    forwarded[0]?.answer(429, '{}', { 'Retry-After': '60' });
    await settled();
    forwarded[1]?.answer(429, '{}');
    await settled();
    void send(v1({ incident_key: 'c' }));
    await settled();
    expect(forwarded).toHaveLength(2);
  });
});

describe('Keys', () => {
  it('are refused, and in no report, where they are a part of a text', async () => {
    const { send, reports } = relayed({}, accepts);
    await send(v1({ incident_key: `a ${KEY}` }));
    await settled();
    expect(JSON.stringify(reports)).not.toContain(KEY);
  });
});

describe('Bodies', () => {
  it('that stop are let go when the page has been answered', async () => {
    const cancel = vi.fn();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(60_000));
      },
      cancel,
    });
    const { send } = relayed();
    const told = send(
      new Request(`https://relay.shop.example${V1}`, {
        method: 'POST',
        headers: { Origin: ORIGIN },
        body,
        duplex: 'half',
      } as RequestInit),
    );
    await later(8000);
    expect((await told).status).toBe(504);
    await settled();
    expect(cancel).toHaveBeenCalledOnce();
  });
});

describe('Clients', () => {
  it('take no more memory than their names, however long what those were cut from', () => {
    const wait = clientLimit(60);
    const before = inUse();
    for (let number = 0; number < 1000; number += 1) {
      const header = Buffer.from(`2001:db8:0:${String(number)}::1 client,`.padEnd(15_000, 'x')).toString();
      wait(header);
    }
    expect((inUse() - before) / 1e6).toBeLessThan(3);
    expect(wait('one')).toBe(0);
  });

  it('are not all gone through for each that comes', () => {
    const wait = clientLimit(1);
    for (let number = 0; number <= 100_000; number += 1) wait(`loud ${String(number)}`);
    const sweeps = vi.spyOn(Map.prototype, Symbol.iterator);
    for (let number = 0; number < 100; number += 1) wait(`new ${String(number)}`);
    const { length } = sweeps.mock.calls;
    sweeps.mockRestore();
    expect(length).toBeLessThan(10);
  });
});

describe('Options', () => {
  // Timers take no more than 2^31 ms: above, they are over at once.
  it('a window that no timer can measure is refused, or works', async () => {
    const options = { keys: { checkout: KEY }, origins: [ORIGIN], client: false, window: 300_000_000 } as const;
    const works = async () => {
      const fetch = async () => new Promise<Response>((resolve) => setTimeout(resolve, 100, Response.json({})));
      const told = relay({ ...options, fetch })(v1());
      await later(100);
      return (await told).status === 200;
    };
    const refuses = () => {
      try {
        relay(options);
        return false;
      } catch {
        return true;
      }
    };
    expect(refuses() || (await works())).toBe(true);
  });
});
