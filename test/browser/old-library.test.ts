/** The older libraries beside ours: every call of 1.1.0, and what else docs/migrating.md says about them. */
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import type { PDJSobj as PDJSobjClass } from '../../src/index.js';
import { METHODS, OLD_CALLS, ROWS, type OldCall, type Row } from './old-calls.js';
import { addScript, useHeadlessShell } from './support.js';

const stage = useHeadlessShell();
const calls = Object.entries(OLD_CALLS).map(([name, call]) => ({ name, ...call }));

/** What a call did: requests, callbacks and what else the page noticed. */
interface Trace {
  requests: object[];
  /** `[callback, ...arguments]`, in order. */
  told: unknown[][];
  /** What reached `window.onerror`. */
  uncaught: string[];
  /** What the call threw. */
  thrown?: string;
  /** New names on `window`. */
  globals: string[];
}

/** Runs a call in a page of its own, with the library that the page loads. */
async function trace(path: string, call: OldCall): Promise<Trace> {
  stage.reset();
  stage.standIn.faults.push(...(call.faults ?? []));
  const tab = await stage.visit(path);
  // A script of the page itself: errors of code that the driver evaluates would be muted.
  await addScript(
    tab,
    `
      window.traced = (async (run) => {
        const trace = { told: [], uncaught: [], globals: [] };
        addEventListener('error', (event) => { trace.uncaught.push(String(event.message)) });

        // 1.1.0 tells nobody when a request has failed, but the request ends all the same.
        let pending = 0;
        let idle = () => {};
        const send = XMLHttpRequest.prototype.send;
        XMLHttpRequest.prototype.send = function (...body) {
          pending += 1;
          this.addEventListener('loadend', () => { if (--pending === 0) setTimeout(() => idle()) });
          return send.apply(this, body);
        };
        const copy = (value) => value instanceof Error
          ? { status: value.status, message: value.message, errors: value.errors, error: value.error }
          : value === undefined ? 'undefined' : JSON.parse(JSON.stringify(value));
        const told = {};
        for (const name of ['success', 'error', 'incremental_success', 'final_success']) {
          told[name] = (...args) => { trace.told.push([name, ...args.map(copy)]) };
        }

        const before = new Set(Object.getOwnPropertyNames(window));
        const options = ${source(call.options ?? {})};
        try {
          const result = run(new PDJSobj({ token: 'token-of-20-characters', ...options }), told);
          await Promise.allSettled([result].flat());
        } catch (error) {
          trace.thrown = String(error);
        }
        await new Promise((resolve) => { idle = resolve; if (pending === 0) setTimeout(resolve) });
        trace.globals = Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
        return trace;
      })(${script(call)});`,
  );
  const traced = (await tab.evaluate('traced')) as Omit<Trace, 'requests'>;
  return { ...traced, requests: stage.standIn.requests.map(readable) };
}

/** A call as the source text of a function. */
function script({ run, ...call }: OldCall): string {
  if (run) return run.toString();
  const method = METHODS.find((name) => name in call) ?? expect.fail('No method is called');
  const callbacks = method === 'api_all' ? 'incremental_success, final_success, error' : 'success, error';
  return `(PDJS, { ${callbacks} }) => PDJS.${method}({ ...${source(call[method])}, ${callbacks} })`;
}

/** A value as source text, since JSON cannot carry functions, URLs and `undefined`. */
function source(value: unknown): string {
  if (typeof value === 'function') return (value as () => unknown).toString();
  if (value instanceof URL) return `new URL(${JSON.stringify(value)})`;
  if (Array.isArray(value)) return `[${value.map(source).join()}]`;
  if (!value || typeof value !== 'object') return value === undefined ? 'undefined' : JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}: ${source(inner)}`)
    .join()}}`;
}

/** Of no interest: what the browser adds to every request in its own way. */
const OWN_HEADERS = /^(host|connection|content-length|user-agent|sec-.*|accept-.*|origin|referer|priority|pragma|cache-control)$/;

