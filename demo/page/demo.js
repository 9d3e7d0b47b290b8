import { showIncidents, showOwnAccount } from './board.js';
import { chosenExample, showCode, useCodeTabs } from './code-tabs.js';
import { connect } from './connection.js';
import { countAccepted, countCall, countFailure } from './counter.js';
import { byId } from './element.js';
import { checkEvent, readEvent, setKey, useEventForm } from './event-form.js';
import { setRegion } from './rest.js';
import { allowTrouble, useSwitches } from './switches.js';
import { tabs } from './tabs.js';

const say = (text) => (byId('answer').textContent = text);

/** The incident that an event or PagerDuty's answer names; a change has none. */
const incidentOf = (named) => named?.incident_key || named?.dedup_key || 'an event';

connect({
  onCall(params) {
    countCall();
    say(`… On its way: ${incidentOf(params)}`);
  },
  onAccepted(answer) {
    countAccepted();
    say(`✓ PagerDuty has accepted ${incidentOf(answer)}.`);
    // Where the demo's server is gone, the next look tells.
    showIncidents().catch(() => undefined);
  },
  onFailure(error) {
    countFailure(error);
    say(`✗ ${error.errors?.join(', ') || error.message}`);
  },
});

const STAND_IN = { outbox: true };
const standIn = new PDJSobj(STAND_IN);

/** What the code runs on. Events to PagerDuty itself have no outbox: their key is not to be stored. */
let options = STAND_IN;
let pdjs = standIn;
/** The method whose button was pressed last. */
let method = 'trigger';
/** The key and region that the reader has agreed to page. */
let agreed;

const show = () => showCode(options, method, readEvent());

/** Paging real people is asked for once for each key and region. */
function mayPage({ service_key }) {
  const wanted = `${service_key} ${options.server}`;
  const question = `This pages whoever is on call for the service with the key ending in ${service_key.slice(-4)}, at ${options.server}. Send it?`;
  if (wanted !== agreed && confirm(question)) agreed = wanted;
  return wanted === agreed;
}

function send(chosenMethod) {
  method = chosenMethod;
  show();
  const event = readEvent();
  const maySend = checkEvent(options.server) && (!options.server || mayPage(event));
  if (maySend) chosenExample()(pdjs, method, event);
  else say('Nothing was sent.');
}

/** The same event with ten keys: ten incidents. */
function sendTen() {
  if (!checkEvent()) return;
  const event = readEvent();
  for (let number = 1; number <= 10; number += 1) {
    const key = `${event.incident_key}-${number}`;
    chosenExample()(pdjs, 'trigger', { ...event, incident_key: key, dedup_key: key });
  }
}

const place = byId('place');

function choosePlace() {
  const own = place.elements.place.value === 'own';
  const server = own ? place.elements.server.value : undefined;
  options = own ? { server } : STAND_IN;
  pdjs = own ? new PDJSobj(options) : standIn;
  byId('region').hidden = !own;
  byId('safe').hidden = own;
  byId('warning').hidden = !own;
  byId('warning').textContent = own
    ? '⚠ This is no longer a game: every event from this page pages whoever is on call. Your key stays in this tab and is not stored.'
    : '';
  allowTrouble(!own);
  showOwnAccount(own);
  setRegion(server);
  say('Nothing sent yet.');
  show();
}

place.addEventListener('change', ({ target }) => {
  if (target.name === 'place') setKey(target.value === 'own' ? '' : 'demo-service-key');
  choosePlace();
});
byId('burst').addEventListener('click', sendTen);
tabs(byId('events_tab').parentElement, (tab) => {
  for (const panel of ['events_panel', 'rest_panel']) byId(panel).hidden = panel !== tab.getAttribute('aria-controls');
});
setKey('demo-service-key');
useSwitches(() => standIn.flush());
useEventForm(show, send);
useCodeTabs(show);
choosePlace();
