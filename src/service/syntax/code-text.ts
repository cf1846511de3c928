import type { Comment } from '../contracts/language';
import { span } from '../contracts/span';

/** How a language writes what is no code. */
export interface Writing {
  /** What begins a comment up to the end of its line. */
  readonly line: readonly string[];
  /** What a comment up to the end of its line is no comment with: `#[` of PHP. */
  readonly notLine?: string;
  /** What begins and ends a comment over lines. */
  readonly block: readonly [string, string] | null;
  /** Texts over lines are put into three quotes. */
  readonly tripled: boolean;
}

/** A text with what is no code left out; offsets are those of the text. */
export interface Source {
  readonly text: string;
  /** Blanks where comments stand. */
  readonly bare: string;
  /** Blanks where comments stand, and what is within quotes. */
  readonly code: string;
  readonly comments: readonly Comment[];
  /** Where the bracket closes that stands at an offset of the code; the end of the text where none does. */
  closing(open: number): number;
}

/** Tells code from comments and quoted texts, in one pass. A quote that its line does not close is none. */
export function sourceOf(text: string, { line, notLine, block, tripled }: Writing): Source {
  const comments: Comment[] = [];
  const bare: string[] = [];
  const code: string[] = [];
  let kept = 0;
  const until = (at: number) => {
    bare.push(text.slice(kept, at));
    code.push(text.slice(kept, at));
    kept = at;
  };
  const leaveOut = (from: number, to: number, isComment: boolean) => {
    until(from);
    const blank = text.slice(from, to).replace(/[^\r\n]/g, ' ');
    bare.push(isComment ? blank : text.slice(from, to));
    code.push(blank);
    kept = to;
  };
  let index = 0;
  while (index < text.length) {
    const mark = line.find((each) => text.startsWith(each, index));
    if (mark !== undefined && !(notLine && text.startsWith(notLine, index))) {
      const end = lineEnd(text, index);
      comments.push({ at: span(index, end), text: text.slice(index + mark.length, end) });
      leaveOut(index, end, true);
      index = end;
    } else if (block && text.startsWith(block[0], index)) {
      const found = text.indexOf(block[1], index + block[0].length);
      const end = found < 0 ? text.length : found + block[1].length;
      comments.push({ at: span(index, end), text: text.slice(index + block[0].length, end - 2) });
      leaveOut(index, end, true);
      index = end;
    } else if (tripled && text.startsWith('"""', index)) {
      const found = text.indexOf('"""', index + 3);
      const end = found < 0 ? text.length : found;
      leaveOut(index + 3, end, false);
      index = end + 3;
    } else if (text[index] === '"' || text[index] === "'") {
      const end = closingQuote(text, index);
      if (end > index) leaveOut(index + 1, end, false);
      index = Math.max(end, index) + 1;
    } else {
      index++;
    }
  }
  until(text.length);
  const joined = code.join('');
  let closes: ReadonlyMap<number, number> | undefined;
  return {
    ...{ text, bare: bare.join(''), code: joined, comments },
    closing: (open) => {
      closes ??= closingsOf(joined);
      return closes.get(open) ?? joined.length;
    },
  };
}

/** Where a line ends, without its break. */
export function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from);
  return found < 0 ? text.length : found;
}

function closingQuote(text: string, open: number): number {
  const quote = text[open];
  for (let index = open + 1; index < text.length && text[index] !== '\n'; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index;
  }
  return -1;
}

/** Where each bracket closes, of whatever kind, found in one pass. */
function closingsOf(code: string): ReadonlyMap<number, number> {
  const closes = new Map<number, number>();
  const open: number[] = [];
  for (let index = 0; index < code.length; index++) {
    const character = code[index] ?? '';
    if ('({['.includes(character)) open.push(index);
    else if (')}]'.includes(character)) {
      const begin = open.pop();
      if (begin !== undefined) closes.set(begin, index);
    }
  }
  return closes;
}

/** A statement that goes further back is not read whole. */
const MAX_STATEMENT = 4000;

/** Where the statement begins that holds an offset: behind the last `;`, or the last brace. */
export function statementStart(code: string, at: number, from = 0): number {
  const least = Math.max(from, at - MAX_STATEMENT);
  let index = at;
  while (index > least && !';{}'.includes(code[index - 1] ?? '')) index--;
  return index;
}

/** What stands between quotes at an offset, or `undefined`. */
export function quotedAt(source: Source, at: number): string | undefined {
  const quote = source.bare[at];
  if (quote !== '"' && quote !== "'") return undefined;
  const end = closingQuote(source.bare, at);
  return end < 0 ? undefined : source.bare.slice(at + 1, end);
}
