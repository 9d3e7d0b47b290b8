import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { Launcher } from 'chrome-launcher';
import puppeteer, { type Browser as PuppeteerBrowser, type BrowserContext, type Page } from 'puppeteer-core';
import { Builder, Capabilities, error, type WebDriver } from 'selenium-webdriver';

/** A tab, as all engines have it. */
export interface Tab {
  goto(url: string): Promise<unknown>;
  /** Runs a function, or an expression, in the page; resolves to what its result resolves to, as JSON carries it. */
  evaluate: Page['evaluate'];
  /** Resolves when the page has an alert box up, to what closes the box. Asked for before the box is there. */
  alerted(): Promise<() => Promise<void>>;
  /** Closes the tab as a person does. */
  close(): Promise<void>;
}

/** Tabs that share storage, which no other session sees. */
export interface Session {
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

export interface Browser<S extends Session = Session> {
  newSession(): Promise<S>;
  close(): Promise<void>;
}

export interface Engine<S extends Session = Session> {
  name: string;
  /** How to get it. */
  hint: string;
  /** Debian's packages that it needs. */
  packages: string[];
  /** The path of what is started, `undefined` where it is not installed. */
  find(): string | undefined;
  /**
   * @param path what `find` gives
   * @param httpsPort where Chromium finds https://*.pagerduty.com, https://elsewhere.test and the hosts of the documents
   */
  launch(path: string, httpsPort: number): Promise<Browser<S>>;
}

/** A session of Chromium or Firefox. */
export interface PuppeteerSession extends Session {
  context: BrowserContext;
}

export const chromium: Engine<PuppeteerSession> = {
  name: 'Chromium',
  hint: 'Install Chrome or Chromium, or set CHROME_PATH to the path of its executable.',
  packages: ['chromium'],
  find() {
    try {
      return Launcher.getFirstInstallation();
    } catch {
      return undefined;
    }
  },
  launch: launchChromium,
};

/** Chromium without a window: it opens a page in a quarter of the time. Where it is missing, Chromium itself serves. */
export const headlessShell: Engine<PuppeteerSession> = {
  ...chromium,
  packages: ['chromium-headless-shell'],
  find: () => onPath('chromium-headless-shell') ?? chromium.find(),
};

/** Hosts that Chromium looks for on this machine: PagerDuty's, and those of tests and documents. */
const HOSTS = ['*.pagerduty.com', 'elsewhere.test', '*.shop.example', 'unpkg.com', 'cdn.jsdelivr.net'];

async function launchChromium(executablePath: string, httpsPort: number): Promise<Browser<PuppeteerSession>> {
  const browser = await puppeteer.launch({
    executablePath,
    acceptInsecureCerts: true,
    // Tests have limits of their own, and the benchmark takes what it takes.
    protocolTimeout: 0,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page that is left is gone, with all that it had under way.
      '--disable-features=BackForwardCache',
      '--no-first-run',
      `--host-resolver-rules=${HOSTS.map((host) => `MAP ${host}:443 127.0.0.1:${httpsPort}`).join()}`,
    ],
  });
  return puppeteerBrowser(browser);
}

export const firefox: Engine<PuppeteerSession> = {
  name: 'Firefox',
  hint: 'Install Firefox, or set FIREFOX_PATH to the path of its executable.',
  packages: ['firefox-esr'],
  find: () => firstOf(process.env.FIREFOX_PATH, ...['firefox', 'firefox-esr'].map(onPath)),
  async launch(executablePath) {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      // Firefox would report each request of a page, which takes it longer than the request.
      networkEnabled: false,
      extraPrefsFirefox: { 'browser.sessionhistory.max_total_viewers': 0 },
    });
    return puppeteerBrowser(browser);
  },
};

export const webkit: Engine = {
  name: 'WebKitGTK',
  hint: 'Install WebKitWebDriver and xvfb-run, which Debian has as webkit2gtk-driver and xvfb.',
  packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
  find: () => (onPath('xvfb-run') ? onPath('WebKitWebDriver') : undefined),
  async launch(driverPath) {
    let driver = await startWebDriver(driverPath);
    return {
      async newSession() {
        const session = await inTime(webDriverSession(driver.url), SESSION_TIMEOUT);
        if (session) return session;
        // At times WebKitWebDriver waits for ever for the browser that it has started: another one is needed.
        await driver.stop();
        driver = await startWebDriver(driverPath);
        return webDriverSession(driver.url);
      },
      close: () => driver.stop(),
    };
  },
};

