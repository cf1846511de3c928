/**
 * A stretch of a document's text: UTF-16 offsets, `end` exclusive. A byte-order mark counts as
 * one unit. Line and column positions exist only at the service's edge.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span from `start` (inclusive) to `end` (exclusive). */
export function span(start: number, end: number): Span {
  return { start, end };
}

/** Whether `inner` lies within `outer`; equal spans contain each other. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
