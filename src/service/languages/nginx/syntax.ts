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

/** A stretch of the text. */
export interface Token extends Span {
  readonly kind: TokenKind;
  /** The quote a word starts with. */
  readonly quote: '"' | "'" | null;
  /** The quote or Lua block that starts here has no end; the token was cut where that shows. */
  readonly unclosed: boolean;
  /** A word that a template writes wholly or in part. */
  readonly templated: boolean;
}

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

/** A parsed text; `tokens` joined are the text. */
export interface Tree {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The top level of the text, or of the first file of a dump. */
  readonly root: Body;
  /** The files of an `nginx -T` dump, in order; empty for an ordinary file. */
  readonly sections: readonly Section[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  /** Characters looked at while parsing; grows linearly with the text. */
  readonly steps: number;
}
