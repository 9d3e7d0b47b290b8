import { element } from './element.js';

/** A value as JavaScript: JSON, without the quotes around names that need none. */
const literal = (value) => JSON.stringify(value, null, 2).replace(/^( *)"([a-z_]\w*)":/gim, '$1$2:');

export const construction = (options) => `const pdjs = new PDJSobj(${literal(options).replace(/\n */g, ' ')});`;

/**
 * A function's body as code that stands alone: the method by its name and, for each field that stands on a line of its own, its value.
 * @returns the lines, as an array of strings and of elements that hold the values
 */
export function written(example, method, values) {
  const body = String(example).split('\n').slice(1, -1);
  return body.flatMap((line) => {
    const text = line.slice(2);
    const [, indent, name] = /^( *)(\w+),$/.exec(text) ?? [];
    if (!(name in values)) return [`${text.replace('[method]', `.${method}`)}\n`];
    const value = literal(values[name]).replace(/\n/g, `\n${indent}`);
    return [`${indent}${name}: `, element('b', {}, value), ',\n'];
  });
}
