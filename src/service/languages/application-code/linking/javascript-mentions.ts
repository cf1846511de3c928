import type { HandedOn, Mentions } from '../../../contracts/linking';

/** A name that a text takes from another file; `default` is the other as a whole. */
export interface Taken {
  readonly specifier: string;
  readonly name: string;
  readonly local: string;
}

/** The end of `import … from '…'` and `export … from '…'`. */
const FROM = /from\s*['"]([^'"\n]{1,200})['"]/g;

const WORDS = /(?<![\w$.])(?:import|export)(?![\w$])/g;

/** A clause is no longer than this. */
const LONGEST_CLAUSE = 2000;

const REQUIRE =
  /\b(?:const|let|var)\s+(\{[^{}]{0,1000}\}|[\w$]+)\s*=\s*require\(\s*['"]([^'"\n]{1,200})['"]\s*\)(?:\.([\w$]+))?/g;

/** `export { a, b as c }` and `module.exports = { a, b: c }` of names from above. */
const OWN_NAMES = /(?:\bexport|\bmodule\.exports\s*=)\s*\{([^{}]{0,2000})\}(?!\s*from\b)/g;

const OWN_DEFAULT = /(?:\bexport\s+default|\bmodule\.exports\s*=)\s+([\w$]+)\s*(?:[;\n]|$)/g;

/** `export const users = new Users(db)`, and the same as the whole of a module. */
const INSTANCE =
  /\bexport\s+(?:default\s+|(?:const|let)\s+([\w$]{1,100})[^=;\n]{0,100}=\s*)new\s+([\w$]{1,100})\s*[<(]/g;

/** `module.exports.User = require('./user')`, and the same within `module.exports = { … }`. */
const REQUIRED_NAME =
  /(?:\bexports\.([\w$]+)\s*=|(?<![\w$])([\w$]+)\s*:)\s*require\(\s*['"]([^'"\n]{1,200})['"]\s*\)/g;

const REQUIRED_WHOLE = /\bmodule\.exports\s*=\s*require\(\s*['"]([^'"\n]{1,200})['"]\s*\)/g;

/** `import './jobs'` */
const BARE = /(?<![\w$.])import\s*['"]([^'"\n]{1,200})['"]/g;

/** `await import('./jobs')`, `require('./jobs')`, `new Worker('./jobs.js')`. */
const LOADED =
  /(?<![\w$.'"])(import|require|Worker)\(\s*(?:new URL\(\s*)?['"`]([^'"`\n$]{1,200})['"`]/g;

/** `import('./orders').Order` in a type: what `import` returns where it runs has no such member. */
const IN_TYPE = /^\s*\)\s*\.\s*(?!then\b|catch\b|finally\b)[\w$]/;

/** `export type Order`, `export interface Order`. */
const TYPE = /(?<![\w$.])export\s+(?:declare\s+)?(?:type|interface)\s+([\w$]{1,100})/g;

const VALUE =
  /(?<![\w$.])export\s+(?:(?:declare|abstract|async)\s+){0,3}(?:const|let|var|class|function\*?|enum|namespace)\s+([\w$]{1,100})/g;

/** What a text takes from other files, and what of that it hands on. */
export function mentionsOf(text: string): Mentions {
  const statements = statementsOf(text);
  const required = requiredBy(text);
  const taken = [...importedBy(statements), ...required];
  const handedOn = statements.flatMap(({ word, clause, specifier }) =>
    word === 'export' ? handedOnBy(clause, specifier) : [],
  );
  if (text.includes('export')) handedOn.push(...namedAgain(text, taken));
  const specifiers = [...taken, ...handedOn].map(({ specifier }) => specifier);
  const loads = loadedBy(text).filter((specifier) => !specifiers.includes(specifier));
  const types = typesOf(text);
  const mayBeTypes = mayBeTypesOf(statements, [
    ...required.map(({ specifier }) => specifier),
    ...loads,
  ]);
  return {
    specifiers: [...new Set(specifiers)],
    handedOn,
    ...(loads.length > 0 && { loads }),
    ...(types.length > 0 && { types }),
    ...(mayBeTypes && { mayBeTypes }),
  };
}

/** The specifiers of what a text loads without a name for it; what runs in a thread is loaded there. */
function loadedBy(text: string): readonly string[] {
  const found = new Set<string>();
  if (text.includes('import')) {
    for (const match of text.matchAll(BARE)) {
      if (!isCommented(text, match.index)) found.add(match[1] ?? '');
    }
  }
  for (const { 0: whole, 1: word = '', 2: specifier = '', index } of text.matchAll(LOADED)) {
    const after = text.slice(index + whole.length, index + whole.length + LONGEST_LINE);
    const isType = word === 'import' && (IN_TYPE.test(after) || isAfterTypeof(text, index));
    if (!isType && !isCommented(text, index)) found.add(specifier);
  }
  return [...found];
}

/** As much of a line as is looked at before or behind a word. */
const LONGEST_LINE = 200;

function isAfterTypeof(text: string, index: number): boolean {
  return /(?<![\w$])typeof\s+$/.test(text.slice(Math.max(0, index - 20), index));
}

/** Whether the line of a word begins a comment, or goes on with one. */
function isCommented(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - LONGEST_LINE), index);
  return /^\s*(?:\/\/|\/?\*)/.test(before.slice(before.lastIndexOf('\n') + 1));
}

