import type { Span } from '../../contracts/span';
import { bodyKind } from './grammar';
import type { DirectiveName } from './names-of-directives';
import { KIND, NEWLINE, SPACE, type Syntax } from './syntax';

/** Words that stand side by side: the first, and how many. */
export interface Words {
  readonly first: number;
  readonly count: number;
}

/** A block whose `}` has not come yet. */
export interface Frame {
  /** The number of its statement; -1 for the whole text. */
  readonly id: number;
  readonly words: Words;
  readonly name: string;
  readonly kind: 'block' | 'table' | 'lua';
  readonly open: Span | null;
  /** Column of the block's directive on its line. */
  readonly column: number;
  start: number;
  templated: boolean;
  /** The words are known not to be what the author meant. */
  readonly broken: boolean;
  /** Its first directive stands deeper than the block's own: indentation means something here. */
  indented: boolean;
}

/** A block that starts after `opener`; the whole text where that is `null`. */
export function frame(
  id: number,
  name: DirectiveName | null,
  words: Words,
  opener: Span | null,
  column: number,
  broken: boolean,
): Frame {
  return {
    id,
    words,
    name: name?.name ?? '',
    kind: name?.body ?? bodyKind(''),
    open: opener,
    column,
    start: opener?.end ?? 0,
    templated: false,
    broken,
    indented: false,
  };
}

/** Where the tokens read so far stand on their lines. */
export interface Layout {
  /** Takes note of a token that has been read. */
  pass(flags: number, end: number): void;
  column(start: number): number;
  /** Whether the next token is the first of its line. */
  firstOnLine(): boolean;
}

/** Follows the lines of a text, token by token. */
export function layoutOf({ text }: Syntax): Layout {
  let lineStart = 0;
  let first = true;
  return {
    pass(flags, end) {
      const newline = (flags & NEWLINE) !== 0;
      if (newline) lineStart = text.lastIndexOf('\n', end - 1) + 1;
      first = (flags & KIND) === SPACE && (first || newline);
    },
    column: (start) => start - lineStart,
    firstOnLine: () => first,
  };
}
