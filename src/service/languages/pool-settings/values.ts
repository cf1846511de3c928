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

/** The variable a whole value is read from: `${DATABASE_URL}`, `env("DATABASE_URL")`, Ruby's `ENV`. */
export function envOf(text: string): string | null {
  return (
    /^\$\{([A-Z][A-Z0-9_]*)(?::[^}]*)?\}$/.exec(text.trim())?.[1] ??
    /^<%=\s*ENV(?:\.fetch\(|\[)\s*["'](\w+)["']/.exec(text.trim())?.[1] ??
    null
  );
}
