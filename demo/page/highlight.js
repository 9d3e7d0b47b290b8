// Colours for code: JavaScript, JSON and HTML tags.
import { element } from './element.js';

const TOKENS = {
  comment: /\/\/.*/,
  property: /"(?:[^"\\\n]|\\.)*"(?=:)/,
  string: /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/,
  tag: /<\/?[a-z]+(?: [^<>\n]*)?>/,
  keyword: /\b(?:async|await|catch|const|for(?= await | \()|from(?= ')|function|if|import|new|of|return|try)\b/,
  constant: /\b(?:\d[\d.]*|true|false|null)\b/,
};
const ANY = new RegExp(
  Object.entries(TOKENS)
    .map(([name, { source }]) => `(?<${name}>${source})`)
    .join('|'),
  'g',
);

/** A text as nodes, each token in an element with the token's name as its class. */
export function coloured(text) {
  const nodes = [];
  let end = 0;
  for (const { 0: token, index, groups } of text.matchAll(ANY)) {
    const [name] = Object.entries(groups).find(([, found]) => found !== undefined);
    nodes.push(text.slice(end, index), element('span', { class: name }, token));
    end = index + token.length;
  }
  return [...nodes, text.slice(end)];
}
