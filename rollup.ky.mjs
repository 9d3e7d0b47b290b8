import { walk } from 'estree-walker';
import MagicString from 'magic-string';

/** Options that src/transport.ts never gives, wherever ky looks at them. */
const NEVER_GIVEN = [
  'onUploadProgress',
  'onDownloadProgress',
  'totalTimeout',
  'prefix',
  'baseUrl',
  'searchParams',
  'json',
  'parseJson',
  'stringifyJson',
].map((name) => [new RegExp(`(this|ky)\\.#options\\.${name}\\b`, 'g'), 'undefined']);

/**
 * What ky does for nobody here, by file: each expression or statement and the constant to put in its place, so that the bundler sees
 * that what depends on it never runs.
 * @type {Record<string, (readonly (string | RegExp)[])[]>}
 */
const UNUSED = {
  'index.js': [
    // `ky()` itself is called: no `ky.get()`, no instance made of it, no defaults to merge its options with.
    ['for (const method of requestMethods)', 'if (false) for (const method of [])'],
    [/ky\.(create|extend|stop|retry) =/g, 'const ky_$1 ='],
    ['validateAndMerge(defaults, options))', 'options)'],
  ],
  'core/constants.js': [
    // Bodies are strings. Finding out would make a Request whenever the script is loaded.
    ['export const supportsRequestStreams =', 'export const supportsRequestStreams = false &&'],
  ],
  'core/Ky.js': [
    ...NEVER_GIVEN,
    ["Object.hasOwn(options, 'prefixUrl')", 'false'],
    ['this.#getRemainingTotalTimeout()', 'undefined'],
    // Its Requests are made of a URL and have neither headers nor body: one serves all attempts.
    ['this.#input instanceof globalThis.Request', 'false'],
    ['mergeHeaders(this.#input.headers, options.headers)', 'new globalThis.Headers()'],
    ['findUnknownOptions(this.#options)', 'undefined'],
    ['this.#retryLimit > 0 ? this.request.clone() : undefined', 'undefined'],
    // The answer is awaited, no `ky().json()`. Its body has been read by then, that of an error too.
    ['for (const [type, mimeType] of Object.entries(responseTypes))', 'if (false) for (const [type, mimeType] of [])'],
    ['ky.#decorateResponse(response)', 'undefined'],
    ['await ky.#getResponseData(currentResponse)', 'undefined'],
    // There are beforeRequest and beforeRetry hooks, no others. They look at nothing and return nothing.
    ['initHooks.length > 0', 'false'],
    ['mergeHooks({}, options.hooks)', '{ beforeRequest: [], beforeRetry: [], ...options.hooks }'],
    [/is(Request|Response)Instance\((hookR|r)esult\)/g, 'false'],
    ['await ky.#runAfterResponseHooks(response)', 'response'],
    ['await ky.#throwProcessedError(error)', 'throw error'],
    [/(errorObject|error) instanceof ForceRetryError/g, 'false'],
  ],
};

/**
 * Leaves out what src/transport.ts never uses of ky. All of ky is reachable from one class, so a bundler on its own must keep all of it.
 * Fails where ky no longer has what is expected of it.
 */
export const lessKy = {
  name: 'less-ky',
  /**
   * @this {import('rollup').TransformPluginContext}
   * @param {string} code
   * @param {string} id
   */
  transform(code, id) {
    const [, file = ''] = /node_modules\/ky\/distribution\/(.*)/.exec(id.replaceAll('\\', '/')) ?? [];
    const text = new MagicString(code);
    for (const [unused = '', constant] of UNUSED[file] ?? []) {
      if (code.search(everywhere(unused)) < 0) this.error(`ky's ${file} has no ${unused}: look at what its new release does`);
      text.replace(everywhere(unused), String(constant));
    }
    return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null;
  },
  /**
   * Drops the private methods that nothing calls any more, which no bundler does.
   * @this {import('rollup').PluginContext}
   * @param {string} code
   */
  renderChunk(code) {
    const text = new MagicString(code);
    for (const { start, end } of uncalled(this.parse(code))) text.remove(start, end);
    return { code: text.toString(), map: text.generateMap({ hires: true }) };
  },
};

/**
 * @typedef {import('estree').Node} Node
 * @typedef {import('estree').MethodDefinition & { key: import('estree').PrivateIdentifier, start: number, end: number }} PrivateMethod
 */

/**
 * @param {Node | null | undefined} node
 * @returns {node is PrivateMethod}
 */
const isPrivateMethod = (node) => node?.type === 'MethodDefinition' && node.key.type === 'PrivateIdentifier';

/**
 * The private methods that only methods of their kind call, or nothing does.
 * @param {import('rollup').ProgramNode} program
 */
function uncalled(program) {
  /** @type {PrivateMethod[]} */
  const methods = [];
  /** @type {{ name: string, within: string | undefined }[]} */
  const references = [];
  /** @type {string[]} */
  const path = [];
  walk(/** @type {Node} */ (/** @type {unknown} */ (program)), {
    enter(node, parent) {
      if (isPrivateMethod(node)) {
        methods.push(node);
        path.push(node.key.name);
      } else if (node.type === 'PrivateIdentifier' && !(isPrivateMethod(parent) && parent.key === node)) {
        references.push({ name: node.name, within: path.at(-1) });
      }
    },
    leave(node) {
      if (isPrivateMethod(node)) path.pop();
    },
  });
  const called = new Set();
  for (let before = -1; before < called.size;) {
    before = called.size;
    for (const { name, within } of references) if (!within || called.has(within)) called.add(name);
  }
  return methods.filter(({ key }) => !called.has(key.name));
}

/** @param {string | RegExp} text */
const everywhere = (text) => (typeof text === 'string' ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g') : text);
