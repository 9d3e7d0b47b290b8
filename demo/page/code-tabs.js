import { construction, written } from './code.js';
import { byId } from './element.js';
import * as examples from './examples.js';
import { tabs } from './tabs.js';

const shown = byId('example');
let chosen = 'callbacks';

/** The function that the chosen tab shows. */
export const chosenExample = () => examples[chosen];

/** Shows what a button runs: the construction of the `PDJSobj`, and the chosen function with what the form holds. */
export function showCode(options, method, values) {
  shown.replaceChildren(`${construction(options)}\n\n`, ...written(chosenExample(), method, values));
}

async function copy() {
  const copied = byId('copied');
  try {
    await navigator.clipboard.writeText(shown.textContent);
    copied.textContent = 'Copied.';
  } catch {
    // A plain http page has no clipboard, or the reader has denied it.
    getSelection().selectAllChildren(shown);
    copied.textContent = 'Selected: press Ctrl+C or ⌘C.';
  }
}

/** @param onSelect called when another tab is chosen */
export function useCodeTabs(onSelect) {
  tabs(byId('callbacks').parentElement, (tab) => {
    chosen = tab.id;
    byId('code_panel').setAttribute('aria-labelledby', tab.id);
    byId('copied').textContent = '';
    onSelect();
  });
  byId('copy').addEventListener('click', copy);
}
