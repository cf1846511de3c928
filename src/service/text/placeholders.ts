/** Within a text: `${X}`, `$(X)`, `{{ x }}`, `{% %}`, `<% %>`, `#{X}#`, `((x))`, `%(x)s`, `@@x@@`, `__X__`. */
const WITHIN =
  /\$\{|\$\(|\{\{|\{%|<%|#\{\w|\(\([\w./:!-]+\)\)|%\(\w+\)s|@@\w+@@|__[A-Z][A-Z0-9_]*__/;

/** Within a text that no shell reads: `$X` in capitals; small letters are the variables of nginx. */
const VARIABLE = /(?<![\w$\\])\$[A-Z_][A-Z0-9_]*(?![a-z])/;

/** The whole of a text: `$X`, `@x@`, `%X%`, `<X>`, `[[ x ]]`, `ENC[…]`. */
const WHOLE =
  /^(?:\$[A-Z_][A-Z0-9_]*|@[A-Za-z][\w.-]*@|%[A-Za-z]\w*%|<[A-Za-z][\w .:/-]*>|\[\[[^\]]*\]\]|ENC\[[^\]]*\])$/;

/**
 * Whether a text waits for a value that something else writes into it: it is unknown, never wrong. What a
 * shell reads has variables of its own.
 */
export function waitsForValue(text: string, { inShell = false } = {}): boolean {
  return WITHIN.test(text) || WHOLE.test(text.trim()) || (!inShell && VARIABLE.test(text));
}

/** Actions of Jinja, Go, Helm and ERB; CloudFormation's `{{resolve:…}}` is none. */
const ACTION = /\{%|(?<!\$)\{\{(?!\s*resolve:)|<%/;

/** Whether a text is written for a template engine: what its format says against it is no fault of it. */
export function isTemplate(text: string): boolean {
  return ACTION.test(text);
}

/** A line that is a placeholder alone, which may bring any lines. */
const ALONE =
  /^[ \t]*(?:\$[A-Z_][A-Z0-9_]*|\$\{\w+\}|__[A-Z][A-Z0-9_]*__|@@?\w+@@?|%\w+%|#\{[\w.]+\}#?|\(\([\w.-]+\)\))[ \t]*$/;

/** Where a value is `@x@`, `%X%` or `#{X}#`, which YAML cannot read or takes for a comment. */
const UNREADABLE = /(?<=[ \t[{,])(?:@@?\w+@@?|%[A-Za-z]\w*%|#\{[\w.]+\}#?)(?=[\s,\]}]|$)/g;

/** `${X}` as a whole value, which YAML cannot read within brackets; elsewhere it is a text like any other. */
const IN_BRACKETS = /(?<=[[{,:][ \t]?)\$\{[^{}\n]*\}(?=[ \t]?(?:[,\]}]|$))/g;

/** How each of them begins: most texts hold none, and are not looked through line by line. */
const MAY_HOLD = /\$[A-Z_{]|@\w|@@|%\w|#\{|\(\(|__[A-Z]/;

/** A stretch of a text, and whether it stands for whole lines. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly isLine: boolean;
}

/** Whether a placeholder stands within brackets that its line opens, or that close behind it. */
function isInBrackets(line: string, start: number, end: number): boolean {
  if (/^[ \t]?[,\]}]/.test(line.slice(end))) return true;
  return /(?<!\$)[[{]/.test(line.slice(0, start));
}

/** A text of JSON, over one line at the most, or a placeholder where a value would be. */
const JSON_PART =
  /"(?:[^"\\\n]|\\.)*"?|\$\{(?:[^{}\n]|\{[^{}\n]*\})*\}|\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|%\{[^{}\n]*\}|<%[^%\n]*%>|\(\([\w./:!-]+\)\)|@@?\w+@@?|%[A-Za-z]\w*%|#\{[\w.]+\}#?|__[A-Z][A-Z0-9_]*__|\$[A-Z_][A-Z0-9_]*|<[A-Za-z][\w .:/-]*>/g;

/** Such a text needs its two quotes, a `$` and a letter. */
const SHORTEST = 4;

/**
 * A JSON text with its placeholders as texts of the same length that wait for a value, and whether there
 * are any: then what is broken may be what is still to be filled in.
 */
export function withoutJsonPlaceholders(text: string): {
  readonly text: string;
  readonly isFilledIn: boolean;
} {
  let isFilledIn = false;
  const masked = text.replace(JSON_PART, (part) => {
    if (part.startsWith('"')) return part;
    isFilledIn = true;
    // Between such marks may stand one of several values.
    if (/^(?:\{%|%\{)/.test(part)) return ' '.repeat(part.length);
    return part.length < SHORTEST ? part : `"$${'X'.repeat(part.length - 3)}"`;
  });
  return { text: masked, isFilledIn };
}

/** The placeholders of a YAML text that YAML itself cannot read, outside of texts over several lines. */
export function placeholdersInYaml(text: string): readonly Placeholder[] {
  if (!MAY_HOLD.test(text)) return [];
  const found: Placeholder[] = [];
  /** The indentation of the key that holds a text over several lines; no line is deeper than this. */
  let holder = Number.POSITIVE_INFINITY;
  let before = { indent: 0, opens: true };
  let start = 0;
  for (const line of text.split('\n')) {
    const plain = line.replace(/\r$/, '');
    const indent = plain.search(/[^ ]/);
    if (indent !== -1) {
      if (indent <= holder) holder = Number.POSITIVE_INFINITY;
      if (holder === Number.POSITIVE_INFINITY) {
        const continues = indent > before.indent && !before.opens;
        if (ALONE.test(plain)) {
          if (!continues)
            found.push({ start: start + indent, end: start + plain.length, isLine: true });
        } else {
          for (const { index, 0: written } of plain.matchAll(UNREADABLE)) {
            found.push({
              start: start + index,
              end: start + index + written.length,
              isLine: false,
            });
          }
          for (const { index, 0: written } of plain.matchAll(IN_BRACKETS)) {
            const end = index + written.length;
            if (!isInBrackets(plain, index, end)) continue;
            found.push({ start: start + index, end: start + end, isLine: false });
          }
          before = { indent, opens: /(?::|-|\{|\[|,|---)[ \t]*(?:#|$)/.test(plain) };
          if (/(?:[:-]|^)[ \t]+[|>][\d+-]{0,2}[ \t]*(?:#|$)/.test(plain)) holder = indent;
        }
      }
    }
    start += line.length + 1;
  }
  return found.sort((a, b) => a.start - b.start);
}
