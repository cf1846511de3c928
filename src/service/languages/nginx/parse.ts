import type { Comment, SyntaxProblem } from '../../contracts/language';
import { type Frame, frame, layoutOf, type Words } from './frames';
import { beginsDirective, byteOrderMark, dumpedFile, needsBlock } from './grammar';
import { type DirectiveName, directiveName } from './names-of-directives';
import {
  Body,
  CLOSE,
  COMMENT,
  DOUBLE,
  type EndedBody,
  KIND,
  OPEN,
  quoteIn,
  SEMICOLON,
  type Section,
  SINGLE,
  SPACE,
  Syntax,
  TEMPLATE_TOKEN,
  TEMPLATED,
  type Tree,
  UNCLOSED,
  WORD,
} from './syntax';
import { type Scan, scan } from './tokenize';

/**
 * Parses any text. Linear, and tolerant: what is unfinished is marked `incomplete` and the rest is read
 * as if it were not there.
 */
export function parse(text: string): Tree {
  let result = build(text, 0);
  // A missing `}` shows only at the end. Then indentation tells where the block was meant to close.
  if (result.unclosed > 0) result = build(text, result.unclosed);
  const { scanned } = result;
  const problems = [...byteOrderMark(text), ...scanned.problems, ...result.problems];
  return {
    text,
    root: result.root,
    sections: result.sections,
    comments: result.comments,
    problems: scanned.conditional ? [] : problems.sort((a, b) => a.at.start - b.at.start),
    steps: scanned.steps + result.steps,
  };
}

interface Built {
  readonly root: Body;
  readonly sections: readonly Section[];
  readonly comments: readonly Comment[];
  readonly problems: readonly SyntaxProblem[];
  readonly scanned: Scan;
  /** Blocks still open at the end. */
  readonly unclosed: number;
  readonly steps: number;
}

/** Deeper nesting than any configuration has: a bound that keeps later walks off the stack limit. */
const MAX_DEPTH = 100;

const NO_WORDS: Words = { first: 0, count: 0 };

/** Letters a word takes with the space around it, by experience: room that is seldom too small. */
const A_WORD = 9;

