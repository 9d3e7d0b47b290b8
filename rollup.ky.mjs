// What the built scripts leave out of ky.
import { minifySync } from 'oxc-minify';

/** Options that src/delivery/transport.ts never gives, wherever ky looks at them. */
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
  'body',
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
    // Attempts are ours: their time, how they are aborted, what their failures are called.
    [/(this|ky)\.#options\.timeout\b/g, 'false'],
    ['this.#getRemainingTotalTimeout()', 'undefined'],
    ['supportsAbortController && supportsAbortSignal', 'false'],
    ['this.#abortController?.signal.aborted', 'false'],
    ['options.throwHttpErrors ?? true', 'true'],
    [/typeof ky\.#options\.throwHttpErrors === 'function'/g, 'false'],
    // Its Requests are made of a URL and have neither headers nor body: one serves all attempts. MooTools has a class of that name.
    ['new globalThis.Request(this.#input, this.#options)', '{ method: this.#options.method, url: this.#input }'],
    ['this.#input instanceof globalThis.Request', 'false'],
    [/isResponseInstance\((response|currentResponse)\)/g, 'true'],
    ['mergeHeaders(this.#input.headers, options.headers)', 'undefined'],
    ['options.headers && new globalThis.Headers(options.headers).has(', '(() => false)('],
    ['findUnknownOptions(this.#options)', 'undefined'],
    ['this.#retryLimit > 0 ? this.request.clone() : undefined', 'undefined'],
    [/ky\.#cancelBody\([^;]*\);/g, ';'],
    // The answer is awaited, no `ky().json()`. Its body has been read by then, that of an error too.
    ['for (const [type, mimeType] of Object.entries(responseTypes))', 'if (false) for (const [type, mimeType] of [])'],
    ['ky.#decorateResponse(response)', 'undefined'],
    ['await ky.#getResponseData(currentResponse)', 'undefined'],
    // An error's request is always the same, and its options are those that were given.
    ['ky.#getResponseRequest(currentResponse)', 'ky.request'],
    ['this.#setResponseRequest(response, request)', 'response'],
    ['ky.#getNormalizedOptions()', 'ky.#options'],
    ['static #normalizeSearchParams(searchParams) {', 'static #normalizeSearchParams() { return; let searchParams;'],
    // There are no hooks.
    ['ky.#consumeReturnedResponseFromBeforeRetryHook()', 'false'],
    ['initHooks.length > 0', 'false'],
    ['mergeHooks({}, options.hooks)', 'undefined'],
    ['await ky.#runBeforeRequestHooks()', 'undefined'],
    [/for \(const hook of (options\.hooks\?\.init|initHooks)[^)]*\)/g, 'if (false) for (const hook of [])'],
    ['for (const hook of this.#options.hooks.beforeRetry)', 'if (false) for (const hook of [])'],
    ['await ky.#runAfterResponseHooks(response)', 'response'],
    ['await ky.#throwProcessedError(error)', 'throw error'],
    [/(errorObject|error) instanceof ForceRetryError/g, 'false'],
    // Our `shouldRetry` says yes or no to every failure, and takes its time.
    ['this.#raceWithTotalTimeout(async () => shouldRetry(', 'Promise.resolve(shouldRetry('],
    ['if (result === timedOutOperation)', 'if (false)'],
    ['if (shouldRetry !== undefined)', 'if (true)'],
    ['if (result === true)', 'if (true)'],
  ],
};

/**
 * Leaves out what src/delivery/transport.ts never uses of ky. All of ky is reachable from one class, so a bundler on its own must keep
 * all of it. Fails where ky no longer has what is expected of it.
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
    let text = code;
    for (const [unused = '', constant = ''] of UNUSED[file] ?? []) {
      const shorter = text.replaceAll(unused, String(constant));
      if (shorter === text) this.error(`ky's ${file} has no ${unused}: look at what its new release does`);
      text = shorter;
    }
    // The lines stay where they are, and so does the source map.
    return { code: text, map: null };
  },
};

/** Drops the private methods that nothing calls any more, which terser keeps. */
export const withoutUncalled = {
  name: 'without-uncalled',
  /**
   * @param {string} code
   * @param {{ fileName: string }} chunk
   */
  renderChunk(code, { fileName }) {
    const { code: shorter, map } = minifySync(fileName, code, {
      compress: true,
      mangle: false,
      codegen: { removeWhitespace: false },
      sourcemap: true,
    });
    return { code: shorter, map };
  },
};
