// The card of an incident.
import { clock, element } from './element.js';
import { eventBehind, journey } from './events.js';
import { coloured } from './highlight.js';

export const STATES = { triggered: '▲ Triggered', acknowledged: '◐ Acknowledged', resolved: '✓ Resolved' };
const MOMENTS = { trigger: '▲ triggered', acknowledge: '◐ acknowledged', resolve: '✓ resolved' };
/** Moments that the strip of a timeline shows; the ones before them are counted. */
const SHOWN = 4;
const NUMBERS = { 2: 'Second', 3: 'Third', 4: 'Fourth', 5: 'Fifth' };

export const triggersOf = ({ triggers }) => (triggers === 1 ? '1 trigger' : `${triggers} triggers`);

/** How an event of the timeline came, where this page has sent it and it came late. */
function journeyTo(incident, moment) {
  const event = eventBehind(incident, moment);
  return event ? journey(event, moment.at) : '';
}

const isRepeated = (incident, moment) => eventBehind(incident, moment)?.attempts.length > 1;

const time = ({ at }) => element('time', { datetime: at }, clock(at));

function strip(incident) {
  const hidden = Math.max(0, incident.timeline.length - SHOWN);
  const moments = incident.timeline.slice(hidden).map((moment) => {
    const again = isRepeated(incident, moment) ? [element('i', { title: journeyTo(incident, moment) }, ' ↻')] : [];
    return element('li', { class: moment.event_type }, element('b', {}, MOMENTS[moment.event_type]), ' ', time(moment), ...again);
  });
  return hidden ? [element('li', {}, `${hidden} earlier`), ...moments] : moments;
}

function whole(incident) {
  return incident.timeline.map((moment) => {
    const how = [moment.by && `by ${moment.by.summary}`, journeyTo(incident, moment)].filter(Boolean).join(', ');
    return element(
      'li',
      { class: moment.event_type },
      time(moment),
      ' ',
      element('b', {}, MOMENTS[moment.event_type]),
      ` ${how}`,
    );
  });
}

/** The details that the last trigger brought. */
const detailsOf = ({ timeline }) => timeline.findLast(({ event_type }) => event_type === 'trigger')?.details ?? {};

/** What the newest event that came late went through. */
function arrival(incident) {
  const moment = incident.timeline.findLast((moment) => journeyTo(incident, moment));
  if (!moment) return '';
  const came = eventBehind(incident, moment).isLeft ? 'Delivered' : 'Arrived';
  return `${isRepeated(incident, moment) ? '↻ ' : ''}${came} ${journeyTo(incident, moment)}.`;
}

const repeated = (number) =>
  `${NUMBERS[number] ?? `${number}th`} incident for this key; the ${number === 2 ? 'first is' : 'others are'} resolved.`;

const button = (action, number) =>
  element('button', { type: 'button', class: 'quiet', 'aria-label': `${action} #${number}` }, action);

/**
 * @param number which incident of its key it is, counted from 1
 * @param onChange called with the incident and the status that its reader gives it
 * @returns the card's element, and a function that shows the incident as it is now
 */
export function newCard({ incident_number, incident_key, title, service }, number, onChange) {
  let incident;
  const badge = element('span', { class: 'badge' });
  const triggers = element('span', { class: 'triggers' });
  const late = element('p', { class: 'journey' });
  const [moments, all] = [element('ol', { class: 'timeline', 'aria-label': 'Timeline' }), element('ol', { class: 'moments' })];
  const details = element('pre');
  const [acknowledge, resolve] = [button('Acknowledge', incident_number), button('Resolve', incident_number)];
  acknowledge.addEventListener('click', () => onChange(incident, 'acknowledged'));
  resolve.addEventListener('click', () => onChange(incident, 'resolved'));
  const summary = element('summary', { 'aria-label': `Details of #${incident_number}` }, 'Details');

  const card = element(
    'li',
    { id: `incident-${incident_number}`, tabindex: -1 },
    element('p', { class: 'row between' }, badge, triggers),
    element('h3', {}, title, ' ', element('small', {}, `#${incident_number}`)),
    element('p', { class: 'key' }, 'Key ', element('code', {}, incident_key), ` · ${service.summary}`),
    ...(number > 1 ? [element('p', { class: 'again' }, repeated(number))] : []),
    late,
    moments,
    element(
      'div',
      { class: 'row handles' },
      acknowledge,
      resolve,
      element(
        'details',
        {},
        summary,
        element('p', {}, 'Details of the last trigger'),
        details,
        element('p', {}, 'Timeline'),
        all,
      ),
    ),
  );

  /** Where the button that was pressed is gone, the focus goes to the next. */
  function showButtons() {
    const focused = document.activeElement;
    acknowledge.hidden = incident.status !== 'triggered';
    resolve.hidden = incident.status === 'resolved';
    if (focused === acknowledge && acknowledge.hidden) resolve.focus();
    if (focused === resolve && resolve.hidden) summary.focus();
  }

  function show(now) {
    incident = now;
    card.className = `card ${now.status}`;
    badge.textContent = STATES[now.status];
    triggers.textContent = triggersOf(now);
    late.textContent = arrival(now);
    moments.replaceChildren(...strip(now));
    all.replaceChildren(...whole(now));
    details.replaceChildren(...coloured(JSON.stringify(detailsOf(now), null, 2)));
    showButtons();
  }
  return { card, show };
}
