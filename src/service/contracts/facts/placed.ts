import type { Field } from '../field';
import type { Span } from '../span';
import type { FactValue } from './value';

/** A fact as the reader of a file makes it: with a place wherever the fact has a path. */
export type Placed<Fact> = [Exclude<Fact, undefined>] extends [FactValue<infer Value>]
  ? Field<Value> | Extract<Fact, undefined>
  : Fact extends string | number | boolean | null | undefined
    ? Fact
    : Fact extends readonly (infer Item)[]
      ? readonly Placed<Item>[]
      : Fact extends { readonly path: string }
        ? { readonly [Key in keyof Fact]: Placed<Fact[Key]> } & { readonly at: Span }
        : { readonly [Key in keyof Fact]: Placed<Fact[Key]> };

/** A fact without places, and where each of its paths stands. */
export function withoutPlaces<Fact>(placed: Placed<Fact>, places: Map<string, Span>): Fact {
  return strip(placed, places) as Fact;
}

function strip(value: unknown, places: Map<string, Span>): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, places));
  if (typeof value !== 'object' || value === null) return value;
  const { at, insertAt, path } = value as { at?: Span; insertAt?: number; path?: string };
  if (path !== undefined) {
    if (at) places.set(path, at);
    else if (insertAt !== undefined && !places.has(path)) {
      places.set(path, { start: insertAt, end: insertAt });
    }
  }
  const plain: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'at' || key === 'insertAt') continue;
    plain[key] = strip(inner, places);
  }
  return plain;
}
