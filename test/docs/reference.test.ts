import { resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readPage } from './markdown.js';

// docs/reference.md beside the types: a heading that names types has tables of their members.

const ENTRY = 'src/index.ts';
const program = ts.createProgram([ENTRY], { strict: true, target: ts.ScriptTarget.ES2022, skipLibCheck: true });
const checker = program.getTypeChecker();

/** What the package exports, by name; `default` is `PDJSobj` once more. */
const exported = new Map(
  checker
    .getExportsOfModule(at(checker.getSymbolAtLocation(at(program.getSourceFile(ENTRY)))))
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol))
    .map((symbol) => [symbol.name, symbol] as const),
);

function at<Value>(value: Value | undefined, what = 'value'): Value {
  if (value === undefined) throw new Error(`No such ${what}`);
  return value;
}

const docOf = (symbol: ts.Symbol) => ts.displayPartsToString(symbol.getDocumentationComment(checker));
const tagOf = (symbol: ts.Symbol, name: string) =>
  ts.displayPartsToString(symbol.getJsDocTags(checker).find((tag) => tag.name === name)?.text).trim();
/** Names that the language gives every class and error are not the package's. */
const isOwn = ({ name }: ts.Symbol) =>
  !['prototype', 'stack', 'captureStackTrace', 'prepareStackTrace', 'stackTraceLimit', 'isError'].includes(name);
const isOptional = ({ flags }: ts.Symbol) => Boolean(flags & ts.SymbolFlags.Optional);
/** Declared here and not by ky or the language. */
const isOurs = ({ declarations }: ts.Symbol) =>
  declarations?.every((one) => resolve(one.getSourceFile().fileName).startsWith(resolve('src'))) ?? false;

/** The members of an exported type, a class's static ones too; of a union of words, the words. */
function membersOf(name: string): Map<string, ts.Symbol | undefined> {
  const symbol = at(exported.get(name), `type as ${name}`);
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  const words = literalsOf(type);
  if (words.length > 0) return new Map(words.map((word) => [word, undefined]));
  const statics = symbol.flags & ts.SymbolFlags.Class ? checker.getPropertiesOfType(checker.getTypeOfSymbol(symbol)) : [];
  // Of a union, what any of its kinds has; what one of them may do without is optional.
  const parts = type.isUnion() ? type.types : [type];
  const members = [...parts.flatMap((part) => checker.getPropertiesOfType(part)), ...statics]
    .filter(isOwn)
    .sort((one, other) => Number(isOptional(one)) - Number(isOptional(other)));
  return new Map(members.map((member) => [member.name, member]));
}

/** The words of a union of string literals. */
function literalsOf(type: ts.Type): string[] {
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => !(part.flags & ts.TypeFlags.Undefined));
  return parts.every((part) => part.isStringLiteral()) ? parts.map(({ value }) => value) : [];
}

interface Row {
  name: string;
  /** The first cell as it is written. */
  shown: string;
  /** `undefined` where the table has no such column. */
  default?: string | undefined;
  /** The whole row. */
  text: string;
}

interface Section {
  heading: string;
  /** The types that the heading names. */
  types: string[];
  rows: Row[];
  /** The headings that it leads to, as anchors. */
  links: string[];
}

const page = readPage('docs/reference.md');
const sections: Section[] = page
  .split(/^(?=##+ )/m)
  .slice(1)
  .map((text) => {
    const [heading = ''] = text.split('\n');
    return {
      heading,
      types: [...heading.matchAll(/`(\w+)`/g)].map(([, type = '']) => type),
      rows: rowsOf(text),
      links: [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor = '']) => anchor),
    };
  });