/** Milliseconds after which a session is not waited for any longer: it takes one second, or ten on a busy machine. */
const SESSION_TIMEOUT = 20_000;

/** Starts WebKitWebDriver with an X server of its own. */
async function startWebDriver(path: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const driver = spawn('xvfb-run', ['-a', path, '--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    // A process group of its own, so that the X server ends with it.
    detached: true,
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(`${url}/status`, driver);
  const stop = () =>
    new Promise<void>((resolve) => {
      driver.once('exit', () => {
        resolve();
      });
      process.kill(-Number(driver.pid));
    });
  return { url, stop };
}

/** What a promise resolves to, or `undefined` where it takes longer. */
async function inTime<Value>(promise: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

export const engines: Engine[] = [chromium, firefox, webkit];

function puppeteerBrowser(browser: PuppeteerBrowser): Browser<PuppeteerSession> {
  return {
    async newSession() {
      const context = await browser.createBrowserContext();
      return {
        context,
        async open(url) {
          const page = await context.newPage();
          await page.goto(url);
          return {
            goto: (url) => page.goto(url),
            evaluate: page.evaluate.bind(page),
            alerted: () =>
              new Promise((resolve) => {
                page.once('dialog', (box) => {
                  resolve(() => box.accept());
                });
              }),
            close: () => page.close({ runBeforeUnload: true }),
          };
        },
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** WebDriver has one window at a time in hand: commands wait for each other. */
async function webDriverSession(server: string): Promise<Session> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { args: ['--automation'] },
  });
  const driver = await new Builder().usingServer(server).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: 120_000 });
  let inHand: string | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(command: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(command);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    open: (url) =>
      inTurn(async () => {
        // The first tab is there already.
        if (inHand !== undefined) await driver.switchTo().newWindow('tab');
        const handle = await driver.getWindowHandle();
        inHand = handle;
        await loaded(driver, url);
        const inTab = <Result>(command: () => Promise<Result>) =>
          inTurn(async () => {
            // Not for a tab that is in hand: it would wait for the tab's alert box to be closed.
            if (inHand !== handle) await driver.switchTo().window(handle);
            inHand = handle;
            return command();
          });
        const evaluate = (script: unknown, ...args: unknown[]) => inTab(() => evaluated(driver, script, args));
        return {
          goto: (url) => inTab(() => loaded(driver, url)),
          evaluate: evaluate as Page['evaluate'],
          alerted: async () => {
            for (;;) {
              const box = await inTab(() => driver.switchTo().alert()).catch(noAlert);
              if (box) return () => box.accept();
            }
          },
          close: () => inTab(() => driver.close()),
        };
      }),
    close: () => inTurn(() => driver.quit()),
  };
}

/** Waits a moment where there is no alert box yet. */
async function noAlert(reason: unknown): Promise<undefined> {
  if (!(reason instanceof error.NoSuchAlertError)) throw reason;
  await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Opens a URL; the driver may be back before the page's modules have run. */
async function loaded(driver: WebDriver, url: string): Promise<void> {
  await driver.get(url);
  await driver.executeAsyncScript(
    `const $end = arguments[0]; if (document.readyState === 'complete') $end(); else addEventListener('load', () => $end());`,
  );
}

async function evaluated(driver: WebDriver, script: unknown, args: unknown[]): Promise<unknown> {
  const expression = typeof script === 'function' ? `(${script.toString()})(...$args)` : String(script);
  const ended = await driver.executeAsyncScript<{ value?: unknown; error?: string }>(
    // Names that a page's own do not hide behind.
    `const $args = [...arguments], $end = $args.pop();
    (async () => (${expression}))().then(
      (value) => $end(value === undefined ? {} : { value }),
      (error) => $end({ error: String(error) }),
    )`,
    ...args,
  );
  if (ended.error !== undefined) throw new Error(ended.error);
  return ended.value;
}

const firstOf = (...paths: (string | undefined)[]) => paths.find((path) => path);

const onPath = (name: string) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** A port that nobody listens on. */
const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });

/** Resolves when a server answers; rejects when its process has ended. */
async function answering(url: string, server: ChildProcess): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error(`What was to serve ${url} has ended with ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
