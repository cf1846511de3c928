import type { Span } from '../../contracts/span';

/** What an expression is worth, as far as it can be told without running it. */
export type Value =
  | {
      readonly kind: 'number';
      readonly at: Span;
      readonly value: number;
      /** Whether the number stands there as it is, and can be replaced by another. */
      readonly literal: boolean;
      /** The environment variable that is read before this number is taken. */
      readonly env: string | null;
    }
  | {
      readonly kind: 'string';
      readonly at: Span;
      readonly value: string;
      /** The environment variable that fills in the host of an address with placeholders. */
      readonly env?: string;
    }
  | {
      readonly kind: 'object';
      readonly at: Span;
      readonly entries: readonly Entry[];
      /** Something is spread into it or computed, so what is not here may still be set. */
      readonly open: boolean;
    }
  | {
      readonly kind: 'other';
      readonly at: Span;
      /** An environment variable the expression reads. */
      readonly env: string | null;
      /** `null`, `undefined`, `None`: written, and nothing. */
      readonly empty: boolean;
      /** The name that the settings of the program are asked for. */
      readonly asked?: string;
    };

/** A number; one beyond all numbers is nothing that can be told. */
export function numberValue(
  at: Span,
  value: number,
  how: { readonly literal: boolean; readonly env: string | null },
): Value {
  if (!Number.isFinite(value)) return { kind: 'other', at, env: how.env, empty: false };
  return { kind: 'number', at, value, ...how };
}

/** An object value. */
export type ObjectValue = Extract<Value, { kind: 'object' }>;

/** A named value: a property, a keyword argument, a setter call, an assigned field. */
export interface Entry {
  readonly name: string;
  readonly nameAt: Span;
  readonly value: Value;
  /** The entry with its separator, for removal. */
  readonly whole: Span;
}

/** The entry of a name, the last one where it is written twice. */
export function entryOf(object: ObjectValue, name: string): Entry | undefined {
  return object.entries.findLast((entry) => entry.name === name);
}

/** The first environment variable an expression reads. */
export function envOf(value: Value | undefined): string | null {
  return value && value.kind !== 'object' ? (value.env ?? null) : null;
}
