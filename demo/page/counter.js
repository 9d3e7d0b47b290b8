// How many events were called, and what has become of them.
import { byId } from './element.js';
import { events, onEvent } from './events.js';

const STATES = ['accepted', 'waiting', 'refused', 'lost'];

function show() {
  byId('called').textContent = events.length;
  for (const name of STATES) byId(name).textContent = events.filter(({ state }) => state === name).length;
}

export function useCounter() {
  onEvent(show);
  show();
}
