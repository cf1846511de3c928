import { type Field, known, referenced, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';

/** `20`; what waits for a variable: `${POOL_MAX:20}` of Spring, `<%= ENV.fetch("POOL_MAX") { 20 } %>` of Rails. */
export function numberOf(text: string, at: Span, path: string): Field<number> {
  const plain = text.trim();
  if (/^[+-]?\d[\d_]*$/.test(plain)) return known(Number(plain.replaceAll('_', '')), at, path);
  const [, spring, springDefault] = /^\$\{([\w.]+)(?::([^}]*))?\}$/.exec(plain) ?? [];
  const [, ruby, rubyDefault] =
    /^<%=\s*ENV(?:\.fetch\(|\[)\s*["'](\w+)["']\s*(?:[\])]\s*)?(?:(?:,|\|\||\{)\s*["']?(\d+)["']?\s*(?:[)}]\s*)?)?(?:\.to_i\s*)?%>$/.exec(
      plain,
    ) ?? [];
  const name = spring ?? ruby;
  if (name === undefined) return unknown('no plain number', at, path);
  const byDefault = springDefault ?? rubyDefault ?? '';
  const fallback = /^\d+$/.test(byDefault) ? Number(byDefault) : null;
  return referenced({ space: 'env', name, fallback }, at, path);
}

/**
 * An address, in which variables may stand for parts: `jdbc:postgresql://${DB_HOST:db}/shop` of Spring,
 * `<%= ENV.fetch("DB_HOST", "db") %>` of Rails. Its `expression` writes them as a shell does.
 */
export function addressField(text: string, at: Span, path: string): Field<string> {
  const filled = text
    .trim()
    .replace(/\$\{([\w.]+)(?::(?!-)([^{}]*))?\}/g, (_whole, name: string, byDefault?: string) =>
      byDefault === undefined ? `\${${name}}` : `\${${name}:-${byDefault}}`,
    )
    .replace(
      /<%=\s*ENV(?:\.fetch\(|\[)\s*["'](\w+)["']\s*(?:[\])]\s*)?(?:(?:,|\|\||\{)\s*["']([^"'%>]*)["']\s*[)}]?\s*)?%>/g,
      (_whole, name: string, byDefault?: string) =>
        byDefault === undefined ? `\${${name}}` : `\${${name}:-${byDefault}}`,
    );
  if (!/[$<%{@]/.test(filled.replace(/(?<=\/\/[^/]{0,200})@/, ''))) return known(filled, at, path);
  const [, name, fallback = null] = /^\$\{([A-Za-z_]\w*)(?::-([^${}]*))?\}$/.exec(filled) ?? [];
  return name === undefined
    ? { ...unknown('a text with variables', at, path), expression: filled }
    : referenced({ space: 'env', name, fallback }, at, path);
}
