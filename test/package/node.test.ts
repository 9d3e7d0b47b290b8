import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, type Listener } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';

const run = promisify(execFile);
const standIn = new StandIn();
let listener: Listener;
beforeAll(async () => {
  listener = await listen(standIn.fetch, 0);
});
afterAll(() => listener.close());

/** Runs a script in Node beside the package, which finds it by its name. */
async function node(type: 'commonjs' | 'module', script: string): Promise<string> {
  const { stdout, stderr } = await run(process.execPath, [`--input-type=${type}`, '-e', script]);
  expect(stderr).toBe('');
  return stdout.trim();
}

const send = () =>
  `new PDJSobj({ eventsUrl: 'http://127.0.0.1:${listener.port}' })
    .trigger({ service_key: 'KEY', incident_key: 'a' }).then((answer) => console.log(answer.status))`;

it('require() gives the class, which carries the rest', async () => {
  const script = `const PDJSobj = require('pdjsobj');
    console.log(PDJSobj.version, PDJSobj.PDJSobj === PDJSobj, new PDJSobj.PDJSError({ code: 'http', message: 'x' }) instanceof Error)`;
  expect(await node('commonjs', script)).toMatch(/^PDJS-\S+ true true$/);
});

it('import gives the class by name and by default', async () => {
  const script = `import PDJSobj, * as all from 'pdjsobj'; console.log(Object.keys(all).join(), all.PDJSobj === PDJSobj)`;
  expect(await node('module', script)).toBe('PDJSError,PDJSobj,default true');
});

it('import gives the relay, and nothing else, from pdjsobj/relay', async () => {
  const script = `import * as all from 'pdjsobj/relay'; console.log(Object.keys(all).join(), typeof all.relay({ keys: { a: 'KEY' },
    origins: ['https://shop.example'], client: false }))`;
  expect(await node('module', script)).toBe('relay function');
});

it('a page is tested without PagerDuty, with pdjsobj/stand-in', async () => {
  const script = `import PDJSobj from 'pdjsobj'; import * as all from 'pdjsobj/stand-in';
    const standIn = new all.StandIn();
    await new PDJSobj({ fetch: standIn.fetch }).trigger({ service_key: 'KEY', description: 'Checkout is down', incident_key: 'a' });
    console.log(Object.keys(all).join(), standIn.incidents[0].title)`;
  expect(await node('module', script)).toBe('StandIn Checkout is down');
});

it.each(['pdjs.min.js', 'pdjs.js', 'pdjs.min.mjs', 'pdjs.mjs', 'relay.mjs'])(
  'loading %s leaves the globals as they were',
  async (file) => {
    const script = `const before = Object.getOwnPropertyNames(globalThis).length; await import('pdjsobj/dist/${file}');
    console.log(Object.getOwnPropertyNames(globalThis).length - before)`;
    expect(await node('module', script)).toBe('0');
  },
);

it('sends from Node, without a window', async () => {
  expect(await node('commonjs', `const PDJSobj = require('pdjsobj'); ${send()}`)).toBe('success');
  expect(await node('module', `import PDJSobj from 'pdjsobj'; ${send()}`)).toBe('success');
  expect(standIn.incidents).toMatchObject([{ triggers: 2 }]);
});
