// A storm in a panel: its bars grow as it passes.
import { element } from './element.js';

/** The most requests that a page makes for its event. */
const ATTEMPTS = 11;

const count = (number) => number.toLocaleString('en');
// With spaces that do not break.
const seconds = (ms) => `${(ms / 1000).toFixed(1)}\u00a0s`;
const duration = (ms) => (ms < 1000 ? `${Math.round(ms)}\u00a0ms` : seconds(ms));
const tries = (number) => (number === 1 ? '1 try' : `${number} tries`);

/** What has become of the other alert. */
const FATES = {
  idle: () => 'not sent yet',
  waiting: ({ time, attempts }) => `… ${tries(attempts)} in ${seconds(time)}`,
  stopped: ({ attempts }) => `stopped after ${tries(attempts)}`,
  succeeded: ({ time }) => `✓ got through after ${duration(time)}`,
  failed: ({ time, attempts }) => `✗ lost after ${tries(attempts)} in ${seconds(time)}`,
};

/** @returns the bar's element, and a function that shows a number */
function newBar(name, kind, most) {
  const number = element('dd');
  const bar = element('div', { class: `bar ${kind}` }, element('dt', {}, name), number);
  const show = (value) => {
    number.textContent = count(value);
    bar.style.setProperty('--share', value / most);
  };
  return { bar, show };
}

/**
 * @param name how its pages send, in words
 * @returns the panel's element, and functions that show a report and say a sentence
 */
export function newPanel(name, visitors) {
  const bars = {
    succeeded: newBar('Succeeded', 'good', visitors),
    failed: newBar('Failed', 'bad', visitors),
    waiting: newBar('Waiting', 'busy', visitors),
    requests: newBar('Requests to PagerDuty', 'all', visitors * ATTEMPTS),
    refused: newBar('Refused (429)', 'bad', visitors * ATTEMPTS),
  };
  const time = element('span', { class: 'time' });
  const fate = element('b');
  const sentence = element('p', { class: 'hint outcome', role: 'status' });
  const panel = element(
    'div',
    { class: 'storm' },
    element('div', { class: 'row between' }, element('h3', {}, name), time),
    element('dl', {}, ...Object.values(bars).map(({ bar }) => bar)),
    element('p', { class: 'fate' }, '“Payments are down”: ', fate),
    sentence,
  );

  function show(report) {
    time.textContent = seconds(report.time);
    for (const [part, { show }] of Object.entries(bars)) show(report[part]);
    fate.textContent = FATES[report.other.state](report.other);
    fate.className = report.other.state;
  }
  return { panel, show, say: (text) => (sentence.textContent = text) };
}

/** What a storm has come to, in a sentence. */
export function outcome(name, { succeeded, failed, requests, other }) {
  const visitors =
    failed > 0 ? `${count(succeeded)} visitors got through and ${count(failed)} did not` : 'all visitors got through';
  const fate = other.state === 'failed' ? 'was lost' : `took ${duration(other.time)}`;
  return `${name}, ${visitors}, in ${count(requests)} requests; the other alert ${fate}.`;
}
