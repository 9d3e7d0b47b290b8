/** The calls that both PDJS 1.1.0 and ours make: every method and every param of 1.1.0, with usual and odd values. */
import type { Fault } from '../../demo/stand-in/stand-in.js';
import type { LinkContext, PDJSobj } from '../../src/index.js';

/** The rows of the table of differences in docs/migrating.md, each with what it may change in a call's trace. */
export const ROWS = {
  D1: /^(requests\.\d+\.body\.contexts|told\.)/,
  D2: /^requests\.\d+\.headers\.authorization$/,
  D3: /^(told|requests)\./,
  D4: /^(told|uncaught)\b/,
  D5: /^(requests\.\d+\.headers\.(from|x-mine|authorization)$|told\.)/,
  D6: /^(requests\.\d+\.query\.|told\.)/,
  D7: /^(requests\.\d+\.(body|query)\b|told\.)/,
  D8: /^(requests\.1\.|told\.|thrown$|params\b)/,
  D9: /^(requests\.[1-9]|told\.|uncaught|thrown)/,
  D10: /^globals\b/,
  D11: /^(requests\.[1-9]|told\.)/,
  D12: /^requests\.\d+\.((query|body)\.(PDJSversion|request_count|attempt)|body)$/,
  D13: /^(requests\.\d+\.url$|told\.)/,
  D14: /^(requests\.0|told\.)/,
  D15: /^told\./,
  status: /^told\.\d+\.1\.status$/,
  keys: /^(requests|told)\./,
  types: /^(requests|told)\./,
  async: /^told\.0\.1$/,
  total: /^told\.\d+\.1\.(limit|total)$/,
};
export type Row = keyof typeof ROWS;

export const METHODS = ['trigger', 'acknowledge', 'resolve', 'event', 'api', 'api_all', 'sendRequest'] as const;
type Method = (typeof METHODS)[number];
type Callback = 'success' | 'error' | 'incremental_success' | 'final_success';

/** A call: its params stand under the method's name, and the page adds the callbacks. */
export interface OldCall extends Partial<{ [Name in Method]: Parameters<PDJSobj[Name]>[0] }> {
  /** What differs, no more and no less; a difference counts for the first row that it fits. */
  rows: Row[];
  /**
   * The callbacks that ours calls, in order.
   * @default ['success']
   */
  ends?: Callback[];
  options?: object;
  faults?: Fault[];
  /** In place of a method, where params alone do not make the call. Runs in the page, and sees nothing of this file. */
  run?: (PDJS: PDJSobj, told: Record<Callback, (...args: unknown[]) => void>) => unknown;
}

/** Params as pages without types gave them. */
type Loose = never;

const EVENT = { service_key: 'KEY', incident_key: 'a' };
const LINK: LinkContext = { type: 'link', href: 'https://example.test' };
/** An event in which D1 does not show. */
const LINKED = { ...EVENT, contexts: [LINK] };

/** Where no attempt gets through. */
const BROKEN = { options: { retry: 0 }, faults: Array<Fault>(10).fill({ kind: 'drop' }) };
const answer = (status: number, body: string): Fault => ({ kind: 'status', status, body });
/** How a list of so many pages ends. */
const pages = (count: number): Callback[] => [...Array<Callback>(count).fill('incremental_success'), 'final_success'];

