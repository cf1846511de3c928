import { type ParseError, parse } from 'jsonc-parser';
import type { Expression, HclBody } from '../../syntax/hcl';

/** A JSON text nests no deeper than this; what does is not read. */
const MAX_DEPTH = 60;

/** What `terraform.tfvars.json` gives, as the same file in HCL would; nothing where the text is broken. */
export function valuesInJson(text: string): HclBody {
  const errors: ParseError[] = [];
  const value: unknown = nestsTooDeep(text) ? undefined : parse(text, errors);
  const isRead = errors.length === 0 && isObject(value);
  const attributes = isRead
    ? Object.entries(value).map(([name, each]) => ({ name, value: expressionOf(each) }))
    : [];
  return { attributes, blocks: [] };
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  for (const { 0: bracket } of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function expressionOf(value: unknown): Expression {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(expressionOf) };
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, each]) => ({
      key: { kind: 'literal' as const, value: key },
      value: expressionOf(each),
    }));
    return { kind: 'object', entries };
  }
  if (value === null || typeof value === 'number' || typeof value === 'boolean') {
    return { kind: 'literal', value };
  }
  // A text may be a template, which can name nothing here but be filled in by a function.
  const isPlain = typeof value === 'string' && !/[$%]\{/.test(value);
  return isPlain ? { kind: 'literal', value } : { kind: 'broken' };
}
