import { applyChanges, type Fix, isStructural, overlaps, type TextChange } from '../contracts/fix';
import { type Finding, fixesOf } from '../engine/finding';
import { failureLine, failureOf, guarded } from '../engine/internal';
import type { Project } from '../project/project';

/** What a fix changes, by file. */
export type Changes = ReadonlyMap<string, readonly TextChange[]>;

/**
 * The text changes of a fix, its structural edits resolved by the language of each file;
 * `undefined` where a place is not plainly editable.
 */
export function changesOf(fix: Fix, uri: string, project: Project): Changes | undefined {
  const changes = new Map<string, TextChange[]>();
  const add = (target: string, more: readonly TextChange[]) =>
    changes.set(target, [...(changes.get(target) ?? []), ...more]);
  for (const edit of fix.edits) {
    if (!isStructural(edit)) {
      add('uri' in edit ? edit.uri : uri, [edit]);
      continue;
    }
    const file = project.opened(edit.uri);
    const resolved =
      file &&
      guarded(
        `the editing of ${file.language.id}`,
        () => file.language.edit(file, file.analysis, edit),
        undefined,
        (failure) => project.ports.log(failureLine(failure, file.path)),
      );
    if (!resolved) return undefined;
    add(edit.uri, resolved);
  }
  return changes;
}

/** The fix a batch may use: the safe one, or also the preferred suggestion. */
export function batchFix(finding: Finding, unsafe: boolean): Fix | undefined {
  return fixesOf(finding).fixes.find(
    ({ kind, copies }) =>
      copies === undefined && (kind === 'safe' || (unsafe && kind === 'suggestion')),
  );
}

/**
 * The changes of as many of these findings' fixes as can be made at once. Fixes of the finding's
 * own file that do not overlap go together; one that reaches another file goes alone.
 */
export function planPass(
  findings: readonly Finding[],
  unsafe: boolean,
  project: Project,
): {
  readonly changes: Changes;
  readonly applied: number;
  /** The files of a fix that reaches several. */
  readonly together: readonly string[];
} {
  const planned = new Map<string, readonly TextChange[]>();
  let applied = 0;
  for (const finding of findings) {
    const fix = batchFix(finding, unsafe);
    const changes = fix && changesOf(fix, finding.uri, project);
    if (!changes) continue;
    const crossFile = [...changes.keys()].some((uri) => uri !== finding.uri);
    if (crossFile && applied > 0) continue;
    if ([...changes].some(([uri, more]) => overlaps(planned.get(uri) ?? [], more))) continue;
    for (const [uri, more] of changes) planned.set(uri, [...(planned.get(uri) ?? []), ...more]);
    applied++;
    if (crossFile) return { changes: planned, applied, together: [...changes.keys()] };
  }
  return { changes: planned, applied, together: [] };
}

/** The texts before and after these changes, of the files whose text parses no worse than before. */
export function changedTexts(
  changes: Changes,
  project: Project,
): ReadonlyMap<string, { readonly before: string; readonly after: string }> {
  const texts = new Map<string, { before: string; after: string }>();
  for (const [uri, list] of changes) {
    const file = project.opened(uri);
    if (!file) continue;
    const { path, language, analysis } = file;
    try {
      const text = applyChanges(file.text, list);
      const after = language.analyse({ uri, path, text });
      if (after.syntax.length <= analysis.syntax.length)
        texts.set(uri, { before: file.text, after: text });
    } catch (thrown) {
      // A fix after which a file cannot be read is not made.
      project.ports.log(failureLine(failureOf('the checking of a fix', thrown), path));
    }
  }
  return texts;
}
