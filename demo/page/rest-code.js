// The REST tab's code: the functions that its buttons run, and the call of the button that was pressed last.
import { construction, marked } from './code.js';
import { byId } from './element.js';
import { listIncidents, updateIncident } from './examples.js';
import { coloured } from './highlight.js';

/** Takes the place of the page's own, which draws a row. */
function showIncident(incident) {
  console.log(incident.summary);
  return true;
}

/** What List runs, as nodes. */
export const listCall = (statuses) => [
  ...coloured(`${showIncident}\n\nconst statuses = `),
  ...marked(statuses, ''),
  ...coloured(';\nawait listIncidents(pdjs, statuses, showIncident);\n'),
];

/** What Acknowledge runs, as nodes. */
export const updateCall = (...values) => [
  ...coloured('await updateIncident(\n  pdjs,\n'),
  ...values.flatMap((value) => ['  ', ...marked(value, ''), ',\n']),
  ');\n',
];

/** @param call one of these, as nodes */
export function showRestCode(options, call) {
  const code = [construction(options), String(listIncidents), String(updateIncident)].join('\n\n');
  byId('rest_example').replaceChildren(...coloured(`${code}\n\n`), ...call);
}
