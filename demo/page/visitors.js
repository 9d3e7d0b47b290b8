// A thousand visitors: all open pages of a shop report the same problem, to PagerDuty and, in a second run beside it, to a relay.
import { byId } from './element.js';
import { newPanel, outcome } from './storm-panel.js';
import { startStorm } from './visitors/storm.js';

const STORM = { visitors: 1000, within: 10_000 };
const RUNS = [
  { name: 'Without the relay', isRelayed: false, takes: 'two minutes' },
  { name: 'With the relay', isRelayed: true, takes: 'ten seconds' },
];
const BEFORE = { time: 0, succeeded: 0, failed: 0, waiting: 0, requests: 0, refused: 0, other: { state: 'idle' } };
/** Milliseconds between two looks at a storm. */
const TICK = 100;

/** Shows a storm until it is over or ended. */
async function run({ name, isRelayed, takes }, { show, say }, signal) {
  const { report, over } = startStorm({ ...STORM, isRelayed }, signal);
  const ended = new Promise((resolve) => signal.addEventListener('abort', resolve));
  const timer = setInterval(() => show(report()), TICK);
  say(`Running: about ${takes}.`);
  await Promise.race([over, ended]);
  clearInterval(timer);
  show(report());
  say(signal.aborted ? 'Stopped.' : outcome(name, report()));
}

/** Of two buttons, one is in use. The focus does not stay on the other. */
function swap(from, to) {
  to.disabled = false;
  if (document.activeElement === from) to.focus();
  from.disabled = true;
}

export function useVisitors() {
  const [start, stop] = [byId('storm_start'), byId('storm_stop')];
  const panels = RUNS.map(({ name }) => newPanel(name, STORM.visitors));
  let controller;

  start.addEventListener('click', async () => {
    controller = new AbortController();
    swap(start, stop);
    await Promise.all(RUNS.map((storm, index) => run(storm, panels[index], controller.signal)));
    swap(stop, start);
  });
  stop.addEventListener('click', () => controller.abort());
  for (const [index, { panel, show, say }] of panels.entries()) {
    show(BEFORE);
    say(`Takes about ${RUNS[index].takes}.`);
    byId('storms').append(panel);
  }
}
