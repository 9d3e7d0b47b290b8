import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PDJSError, PDJSobj, type PDJSRequest } from '../../src/index.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { connected, failureOf, untyped } from './support.js';

const event = { service_key: 'KEY', incident_key: 'a', description: 'x' };
// PagerDuty takes no image but by https.
const refused = { ...event, contexts: [{ type: 'image', src: 'http://insecure.test/a.png' } as const] };

/** Resolves when whatever was queued until now, timers included, has run. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  await nextTask();
  process.off('unhandledRejection', note);
  vi.restoreAllMocks();
});

describe('A success', () => {
  it('is told once each way, the callback after the call has returned', async () => {
    const { pdjs } = connected();
    const success = vi.fn();
    const error = vi.fn();
    const call = pdjs.trigger({ ...event, success, error });
    expect(success).not.toHaveBeenCalled();
    const answer = await call;
    await nextTask();
    expect(success).toHaveBeenCalledExactlyOnceWith(answer);
    expect(error).not.toHaveBeenCalled();
  });

  it('goes to no_success_function where there is no callback', async () => {
    const seen = vi.fn();
    class Page extends PDJSobj {
      override no_success_function(body: unknown, params: object) {
        seen(body, params);
      }
    }
    const pdjs = new Page({ fetch: new StandIn().fetch });
    const answer = await pdjs.event(event);
    expect(seen).toHaveBeenCalledExactlyOnceWith(answer, event);
  });

  it('gives undefined for an empty 2xx answer', async () => {
    const pdjs = new PDJSobj({ fetch: () => new Response(null, { status: 204 }) });
    const success = vi.fn();
    expect(await pdjs.trigger({ ...event, success })).toBeUndefined();
    expect(success).toHaveBeenCalledExactlyOnceWith(undefined);
  });
});

describe('Params', () => {
  it('may be inherited', async () => {
    const { standIn, pdjs } = connected();
    await pdjs.trigger(untyped(Object.create(event)));
    expect(standIn.incidents).toMatchObject([{ incident_key: 'a' }]);
  });

  it('count as they are when the call is made', async () => {
    const { pdjs } = connected();
    const told: string[] = [];
    const params = { ...event, success: () => told.push('first') };
    const first = pdjs.event(params);
    params.success = () => told.push('second');
    await Promise.all([first, pdjs.event(params)]);
    expect(told).toEqual(['first', 'second']);
  });
});

describe('A failure', () => {
  it('is told once each way, with the same PDJSError', async () => {
    const { standIn, pdjs } = connected();
    const success = vi.fn();
    const error = vi.fn();
    const failure = await failureOf(pdjs.trigger({ ...refused, success, error }));
    await nextTask();
    expect(error).toHaveBeenCalledExactlyOnceWith(failure);
    expect(success).not.toHaveBeenCalled();
    expect(standIn.requests).toHaveLength(1);
  });

  it('reads as the errors of both PDJS generations', async () => {
    const { pdjs } = connected();
    const failure = await failureOf(pdjs.trigger(refused));
    const body = { status: 'invalid event', message: 'Event object is invalid', errors: ['contexts.0.src is not an https URL'] };
    expect(failure).toBeInstanceOf(PDJSError);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).toMatchObject({
      name: 'PDJSError',
      code: 'http',
      status: 400,
      responseJSON: body,
      message: body.message,
      errors: body.errors,
      attempts: 1,
      request: { method: 'POST', url: 'https://events.pagerduty.com/generic/2010-04-15/create_event.json' },
    });
    expect(JSON.parse(failure.responseText)).toEqual(body);
  });

  it('takes a REST answer’s error apart as 1.1.0 pages do', async () => {
    const error = { message: 'Invalid Input Provided', code: 2001, errors: ['Name is too short'] };
    const pdjs = new PDJSobj({ fetch: () => Response.json({ error }, { status: 400, statusText: 'Bad Request' }) });
    const failure = await failureOf(pdjs.sendRequest({ url: 'https://api.test/users' }));
    expect(failure).toMatchObject({ message: error.message, statusText: 'Bad Request', error });
    expect(failure.error?.errors?.join()).toBe('Name is too short');
  });

  it.each(['<h1>Bad</h1>', '"just text"', '[1]', 'null', '{"message":{"deep":1},"error":"gone"}'])(
    'has a message of its own where the answer is %s',
    async (body) => {
      const pdjs = new PDJSobj({ fetch: () => new Response(body, { status: 404 }) });
      const failure = await failureOf(pdjs.trigger(event));
      expect(failure).toMatchObject({ code: 'http', status: 404, message: 'PagerDuty answered 404', responseText: body });
    },
  );

  it('says what it means when a 2xx answer is not JSON', async () => {
    const pdjs = new PDJSobj({ fetch: () => new Response('<form>log in</form>') });
    expect(await failureOf(pdjs.trigger(event))).toMatchObject({
      code: 'invalid_response',
      status: 200,
      responseText: '<form>log in</form>',
      responseJSON: undefined,
    });
  });

  it('gives its cause when nothing was answered, and texts where handlers look for them', async () => {
    const { standIn, pdjs } = connected({ retry: 0 });
    standIn.faults.push({ kind: 'drop' });
    const failure = await failureOf(pdjs.trigger(event));
    expect(failure).toMatchObject({ code: 'network', status: 0, responseText: '', attempts: 1 });
    expect(failure.cause).toBeInstanceOf(TypeError);
    expect(failure.errors).toEqual([failure.message]);
    expect(failure.error?.errors).toEqual([failure.message]);
  });

  it('holds no key and no token', async () => {
    const { standIn, pdjs } = connected({ token: 'SECRET-TOKEN', retry: 0 });
    standIn.faults.push({ kind: 'drop' }, { kind: 'status', status: 500 });
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    for (const call of [
      pdjs.trigger({ ...event, service_key: 'SECRET-KEY' }),
      pdjs.trigger({ ...event, service_key: 'SECRET-KEY' }),
    ]) {
      const failure = await failureOf(call);
      const { inspect } = await import('node:util');
      expect(inspect(failure, { depth: 10, showHidden: true }) + JSON.stringify(failure)).not.toContain('SECRET');
    }
    expect(printed).not.toHaveBeenCalled();
  });
});

describe('Who hears of a failure', () => {
  it('error_function, which prints it, where nobody else does', async () => {
    const { pdjs } = connected();
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    const told = new Promise((resolve) => printed.mockImplementation(resolve));
    void pdjs.trigger(refused);
    await told;
    await nextTask();
    expect(printed).toHaveBeenCalledExactlyOnceWith('PDJS:', expect.any(PDJSError));
    expect(unhandled).toEqual([]);
  });

  it('the page’s own error_function, with the call’s params', async () => {
    const { standIn } = connected();
    const told = new Promise((resolve) => {
      class Page extends PDJSobj {
        override error_function(error: PDJSError, params: object) {
          resolve([error.status, params]);
        }
      }
      void new Page({ fetch: standIn.fetch }).trigger(refused);
    });
    expect(await told).toEqual([400, expect.objectContaining({ service_key: 'KEY' })]);
  });

  it('only the error callback, where there is one', async () => {
    const { pdjs } = connected();
    const printed = vi.spyOn(console, 'error');
    await new Promise<PDJSError>((resolve) => void pdjs.trigger({ ...refused, error: resolve }));
    await nextTask();
    expect(printed).not.toHaveBeenCalled();
    expect(unhandled).toEqual([]);
  });

  it.each([
    ['await', async (call: Promise<unknown>) => await call],
    ['catch', (call: Promise<unknown>) => call.catch((error: unknown) => Promise.reject(error as Error))],
    ['Promise.all', (call: Promise<unknown>) => Promise.all([call])],
    [
      'Promise.allSettled',
      (call: Promise<unknown>) =>
        Promise.allSettled([call]).then(([result]) => Promise.reject((result as PromiseRejectedResult).reason as Error)),
    ],
    ['finally', (call: Promise<unknown>) => call.finally(() => undefined)],
  ])('only the listener: %s', async (_, listen) => {
    const { pdjs } = connected();
    const printed = vi.spyOn(console, 'error');
    await expect(listen(pdjs.trigger(refused))).rejects.toBeInstanceOf(PDJSError);
    await nextTask();
    expect(printed).not.toHaveBeenCalled();
    expect(unhandled).toEqual([]);
  });

  it('a listener that comes within the same task counts, for bad input too', async () => {
    const { pdjs } = connected();
    const printed = vi.spyOn(console, 'error');
    const call = pdjs.trigger(untyped({}));
    await Promise.resolve();
    await expect(call).rejects.toBeInstanceOf(PDJSError);
    await nextTask();
    expect(printed).not.toHaveBeenCalled();
  });

  it('derived promises are plain ones, whose rejections are the caller’s', async () => {
    const { pdjs } = connected();
    const derived = pdjs.trigger(event).then(() => 1);
    expect(derived.constructor).toBe(Promise);
    expect(await derived).toBe(1);
  });
});

describe('An overridden sendRequest', () => {
  it('sees every request in the words of 1.x, and may pass it on', async () => {
    const seen: PDJSRequest[] = [];
    class Page extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        seen.push(request);
        return super.sendRequest(request);
      }
    }
    const pdjs = new Page({ fetch: new StandIn().fetch });
    const success = vi.fn();
    await pdjs.trigger({ ...event, success });
    expect(success).toHaveBeenCalledOnce();
    expect(seen).toMatchObject([
      {
        type: 'POST',
        url: expect.stringContaining('create_event.json') as string,
        success: expect.any(Function) as object,
        error: expect.any(Function) as object,
      },
    ]);
    expect(JSON.parse(seen[0]?.data as string)).toMatchObject(event);
  });

  it('finds headers to add to, and the caller’s own fields', async () => {
    const { standIn } = connected();
    const seen: unknown[] = [];
    class Page extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        (request.headers as Record<string, string>)['X-Trace'] = '1';
        seen.push((request as { mine?: string }).mine);
        return super.sendRequest(request);
      }
    }
    await new Page({ fetch: standIn.fetch }).trigger(untyped({ ...event, mine: 'ours' }));
    expect(standIn.requests[0]?.headers['x-trace']).toBe('1');
    expect(seen).toEqual(['ours']);
  });

  it('may fail with PagerDuty’s answer, as 1.1.0 gave it to error', async () => {
    class Mock extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        request.error?.(untyped({ status: 'invalid event', message: 'Event object is invalid', errors: ['bad'] }));
        return Promise.resolve();
      }
    }
    const failure = await failureOf(new Mock().trigger(event));
    expect(failure).toBeInstanceOf(PDJSError);
    expect(failure).toMatchObject({ code: 'http', message: 'Event object is invalid', errors: ['bad'] });
  });

  it.each([null, undefined, Object.create(null)])('may fail with anything: %o', async (reason: unknown) => {
    class Mock extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        request.error?.(untyped(reason));
        return Promise.resolve();
      }
    }
    expect(await failureOf(new Mock().trigger(event))).toBeInstanceOf(PDJSError);
  });

  it('may answer itself, by callback, once', async () => {
    class Mock extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        request.success?.({ status: 'mocked' });
        request.error?.(new PDJSError({ code: 'http', message: 'too late' }));
        return Promise.resolve();
      }
    }
    const success = vi.fn();
    const error = vi.fn();
    expect(await new Mock().trigger({ ...event, success, error })).toEqual({ status: 'mocked' });
    await nextTask();
    expect(success).toHaveBeenCalledOnce();
    expect(error).not.toHaveBeenCalled();
  });

  it('may return the answer', async () => {
    class Mock extends PDJSobj {
      override sendRequest() {
        return Promise.resolve({ status: 'mocked' });
      }
    }
    expect(await new Mock().trigger(event)).toEqual({ status: 'mocked' });
  });

  it('may return nothing and answer later', async () => {
    class Old extends PDJSobj {
      override sendRequest(request: PDJSRequest) {
        void super.sendRequest(request);
        return untyped(undefined);
      }
    }
    expect(await new Old({ fetch: new StandIn().fetch }).trigger(event)).toMatchObject({ status: 'success' });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('bug');
      },
    ],
    ['rejects', () => Promise.reject(new Error('bug'))],
  ])('that %s is a failure like any other', async (_, sendRequest) => {
    class Broken extends PDJSobj {
      override sendRequest = sendRequest;
    }
    const error = vi.fn();
    const failure = await failureOf(new Broken().trigger({ ...event, error }));
    expect(failure).toMatchObject({ code: 'exception', cause: new Error('bug') });
    expect(error).toHaveBeenCalledExactlyOnceWith(failure);
  });
});

describe('sendRequest called by a page', () => {
  it('sends what 1.1.0 sent, headers included', async () => {
    const { standIn, pdjs } = connected();
    const success = vi.fn();
    await pdjs.sendRequest({
      type: 'post',
      url: 'https://events.pagerduty.com/v2/change/enqueue',
      contentType: 'application/json',
      accepts: { json: 'application/vnd.pagerduty+json;version=2' },
      headers: { 'X-Mine': '1' },
      data: JSON.stringify({ routing_key: 'KEY', payload: { summary: 'x' } }),
      success,
    });
    const { method, headers } = standIn.requests[0] ?? {};
    expect(method).toBe('POST');
    expect(Object.fromEntries(new Headers(headers))).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/vnd.pagerduty+json;version=2',
      'x-mine': '1',
    });
    expect(success).toHaveBeenCalledOnce();
  });

  it('says that the URL is missing', async () => {
    const { pdjs } = connected();
    expect(await failureOf(pdjs.sendRequest(untyped(undefined)))).toMatchObject({ code: 'invalid_params' });
  });
});
