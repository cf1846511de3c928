/** How long an expression of an address may be to be taken apart. */
const MAX_LENGTH = 1200;

/** A text in quotes, however the language writes it. */
const LITERAL = /(["'`])((?:(?!\1)[^\\]|\\[\s\S])*)\1/g;

/** Where the host begins in an address: a URL, what MySQL's driver of Go takes, or `host=…`. */
const BEFORE_HOST = /\w:\/\/(?:[^@\s]*@)?|@tcp\(|\bhost=/;

/**
 * What an expression that composes an address puts in the place of its host: `host` of
 * `fmt.Sprintf("postgres://%s@%s/shop", user, host)`, of a template, of an f-string, or of texts that are added.
 * Empty where the host is written out; `undefined` where the expression composes no address.
 */
export function hostExpression(expression: string): string | undefined {
  if (expression.length > MAX_LENGTH || !/:\/\/|@tcp\(|\bhost=/.test(expression)) return undefined;
  for (const { index, 0: whole, 2: text = '' } of expression.matchAll(LITERAL)) {
    const before = BEFORE_HOST.exec(text);
    if (!before) continue;
    // What is nothing but a text says all of it.
    if (whole === expression.trim() && !/[{%]/.test(text)) return undefined;
    const begin = before.index + before[0].length;
    const behind = expression.slice(index + whole.length);
    const host = text.slice(begin);
    const braced = /^\$?\{([^{}]*)\}/.exec(host)?.[1];
    // `'…@{DB_HOST}/shop'.format(**os.environ)`
    const [, all] = /^\s*\.format\(\s*\*\*([\w.]{1,60})\s*\)/.exec(behind) ?? [];
    if (braced !== undefined && all !== undefined) return `${all}[${JSON.stringify(braced)}]`;
    if (braced !== undefined) return braced.trim();
    if (/^%[sv]/.test(host)) return argumentsOf(behind)[verbsIn(text.slice(0, begin))] ?? '';
    // A text that is whole composes nothing: it is all there is, or what holds without a variable.
    const isSum = /^\s*\+/.test(behind) || /\+\s*$/.test(expression.slice(0, index));
    if (!isSum && !/%[sv]|\{/.test(text)) continue;
    // What is added to a text: the host follows the @, or the scheme where nobody is named.
    if (host === '' || /^[^@]*$/.test(before[0])) return added(behind, host);
    return '';
  }
  return undefined;
}

/** The operand of a sum that stands for the host. */
function added(behind: string, host: string): string | undefined {
  if (!/^\s*\+/.test(behind)) return host === '' ? undefined : '';
  const operands = split(behind.replace(/^\s*\+/, ''), '+');
  const at = operands.findIndex((operand) => /^(["'`])[^"'`]*@\1$/.test(operand));
  return at >= 0 ? (operands[at + 1] ?? '') : host === '' ? (operands[0] ?? '') : '';
}

/** How many values a format takes before this place. */
function verbsIn(format: string): number {
  return [...format.replaceAll('%%', '').matchAll(/%[-+# \d.]{0,12}[a-zA-Z]/g)].length;
}

/** The values behind a format: `, a, b)` or `% (a, b)`. */
function argumentsOf(behind: string): readonly string[] {
  return split(behind.replace(/^\s*(?:,|%\s*\(?)/, ''), ',');
}

/** Parts of a list up to where it ends, not within brackets or quotes. */
function split(list: string, separator: ',' | '+'): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const letter of list) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (/["'`]/.test(letter)) quote = letter;
    else if (/[([{]/.test(letter)) depth += 1;
    else if (/[)\]}]/.test(letter)) depth -= 1;
    if (depth < 0) break;
    if (letter === separator && depth === 0 && quote === '') {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}
