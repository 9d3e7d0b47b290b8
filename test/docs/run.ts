import { createRequire } from 'node:module';
import { format } from 'node:util';
import ts from 'typescript';
import type { StandIn } from '../../demo/stand-in/stand-in.js';
import { PDJSError, PDJSobj, type PDJSOptions } from '../../src/index.js';

/** What a block of JavaScript did. */
export interface Ran {
  /** What it printed, line by line. */
  printed: string[];
  /** Failures that nobody heard of. */
  unheard: string[];
  /** What it exports. */
  exports: Record<string, unknown>;
}

const AsyncFunction = (async () => Promise.resolve()).constructor as new (
  ...args: string[]
) => (...args: unknown[]) => Promise<void>;
const settled = (call: Promise<unknown>) => Promise.prototype.then.call(call, undefined, () => undefined);

/**
 * Runs JavaScript as a page's module, in-process, with a stand-in for PagerDuty. `pdjs` and `PDJSobj` are there where it makes none of
 * its own, and `import` knows the package, `@pagerduty/pdjs` and `others`. Resolves when all that it has called has ended.
 */
export async function run(code: string, standIn: StandIn, others: Record<string, unknown> = {}): Promise<Ran> {
  const ran: Ran = { printed: [], unheard: [], exports: {} };
  const calls: Promise<unknown>[] = [];

  class Connected extends PDJSobj {
    constructor(options: PDJSOptions = {}) {
      super({ fetch: standIn.fetch, retry: { delay: () => 0 }, ...options });
    }
    override sendRequest(...args: Parameters<PDJSobj['sendRequest']>) {
      const call = super.sendRequest(...args);
      calls.push(call);
      return call;
    }
    override error_function(error: PDJSError) {
      ran.unheard.push(String(error));
    }
  }
  const modules = new Map<string, () => unknown>([
    ['pdjsobj', () => ({ __esModule: true, default: Connected, PDJSobj: Connected, PDJSError })],
    ['@pagerduty/pdjs', () => released(standIn)],
    ...Object.entries(others).map(([name, module]) => [name, () => module] as const),
  ]);
  const given = {
    PDJSobj: Connected,
    pdjs: new Connected({ token: 'YOUR_REST_API_TOKEN_HERE' }),
    fetch: leadingTo(standIn),
    console: { ...console, log: (...values: unknown[]) => ran.printed.push(format(...values)) },
    require: (name: string) => {
      const module = modules.get(name);
      if (!module) throw new Error(`The documentation imports ${name}, which is not said to be installed`);
      return module();
    },
    exports: ran.exports,
  };
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, jsx: ts.JsxEmit.ReactJSX },
  });
  // In a block of its own, so that it may declare names anew.
  await new AsyncFunction(...Object.keys(given), `{${outputText.replace('"use strict";', '')}}`)(...Object.values(given));

  for (let ended = -1; ended < calls.length;) {
    ended = calls.length;
    await Promise.all(calls.map(settled));
    // What follows on an answer, a list's next page or a callback, is there a task later, and so is error_function.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return ran;
}

/** A `fetch` that leads what goes to PagerDuty, and nothing else, to the stand-in. */
const leadingTo =
  (standIn: StandIn): typeof fetch =>
  (input, init) => {
    const request = new Request(input, init);
    return new URL(request.url).hostname.endsWith('.pagerduty.com') ? standIn.fetch(request) : fetch(request);
  };

/** `@pagerduty/pdjs` 2.x, whose `fetch` is the stand-in. */
export function released(standIn: StandIn): unknown {
  const require = createRequire(import.meta.url);
  const file = require.resolve('cross-fetch', { paths: [require.resolve('@pagerduty/pdjs')] });
  const fetch = async (url: string, options: RequestInit) => standIn.fetch(new Request(url, options));
  const module = { exports: { __esModule: true, default: fetch, Headers } };
  require.cache[file] = module as NodeJS.Module;
  for (const path of Object.keys(require.cache)) if (path.includes('@pagerduty')) Reflect.deleteProperty(require.cache, path);
  return require('@pagerduty/pdjs');
}
