import type { Fault } from '../../demo/stand-in/stand-in.js';
import type { PDJSobj } from '../../src/index.js';

/** The rows of the table of differences in docs/migrating.md. */
export type Row =
  | 'D1'
  | 'D2'
  | 'D3'
  | 'D4'
  | 'D5'
  | 'D6'
  | 'D7'
  | 'D8'
  | 'D9'
  | 'D10'
  | 'D11'
  | 'D12'
  | 'D13'
  | 'D14'
  | 'status'
  | 'keys'
  | 'types'
  | 'async';

/** What a call may differ in where a row is said to show. */
export const ROWS: Record<Row, RegExp> = {
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
  status: /^told\.\d+\.1\.status$/,
  keys: /^(requests|told)\./,
  types: /^(requests|told)\./,
  async: /^told\.0\.1$/,
};

/** The callbacks that a call hands in; what they get is noted. */
export type Told = Record<'success' | 'error' | 'incremental_success' | 'final_success', (...args: unknown[]) => void>;

export interface OldCall {
  name: string;
  /** What differs, no more and no less; a difference counts for the first row that it fits. */
  rows: Row[];
  /** The callbacks that ours calls, in order. */
  ends: (keyof Told)[];
  /** Runs in the page, with either library. */
  run: (PDJS: PDJSobj, told: Told) => unknown;
  options?: object;
  faults?: Fault[];
}

/** Params as pages without types gave them. */
type Loose = never;

const answer = (status: number, body: string): Fault => ({ kind: 'status', status, body });

