import type { Comment } from '../../contracts/language';
import { type Span, span } from '../../contracts/span';
import type { NginxModel } from './model';

/** Blocks, directives over several lines, and comments on lines that follow each other. */
export function foldsOf(model: NginxModel, comments: readonly Comment[]): readonly Span[] {
  const { text } = model;
  const directives = model.directives.flatMap(({ span: whole }) => {
    const at = span(whole.start, beforeLastLine(text, whole));
    return text.slice(at.start, at.end).includes('\n') ? [at] : [];
  });
  return [...directives, ...commentRuns(text, comments)];
}

/** A `}` alone on its line stays in sight. */
function beforeLastLine(text: string, { start, end }: Span): number {
  const newline = text.lastIndexOf('\n', end - 1);
  const last = text.slice(newline + 1, end);
  return newline > start && last.trim() === '}' ? newline : end;
}

function commentRuns(text: string, comments: readonly Comment[]): readonly Span[] {
  const runs: Span[] = [];
  let run: Span | undefined;
  for (const { at } of comments) {
    if (text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start).trim() !== '') continue;
    const follows = run && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(run.end, at.start));
    if (run && !follows) runs.push(run);
    run = run && follows ? span(run.start, at.end) : at;
  }
  return (run ? [...runs, run] : runs).filter(({ start, end }) =>
    text.slice(start, end).includes('\n'),
  );
}
