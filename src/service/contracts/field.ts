import type { Span } from './span';

/**
 * How a known value came to be known: written in the file, computed from what is written (a sum,
 * a folded constant), or the documented default of the system that reads the file.
 */
export type Origin = 'declared' | 'derived' | 'defaulted';

/** Anything a finding can point at: a place in the text and its structural path in the document. */
export interface Located {
  readonly at: Span;
  /** Slash-separated structural path, such as `/spec/maxReplicas`; survives edits elsewhere. */
  readonly path: string;
}

/** A value that can be read from the text. */
export interface Known<T> extends Located {
  readonly state: 'known';
  readonly value: T;
  readonly origin: Origin;
}

/** Something is written, but its value cannot be known: a template, a variable, an intrinsic. */
export interface Unknown extends Located {
  readonly state: 'unknown';
  /** What hides the value, in words a user understands: "a template expression". */
  readonly why: string;
  /**
   * What it is where nobody gives another: the default of a parameter. It may be shown, and no more:
   * the field stays unknown, so that nothing is proved by it.
   */
  readonly byDefault?: ByDefault;
  /** The variable it waits for, where the text shows which one. */
  readonly reference?: Reference;
  /** The text that waits for variables, as it is written. */
  readonly expression?: string;
}

/**
 * Where a value comes from that is not written here: a name in some space. Whoever knows that space
 * (the environment of a process, the values of a chart) binds it; until then the value is unknown.
 */
export interface Reference {
  readonly space:
    | 'env'
    | 'values'
    | 'variable'
    | 'parameter'
    | 'configMap'
    | 'secret'
    | 'output'
    /** What code asks its own settings for by name: `config.get('poolSize')` of Nest. */
    | 'setting';
  readonly name: string;
  /** The value where nobody gives one, as the text says; `null` where it says none. */
  readonly fallback: string | number | boolean | null;
  /** Where the fallback is written, if not at the value itself. */
  readonly fallbackAt?: { readonly uri: string; readonly path: string };
  /** The value is not that of the name, but what stands here for it: `config[process.env.NODE_ENV].max`. */
  readonly choices?: Readonly<Record<string, Choice>>;
}

/** What stands for one value of a name: a value, or another name that it waits for. */
export type Choice = string | number | Reference;

/** A value that somebody else may replace, and what it is the default of: "parameter Max". */
export interface ByDefault {
  readonly value: string | number | boolean;
  readonly of: string;
}

/** Nothing is written. */
export interface Absent {
  readonly state: 'absent';
  /** The offset where a declaration would go. */
  readonly insertAt: number;
  readonly path: string;
}

/** Every modelled value: a rule may only conclude from what the state allows. */
export type Field<T> = Known<T> | Unknown | Absent;

/** A value read from the text; a number beyond all numbers, such as `1e999`, cannot be known. */
export function known<T>(
  value: T,
  at: Span,
  path: string,
  origin: Origin = 'declared',
): Known<T> | Unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return unknown(BEYOND, at, path);
  return { state: 'known', value, origin, at, path };
}

/** Why a number is not known that no computer holds. */
export const BEYOND = 'a number beyond all numbers';

/** A value that is written but cannot be known. */
export function unknown(why: string, at: Span, path: string, byDefault?: ByDefault): Unknown {
  const field = { state: 'unknown', why, at, path } as const;
  return byDefault === undefined ? field : { ...field, byDefault };
}

/** A value that waits for a variable. */
export function referenced(reference: Reference, at: Span, path: string): Unknown {
  return { state: 'unknown', why: `the variable ${reference.name}`, at, path, reference };
}

/** A value that is not written. */
export function absent(insertAt: number, path: string): Absent {
  return { state: 'absent', insertAt, path };
}

/** The variable of the environment that a value waits for, whole; `null` where it is none. */
export function variableBehind(value: {
  readonly state: Field<unknown>['state'];
  readonly reference?: Reference;
}): string | null {
  return value.state === 'unknown' && value.reference?.space === 'env'
    ? value.reference.name
    : null;
}

/** Whether the value is known; narrows the type. */
export function isKnown<T>(field: Field<T>): field is Known<T> {
  return field.state === 'known';
}

/** The known value, or `undefined` for unknown and absent fields. */
export function valueOf<T>(field: Field<T>): T | undefined {
  return field.state === 'known' ? field.value : undefined;
}
