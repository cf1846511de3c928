import { type Field, known, referenced, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';

/** A number as a setting writes it, and the environment variable that may override it. */
export interface Written {
  readonly value: Field<number>;
  readonly env: string | null;
}

/** `${POOL_MAX:20}` of Spring, `<%= ENV.fetch("POOL_MAX") { 20 } %>` of Rails, `20`. */
export function numberOf(text: string, at: Span, path: string): Written {
  const plain = text.trim();
  if (/^[+-]?\d[\d_]*$/.test(plain)) {
    return { value: known(Number(plain.replaceAll('_', '')), at, path), env: null };
  }
  const [, spring, springDefault] = /^\$\{([\w.]+)(?::([^}]*))?\}$/.exec(plain) ?? [];
  const [, ruby, rubyDefault] =
    /^<%=\s*ENV(?:\.fetch\(|\[)\s*["'](\w+)["']\s*(?:[\])]\s*)?(?:(?:,|\|\||\{)\s*["']?(\d+)["']?\s*(?:[)}]\s*)?)?(?:\.to_i\s*)?%>$/.exec(
      plain,
    ) ?? [];
  const env = spring ?? ruby ?? null;
  const byDefault = springDefault ?? rubyDefault;
  if (env !== null && byDefault !== undefined && /^\d+$/.test(byDefault)) {
    return { value: known(Number(byDefault), at, path, 'derived'), env };
  }
  return {
    value:
      env === null
        ? unknown('no plain number', at, path)
        : referenced({ space: 'env', name: env, fallback: null }, at, path),
    env,
  };
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
  const why = /^\$\{\w+\}$/.test(filled)
    ? `the variable ${filled.slice(2, -1)}`
    : 'a text with variables';
  return { ...unknown(why, at, path), expression: filled };
}

/** The variable a whole value is read from: `${DATABASE_URL}`, `env("DATABASE_URL")`, Ruby's `ENV`. */
export function envOf(text: string): string | null {
  return (
    /^\$\{([A-Z][A-Z0-9_]*)(?::[^}]*)?\}$/.exec(text.trim())?.[1] ??
    /^<%=\s*ENV(?:\.fetch\(|\[)\s*["'](\w+)["']/.exec(text.trim())?.[1] ??
    null
  );
}