function typesOf(text: string): readonly string[] {
  if (!text.includes('export')) return [];
  const types = new Set([...text.matchAll(TYPE)].map(([, name = '']) => name));
  for (const [, name = ''] of types.size === 0 ? [] : text.matchAll(VALUE)) types.delete(name);
  return [...types];
}

/** Of specifiers of which nothing but names as types have them is taken, those names. */
function mayBeTypesOf(
  statements: readonly Statement[],
  loaded: readonly string[],
): Mentions['mayBeTypes'] {
  const names = new Map<string, Set<string>>();
  const others = new Set(loaded);
  for (const { word, clause, specifier } of statements) {
    const taken = word === 'import' ? namesIn(clause) : [];
    if (taken.some(({ name }) => !/^[A-Z]/.test(name))) others.add(specifier);
    if (word === 'export' && !/^\s*\{\s*\}\s*$/.test(clause)) others.add(specifier);
    const known = names.get(specifier) ?? new Set();
    names.set(specifier, known);
    for (const { name } of taken) known.add(name);
  }
  const found = [...names].filter(([specifier, all]) => all.size > 0 && !others.has(specifier));
  return found.length === 0
    ? undefined
    : Object.fromEntries(found.map(([specifier, all]) => [specifier, [...all]]));
}

/** The names a text takes from other files, without parsing it. */
export function takenBy(text: string): readonly Taken[] {
  return [...importedBy(statementsOf(text)), ...requiredBy(text)];
}

interface Statement {
  readonly word: string;
  readonly clause: string;
  readonly specifier: string;
}

/** The statements that name another file, found from their end: what stands before is short. */
function statementsOf(text: string): readonly Statement[] {
  const found: Statement[] = [];
  let after = 0;
  for (const match of text.matchAll(FROM)) {
    const [whole, specifier = ''] = match;
    const before = text.slice(Math.max(after, match.index - LONGEST_CLAUSE), match.index);
    after = match.index + whole.length;
    const word = [...before.matchAll(WORDS)].at(-1);
    const clause = word && before.slice(word.index + word[0].length);
    if (word === undefined || clause === undefined) continue;
    if (/['"`;()]|^\s*type\b/.test(clause) || isCommented(before, word.index)) continue;
    found.push({ word: word[0], clause, specifier });
  }
  return found;
}

function importedBy(statements: readonly Statement[]): readonly Taken[] {
  return statements.flatMap(({ word, clause, specifier }) =>
    word === 'import' ? namesIn(clause).map((one) => ({ ...one, specifier })) : [],
  );
}

function requiredBy(text: string): readonly Taken[] {
  if (!text.includes('require(')) return [];
  return [...text.matchAll(REQUIRE)].flatMap(([, target = '', specifier = '', member]) => {
    if (!target.startsWith('{')) return [{ specifier, name: member ?? 'default', local: target }];
    const names = namesIn(target.replaceAll(':', ' as '));
    return names.map((one) => ({ ...one, specifier }));
  });
}

/** `a, { b, c as d }`, `* as e`. */
function namesIn(clause: string): readonly Omit<Taken, 'specifier'>[] {
  const plain = clause.replace(/\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g, '').trim();
  const braces = /\{([^{}]*)\}/.exec(plain)?.[1] ?? '';
  const [whole = ''] = plain.split('{');
  const local = /^(?:\*\s*as\s+)?([\w$]+)/.exec(whole.trim())?.[1];
  return [...(local === undefined ? [] : [{ name: 'default', local }]), ...listed(braces)];
}

/** `b, c as d`, without types. */
function listed(names: string): readonly Omit<Taken, 'specifier'>[] {
  return names.split(',').flatMap((part) => {
    const [, name, local] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*(?:=|$)/.exec(part) ?? [];
    return name === undefined ? [] : [{ name, local: local ?? name }];
  });
}

function handedOnBy(clause: string, specifier: string): readonly HandedOn[] {
  const plain = clause.trim();
  if (plain === '*') return [{ specifier, name: '*', as: '*' }];
  if (!plain.startsWith('{')) return [];
  return namesIn(plain).map(({ name, local }) => ({ specifier, name, as: local }));
}

/** What is taken first and exported afterwards. */
function namedAgain(text: string, taken: readonly Taken[]): readonly HandedOn[] {
  const requires = text.includes('require(');
  if (taken.length === 0 && !requires) return [];
  const byLocal = new Map(taken.map((one) => [one.local, one]));
  const found: HandedOn[] = [];
  const add = (local: string, as: string) => {
    const from = byLocal.get(local);
    if (from) found.push({ specifier: from.specifier, name: from.name, as });
  };
  for (const [, names = ''] of text.matchAll(OWN_NAMES)) {
    for (const { name, local } of listed(
      names.replaceAll(/(?<![\w$])([\w$]+)\s*:\s*([\w$]+)/g, '$2 as $1'),
    )) {
      add(name, local);
    }
  }
  for (const [, name = ''] of text.matchAll(OWN_DEFAULT)) add(name, 'default');
  for (const [, as = 'default', type = ''] of text.matchAll(INSTANCE)) add(type, as);
  if (!requires) return found;
  for (const [, exported, key, specifier = ''] of text.matchAll(REQUIRED_NAME)) {
    const as = exported ?? key ?? '';
    if (exported !== undefined || /\bmodule\.exports\s*=\s*\{/.test(text)) {
      found.push({ specifier, name: 'default', as });
    }
  }
  for (const [, specifier = ''] of text.matchAll(REQUIRED_WHOLE)) {
    found.push({ specifier, name: 'default', as: 'default' }, { specifier, name: '*', as: '*' });
  }
  return found;
}
