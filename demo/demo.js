// On this page `new PDJSobj()` reaches the stand-in that serves the page, not PagerDuty.
window.PDJSobj = class extends window.PDJSobj {
  constructor(options) {
    super({ eventsUrl: location.origin, apiUrl: location.origin, ...options });
  }
};

const pdjs = new PDJSobj();
const form = document.querySelector('#event');
const { service_key, description, incident_key, details } = form.elements;

const SIGNS = { triggered: '● triggered', acknowledged: '◐ acknowledged', resolved: '○ resolved' };

function newKey() {
  incident_key.value = `manual_incident_${Math.random()}`;
}

/** What the details field holds, or what to change in it. */
function readDetails() {
  try {
    const value = JSON.parse(details.value || '{}');
    if (value && typeof value === 'object' && !Array.isArray(value)) return { value };
    return { problem: 'Details must be a JSON object: {"page": "checkout"}' };
  } catch (error) {
    return { problem: `Details are not JSON: ${error.message}` };
  }
}

function showProblem(problem = '') {
  details.setAttribute('aria-invalid', String(Boolean(problem)));
  document.querySelector('#details_error').textContent = problem;
}

function showAnswer(answer) {
  document.querySelector('#answer').textContent = JSON.stringify(answer, null, 2);
}

function send(event) {
  event.preventDefault();
  const read = readDetails();
  showProblem(read.problem);
  if (read.problem) {
    details.focus();
    return;
  }
  const method = event.submitter?.value ?? 'trigger';
  pdjs[method]({
    service_key: service_key.value,
    description: description.value,
    incident_key: incident_key.value,
    details: read.value,
    success: (answer) => {
      showAnswer(answer);
      showIncidents();
    },
    error: showAnswer,
  });
}

function row(incident) {
  const tr = document.createElement('tr');
  const cells = [incident.incident_number, SIGNS[incident.status], incident.triggers, incident.title, incident.incident_key];
  for (const text of cells) tr.insertCell().textContent = text;
  tr.cells[1].className = incident.status;
  return tr;
}

async function showIncidents() {
  const response = await fetch('stand-in/incidents');
  const { incidents } = await response.json();
  const rows = document.querySelector('#incidents');
  rows.replaceChildren(...incidents.map(row).reverse());
  rows.closest('table').hidden = incidents.length === 0;
  document.querySelector('#empty').hidden = incidents.length > 0;
}

/** Shows the incidents again every second, so that events sent from the console appear too. */
async function keepShowing() {
  await showIncidents().catch(() => undefined);
  setTimeout(keepShowing, 1000);
}

document.querySelector('#new_key').addEventListener('click', newKey);
form.addEventListener('submit', send);
newKey();
keepShowing();
