import { byId } from './element.js';

const switches = byId('switches');
const boxes = [...switches.querySelectorAll('input')];
const [offline] = boxes.filter(({ value }) => value === 'offline');

/** `fetch`, as it fails in a browser without a network. */
export async function fetchUnlessOffline(request) {
  if (offline.checked) throw new TypeError('Failed to fetch: the switch “offline” is on');
  return fetch(request);
}

/** Tells the stand-in which trouble is on. */
async function apply() {
  const modes = boxes.filter((box) => box.checked && box !== offline).map(({ value }) => value);
  await fetch('stand-in/modes', { method: 'PUT', body: JSON.stringify(modes) });
}

/** Shows which trouble is on since before the page was opened. */
async function read() {
  const response = await fetch('stand-in/modes');
  const { modes } = await response.json();
  // "offline" is the page's own, and may have been pressed by now.
  for (const box of boxes) if (box !== offline) box.checked = modes.includes(box.value);
}

/** With a service of the reader's own there is no trouble to play with. */
export function allowTrouble(allowed) {
  switches.querySelector('fieldset').disabled = !allowed;
  if (allowed) return;
  for (const box of boxes) box.checked = false;
  apply();
}

/** @param onOnline called when "offline" is switched off */
export function useSwitches(onOnline) {
  switches.addEventListener('change', ({ target }) => {
    if (target !== offline) apply();
    else if (!offline.checked) onOnline();
  });
  read();
}
