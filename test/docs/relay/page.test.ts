// What docs/relay.md says beside its servers: the modules, and the tables.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { blocksFor, readPage } from '../markdown.js';
import { relay } from '../../../src/relay/relay.js';

const folder = mkdtempSync(join(tmpdir(), 'pdjs-modules-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The modules of the page, in a folder as a reader has them. */
for (const [, { lang, code }] of blocksFor('module')) writeFileSync(join(folder, lang.replace('js ', '')), code);
const load = (name: string) => import(pathToFileURL(join(folder, name)).href) as Promise<unknown>;

describe('network', async () => {
  const { network } = (await load('network.mjs')) as { network: (address?: string) => string };

  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8::3:4:5:6', '2001:db8:0:0'],
    ['2001:db8::2:3:4:5:6', '2001:db8:0:2'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['fe80::1:2%1.2', 'fe80:0:0:0'],
  ])('of %s is %s', (address, expected) => {
    expect(network(address)).toBe(expected);
  });

  it('of ::1 and :: is that of an address which begins with zeros', () => {
    expect(network('::1')).toBe(network('::'));
    expect(network('::1')).not.toBe(network('1::'));
  });

  it.each(['', 'unknown', ':::::::::', 'a:b:c:d:e:f:g:h:i:j', '%'])('is a text whatever it is given: %j', (address) => {
    expect(network(address)).toEqual(expect.any(String));
  });

  it('of no address is one for all', () => {
    expect(network(undefined)).toBe(network(''));
  });
});

describe('check', async () => {
  writeFileSync(
    join(folder, 'session.mjs'),
    `export const userOf = async (token) => (token === 'Bearer ada' ? 'Ada' : undefined);`,
  );
  const { check } = (await load('check.mjs')) as { check: NonNullable<Parameters<typeof relay>[0]['check']> };
  const forwarded: unknown[] = [];
  const handle = relay({
    keys: { checkout: 'KEY' },
    origins: ['https://shop.example'],
    client: false,
    check,
    fetch: (_, init) => {
      forwarded.push(JSON.parse(init?.body as string));
      return Promise.resolve(Response.json({ status: 'success' }));
    },
  });
  const statusOf = async (event: object, headers: Record<string, string>) => {
    const url = 'https://relay.shop.example/generic/2010-04-15/create_event.json';
    const body = JSON.stringify({ service_key: 'checkout', event_type: 'trigger', ...event });
    return (await handle(new Request(url, { method: 'POST', body, headers: { Origin: 'https://shop.example', ...headers } })))
      .status;
  };

  it('lets only those trigger who are logged in, and says who they were', async () => {
    expect(await statusOf({}, {})).toBe(400);
    expect(await statusOf({}, { Authorization: 'Bearer somebody' })).toBe(400);
    expect(await statusOf({ event_type: 'resolve', incident_key: 'a' }, { Authorization: 'Bearer ada' })).toBe(400);
    expect(await statusOf({ details: { page: 'cart' } }, { Authorization: 'Bearer ada' })).toBe(200);
    expect(forwarded).toEqual([{ service_key: 'KEY', event_type: 'trigger', details: { page: 'cart', user: 'Ada' } }]);
  });
});

describe('The table of options', () => {
  const source = ts.createSourceFile('options.ts', readFileSync('src/relay/options.ts', 'utf8'), ts.ScriptTarget.ES2022);
  const members = source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === 'RelayOptions')
    .flatMap(({ members }) => members.filter(ts.isPropertySignature));
  const [, section = ''] = /^## Options\n([^]*?)^## /m.exec(readPage('docs/relay.md')) ?? [];
  const rows = new Map([...section.matchAll(/^\| `(\w+)` +\| (.*?) +\|/gm)].map(([, name = '', value = '']) => [name, value]));

  it('has each option, and no other', () => {
    expect([...rows.keys()].sort()).toEqual(members.map(({ name }) => name.getText(source)).sort());
  });

  it('says which are required', () => {
    const required = members.filter(({ questionToken }) => !questionToken).map(({ name }) => name.getText(source));
    expect([...rows].filter(([, value]) => value === 'required').map(([name]) => name)).toEqual(required);
  });
});
