// Makes a function of a built module: `import load from './module.mjs?function'`.
import { readFile } from 'node:fs/promises';

const QUERY = '?function';
/** What a minified module ends with. */
const EXPORTS = /export\{([^}]*)\};\s*(\/\/.*\s*)?$/;

/**
 * `a, b as c` of an `export`, as it is in an object.
 * @param {string} names
 */
const properties = (names) => names.split(',').map((name) => name.split(' as ').reverse().join(': '));

/**
 * The module as a function, which runs it anew with other timers and returns its exports.
 * @param {string} code of a module that imports nothing; what else it has of `import` and `export` is a syntax error in a function
 */
function functionOf(code) {
  const body = code.replace(EXPORTS, (_, /** @type {string} */ names) => `return { ${properties(names).join(', ')} };`);
  return `export default function ({ setTimeout, clearTimeout }) {\n${body}\n}\n`;
}

/** @type {import('rollup').Plugin} */
export const asFunction = {
  name: 'as-function',
  async resolveId(source, importer) {
    if (!source.endsWith(QUERY)) return null;
    const module = await this.resolve(source.slice(0, -QUERY.length), importer);
    return module && module.id + QUERY;
  },
  async load(id) {
    if (!id.endsWith(QUERY)) return null;
    const file = id.slice(0, -QUERY.length);
    this.addWatchFile(file);
    return functionOf(await readFile(file, 'utf8'));
  },
};