function build(text: string, missing: number): Built {
  const syntax = new Syntax(text, Math.ceil(text.length / A_WORD));
  const problems: SyntaxProblem[] = [];
  const comments: Comment[] = [];
  const sections: Section[] = [];
  const layout = layoutOf(syntax);
  const root = frame(-1, null, NO_WORDS, null, 0, false);
  const stack: Frame[] = [root];
  let top = root;
  /** The words that wait for their terminator: the last ones there are. */
  let first = 0;
  let count = 0;
  /** The pending words are known not to be what the author meant. */
  let broken = false;
  let sectionPath: string | null = null;
  let sectionFirst = 0;
  let allowance = missing;
  let unclosed = 0;
  let statementColumn = 0;
  let steps = 0;

  const scanned = scan(text, (flags, start, end) => {
    steps++;
    switch (flags & KIND) {
      case SPACE:
        break;
      case COMMENT:
        comment(start, end);
        return;
      case TEMPLATE_TOKEN:
        top.templated = true;
        break;
      case WORD:
        word(flags, start, end);
        break;
      case SEMICOLON:
        semicolon(start, end);
        break;
      case OPEN:
        open(start, end);
        break;
      case CLOSE:
        close(start, end);
        break;
    }
    layout.pass(flags, end);
  });
  finish(text.length);
  const whole = sections[0]?.body ?? topBody(text.length);
  syntax.settled();
  return { root: whole, sections, comments, problems, scanned, unclosed, steps };

  function topBody(end: number): Body {
    const { start, templated } = root;
    const ended = { kind: root.kind, start, end, closed: true, templated };
    return new Body(syntax, sectionFirst, syntax.count, ended);
  }

  function comment(start: number, end: number): void {
    const raw = text.slice(start, end).trimEnd();
    comments.push({ at: { start, end }, text: raw.replace(/^#+/, '').trim() });
    const path = layout.firstOnLine() ? dumpedFile(raw) : undefined;
    if (path !== undefined && (sectionPath !== null || nothingRead()))
      beginSection(path, start, end);
  }

  /** Before a dump's first file there is nothing, or what `nginx -T` says about its own success. */
  function nothingRead(): boolean {
    if (count > 0 && syntax.written(first) === 'nginx:') drop();
    return stack.length === 1 && count === 0 && syntax.count === sectionFirst;
  }

  /** No words are waiting any more. */
  function drop(): void {
    first = syntax.wordCount;
    count = 0;
  }

  function beginSection(path: string, start: number, end: number): void {
    finish(start);
    sectionFirst = syntax.count;
    root.start = end;
    root.templated = false;
    sectionPath = path;
  }

  /** Ends the text or a file of a dump: what is open there cannot be closed any more. */
  function finish(end: number): void {
    if (count > 0) unfinished();
    while (stack.length > 1) {
      unclosed++;
      closeUnwritten(end);
    }
    if (sectionPath === null) return;
    sections.push({ path: sectionPath, body: topBody(end) });
  }

  function word(flags: number, start: number, end: number): void {
    const firstOnLine = layout.firstOnLine();
    if (count === 0) {
      if (firstOnLine) reindent(start);
      statementColumn = layout.column(start);
      first = syntax.wordCount;
    } else if (firstOnLine && startsNext(flags, start, end)) {
      unfinished();
      reindent(start);
      statementColumn = layout.column(start);
    }
    syntax.addWord(start, end, flags);
    count++;
  }

  /** Whether the `;` before this word, the first of its line, has been forgotten. */
  function startsNext(flags: number, start: number, end: number): boolean {
    if ((flags & (DOUBLE | SINGLE | TEMPLATED)) !== 0) return false;
    // A row of a table is a key and a value; only `types` lists many.
    if (top.kind === 'table') return top.name !== 'types' && count >= 2;
    return beginsDirective(text.slice(start, end), nameOf().name);
  }

  function semicolon(start: number, end: number): void {
    if (count === 0) {
      problem(start, end, 'Unexpected ";": there is no directive before it. Remove it.');
      return;
    }
    const { name } = nameOf();
    const bare = top.kind === 'block' && needsBlock(name) && known();
    if (bare) problem(start, end, `"${name}" needs a block: write "{ … }" in place of ";".`);
    emit(end, bare);
  }

  function open(start: number, end: number): void {
    const name = count > 0 ? nameOf() : null;
    if (name === null) problem(start, end, 'This "{" has no directive before it.');
    if (top.kind === 'table' && name !== null) {
      problem(start, end, `Unexpected "{" in a "${top.name}" block.`);
    } else if (name !== null && looksLikeRegex()) {
      problem(start, end, 'This "{" opens a block: put the regular expression in quotes.');
      broken = true;
      return;
    }
    if (stack.length >= MAX_DEPTH) {
      problem(start, end, 'Blocks are nested too deeply to be read.');
      if (count > 0) emit(end, true);
      return;
    }
    const column = count > 0 ? statementColumn : layout.column(start);
    top = frame(syntax.begin(), name, { first, count }, { start, end }, column, broken);
    stack.push(top);
    drop();
    broken = false;
  }

  /** `location ~ ^/a{2}$ {` reads as a block named `2}$`: its first `{` belongs to the pattern. */
  function looksLikeRegex(): boolean {
    const last = first + count - 1;
    const end = syntax.endOf(last);
    if (count < 2 || text[end] !== '{' || quoteIn(syntax.flagsOf(last)) !== null) return false;
    const next = text.charAt(end + 1);
    return next >= '0' && next <= '9' && /^[~^]/.test(syntax.written(first + 1));
  }

  function close(start: number, end: number): void {
    if (count > 0) unfinished();
    const column = layout.column(start);
    while (layout.firstOnLine() && allowance > 0 && top.indented && column < top.column) {
      closeUnwritten(start);
    }
    if (stack.length === 1) {
      problem(start, end, 'Unexpected "}": no block is open here. Remove it.');
      return;
    }
    pop(start, end, true);
  }

  /** Closes blocks that this line's indentation says have ended, while `}` are known to be missing. */
  function reindent(start: number): void {
    const column = layout.column(start);
    while (allowance > 0 && top.open && top.indented && column <= top.column) {
      closeUnwritten(start);
    }
    if (top.open && syntax.count === top.id + 1) top.indented = column > top.column;
  }

  function closeUnwritten(end: number): void {
    allowance--;
    if (top.open) {
      const { name, open } = top;
      problem(open.start, open.end, `The block of "${name}" is never closed: a "}" is missing.`);
    }
    pop(end, end, false);
  }

  function pop(innerEnd: number, end: number, closed: boolean): void {
    const ended = stack.pop() ?? root;
    top = stack[stack.length - 1] ?? root;
    const { kind, start, templated, words } = ended;
    const body = { kind, start, end: innerEnd, closed, templated };
    finishStatement(ended.id, words, body, end, ended.broken);
  }

  /** Ends the pending words as a statement without a block. */
  function emit(end: number, unreliable: boolean): void {
    finishStatement(syntax.begin(), { first, count }, null, end, unreliable);
  }

  function finishStatement(
    id: number,
    words: Words,
    body: EndedBody | null,
    end: number,
    unreliable: boolean,
  ): void {
    const named = words.count > 0;
    const start = named ? syntax.startOf(words.first) : body ? body.start - 1 : end;
    const odd = named ? nameOf(words.first).odd : undefined;
    if (odd) {
      const at = start + odd.index;
      problem(
        at,
        at + 1,
        `nginx takes the invisible character ${odd.name} for a part of the word: replace it by a space.`,
        words,
      );
    }
    const whole = named && !odd && !broken && !unreliable && !has(words, UNCLOSED);
    syntax.end(id, words, { start, end }, body, !whole);
    drop();
    broken = false;
  }

  /** Ends the pending words without their terminator. */
  function unfinished(): void {
    const { name } = nameOf();
    const last = first + count - 1;
    const end = syntax.endOf(last);
    if ((syntax.flagsOf(last) & UNCLOSED) === 0) {
      problem(
        end - 1,
        end,
        top.kind === 'block' && needsBlock(name)
          ? `"${name}" needs a block: "{" is missing here.`
          : `"${name}" is not finished: ";" is missing here.`,
      );
    }
    emit(end, true);
  }

  /** What is wrong is not said of words that a template writes. */
  function problem(start: number, end: number, message: string, words = { first, count }): void {
    if (!has(words, TEMPLATED)) problems.push({ at: { start, end }, message });
  }

  function known(): boolean {
    return !has({ first, count }, TEMPLATED);
  }

  function has(words: Words, flag: number): boolean {
    for (let word = words.first; word < words.first + words.count; word++) {
      if ((syntax.flagsOf(word) & flag) !== 0) return true;
    }
    return false;
  }

  function nameOf(word = first): DirectiveName {
    return directiveName(syntax.written(word), quoteIn(syntax.flagsOf(word)));
  }
}
