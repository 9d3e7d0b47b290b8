import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import dts from 'rollup-plugin-dts';
import demo from './rollup.demo.mjs';
import { lessKy, withoutUncalled } from './rollup.ky.mjs';

const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const banner = `/*! ${name} ${version} | ${license} License */`;

// Types are checked once for everything: npm run types.
const compiled = () => typescript({ tsconfig: 'tsconfig.build.json', rootDir: '.', noCheck: true });
export const minified = () => [
  withoutUncalled,
  terser({ ecma: 2020, compress: { passes: 3, pure_getters: true, unsafe_arrows: true } }),
];

/**
 * Passes on what rollup says of our code. What it says of a dependency's is the dependency's matter.
 * @type {import('rollup').WarningHandlerWithDefault}
 */
const ownOnly = (warning, warn) => {
  const id = warning.id ?? warning.ids?.[0] ?? '';
  if (!id.includes('node_modules')) warn(warning);
};

/** Writes the hash of a script into the script tags of README.md and docs/ that load it. */
const integrity = {
  name: 'integrity',
  /** @param {{ file?: string }} options */
  writeBundle({ file = '' }) {
    const name = file.replace(/.*\//, '');
    const hash = createHash('sha384').update(readFileSync(file)).digest('base64');
    for (const page of [
      'README.md',
      ...readdirSync('docs')
        .filter((name) => name.endsWith('.md'))
        .map((name) => `docs/${name}`),
    ]) {
      const text = readFileSync(page, 'utf8');
      const tag = new RegExp(`(src="(?:[^"]*/)?${name}"\\s+integrity="sha384-)[^"]*`, 'g');
      writeFileSync(page, text.replaceAll(tag, `$1${hash}`));
    }
  },
};

/** The types of what `require()` gives (src/umd.ts): a class that carries the exports of the ES module. */
const exportClass = {
  name: 'export-class',
  /** @param {string} code */
  renderChunk: (code) =>
    code.replace(
      /export \{[^}]*\};\s*export type \{([^}]*)\};/,
      /** @type {(_: string, types: string) => string} */
      (_, types) => `declare class exported extends PDJSobj {}
declare namespace exported {
    export { PDJSobj, PDJSError };
    export type {${types}};
}
export = exported;
export as namespace PDJSobj;`,
    ),
};

/**
 * A universal module whose `var` makes the global of a script tag in any case, as 1.1.0 did: also on pages that have an AMD loader or
 * a `module` of their own, where rollup's own UMD wrapper makes none. In a CommonJS module the `var` stays inside. The AMD module has
 * a name, without which a script tag beside RequireJS is an error.
 */
const umd = {
  format: 'iife',
  name: 'PDJSobj',
  exports: 'default',
  sourcemap: true,
  banner,
  footer: `if (typeof module === 'object' && module.exports) module.exports = PDJSobj;
if (typeof define === 'function' && define.amd) define('pdjsobj', function () { return PDJSobj; });`,
};
const es = { format: 'es', sourcemap: true, banner };

/**
 * Three modules, of which the first only names what the others export: some bundlers leave out whole modules only, and an app that
 * imports the error alone is to have nothing else.
 * @param {string} id
 */
const modules = (id) => (id.endsWith('src/index.ts') ? undefined : id.endsWith('src/errors.ts') ? 'errors' : 'PDJSobj');

export default [
  {
    input: 'src/umd.ts',
    plugins: [resolve(), lessKy, compiled()],
    output: [
      { ...umd, file: 'dist/pdjs.js' },
      { ...umd, file: 'dist/pdjs.min.js', plugins: [...minified(), integrity] },
    ],
  },
  {
    input: 'src/index.ts',
    plugins: [resolve(), lessKy, compiled()],
    output: { ...es, file: 'dist/pdjs.min.mjs', plugins: minified() },
  },
  {
    input: 'src/index.ts',
    external: ['ky'],
    plugins: [compiled()],
    output: {
      ...es,
      dir: 'dist',
      entryFileNames: 'pdjs.mjs',
      chunkFileNames: '[name].mjs',
      manualChunks: modules,
      hoistTransitiveImports: false,
      minifyInternalExports: false,
    },
  },
  {
    // Without a banner and a map: its sources are in the package, short enough to be read whole.
    input: 'src/relay/relay.ts',
    plugins: [compiled()],
    output: { format: 'es', file: 'dist/relay.mjs', plugins: minified() },
  },
  { input: 'src/relay/relay.ts', plugins: [dts()], output: { format: 'es', file: 'dist/relay.d.mts' } },
  {
    // With hono and zod inside, so that whoever tests with it installs nothing else.
    input: 'demo/stand-in/stand-in.ts',
    plugins: [resolve(), compiled()],
    output: { format: 'es', file: 'dist/stand-in.mjs', plugins: minified() },
    onwarn: ownOnly,
  },
  { input: 'demo/stand-in/stand-in.ts', plugins: [dts()], output: { format: 'es', file: 'dist/stand-in.d.mts' } },
  {
    input: 'src/index.ts',
    plugins: [dts()],
    output: [
      { format: 'es', file: 'dist/pdjs.d.mts' },
      { format: 'es', file: 'dist/pdjs.d.ts', plugins: [exportClass] },
    ],
  },
  demo,
];
