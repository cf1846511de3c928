import type { StructuralEdit, TextChange } from '../../contracts/fix';
import { type Span, span } from '../../contracts/span';
import { importInstead } from './imports';
import type { ApplicationModel } from './model';
import type { OptionUse, PoolUse } from './pools';
import type { Entry, ObjectValue, Value } from './values';

/** The text changes of an edit by path; only values that stand there as numbers are replaced. */
export function structuralEdit(
  model: ApplicationModel,
  { path, change }: StructuralEdit,
): readonly TextChange[] | undefined {
  for (const pool of model.pools) {
    const use = pool.options.find((option) => option.path === path);
    if (use && change.op === 'remove') return [removeEntry(model, use.entry)];
    if (use && change.op === 'replace') {
      const { value } = use.entry;
      const plain = value.kind === 'number' && value.literal;
      return plain ? [{ span: value.at, newText: change.text }] : undefined;
    }
    if (path === pool.path && change.op === 'replace') {
      return importInstead(model, pool, change.text);
    }
    if (path === pool.path && change.op === 'insert') {
      return insertOption(model, pool, change.key, change.text);
    }
  }
  return undefined;
}

/** Writes an option as another of the library's: its name and its value. */
export function renameOption(
  { entry, at }: OptionUse,
  name: string,
  value: string,
): readonly TextChange[] {
  // In `{ max }` one token is both.
  const shorthand = entry.value.at.start === at.start;
  return shorthand
    ? [{ span: at, newText: `${name}: ${value}` }]
    : [
        { span: at, newText: name },
        { span: entry.value.at, newText: value },
      ];
}

/** Writes another number; `undefined` where what is there is no plain number. */
export function replaceNumber(value: Value, text: string): readonly TextChange[] | undefined {
  return value.kind === 'number' && value.literal ? [{ span: value.at, newText: text }] : undefined;
}

/** A number as people write it in this language: `30_000`, `30000`. */
export function numberText(value: number): string {
  return value >= 10_000 && Number.isInteger(value)
    ? new Intl.NumberFormat('en-US').format(value).replaceAll(',', '_')
    : String(value);
}

/**
 * Moves a whole declaration out of the function it is in, in front of the statement that holds that:
 * what is set up before it, such as the environment, is set up still. `behind` follows it.
 */
export function hoist(
  { text, statements, grammar }: ApplicationModel,
  statement: Span,
  behind: string | null = null,
): readonly TextChange[] {
  const lineStart = text.lastIndexOf('\n', statement.start - 1) + 1;
  const newline = text.indexOf('\n', statement.end);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  const alone =
    text.slice(lineStart, statement.start).trim() === '' &&
    text.slice(statement.end, lineEnd).trim() === '';
  const indent = alone ? text.slice(lineStart, statement.start) : '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const declared = text.slice(statement.start, statement.end).replaceAll(`\n${indent}`, '\n');
  const moved = behind === null ? declared : `${declared}${eol}${behind}`;
  const before = statements.findLast((start) => start <= statement.start) ?? 0;
  return [
    { span: span(before, before), newText: moved + eol.repeat(grammar === 'python' ? 3 : 2) },
    { span: alone ? span(lineStart, lineEnd) : statement, newText: '' },
  ];
}

/** Takes an entry out with its separator, and its line where nothing else is on it. */
export function removeEntry({ text }: ApplicationModel, { whole }: Entry): TextChange {
  const lineStart = text.lastIndexOf('\n', whole.start - 1) + 1;
  const newline = text.indexOf('\n', whole.end);
  const lineEnd = newline === -1 ? text.length : newline + 1;
  const alone =
    text.slice(lineStart, whole.start).trim() === '' &&
    text.slice(whole.end, lineEnd).trim() === '';
  if (alone) return { span: span(lineStart, lineEnd), newText: '' };
  // A last entry takes the comma before it along, and leaves the space before the brace.
  const last = text[whole.start] === ',';
  const after = last ? 0 : (/^[ \t]*/.exec(text.slice(whole.end))?.[0].length ?? 0);
  return { span: span(whole.start, whole.end + after), newText: '' };
}

/** Writes an option into the pool's options, in their own style; `undefined` where there are none. */
export function insertOption(
  { text, grammar }: ApplicationModel,
  { object }: PoolUse,
  name: string,
  value: string,
): readonly TextChange[] | undefined {
  if (!object || grammar === 'go' || grammar === 'java') return undefined;
  const written = grammar === 'python' ? `${name}=${value}` : `${name}: ${value}`;
  const last = object.entries.at(-1);
  // What stands there by its place comes before what is named.
  if (!last && grammar === 'python' && object.at.end - object.at.start > 2) {
    const end = object.at.end - 1;
    return [{ span: span(end, end), newText: `, ${written}` }];
  }
  if (!last)
    return [{ span: inside(object), newText: grammar === 'python' ? written : ` ${written} ` }];
  const lastEnd = Math.max(last.value.at.end, last.nameAt.end);
  const comma = text.slice(lastEnd, last.whole.end).includes(',');
  const lineStart = text.lastIndexOf('\n', last.nameAt.start - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const ownLine = lineStart + indent.length === last.nameAt.start;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const separator = ownLine ? `${eol}${indent}` : ' ';
  return [
    comma
      ? { span: span(last.whole.end, last.whole.end), newText: `${separator}${written},` }
      : { span: span(lastEnd, lastEnd), newText: `,${separator}${written}` },
  ];
}

function inside({ at }: ObjectValue) {
  return span(at.start + 1, at.end - 1);
}

/** The line that keeps an error of an idle connection from ending the process. */
export function errorListener({ call, library }: PoolUse): string | null {
  return library?.idleErrorsThrow && call.variable !== null
    ? `${call.variable}.on('error', (error) => console.error(error));`
    : null;
}
