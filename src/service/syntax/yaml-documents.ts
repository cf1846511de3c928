import { type Span, span } from '../contracts/span';

const MARKERS = ['\n---', '\n...', '\n\uFEFF---', '\n\uFEFF...'];
/** A line that is not a marker, a directive, a comment or blank. */
const CONTENT = /^(?!\uFEFF?(?:(?:---|\.\.\.)[ \t\r]*(?:#.*)?|[ \t]*(?:#.*)?\r?|%.*)$).+/m;

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
  const cuts = MARKERS.flatMap((marker) => [...cutsAt(text, marker)]).sort((a, b) => a - b);
  const bounds = [0, ...cuts, text.length];
  return bounds.slice(0, -1).map((start, index) => {
    const at = span(start, bounds[index + 1] ?? text.length);
    return { at, bare: !CONTENT.test(text.slice(at.start, at.end)) };
  });
}

/** Where documents start at a marker of this form; words such as `----` are none. */
function* cutsAt(text: string, marker: string): Iterable<number> {
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, at + 1)) {
    if (/^\s?$/.test(text.charAt(at + marker.length))) yield at + 1;
  }
}
