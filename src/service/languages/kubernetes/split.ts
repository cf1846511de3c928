import { type Span, span } from '../../contracts/span';

const MARKER = /^\uFEFF?(?:---|\.\.\.)(?=\s|$)/gm;
const BARE = /^\uFEFF?(?:(?:---|\.\.\.)[ \t\r]*(?:#.*)?|[ \t]*(?:#.*)?\r?|%.*)$/;

/** A document of a stream; `bare` when it holds only comments and directives. */
export interface StreamPart {
  readonly at: Span;
  readonly bare: boolean;
}

/**
 * The documents of a YAML stream. A marker at the left margin ends a document everywhere, also
 * within a block scalar or quotes, so no parsing is needed.
 */
export function splitDocuments(text: string): readonly StreamPart[] {
  const cuts = [...text.matchAll(MARKER)].map((match) => match.index).filter((cut) => cut > 0);
  const bounds = [0, ...cuts, text.length];
  return bounds.slice(0, -1).map((start, index) => {
    const at = span(start, bounds[index + 1] ?? text.length);
    return {
      at,
      bare: text
        .slice(at.start, at.end)
        .split('\n')
        .every((line) => BARE.test(line)),
    };
  });
}
