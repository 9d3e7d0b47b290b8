// The REST tab: incidents listed, and one acknowledged.
import { byId, clock, element } from './element.js';
import { listIncidents, updateIncident } from './examples.js';
import { allGood, sayProblem } from './fields.js';
import { listCode, showRestCode, updateCode } from './rest-code.js';

const STATES = { triggered: '▲ triggered', acknowledged: '◐ acknowledged', resolved: '✓ resolved' };

/** The stand-in takes any token, and has this user. */
export const TOKEN = 'demo-token-for-the-stand-in';
export const RESPONDER = 'user1@example.test';

const form = byId('rest');
const { token, from, statuses } = form.elements;
const [progress, stop, listed] = [byId('progress'), byId('stop'), byId('listed')];

/** Where calls go; empty for the stand-in. */
let region = {};
/** The list that is under way. */
let current;

const say = (text) => (byId('rest_answer').textContent = text);
const connection = () => new PDJSobj({ token: token.value, ...region });

function tokenProblem() {
  if (!token.value) return 'Enter an API token.';
  return /^[\w+-]{20,}$/.test(token.value) ? '' : 'An API token has at least 20 letters and digits.';
}

const fromProblem = () => (from.value && from.validity.valid ? '' : 'Enter a PagerDuty user’s email address.');

/** Whether fields can be sent, as `allGood` has it. */
function mayCall(...checks) {
  const may = allGood(...checks);
  if (!may) say('Nothing was sent.');
  return may;
}

function showProgress(done, total) {
  progress.max = Math.max(1, total);
  progress.value = total ? done : 1;
  byId('progress_text').textContent = `${done} of ${total}`;
}

/** Shows what a button runs, as nodes. */
const showPressed = (code) => showRestCode({ token: region.server ? 'YOUR_API_TOKEN' : TOKEN, ...region }, code);
const chosenStatuses = () => statuses.value.split(',');

/** Lists to the end, or until another list or Stop takes over. */
async function list() {
  if (!mayCall([token, tokenProblem()])) return;
  showPressed(listCode(chosenStatuses()));
  const run = (current = {});
  let done = 0;
  listed.replaceChildren();
  stop.disabled = false;
  say('Listing…');
  try {
    await listIncidents(connection(), chosenStatuses(), (incident, total) => {
      if (run !== current) return false;
      listed.append(row(incident));
      showProgress(++done, total);
      return true;
    });
    if (run !== current) return;
    if (!done) showProgress(0, 0);
    say(`✓ ${done} incidents.`);
  } catch (error) {
    if (run === current) say(`✗ ${error.message}`);
  }
  stopListing();
}

function stopListing() {
  current = undefined;
  stop.disabled = true;
}

async function acknowledge(incident, old) {
  if (!mayCall([token, tokenProblem()], [from, fromProblem()])) return;
  const change = [incident.id, 'acknowledged', from.value];
  showPressed(updateCode(...change));
  try {
    const acknowledged = row(await updateIncident(connection(), ...change));
    old.replaceWith(acknowledged);
    // The button that was pressed is gone.
    acknowledged.tabIndex = -1;
    acknowledged.focus();
    say(`✓ #${incident.incident_number} is acknowledged.`);
  } catch (error) {
    say(`✗ #${incident.incident_number}: ${error.error?.errors?.join(', ') || error.message}`);
  }
}

function row(incident) {
  const { incident_number, title, status, created_at } = incident;
  const made = element(
    'li',
    {},
    element('span', { class: `state ${status}` }, STATES[status]),
    element('span', { class: 'title' }, element('small', {}, `#${incident_number}`), ` ${title}`),
    element('time', { datetime: created_at }, `${new Date(created_at).toLocaleDateString('en-GB')} ${clock(created_at)}`),
  );
  if (status === 'triggered') {
    const button = element(
      'button',
      { type: 'button', class: 'quiet', 'aria-label': `Acknowledge #${incident_number}` },
      'Acknowledge',
    );
    button.addEventListener('click', () => acknowledge(incident, made));
    made.append(button);
  }
  return made;
}

/** Takes back what was listed: it is no longer what is asked for. */
function clearList() {
  stopListing();
  listed.replaceChildren();
  byId('progress_text').textContent = '';
  progress.value = 0;
  say('Press List.');
  showPressed(listCode(chosenStatuses()));
}

/** @param server PagerDuty's, `undefined` for the stand-in, which takes any token */
export function setRegion(server) {
  region = server ? { server } : {};
  clearList();
  token.value = server ? '' : TOKEN;
  from.value = server ? '' : RESPONDER;
  sayProblem(token);
  sayProblem(from);
}

form.addEventListener('input', ({ target }) => {
  if (target === statuses) clearList();
  else sayProblem(target);
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  list();
});
stop.addEventListener('click', () => {
  stopListing();
  say(`Stopped after ${byId('progress_text').textContent}.`);
});
