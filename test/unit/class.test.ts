import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as exported from '../../src/index.js';

const { PDJSobj } = exported;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

afterEach(() => {
  vi.restoreAllMocks();
});

describe('PDJSobj', () => {
  it('has the fields and defaults of 1.1.0', () => {
    expect(new PDJSobj()).toMatchObject({
      token: undefined,
      tokenType: 'token',
      subdomain: undefined,
      refresh: 60,
      refresh_in_ms: 60_000,
      protocol: 'https',
      server: 'pagerduty.com',
      logging: false,
      req_count: 1,
    });
  });

  it('takes every option, and an empty value for none', () => {
    const options = {
      token: 'T',
      tokenType: 'Bearer',
      subdomain: 'webdemo',
      refresh: 5,
      protocol: 'http',
      server: 'localhost:1',
      logging: false,
      async: false,
      api_version: 'v2',
      timeout: 1,
      retry: 2,
      eventsUrl: 'https://relay.test',
      apiUrl: 'https://api.test',
      fetch: () => new Response(),
    };
    expect(new PDJSobj(options)).toMatchObject({ ...options, refresh_in_ms: 5_000 });
    expect(new PDJSobj({ refresh: 0, protocol: '', server: '' })).toMatchObject({
      refresh: 60,
      protocol: 'https',
      server: 'pagerduty.com',
    });
  });

  it('is called PDJSobj in every build, and its subclasses by their own names', () => {
    class Page extends PDJSobj {}
    class Kiosk extends Page {}
    expect([PDJSobj, Page, Kiosk].map(({ name }) => name)).toEqual(['PDJSobj', 'Page', 'Kiosk']);
    expect(new Kiosk().constructor.name).toBe('Kiosk');
  });

  it('carries the package’s version', () => {
    expect(PDJSobj.version).toBe(`PDJS-${version}`);
  });

  it('logs where logging is on, and counts requests', () => {
    const log = vi.spyOn(console, 'log').mockReturnValue();
    new PDJSobj().logg('x');
    expect(log).not.toHaveBeenCalled();
    new PDJSobj({ logging: true }).logg('x');
    expect(log.mock.calls).toEqual([['Initializing PDJSobj'], ['x']]);
    const pdjs = new PDJSobj();
    expect([pdjs.req(), pdjs.req(), pdjs.req_count]).toEqual([1, 2, 3]);
  });

  it('is exported by name and by default, with PDJSError and nothing else', () => {
    expect(Object.keys(exported).sort()).toEqual(['PDJSError', 'PDJSobj', 'default']);
    expect(exported.default).toBe(PDJSobj);
  });
});
