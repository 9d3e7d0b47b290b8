/** The demo page for the tests of a file: its controls by the names that people see, and what the page shows. */
import type { ElementHandle, Page } from 'puppeteer-core';
import { beforeEach, expect } from 'vitest';
import type { StandIn } from '../../../demo/stand-in/stand-in.js';
import type { PuppeteerSession } from '../engines.js';
import { openPage, useHeadlessShell, type Stage } from '../support.js';

/** Names of lists on the page. */
export const BOARD = '3 PagerDuty opens an incident';
export const WIRE = 'On the wire';

/**
 * Opens the demo page before each test, in Chromium.
 * @param url where it is: with the test server, unless it is on disk
 */
export function useDemo(url = '/'): DemoPage {
  const demo = new DemoPage(useHeadlessShell(), url);
  beforeEach(() => demo.open());
  return demo;
}

class DemoPage {
  page!: Page;
  #said: string[] = [];

  constructor(
    readonly stage: Stage<PuppeteerSession>,
    readonly url: string,
  ) {}

  async open(): Promise<void> {
    const { page, said } = await openPage(this.stage, this.url);
    await page.bringToFront();
    this.page = page;
    this.#said = said;
  }

  get standIn(): StandIn {
    return this.stage.standIn;
  }

  /** What `console.log` says. */
  logged(): string[] {
    return this.#said.filter((line) => line.startsWith('log: '));
  }

  /** What the console and `window.onerror` say otherwise. */
  complaints(): string[] {
    return this.#said.filter((line) => !line.startsWith('log: '));
  }

  press(name: string, role = 'button'): Promise<void> {
    return this.#find(role, name).click();
  }

  fill(name: string, text: string): Promise<void> {
    return this.#find('textbox', name).fill(text);
  }

  async element(role: string, name: string): Promise<ElementHandle> {
    return this.#find(role, name).waitHandle();
  }

  /** Checks one of the boxes that make trouble; resolves when the stand-in is in that mode. */
  async switchOn(name: string, mode: string): Promise<void> {
    await this.press(name, 'checkbox');
    await expect.poll(() => this.standIn.modes).toContain(mode);
  }

  /** The items of a list as they read, without the time of day. */
  async items(name: string): Promise<string[]> {
    const list = await this.page.$(`::-p-aria([name="${name}"][role="list"])`);
    const texts = (await list?.$$eval(':scope > li', (items) => items.map((item) => (item as HTMLElement).innerText))) ?? [];
    return texts.map((text) => text.replace(/\s*\d\d:\d\d:\d\d/g, '').replace(/\s+/g, ' '));
  }

  /** Waits until a list's items match, the first ones first. */
  async listReads(name: string, ...expected: (string | RegExp)[]): Promise<void> {
    const match = expected.map((item) => (typeof item === 'string' ? item : (expect.stringMatching(item) as string)));
    await expect.poll(() => this.items(name)).toEqual(match);
  }

  /** What an element reads, found by a selector. */
  shown(selector: string): Promise<string> {
    return this.page.$eval(selector, (element) => (element as HTMLElement).innerText.trim());
  }

  /** What is said beside the buttons of what was sent. */
  async answer(): Promise<string> {
    return (await this.shown('#answer')).replace(/\s+/g, ' ');
  }

  /** Waits until that is said beside the buttons. */
  async answers(expected: string | RegExp): Promise<void> {
    await expect
      .poll(() => this.answer())
      .toEqual(typeof expected === 'string' ? expected : (expect.stringMatching(expected) as string));
  }

  /** Opens the page anew. @returns a function that reads all that has been said beside the buttons since */
  async reload(): Promise<() => Promise<string[]>> {
    await this.page.evaluateOnNewDocument(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      new MutationObserver(() => {
        const text = document.getElementById('answer')?.textContent;
        if (text && text !== said.at(-1)) said.push(text);
      }).observe(document, { childList: true, subtree: true });
    });
    await this.page.reload();
    return () => this.page.evaluate(() => (window as unknown as { said: string[] }).said);
  }

  /** The code that does what the form does. */
  code(): Promise<string> {
    return this.page.$eval('#example', (element) => element.textContent);
  }

  /** The counter as it reads. */
  counts(): Promise<Record<string, string>> {
    return this.page.$$eval('#counter div', (pairs) =>
      Object.fromEntries(pairs.map((pair) => (pair as HTMLElement).innerText.split(/\s+/) as [string, string])),
    );
  }

  /** Waits until the counter reads so; what is not named is 0. */
  async counterReads(expected: Record<string, number>): Promise<void> {
    const all = { Called: 0, Accepted: 0, Waiting: 0, Refused: 0, Lost: 0, ...expected };
    const texts = Object.fromEntries(Object.entries(all).map(([name, count]) => [name, String(count)]));
    await expect.poll(() => this.counts()).toEqual(texts);
  }

  /** What is said beside a field. */
  async problem(field: string): Promise<string | undefined> {
    const input = await this.element('textbox', field);
    return input.evaluate((input) => {
      const isMarked = input.getAttribute('aria-invalid') === 'true';
      const [text] = (input.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent);
      return isMarked ? text : '';
    });
  }

  async isFocused(role: string, name: string): Promise<boolean> {
    return (await this.element(role, name)).evaluate((element) => element === document.activeElement);
  }

  #find(role: string, name: string) {
    return this.page.locator(`::-p-aria([name="${name}"][role="${role}"])`).setTimeout(10_000);
  }
}
