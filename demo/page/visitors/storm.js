// A storm: all open pages of a shop trigger the same incident. Each is PDJS itself, and takes the time that it takes.
import loadPDJS from '../../../dist/pdjs.min.mjs?function';
import { PagerDuty } from './pagerduty.mjs';
import { direct, relayed } from './servers.js';
import { timersUntil } from './timers.js';

const PROBLEM = { dedup_key: 'checkout', summary: 'Checkout is down', source: 'shop.example' };
const OTHER = { dedup_key: 'payments', summary: 'Payments are down', source: 'shop.example' };
/** Milliseconds until the other is triggered: when PagerDuty has taken what it takes at once. */
const OTHER_AT = 4000;

/**
 * @typedef {object} Storm
 * @property {number} visitors
 * @property {number} within milliseconds in which their pages trigger, at random times
 * @property {boolean} isRelayed whether the pages send to a relay, or to PagerDuty themselves
 */

/**
 * A page and its one event. Times are milliseconds from the storm's first moment.
 * @typedef {object} Page
 * @property {string} visitor
 * @property {typeof PROBLEM} event
 * @property {number} at when it triggers
 * @property {'idle' | 'waiting' | 'succeeded' | 'failed'} state
 * @property {number} attempts
 * @property {number} [told] when it was told `success` or `error`
 */

/**
 * @param {string} visitor
 * @param {typeof PROBLEM} event
 * @param {number} at
 * @returns {Page}
 */
const newPage = (visitor, event, at) => ({ visitor, event, at, state: 'idle', attempts: 0 });

/**
 * Lets a storm pass. Meanwhile, one more page triggers another incident.
 * @param {Storm} storm
 * @param {AbortSignal} signal ends it at once
 */
export function startStorm({ visitors, within, isRelayed }, signal) {
  const timers = timersUntil(signal);
  const pagerDuty = new PagerDuty();
  const { options, routing_key, answer } = isRelayed ? relayed(pagerDuty, timers) : direct(pagerDuty);
  const pages = Array.from({ length: visitors }, (_, index) => newPage(`${index}`, PROBLEM, Math.random() * within));
  const other = newPage('other', OTHER, OTHER_AT);
  const begun = performance.now();
  const now = () => performance.now() - begun;
  /** @type {(ms: number) => Promise<void>} */
  const sleep = (ms) => new Promise((resolve) => void timers.setTimeout(resolve, ms));

  /** @param {Page} page */
  async function live(page) {
    await sleep(page.at);
    // The queue and the pauses are the page's own: it has its own copy of the library.
    const { PDJSobj } = loadPDJS(timers);
    const pdjs = new PDJSobj({
      ...options,
      fetch: async (request) => {
        page.attempts += 1;
        const response = await answer(request, page.visitor);
        // Answers that leave together arrive one by one.
        await sleep(0);
        return response;
      },
    });
    page.at = now();
    page.state = 'waiting';
    page.state = await pdjs.trigger({ routing_key, ...page.event }).then(
      () => 'succeeded',
      () => 'failed',
    );
    page.told = now();
  }

  /** @param {Page} page */
  const fate = ({ state }) => (state === 'waiting' && signal.aborted ? 'stopped' : state);

  /** @param {Page['state']} state */
  const count = (state) => pages.filter((page) => page.state === state).length;

  return {
    /** What is known so far. Times are milliseconds. */
    report: () => ({
      time: now(),
      waiting: count('waiting'),
      succeeded: count('succeeded'),
      failed: count('failed'),
      requests: pagerDuty.requests,
      refused: pagerDuty.refused,
      other: { state: fate(other), attempts: other.attempts, time: (other.told ?? now()) - other.at },
    }),
    /** Resolves when all pages have been told; never after it was ended. */
    over: Promise.all([...pages, other].map(live)),
  };
}

/** @typedef {ReturnType<ReturnType<typeof startStorm>['report']>} Report */