function readable({
  method,
  url,
  headers,
  body,
}: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}) {
  const { origin, pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(
    [...searchParams.keys()].map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
  return {
    method,
    url: origin + pathname,
    query,
    // XMLHttpRequest writes the charset, which is case-insensitive (RFC 9110, 8.3.2), in capitals.
    headers: Object.fromEntries(
      Object.entries(headers)
        .filter(([name]) => !OWN_HEADERS.test(name))
        .map(([name, value]) => [name, name === 'content-type' ? value.toLowerCase() : value]),
    ),
    body: body && parsed(body),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Containers that are as good as absent when they are empty. */
const CONTAINER = /^(requests|told|uncaught|globals|requests\.\d+\.query)$/;

/** A value as the paths of its leaves; times, which no two runs share, as `TIME`. */
function leaves(value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (value && typeof value === 'object' && Object.keys(value).length > 0) {
    for (const [name, inner] of Object.entries(value)) leaves(inner, path ? `${path}.${name}` : name, into);
  } else if (!CONTAINER.test(path)) {
    into.set(path, typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? 'TIME' : JSON.stringify(value));
  }
  return into;
}

/** Where two traces differ. An error has fields in ours that 1.1.0's had not: those are no difference. */
function differences(old: Trace, ours: Trace): string[] {
  const [left, right] = [leaves(old), leaves(ours)];
  const errors = ours.told.flatMap(([name], index) =>
    name === 'error' && old.told[index]?.[0] === 'error' ? [`told.${index}.1.`] : [],
  );
  const isNew = (path: string) => !left.has(path) && errors.some((prefix) => path.startsWith(prefix));
  return [...new Set([...left.keys(), ...right.keys()])].filter((path) => left.get(path) !== right.get(path) && !isNew(path));
}

const shownRows = new Set<Row>();

describe('Beside PDJS 1.1.0, call by call', () => {
  it.each(calls)('$name: $rows', async (call) => {
    const old = await trace('/1.1.0/page', call);
    const ours = await trace('/page', call);
    const unexplained: string[] = [];
    const shown = new Set<Row>();
    for (const path of differences(old, ours)) {
      const row = call.rows.find((name) => ROWS[name].test(path));
      if (row) shown.add(row);
      else unexplained.push(`${path}: ${String(leaves(old).get(path))} → ${String(leaves(ours).get(path))}`);
    }
    expect(unexplained).toEqual([]);
    expect([...shown].sort()).toEqual([...call.rows].sort());
    for (const row of shown) shownRows.add(row);
    expect(ours.told.map(([name]) => name)).toEqual(call.ends ?? ['success']);
  });

  it('every row of the documented differences is shown by a call', async () => {
    const page = await readFile('docs/migrating.md', 'utf8');
    const table = page.slice(page.indexOf('## Where it differs'));
    const rows = [...table.matchAll(/^\| (\w+) +\|/gm)].map(([, row]) => row);
    expect(rows.length).toBeGreaterThanOrEqual(14);
    expect([...shownRows].sort()).toEqual(rows.sort());
  });
});

/** A page with each library. */
const PAGES = { '1.0': '/jquery/page', '1.1.0': '/1.1.0/page', ours: '/page' };

/** What an expression gives on a page with each library; it has a `PDJS`, and `until(start)` for a promise. */
async function onEach(expression: string): Promise<Record<string, unknown>> {
  const given: Record<string, unknown> = {};
  for (const [name, path] of Object.entries(PAGES)) {
    stage.reset();
    const tab = await stage.visit(path);
    given[name] = await tab.evaluate(`(async () => {
      const PDJS = new PDJSobj({ token: 'token-of-20-characters', api_version: 'v1' });
      const until = (start) => new Promise(start);
      return ${expression};
    })()`);
  }
  return given;
}

const CONTEXTS = `contexts: [{ type: 'link', href: 'https://shop.example/' }]`;

describe('What docs/migrating.md says about the versions with jQuery', () => {
  it('up to 1.0, api called success before it returned', async () => {
    const order = `until((resolve) => {
      const order = [];
      const end = (name) => { if (order.push(name) === 2) resolve(order.join()) };
      PDJS.api({ res: 'users', success: () => end('success') });
      end('returned');
    })`;
    expect(await onEach(order)).toEqual({ '1.0': 'success,returned', '1.1.0': 'returned,success', ours: 'returned,success' });
  });

  it('jQuery’s options and methods have had no effect since 1.1.0', async () => {
    const called = `until((resolve) => {
      const called = [];
      const note = (name) => () => called.push(name);
      const call = PDJS.trigger({
        service_key: 'KEY', incident_key: 'a', ${CONTEXTS}, beforeSend: note('beforeSend'), complete: note('complete'),
        success: () => setTimeout(() => resolve([...called, typeof call?.always, typeof call?.abort].join())),
      });
    })`;
    const none = 'undefined,undefined';
    expect(await onEach(called)).toEqual({ '1.0': 'beforeSend,complete,function,function', '1.1.0': none, ours: none });
  });

  it('a constructor function that calls PDJSobj throws since 1.1.0', async () => {
    const made = `(() => {
      function Mine() { PDJSobj.call(this, { refresh: 5 }) }
      Mine.prototype = Object.create(PDJSobj.prototype);
      try { return new Mine().refresh } catch (error) { return error.name }
    })()`;
    expect(await onEach(made)).toEqual({ '1.0': 5, '1.1.0': 'TypeError', ours: 'TypeError' });
  });

  it('events without a key join one incident, and those with keys of their own do not', async () => {
    const keys = `(async () => {
      const answers = [];
      for (const more of [{}, {}, { incident_key: 'a' }, { incident_key: 'b' }])
        answers.push(await until((success) => PDJS.trigger({ service_key: 'KEY', ${CONTEXTS}, ...more, success })));
      return new Set(answers.map((answer) => answer.incident_key)).size;
    })()`;
    expect(await onEach(keys)).toEqual({ '1.0': 3, '1.1.0': 3, ours: 3 });
  });
});

describe('What docs/migrating.md says about @pagerduty/pdjs 2.x', () => {
  it('a browser blocks its patch, and not ours', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `globalThis.PagerDuty = require('@pagerduty/pdjs')`, resolveDir: '.' },
      bundle: true,
      write: false,
      define: { global: 'globalThis' },
    });
    const tab = await stage.visit('/page');
    await addScript(tab, outputFiles[0]?.text ?? '');
    const patch = (call: string) => tab.evaluate(`${call}.then(({ status }) => status, ({ name, status }) => status ?? name)`);
    const token = `token: 'token-of-20-characters'`;
    expect(await patch(`PagerDuty.api({ ${token} }).patch('users/U000001', { data: {} })`)).toBe('TypeError');
    expect(stage.standIn.requests).toEqual([]);
    expect(await patch(`new PDJSobj({ ${token} }).patch('users/U000001', {})`)).toBe(404);
    expect(stage.standIn.requests).toMatchObject([{ method: 'PATCH' }]);
  });
});

afterAll(() => {
  console.log(`${calls.length} calls compared with PDJS 1.1.0; rows shown: ${[...shownRows].sort().join(', ')}`);
});

declare global {
  var PDJSobj: typeof PDJSobjClass;
}
