// What pages give as params: whatever it is, the right event is sent, or one error says what is wrong, and nothing is thrown.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PDJSError, PDJSobj } from '../../src/index.js';
import { connected, failureOf, lastBody, untyped } from './support.js';

const TOKEN = 'token-of-20-characters';
const plain = { service_key: 'KEY', incident_key: 'a', description: 'x' };

/** An alert of a page that is written in classes. */
class Alert {
  #told: unknown[] = [];
  #key = 'KEY';
  #incident = 'a';
  get service_key() {
    return this.#key;
  }
  get incident_key() {
    return this.#incident;
  }
  description = 'x';
  success(body: unknown) {
    this.#told.push(['success', body]);
  }
  error(error: unknown) {
    this.#told.push(['error', error]);
  }
  told() {
    return this.#told;
  }
}
class BaseAlert {
  #key = 'KEY';
  get service_key() {
    return this.#key;
  }
  get description() {
    return `of ${this.#key}`;
  }
  told: unknown[] = [];
  success(body: unknown) {
    this.told.push(body);
  }
}
class ShopAlert extends BaseAlert {
  incident_key = 'a';
  #text = 'x';
  override get description() {
    return this.#text;
  }
}
class CheckoutAlert extends ShopAlert {
  details = { page: 'checkout' };
}

