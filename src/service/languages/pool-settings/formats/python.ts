import type { Comment } from '../../../contracts/language';
import { span } from '../../../contracts/span';
import type { Entry, SettingsText } from '../entries';

type Token = { readonly text: string; readonly start: number; readonly end: number };

/** A dictionary within dictionaries beyond this depth is no setting. */
const DEEPEST = 20;

/**
 * The dictionary literals that a Python settings file assigns at its top: `DATABASES = { … }`.
 * What is no literal, such as a call, is kept as the text it is.
 */
export function readPython(text: string): SettingsText {
  const { tokens, comments } = tokenize(text);
  const entries: Entry[] = [];
  for (let index = 0; index + 2 < tokens.length; index++) {
    const [name, equals, brace] = tokens.slice(index, index + 3);
    const isTop = name && (name.start === 0 || text[name.start - 1] === '\n');
    if (!isTop || equals?.text !== '=' || !brace) continue;
    if (brace.text === '{') index = dictionary(index + 2, [name.text]);
    else if (isString(brace)) value(name, index + 2, index + 3, [name.text]);
  }
  return { entries, comments, syntax: [] };

  /** Reads from `{` on; answers with the index of its `}`, or of the last token there is. */
  function dictionary(open: number, keys: readonly string[]): number {
    let index = open + 1;
    while (index < tokens.length && tokens[index]?.text !== '}') {
      const key = tokens[index];
      const isEntry = key && isString(key) && tokens[index + 1]?.text === ':';
      const end = isEntry ? valueEnd(index + 2) : valueEnd(index);
      if (isEntry) value(key, index + 2, end, [...keys, unquoted(key.text)]);
      index = tokens[end]?.text === ',' ? end + 1 : end;
    }
    return index;
  }

  function value(key: Token, from: number, to: number, keys: readonly string[]): void {
    const [first, last] = [tokens[from], tokens[to - 1]];
    if (!first || !last || to <= from) return;
    if (first.text === '{' && last.text === '}' && keys.length < DEEPEST) {
      dictionary(from, keys);
      return;
    }
    const quote = to - from === 1 && isString(first) ? 1 : 0;
    entries.push({
      keys,
      nameAt: span(key.start, key.end),
      text: text.slice(first.start + quote, last.end - quote),
      at: span(first.start + quote, last.end - quote),
      document: 0,
    });
  }

  /** The index of the comma or bracket that ends a value. */
  function valueEnd(from: number): number {
    let depth = 0;
    for (let index = from; index < tokens.length; index++) {
      const { text: token } = tokens[index] as Token;
      if (depth === 0 && (token === ',' || token === '}')) return Math.max(index, from);
      if ('([{'.includes(token)) depth++;
      else if (')]}'.includes(token)) depth--;
    }
    return tokens.length;
  }
}

function tokenize(text: string): { tokens: readonly Token[]; comments: readonly Comment[] } {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const pattern =
    /#([^\n\r]*)|("""|''')[\s\S]*?(?:\2|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[\w.]+|[^\s\w]/g;
  for (const { index, 0: whole, 1: comment } of text.matchAll(pattern)) {
    if (comment !== undefined) {
      comments.push({ at: span(index, index + whole.length), text: comment });
    } else tokens.push({ text: whole, start: index, end: index + whole.length });
  }
  return { tokens, comments };
}

function isString({ text }: Token): boolean {
  return /^["']/.test(text) && !/^(?:"""|''')/.test(text);
}

function unquoted(text: string): string {
  return text.replace(/^["']|["']$/g, '');
}
