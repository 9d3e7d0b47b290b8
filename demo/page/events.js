// The events that this page knows of, from call to answer: its own, and those that an earlier page has left in the outbox.

/** What the outbox stores begins so; see "Outbox" in PDJS's documentation. */
const OUTBOX = 'pdjs-outbox:demo:';

/** Oldest first. */
export const events = [];
const listeners = new Set();

/** @param listener called with the event whenever one is new or has changed */
export const onEvent = (listener) => listeners.add(listener);

export function changed(event) {
  for (const listener of listeners) listener(event);
}

/** What the body of an event asks for, in Events v1, Events v2 and change events; `undefined` for anything else. */
export function meaningOf(text) {
  const body = parsed(text) ?? {};
  const { event_type, event_action, incident_key, dedup_key, service_key, routing_key } = body;
  if (!service_key && !routing_key) return undefined;
  return { action: event_type ?? event_action ?? 'change', key: incident_key ?? dedup_key };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * `isLeft`: out of the outbox, where an earlier page has left it; `isStored`: in the outbox until it is accepted; `isLive`: on its way to
 * PagerDuty itself; `called`: in milliseconds since 1970.
 */
function add(event) {
  const defaults = { isLeft: false, isStored: true, isLive: false, called: Date.now(), attempts: [], state: 'waiting' };
  const added = { ...defaults, ...event };
  events.push(added);
  return added;
}

/** Notes a call of this page's. */
export function addCall(params, event) {
  const { incident_key, dedup_key } = { ...params, ...params.data };
  const added = add({ ...event, key: incident_key || dedup_key });
  changed(added);
  return added;
}

/** The event whose first attempt this is: PDJS sends those of one incident in the order of their calls. */
export function eventOf(meaning) {
  const isMeant = ({ action, key, state, attempts }) =>
    action === meaning.action && (key ?? meaning.key) === meaning.key && state === 'waiting' && attempts.length === 0;
  const event = events.find(isMeant) ?? add({ ...meaning, isLeft: true });
  event.key = meaning.key;
  return event;
}

/** The event of an earlier page that has this body and still waits. */
export function leftEvent(body) {
  const meaning = meaningOf(body);
  return events.find(
    ({ isLeft, state, action, key }) => isLeft && state === 'waiting' && action === meaning?.action && key === meaning.key,
  );
}

/** An event that PagerDuty or PDJS itself finds invalid is refused; any other failure is a loss. */
const isRefusal = ({ code, status }) =>
  code === 'invalid_params' || (code === 'http' && status < 500 && status !== 403 && status !== 429);

/** @param error the PDJSError that it ended in */
export function fail(event, error) {
  event.state = isRefusal(error) ? 'refused' : 'lost';
  event.problem = error.errors?.join(', ') || error.message;
  changed(event);
}

export function accept(event) {
  event.state = 'accepted';
  changed(event);
}

/** When it reached PagerDuty: the attempt that was accepted. */
const acceptedAttempt = ({ attempts }) => attempts.find(({ ok }) => ok);

/** The event that made a moment in an incident's timeline, where this page has sent it. */
export const eventBehind = ({ incident_key }, { event_type, at }) =>
  events.find((event) => {
    const attempt = acceptedAttempt(event);
    const time = Date.parse(at);
    return (
      event.key === incident_key && event.action === event_type && attempt && attempt.started <= time && time <= attempt.ended
    );
  });

const LATE = 1000;

/** What was special about an event's way: how late it came, its attempts, the outbox; empty where nothing was. */
export function journey({ called, isLeft, attempts }, at) {
  const late = Date.parse(at) - called;
  return [
    late >= LATE && `${Math.round(late / 1000)} s late`,
    attempts.length > 1 && `on attempt ${attempts.length}`,
    isLeft && 'from the outbox after a reload',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Finds what earlier pages have left in the outbox. */
function readOutbox() {
  for (const id of storedIds().sort()) {
    const { at, request } = parsed(localStorage.getItem(id)) ?? {};
    const meaning = request && meaningOf(request.data);
    if (meaning) add({ ...meaning, isLeft: true, called: at, id });
  }
}

function storedIds() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(OUTBOX));
  } catch {
    // Storage is denied: PDJS sends the events all the same.
    return [];
  }
}

// Another tab has delivered what it had stored.
window.addEventListener('storage', ({ key, newValue }) => {
  const index = events.findIndex(({ id, attempts }) => id && id === key && attempts.length === 0);
  if (newValue !== null || index < 0) return;
  const [event] = events.splice(index, 1);
  changed(event);
});

readOutbox();
