// The log of what goes over the wire: a row for each call, its attempts inside.
import { coloured } from './highlight.js';
import { byId, clock, element } from './element.js';
import { accept, changed, eventOf, meaningOf } from './events.js';
import { ORIGIN } from './stand-in.js';

const ROWS = 200;
const SECRET = /^(service_key|routing_key)$/;

/** Calls that PDJS may try again, by what they send. */
const open = new Map();

/** Wraps a `fetch` for PDJSobj's option of that name. */
export function logged(fetch) {
  return async (request) => {
    const copy = request.clone();
    const started = Date.now();
    // The request leaves at once: a page that is being closed has no time for the log.
    const answer = fetch(request);
    answer.catch(() => undefined);
    const end = startAttempt(request, await copy.text(), started);
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

/** @returns a function that takes the answer and its text */
function startAttempt({ method, url }, body, started) {
  const sent = `${method} ${url} ${body}`;
  const call = open.get(sent) ?? newCall({ method, url, body });
  const attempt = { started };
  open.set(sent, call);
  call.attempts.push(attempt);
  if (call.event) changed(call.event);
  const show = addAttempt(call, attempt);
  return ({ ok, status }, text) => {
    Object.assign(attempt, { ended: Date.now(), ok, status });
    if (!mayBeRepeated(status)) open.delete(sent);
    show(text);
    if (!call.event) return;
    if (ok && call.event.isLeft) accept(call.event);
    else changed(call.event);
  };
}

const mayBeRepeated = (status) => status === 0 || status === 403 || status === 429 || status >= 500;

function newCall({ method, url, body }) {
  const meaning = meaningOf(body);
  const event = meaning && eventOf(meaning);
  const call = { event, attempts: event?.attempts ?? [] };
  return Object.assign(call, addRow(meaning ? nameOf(meaning) : `${method} ${readable(url)}`, url, body));
}

export const nameOf = ({ action, key }) => (key ? `${action} ${key}` : action);

function readable(url) {
  const { pathname, search } = new URL(url);
  return decodeURIComponent(pathname + search);
}

/** @returns the parts of the row that change */
function addRow(name, url, body) {
  const [state, time, count] = ['state', 'took', 'attempt'].map((name) => element('span', { class: name }));
  const answers = element('ol', { class: 'answers' });
  const at = element('span', { class: 'clock' }, clock(Date.now()));
  const summary = element('summary', {}, state, at, time, element('code', { class: 'what' }, name), count);
  const sent = pretty(body);
  const exchange = element(
    'div',
    { class: 'exchange' },
    part(`Sent to ${placeOf(url)}`, element('pre', {}, ...(sent ? coloured(sent) : ['No body.']))),
    part('Received', answers),
  );
  byId('log').prepend(element('li', {}, element('details', {}, summary, exchange)));
  byId('log').children[ROWS]?.remove();
  byId('silent').hidden = true;
  return { state, time, count, answers };
}

const part = (title, content) => element('div', {}, element('p', {}, title), content);
const duration = (ms) => (ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`);

/** Where a request went, in words. */
function placeOf(url) {
  const { origin, host, pathname } = new URL(url);
  return `${origin === ORIGIN ? 'the stand-in' : host}: ${pathname}`;
}

/** Shows a new attempt in its call's row. @returns a function that takes the text of its answer */
function addAttempt({ state, time, count, answers, attempts }, attempt) {
  const number = attempts.length;
  const before = attempts[number - 2];
  const title = element('p', {}, '… under way');
  const received = element('pre', {}, '…');
  answers.append(element('li', {}, title, received));
  state.className = 'state';
  state.textContent = '… under way';
  count.textContent = number > 1 ? `${number} attempts` : '';

  return (text) => {
    const { started, ended, ok, status } = attempt;
    const result = ok ? `✓ ${status}` : `✗ ${status || 'no answer'}`;
    const waited = before ? `, after a wait of ${duration(started - before.ended)}` : '';
    title.textContent = number > 1 || !ok ? `Attempt ${number}: ${result} in ${duration(ended - started)}${waited}` : result;
    received.replaceChildren(...(text ? coloured(pretty(text)) : ['No body.']));
    state.textContent = result;
    state.classList.add(ok ? 'good' : 'bad');
    time.textContent = duration(ended - attempts[0].started);
  };
}

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
