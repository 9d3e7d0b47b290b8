// Pages that change the browser, before our script runs or after. None of it may lose, throw or change anything.
import { expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../../src/index.js';
import { stage } from './stage.js';

declare global {
  var PDJSobj: typeof PDJSobjClass;
}

const file = (path: string) => `<script src="/node_modules/${path}"></script>`;
const OURS = '<script src="/dist/pdjs.js"></script>';
const CHANGES = {
  'zone.js': file('zone.js/bundles/zone.umd.js'),
  'Bluebird as Promise': file('bluebird/js/browser/bluebird.js'),
  MooTools: file('mootools-and-prototype/test/3rdparty/mootools-1.4.1.js'),
  'Prototype.js 1.6': file('mootools-and-prototype/test/3rdparty/prototype-1.6.1.js'),
  'Prototype.js 1.7': file('mootools-and-prototype/test/3rdparty/prototype-1.7.0.0.js'),
  'a fetch that knows texts and Requests, and without AbortSignal.any and AbortSignal.timeout': `<script>
    const original = fetch;
    window.fetch = (url, init) => original(typeof url === 'string' ? url : url.url, init);
    delete AbortSignal.any;
    delete AbortSignal.timeout;</script>`,
};

/**
 * Calls of every kind, one after the other, in a page. What they told is a text, a line for each call: the page's JSON
 * may not be the browser's.
 */
const told = (server: string) => `(async () => {
  const pdjs = new PDJSobj({ protocol: 'http', server: '${server}', token: 'token-of-20-characters', retry: { backoffLimit: 10 } });
  const link = { href: 'https://a.test', text: 'x' };
  const lines = [];
  const line = async (run) => {
    const words = [];
    try {
      await run((word) => { words.push(word); });
    } catch (reason) {
      words.push('threw ' + reason);
    }
    // What is told twice has been by then.
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    lines.push(words.sort().join(', '));
  };

  await line((tell) => pdjs.trigger({
    service_key: 'KEY', incident_key: 'again', contexts: [{ type: 'link', ...link }],
    success: (body) => tell('success ' + body.incident_key),
    error: (error) => tell('error ' + error.message),
  }).then((body) => tell('resolved ' + body.incident_key), (error) => tell('rejected ' + error.message)));

  await line((tell) => pdjs.trigger({
    service_key: 'KEY', incident_key: 'refused',
    success: () => tell('success'),
    error: (error) => tell('error ' + error.status),
  }).then(() => tell('resolved'), (error) => tell('rejected ' + error.status + (error instanceof PDJSobj.PDJSError ? ' PDJSError' : ''))));

  await line((tell) => new Promise((resolve, reject) => {
    pdjs.error_function = (error) => { tell('error_function ' + error.status); resolve(); };
    pdjs.trigger({ service_key: 'KEY', incident_key: 'unheard' });
    setTimeout(reject, 5000, 'nothing');
  }));

  await line(async (tell) => {
    const answer = await pdjs.trigger({ routing_key: 'KEY', summary: 'x', links: [link] });
    tell(answer.dedup_key);
  });

  await line((tell) => pdjs.api_all({
    res: 'users',
    incremental_success: (users) => tell('page of ' + users.length),
    final_success: (body) => tell('whole of ' + body.users.length),
    error: (error) => tell('error ' + error.message),
  }));

  await line(async (tell) => {
    let users = 0;
    for await (const user of pdjs.paginate({ res: 'users' })) if (user.id) users += 1;
    tell('walked ' + users);
  });

  for (const line of said) lines.push(line);
  return lines.join('\\n');
})()`;

it.each(
  Object.entries(CHANGES).flatMap(([name, change]) => [
    [`${name}, before ours`, change + OURS],
    [`${name}, after ours`, OURS + change],
  ]),
)('A page with %s', async (_, scripts) => {
  const html = `<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,"><script src="/said.js"></script>`;
  stage.serve('/changed', html + scripts, { 'Content-Type': 'text/html' });
  stage.standIn.faults.push(
    { kind: 'status', status: 503 },
    { kind: 'delay', ms: 0 },
    { kind: 'status', status: 400 },
    { kind: 'status', status: 400 },
  );
  const tab = await stage.visit('/changed');
  const lines = ((await tab.evaluate(told(stage.server))) as string).split('\n');

  expect(lines).toEqual([
    'resolved again, success again',
    'error 400, rejected 400 PDJSError',
    'error_function 400',
    expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/),
    'page of 100, page of 100, page of 30, whole of 230',
    'walked 230',
  ]);
  const link = { href: 'https://a.test', text: 'x' };
  const again = { incident_key: 'again', contexts: [{ type: 'link', ...link }] };
  const events = stage.standIn.requests.filter(({ method }) => method === 'POST');
  expect(events.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
    again,
    again,
    { incident_key: 'refused' },
    { incident_key: 'unheard' },
    { dedup_key: lines[3], links: [link] },
  ]);
});
