// The demo page: what happens where, put together.
import { refresh, sayNews, showOwnAccount, useBoard } from './board.js';
import { chosenExample, showCode, useCodeTabs } from './code-tabs.js';
import { connect } from './connection.js';
import { useCopyButtons } from './copy.js';
import { useCounter } from './counter.js';
import { byId } from './element.js';
import { checkEvent, readEvent, setKey, useEventForm } from './event-form.js';
import { updateIncident } from './examples.js';
import { coloured } from './highlight.js';
import { useLibrary } from './library.js';
import { RESPONDER, setRegion, TOKEN } from './rest.js';
import { watch } from './stand-in.js';
import { forget, press, repeat, sayNothingWasSent, useStatus } from './status.js';
import { allowTrouble, useSwitches } from './switches.js';
import { tabs } from './tabs.js';
import { useVisitors } from './visitors.js';

useCounter();
useStatus();
connect();

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
  if (maySend) press(() => chosenExample()(pdjs, method, event));
  else sayNothingWasSent();
}

/** The same event with ten keys: ten incidents. */
function sendTen() {
  if (!checkEvent()) return;
  const event = readEvent();
  press(() => {
    for (let number = 1; number <= 10; number += 1) {
      const key = `${event.incident_key}-${number}`;
      chosenExample()(pdjs, 'trigger', { ...event, incident_key: key, dedup_key: key });
    }
  });
}

/** What a responder does at PagerDuty: over REST, whatever key opened the incident. */
async function changeStatus({ id, incident_number }, status) {
  const name = `#${incident_number}`;
  sayNews(`… ${name} is being ${status}.`);
  try {
    await updateIncident(new PDJSobj({ token: TOKEN }), id, status, RESPONDER);
    await refresh();
  } catch (error) {
    sayNews(`✗ ${name}: ${error.error?.errors?.join(', ') || error.message}`);
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
    ? '⚠ Live: Trigger pages whoever is on call. Your key stays in this tab and is not stored.'
    : '';
  allowTrouble(!own);
  showOwnAccount(own);
  setRegion(server);
  forget();
  show();
}

function useKeyOf(own) {
  if (own) setKey('', 'On your service’s Integrations tab.');
  else setKey('demo-service-key', 'Here, any key will do.');
}

place.addEventListener('change', ({ target }) => {
  if (target.name === 'place') useKeyOf(target.value === 'own');
  choosePlace();
});
byId('burst').addEventListener('click', sendTen);
tabs(byId('events_tab').parentElement, (tab) => {
  for (const panel of ['events_panel', 'rest_panel']) byId(panel).hidden = panel !== tab.getAttribute('aria-controls');
  byId('try_it').hidden = tab.id !== 'events_tab';
});
byId('snippet').replaceChildren(...coloured(byId('snippet').textContent));
useKeyOf(false);
useBoard(changeStatus);
useSwitches((isOffline) => {
  if (!isOffline) standIn.flush();
  repeat();
});
useEventForm(() => {
  forget();
  show();
}, send);
useCopyButtons();
useLibrary();
useVisitors();
useCodeTabs(show);
choosePlace();
watch(() => refresh().catch(() => undefined));
