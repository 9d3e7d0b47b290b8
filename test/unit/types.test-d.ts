import { describe, expectTypeOf, it } from 'vitest';
import {
  PDJSobj,
  type ChangeResult,
  type EventParams,
  type EventResult,
  type EventV1Result,
  type EventV2Result,
  type JSONObject,
  type PDJSError,
} from '../../src/index.js';

const pdjs = new PDJSobj({ retry: { limit: 2 } });

describe('Results', () => {
  it('are typed by the kind of event', () => {
    expectTypeOf(pdjs.trigger({ service_key: 'K' })).resolves.toEqualTypeOf<EventV1Result>();
    expectTypeOf(pdjs.acknowledge({ routing_key: 'K', dedup_key: 'a' })).resolves.toEqualTypeOf<EventV2Result>();
    expectTypeOf(pdjs.resolve({ data: { service_key: 'K', incident_key: 'a' } })).resolves.toEqualTypeOf<EventV1Result>();
    expectTypeOf(pdjs.event({ routing_key: 'K', event_type: 'resolve', dedup_key: 'a' })).resolves.toEqualTypeOf<EventV2Result>();
    expectTypeOf(pdjs.trigger({ data: { routing_key: 'K' } })).resolves.toEqualTypeOf<EventV2Result>();
    expectTypeOf(pdjs.change({ routing_key: 'K', summary: 'x' })).resolves.toEqualTypeOf<ChangeResult>();
  });

  it('are what callbacks get', () => {
    void pdjs.trigger({
      service_key: 'K',
      success: (answer) => {
        expectTypeOf(answer).toEqualTypeOf<EventV1Result>();
      },
      error: (error) => {
        expectTypeOf(error).toEqualTypeOf<PDJSError>();
      },
    });
    void pdjs.trigger({
      routing_key: 'K',
      success: (answer) => {
        expectTypeOf(answer).toEqualTypeOf<EventV2Result>();
      },
    });
    void pdjs.event({
      data: { service_key: 'K', event_type: 'resolve', incident_key: 'a' },
      success: (answer) => {
        expectTypeOf(answer).toEqualTypeOf<EventV1Result>();
      },
    });
  });
});

