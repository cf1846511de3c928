import {
  applyChanges,
  type Fix,
  type FixEdit,
  isStructural,
  type StructuralEdit,
  type TextChange,
} from '../contracts/fix';
import { type DataNode, plainOf, pointer, type Trail } from '../syntax/data-node';
import { readYaml } from '../syntax/yaml';

/** An object of a build, as a fix needs it. */
export interface FixedObject {
  readonly uri: string;
  readonly text: string;
  trail(path: string): Trail;
  /** Whether a change of a file changes no build but those that have the finding. */
  isOwn(uri: string): boolean;
}

/**
 * A fix of an object that is built, as changes of the files that decide. It exists only where each value
 * passes unchanged from one file, which belongs to no build without the finding.
 */
export function fixInFiles(fix: Fix, object: FixedObject): Fix | undefined {
  if (fix.copies !== undefined) return fix;
  const local = fix.edits.filter(
    (edit): edit is TextChange => !isStructural(edit) && !('uri' in edit),
  );
  const others = fix.edits.filter((edit) => !local.includes(edit as TextChange));
  const edits: FixEdit[] = [];
  for (const edit of others) {
    if (!isStructural(edit) || edit.uri !== object.uri) edits.push(edit);
    else {
      const moved = inFile(edit, object);
      if (!moved) return undefined;
      edits.push(moved);
    }
  }
  if (local.length > 0) {
    const changes = changesOf(object, local);
    if (!changes) return undefined;
    edits.push(...changes);
  }
  return { ...fix, edits };
}

function inFile(edit: StructuralEdit, object: FixedObject): StructuralEdit | undefined {
  const isInsert = edit.change.op === 'insert';
  // A key that a template writes stays where its value is taken away.
  const isKept = object.trail(edit.path).some(({ how }) => how === 'rendered');
  if (isKept && edit.change.op === 'remove') return undefined;
  const place = isInsert ? holder(edit.path, object) : writer(edit.path, object);
  return place && { ...edit, ...place };
}

/** How a value passes a template as it stands. */
const PASSING = /^(?:rendered|included)$/;

/** The one place that a value passes from unchanged. */
function writer(
  path: string,
  object: FixedObject,
): Pick<StructuralEdit, 'uri' | 'path'> | undefined {
  const trail = object.trail(path);
  const [step, ...others] = trail;
  const isPlain =
    step &&
    /^(?:written|patched|replaced)$/.test(step.how) &&
    others.every(({ how }) => PASSING.test(how));
  return isPlain && isValue(step.path) && object.isOwn(step.uri)
    ? { uri: step.uri, path: step.path }
    : undefined;
}

/** A path of a file that is one of its values: neither the whole file nor a place within a text. */
function isValue(path: string): boolean {
  return path !== '' && !path.includes('#');
}

/** The last layer of a block that belongs to these builds alone. */
function holder(
  path: string,
  object: FixedObject,
): Pick<StructuralEdit, 'uri' | 'path'> | undefined {
  const step = object
    .trail(path)
    .findLast(
      ({ uri, how, path: at }) =>
        object.isOwn(uri) && how !== 'bound' && !PASSING.test(how) && isValue(at),
    );
  return step && { uri: step.uri, path: step.path };
}

/** What changes of the text of an object change in its data. */
function changesOf(
  object: FixedObject,
  changes: readonly TextChange[],
): readonly StructuralEdit[] | undefined {
  let after: string;
  try {
    after = applyChanges(object.text, changes);
  } catch {
    return undefined;
  }
  const [before, now] = [object.text, after].map((text) => readYaml(text, { uri: '' }).documents);
  const [from, to] = [before?.[0], now?.[0]];
  if (!from || !to || now?.length !== 1) return undefined;
  const edits: (StructuralEdit | undefined)[] = [];
  compare(from, to, '/0', object, edits);
  return edits.length > 0 && edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function compare(
  from: DataNode,
  to: DataNode,
  path: string,
  object: FixedObject,
  edits: (StructuralEdit | undefined)[],
): void {
  if (JSON.stringify(plainOf(from)) === JSON.stringify(plainOf(to))) return;
  if (from.kind === 'map' && to.kind === 'map') {
    for (const [key, value] of from.entries) {
      const other = to.entries.get(key);
      const inner = pointer(path, key);
      if (other) compare(value, other, inner, object, edits);
      else edits.push(inFile({ uri: object.uri, path: inner, change: { op: 'remove' } }, object));
    }
    for (const [key, value] of to.entries) {
      if (from.entries.has(key)) continue;
      const change = { op: 'insert', key, text: JSON.stringify(plainOf(value)) } as const;
      edits.push(inFile({ uri: object.uri, path, change }, object));
    }
    return;
  }
  if (from.kind === 'list' && to.kind === 'list' && from.items.length === to.items.length) {
    for (const [index, item] of from.items.entries()) {
      const other = to.items[index];
      if (other) compare(item, other, pointer(path, index), object, edits);
    }
    return;
  }
  if (to.kind !== 'scalar' || from.kind !== 'scalar') {
    edits.push(undefined);
    return;
  }
  const text = to.quoted && !from.quoted ? JSON.stringify(to.text) : to.text;
  edits.push(inFile({ uri: object.uri, path, change: { op: 'replace', text } }, object));
}
