import type { Comment, SyntaxProblem } from '../../contracts/language';
import type { Span } from '../../contracts/span';
import { bodyOf, type Frame, frame, layoutOf, nameOf } from './frames';
import { beginsDirective, byteOrderMark, dumpedFile, needsBlock, oddCharacter } from './grammar';
import type { Body, Section, Token, Tree } from './syntax';
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

function build(text: string, missing: number): Built {
  const problems: SyntaxProblem[] = [];
  const comments: Comment[] = [];
  const sections: Section[] = [];
  const layout = layoutOf(text);
  const root = frame(text, [], null, 0, false);
  const stack: Frame[] = [root];
  let top = root;
  let pending: Token[] = [];
  /** The pending words are known not to be what the author meant. */
  let broken = false;
  let sectionPath: string | null = null;
  let allowance = missing;
  let unclosed = 0;
  let statementColumn = 0;
  let steps = 0;

  const scanned = scan(text, (token) => {
    steps++;
    switch (token.kind) {
      case 'space':
        layout.pass(token);
        return;
      case 'comment':
        comment(token);
        return;
      case 'template':
        top.templated = true;
        break;
      case 'word':
        word(token);
        break;
      case 'semicolon':
        semicolon(token);
        break;
      case 'open':
        open(token);
        break;
      case 'close':
        close(token);
        break;
      case 'lua':
        break;
    }
    layout.pass(token);
  });
  finish(text.length);
  const body = bodyOf(root, text.length, true);
  return {
    root: sections[0]?.body ?? body,
    sections,
    comments,
    problems,
    scanned,
    unclosed,
    steps,
  };

  function comment(token: Token): void {
    const raw = text.slice(token.start, token.end).trimEnd();
    comments.push({
      at: { start: token.start, end: token.end },
      text: raw.replace(/^#+/, '').trim(),
    });
    const path = layout.firstOnLine() ? dumpedFile(raw) : undefined;
    if (path !== undefined && (sectionPath !== null || nothingRead())) beginSection(path, token);
  }

  /** Before a dump's first file there is nothing, or what `nginx -T` says about its own success. */
  function nothingRead(): boolean {
    if (pending[0] && textOf(pending[0]) === 'nginx:') pending = [];
    return stack.length === 1 && pending.length === 0 && root.statements.length === 0;
  }

  function beginSection(path: string, token: Token): void {
    finish(token.start);
    root.statements.length = 0;
    root.start = token.end;
    root.templated = false;
    sectionPath = path;
  }

  /** Ends the text or a file of a dump: what is open there cannot be closed any more. */
  function finish(end: number): void {
    if (pending.length > 0) unfinished(lastOf(pending));
    while (stack.length > 1) {
      unclosed++;
      closeUnwritten(end);
    }
    if (sectionPath === null) return;
    sections.push({ path: sectionPath, body: bodyOf(root, end, true) });
  }

  function word(token: Token): void {
    if (pending.length === 0) {
      if (layout.firstOnLine()) reindent(token);
      statementColumn = layout.column(token);
      pending.push(token);
      return;
    }
    if (layout.firstOnLine() && startsNext(token)) {
      unfinished(lastOf(pending));
      reindent(token);
      statementColumn = layout.column(token);
    }
    pending.push(token);
  }

  /** Whether the `;` before this word, the first of its line, has been forgotten. */
  function startsNext(token: Token): boolean {
    if (token.quote !== null || token.templated) return false;
    // A row of a table is a key and a value; only `types` lists many.
    if (top.kind === 'table') return top.name !== 'types' && pending.length >= 2;
    return beginsDirective(textOf(token), nameOf(text, pending));
  }

  function semicolon(token: Token): void {
    if (pending.length === 0) {
      problem(token, 'Unexpected ";": there is no directive before it. Remove it.');
      return;
    }
    const name = nameOf(text, pending);
    const bare = top.kind === 'block' && needsBlock(name) && known(pending);
    if (bare) problem(token, `"${name}" needs a block: write "{ … }" in place of ";".`);
    emit(null, token.end, bare);
  }

  function open(token: Token): void {
    const name = pending.length > 0 ? nameOf(text, pending) : null;
    if (name === null) problem(token, 'This "{" has no directive before it.');
    if (top.kind === 'table' && name !== null) {
      problem(token, `Unexpected "{" in a "${top.name}" block.`);
    } else if (name !== null && looksLikeRegex(pending)) {
      problem(token, 'This "{" opens a block: put the regular expression in quotes.');
      broken = true;
      return;
    }
    if (stack.length >= MAX_DEPTH) {
      problem(token, 'Blocks are nested too deeply to be read.');
      if (pending.length > 0) emit(null, token.end, true);
      return;
    }
    const column = layout.column(token);
    top = frame(text, pending, token, pending.length > 0 ? statementColumn : column, broken);
    stack.push(top);
    pending = [];
    broken = false;
  }

  /** `location ~ ^/a{2}$ {` reads as a block named `2}$`: its first `{` belongs to the pattern. */
  function looksLikeRegex(words: readonly Token[]): boolean {
    const last = lastOf(words);
    const next = text.charAt(last.end + 1);
    return (
      words.length > 1 &&
      last.quote === null &&
      text[last.end] === '{' &&
      next >= '0' &&
      next <= '9' &&
      /^[~^]/.test(textOf(words[1] ?? last))
    );
  }

  function close(token: Token): void {
    if (pending.length > 0) unfinished(lastOf(pending));
    const column = layout.column(token);
    while (layout.firstOnLine() && allowance > 0 && top.indented && column < top.column) {
      closeUnwritten(token.start);
    }
    if (stack.length === 1) {
      problem(token, 'Unexpected "}": no block is open here. Remove it.');
      return;
    }
    pop(token.start, token.end, true);
  }

  /** Closes blocks that this line's indentation says have ended, while `}` are known to be missing. */
  function reindent(token: Token): void {
    const column = layout.column(token);
    while (allowance > 0 && top.open && top.indented && column <= top.column) {
      closeUnwritten(token.start);
    }
    if (top.open && top.statements.length === 0) top.indented = column > top.column;
  }

  function closeUnwritten(end: number): void {
    allowance--;
    if (top.open) {
      const name = top.name;
      problem(top.open, `The block of "${name}" is never closed: a "}" is missing.`);
    }
    pop(end, end, false);
  }

  function pop(innerEnd: number, end: number, closed: boolean): void {
    const ended = stack.pop() ?? root;
    top = stack[stack.length - 1] ?? root;
    pending = [...ended.words];
    emit(bodyOf(ended, innerEnd, closed), end, ended.broken);
  }

  function emit(body: Body | null, end: number, unreliable: boolean): void {
    // A list that grows keeps room for more.
    const words = pending.slice();
    const first = words[0];
    const start = first?.start ?? (body ? body.inner.start - 1 : end);
    const odd = first ? oddCharacter(textOf(first)) : undefined;
    if (first && odd) {
      problem(
        { start: first.start + odd.index, end: first.start + odd.index + 1 },
        `nginx takes the invisible character ${odd.name} for a part of the word: replace it by a space.`,
      );
    }
    const whole = first && !odd && !broken && !unreliable && !words.some((word) => word.unclosed);
    top.statements.push({ words, body, span: { start, end }, incomplete: !whole });
    pending = [];
    broken = false;
  }

  /** Ends the pending words without their terminator. */
  function unfinished(last: Token): void {
    const name = nameOf(text, pending);
    if (!last.unclosed) {
      problem(
        { start: last.end - 1, end: last.end },
        top.kind === 'block' && needsBlock(name)
          ? `"${name}" needs a block: "{" is missing here.`
          : `"${name}" is not finished: ";" is missing here.`,
      );
    }
    emit(null, last.end, true);
  }

  function problem(at: Span, message: string): void {
    if (known(pending)) problems.push({ at: { start: at.start, end: at.end }, message });
  }

  function known(words: readonly Token[]): boolean {
    return !words.some((word) => word.templated);
  }

  function textOf(token: Span): string {
    return text.slice(token.start, token.end);
  }
}

function lastOf(words: readonly Token[]): Token {
  const last = words[words.length - 1];
  if (!last) throw new RangeError('No word is pending.');
  return last;
}