describe('Params', () => {
  it('need a key', () => {
    // @ts-expect-error neither service_key nor routing_key
    void pdjs.trigger({ description: 'x' });
    // @ts-expect-error params are required
    void pdjs.trigger();
    // @ts-expect-error no key in data either
    void pdjs.trigger({ data: { description: 'x' } });
    // @ts-expect-error one key or the other
    void pdjs.trigger({ service_key: 'K', routing_key: 'K' });
    // @ts-expect-error the key may be missing
    void pdjs.trigger({ routing_key: process.env.ROUTING_KEY });
    // @ts-expect-error an incident is resolved by its incident_key
    void pdjs.resolve({ service_key: 'K' });
    // @ts-expect-error an incident is acknowledged by its incident_key
    void pdjs.acknowledge({ data: { service_key: 'K' } });
    // @ts-expect-error an incident is resolved by its incident_key
    void pdjs.event({ service_key: 'K', event_type: 'resolve' });
    // @ts-expect-error an alert is resolved by its dedup_key
    void pdjs.resolve({ routing_key: 'K' });
    // @ts-expect-error an alert is resolved by its dedup_key
    void pdjs.event({ routing_key: 'K', event_type: 'resolve' });
    // @ts-expect-error an alert is acknowledged by its dedup_key
    void pdjs.event({ routing_key: 'K', data: { event_type: 'acknowledge' } });
    // @ts-expect-error changes go to Events v2
    void pdjs.change({ service_key: 'K' });
    // @ts-expect-error no key in data either
    void pdjs.change({ data: { summary: 'x' } });
  });

  it('allow no wrong or misspelt fields', () => {
    const eventOfBoth = { service_key: 'K', summary: 'x' };
    // @ts-expect-error no such severity
    void pdjs.trigger({ routing_key: 'K', severity: 'high' });
    // @ts-expect-error no such severity
    void pdjs.trigger({ routing_key: 'K', payload: { severity: 'high' } });
    // @ts-expect-error a misspelt field
    void pdjs.trigger({ service_key: 'K', descripton: 'x' });
    // @ts-expect-error a misspelt field
    void pdjs.trigger({ service_key: 'K', data: { descripton: 'x' } });
    // @ts-expect-error a field of Events v2
    void pdjs.trigger({ service_key: 'K', summary: 'x' });
    // @ts-expect-error a field of Events v2, though not in a literal
    void pdjs.trigger(eventOfBoth);
    // @ts-expect-error contexts are an array
    void pdjs.trigger({ service_key: 'K', contexts: {} });
    // @ts-expect-error not an event type
    void pdjs.event({ service_key: 'K', event_type: 'escalate' });
    // @ts-expect-error a misspelt option
    new PDJSobj({ tokn: 'x' });
  });

  it('may be written out with undefined', () => {
    expectTypeOf(pdjs.trigger({ service_key: 'K', routing_key: undefined })).resolves.toEqualTypeOf<EventV1Result>();
    void pdjs.trigger({ routing_key: 'K', severity: undefined, data: undefined });
  });

  it('may name an alert as Events v1 does, on top or in data', () => {
    void pdjs.event({ routing_key: 'K' });
    void pdjs.event({ routing_key: 'K', event_type: 'trigger' });
    void pdjs.event({ routing_key: 'K', event_type: 'resolve', incident_key: 'a' });
    void pdjs.event({ data: { routing_key: 'K', event_type: 'resolve', dedup_key: 'a' } });
    void pdjs.acknowledge({ routing_key: 'K', incident_key: 'a' });
    void pdjs.resolve({ routing_key: 'K', incident_key: 'a' });
    void pdjs.resolve({ data: { routing_key: 'K', incident_key: 'a' } });
  });

  it('may be spread over top and data, and made elsewhere', () => {
    const event = { service_key: 'K', details: { any: ['thing'] } };
    void pdjs.trigger(event);
    void pdjs.trigger({ incident_key: 'a', data: event, signal: AbortSignal.abort(), timeout: 5, retry: 3 });
    void pdjs.trigger({ routing_key: 'K', severity: 'info', payload: { summary: 'x', custom_details: event } });
  });

  it('may be of either kind in a wrapper', () => {
    const page = (params: EventParams) => pdjs.trigger(params);
    expectTypeOf(page({ routing_key: 'K', summary: 'x' })).resolves.toEqualTypeOf<EventResult>();
    // @ts-expect-error a field of Events v2 beside a key of Events v1
    void page({ service_key: 'K', summary: 'x' });
    void pdjs.event({ data: { service_key: 'K', event_type: 'resolve', incident_key: 'a' } });
    void pdjs.resolve({ service_key: 'K', data: { incident_key: 'a' } });
    void pdjs.resolve({ routing_key: 'K', data: { dedup_key: 'a' } });
  });

  it('of REST calls need res or url, and give the result its type', () => {
    expectTypeOf(pdjs.api<{ users: string[] }>({ res: 'users' })).resolves.toEqualTypeOf<{ users: string[] }>();
    void pdjs.api({ res: 'users', headers: new Headers({ From: 'me@example.com' }) });
    void pdjs.api({
      url: 'https://api.pagerduty.com/users',
      success: (answer: { users: string[] }) => {
        expectTypeOf(answer.users).toEqualTypeOf<string[]>();
      },
    });
    expectTypeOf(pdjs.paginate<{ id: string }>({ res: 'users' })).toEqualTypeOf<
      AsyncGenerator<{ id: string }, void, undefined>
    >();
    // @ts-expect-error neither res nor url
    void pdjs.api({ type: 'GET' });
    // @ts-expect-error a misspelt field
    void pdjs.api_all({ res: 'users', finalSuccess: () => undefined });
  });

  it('of REST calls may leave the type of the result open', async () => {
    const { users } = await pdjs.get('users');
    expectTypeOf(users).toBeAny();
    expectTypeOf(pdjs.api({ res: 'users' })).resolves.toEqualTypeOf<JSONObject>();
    expectTypeOf(pdjs.api_all({ res: 'users' })).resolves.toEqualTypeOf<JSONObject>();
    expectTypeOf(pdjs.paginate({ res: 'users' })).toEqualTypeOf<AsyncGenerator<JSONObject, void, undefined>>();
    void pdjs.api({
      res: 'users',
      success: (answer) => {
        expectTypeOf(answer).toEqualTypeOf<JSONObject>();
      },
    });
    // PagerDuty answers most deletions with nothing.
    expectTypeOf(pdjs.delete('users/PABC123')).resolves.toBeUnknown();
  });

  it('hold no any elsewhere', () => {
    expectTypeOf<Parameters<PDJSobj['sendRequest']>[0]>().not.toBeAny();
    expectTypeOf<PDJSError['responseJSON']>().toBeUnknown();
    expectTypeOf<PDJSError['cause']>().toBeUnknown();
  });
});
