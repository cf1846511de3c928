/** Calls within calls that are followed; nobody writes more. */
const MAX_DEPTH = 8;

/**
 * What a Ruby expression of variables gives, written as a shell does: `ENV.fetch("A") { ENV["B"] || 5 }` is
 * `${A-${B-5}}`, and `"redis://#{ENV["HOST"]}"` is `redis://${HOST}`. `undefined` for anything else.
 */
export function rubyExpression(text: string): string | undefined {
  return read(text, 0);
}

/** A text of a template in ERB: each `<%= … %>` as a shell writes it; `undefined` where one is not read. */
export function erbText(text: string): string | undefined {
  let isRead = true;
  const filled = text.trim().replace(/<%=((?:(?!%>|<%=)[\s\S])*)%>/g, (_whole, inner: string) => {
    const value = rubyExpression(inner.replace(/-$/, ''));
    isRead &&= value !== undefined;
    return value ?? '';
  });
  return isRead && !filled.includes('<%') ? filled : undefined;
}

function read(text: string, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const plain = withoutConversion(text.trim());
  const or = topLevel(plain, '||');
  if (or !== -1) {
    const first = read(plain.slice(0, or), depth + 1);
    const second = read(plain.slice(or + 2), depth + 1);
    const name = /^\$\{(\w+)\}$/.exec(first ?? '')?.[1];
    return name !== undefined && second !== undefined ? `\${${name}-${second}}` : undefined;
  }
  const inner = /^(?:Integer|Float|String)?\(([\s\S]*)\)$/.exec(plain)?.[1];
  if (inner !== undefined && topLevel(inner, ')') === -1) return read(inner, depth + 1);
  if (/^\d[\d_]*$/.test(plain)) return plain.replaceAll('_', '');
  if (/^nil$/.test(plain)) return '';
  const [, quote, quoted] = /^(["'])((?:#\{[^}]*\}|(?!\1|#\{)[^\\])*)\1$/.exec(plain) ?? [];
  if (quoted !== undefined) return quote === '"' ? interpolated(quoted, depth) : literal(quoted);
  const [whole, name] = /^ENV(?:\.fetch\(|\[)\s*["'](\w+)["']\s*/.exec(plain) ?? [];
  return whole === undefined || name === undefined
    ? undefined
    : withFallback(name, plain.slice(whole.length), depth);
}

/** What stands behind the name: `]`, `)`, `, 5)`, `) { 5 }`. */
function withFallback(name: string, rest: string, depth: number): string | undefined {
  if (/^[\])]$/.test(rest)) return `\${${name}}`;
  const fallback =
    /^\)\s*\{([\s\S]*)\}$/.exec(rest)?.[1] ?? /^,([\s\S]*)\)$/.exec(rest)?.[1] ?? undefined;
  const value = fallback === undefined ? undefined : read(fallback, depth + 1);
  return value === undefined ? undefined : `\${${name}-${value}}`;
}

function interpolated(text: string, depth: number): string | undefined {
  let isRead = true;
  const filled = text.replace(/#\{([^{}]*)\}|\$/g, (whole, inner?: string) => {
    if (inner === undefined) return `\\${whole}`;
    const value = read(inner, depth + 1);
    isRead &&= value !== undefined;
    return value ?? '';
  });
  return isRead ? filled : undefined;
}

function literal(text: string): string {
  return text.replaceAll('$', String.raw`\$`);
}

/** Conversions at the end change no value that matters here. */
function withoutConversion(text: string): string {
  return text.replace(
    /(?<!\s|\.(?:to_i|to_f|to_s|to_sym|presence|strip)(?:\(\))?)(?:\s*\.(?:to_i|to_f|to_s|to_sym|presence|strip)(?:\(\))?)+$/,
    '',
  );
}

/** Where a sign stands outside of brackets and quotes; -1 where it does not. */
function topLevel(text: string, sign: string): number {
  let depth = 0;
  let quote = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === quote) quote = '';
      continue;
    }
    if (depth === 0 && text.startsWith(sign, index)) return index;
    if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
  }
  return -1;
}
