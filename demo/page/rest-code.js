// The REST tab's code: what the button runs that was pressed last.
import { construction, marked } from './code.js';
import { byId } from './element.js';
import { listIncidents, updateIncident } from './examples.js';
import { coloured } from './highlight.js';

/** Takes the place of the page's own `show`, which draws a row. */
function log(incident) {
  console.log(incident.summary);
  return true;
}

/** What List runs, as nodes. */
export const listCode = (statuses) => [
  ...coloured(`${listIncidents}\n\n${log}\n\nconst statuses = `),
  ...marked(statuses, ''),
  ...coloured(';\nawait listIncidents(pdjs, statuses, log);\n'),
];

/** What Acknowledge runs, as nodes. */
export const updateCode = (...values) => [
  ...coloured(`${updateIncident}\n\nawait updateIncident(\n  pdjs,\n`),
  ...values.flatMap((value) => ['  ', ...marked(value, ''), ',\n']),
  ');\n',
];

/** @param code one of these, as nodes */
export function showRestCode(options, code) {
  byId('rest_example').replaceChildren(...coloured(`${construction(options)}\n\n`), ...code);
}
