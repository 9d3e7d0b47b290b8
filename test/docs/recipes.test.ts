// The recipes that run in Node, and those that a compiler or a test runner reads.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listen } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import { blocksFor, promised, readPage } from './markdown.js';
import { recipe } from './recipes.js';
import { run } from './run.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

describe('Recipes', () => {
  const recipes = blocksFor('recipe').map(([, block]) => block);

  it('have a test each', () => {
    const files = ['test/docs/recipes.test.ts', 'test/docs/recipes-in-a-page.test.ts', 'test/browser/docs.test.ts'];
    const tests = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    const headings = recipes.map(({ section }) => section);
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings.filter((heading) => !tests.includes(`recipe('${heading}')`))).toEqual([]);
  });

  it('load PDJS and make an instance themselves', () => {
    const loads = /^import PDJSobj.* from 'pdjsobj';|<script src="pdjs.min.js">/m;
    for (const { at, code } of recipes) {
      expect(code, at).toMatch(loads);
      expect(code, at).toContain('const pdjs = new PDJSobj(');
    }
  });
});

describe('A health check', () => {
  /** The check as it runs every 30 seconds, of a site whose answers the test chooses. */
  async function started() {
    const standIn = new StandIn();
    const site = { status: 200 };
    const listener = await listen(() => new Response('', { status: site.status }), 0);
    const every = vi.fn<(check: () => Promise<void>, ms: number) => void>();
    vi.stubGlobal('setInterval', every);
    const code = recipe('A health check').replace('https://shop.example', `http://127.0.0.1:${listener.port}`);
    const { unheard } = await run(code, standIn);
    const [[check, ms] = [() => Promise.resolve(), 0]] = every.mock.calls;
    expect(ms).toBe(30_000);
    /** Checks the site while it answers so. */
    const checked = async (...statuses: number[]) => {
      for (const status of statuses) {
        site.status = status;
        await check();
      }
    };
    return { standIn, unheard, checked, close: () => listener.close() };
  }
  const sent = ({ requests }: StandIn) => requests.map(({ body }) => (JSON.parse(body) as { event_action: string }).event_action);

  it('triggers once when it has failed three times, and resolves when all is well', async () => {
    const { standIn, checked, close } = await started();
    await checked(200, 503, 503, 200, 503, 503);
    await standIn.acceptedAtLeast(1);
    expect(sent(standIn)).toEqual(['resolve']);
    await checked(503);
    await standIn.acceptedAtLeast(2);
    await checked(503, 503);
    expect(standIn.incidents).toMatchObject([{ status: 'triggered', triggers: 1 }]);
    expect(standIn.incidents[0]?.title).toMatch(/^http.*\/health answers 503$/);
    await checked(200, 200);
    await standIn.acceptedAtLeast(3);
    expect(sent(standIn)).toEqual(['resolve', 'trigger', 'resolve']);
    expect(standIn.incidents).toMatchObject([{ status: 'resolved' }]);
    await close();
  });

  it('says why where there is no answer', async () => {
    const { standIn, checked, close } = await started();
    await close();
    await checked(0, 0, 0);
    await standIn.acceptedAtLeast(1);
    expect(standIn.incidents[0]?.title).toMatch(/\/health: fetch failed$/);
  });

  it('tries again where PagerDuty was out of reach', async () => {
    const { standIn, unheard, checked, close } = await started();
    standIn.faults.push({ kind: 'status', status: 400 });
    await checked(503, 503, 503);
    await expect.poll(() => unheard).toHaveLength(1);
    expect(standIn.incidents).toEqual([]);
    await checked(503);
    await standIn.acceptedAtLeast(1);
    expect(standIn.incidents).toMatchObject([{ status: 'triggered' }]);
    await close();
  });
});