/** Every call and every param of 1.1.0, with usual and odd values. The functions run in the page: they see nothing of this file. */
export const OLD_CALLS: OldCall[] = [
  // Events
  {
    name: 'trigger as the howto page has it',
    rows: ['D1', 'D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        description: 'This is only a test.',
        incident_key: 'a',
        details: { page: 'x' },
        success,
        error,
      }),
  },
  {
    name: 'trigger with every param',
    rows: ['D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
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
        success,
        error,
      }),
  },
  {
    name: 'trigger with defaults only',
    rows: ['D1', 'D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.trigger({ service_key: 'KEY', success, error }),
  },
  {
    name: 'acknowledge with defaults only',
    rows: ['D1', 'D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.acknowledge({ service_key: 'KEY', success, error }),
  },
  {
    name: 'resolve with defaults only',
    rows: ['D1', 'D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.resolve({ service_key: 'KEY', success, error }),
  },
  {
    name: 'event with defaults only',
    rows: ['D1', 'D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.event({ service_key: 'KEY', success, error }),
  },
  {
    name: 'event with an event_type',
    rows: ['D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.event({
        service_key: 'KEY',
        event_type: 'resolve',
        incident_key: 'a',
        contexts: [{ type: 'link', href: 'https://example.test' }],
        success,
        error,
      }),
  },
  {
    name: 'fields in data, which win, and one that PDJS does not know',
    rows: ['D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'top',
        description: 'top',
        client: 'top',
        data: {
          service_key: 'KEY',
          description: 'data',
          incident_key: 'data',
          details: { a: 1 },
          client: 'data',
          contexts: [{ type: 'link', href: 'https://example.test' }],
          more: 1,
        },
        success,
        error,
      } as Loose),
  },
  {
    name: 'empty and odd values',
    rows: ['D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        description: '',
        incident_key: 0,
        details: null,
        client: '',
        client_url: undefined,
        contexts: [{ type: 'link', href: 'https://example.test' }],
        success,
        error,
      } as Loose),
  },
  {
    name: 'text that is hard on JSON',
    rows: ['D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        description: '\u2028 🔥 \u0000 " \\ ä',
        incident_key: 'schlüssel/1 ü',
        contexts: [{ type: 'link', href: 'https://example.test' }],
        success,
        error,
      }),
  },
  {
    name: 'an event that PagerDuty refuses',
    rows: ['D2', 'status'],
    ends: ['error'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        incident_key: 'a',
        contexts: [{ type: 'image', src: 'http://insecure.test/a.png' }],
        success,
        error,
      }),
  },
  {
    name: 'an event to a url of its own',
    rows: ['D2'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        incident_key: 'a',
        url: 'https://elsewhere.test/generic/2010-04-15/create_event.json',
        contexts: [{ type: 'link', href: 'https://example.test' }],
        success,
        error,
      }),
  },
  {
    name: 'an event in the EU region',
    rows: ['D2'],
    ends: ['success'],
    options: { server: 'eu.pagerduty.com' },
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        incident_key: 'a',
        contexts: [{ type: 'link', href: 'https://example.test' }],
        success,
        error,
      }),
  },
  {
    name: 'an event whose connection always breaks',
    rows: ['D2', 'D1', 'D3'],
    ends: ['error'],
    options: { retry: 0 },
    faults: Array<Fault>(10).fill({ kind: 'drop' }),
    run: (PDJS, { success, error }) => PDJS.trigger({ service_key: 'KEY', incident_key: 'a', success, error }),
  },
  {
    name: 'an event that PagerDuty could not take at once',
    rows: ['D2', 'D11'],
    ends: ['success'],
    options: { retry: { delay: () => 0 } },
    faults: [answer(503, '{"status":"error","message":"Later"}')],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        incident_key: 'a',
        contexts: [{ type: 'link', href: 'https://example.test' }],
        success,
        error,
      }),
  },
  {
    name: 'an answer that is not JSON',
    rows: ['D1', 'D2', 'D4'],
    ends: ['error'],
    faults: [answer(200, '<html>')],
    run: (PDJS, { success, error }) => PDJS.trigger({ service_key: 'KEY', incident_key: 'a', success, error }),
  },
  {
    name: 'the same params twice',
    rows: ['D1', 'D2', 'D8'],
    ends: ['success', 'success'],
    run: (PDJS, { success, error }) => {
      const params = { service_key: 'KEY', incident_key: 'a', success, error };
      return [PDJS.trigger(params), PDJS.trigger(params)];
    },
  },

  // REST
  {
    name: 'api with defaults',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', success, error }),
  },
  {
    name: 'api with a query',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.api({
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
        success,
        error,
      }),
  },
  {
    name: 'api with a list in the query',
    rows: ['D12', 'D6'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.api({ res: 'users', data: { include: ['contact_methods', 'teams'], limit: 1 }, success, error }),
  },
  {
    name: 'api with a list of one under a key that ends in []',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.api({ res: 'users', data: { 'include[]': ['contact_methods'], limit: 1 }, success, error }),
  },
  {
    name: 'api with a type in lower case',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'services', type: 'get', success, error }),
  },
  {
    name: 'api POST',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.api({
        res: 'users/U000001/contact_methods',
        type: 'post',
        data: { contact_method: { type: 'phone_contact_method', address: '1235557890', label: 'Added from PDJS' } },
        success,
        error,
      }),
  },
  {
    name: 'api POST that PagerDuty refuses',
    rows: ['D12'],
    ends: ['error'],
    run: (PDJS, { success, error }) =>
      PDJS.api({ res: 'users/U000001/contact_methods', type: 'POST', data: { nothing: 1 }, success, error }),
  },
  {
    name: 'api PUT with the From header that it requires',
    rows: ['D2', 'D12', 'D5'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      new Promise<void>((resolve) => {
        const end = (tell: (body: unknown) => void) => (body: unknown) => {
          tell(body);
          resolve();
        };
        void PDJS.trigger({
          service_key: 'KEY',
          incident_key: 'a',
          contexts: [{ type: 'link', href: 'https://example.test' }],
          success: () => {
            void PDJS.api({
              res: 'incidents/Q00006P',
              type: 'PUT',
              data: { incident: { type: 'incident', status: 'resolved' } },
              headers: { From: 'user1@example.test', 'X-Mine': '1' },
              success: end(success),
              error: end(error),
            });
          },
        });
      }),
  },
  {
    name: 'api DELETE',
    rows: ['D4', 'D7'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users/U000001/contact_methods/E000001', type: 'DELETE', success, error }),
  },
  {
    name: 'api PATCH',
    rows: ['D7'],
    ends: ['error'],
    run: (PDJS, { success, error }) =>
      PDJS.api({ res: 'users/U000001', type: 'PATCH', data: { user: { name: 'x' } }, success, error }),
  },
  {
    name: 'api with a slash in front',
    rows: ['D12', 'D13'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.api({ res: '/users', data: { limit: 1 }, success, error }),
  },
  {
    name: 'api that finds nothing',
    rows: ['D12'],
    ends: ['error'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'incidents/NOWHERE', success, error }),
  },
  {
    name: 'api with a token that is none',
    rows: ['D12'],
    ends: ['error'],
    options: { token: 'short' },
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', success, error }),
  },
  {
    name: 'api with a token given later',
    rows: ['D12'],
    ends: ['success'],
    options: { token: undefined },
    run: (PDJS, { success, error }) => {
      PDJS.token = 'another-token-given-later';
      return PDJS.api({ res: 'users', data: { limit: 1 }, success, error });
    },
  },
  {
    name: 'api to a url of PagerDuty’s',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.api({ url: 'https://api.eu.pagerduty.com/services', data: { limit: 1 }, success, error }),
  },
  {
    name: 'api to a url elsewhere',
    rows: ['D14'],
    ends: ['error'],
    run: (PDJS, { success, error }) => PDJS.api({ url: 'https://elsewhere.test/services', success, error }),
  },
  {
    name: 'api whose connection always breaks',
    rows: ['D12', 'D3'],
    ends: ['error'],
    options: { retry: 0 },
    faults: Array<Fault>(10).fill({ kind: 'drop' }),
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', success, error }),
  },
  {
    name: 'api at the rate limit',
    rows: ['D12', 'D11'],
    ends: ['success'],
    options: { retry: { delay: () => 0 } },
    faults: [answer(429, '{"error":{"message":"Rate Limit Exceeded","code":2020}}')],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', data: { limit: 1 }, success, error }),
  },

  // Lists
  {
    name: 'api_all of a short list',
    rows: ['D10', 'D12'],
    ends: ['incremental_success', 'final_success'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'services', incremental_success, final_success, error }),
  },
  {
    name: 'api_all of a long list with its total',
    rows: ['D10', 'D12'],
    ends: ['incremental_success', 'incremental_success', 'incremental_success', 'final_success'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'users', data: { total: true, limit: 7 }, incremental_success, final_success, error }),
  },
  {
    name: 'api_all of a long list without its total',
    rows: ['D12', 'D10', 'D9'],
    ends: ['incremental_success', 'incremental_success', 'incremental_success', 'final_success'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'users', incremental_success, final_success, error }),
  },
  {
    name: 'api_all of a list by cursor',
    rows: ['D12', 'D10', 'D9'],
    ends: ['incremental_success', 'incremental_success', 'incremental_success', 'final_success'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'audit/records', incremental_success, final_success, error }),
  },
  {
    name: 'api_all that PagerDuty refuses',
    rows: ['D12'],
    ends: ['error'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'incidents/NOWHERE/log_entries', incremental_success, final_success, error }),
  },
  {
    name: 'api_all from an offset at its end',
    rows: ['D10', 'D12'],
    ends: ['incremental_success', 'final_success'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'users', data: { offset: 200 }, incremental_success, final_success, error }),
  },

  // Odd values
  {
    name: 'an event without a key',
    rows: ['keys'],
    ends: ['error'],
    run: (PDJS, { success, error }) => PDJS.trigger({ description: 'x', success, error } as Loose),
  },
  {
    name: 'trigger with values of other types',
    rows: ['D2', 'types'],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.trigger({
        service_key: 'KEY',
        incident_key: 42,
        description: 7,
        details: 'full',
        contexts: [{ type: 'link', href: new URL('https://example.test/') }],
        success,
        error,
      } as Loose),
  },
  {
    name: 'trigger with an object for a description',
    rows: ['types'],
    ends: ['error'],
    run: (PDJS, { success, error }) => PDJS.trigger({ service_key: 'KEY', description: { page: 1 }, success, error } as Loose),
  },
  {
    name: 'api without a token',
    rows: ['D12', 'keys'],
    ends: ['error'],
    options: { token: undefined },
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', success, error }),
  },
  {
    name: 'api with data and headers that are null',
    rows: ['D12'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', type: '', data: null, headers: null, success, error } as Loose),
  },
  {
    name: 'api POST without data',
    rows: ['D12'],
    ends: ['error'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'nowhere', type: 'POST', success, error }),
  },
  {
    name: 'api with an undefined value',
    rows: ['D12', 'D6'],
    ends: ['success'],
    run: (PDJS, { success, error }) => PDJS.api({ res: 'users', data: { limit: 1, team: undefined }, success, error }),
  },
  {
    name: 'api_all of a list that is not paged',
    rows: ['D12', 'D10', 'D9'],
    ends: ['incremental_success', 'final_success'],
    run: (PDJS, { incremental_success, final_success, error }) =>
      PDJS.api_all({ res: 'users/U000001/contact_methods', incremental_success, final_success, error }),
  },
  {
    name: 'the field async',
    rows: ['async'],
    ends: ['success'],
    run: (PDJS, { success }) => {
      success(PDJS.async);
    },
  },

  // sendRequest
  {
    name: 'sendRequest by hand',
    rows: [],
    ends: ['success'],
    run: (PDJS, { success, error }) =>
      PDJS.sendRequest({
        type: 'GET',
        url: 'https://api.pagerduty.com/services',
        contentType: 'application/json',
        accepts: { json: 'application/vnd.pagerduty+json;version=2' },
        headers: { Authorization: 'Token token=token-of-20-characters' },
        data: { limit: 3, 'include[]': 'x' },
        success,
        error,
      }),
  },
];