/** Params of which one field cannot be read. */
const throwing = (name: string, params: object = plain) =>
  Object.defineProperty({ ...params }, name, {
    enumerable: true,
    get() {
      throw new TypeError(`No ${name} for you`);
    },
  });

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({ ...plain }, {});
  revoke();
  return proxy;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('An event is sent of', () => {
  it('an instance of a class, whose methods and getters use private fields', async () => {
    const { standIn, pdjs } = connected();
    const alert = new Alert();
    const answer: unknown = await pdjs.trigger(untyped(alert));
    expect(lastBody(standIn)).toMatchObject({ ...plain, event_type: 'trigger' });
    standIn.faults.push({ kind: 'status', status: 400 });
    const failure = await failureOf(pdjs.resolve(untyped(alert)));
    expect(lastBody(standIn)).toMatchObject({ event_type: 'resolve' });
    await vi.waitFor(() => {
      expect(alert.told()).toEqual([
        ['success', answer],
        ['error', failure],
      ]);
    });
  });

  it('an instance of a class that inherits from two, the nearest first', async () => {
    const { standIn, pdjs } = connected();
    const alert = new CheckoutAlert();
    const answer: unknown = await pdjs.trigger(untyped(alert));
    expect(lastBody(standIn)).toMatchObject({ ...plain, details: { page: 'checkout' } });
    expect(alert.told).toEqual([answer]);
  });

  it.each<[string, () => object]>([
    ['params without a prototype', () => Object.assign(Object.create(null) as object, plain)],
    ['frozen params', () => Object.freeze({ ...plain })],
    ['a frozen instance', () => Object.freeze(new Alert())],
    ['a Proxy', () => new Proxy({ ...plain }, {})],
    [
      'a Proxy that answers for fields that it does not list',
      () => new Proxy({ ...plain }, { get: (target, name) => Reflect.get(target, name) as unknown }),
    ],
    [
      'params with fields that are ours elsewhere',
      () => ({
        ...plain,
        api: 'x',
        orderKey: 'x',
        rateLimitKey: 'x',
        echo: 'x',
        type: 'GET',
        contentType: 'x',
        accepts: 'x',
        dataType: 'x',
      }),
    ],
  ])('%s', async (_, made) => {
    for (const method of ['trigger', 'acknowledge', 'resolve', 'event'] as const) {
      const { standIn, pdjs } = connected();
      await pdjs[method](untyped(made()));
      expect(standIn.requests).toMatchObject([
        { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' } },
      ]);
      expect(lastBody(standIn)).toMatchObject({ ...plain, event_type: method === 'event' ? 'trigger' : method });
    }
  });
});

describe('One error, nothing sent and nothing thrown for', () => {
  it.each<[string, () => object, string]>([
    ['a key that cannot be read', () => throwing('service_key'), 'No service_key for you'],
    ['data that cannot be read', () => throwing('data'), 'No data for you'],
    ['a description that cannot be read', () => throwing('description'), 'No description for you'],
    ['a success that cannot be read', () => throwing('success'), 'No success for you'],
    ['a revoked Proxy', revoked, 'revoked'],
    ['a revoked Proxy as data', () => ({ ...plain, data: revoked() }), 'revoked'],
    ['a revoked Proxy as details', () => ({ ...plain, details: revoked() }), 'revoked'],
  ])('%s', async (_, made, message) => {
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    for (const method of ['trigger', 'acknowledge', 'resolve', 'event'] as const) {
      const { standIn, pdjs } = connected();
      const told = vi.fn();
      pdjs.error_function = (error) => {
        told(error);
      };
      void pdjs[method](untyped(made()));
      await vi.waitFor(() => {
        expect(told).toHaveBeenCalledExactlyOnceWith(expect.any(PDJSError));
      });
      const failure = await failureOf(pdjs[method](untyped(made())));
      expect(failure.message).toContain(message);
      expect(standIn.requests).toHaveLength(0);
    }
    expect(printed).not.toHaveBeenCalled();
  });

  it('a revoked Proxy, of api and api_all too', async () => {
    const { standIn, pdjs } = connected({ token: TOKEN });
    for (const call of [
      () => pdjs.api(untyped(revoked())),
      () => pdjs.api_all(untyped(revoked())),
      () => pdjs.change(untyped(revoked())),
    ]) {
      expect(await failureOf(call())).toBeInstanceOf(PDJSError);
    }
    expect(standIn.requests).toHaveLength(0);
  });

  it('an error that cannot be read', async () => {
    const { pdjs } = connected();
    const failure = await failureOf(pdjs.trigger(untyped(throwing('error'))));
    expect(failure).toMatchObject({ code: 'exception', message: 'No error for you' });
  });
});

describe('Callbacks get the caller’s own params as this', () => {
  /** Params that note as what their callbacks were called. */
  function noting(fields: object, ...names: string[]) {
    const contexts: [string, unknown][] = [];
    const params: Record<string, unknown> = { ...fields };
    for (const name of names) {
      params[name] = function (this: unknown) {
        contexts.push([name, this]);
      };
    }
    return { params, contexts };
  }
  const change = { routing_key: 'KEY', summary: 'x' };

  it.each<[string, object, (pdjs: PDJSobj, params: never) => Promise<unknown>]>([
    ['trigger', plain, (pdjs, params) => pdjs.trigger(params)],
    ['acknowledge', plain, (pdjs, params) => pdjs.acknowledge(params)],
    ['resolve', plain, (pdjs, params) => pdjs.resolve(params)],
    ['event', plain, (pdjs, params) => pdjs.event(params)],
    ['change', change, (pdjs, params) => pdjs.change(params)],
    ['api', { res: 'users' }, (pdjs, params) => pdjs.api(params)],
    ['sendRequest', { url: 'https://api.pagerduty.com/users' }, (pdjs, params) => pdjs.sendRequest(params)],
  ])('%s', async (name, fields, start) => {
    for (const outbox of [false, true]) {
      const { standIn, pdjs } = connected({ token: TOKEN, outbox });
      const { params, contexts } = noting(fields, 'success', 'error');
      if (name === 'sendRequest') params.headers = { Authorization: `Token token=${TOKEN}` };
      await start(pdjs, untyped(params));
      standIn.faults.push({ kind: 'status', status: 400 });
      await failureOf(start(pdjs, untyped(params)));
      await vi.waitFor(() => {
        expect(contexts.map(([callback]) => callback)).toEqual(['success', 'error']);
      });
      for (const [, context] of contexts) expect(context).toBe(params);
    }
  });

  it('api_all', async () => {
    const { standIn, pdjs } = connected({ token: TOKEN });
    const { params, contexts } = noting({ res: 'users' }, 'incremental_success', 'final_success', 'error');
    await pdjs.api_all(untyped(params));
    standIn.faults.push({ kind: 'status', status: 400 });
    await failureOf(pdjs.api_all(untyped(params)));
    await vi.waitFor(() => {
      expect(contexts.map(([callback]) => callback)).toEqual([
        ...Array<string>(3).fill('incremental_success'),
        'final_success',
        'error',
      ]);
    });
    for (const [, context] of contexts) expect(context).toBe(params);
  });
});

it.each(['trigger', 'event'] as const)('A field that cannot be read and is not needed loses no event: %s', async (method) => {
  const { standIn, pdjs } = connected();
  await pdjs[method](untyped(throwing('mine')));
  expect(lastBody(standIn)).toMatchObject(plain);
});
