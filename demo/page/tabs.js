// Tabs, for mouse and keyboard.
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * Makes tabs of the buttons in a `role="tablist"`: a click or an arrow key selects one, only the selected one is in the tab order.
 * Source: WAI-ARIA Authoring Practices, Tabs Pattern.
 * @param onSelect called with the tab that is selected, the first one at the start
 */
export function tabs(list, onSelect) {
  const all = [...list.querySelectorAll('[role=tab]')];

  function select(tab) {
    for (const other of all) {
      other.setAttribute('aria-selected', String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    onSelect(tab);
  }

  function selectByKey(event) {
    const step = STEPS[event.key];
    if (!step) return;
    const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
    next.focus();
    select(next);
  }

  for (const tab of all) tab.addEventListener('click', () => select(tab));
  list.addEventListener('keydown', selectByKey);
  select(all[0]);
}
