import type { CodeSetting } from '../../../contracts/fact';
import { isComputed } from '../values';
import { hostExpression } from './address-host';

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

/** `number("POOL_MAX", 10)`, also within a conversion: `int32(number("POOL_MAX", 10))`. */
const READER = new RegExp(
  String.raw`^(?:\w+\(\s*)?(\w+)(?:<\w+>)?\(\s*["'\x60]([A-Z][A-Z0-9_]+)["'\x60](?:\s*,\s*${LITERAL})?\s*\)+$`,
);

/** Whether an expression is nothing but a number or a string. */
const CONSTANT = new RegExp(`^${LITERAL}$`);

/** Functions that take a name first, and what follows of them. */
const FUNCTIONS: readonly RegExp[] = [
  /\bfunction\s+(\w+)\s*(?:<[^>()]{0,40}>)?\(\s*(\w+)/g,
  /\b(?:const|let|var)\s+(\w+)\s*=\s*\(?\s*(\w+)\s*[:,)=]/g,
  /\bfunc\s+(\w+)\(\s*(\w+)[\s,]/g,
  /\bdef\s+(\w+)\(\s*(\w+)/g,
];
/** How far the body of such a function is looked at. */
const MAX_BODY = 300;

/** The functions of a file that read the variable whose name they are given: `number('PORT', 8080)`. */
export function readersIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (!/process\.env\[|os\.(?:Getenv|LookupEnv|getenv|environ)/.test(text)) return found;
  for (const pattern of FUNCTIONS) {
    for (const { index, 1: name = '', 2: given = '' } of text.matchAll(pattern)) {
      const body = text.slice(index, index + MAX_BODY);
      const reads = new RegExp(
        String.raw`process\.env\[\s*${given}\s*\]|os\.(?:Getenv|LookupEnv|getenv|environ\.get)\(\s*${given}\b|os\.environ\[\s*${given}\s*\]`,
      );
      if (reads.test(body)) found.add(name);
    }
  }
  return found;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * What an expression reads; `undefined` where it is neither a constant nor one variable. `readers` are
 * functions of the file that read a variable for it.
 */
export function settingIn(
  expression: string,
  readers: ReadonlySet<string> = NOBODY,
): CodeSetting | undefined {
  const text = (hostExpression(expression) ?? expression).trim();
  if (text.length > 400 || isComputed(text)) return undefined;
  const constant = CONSTANT.exec(text)?.[1];
  if (constant !== undefined) return { env: null, value: literal(constant) };
  const [, reader = '', name = '', otherwise] = READER.exec(text) ?? [];
  if (readers.has(reader)) {
    return { env: name, value: otherwise === undefined ? null : literal(otherwise) };
  }
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
