import type { Comment, SyntaxProblem } from '../../contracts/language';
import type { Span } from '../../contracts/span';

/** The kinds of token; together they tile the text. */
export type TokenKind =
  /** A word, quoted or not, with its quotes. */
  | 'word'
  | 'semicolon'
  | 'open'
  | 'close'
  | 'comment'
  /** Spaces, tabs, line ends, and a byte-order mark. */
  | 'space'
  /** A template where a directive could start: it stands for any number of directives. */
  | 'template'
  /** The inside of a `*_by_lua_block`. */
  | 'lua';

/** A stretch of the text. Configurations have hundreds of thousands, so one holds three numbers. */
export class Token implements Span {
  private readonly flags: number;

  constructor(
    kind: TokenKind,
    readonly start: number,
    readonly end: number,
    quote: '"' | "'" | null = null,
    unclosed = false,
    templated = false,
  ) {
    this.flags =
      KINDS.indexOf(kind) |
      (quote === null ? 0 : quote === '"' ? DOUBLE : SINGLE) |
      (unclosed ? UNCLOSED : 0) |
      (templated ? TEMPLATED : 0);
  }

  /** The same word in a text that begins earlier. */
  moved(by: number): Token {
    const { kind, start, end, quote, unclosed, templated } = this;
    return new Token(kind, start + by, end + by, quote, unclosed, templated);
  }

  get kind(): TokenKind {
    return KINDS[this.flags & KIND] ?? 'word';
  }

  /** The quote a word starts with. */
  get quote(): '"' | "'" | null {
    return this.flags & DOUBLE ? '"' : this.flags & SINGLE ? "'" : null;
  }

  /** The quote or Lua block that starts here has no end; the token was cut where that shows. */
  get unclosed(): boolean {
    return (this.flags & UNCLOSED) !== 0;
  }

  /** A word that a template writes wholly or in part. */
  get templated(): boolean {
    return (this.flags & TEMPLATED) !== 0;
  }
}

const KINDS: readonly TokenKind[] = [
  ...(['word', 'semicolon', 'open', 'close', 'comment', 'space', 'template', 'lua'] as const),
];
const [KIND, DOUBLE, SINGLE, UNCLOSED, TEMPLATED] = [7, 8, 16, 32, 64] as const;

/** A directive of the tree: words, then `;`, a block, or nothing where the text is unfinished. */
export interface Statement {
  /** The name and the arguments. Empty for a `{` or `;` without a name. */
  readonly words: readonly Token[];
  readonly body: Body | null;
  /** From the first word to the end of the terminator. */
  readonly span: Span;
  /** The text is not a whole directive: nothing may be concluded from it. */
  readonly incomplete: boolean;
}

/** What stands between the braces of a statement. */
export interface Body {
  readonly kind: 'block' | 'table' | 'lua';
  readonly statements: readonly Statement[];
  /** Between the braces. */
  readonly inner: Span;
  /** Its `}` is written. */
  readonly closed: boolean;
  /** A template in it decides or writes whole directives. */
  readonly templated: boolean;
}

/** A file of an `nginx -T` dump: what follows its `# configuration file …:` line. */
export interface Section {
  readonly path: string;
  readonly body: Body;
}

/** A parsed text. */
export interface Tree {
  readonly text: string;
  /** The top level of the text, or of the first file of a dump. */
  readonly root: Body;
  /** The files of an `nginx -T` dump, in order; empty for an ordinary file. */
  readonly sections: readonly Section[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** Characters looked at while parsing; grows linearly with the text. */
  readonly steps: number;
}
