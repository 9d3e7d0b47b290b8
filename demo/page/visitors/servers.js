// Who answers the pages of a storm: PagerDuty, or the shop's relay.
import loadRelay from '../../../dist/relay.mjs?function';

const SHOP = 'https://shop.example';
/** What pages send in place of the key, where there is a relay. */
const NAME = 'checkout';
const KEY = '0123456789abcdef0123456789abcdef';

/**
 * @typedef {object} Server
 * @property {{ eventsUrl?: string }} options those of a page that sends to it
 * @property {string} routing_key what the page has for a key
 * @property {(request: Request, visitor: string) => Promise<Response>} answer
 */

/**
 * A model of PagerDuty as a `fetch`, which answers at once.
 * @param {import('./pagerduty.mjs').PagerDuty} pagerDuty
 * @returns {typeof fetch}
 */
const fetchFrom = (pagerDuty) => async (input, init) => {
  /** @type {unknown} */
  const event = await new Request(input, init).json();
  const { status, text } = pagerDuty.answer(/** @type {import('./pagerduty.mjs').StormEvent} */ (event), performance.now());
  return new Response(text, { status, headers: { 'Content-Type': 'application/json' } });
};

/**
 * Pages have the key, and send to PagerDuty themselves.
 * @param {import('./pagerduty.mjs').PagerDuty} pagerDuty
 * @returns {Server}
 */
export function direct(pagerDuty) {
  const fetch = fetchFrom(pagerDuty);
  return { options: {}, routing_key: KEY, answer: (request) => fetch(request) };
}

/**
 * Pages send to the shop's relay.
 * @param {import('./pagerduty.mjs').PagerDuty} pagerDuty
 * @param {import('./timers.js').Timers} timers
 * @returns {Server}
 */
export function relayed(pagerDuty, timers) {
  const handle = loadRelay(timers).relay({
    keys: { [NAME]: KEY },
    origins: [SHOP],
    client: (_, /** @type {string} */ visitor) => visitor,
    fetch: fetchFrom(pagerDuty),
  });
  return {
    options: { eventsUrl: 'https://relay.shop.example' },
    routing_key: NAME,
    answer: async (request, visitor) => handle(await received(request), visitor),
  };
}

/**
 * A page's request as a server gets it, with the header that only a browser may set.
 * @param {Request} request
 */
async function received(request) {
  const { url, method } = request;
  const headers = new Headers([...request.headers, ['Origin', SHOP]]);
  // Firefox has no `body` of a request.
  const { body } = new Response(await request.text());
  return /** @type {Request} */ ({ url, method, headers, body });
}
