import { readdirSync, readFileSync } from 'node:fs';

/** A fenced code block of a page. */
export interface Block {
  /** `docs/security.md:42`, for the name of a test. */
  at: string;
  file: string;
  /** The heading that it stands under, `##` or `###`. */
  section: string;
  /** What follows the fence's backticks. */
  lang: string;
  code: string;
}

/** The README and what it leads to. */
export const PAGES = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].filter((path) => path.endsWith('.md'));

export const readPage = (file: string): string => readFileSync(file, 'utf8');

/** Every fenced block of every page, in order. */
export const BLOCKS: readonly Block[] = PAGES.flatMap(blocksOf);

function blocksOf(file: string): Block[] {
  const blocks: Block[] = [];
  let section = '';
  let open: Block | undefined;
  for (const [index, line] of readPage(file).split('\n').entries()) {
    const [, lang] = /^\s*(?:```|~~~)(.*)/.exec(line) ?? [];
    if (lang === undefined) {
      if (open) open.code += `${line}\n`;
      else section = /^###? (.*)/.exec(line)?.[1] ?? section;
    } else if (open) {
      blocks.push(open);
      open = undefined;
    } else {
      open = { at: `${file}:${index + 1}`, file, section, lang, code: '' };
    }
  }
  if (open) throw new Error(`${open.at}: the block has no end`);
  return blocks;
}

/**
 * What runs a block: `script` in-process, `page` in Chromium, `move …` a diff's two sides beside each other (in Chromium, or in-process
 * for 2.x), `command` in a shell, `relay` and its `config` in the engine of its section, `module` beside it, `policy` as a header of a
 * page in Chromium. A `recipe` has a test of its own.
 */
export type Runner =
  'script' | 'page' | 'move page' | 'move script' | 'command' | 'relay' | 'config' | 'module' | 'policy' | 'recipe';

/** Every block has a runner: a block that nothing runs is an error. */
export function runnerOf({ at, file, lang, section }: Block): Runner {
  if (file === 'docs/recipes.md') return 'recipe';
  switch (lang) {
    case 'js':
      return 'script';
    case 'js relay.mjs':
      return 'relay';
    case 'toml wrangler.toml':
      return 'config';
    case 'js network.mjs':
    case 'js check.mjs':
      return 'module';
    case 'html':
      return 'page';
    case 'sh':
      return 'command';
    case 'http':
      return 'policy';
    case 'diff':
      return section.includes('2.x') ? 'move script' : 'move page';
    default:
      throw new Error(`${at}: nothing runs a block of ${lang || 'no language'}`);
  }
}

/** The blocks of a runner, as `it.each` takes them. */
export const blocksFor = (runner: Runner): [string, Block][] =>
  BLOCKS.filter((block) => runnerOf(block) === runner).map((block) => [block.at, block]);

/** What a block says that it prints: the comments after its `console.log(…);`, in order. */
export const promised = (code: string): string[] =>
  [...code.matchAll(/console\.log\(.*\);? \/\/ (.*)$/gm)].map(([, text]) => text ?? '');

/** The two sides of a diff. */
export function sides(code: string): { old: string; new: string } {
  const without = (sign: string) =>
    code
      .split('\n')
      .filter((line) => !line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  return { old: without('+'), new: without('-') };
}