export const OLD_CALLS: Record<string, OldCall> = {
  // Events
  'trigger as the howto page has it': {
    rows: ['D1', 'D2'],
    trigger: { ...EVENT, description: 'This is only a test.', details: { page: 'x' } },
  },
  'trigger with every param': {
    rows: ['D2'],
    trigger: {
      service_key: 'KEY',
      description: 'd',
      incident_key: 'a',
      details: { nested: { list: [1, 'x', null, true] } },
      client: 'Shop',
      client_url: 'https://shop.test/',
      contexts: [
        { type: 'link', href: 'https://example.test', text: 'Runbook' },
        { type: 'image', src: 'https://example.test/a.png', href: 'https://example.test', alt: 'Chart' },
      ],
    },
  },
  'trigger with defaults only': { rows: ['D1', 'D2'], trigger: { service_key: 'KEY' } },
  'acknowledge with defaults only': { rows: ['D1', 'D2'], acknowledge: { service_key: 'KEY' } as Loose },
  'resolve with defaults only': { rows: ['D1', 'D2'], resolve: { service_key: 'KEY' } as Loose },
  'event with defaults only': { rows: ['D1', 'D2'], event: { service_key: 'KEY' } },
  'event with an event_type': { rows: ['D2'], event: { ...LINKED, event_type: 'resolve' } },
  'fields in data, which win, and one that PDJS does not know': {
    rows: ['D2'],
    trigger: {
      service_key: 'top',
      description: 'top',
      client: 'top',
      data: {
        service_key: 'KEY',
        description: 'data',
        incident_key: 'data',
        details: { a: 1 },
        client: 'data',
        contexts: [LINK],
        more: 1,
      },
    } as Loose,
  },
  'empty and odd values': {
    rows: ['D2'],
    trigger: { ...LINKED, description: '', incident_key: 0, details: null, client: '', client_url: undefined } as Loose,
  },
  'text that is hard on JSON': {
    rows: ['D2'],
    trigger: { ...LINKED, description: '\u2028 🔥 \u0000 " \\ ä', incident_key: 'schlüssel/1 ü' },
  },
  'an event that PagerDuty refuses': {
    rows: ['D2', 'status'],
    ends: ['error'],
    trigger: { ...EVENT, contexts: [{ type: 'image', src: 'http://insecure.test/a.png' }] },
  },
  'an event to a url of its own': {
    rows: ['D2'],
    trigger: { ...LINKED, url: 'https://elsewhere.test/generic/2010-04-15/create_event.json' },
  },
  'an event of which a redirect makes a GET': {
    rows: ['D2', 'D15'],
    ends: ['error'],
    faults: [
      { kind: 'status', status: 302, headers: { Location: 'https://events.pagerduty.com/login' } },
      answer(200, '{"status":"success"}'),
    ],
    trigger: LINKED,
  },
  'an event in the EU region': { rows: ['D2'], options: { server: 'eu.pagerduty.com' }, trigger: LINKED },
  'an event whose connection always breaks': { rows: ['D2', 'D1', 'D3'], ends: ['error'], ...BROKEN, trigger: EVENT },
  'an event that PagerDuty could not take at once': {
    rows: ['D2', 'D11'],
    options: { retry: { delay: () => 0 } },
    faults: [answer(503, '{"status":"error","message":"Later"}')],
    trigger: LINKED,
  },
  'an answer that is not JSON': { rows: ['D1', 'D2', 'D4'], ends: ['error'], faults: [answer(200, '<html>')], trigger: EVENT },
  'the same params twice': {
    rows: ['D1', 'D2', 'D8'],
    ends: ['success', 'success'],
    run: (PDJS, { success, error }) => {
      const params = { service_key: 'KEY', incident_key: 'a', success, error };
      return [PDJS.trigger(params), PDJS.trigger(params)];
    },
  },

  // REST
  'api with defaults': { rows: ['D12'], api: { res: 'users' } },
  'api with a query': {
    rows: ['D12'],
    api: {
      res: 'incidents',
      data: {
        sort_by: 'created_at:desc',
        limit: '20',
        fields: 'id,status',
        since: '2026-01-01T00:00:00+02:00',
        n: null,
        t: true,
        z: 0,
      },
    },
  },
  'api with a list in the query': {
    rows: ['D12', 'D6'],
    api: { res: 'users', data: { include: ['contact_methods', 'teams'], limit: 1 } },
  },
  'api with a list of one under a key that ends in []': {
    rows: ['D12'],
    api: { res: 'users', data: { 'include[]': ['contact_methods'], limit: 1 } },
  },
  'api with a type in lower case': { rows: ['D12'], api: { res: 'services', type: 'get' } },
  'api POST': {
    rows: ['D12'],
    api: {
      res: 'users/U000001/contact_methods',
      type: 'post',
      data: { contact_method: { type: 'phone_contact_method', address: '1235557890', label: 'Added from PDJS' } },
    },
  },
  'api POST that PagerDuty refuses': {
    rows: ['D12'],
    ends: ['error'],
    api: { res: 'users/U000001/contact_methods', type: 'POST', data: { nothing: 1 } },
  },
  'api PUT with the From header that it requires': {
    rows: ['D2', 'D12', 'D5'],
    run: async (PDJS, { success, error }) => {
      await new Promise((triggered) => {
        const contexts = [{ type: 'link' as const, href: 'https://example.test' }];
        void PDJS.trigger({ service_key: 'KEY', incident_key: 'a', contexts, success: triggered });
      });
      const data = { incident: { type: 'incident', status: 'resolved' } };
      const headers = { From: 'user1@example.test', 'X-Mine': '1' };
      return PDJS.api({ res: 'incidents/Q00006P', type: 'PUT', data, headers, success, error });
    },
  },
  'api DELETE': { rows: ['D4', 'D7'], api: { res: 'users/U000001/contact_methods/E000001', type: 'DELETE' } },
  'api PATCH': { rows: ['D7'], ends: ['error'], api: { res: 'users/U000001', type: 'PATCH', data: { user: { name: 'x' } } } },
  'api with a slash in front': { rows: ['D12', 'D13'], api: { res: '/users', data: { limit: 1 } } },
  'api that finds nothing': { rows: ['D12'], ends: ['error'], api: { res: 'incidents/NOWHERE' } },
  'api with a token that is none': { rows: ['D12'], ends: ['error'], options: { token: 'short' }, api: { res: 'users' } },
  'api with a token given later': {
    rows: ['D12'],
    options: { token: undefined },
    run: (PDJS, { success, error }) => {
      PDJS.token = 'another-token-given-later';
      return PDJS.api({ res: 'users', data: { limit: 1 }, success, error });
    },
  },
  'api to a url of PagerDuty’s': { rows: ['D12'], api: { url: 'https://api.eu.pagerduty.com/services', data: { limit: 1 } } },
  'api to a url elsewhere': { rows: ['D14'], ends: ['error'], api: { url: 'https://elsewhere.test/services' } },
  'api whose connection always breaks': { rows: ['D12', 'D3'], ends: ['error'], ...BROKEN, api: { res: 'users' } },
  'api at the rate limit': {
    rows: ['D12', 'D11'],
    options: { retry: { delay: () => 0 } },
    faults: [answer(429, '{"error":{"message":"Rate Limit Exceeded","code":2020}}')],
    api: { res: 'users', data: { limit: 1 } },
  },

  // Lists
  'api_all of a short list': { rows: ['D10', 'D12', 'total'], ends: pages(1), api_all: { res: 'services' } },
  'api_all of a long list with its total': {
    rows: ['D10', 'D12'],
    ends: pages(3),
    api_all: { res: 'users', data: { total: true, limit: 7 } },
  },
  'api_all of a long list without its total': { rows: ['D12', 'D10', 'D9'], ends: pages(3), api_all: { res: 'users' } },
  'api_all of a list by cursor': { rows: ['D12', 'D10', 'D9'], ends: pages(3), api_all: { res: 'audit/records' } },
  'api_all that PagerDuty refuses': { rows: ['D12'], ends: ['error'], api_all: { res: 'incidents/NOWHERE/log_entries' } },
  'api_all from an offset at its end': {
    rows: ['D10', 'D12', 'total'],
    ends: pages(1),
    api_all: { res: 'users', data: { offset: 200 } },
  },

  // Odd values
  'an event without a key': { rows: ['keys'], ends: ['error'], trigger: { description: 'x' } as Loose },
  'trigger with values of other types': {
    rows: ['D2', 'types'],
    trigger: {
      service_key: 'KEY',
      incident_key: 42,
      description: 7,
      details: 'full',
      contexts: [{ type: 'link', href: new URL('https://example.test/') }],
    } as Loose,
  },
  'trigger with an object for a description': {
    rows: ['types'],
    ends: ['error'],
    trigger: { service_key: 'KEY', description: { page: 1 } } as Loose,
  },
  'api without a token': { rows: ['D12', 'keys'], ends: ['error'], options: { token: undefined }, api: { res: 'users' } },
  'api with data and headers that are null': {
    rows: ['D12'],
    api: { res: 'users', type: '', data: null, headers: null } as Loose,
  },
  'api POST without data': { rows: ['D12'], ends: ['error'], api: { res: 'nowhere', type: 'POST' } },
  'api with an undefined value': { rows: ['D12', 'D6'], api: { res: 'users', data: { limit: 1, team: undefined } } },
  'api_all of a list that is not paged': {
    rows: ['D12', 'D10', 'D9'],
    ends: pages(1),
    api_all: { res: 'users/U000001/contact_methods' },
  },
  'the field async': {
    rows: ['async'],
    run: (PDJS, { success }) => {
      success(PDJS.async);
    },
  },

  // sendRequest
  'sendRequest by hand': {
    rows: [],
    sendRequest: {
      type: 'GET',
      url: 'https://api.pagerduty.com/services',
      contentType: 'application/json',
      accepts: { json: 'application/vnd.pagerduty+json;version=2' },
      headers: { Authorization: 'Token token=token-of-20-characters' },
      data: { limit: 3, 'include[]': 'x' },
    },
  },
};
