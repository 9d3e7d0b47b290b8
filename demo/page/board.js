import { byId, clock, element } from './element.js';

const STATES = { triggered: '▲ Triggered', acknowledged: '◐ Acknowledged', resolved: '✓ Resolved' };
const EVENTS = { trigger: '▲ triggered', acknowledge: '◐ acknowledged', resolve: '✓ resolved' };
/** Events that a timeline shows; the ones before them are counted. */
const SHOWN = 6;

/** The incidents as the board shows them, by their ids and when they were opened: a stand-in that starts again gives the ids again. */
const cards = new Map();
/** Whether the board has shown what there was before the page. */
let isUpToDate = false;

const times = (count) => (count === 1 ? 'once' : `${count} times`);

/** Which incident of its key an incident is, counted from 1. */
const ordinal = ({ incident_key }, earlier) => earlier.filter((other) => other.incident_key === incident_key).length + 1;

function moment({ event_type, at }) {
  return element(
    'li',
    { class: event_type },
    element('b', {}, EVENTS[event_type]),
    ' ',
    element('time', { datetime: at }, clock(at)),
  );
}

function timeline(events) {
  const hidden = Math.max(0, events.length - SHOWN);
  const before = hidden ? [element('li', {}, `${hidden} earlier`)] : [];
  return element('ol', { class: 'timeline', 'aria-label': 'Timeline' }, ...before, ...events.slice(hidden).map(moment));
}

function contents({ incident_number, title, status, incident_key, triggers, timeline: events }, number) {
  const again = number > 1 ? [element('p', { class: 'again' }, `Incident ${number} of this key: the last is resolved.`)] : [];
  return [
    element(
      'p',
      { class: 'row between' },
      element('span', { class: 'badge' }, STATES[status]),
      element('span', { class: 'triggers' }, `triggered ${times(triggers)}`),
    ),
    element('h3', {}, title, ' ', element('small', {}, `#${incident_number}`)),
    element('p', { class: 'key' }, 'Key ', element('code', {}, incident_key)),
    ...again,
    timeline(events),
  ];
}

/** What has become of an incident, in a sentence. */
function newsOf({ incident_number, triggers, timeline: events }, number, isNew) {
  const name = `#${incident_number}`;
  if (isNew) return number > 1 ? `${name} is a new incident: the one before with its key is resolved.` : `${name} is open.`;
  return {
    trigger: `The same key joins ${name}, triggered ${times(triggers)} now.`,
    acknowledge: `${name} is acknowledged: somebody works on it.`,
    resolve: `${name} is resolved.`,
  }[events.at(-1).event_type];
}

/** Puts an incident on the board, or changes its card. */
function show(incident, earlier) {
  const id = `${incident.id} ${incident.timeline[0].at}`;
  const isNew = !cards.has(id);
  const card = cards.get(id) ?? element('li', { 'data-events': 0 });
  const events = incident.timeline.length;
  // An answer may come later than the one to the question after it.
  if (events <= card.dataset.events) return;
  const number = ordinal(incident, earlier);
  card.dataset.events = events;
  card.className = `card ${incident.status}`;
  card.replaceChildren(...contents(incident, number));
  cards.set(id, card);
  if (isNew) byId('incidents').prepend(card);
  if (!isUpToDate) return;
  card.animate(...(isNew ? arrival : change));
  byId('news').textContent = newsOf(incident, number, isNew);
}

const still = matchMedia('(prefers-reduced-motion: reduce)');
const moving = (frames, duration) => [frames, { duration: still.matches ? 0 : duration, easing: 'ease-out' }];
const arrival = moving([{ opacity: 0, transform: 'translateY(-0.75rem)' }, {}], 350);
const change = moving([{ transform: 'scale(1.03)' }, {}], 350);

export async function showIncidents() {
  const response = await fetch('stand-in/incidents');
  const { incidents } = await response.json();
  incidents.forEach((incident, index) => show(incident, incidents.slice(0, index)));
  byId('empty').hidden = incidents.length > 0;
  isUpToDate = true;
}

/** Shows the incidents again every second, so that events from the console and other tabs appear too. */
async function keepShowing() {
  await showIncidents().catch(() => undefined);
  setTimeout(keepShowing, 1000);
}

/** What PagerDuty itself has opened is not for this page to tell. */
export function showOwnAccount(own) {
  byId('own_board').hidden = !own;
  byId('stand_in_board').hidden = own;
}

keepShowing();
