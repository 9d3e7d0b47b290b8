// Builds dist/demo.html: the demo page, the library, the relay and PagerDuty's stand-in in one file, which opens from disk.
// `npx rollup -c rollup.demo.mjs` builds it alone.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { asFunction } from './rollup.function.mjs';

/** PagerDuty's hosts, US and EU: where the page sends what is meant for a service of its reader's own. */
const PAGERDUTY = ['events', 'api'].flatMap((name) => [`https://${name}.pagerduty.com`, `https://${name}.eu.pagerduty.com`]);

/** @param {string} text */
const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Allows the page's own scripts and styles and nothing else.
 * @param {{ scripts: string[], style: string }} parts
 */
const policy = ({ scripts, style }) =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(' ')}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    `connect-src 'self' ${PAGERDUTY.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');

/**
 * @param {string} page
 * @param {string} tag
 * @param {string} inlined
 */
function replaced(page, tag, inlined) {
  if (page.split(tag).length !== 2) throw new Error(`demo/page/index.html must have ${tag} once`);
  return page.replace(tag, () => inlined);
}

/**
 * Puts the bundled script, the style and the library into the page, each where its tag stands.
 * @type {import('rollup').Plugin}
 */
const onePage = {
  name: 'one-page',
  buildStart() {
    for (const file of ['demo/page/index.html', 'demo/page/demo.css']) this.addWatchFile(file);
  },
  generateBundle(_, bundle) {
    const [chunk] = Object.values(bundle);
    if (chunk?.type !== 'chunk') throw new Error('The page has one script');
    // HTML ends a script at this text, wherever it stands.
    const script = `\n${chunk.code.replaceAll('</script', '<\\/script')}`;
    // To the letter, so that the file that the page hands out is the one in dist/.
    const library = readFileSync('dist/pdjs.min.js', 'utf8');
    if (library.includes('</script')) throw new Error('The library would end where HTML reads </script');
    const style = `\n${readFileSync('demo/page/demo.css', 'utf8')}`;
    delete bundle[chunk.fileName]; // eslint-disable-line @typescript-eslint/no-dynamic-delete

    const inlined = {
      'content="{policy}"': `content="${policy({ scripts: [library, script], style })}"`,
      '<link rel="stylesheet" href="demo.css" />': `<style>${style}</style>`,
      '<script id="library" src="pdjs.min.js"></script>': `<script id="library">${library}</script>`,
      '<script type="module" src="demo.js"></script>': `<script type="module">${script}</script>`,
    };
    let source = readFileSync('demo/page/index.html', 'utf8');
    for (const [tag, text] of Object.entries(inlined)) source = replaced(source, tag, text);
    this.emitFile({ type: 'asset', fileName: 'demo.html', source });
  },
};

export default {
  // What it imports of dist/ is minified; the page's own code stays as it is, to be read, and because it shows its own functions.
  input: 'demo/page/demo.js',
  plugins: [asFunction, onePage],
  output: { format: 'es', dir: 'dist' },
};
