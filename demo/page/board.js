// PagerDuty's incidents, as cards.
import { newCard, triggersOf } from './card.js';
import { byId } from './element.js';
import { eventBehind } from './events.js';
import { control } from './stand-in.js';

const list = byId('incidents');

/** The cards by their incidents' numbers and when these were opened: a stand-in that starts again gives the numbers again. */
const cards = new Map();
/** PagerDuty's answer to the last question; `undefined` before the first. */
let incidents;
let onChange;
const listeners = new Set();

/** @param listener called whenever the board shows PagerDuty's latest answer */
export const onBoard = (listener) => listeners.add(listener);

/** Which incident of its key an incident is, counted from 1. */
const ordinal = ({ incident_key }, earlier) => earlier.filter((other) => other.incident_key === incident_key).length + 1;

/** What has become of an incident, in a sentence. */
function newsOf(incident, number, isNew) {
  const name = `#${incident.incident_number}`;
  if (isNew) return number > 1 ? `${name} is new: the previous incident with this key is resolved.` : `${name} is open.`;
  return {
    trigger: `Same key, so it joined ${name} (${triggersOf(incident)}).`,
    acknowledge: `${name} is acknowledged: somebody is on it.`,
    resolve: `${name} is resolved.`,
  }[incident.timeline.at(-1).event_type];
}

const still = matchMedia('(prefers-reduced-motion: reduce)');
const moving = (frames) => [frames, { duration: still.matches ? 0 : 350, easing: 'ease-out' }];
const arrival = [{ opacity: 0, transform: 'translateY(-0.75rem)' }, {}];
const change = [{ transform: 'scale(1.03)' }, {}];

/** Puts an incident on the board, or changes its card. @returns the card's name */
function show(incident, earlier, isFirst) {
  const id = `${incident.incident_number} ${incident.timeline[0].at}`;
  const number = ordinal(incident, earlier);
  const isNew = !cards.has(id);
  const card = cards.get(id) ?? { ...newCard(incident, number, onChange), moments: 0 };
  card.show(incident);
  if (isNew) list.prepend(card.card);
  if (incident.timeline.length > card.moments && !isFirst) {
    card.card.animate(...moving(isNew ? arrival : change));
    sayNews(newsOf(incident, number, isNew));
  }
  card.moments = incident.timeline.length;
  cards.set(id, card);
  return id;
}

/** Says beside the board what has happened to an incident. */
export const sayNews = (text) => (byId('news').textContent = text);

async function load() {
  const isFirst = !incidents;
  ({ incidents } = await control('incidents'));
  const shown = new Set(incidents.map((incident, index) => show(incident, incidents.slice(0, index), isFirst)));
  for (const [id, { card }] of cards) {
    if (shown.has(id)) continue;
    card.remove();
    cards.delete(id);
  }
  if (incidents.length === 0) sayNews('No incident yet. Press Trigger.');
  for (const listener of listeners) listener();
}

let last = Promise.resolve();
let next;

/** Shows the incidents as they are from now on; one question at a time. */
export function refresh() {
  const ask = () => {
    next = undefined;
    return load();
  };
  next ??= last = last.then(ask, ask);
  return next;
}

/** An event's incident, and its moment there; a change, and an event for a key with no open incident, have none. */
export function whereabouts(event) {
  for (const incident of incidents ?? []) {
    const moment = incident.timeline.find((moment) => eventBehind(incident, moment) === event);
    if (moment) return { incident, moment };
  }
  return undefined;
}

/** What PagerDuty itself has opened, this page cannot tell. */
export function showOwnAccount(own) {
  byId('own_board').hidden = !own;
  byId('stand_in_board').hidden = own;
}

/** @param changeStatus called with an incident and the status that its reader gives it */
export function useBoard(changeStatus) {
  onChange = changeStatus;
}
