import { type Field, known, referenced, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { erbText } from '../shared/ruby-expressions';

/** `20`; what waits for a variable: `${POOL_MAX:20}` of Spring, `<%= ENV.fetch("POOL_MAX") { 20 } %>` of Rails. */
export function numberOf(text: string, at: Span, path: string): Field<number> {
  const plain = text.trim();
  if (/^[+-]?\d[\d_]*$/.test(plain)) return known(Number(plain.replaceAll('_', '')), at, path);
  const ruby = plain.includes('<%') ? erbText(plain) : undefined;
  if (ruby !== undefined && /^\d+$/.test(ruby)) return known(Number(ruby), at, path);
  const [, name, springDefault, rubyDefault] =
    /^\$\{([\w.]+)(?::([^}]*)|-([^${}]*))?\}$/.exec(ruby ?? plain) ?? [];
  if (name === undefined) {
    // A variable whose default is another one: whoever knows the process works it out.
    return ruby === undefined
      ? unknown('no plain number', at, path)
      : { ...unknown('a text with variables', at, path), expression: ruby };
  }
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
    );
  const ruby = filled.includes('<%') ? erbText(filled) : undefined;
  return writtenAddress(ruby ?? filled, at, path);
}

function writtenAddress(filled: string, at: Span, path: string): Field<string> {
  if (!/[$<%{@]/.test(filled.replace(/(?<=\/\/[^/]{0,200})@/, ''))) return known(filled, at, path);
  const [, name, fallback = null] = /^\$\{([A-Za-z_]\w*)(?::?-([^${}]*))?\}$/.exec(filled) ?? [];
  return name === undefined
    ? { ...unknown('a text with variables', at, path), expression: filled }
    : referenced({ space: 'env', name, fallback }, at, path);
}
