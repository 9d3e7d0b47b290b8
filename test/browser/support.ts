import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type Context } from 'hono';
import type { Page } from 'puppeteer-core';
import { generate } from 'selfsigned';
import { afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { demoApp } from '../../demo/app.js';
import { drop } from '../../demo/stand-in/faults.js';
import { listen } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in/stand-in.js';
import {
  chromium,
  engines,
  headlessShell,
  type Browser,
  type Engine,
  type PuppeteerSession,
  type Session,
  type Tab,
} from './engines.js';
import { oldPages } from './old-pages.js';

/** A page that an old snippet may stand on: the script tag and, before it, one that notes what the page says. */
const BLANK = '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';
const PAGE = `${BLANK}<script src="/said.js"></script><script src="/dist/pdjs.js"></script>`;

/** A browser, and a stand-in that it reaches over HTTP; in Chromium as https://*.pagerduty.com and https://elsewhere.test too. */
export interface Stage<S extends Session = Session> {
  /** A new one for each test. */
  standIn: StandIn;
  /** Holds CORS preflights until `release`; `held` resolves when the first has come. */
  holdPreflights(): { held: Promise<void>; release: () => void };
  /** Resolves when a page sends something to `/hang`, which is never answered. */
  hung(): Promise<void>;
  /** Takes PagerDuty away, as when the network is gone, and brings it back. */
  network: { away(): void; back(): void };
  /** Serves a text to whoever gets a path. */
  serve(path: string, text: string, headers: Record<string, string>): void;
  /** Puts a new stand-in in place within a test. */
  reset(): void;
  /** With storage and tabs of its own for each test; begun when the test first asks for it. */
  session(): Promise<S>;
  /** Opens a page of the test server's in a new tab of the test's session. */
  open: (path?: string) => Promise<Tab>;
  /**
   * Shows a page of the test server's in the one tab that tests share, which is blank again after each of them. It costs a
   * fraction of a session, and is for pages that leave nothing behind in the browser.
   */
  visit: (path?: string) => Promise<Tab>;
  /** `http://127.0.0.1:PORT`, where the pages are; another origin than the one that events go to. */
  origin: string;
  /** `server` for `new PDJSobj({protocol: "http", server})`. */
  server: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** The name of the engine that the project runs in. */
    engine?: string;
  }
}

/** The stage of all tests that run in every engine, in the engine of the project that runs them. */
export function useEngine(): Stage {
  const engine = engines.find(({ name }) => name === inject('engine'));
  if (!engine) throw new Error(`No engine is called ${inject('engine') ?? 'undefined'}`);
  return useStage(engine);
}

/** Sets the stage for the tests of a file, in Chromium as people have it. */
export const useChromium = (): Stage<PuppeteerSession> => useStage(chromium);

/** Sets the stage for the tests of a file, in Chromium without a window: for whatever does not test the engine. */
export const useHeadlessShell = (): Stage<PuppeteerSession> => useStage(headlessShell);

/** A stage, and what the tests that use it do before and after each of them. */
interface Theatre<S extends Session = Session> {
  stage: Stage<S>;
  /** Starts the browser and the servers, once. */
  start: () => Promise<void>;
  /** Clears away what a test has left. */
  clear: (failed: boolean) => Promise<void>;
}

/** One for each engine in a process: the files that run there share it, and it ends with the process. */
const theatres = new Map<Engine, Theatre>();

function useStage<S extends Session>(engine: Engine<S>): Stage<S> {
  const { stage, start, clear } = (theatres.get(engine) as Theatre<S> | undefined) ?? newTheatre(engine);
  beforeAll(start);
  beforeEach(() => {
    stage.reset();
  });
  afterEach(({ task }) => clear(task.result?.state === 'fail'));
  return stage;
}

