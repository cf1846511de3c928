import type { Span } from '../../contracts/span';
import { span } from '../../contracts/span';

/** Stands for each character of a masked expression: legal in YAML, used by nobody. */
const MASK = '\uE000';

const CLOSINGS: Readonly<Record<string, string>> = {
  '{{': '}}',
  '{%': '%}',
  '{#': '#}',
  '<%': '%>',
};
const OPENINGS = ['{{', '{%', '{#', '<%', '#@'];
const YTT = /(?:^|[ \t])#@.*$/gm;
const VARIABLE = /\uE000|\$\{|\$\(|\{\{|\{%|<%|@@\w+@@|__[A-Z][A-Z0-9_]*__/;
const FILLS_BLOCK = /\b(?:nindent|toYaml|to_nice_yaml|to_yaml|indent)\b/;

/** A text made readable as YAML: every offset still means the same place. */
export interface Masked {
  readonly text: string;
  /** Where template expressions stood. */
  readonly expressions: readonly Span[];
  /** Those that may have brought in or left out whole lines. */
  readonly directives: readonly Span[];
}

/**
 * Replaces the expressions of Helm, Jinja, ERB and ytt at equal length. Expressions that control or
 * fill whole lines become blank; those inside a value become a word that {@link isTemplated} knows.
 */
export function mask(text: string): Masked {
  if (!OPENINGS.some((opening) => text.includes(opening)))
    return { text, expressions: [], directives: [] };
  const expressions: Span[] = [];
  const directives: Span[] = [];
  const blanked = replaceActions(text, (action, offset) => {
    const at = span(offset, offset + action.length);
    expressions.push(at);
    if (!bringsLines(text, at, action)) return MASK.repeat(action.length);
    directives.push(at);
    return action.replace(/[^\r\n]/g, ' ');
  });
  for (const match of blanked.matchAll(YTT)) {
    const at = span(match.index, match.index + match[0].length);
    expressions.push(at);
    directives.push(at);
  }
  return { text: blanked, expressions, directives };
}

/** Whether a text is filled in later: by a template, `${VARIABLE}`, `$(VARIABLE)` or `__TOKEN__`. */
export function isTemplated(value: string): boolean {
  return VARIABLE.test(value);
}

/** An expression alone on its line, over several lines, or one that fills in a block. */
function bringsLines(text: string, at: Span, action: string): boolean {
  if (/[\r\n]/.test(action) || action.startsWith('{#')) return true;
  const before = text.slice(text.lastIndexOf('\n', at.start - 1) + 1, at.start);
  const lineEnd = text.indexOf('\n', at.end);
  const after = text.slice(at.end, lineEnd === -1 ? text.length : lineEnd);
  if (isBlankOrActions(before) && isBlankOrActions(after)) return true;
  return FILLS_BLOCK.test(action) && /:[ \t]*$/.test(before) && /^[ \t\r]*$/.test(after);
}

/** Goes through the template expressions of a text; one that is never closed is looked for once. */
function replaceActions(text: string, by: (action: string, offset: number) => string): string {
  const unclosed = new Set<string>();
  let written = '';
  let from = 0;
  for (const { index } of text.matchAll(/\{(?=[{%#])|<(?=%)/g)) {
    const opening = text.slice(index, index + 2);
    if (index < from || unclosed.has(opening)) continue;
    const closing = text.indexOf(CLOSINGS[opening] ?? '', index + 2);
    if (closing === -1) {
      unclosed.add(opening);
      continue;
    }
    written += text.slice(from, index) + by(text.slice(index, closing + 2), index);
    from = closing + 2;
  }
  return written + text.slice(from);
}

function isBlankOrActions(part: string): boolean {
  return /^\uFEFF?\s*$/.test(replaceActions(part, () => ''));
}
