import type { Span } from './span';

/**
 * `safe` changes no behaviour: fix-all, on save, `--fix`. `suggestion` changes behaviour as its
 * title says. `guided` touches live capacity, drains, failover or security, or needs a value only
 * the user has: never preferred, never in a batch, its title says before → after.
 */
export type FixKind = 'safe' | 'suggestion' | 'guided';

/** A replacement in the document the finding is in. */
export interface TextChange {
  readonly span: Span;
  readonly newText: string;
}

/** A replacement in another document, as it stands. */
export interface ForeignChange extends TextChange {
  readonly uri: string;
}

/** What happens to a structural path of some file; its language turns it into text. */
export type StructuralChange =
  | { readonly op: 'replace'; readonly text: string }
  | { readonly op: 'remove' }
  | { readonly op: 'insert'; readonly key: string; readonly text: string };

/** A change named by structure, in any file of the project; resolved when the fix is applied. */
export interface StructuralEdit {
  readonly uri: string;
  readonly path: string;
  readonly change: StructuralChange;
}

/** One step of a fix. */
export type FixEdit = TextChange | ForeignChange | StructuralEdit;

/** A way out of a finding. */
export interface Fix {
  /** Imperative, with the value it writes: "Set minReplicas to 2". */
  readonly title: string;
  readonly kind: FixKind;
  readonly edits: readonly FixEdit[];
  /**
   * Text to copy and use elsewhere, where the file is not the source: a command for a live group, a
   * property of the construct that generates a template. Such a fix has no edits and is in no batch.
   */
  readonly copies?: string;
}

/** Whether the step names a structural path rather than a stretch of text. */
export function isStructural(edit: FixEdit): edit is StructuralEdit {
  return 'change' in edit;
}

/**
 * Applies non-overlapping replacements to a text. Insertions at the same offset keep their order.
 * @throws RangeError when two replacements overlap or reach outside the text: a fix is never half applied.
 */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  const ordered = changes
    .map((change, index) => ({ change, index }))
    .sort((a, b) => a.change.span.start - b.change.span.start || a.index - b.index)
    .map(({ change }) => change);
  let result = '';
  let position = 0;
  for (const { span, newText } of ordered) {
    if (span.start < position || span.end < span.start || span.end > text.length) {
      throw new RangeError(`Edits overlap or leave the text at offset ${span.start}.`);
    }
    result += text.slice(position, span.start) + newText;
    position = span.end;
  }
  return result + text.slice(position);
}

/** Whether two sets of replacements can be applied together. */
export function overlaps(a: readonly TextChange[], b: readonly TextChange[]): boolean {
  return a.some((x) =>
    b.some(
      (y) =>
        (x.span.start < y.span.end && y.span.start < x.span.end) || x.span.start === y.span.start,
    ),
  );
}
