// Notes what the page's console, window.onerror and unhandledrejection say.
const said = [];
window.said = said;
for (const method of ['log', 'warn', 'error']) {
  const print = console[method];
  console[method] = (...values) => {
    said.push(
      `${method}: ${values.map((value) => (value instanceof Error || typeof value === 'string' ? String(value) : JSON.stringify(value))).join(' ')}`,
    );
    print.apply(console, values);
  };
}
addEventListener('error', ({ error }) => said.push(`onerror: ${error.message}`));
addEventListener('unhandledrejection', ({ reason }) => said.push(`unhandledrejection: ${reason}`));