describe('A test of a page', () => {
  it('passes, and fails where the page does something else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pdjs-recipe-'));
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(resolve('.'), join(folder, 'node_modules', 'pdjsobj'), 'junction');
    const code = recipe('Test your page without PagerDuty');
    const result = async (name: string, code: string) => {
      writeFileSync(join(folder, name), code);
      const tested = promisify(execFile)(process.execPath, [name], { cwd: folder });
      return (await tested.catch((error: unknown) => error as { stdout: string })).stdout;
    };
    const results = await Promise.all([
      result('recipe.test.mjs', code),
      result('broken.test.mjs', code.replace('pdjs.trigger', 'pdjs.resolve')),
    ]);
    rmSync(folder, { recursive: true });
    expect(results[0]).toMatch(/ pass 1$/m);
    expect(results[1]).toMatch(/ fail 1$/m);
  });

  it('does with a fake', async () => {
    const code = recipe('Test with a fake of your own');
    const standIn = new StandIn();
    expect(await run(code, standIn)).toMatchObject({ printed: promised(code), unheard: [] });
    expect(standIn.requests).toEqual([]);
  });
});

describe('TypeScript', () => {
  const code = recipe('TypeScript');
  const mistakes = [
    ['dedup_key: part', 'dedup_keys: part'],
    ["'critical'): EventV2Params", "'bad'): EventV2Params"],
    ['{ email }', '{ mail }'],
    ['users[0]?.name', 'users[0]?.nick'],
    ['if (!(error instanceof PDJSError)) throw error;', ''],
  ] as const;
  const complaints = compiled([code, ...mistakes.map(([right, wrong]) => code.replace(right, wrong))]);

  it('runs, and prints what its comments say', async () => {
    const { printed, unheard } = await run(code, new StandIn());
    expect(unheard).toEqual([]);
    expect(printed).toEqual(promised(code));
  });

  it('compiles with the types of the package', () => {
    expect(complaints[0]).toEqual([]);
  });

  it.each(mistakes.map(([right, wrong], index) => [right, wrong, index + 1] as const))(
    'does not compile with a mistake: %s → %s',
    (right, _, index) => {
      expect(code).toContain(right);
      expect(complaints[index]).not.toEqual([]);
    },
  );
});

/** What the compiler says of each of these modules. They stand beside package.json, where `pdjsobj` is the package itself. */
function compiled(codes: string[]): string[][] {
  const modules = new Map(codes.map((code, index) => [resolve(`recipe-${index}.mts`).replaceAll('\\', '/'), code]));
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
    noEmit: true,
  };
  const disk = ts.createCompilerHost(options);
  const program = ts.createProgram([...modules.keys()], options, {
    ...disk,
    fileExists: (path) => modules.has(path) || disk.fileExists(path),
    getSourceFile(path, languageVersion) {
      const code = modules.get(path);
      return code ? ts.createSourceFile(path, code, languageVersion) : disk.getSourceFile(path, languageVersion);
    },
  });
  return [...modules.keys()].map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}

describe('Server-side rendering', () => {
  it('on the server, an error goes to PagerDuty, with the key', async () => {
    vi.stubEnv('PAGERDUTY_ROUTING_KEY', 'THE_REAL_KEY');
    const standIn = new StandIn();
    const { exports } = await run(recipe('Server-side rendering'), standIn);
    const { report } = exports as { report: (error: unknown) => Promise<object> };
    expect(await report(new RangeError('Page 7 is out of range'))).toMatchObject({
      dedup_key: 'shop: RangeError: Page N is out of range',
    });
    expect(standIn.requests).toMatchObject([{ url: 'https://events.pagerduty.com/v2/enqueue' }]);
    expect(standIn.requests[0]?.body).toContain('"routing_key":"THE_REAL_KEY"');
  });

  it('takes an Events v1 key when the four fields are renamed', async () => {
    const names = { routing_key: 'service_key', dedup_key: 'incident_key', summary: 'description', custom_details: 'details' };
    const page = readPage('docs/recipes.md').replaceAll('\n', ' ');
    let code = recipe('Server-side rendering');
    for (const [v2, v1] of Object.entries(names)) {
      expect(page).toContain(`\`${v2}\` to \`${v1}\``);
      code = code.replaceAll(v2, v1);
    }
    vi.stubEnv('PAGERDUTY_ROUTING_KEY', 'V1_KEY');
    const standIn = new StandIn();
    const { exports } = await run(code, standIn);
    const { report } = exports as { report: (error: unknown) => Promise<object> };
    expect(await report(new Error('Out of stock'))).toMatchObject({ incident_key: 'shop: Error: Out of stock' });
    expect(standIn.requests[0]?.url).toMatch(/create_event.json$/);
    expect(standIn.incidents).toMatchObject([{ title: 'Error: Out of stock' }]);
  });
});
