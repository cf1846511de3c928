import type { SettingValue } from '../../contracts/fact';
import {
  BEYOND,
  type Field,
  known,
  type Reference,
  referenced,
  unknown,
} from '../../contracts/field';
import { type Span, span } from '../../contracts/span';

/** A value that code writes, as far as it can be told without running anything. */
export type CodeValue =
  | {
      readonly kind: 'scalar';
      readonly value: SettingValue | null;
      readonly at: Span;
      readonly isFolded: boolean;
    }
  | {
      readonly kind: 'map';
      readonly entries: ReadonlyMap<string, CodeValue>;
      readonly at: Span;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly CodeValue[]; readonly at: Span }
  | { readonly kind: 'reference'; readonly reference: Reference; readonly at: Span }
  | { readonly kind: 'call'; readonly call: CodeCall; readonly at: Span }
  /** `begins` is what an address begins with that is put together: `redis://`. */
  | {
      readonly kind: 'unknown';
      readonly why: string;
      readonly at: Span;
      readonly begins?: string;
    };

/** A call, by the dotted name of what is called. */
export interface CodeCall {
  readonly name: string;
  readonly positional: readonly CodeValue[];
  readonly named: ReadonlyMap<string, CodeValue>;
  readonly at: Span;
}

/** What a file of settings in code says at its top. */
export interface CodeSettings {
  /** `workers = 4`, `app.conf.task_time_limit = 300`, `module.exports = …`, by dotted names. */
  readonly assigned: ReadonlyMap<string, CodeValue>;
  /** Calls that stand alone or are kept in a name: `app.conf.update(…)`, `app = Celery(…)`. */
  readonly calls: readonly CodeCall[];
}

/** What of a tree the readers ask for; the parser's own nodes have it. */
export interface CodeNode {
  readonly type: string;
  readonly text: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly namedChildren: readonly (CodeNode | null)[];
  childForFieldName(name: string): CodeNode | null;
}

/** Values within values beyond this depth are not read. */
export const MAX_VALUE_DEPTH = 40;

/** The parser recurses; a text of nothing but brackets is no file of settings. */
export function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if ('{[('.includes(character)) depth++;
    else if ('}])'.includes(character)) depth = Math.max(0, depth - 1);
    if (depth > 200) return true;
  }
  return false;
}

/** The place of a node. */
export function placeOf(node: CodeNode): Span {
  return span(node.startIndex, node.endIndex);
}

/** A value that cannot be told. */
export function openCode(why: string, at: Span): CodeValue {
  return { kind: 'unknown', why, at };
}

/** A plain value. */
export function plainCode(value: SettingValue | null, at: Span, isFolded = false): CodeValue {
  if (typeof value === 'number' && !Number.isFinite(value)) return openCode(BEYOND, at);
  return { kind: 'scalar', value, at, isFolded };
}

/** A number that is computed from others. */
export function foldedCode(
  operator: string,
  left: CodeValue,
  right: CodeValue,
  at: Span,
  text: string,
): CodeValue {
  const [a, b] = [left, right].map((side) =>
    side.kind === 'scalar' && typeof side.value === 'number' ? side.value : undefined,
  );
  if (a !== undefined && b !== undefined) {
    if (operator === '*') return plainCode(a * b, at, true);
    if (operator === '+') return plainCode(a + b, at, true);
    if (operator === '-') return plainCode(a - b, at, true);
    if ((operator === '/' || operator === '//') && b !== 0) {
      return plainCode(operator === '/' ? a / b : Math.floor(a / b), at, true);
    }
  }
  return openCode(expressionWhy(text), at);
}

/** A reference with a value to take where the variable is not set. */
export function withFallback(reference: Reference, fallback: CodeValue | undefined): Reference {
  return fallback?.kind === 'scalar' ? { ...reference, fallback: fallback.value } : reference;
}

/** What an expression is, in words. */
export function expressionWhy(text: string): string {
  const short = text.replace(/\s+/g, ' ').slice(0, 60);
  return /cpu_count|availableParallelism|os\.cpus|nproc|sched_getaffinity/.test(text)
    ? `the cores of the machine (${short})`
    : `what ${short} gives`;
}

/** A value as a field; what is no plain value is unknown. */
export function codeField(
  value: CodeValue | undefined,
  path: string,
  at: Span,
): Field<SettingValue> {
  if (value === undefined) return { state: 'absent', insertAt: at.end, path };
  if (value.kind === 'reference') return referenced(value.reference, value.at, path);
  if (value.kind === 'scalar' && value.value !== null) {
    return known(value.value, value.at, path, value.isFolded ? 'derived' : 'declared');
  }
  if (value.kind === 'scalar') return { state: 'absent', insertAt: value.at.end, path };
  return unknown(value.kind === 'unknown' ? value.why : 'no plain value', value.at, path);
}
