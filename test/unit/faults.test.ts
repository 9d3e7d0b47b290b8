// @vitest-environment node
// @vitest-environment node
// Every way in which an answer can go wrong, over HTTP: each ends in one callback and one settled promise.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PDJSobj, type PDJSError } from '../../src/index.js';

const OK = '{"status":"success","message":"Event processed","incident_key":"a"}';
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let url: string;
let answers: Answer[] = [];
let requests = 0;
const ok: Answer = (response) => response.end(OK);

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    request.resume().on('end', () => {
      (answers.shift() ?? ok)(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Triggers one event that meets these answers, then good ones; tells how it ended, each way. */
async function trigger(some: Answer[], options: object = {}, params: object = {}) {
  answers = some;
  requests = 0;
  const success = vi.fn<(body: unknown) => void>();
  const error = vi.fn<(error: PDJSError) => void>();
  const pdjs = new PDJSobj({ eventsUrl: url, retry: { delay: () => 0, limit: 2 }, ...options });
  const [settled] = await Promise.allSettled([
    pdjs.trigger({ service_key: 'KEY', incident_key: 'a', success, error, ...params }),
  ]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(success.mock.calls.length + error.mock.calls.length).toBe(1);
  if (settled.status === 'fulfilled') expect(success).toHaveBeenCalledWith(settled.value);
  else expect(error).toHaveBeenCalledWith(settled.reason);
  return { body: success.mock.calls[0]?.[0], error: error.mock.calls[0]?.[0], requests };
}

const drop: Answer = (response) => response.destroy();
const cut: Answer = (response) => {
  response.writeHead(200, { 'Content-Length': OK.length });
  response.write(OK.slice(0, 20), () => response.destroy());
};
const stall: Answer = (response) => {
  response.writeHead(200, { 'Content-Length': OK.length });
  response.write(OK.slice(0, 20));
};
const page: Answer = (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Log in</h1>');
const half: Answer = (response) => response.end(OK.slice(0, 20));
const status =
  (code: number, body = '', headers = {}): Answer =>
  (response) =>
    response.writeHead(code, headers).end(body);

describe('What is tried again', () => {
  it.each([
    ['a connection that breaks before the answer', drop],
    ['a connection that breaks in the middle of the body', cut],
    ['an error page of 1 MB', status(502, 'x'.repeat(1 << 20))],
    ['a 503 with no body', status(503)],
  ])('%s', async (_, answer) => {
    expect(await trigger([answer, answer])).toMatchObject({ body: JSON.parse(OK) as object, requests: 3 });
  });

  it('headers and then silence', async () => {
    expect(await trigger([stall], { timeout: 200 })).toMatchObject({ body: JSON.parse(OK) as object, requests: 2 });
  });
});

describe('What ends in one error', () => {
  it.each([
    ['connections that always break', drop, { code: 'network', status: 0 }],
    ['bodies that always break off', cut, { code: 'network', status: 0 }],
    ['error pages of 1 MB', status(500, 'x'.repeat(1 << 20)), { code: 'http', status: 500 }],
  ])('%s', async (_, answer, error) => {
    expect(await trigger([answer, answer, answer])).toMatchObject({ error: { ...error, attempts: 3 }, requests: 3 });
  });

  it.each([
    ['HTML with 200', page, { code: 'invalid_response', status: 200 }],
    ['half a JSON document', half, { code: 'invalid_response', status: 200 }],
    ['a redirect to nowhere', status(302, '', { Location: 'http://127.0.0.1:1/' }), { code: 'network' }],
    ['a redirect without a place', status(302), { code: 'http', status: 302 }],
  ])('%s', async (_, answer, error) => {
    expect(await trigger([answer, answer, answer])).toMatchObject({ error });
  });

  it('silence', async () => {
    expect(await trigger([stall, stall, stall], { timeout: 50 })).toMatchObject({ error: { code: 'timeout', attempts: 3 } });
  });
});

it('an empty 200 is a success without a body', async () => {
  expect(await trigger([status(200)])).toMatchObject({ body: undefined, error: undefined, requests: 1 });
});

it('a redirect is followed with the event', async () => {
  const there: Answer = (response) => response.writeHead(307, { Location: '/elsewhere' }).end();
  expect(await trigger([there])).toMatchObject({ body: JSON.parse(OK) as object, requests: 2 });
});

describe('Retry-After', () => {
  it.each(['0', '-5', 'soon', '', '1.5', 'Wed, 21 Oct 2015 07:28:00 GMT'])('of "%s" holds nothing up', async (value) => {
    expect(await trigger([status(429, '{}', { 'Retry-After': value })])).toMatchObject({
      body: JSON.parse(OK) as object,
      requests: 2,
    });
  });

  it('as a date is obeyed', async () => {
    // A date has whole seconds: two from now are more than one away.
    const date = new Date(Date.now() + 2000).toUTCString();
    const started = performance.now();
    await trigger([status(503, '{}', { 'Retry-After': date })]);
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  it('of a day is obeyed as far as maxRetryAfter', async () => {
    const answer = status(429, '{}', { 'Retry-After': '86400' });
    expect(await trigger([answer], { retry: { maxRetryAfter: 10 } })).toMatchObject({
      body: JSON.parse(OK) as object,
      requests: 2,
    });
  });
});

describe('A redirect that makes a GET of an event', () => {
  const hop: Answer = (response) => response.writeHead(302, { Location: '/elsewhere' }).end();
  const saying =
    (body: string): Answer =>
    (response, { method }) =>
      response.writeHead(method === 'GET' ? 200 : 405).end(body);

  it.each([
    ['an empty body', ''],
    ['another’s JSON', '{"status":"ok"}'],
    ['the key of another incident', '{"status":"success","incident_key":"b"}'],
    ['null', 'null'],
    ['a list', '[{"incident_key":"a"}]'],
  ])('is no success where %s comes back', async (_, body) => {
    for (const params of [{}, { routing_key: 'KEY' }]) {
      expect(await trigger([hop, saying(body)], {}, params)).toMatchObject({
        error: { code: 'invalid_response', status: 200, attempts: 1 },
        requests: 2,
      });
    }
  });

  it('is a success where the event’s own key comes back, and only there', async () => {
    expect(await trigger([hop, saying(OK)])).toMatchObject({ body: JSON.parse(OK) as object, requests: 2 });
    const answer = { status: 'success', message: 'Event processed', dedup_key: 'a' };
    const v2 = { routing_key: 'KEY' };
    expect(await trigger([hop, saying(JSON.stringify(answer))], {}, v2)).toMatchObject({ body: answer, requests: 2 });
    expect(await trigger([hop, saying('{"status":"success"}')], {}, v2)).toMatchObject({ body: undefined });
  });
});

describe('A change event that is redirected', () => {
  it.each([301, 302, 303, 307, 308])('by a %i ends in one error, and is not sent on', async (code) => {
    answers = [status(code, '', { Location: '/elsewhere' })];
    requests = 0;
    const change = new PDJSobj({ eventsUrl: url, retry: { delay: () => 0 } }).change({ routing_key: 'KEY', summary: 'x' });
    await expect(change).rejects.toMatchObject({ code: 'http', status: code, attempts: 1 });
    expect(requests).toBe(1);
  });
});
