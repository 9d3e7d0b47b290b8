// The form of an event.
import { byId } from './element.js';
import { allGood, objectProblem, sayProblem, textProblem } from './fields.js';

const form = byId('event');
const { key, description, incident_key, details } = form.elements;

const INTEGRATION_KEY = /^[a-z0-9]{32}$/i;

/** The details as an object, or as they are where they are none; `undefined` where the field is empty. */
function readDetails() {
  if (!details.value.trim()) return undefined;
  return objectProblem(details.value) ? details.value : JSON.parse(details.value);
}

/** What the form holds, in the words of both events APIs. */
export function readEvent() {
  const object = readDetails();
  return {
    service_key: key.value,
    description: description.value,
    incident_key: incident_key.value,
    details: object,
    routing_key: key.value,
    summary: description.value,
    dedup_key: incident_key.value,
    custom_details: object,
  };
}

/** Whether the form can be sent; what is wrong is said beside the fields. */
export function checkEvent(toPagerDuty) {
  const wrongKey = toPagerDuty && key.value && !INTEGRATION_KEY.test(key.value);
  return allGood(
    [key, wrongKey ? 'An integration key is 32 letters and digits.' : textProblem(key.value, 'The integration key')],
    [description, textProblem(description.value, 'The description', 1024)],
    [incident_key, textProblem(incident_key.value, 'The incident key', 255)],
    [details, objectProblem(details.value)],
  );
}

/** Puts another integration key into the form. */
export function setKey(text, hint) {
  key.value = text;
  byId('key_hint').textContent = hint;
  sayProblem(key);
}

function newKey() {
  incident_key.value = `checkout-${Math.random().toString(36).slice(2, 8)}`;
  sayProblem(incident_key);
}

/**
 * @param onInput called when the form holds something else
 * @param onSend called with the method whose button was pressed
 */
export function useEventForm(onInput, onSend) {
  form.addEventListener('input', ({ target }) => {
    sayProblem(target);
    onInput();
  });
  byId('new_key').addEventListener('click', () => {
    newKey();
    onInput();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onSend(event.submitter?.value ?? 'trigger');
  });
  newKey();
}
