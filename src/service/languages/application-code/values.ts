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
      /** More than that variable decides it: see {@link isComputed}. */
      readonly computed?: true;
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
      /** It stands elsewhere, so that nothing of it can be edited where it is handed over. */
      readonly elsewhere?: true;
    }
  | {
      readonly kind: 'other';
      readonly at: Span;
      /** An environment variable the expression reads. */
      readonly env: string | null;
      /** More than that variable decides it: see {@link isComputed}. */
      readonly computed?: true;
      /** `null`, `undefined`, `None`: written, and nothing. */
      readonly empty: boolean;
      /** The name that the settings of the program are asked for. */
      readonly asked?: string;
      /** One of these objects, by the value of a variable. */
      readonly chosen?: ChosenObject;
    };

/** Objects of which a variable says the one that is meant: `config[process.env.NODE_ENV]`. */
export interface ChosenObject {
  readonly env: string;
  /** The name that is taken where the variable is not set; `null` where none is. */
  readonly fallback: string | null;
  readonly of: ReadonlyMap<string, ObjectValue>;
}

const STRING = /"[^"\n]{0,400}"|'[^'\n]{0,400}'|`[^`$]{0,400}`/g;
/** Arithmetic, a comparison, a choice. A text that another is put behind stays an address. */
const COMPUTES =
  /[*%/]|[=!<>]=|\s[<>]\s|[\w)\]]\s{0,9}-\s{0,9}[\w(]|[\w)\]]\s{0,9}\+\s{0,9}\d|\d\s{0,9}\+\s{0,9}[\w(]|\b(?:Math\.\w{1,20}|max|min|ceil|floor|round)\s{0,9}\(|[^?]\?(?![?.])[^?:]{0,200}:|\bif\b[^:]{0,200}\belse\b/;

/** Whether an expression says another number than the variable in it: `Number(process.env.X) * 2`. */
export function isComputed(expression: string): boolean {
  return COMPUTES.test(expression.replace(STRING, '""'));
}

/** `computed`, where an expression that reads a variable says another number than that. */
export function computedIn(expression: string, env: string | null): { readonly computed?: true } {
  return env !== null && isComputed(expression) ? { computed: true } : {};
}

/** A number; one beyond all numbers is nothing that can be told. */
export function numberValue(
  at: Span,
  value: number,
  how: { readonly literal: boolean; readonly env: string | null; readonly computed?: true },
): Value {
  if (!Number.isFinite(value)) {
    const { env, computed } = how;
    return { kind: 'other', at, env, empty: false, ...(computed && { computed }) };
  }
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
