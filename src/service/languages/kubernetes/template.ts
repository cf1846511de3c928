import type { Span } from '../../contracts/span';
import { span } from '../../contracts/span';
import { placeholdersInYaml, waitsForValue } from '../../text/placeholders';
import { tableOf } from '../../text/tables';

/** Stands for each character of a masked expression: legal in YAML, used by nobody. */
const MASK = '\uE000';

const CLOSINGS = tableOf<string>({
  '{{': '}}',
  '{%': '%}',
  '{#': '#}',
  '<%': '%>',
});
const OPENINGS = ['{{', '{%', '{#', '<%', '#@'];
const YTT = /(?:^|[ \t])#@.*$/gm;
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
 * Replaces the expressions of Helm, Jinja, ERB and ytt, and placeholders, at equal length. What may control or
 * fill whole lines become blank; what stands in a value becomes a word that {@link isTemplated} knows.
 */
export function mask(text: string): Masked {
  const placeholders = placeholdersInYaml(text);
  if (placeholders.length === 0 && !OPENINGS.some((opening) => text.includes(opening)))
    return { text, expressions: [], directives: [] };
  const expressions: Span[] = [];
  const directives: Span[] = [];
  let plain = '';
  let from = 0;
  for (const { start, end, isLine } of placeholders) {
    const at = span(start, end);
    expressions.push(at);
    if (isLine) directives.push(at);
    plain += text.slice(from, start) + (isLine ? ' ' : MASK).repeat(end - start);
    from = end;
  }
  plain += text.slice(from);
  const blanked = replaceActions(plain, (action, offset) => {
    const at = span(offset, offset + action.length);
    expressions.push(at);
    if (!bringsLines(plain, at, action)) return MASK.repeat(action.length);
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

/** Whether a text is filled in later: by a template, or by whoever writes a value for a placeholder. */
export function isTemplated(value: string): boolean {
  return value.includes(MASK) || waitsForValue(value);
}

/** As {@link isTemplated}, for a word of a command: a shell may read it, which has variables of its own. */
export function isTemplatedWord(word: string): boolean {
  return word.includes(MASK) || waitsForValue(word, { inShell: true });
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
