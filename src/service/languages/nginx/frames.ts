import { bodyKind } from './grammar';
import type { Body, Statement, Token } from './syntax';
import { wordValue } from './words';

/** A block whose `}` has not come yet. */
export interface Frame {
  readonly words: readonly Token[];
  readonly name: string;
  readonly kind: Body['kind'];
  readonly open: Token | null;
  /** Column of the block's directive on its line. */
  readonly column: number;
  readonly statements: Statement[];
  start: number;
  templated: boolean;
  /** The words are known not to be what the author meant. */
  readonly broken: boolean;
  /** Its first directive stands deeper than the block's own: indentation means something here. */
  indented: boolean;
}

/** A block that starts after `opener`; the whole text where that is `null`. */
export function frame(
  text: string,
  words: readonly Token[],
  opener: Token | null,
  column: number,
  broken: boolean,
): Frame {
  const name = nameOf(text, words);
  return {
    words,
    name,
    kind: bodyKind(name),
    open: opener,
    column,
    statements: [],
    start: opener?.end ?? 0,
    templated: false,
    broken,
    indented: false,
  };
}

/** What has been read of a block, as a part of the tree. */
export function bodyOf(ended: Frame, end: number, closed: boolean): Body {
  return {
    kind: ended.kind,
    statements: [...ended.statements],
    inner: { start: ended.start, end },
    closed,
    templated: ended.templated,
  };
}

/** The name that words begin with; empty for none. */
export function nameOf(text: string, words: readonly Token[]): string {
  const first = words[0];
  return first ? wordValue(text.slice(first.start, first.end), first.quote) : '';
}

/** Where the tokens read so far stand on their lines. */
export interface Layout {
  /** Takes note of a token that has been read. */
  pass(token: Token): void;
  column(token: Token): number;
  /** Whether the next token is the first of its line. */
  firstOnLine(): boolean;
}

/** Follows the lines of a text, token by token. */
export function layoutOf(text: string): Layout {
  let lineStart = 0;
  let first = true;
  return {
    pass(token) {
      const newline = text.slice(token.start, token.end).lastIndexOf('\n');
      if (newline >= 0) lineStart = token.start + newline + 1;
      first = token.kind === 'space' && (first || newline >= 0);
    },
    column: (token) => token.start - lineStart,
    firstOnLine: () => first,
  };
}
