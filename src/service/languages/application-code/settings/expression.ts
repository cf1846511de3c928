import type { CodeSetting } from '../../../contracts/fact';

const LITERAL = String.raw`(-?\d[\d_]*(?:\.\d+)?|"[^"\n]*"|'[^'\n]*')`;

/** The ways an expression reads a variable of the environment, by name and by what holds without it. */
const READS: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:process|import\.meta|Bun)\.env(?:\.([A-Za-z_]\w*)|\[\s*["']([A-Za-z_]\w*)["']\s*\])!?\s*\)?(?:\s*(?:\?\?|\|\|)\s*${LITERAL})?`,
  ),
  new RegExp(
    String.raw`\b(?:os\.getenv|os\.environ\.get|os\.environ\.pop|Deno\.env\.get|getenv)\(\s*["'](\w+)["'](?:\s*,\s*(?:default\s*=\s*)?${LITERAL})?`,
  ),
  /\bos\.environ\[\s*["'](\w+)["']\s*\]/,
  /\b(?:os\.(?:Getenv|LookupEnv)|System\.getenv)\(\s*["`](\w+)["`]/,
  // `getEnvInt("X", 5)`, `env.int("X", default=5)`, `config("X", cast=int, default=5)`, `config.get('X', 5)`.
  new RegExp(
    String.raw`\b\w*(?:[eE]nv|ENV|[cC]onfig\w*)(?:\w*)(?:\.\w+)?(?:<[\w ]+>)?\(\s*["'\x60]([A-Z][A-Z0-9_]+)["'\x60](?:\s*,\s*(?:\w+\s*=\s*(?!default)[\w.]+\s*,\s*)*(?:default\s*[=:]\s*)?${LITERAL})?`,
  ),
];

/** Whether an expression is nothing but a number or a string. */
const CONSTANT = new RegExp(`^${LITERAL}$`);

/** What an expression reads; `undefined` where it is neither a constant nor one variable. */
export function settingIn(expression: string): CodeSetting | undefined {
  const text = expression.trim();
  if (text.length > 400) return undefined;
  const constant = CONSTANT.exec(text)?.[1];
  if (constant !== undefined) return { env: null, value: literal(constant) };
  for (const pattern of READS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const words = match.slice(1).filter((word) => word !== undefined);
    const [env = '', fallback] = words;
    const behind = fallback ?? text.slice(match.index + match[0].length);
    const other =
      fallback ?? new RegExp(`(?:\\bor\\b|\\?\\?|\\|\\||,)\\s*${LITERAL}`).exec(behind)?.[1];
    return { env, value: other === undefined ? null : literal(other) };
  }
  return undefined;
}

/** A number as one, also where it stands in quotes: the environment has strings only. */
export function literal(text: string): string | number {
  const plain = /^["']/.test(text) ? text.slice(1, -1) : text;
  const number = Number(plain.replaceAll('_', ''));
  return plain.trim() !== '' && Number.isFinite(number) ? number : plain;
}
