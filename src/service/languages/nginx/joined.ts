import type {
  AssemblyPlan,
  AssemblySource,
  JoinedLine,
  JoinedText,
} from '../../contracts/assembly';
import { type LineIndex, lineIndex, positionAt } from '../../text/lines';
import { entryOf } from '../../text/tables';
import type { IncludeTree } from './include-graph';
import { HARMLESS } from './includes';
import { type Body, quoteIn, type Tree } from './syntax';
import { wordValue } from './words';

/** Files that include each other twice double with each level. */
const MAX_LINES = 100_000;

/** An `include` of a file: where it stands there, and what it names. */
interface Include {
  readonly start: number;
  readonly end: number;
  readonly pattern: string;
}

/**
 * The configuration that nginx reads, as one text: where a file includes others, these stand. A line is that of
 * its file; where an `include` shares a line with others, the line is cut there.
 */
export function joinedText(plan: AssemblyPlan, sources: readonly AssemblySource[]): JoinedText {
  const patterns = (plan.joints ?? {}) as IncludeTree['patterns'];
  const files = new Map(sources.map((source) => [source.path, source]));
  const lines: JoinedLine[] = [];
  const limits = new Set<string>();
  const [main] = sources;
  if (main) write(main, []);
  if (lines.length > MAX_LINES) limits.add(`What follows line ${MAX_LINES} is left out.`);
  return { lines: lines.slice(0, MAX_LINES), limits: [...limits] };

  function write(file: AssemblySource, around: readonly string[]): void {
    const { root } = file.tree as Tree;
    const index = lineIndex(file.text);
    let cursor = 0;
    for (const { start, end, pattern } of includesOf(root)) {
      const found = entryOf(patterns, pattern);
      const isWhole = found?.whole === true;
      if (!isWhole && !HARMLESS.test(pattern))
        limits.add(`include ${pattern} in ${file.path}: not all that it names is here.`);
      for (const path of found?.paths ?? []) {
        if (!files.has(path)) limits.add(`${path}, which ${file.path} includes, cannot be read.`);
      }
      const named = (found?.paths ?? []).flatMap((path) => files.get(path) ?? []);
      // What is not here stays as it is written.
      if (named.length === 0 || lines.length > MAX_LINES) continue;
      piece(file, index, cursor, start);
      for (const each of named) {
        // nginx refuses a file that includes itself.
        if (![...around, file.path].includes(each.path)) write(each, [...around, file.path]);
      }
      cursor = end;
    }
    piece(file, index, cursor, file.text.length);
  }

  function piece({ text, path }: AssemblySource, index: LineIndex, from: number, to: number): void {
    const last = positionAt(index, to).line;
    for (let { line } = positionAt(index, from); line <= last; line++) {
      const [start, end] = [index[line] ?? 0, index[line + 1] ?? text.length];
      const own = text.slice(Math.max(start, from), Math.min(end, to)).replace(/\r?\n$|\r$/, '');
      // Of a line that is cut, what is left may be nothing.
      const isCut = start < from || to < end || start === text.length;
      if (isCut && own.trim() === '') continue;
      lines.push({ text: own, path, line: line + 1 });
    }
  }
}

/** The includes of a file, in their order; blocks are looked into. */
function includesOf({ syntax, first, end }: Body): readonly Include[] {
  const found: Include[] = [];
  for (let id = first; id < end; id++) {
    if (syntax.isIncomplete(id) || syntax.wordsOf(id) !== 2) continue;
    const word = syntax.firstWord(id);
    if (syntax.written(word) !== 'include') continue;
    const pattern = wordValue(syntax.written(word + 1), quoteIn(syntax.flagsOf(word + 1)));
    found.push({ ...syntax.spanOf(id), pattern });
  }
  return found;
}
