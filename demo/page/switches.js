// The switches that make trouble.
import { byId } from './element.js';
import { control, reach } from './stand-in.js';

const switches = byId('switches');
const boxes = [...switches.querySelectorAll('input')];
const [offline] = boxes.filter(({ value }) => value === 'offline');

export const isOffline = () => offline.checked;

/** `fetch`, as it fails in a browser without a network. */
export async function reachUnlessOffline(request) {
  if (isOffline()) throw new TypeError('Failed to fetch: the switch “offline” is on');
  return reach(request);
}

/** Tells the stand-in which trouble is on. */
async function apply() {
  const modes = boxes.filter((box) => box.checked && box !== offline).map(({ value }) => value);
  await control('modes', { method: 'PUT', body: JSON.stringify(modes) });
}

/** Shows which trouble is on since before the page was opened. */
async function read() {
  const { modes } = await control('modes');
  // "offline" is the page's own, and may have been pressed by now.
  for (const box of boxes) if (box !== offline) box.checked = modes.includes(box.value);
}

/** With a service of the reader's own there is no trouble to play with. */
export function allowTrouble(allowed) {
  switches.querySelector('fieldset').disabled = !allowed;
  byId('try_outbox').hidden = !allowed;
  byId('only_stand_in').hidden = allowed;
  if (allowed) return;
  for (const box of boxes) box.checked = false;
  apply();
}

/** @param onOffline called when "offline" is switched on or off */
export function useSwitches(onOffline) {
  switches.addEventListener('change', ({ target }) => {
    if (target === offline) onOffline(offline.checked);
    else apply();
  });
  read();
}
