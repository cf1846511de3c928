import { type Span, span } from '../../contracts/span';

/** A key on the way to a place; an item is what stands behind a dash below it. */
export interface Step {
  readonly key: string;
  readonly isItem: boolean;
  /** The line it stands on. */
  readonly line: number;
}

/** Where an offset of a YAML document in block style is, as far as completion needs it. */
export interface YamlPlace {
  /** The keys around it, from the outermost. */
  readonly steps: readonly Step[];
  /** The keys that its block has already. */
  readonly written: ReadonlySet<string>;
  /** The key whose value is written here; `undefined` where a key or an item is. */
  readonly key: string | undefined;
  /** The word under the cursor, without an opening quote. */
  readonly replaces: Span;
  /** What closes the quote that is open before it, if nothing does yet. */
  readonly closing: string;
  /** The column of its block. */
  readonly column: number;
}

const VALUE = /^(?<lead>[ ]*(?:- +)*)(?<key>\w+):[ ]+(?<quote>["']?)(?<typed>[\w./-]*)$/;
const WORD = /^(?<lead>[ ]*(?:- +)*)(?<typed>(?:\w[\w-]*)?)$/;
const KEY = /^([ ]*(?:- +)*)([\w./-]+):/;

/**
 * Where an offset of a document is. It reads lines and their indentation, not the tree: where something
 * is being typed, the tree is what is broken. `undefined` where nothing can be completed.
 */
export function placeInYaml(document: string, offset: number): YamlPlace | undefined {
  const start = document.lastIndexOf('\n', offset - 1) + 1;
  const before = document.slice(start, offset);
  const found = (VALUE.exec(before) ?? WORD.exec(before))?.groups;
  if (found === undefined) return undefined;
  const { lead = '', key, quote = '', typed = '' } = found;
  const line = document.slice(0, start).split('\n').length - 1;
  return {
    ...around(document.split(/\r?\n/), line, lead.length, lead),
    key,
    replaces: span(offset - typed.length, offset),
    closing: document.startsWith(quote, offset) ? '' : quote,
    column: lead.length,
  };
}

/** Climbs from a line to the keys it stands under, by their columns. */
function around(
  lines: readonly string[],
  from: number,
  column: number,
  lead: string,
): Pick<YamlPlace, 'steps' | 'written'> {
  const written = new Set<string>();
  const steps: Step[] = [];
  let at = column;
  let item = lead.includes('-') ? lead.indexOf('-') : undefined;
  for (let index = from - 1; index >= 0 && at > 0; index -= 1) {
    const found = KEY.exec(lines[index] ?? '');
    if (found === null) continue;
    const [, before = '', key = ''] = found;
    const dash = before.indexOf('-');
    if (item === undefined && before.length === at) {
      if (steps.length === 0) written.add(key);
      if (dash !== -1) item = dash;
      continue;
    }
    const isParent = item === undefined ? before.length < at : before.length <= item && dash === -1;
    if (!isParent && !(item !== undefined && dash !== -1 && before.length <= item)) continue;
    steps.unshift({ key, isItem: item !== undefined, line: index });
    at = before.length;
    item = dash === -1 ? undefined : dash;
  }
  below(lines, from, column, written);
  return { steps, written };
}

/** The keys of the same block on the lines below. */
function below(lines: readonly string[], from: number, column: number, written: Set<string>): void {
  for (const line of lines.slice(from + 1)) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (indent < column) return;
    const found = KEY.exec(line);
    if (indent === column && found?.[1]?.length === column) written.add(found[2] ?? '');
  }
}