function rowsOf(text: string): Row[] {
  const lines = text.split('\n').filter((line) => line.startsWith('|'));
  const cells = lines.map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
  let columns: string[] = [];
  return cells.flatMap((row, index) => {
    if (/^-+$/.test(cells[index + 1]?.[1] ?? '')) columns = row;
    if (row === columns || /^-+$/.test(row[1] ?? '')) return [];
    const [, shown = ''] = row;
    const value = columns.includes('default') ? row[columns.indexOf('default')] : undefined;
    return [{ name: /^`(?:PDJSobj\.)?(\w+)/.exec(shown)?.[1] ?? '', shown, default: value, text: lines[index] ?? '' }];
  });
}

const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/^#+ /, '')
    .replace(/[^\w -]/g, '')
    .replaceAll(' ', '-');

/** The rows of a section and of those that it leads to. */
const rowsFrom = ({ rows, links }: Section): Row[] => [
  ...rows,
  ...sections.filter(({ heading }) => links.includes(anchorOf(heading))).flatMap((section) => section.rows),
];

/** What has a row of its own somewhere. */
const tabled = new Set(sections.flatMap(({ rows }) => rows.map(({ name }) => name)));
const typed = sections.filter(({ types }) => types.length > 0);

describe.each(typed.map((section) => [section.heading.replace(/^#+ /, ''), section] as const))('%s', (_, section) => {
  const members = new Map(section.types.flatMap((type) => [...membersOf(type)]));

  it('names nothing that does not exist, and nothing twice', () => {
    const names = section.rows.map(({ name }) => name);
    expect(names.filter((name) => !members.has(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('leaves nothing out', () => {
    const all = typed.filter(({ types }) => types.some((type) => section.types.includes(type)));
    const named = new Set(all.flatMap(rowsFrom).map(({ name }) => name));
    expect([...members.keys()].filter((name) => !named.has(name))).toEqual([]);
  });

  for (const row of section.rows) {
    const member = members.get(row.name);
    if (!member) continue;
    const type = checker.getTypeOfSymbol(member);

    it(`${row.name}: default, units and words are those of the type`, () => {
      const said = row.default?.replaceAll('`', '') ?? '';
      const required = row.default !== undefined && !isOptional(member);
      if (isOurs(member)) expect(said).toBe(tagOf(member, 'default') || (required ? 'required' : ''));
      const [unit] = /^(milli)?seconds/i.exec(docOf(member)) ?? [];
      if (unit) expect(row.text).toMatch(new RegExp(`\\b${unit}\\b`, 'i'));
      const words = literalsOf(type).filter((word) => !tabled.has(word));
      for (const word of words) expect(row.text).toContain(`\`"${word}"\``);
    });

    const [signature] = checker.getNonNullableType(type).getCallSignatures();
    const isMethod = member.flags & ts.SymbolFlags.Method;
    if (signature && isMethod) {
      it(`${row.name}: params and result are those of the method`, () => {
        const params = signature.parameters.map(({ name }) => name.replace(/^_/, ''));
        expect(row.shown).toBe(`\`${row.name}(${params.join(', ')})\``);
        // An event's result depends on its params, and is a type of its own that names all results.
        const { typeArguments = [] } = signature.getReturnType() as ts.TypeReference;
        const results = typeArguments.flatMap(({ aliasSymbol }) => aliasSymbol?.declarations ?? []);
        const declared = [...at(member.declarations), ...results].map((declaration) => declaration.getText());
        const named = [...row.text.matchAll(/`([A-Z]\w+)`/g)].map(([, name = '']) => name).filter((name) => exported.has(name));
        expect(named.filter((name) => !declared.some((text) => text.includes(name)))).toEqual([]);
      });
    }
  }
});

describe('docs/reference.md', () => {
  it('has a place for every exported type: a heading or, for a name of a type that has one, a mention', () => {
    const headed = new Set(typed.flatMap(({ types }) => types));
    const missing = [...exported.keys()].filter((name) => !headed.has(name) && !page.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  it('names no field, type or word that does not exist', () => {
    const known = new Set([
      ...exported.keys(),
      ...[...exported.keys()].flatMap((name) => [...membersOf(name).keys()]),
      // What PagerDuty's lists and URLs call things.
      ...[
        'more',
        'total',
        'next_cursor',
        'limit',
        'offset',
        'since',
        'until',
        'From',
        'Accept',
        'Authorization',
        'PROTOCOL',
        'SERVER',
      ],
    ]);
    const isGlobal = (name: string) =>
      name in globalThis || ['localStorage', 'undefined', 'true', 'false', 'null'].includes(name);
    const words = [...page.replace(/^```[^]*?^```$/gm, '').matchAll(/`([A-Za-z_]\w*)`/g)].map(([, word = '']) => word);
    expect([...new Set(words)].filter((word) => !known.has(word) && !isGlobal(word))).toEqual([]);
  });
});

describe('Doc comments', () => {
  it('stand at every export and at every member of one', () => {
    const ours = [...exported.values()].filter(isOurs);
    const members = ours.flatMap(({ name }) => [...membersOf(name).values()]).filter((member) => member && isOurs(member));
    const bare = [...ours, ...(members as ts.Symbol[])].filter((symbol) => !docOf(symbol));
    expect(bare.map((symbol) => symbol.declarations?.[0]?.getText())).toEqual([]);
  });

  it('have an example on every public method, whichever of its overloads an editor shows', () => {
    const methods = [...membersOf('PDJSobj').values()].filter((member) => member && member.flags & ts.SymbolFlags.Method);
    expect(methods.length).toBeGreaterThan(15);
    for (const method of methods as ts.Symbol[]) {
      for (const signature of checker.getTypeOfSymbol(method).getCallSignatures()) {
        // An editor shows the words of the method where those of an overload are missing.
        const tags = signature.getJsDocTags().concat(method.getJsDocTags(checker));
        const example = tags.find(({ name }) => name === 'example');
        expect(ts.displayPartsToString(example?.text), checker.signatureToString(signature)).toContain(method.name);
      }
    }
  });
});
