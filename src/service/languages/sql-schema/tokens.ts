import { type Span, span } from '../../contracts/span';

/** A token of SQL. Names are without their quotes and, unless quoted otherwise, in small letters. */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'mark';
  readonly text: string;
  readonly at: Span;
}

const TOKENS =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(\$\w*\$)[\s\S]*?(?:\1|$)|'(?:[^'\\]|''|\\.)*(?:'|$)|"((?:[^"]|"")*)(?:"|$)|`([^`]*)(?:`|$)|\[([A-Za-z_]\w*)\]|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|[^\s\w]/g;

/** The statements of a text, each as its tokens; comments are left out. */
export function statementsOf(text: string): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  for (const match of text.matchAll(TOKENS)) {
    const [whole, , quoted, ticked, bracketed] = match;
    if (whole.startsWith('--') || whole.startsWith('/*')) continue;
    if (whole === ';') {
      if (current.length > 0) statements.push(current);
      current = [];
      continue;
    }
    const name = quoted ?? ticked ?? bracketed;
    current.push({
      kind: kindOf(whole, name),
      text: (name ?? whole).toLowerCase(),
      at: span(match.index, match.index + whole.length),
    });
  }
  if (current.length > 0) statements.push(current);
  return statements;
}

function kindOf(whole: string, name: string | undefined): Token['kind'] {
  if (name !== undefined) return 'name';
  if (/^[A-Za-z_\u0080-\uffff]/.test(whole)) return 'word';
  return /^['$]/.test(whole) && whole.length > 1 ? 'string' : 'mark';
}

/** Items between brackets, apart at the commas that are not within further brackets. */
export function itemsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (depth === 0 && token.text === ',') items.push([]);
    else items.at(-1)?.push(token);
  }
  return items.filter((item) => item.length > 0);
}

/** What stands between a bracket and its partner; `undefined` where it has none. */
export function bracketed(tokens: readonly Token[], open: number): readonly Token[] | undefined {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]?.text === '(') depth++;
    else if (tokens[index]?.text === ')' && --depth === 0) return tokens.slice(open + 1, index);
  }
  return undefined;
}
