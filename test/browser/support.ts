import { Hono } from 'hono';
import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { generate } from 'selfsigned';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { demoApp } from '../../demo/app.js';
import { listen, type Listener } from '../../demo/listen.js';
import { StandIn } from '../../demo/stand-in.js';
import { oldPages } from './old-pages.js';

/** A page that an old snippet may stand on: the script tag and nothing else. */
const BLANK = '<!doctype html><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">';
const PAGE = `${BLANK}<script src="/dist/pdjs.js"></script>`;

/** A browser, and a stand-in that it reaches over HTTP and as https://*.pagerduty.com and https://elsewhere.test. */
export interface Stage {
  /** A new one for each test. */
  standIn: StandIn;
  /** Holds CORS preflights until `release`; `held` resolves when the first has come. */
  holdPreflights(): { held: Promise<void>; release: () => void };
  /** Resolves when a page asks for `/hang`, which is never answered. */
  hung(): Promise<void>;
  /** More pages and files, by path; none at the start of a test. */
  pages: Map<string, () => Response>;
  /** Puts a new stand-in in place within a test. */
  reset(): void;
  /** With storage and tabs of its own for each test. */
  context: BrowserContext;
  /** `http://127.0.0.1:PORT`, where the pages are; another origin than the one that events go to. */
  origin: string;
  /** `server` for `new PDJSobj({protocol: "http", server})`. */
  server: string;
}

/** Sets the stage for the tests of a file. */
export function useStage(): Stage {
  const stage = {} as Stage;
  const listeners: Listener[] = [];
  let browser: Browser;
  let preflight: () => Promise<void> | undefined = () => undefined;
  let app: { fetch: Hono['fetch'] };

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
  stage.reset = () => {
    stage.standIn = new StandIn();
    stage.pages = new Map();
    preflight = () => undefined;
    app = new Hono()
      .options('*', async (_, next) => {
        await preflight();
        await next();
      })
      .get('*', async (c, next) => {
        const page = stage.pages.get(c.req.path);
        if (page) return page();
        await next();
        return undefined;
      })
      .get('/hang', () => {
        hang();
        return new Promise<Response>(() => undefined);
      })
      .get('/page', (c) => c.html(PAGE))
      .get('/blank', (c) => c.html(BLANK))
      .route('/', oldPages())
      .route('/', demoApp(stage.standIn));
  };
  beforeAll(async () => {
    const fetch: Hono['fetch'] = (...call) => app.fetch(...call);
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'events.pagerduty.com' }]);
    const [http, https] = await Promise.all([listen(fetch, 0), listen(fetch, 0, { key, cert })]);
    listeners.push(http, https);
    stage.origin = `http://127.0.0.1:${http.port}`;
    stage.server = `localhost:${http.port}`;
    browser = await launch(https);
  });
  beforeEach(async () => {
    stage.context = await browser.createBrowserContext();
    stage.reset();
  });
  afterEach(async () => {
    await stage.context.close();
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all(listeners.map((listener) => listener.close()));
  });
  return stage;
}

function launch({ port }: Listener): Promise<Browser> {
  return puppeteer.launch({
    executablePath: inject('chromium'),
    acceptInsecureCerts: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page that is left is gone, with all that it had under way.
      '--disable-features=BackForwardCache',
      '--no-first-run',
      `--host-resolver-rules=MAP *.pagerduty.com:443 127.0.0.1:${port}, MAP elsewhere.test:443 127.0.0.1:${port}`,
    ],
  });
}

/** Opens a page with our script tag, and notes what its console and `window.onerror` say. */
export async function openPage(stage: Stage, path = '/page'): Promise<{ page: Page; said: string[] }> {
  const page = await stage.context.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`pageerror: ${error instanceof Error ? error.message : String(error)}`));
  await page.goto(stage.origin + path);
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
