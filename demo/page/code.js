// Code that does what the page does, with what the form holds.
import { element } from './element.js';
import { coloured } from './highlight.js';

/** Stands where the reader's own integration key belongs. */
export const KEY = 'YOUR_INTEGRATION_KEY';

/** A value as JavaScript: JSON, without the quotes around names that need none. */
const literal = (value) => JSON.stringify(value, null, 2).replace(/^( *)"([a-z_]\w*)":/gim, '$1$2:');

/** As many characters as a line of the page's code has room for. */
const LINE = 44;

/** @param options those of the page; defaults are left out */
export function construction({ server, ...options }) {
  const shown = { ...options, ...(server && server !== 'pagerduty.com' && { server }) };
  const code = `const pdjs = new PDJSobj(${Object.keys(shown).length > 0 ? literal(shown) : ''});`;
  const line = code.replace(/\n */g, ' ');
  return line.length > LINE ? code : line;
}

/** A value as nodes, each of its lines marked, from its first character on. */
export function marked(value, indent) {
  return literal(value)
    .split('\n')
    .flatMap((line, index) => {
      const [, spaces, text] = /^( *)(.*)$/.exec(line);
      const mark = element('mark', value === KEY ? { class: 'place' } : {}, ...coloured(text));
      return [index > 0 ? `\n${indent}${spaces}` : '', mark];
    });
}

/**
 * A function's body as code that stands alone: the method by its name and, for each field that stands on a line of its own, its value,
 * or no line where it has none.
 * @param indent what each line begins with
 * @returns the lines as nodes, the values marked
 */
export function written(example, method, values, indent = '') {
  const body = String(example).split('\n').slice(1, -1);
  return body.flatMap((line) => {
    const text = indent + line.slice(2);
    const [, spaces, name] = /^( *)(\w+),$/.exec(text) ?? [];
    if (!(name in values)) return [...coloured(text.replace('[method]', `.${method}`)), '\n'];
    if (values[name] === undefined) return [];
    return [`${spaces}${name}: `, ...marked(values[name], spaces), ',\n'];
  });
}
