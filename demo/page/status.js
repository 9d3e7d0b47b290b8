// What has become of the last call, said beside the buttons.
import { onBoard, refresh, whereabouts } from './board.js';
import { STATES } from './card.js';
import { byId, element } from './element.js';
import { events, journey, onEvent } from './events.js';
import { isOffline } from './switches.js';
import { nameOf } from './wire-log.js';

const place = byId('answer');

/** The events that one press or call has sent; none where their story is over. */
let batch = [];
/** Whether the calls that are made belong to one press. */
let isCollecting = false;
/** The events whose incident has been looked for since PagerDuty accepted them. */
const looked = new WeakSet();
const known = new WeakSet(events);

const count = (number) => (number === 1 ? '1 event' : `${number} events`);
const are = (number) => `${count(number)} ${number === 1 ? 'is' : 'are'}`;
const inState = (...states) => batch.filter(({ state }) => states.includes(state));
const stored = () => events.filter(({ state, isStored }) => state === 'waiting' && isStored).length;
const isPending = (event) => event.state === 'waiting' || (event.state === 'accepted' && !looked.has(event));

/** The last attempt that was made of an event, where it has failed. */
function failedAttempt({ attempts }) {
  const last = attempts.at(-1);
  return last?.ended && !last.ok ? last : undefined;
}

function pending(waiting) {
  if (isOffline() && waiting.every(({ isStored }) => isStored)) return [`◌ Offline: ${are(stored())} waiting in the outbox.`];
  if (waiting.every(({ isLeft }) => isLeft))
    return [`↻ ${count(waiting.length)} from before this page opened: in the outbox, being sent.`];
  if (batch.length > 1) {
    const left = inState('waiting').length;
    return [`… ${inState('accepted').length} of ${batch.length} accepted${left > 0 ? `, ${left} on the way` : ''}.`];
  }
  const [event] = waiting;
  const failed = failedAttempt(event);
  if (failed) return [`↻ Attempt ${event.attempts.length} failed (${failed.status || 'no answer'}). PDJS will try again.`];
  return [`… Sending: ${nameOf(event)}.`];
}

/** A link to an incident's card, which may be out of sight. */
function link({ incident_number, status }) {
  const text = `${STATES[status]} #${incident_number}`;
  return element('a', { href: `#incident-${incident_number}`, class: `badge ${status}` }, text);
}

function accepted(event) {
  const { isLive, action, key } = event;
  if (isLive || action === 'change') return [`✓ PagerDuty accepted it: ${nameOf(event)}.`];
  const found = whereabouts(event);
  if (found) {
    const how = journey(event, found.moment.at);
    return [how ? `✓ Accepted, ${how}: ` : '✓ Accepted: ', link(found.incident)];
  }
  return [action === 'trigger' ? '✓ Accepted.' : `✓ Accepted, but no open incident has the key ${key}: nothing changed.`];
}

function words() {
  const waiting = batch.filter(isPending);
  if (waiting.length > 0) return pending(waiting);
  const failed = inState('refused', 'lost');
  const total = batch.length > 1 ? `${inState('accepted').length} of ${batch.length} accepted. ` : '';
  if (failed.length > 0) return [`✗ ${total}${failed[0].problem}`];
  if (batch.length === 1) return accepted(batch[0]);
  return [batch[0].isLeft ? `✓ Delivered ${count(batch.length)} left by the previous page.` : `✓ All ${batch.length} accepted.`];
}

/** Where there is no call to tell of. */
function atRest() {
  if (stored() > 0) return [`… ${are(stored())} waiting in the outbox.`];
  return [events.length > 0 ? 'Ready to send.' : 'Nothing sent yet.'];
}

/** Says something unless it is said already: a screen reader would read it again. */
function say(nodes) {
  const said = element('p', {}, ...nodes);
  if (said.textContent !== place.textContent) place.replaceChildren(...said.childNodes);
}
const show = () => say(batch.length > 0 ? words() : atRest());

/** Looks for the incident that an event belongs to. */
async function look(event) {
  if (!event.isLive) await refresh().catch(() => undefined);
  looked.add(event);
  show();
}

function follow(event) {
  if (!known.has(event)) batch = isCollecting ? [...batch, event] : [event];
  known.add(event);
  if (event.state === 'accepted' && !looked.has(event)) look(event);
  show();
}

/** Makes the calls of one press, and tells of them together; the words come into view. */
export function press(call) {
  batch = [];
  isCollecting = true;
  call();
  isCollecting = false;
  show();
  place.scrollIntoView({ block: 'nearest' });
}

export function sayNothingWasSent() {
  batch = [];
  say(['Nothing was sent.']);
}

/** Takes back what was said of calls that are over: the form now holds something else. */
export function forget() {
  if (!batch.some(isPending)) batch = [];
  show();
}

export function useStatus() {
  batch = events.filter(({ isLeft }) => isLeft);
  onEvent(follow);
  // Its incident may have changed.
  onBoard(() => batch.length > 0 && show());
  show();
}

/** Says it anew, of whatever has changed meanwhile. */
export const repeat = show;