function newTheatre<S extends Session>(engine: Engine<S>): Theatre<S> {
  const stage = {} as Stage<S>;
  let browser!: Browser<S>;
  let started: Promise<void> | undefined;
  // One of the two at a time: WebKitWebDriver has no second session.
  let own: Promise<S> | undefined;
  let shared: Promise<{ session: S; tab: Tab }> | undefined;
  let preflight: () => Promise<void> | undefined = () => undefined;
  let app: { fetch: Hono['fetch'] };

  const served = new Map<string, Response>();
  let isAway = false;
  let hang: () => void = () => undefined;
  stage.hung = () => new Promise((resolve) => (hang = resolve));
  stage.holdPreflights = () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held = new Promise<void>((resolve) => {
      preflight = () => {
        resolve();
        return released;
      };
    });
    return { held, release };
  };
  stage.serve = (path, text, headers) => {
    served.set(path, new Response(text, { headers }));
  };
  stage.network = {
    away: () => (isAway = true),
    back: () => (isAway = false),
  };
  const share = async () => {
    const session = await browser.newSession();
    return { session, tab: await session.open('about:blank') };
  };
  const unshare = async () => {
    const left = shared;
    shared = undefined;
    await (await left)?.session.close();
  };
  stage.session = () => (own ??= unshare().then(() => browser.newSession()));
  stage.open = async (path = '/page') => (await stage.session()).open(stage.origin + path);
  stage.visit = async (path = '/page') => {
    shared ??= share();
    const { tab } = await shared;
    await tab.goto(stage.origin + path);
    return tab;
  };
  stage.reset = () => {
    stage.standIn = new StandIn();
    preflight = () => undefined;
    isAway = false;
    served.clear();
    app = new Hono()
      .use((c, next) => {
        const answer = c.req.method === 'GET' && served.get(c.req.path);
        return answer ? Promise.resolve(answer.clone()) : next();
      })
      .use('/generic/*', async (c, next) => (isAway ? drop(c as Context) : next()))
      .options('*', async (_, next) => {
        await preflight();
        await next();
      })
      .all('/hang', () => {
        hang();
        return new Promise<Response>(() => undefined);
      })
      .get('/arrived', (c) => c.text(String(stage.standIn.requests.length)))
      .get('/node_modules/*', serveStatic({ root: '.' }))
      .get('/said.js', serveStatic({ path: 'test/browser/said.js' }))
      .get('/page', (c) => c.html(PAGE))
      .get('/blank', (c) => c.html(BLANK))
      .route('/', oldPages())
      .route('/', demoApp(stage.standIn));
  };
  const launch = async () => {
    const path = engine.find();
    if (!path) throw new Error(`${engine.name} is not installed. ${engine.hint}`);
    const fetch: Hono['fetch'] = (...call) => app.fetch(...call);
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'events.pagerduty.com' }]);
    const [http, https] = await Promise.all([listen(fetch, 0), listen(fetch, 0, { key, cert })]);
    stage.origin = `http://127.0.0.1:${http.port}`;
    stage.server = `localhost:${http.port}`;
    browser = await engine.launch(path, https.port);
    atEnd(() => browser.close());
  };
  const theatre: Theatre<S> = {
    stage,
    start: () => (started ??= launch()),
    clear: async (failed) => {
      const session = own;
      own = undefined;
      await (await session)?.close();
      if (failed) await unshare();
      await (await shared)?.tab.goto('about:blank');
    },
  };
  theatres.set(engine, theatre);
  return theatre;
}

/** Adds a script to a page, as the page's own: what it declares stays, and what it throws reaches `window.onerror`. */
export const addScript = (tab: Tab, text: string): Promise<void> =>
  tab.evaluate((text) => {
    document.head.append(Object.assign(document.createElement('script'), { text }));
  }, text);

/** Opens a page with our script tag, and notes what its console and `window.onerror` say. */
export async function openPage(stage: Stage<PuppeteerSession>, path = '/page'): Promise<{ page: Page; said: string[] }> {
  const { context } = await stage.session();
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`pageerror: ${error instanceof Error ? error.message : String(error)}`));
  await page.goto(new URL(path, stage.origin).href);
  return { page, said };
}

/** Gives a function that kills a page's renderer, whatever the page is about by then. */
export async function crasher(page: Page): Promise<() => Promise<void>> {
  const session = await page.createCDPSession();
  const crashed = new Promise<void>((resolve) =>
    page.once('error', () => {
      resolve();
    }),
  );
  return () => {
    session.send('Page.crash').catch(() => undefined);
    return crashed;
  };
}
