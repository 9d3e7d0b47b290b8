import { byId } from './element.js';

/** What the outbox writes down begins so; see "Outbox" in PDJS's documentation. */
const OUTBOX = 'pdjs-outbox:';

/** Events that wait in the outbox since before this page was opened. */
const left = new Set(storedEvents());
let called = 0;
let accepted = 0;
let refused = 0;
let lost = 0;

function storedEvents() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(OUTBOX));
  } catch {
    // Storage is denied: PDJS sends the events all the same.
    return [];
  }
}

function show() {
  const all = called + left.size;
  const counts = { called: all, accepted, waiting: all - accepted - refused - lost, refused, lost };
  for (const [name, count] of Object.entries(counts)) byId(name).textContent = count;
}

export function countCall() {
  called += 1;
  show();
}

export function countAccepted() {
  accepted += 1;
  show();
}

/** An event that PagerDuty or PDJS itself finds invalid is refused; any other failure is a loss. */
export function countFailure({ code, status }) {
  const isRefused = code === 'invalid_params' || (code === 'http' && status < 500 && status !== 403 && status !== 429);
  if (isRefused) refused += 1;
  else lost += 1;
  show();
}

// Another tab has delivered what it had written down.
window.addEventListener('storage', ({ key, newValue }) => {
  if (newValue === null && left.delete(key)) show();
});

show();
