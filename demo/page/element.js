// The few things that every part of the page does with elements.
/** Makes an element: `element('p', { class: 'hint' }, 'Some text')`. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** The time of day, of whatever `Date` takes. */
export const clock = (time) => new Date(time).toLocaleTimeString('en-GB');
