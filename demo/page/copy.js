// Buttons that copy code, and answer where they were pressed.
import { byId } from './element.js';

const SHOWN = 3000;
const KEYS = navigator.platform.startsWith('Mac') ? '⌘C' : 'Ctrl+C';

async function copy(button) {
  const source = byId(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.textContent);
    answer(button, 'Copied');
  } catch {
    // A plain http page has no clipboard, or the reader has denied it.
    getSelection().selectAllChildren(source);
    answer(button, `Press ${KEYS}`);
  }
}

/** Puts an answer in place of the button's text for a while, and says it to screen readers. */
function answer(button, text) {
  const [ask, answered] = button.children;
  answered.textContent = text;
  byId('copied').textContent = text;
  for (const [part, isShown] of [
    [ask, false],
    [answered, true],
  ])
    part.classList.toggle('out', !isShown);
  clearTimeout(button.dataset.timer);
  button.dataset.timer = setTimeout(() => reset(button), SHOWN);
}

function reset(button) {
  const [ask, answered] = button.children;
  ask.classList.remove('out');
  answered.classList.add('out');
  byId('copied').textContent = '';
}

export function useCopyButtons() {
  for (const button of document.querySelectorAll('[data-copies]')) {
    button.addEventListener('click', () => copy(button));
    // What was copied is no longer what is shown.
    new MutationObserver(() => reset(button)).observe(byId(button.dataset.copies), { childList: true });
  }
}
