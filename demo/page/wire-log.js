import { byId, clock, element } from './element.js';

const ROWS = 200;
const SECRET = /^(service_key|routing_key)$/;

/** Attempts that failed so that PDJS may repeat them, by what they sent: the attempt's number, and when it ended. */
const failures = new Map();

/** Wraps a `fetch` for PDJSobj's option of that name: each attempt becomes a row of the log. */
export function logged(fetch) {
  return async (request) => {
    const copy = request.clone();
    const started = Date.now();
    // The request leaves at once: a page that is being closed has no time for the log.
    const answer = fetch(request);
    answer.catch(() => undefined);
    const end = startRow(request, await copy.text(), started);
    try {
      const response = await answer;
      end(response, await response.clone().text());
      return response;
    } catch (error) {
      end({ ok: false, status: 0 }, error.message);
      throw error;
    }
  };
}

/** @returns a function that puts the answer and its text into the row */
function startRow({ method, url }, body, started) {
  const sent = `${method} ${url} ${body}`;
  const before = failures.get(sent);
  failures.delete(sent);
  const attempt = (before?.attempt ?? 0) + 1;
  const row = addRow({ method, url, body, started, attempt, waited: before && started - before.ended });
  return (answer, text) => {
    const ended = Date.now();
    row.end(answer, text, ended - started);
    if (mayBeRepeated(answer.status)) failures.set(sent, { attempt, ended });
  };
}

const mayBeRepeated = (status) => status === 0 || status === 403 || status === 429 || status >= 500;

function addRow({ method, url, body, started, attempt, waited }) {
  const { pathname, search, host } = new URL(url);
  const state = element('span', { class: 'state' }, '… under way');
  const time = element('span', { class: 'took' });
  const summary = element(
    'summary',
    {},
    state,
    element('span', { class: 'clock' }, clock(started)),
    time,
    element('code', { class: 'what' }, `${method} ${decodeURIComponent(pathname + search)}`),
    element('span', { class: 'attempt' }, attempt > 1 ? `attempt ${attempt}, waited ${seconds(waited)}` : ''),
  );
  const received = element('pre', {}, '…');
  const exchange = element(
    'div',
    { class: 'exchange' },
    part(`Sent to ${host}`, element('pre', {}, pretty(body) || 'No body.')),
    part('Received', received),
  );
  byId('log').prepend(element('li', {}, element('details', {}, summary, exchange)));
  byId('log').children[ROWS]?.remove();
  byId('silent').hidden = true;

  return {
    end({ ok, status }, text, took) {
      state.textContent = ok ? `✓ ${status}` : `✗ ${status || 'no answer'}`;
      state.classList.add(ok ? 'good' : 'bad');
      time.textContent = seconds(took);
      received.textContent = pretty(text) || 'No body.';
    },
  };
}

const part = (title, content) => element('div', {}, element('p', {}, title), content);
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;

/** JSON to be read, its keys masked; what is no JSON stays as it is. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), (name, value) => (SECRET.test(name) ? '***' : value), 2);
  } catch {
    return text;
  }
}

byId('clear').addEventListener('click', () => {
  byId('log').replaceChildren();
  byId('silent').hidden = false;
});
