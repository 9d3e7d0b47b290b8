// The code that the buttons run, in three ways to write it, and the same as a page has it.
import { construction, KEY, written } from './code.js';
import { byId } from './element.js';
import * as examples from './examples.js';
import { coloured } from './highlight.js';
import { tabs } from './tabs.js';

let chosen = 'callbacks';
let form = 'script_tag';

/** The function that the chosen tab shows. */
export const chosenExample = () => examples[chosen];

/** How a page's script begins. */
const LOADING = {
  script_tag: '<script src="pdjs.min.js"></script>\n<script>\n',
  module: '<script type="module">\n  import PDJSobj from \'./pdjs.min.mjs\';\n\n',
};

/** A page with a button, which runs the example; it has an outbox, since its key is no secret. */
function pageCode(values, options) {
  const example = chosenExample();
  const own = { ...values, service_key: KEY, routing_key: KEY, incident_key: 'checkout', dedup_key: 'checkout' };
  const isAsync = String(example).startsWith('async');
  return [
    ...coloured(
      `<button id="help">Call for help</button>\n\n${LOADING[form]}  ${construction({ outbox: true, ...options }).replaceAll('\n', '\n  ')}\n\n`,
    ),
    ...coloured(`  ${isAsync ? 'async ' : ''}function callForHelp() {\n`),
    ...written(example, 'trigger', own, '    '),
    ...coloured("  }\n\n  document.getElementById('help').onclick = callForHelp;\n</script>\n"),
  ];
}

/** Shows what a button runs, with what the form holds, and what a page needs for it. */
export function showCode(options, method, values) {
  byId('example').replaceChildren(...coloured(`${construction(options)}\n\n`), ...written(chosenExample(), method, values));
  byId('page_example').replaceChildren(...pageCode(values, options));
  byId('integration').textContent = chosen === 'events_v2' ? 'Events API V2' : 'Events API V1';
  byId('with_script').hidden = form !== 'script_tag';
  byId('with_module').hidden = form === 'script_tag';
}

/** @param onSelect called when another tab is chosen */
export function useCodeTabs(onSelect) {
  tabs(byId('callbacks').parentElement, (tab) => {
    chosen = tab.id;
    byId('code_panel').setAttribute('aria-labelledby', tab.id);
    onSelect();
  });
  tabs(byId('script_tag').parentElement, (tab) => {
    form = tab.id;
    byId('page_panel').setAttribute('aria-labelledby', tab.id);
    onSelect();
  });
}
