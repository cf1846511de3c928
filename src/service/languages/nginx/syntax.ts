import type { Comment, SyntaxProblem } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';

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

const KINDS: readonly TokenKind[] = [
  ...(['word', 'semicolon', 'open', 'close', 'comment', 'space', 'template', 'lua'] as const),
];

/** The kinds as numbers: the lowest bits of the flags of a token. */
export const [WORD, SEMICOLON, OPEN, CLOSE, COMMENT, SPACE, TEMPLATE_TOKEN, LUA] = [
  ...([0, 1, 2, 3, 4, 5, 6, 7] as const),
] as const;

/** The flags of a token: its kind, and what is to be known of it. */
export const KIND = 7;
export const DOUBLE = 8;
export const SINGLE = 16;
/** The quote or Lua block that starts here has no end; the token was cut where that shows. */
export const UNCLOSED = 32;
/** A word that a template writes wholly or in part. */
export const TEMPLATED = 64;
/** It holds a line feed. */
export const NEWLINE = 128;

/** A stretch of the text. */
export class Token implements Span {
  constructor(
    private readonly flags: number,
    readonly start: number,
    readonly end: number,
  ) {}

  get kind(): TokenKind {
    return KINDS[this.flags & KIND] ?? 'word';
  }

  /** The quote a word starts with. */
  get quote(): '"' | "'" | null {
    return quoteIn(this.flags);
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

/** The quote that a word with these flags starts with. */
export function quoteIn(flags: number): '"' | "'" | null {
  return flags & DOUBLE ? '"' : flags & SINGLE ? "'" : null;
}

/** What stands between the braces of a directive; `none` where it has no braces. */
export type BodyKind = 'none' | 'block' | 'table' | 'lua';

const BODIES: readonly BodyKind[] = ['none', 'block', 'table', 'lua'];

/** Numbers that a statement takes in {@link Syntax}, and what each of them is. */
const STRIDE = 8;
const [FIRST_WORD, WORDS, START, END, NEXT, INNER_START, INNER_END, FLAGS] = [
  ...([0, 1, 2, 3, 4, 5, 6, 7] as const),
] as const;
const [BODY, CLOSED, BODY_TEMPLATED, INCOMPLETE] = [3, 4, 8, 16] as const;

/** What is known of a block once it has ended. */
export interface EndedBody extends Span {
  readonly kind: 'block' | 'table' | 'lua';
  readonly closed: boolean;
  readonly templated: boolean;
}

/**
 * The words and statements of a text, as numbers. Configurations have hundreds of thousands, and an object
 * for each costs more than reading it. A statement is the number of its turn in the text: those of its block
 * follow it, up to the next of its own level.
 */
export class Syntax {
  wordCount = 0;
  count = 0;
  #starts: Int32Array;
  #ends: Int32Array;
  #flags: Uint8Array;
  #statements: Int32Array;

  constructor(
    readonly text: string,
    room = 64,
  ) {
    this.#starts = new Int32Array(room);
    this.#ends = new Int32Array(room);
    this.#flags = new Uint8Array(room);
    this.#statements = new Int32Array(room * STRIDE);
  }

  addWord(start: number, end: number, flags: number): void {
    const word = this.wordCount++;
    if (word === this.#starts.length) {
      this.#starts = longer(this.#starts);
      this.#ends = longer(this.#ends);
      const flags = new Uint8Array(2 * word);
      flags.set(this.#flags);
      this.#flags = flags;
    }
    this.#starts[word] = start;
    this.#ends[word] = end;
    this.#flags[word] = flags;
  }

  /** Begins a statement; what follows belongs to it until it is ended. */
  begin(): number {
    const id = this.count++;
    if ((id + 1) * STRIDE > this.#statements.length) this.#statements = longer(this.#statements);
    return id;
  }

  end(
    id: number,
    words: { readonly first: number; readonly count: number },
    { start, end }: Span,
    body: EndedBody | null,
    incomplete: boolean,
  ): void {
    const at = id * STRIDE;
    const numbers = this.#statements;
    numbers[at + FIRST_WORD] = words.first;
    numbers[at + WORDS] = words.count;
    numbers[at + START] = start;
    numbers[at + END] = end;
    numbers[at + NEXT] = this.count;
    numbers[at + INNER_START] = body?.start ?? 0;
    numbers[at + INNER_END] = body?.end ?? 0;
    numbers[at + FLAGS] =
      (body ? BODIES.indexOf(body.kind) : 0) |
      (body?.closed ? CLOSED : 0) |
      (body?.templated ? BODY_TEMPLATED : 0) |
      (incomplete ? INCOMPLETE : 0);
  }

  startOf(word: number): number {
    return this.#starts[word] ?? 0;
  }

  endOf(word: number): number {
    return this.#ends[word] ?? 0;
  }

  flagsOf(word: number): number {
    return this.#flags[word] ?? 0;
  }

  /** A word as it is written. */
  written(word: number): string {
    return this.text.slice(this.#starts[word], this.#ends[word]);
  }

  /** The number of the first word of a statement: its name, where it has words. */
  firstWord(id: number): number {
    return this.#statements[id * STRIDE + FIRST_WORD] ?? 0;
  }

  wordsOf(id: number): number {
    return this.#statements[id * STRIDE + WORDS] ?? 0;
  }

  /** From the first word to the end of the terminator. */
  spanOf(id: number): Span {
    const at = id * STRIDE;
    return span(this.#statements[at + START] ?? 0, this.#statements[at + END] ?? 0);
  }

  startOfStatement(id: number): number {
    return this.#statements[id * STRIDE + START] ?? 0;
  }

  /** The next statement of the same level, or the end of that level. */
  next(id: number): number {
    return this.#statements[id * STRIDE + NEXT] ?? 0;
  }

  bodyKind(id: number): BodyKind {
    return BODIES[(this.#statements[id * STRIDE + FLAGS] ?? 0) & BODY] ?? 'none';
  }

  /** Between the braces. */
  innerOf(id: number): Span {
    const at = id * STRIDE;
    return span(this.#statements[at + INNER_START] ?? 0, this.#statements[at + INNER_END] ?? 0);
  }

  /** Its `}` is written. */
  isClosed(id: number): boolean {
    return ((this.#statements[id * STRIDE + FLAGS] ?? 0) & CLOSED) !== 0;
  }

  /** A template in its block decides or writes whole directives. */
  isTemplated(id: number): boolean {
    return ((this.#statements[id * STRIDE + FLAGS] ?? 0) & BODY_TEMPLATED) !== 0;
  }

  /** The text is not a whole directive: nothing may be concluded from it. */
  isIncomplete(id: number): boolean {
    return ((this.#statements[id * STRIDE + FLAGS] ?? 0) & INCOMPLETE) !== 0;
  }

  /** Without the room for more. */
  settled(): this {
    this.#starts = this.#starts.slice(0, this.wordCount);
    this.#ends = this.#ends.slice(0, this.wordCount);
    this.#flags = this.#flags.slice(0, this.wordCount);
    this.#statements = this.#statements.slice(0, this.count * STRIDE);
    return this;
  }

  /** The same in a longer text, in which its own begins at `by`. */
  within(text: string, by: number): Syntax {
    const moved = new Syntax(text, 0);
    moved.wordCount = this.wordCount;
    moved.count = this.count;
    moved.#starts = this.#starts.map((start) => start + by);
    moved.#ends = this.#ends.map((end) => end + by);
    moved.#flags = this.#flags;
    moved.#statements = this.#statements.slice();
    for (let at = 0; at < moved.#statements.length; at += STRIDE) {
      for (const place of [START, END, INNER_START, INNER_END]) {
        moved.#statements[at + place] = (moved.#statements[at + place] ?? 0) + by;
      }
    }
    return moved;
  }
}

function longer(numbers: Int32Array): Int32Array {
  const more = new Int32Array(Math.max(64, 2 * numbers.length));
  more.set(numbers);
  return more;
}

/** What stands between the braces of a statement, or in a whole file. */
export class Body {
  /** Between the braces. */
  readonly inner: Span;

  /** @param first and `end`: the statements, from one to before the other */
  constructor(
    readonly syntax: Syntax,
    readonly first: number,
    readonly end: number,
    private readonly ended: EndedBody,
  ) {
    this.inner = span(ended.start, ended.end);
  }

  get kind(): 'block' | 'table' | 'lua' {
    return this.ended.kind;
  }

  /** Its `}` is written. */
  get closed(): boolean {
    return this.ended.closed;
  }

  /** A template in it decides or writes whole directives. */
  get templated(): boolean {
    return this.ended.templated;
  }

  /** The same in a longer text, in which its own begins at `by`. */
  within(text: string, by: number): Body {
    const { start, end } = this.inner;
    const ended = { ...this.ended, start: start + by, end: end + by };
    return new Body(this.syntax.within(text, by), this.first, this.end, ended);
  }
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
