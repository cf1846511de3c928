import type { Located } from '../../contracts/field';
import type { Fix, StructuralEdit, TextChange } from '../../contracts/fix';
import { span } from '../../contracts/span';
import type { NginxDirective, NginxModel, Scope } from './model';
import { quoteWord } from './words';

/** Fixes of a file that people edit: what a program writes it will write again. */
export function unlessGenerated(
  model: NginxModel,
  fixes: () => readonly Fix[],
): () => readonly Fix[] {
  return () => (model.generated ? [] : fixes());
}

/** A directive as it is written, from its name to its `;`. */
export function sourceOf(model: NginxModel, directive: NginxDirective): string {
  return model.text.slice(directive.span.start, directive.span.end);
}

/** Lines inserted after a directive, at its indentation, below a comment that ends its line. */
export function insertAfter(
  model: NginxModel,
  directive: NginxDirective,
  lines: readonly string[],
): TextChange {
  const { end } = directive.span;
  const rest = restOfLine(model.text, end);
  // `a b; c d;` on one line stays on one line.
  if (rest.busy) return inline(end, lines, 'after');
  const indent = indentAt(model.text, directive.span.start);
  return insert(rest.end, lines.map((line) => eolAt(model, end) + indent + line).join(''));
}

/** Lines inserted before a directive, at its indentation. */
export function insertBefore(
  model: NginxModel,
  directive: NginxDirective,
  lines: readonly string[],
): TextChange {
  const { start } = directive.span;
  if (!isFirstOnLine(model.text, start)) return inline(start, lines, 'before');
  const indent = indentAt(model.text, start);
  return insert(start, lines.map((line) => line + eolAt(model, start) + indent).join(''));
}

/** Lines inserted as the first of a level. */
export function insertAtStart(
  model: NginxModel,
  scope: Scope,
  lines: readonly string[],
): TextChange {
  const first = scope.directives.find((directive) => within(scope, directive));
  if (first) return insertBefore(model, first, lines);
  return insertIntoEmpty(model, scope, lines);
}

/** Lines inserted as the last of a level, after its last directive. */
export function insertAtEnd(model: NginxModel, scope: Scope, lines: readonly string[]): TextChange {
  const last = scope.directives.filter((directive) => within(scope, directive)).at(-1);
  if (last) return insertAfter(model, last, lines);
  return insertIntoEmpty(model, scope, lines);
}

/** Another value in place of an argument, quoted where nginx needs it. */
export function replaceArgument(argument: Located, value: string): TextChange {
  return { span: argument.at, newText: quoteWord(value) };
}

/** A directive without one of its arguments and the space before it. */
export function removeArgument(model: NginxModel, argument: Located): TextChange {
  let { start } = argument.at;
  while (start > 0 && isBlank(model.text.charAt(start - 1))) start--;
  return { span: span(start, argument.at.end), newText: '' };
}

/** Arguments added at the end of a directive, before its `;`. */
export function appendArguments(directive: NginxDirective, text: string): TextChange {
  const last = directive.args.at(-1);
  const end = last && last.state !== 'absent' ? last.at.end : directive.at.end;
  return insert(end, ` ${text}`);
}

/** The directive is gone, with its line where it has one to itself; a comment there stays. */
export function removeDirective(model: NginxModel, directive: NginxDirective): TextChange {
  const { text } = model;
  const { start, end } = directive.span;
  const rest = restOfLine(text, end);
  const first = isFirstOnLine(text, start);
  if (first && rest.end === rest.content) {
    const lineStart = start - indentAt(text, start).length;
    const newline = text.startsWith('\r\n', rest.end) ? 2 : rest.end < text.length ? 1 : 0;
    return { span: span(lineStart, rest.end + newline), newText: '' };
  }
  if (first) return { span: span(start, rest.content), newText: '' };
  let from = start;
  while (from > 0 && isBlank(text.charAt(from - 1))) from--;
  return { span: span(from, end), newText: '' };
}

