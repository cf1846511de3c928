import type { TableFact } from '../../contracts/fact';

/** Whether a text of code makes an index by a statement or a call of its own, wherever it stands. */
export const MAKES_INDEX =
  /\bcreate\s{1,9}(?:unique\s{1,9})?index\b|(?:create|ensure|add)_?index(?:es)?\s{0,4}\(/i;

/**
 * A migration in another language. What it calls to make an index or a key is not followed: each name that stands in
 * such a call counts as a column that has one, on each table that the file names. To take too much for indexed keeps
 * us silent, and nothing else.
 */
export function tablesNamed(text: string): readonly TableFact[] {
  const words = text.matchAll(
    /["'`](\w{1,100})["'`]|\b(?:on|table(?:name)?(?:\s{1,9}if\s{1,9}exists)?)[\s=:]{1,9}(?:\w{1,60}\.)?["'`]?(\w{1,100})/gi,
  );
  const names = new Set(
    [...words].map(([, quoted, plain]) => (quoted ?? plain ?? '').toLowerCase()),
  );
  const indexed = indexedIn(text);
  return [...names].map((table) => ({
    ...{ kind: 'table', path: '/tables', table, dialect: 'unknown' },
    action: indexed === undefined ? 'unclear' : 'changed',
    ...{ columns: {}, indexed: indexed ?? [], unique: [], foreign: {} },
  }));
}

/** Where something says that a column has an index or a key. */
const SAYS = /(?:index|unique|primary|constraint|slug|\bkey\b)\w{0,20}/gi;
/** The same where a reference to another table brings one: with Rails, Django, and Laravel over MySQL. */
const SAYS_REFERENCE =
  /(?:index|unique|primary|constraint|slug|foreign|references|\bkey\b)\w{0,20}/gi;
const BY_REFERENCE = /\bdjango\b|\bActiveRecord\b|\bSchema::/;

/** Longer stretches around such a word are no call that makes one. */
const MAX_STRETCH = 1200;
/** Lines around it that belong to it where brackets say nothing: XML and YAML. */
const LINES = 10;

/** A file that says so more often was written by a program, and is not looked through. */
const MAX_WORDS = 2000;

/** The names near words that say so; nothing where a name is put together at run time, or there are too many. */
function indexedIn(text: string): readonly string[] | undefined {
  const found = new Set<string>();
  let words = 0;
  const isMarkup = /^\s*<|^\s*[\w"-]+\s*:\s*(?:\n|$)/.test(text) && !/[;{]\s*$/m.test(text);
  const says = BY_REFERENCE.test(text) ? SAYS_REFERENCE : SAYS;
  for (const { index, 0: word } of text.matchAll(says)) {
    if (++words > MAX_WORDS) return undefined;
    const stretch = isMarkup ? linesAround(text, index) : callAround(text, index, word.length);
    if (stretch === undefined) continue;
    if (MAKES.test(word) && isComputed(stretch)) return undefined;
    for (const [name] of stretch.matchAll(/[A-Za-z_]\w{0,100}/g)) found.add(name.toLowerCase());
  }
  return [...found];
}

/** What makes an index of columns it is given. */
const MAKES = /^index|^unique_?constraint/i;

/** `["a", column]`, `ON ${table} (${column})`, `fields=FIELDS`: which column it is stands elsewhere. */
function isComputed(stretch: string): boolean {
  return (
    /\$\{|\{\w{1,60}\}|%s|#\{/.test(stretch) ||
    /\[\s{0,20}(?![\s\]"'`{}:(]|(?:sa|text|func|new|Table\w*)\b)\w/.test(stretch) ||
    /\b(?:fields|columns?|columnNames)\s{0,4}[=:]\s{0,4}(?![\s[("'`{])\w/.test(stretch)
  );
}

function linesAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - LINES * MAX_STRETCH), at).split('\n');
  const behind = text.slice(at, at + LINES * MAX_STRETCH).split('\n');
  return [...before.slice(-LINES), ...behind.slice(0, LINES)].join('\n');
}

const OPENS = '([{';
const CLOSES = ')]}';

/**
 * What a word belongs to: the innermost brackets around it, with the key before them, or those around these where
 * nothing is named in them; else its line with those before that it goes on from (`t.string('email')` above
 * `.unique()`). And what it is given itself.
 */
function callAround(text: string, at: number, length: number): string {
  const behind = bracketsBehind(text, at + length);
  // A field that brings an index is named before the call that says what it is.
  const isField = /^(?:foreign|references|slug)/i.test(text.slice(at, at + 10));
  const isCall = text.charAt(at + length) === '(' && !isField;
  if (isCall && /\w/.test(behind)) return behind;
  // `.unique()` is said of what stands before it.
  const around = (isCall ? undefined : bracketsAround(text, at)) ?? lineAround(text, at);
  return `${around}\n${behind}`;
}

function lineAround(whole: string, place: number): string {
  // A line may be as long as its file.
  const text = whole.slice(Math.max(0, place - 2 * MAX_STRETCH), place + MAX_STRETCH);
  const at = Math.min(place, 2 * MAX_STRETCH);
  let from = text.lastIndexOf('\n', at) + 1;
  while (/^[ \t]*\./.test(text.slice(from, from + 200)) && at - from < MAX_STRETCH && from > 0) {
    from = text.lastIndexOf('\n', from - 2) + 1;
  }
  const end = text.indexOf('\n', at);
  return text.slice(from, end === -1 ? text.length : end);
}

function bracketsAround(text: string, at: number): string | undefined {
  let depth = 0;
  for (let open = at - 1; open >= 0 && at - open < MAX_STRETCH; open--) {
    const letter = text.charAt(open);
    if (CLOSES.includes(letter)) depth++;
    else if (OPENS.includes(letter) && depth-- === 0) {
      depth = 0;
      const inside = bracketsBehind(text, open);
      const key = /["'`]?\w{1,100}["'`]?\s{0,4}:\s{0,4}$/.exec(
        text.slice(Math.max(0, open - 120), open),
      );
      // A block of statements is no call.
      if (letter === '{' && (inside.includes(';') || !/[:,]/.test(inside))) return undefined;
      if (key || /["'`]\s{0,20}\w/.test(inside)) return `${key?.[0] ?? ''}${inside}`;
    }
  }
  return undefined;
}

/** From the next bracket that opens on the same line to the one that closes it. */
function bracketsBehind(text: string, from: number): string {
  const open = /^[^\n([{)\]},]{0,200}[([{]/.exec(text.slice(from, from + 220));
  if (!open) return '';
  let depth = 0;
  const begin = from + open[0].length - 1;
  for (let at = begin; at < text.length && at - begin < MAX_STRETCH; at++) {
    const letter = text.charAt(at);
    if (OPENS.includes(letter)) depth++;
    else if (CLOSES.includes(letter) && --depth === 0) return text.slice(begin, at + 1);
  }
  return text.slice(begin, begin + MAX_STRETCH);
}