/**
 * The text changes of a structural edit: of an argument (`…@0`), a row or a directive. `insert` adds
 * a directive `key text;` to a block, or a parameter `key=text` (`key` where text is empty) to a
 * simple directive. `undefined` where the path names nothing.
 */
export function structuralEdit(
  model: NginxModel,
  { path, change }: StructuralEdit,
): readonly TextChange[] | undefined {
  const owner = path.replace(/@\d+$/, '');
  const directive = model.directives.find((candidate) => candidate.path === owner);
  if (!directive) return undefined;
  if (owner !== path) {
    const argument = directive.args[Number(path.slice(owner.length + 1))];
    if (!argument || argument.state === 'absent' || change.op === 'insert') return undefined;
    if (change.op === 'remove') return [removeArgument(model, argument)];
    return [replaceArgument(argument, change.text)];
  }
  switch (change.op) {
    case 'replace':
      return [{ span: directive.span, newText: change.text }];
    case 'remove':
      return [removeDirective(model, directive)];
    case 'insert': {
      if (directive.block) {
        return [insertAtEnd(model, directive.block, [`${change.key} ${change.text};`])];
      }
      const value = change.text === '' ? '' : `=${change.text}`;
      return directive.rows.length > 0
        ? undefined
        : [appendArguments(directive, change.key + value)];
    }
  }
}

/** How the lines around an offset end: the files of one configuration may differ. */
function eolAt({ text, eol }: NginxModel, offset: number): string {
  const after = text.indexOf('\n', offset);
  const newline = after < 0 ? text.lastIndexOf('\n', offset) : after;
  if (newline < 0) return eol;
  return text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** The white space a line starts with; the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let end = lineStart;
  while (end < offset && isBlank(text.charAt(end))) end++;
  return text.slice(lineStart, end);
}

function insertIntoEmpty(model: NginxModel, scope: Scope, lines: readonly string[]): TextChange {
  const outer = scope.directive ? indentAt(model.text, scope.directive.span.start) : '';
  const indent = scope.directive ? outer + indentUnit(model) : '';
  const { start, end } = scope.inner;
  const eol = eolAt(model, start);
  const written = lines.map((line) => eol + indent + line).join('');
  if (model.text.slice(start, end).trim() !== '') return insert(start, written);
  return { span: span(start, end), newText: `${written}${eol}${outer}` };
}

/** How much deeper this file writes the inside of a block; two spaces where it has none to show. */
function indentUnit(model: NginxModel): string {
  for (const { directive, directives } of model.scopes) {
    const first = directives[0];
    if (!directive || !first || !isFirstOnLine(model.text, first.span.start)) continue;
    const outer = indentAt(model.text, directive.span.start);
    const inner = indentAt(model.text, first.span.start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return '  ';
}

/** A directive of an included file of a dump belongs to the level but stands elsewhere. */
function within(scope: Scope, directive: NginxDirective): boolean {
  return scope.inner.start <= directive.span.start && directive.span.end <= scope.inner.end;
}

interface Rest {
  /** Where the next visible character stands, or the line's end. */
  readonly content: number;
  /** The line's end, before its line break. */
  readonly end: number;
  /** More configuration follows on the line, not only a comment. */
  readonly busy: boolean;
}

function restOfLine(text: string, offset: number): Rest {
  const newline = text.indexOf('\n', offset);
  let end = newline < 0 ? text.length : newline;
  if (end > offset && text[end - 1] === '\r') end--;
  let content = offset;
  while (content < end && isBlank(text.charAt(content))) content++;
  return { content, end, busy: content < end && text[content] !== '#' };
}

function isFirstOnLine(text: string, offset: number): boolean {
  return indentAt(text, offset).length === offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

function inline(at: number, lines: readonly string[], side: 'before' | 'after'): TextChange {
  return insert(at, lines.map((line) => (side === 'after' ? ` ${line}` : `${line} `)).join(''));
}

function insert(at: number, newText: string): TextChange {
  return { span: span(at, at), newText };
}

function isBlank(ch: string): boolean {
  return ch === ' ' || ch === '\t';
}
