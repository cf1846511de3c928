import type { ResultUse } from '../../contracts/facts/code';
import type { Span } from '../../contracts/span';
import type { Node } from './syntax/node';
import { keptWith } from './tree';

/** Where a call stands, as far as it matters how often it runs. */
export type Occasion =
  /** Once, when the program starts. */
  | { readonly kind: 'once' }
  /** Nobody can tell how often; or it is as often as the function around it is called from elsewhere. */
  | { readonly kind: 'unknown'; readonly asItsFunction?: true }
  /** Each time a request comes in. */
  | {
      readonly kind: 'request';
      /** The handler, for people: `GET /users`. */
      readonly handler: string;
      readonly handlerAt: Span;
      /** The function between handler and call, and where the handler calls it. */
      readonly through: { readonly name: string; readonly at: Span } | null;
      /** The functions of other files between handler and call; none where it is left out. */
      readonly behind?: number;
      /** What becomes of what the function around it returns; left out where nothing tells. */
      readonly result?: ResultUse;
    };

/** A stretch of code that decides whether, how often and in which order its calls run. */
export interface Region {
  readonly kind:
    | 'file'
    | 'function'
    | 'loop'
    | 'branch'
    | 'try'
    | 'catch'
    /** What runs however the code before it ends: `finally`, `defer`. */
    | 'finally'
    /** What gives back its resource at its end: `with`, `try (…)`. */
    | 'resource';
  readonly node: Node;
  readonly at: Span;
  readonly around: Region | null;
  /** The name of a function. */
  readonly name: string | null;
  /** The names a loop or a function binds. */
  readonly binds: readonly string[];
  /** What a loop goes through, as it is written; `null` for one that counts or waits. */
  readonly over: string | null;
}

/** What becomes of the result of a call. */
export type Result =
  | { readonly kind: 'variable'; readonly names: readonly string[]; readonly at: Span }
  /** Held by `with` or `try (…)`, under a name or none. */
  | { readonly kind: 'resource'; readonly names: readonly string[] }
  /** The receiver of the next call, returned, handed on, or nothing of these. */
  | { readonly kind: 'chained' | 'returned' | 'passed' | 'dropped' };

/** An argument as it is written. */
export interface Argument {
  readonly at: Span;
  readonly text: string;
  /** The text of a string, placeholders of a template included; `null` for anything else. */
  readonly string: string | null;
}

/** A call, whatever it is made on. */
export interface Use {
  readonly node: Node;
  readonly at: Span;
  /** What stands before the last dot, without white space; empty for a plain call. */
  readonly receiver: string;
  readonly method: string;
  readonly methodAt: Span;
  readonly arguments: readonly Argument[];
  readonly result: Result;
  readonly awaited: boolean;
  readonly region: Region;
  /** How often it runs. */
  occasion(): Occasion;
}

/** A name that the code gives a type: a parameter, a field. */
export interface Typed {
  readonly name: string;
  readonly type: string;
  readonly region: Region;
}

/** What a file imports: a local name for a module, or for something of it. */
export type Imports = ReadonlyMap<string, { readonly module: string; readonly name: string }>;

/** Every call of a file in the order of the text, and what its names stand for. */
export interface Uses {
  readonly all: readonly Use[];
  readonly typed: readonly Typed[];
  readonly imports: Imports;
}

/** The nearest function, or the file. */
export function functionOf({ region }: { readonly region: Region }): Region {
  let at = region;
  while (at.kind !== 'function' && at.around) at = at.around;
  return at;
}

/** The nearest region of a kind within the function; `undefined` where there is none. */
export function regionOf({ region }: Use, kind: Region['kind']): Region | undefined {
  for (let at: Region | null = region; at && at.kind !== 'function'; at = at.around) {
    if (at.kind === kind) return at;
  }
  return undefined;
}

/** Whether one stretch lies within another. */
export function inside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The calls of a file, found by what they say; each list is made when somebody first asks. */
const byStart = indexed(({ at }) => [at.start]);
const byReceiver = indexed(({ receiver }) => [receiver]);
const byMethod = indexed(({ method }) => [method]);
const byRoot = indexed(({ receiver }) => [/^[\w$]*/.exec(receiver)?.[0] ?? '']);
const byTarget = indexed(({ result }) =>
  result.kind === 'variable' ? [...new Set(result.names.map(lastPart))] : [],
);

/** The calls that begin at an offset: of a chain there are several. */
export function usesAt(uses: Uses, start: number): readonly Use[] {
  return byStart(uses.all).get(start) ?? [];
}

/** The calls that are made on this, as it is written. */
export function usesOn(uses: Uses, receiver: string): readonly Use[] {
  return byReceiver(uses.all).get(receiver) ?? [];
}

/** The calls that are made on a name, or on anything that begins with it. */
export function usesUnder(uses: Uses, name: string): readonly Use[] {
  return byRoot(uses.all).get(name) ?? [];
}

/** The calls of methods of this name. */
export function usesOf(uses: Uses, method: string): readonly Use[] {
  return byMethod(uses.all).get(method) ?? [];
}

/** The calls whose results a name takes, or the field of this name of anything. */
export function usesInto(uses: Uses, name: string): readonly Use[] {
  return byTarget(uses.all).get(name) ?? [];
}

/** Tells the calls by keys; the lists are kept with the calls. */
function indexed<K>(keysOf: (use: Use) => readonly K[]) {
  const kept = new WeakMap<readonly Use[], ReadonlyMap<K, readonly Use[]>>();
  return (all: readonly Use[]): ReadonlyMap<K, readonly Use[]> => {
    const known = kept.get(all);
    if (known) return known;
    const index = new Map<K, Use[]>();
    for (const use of all) {
      for (const key of keysOf(use)) {
        const same = index.get(key);
        if (same) same.push(use);
        else index.set(key, [use]);
      }
    }
    kept.set(all, index);
    return index;
  };
}

function lastPart(name: string): string {
  return /^[A-Za-z_$][\w$]*\.([A-Za-z_$#][\w$]*)$/.exec(name)?.[1] ?? name;
}

/**
 * What is read of a call, kept with its function for as long as that stands as it is: it may rest on nothing that
 * stands outside the function.
 */
export function keptInFunction<T>(read: (use: Use) => T): (use: Use) => T {
  const knownIn = keptWith((_function: Node) => new Map<number, { readonly value: T }>());
  return (use) => {
    const { node, kind } = functionOf(use);
    if (kind !== 'function') return read(use);
    const known = knownIn(node);
    const place = use.node.startIndex - node.startIndex;
    let found = known.get(place);
    if (!found) {
      found = { value: read(use) };
      known.set(place, found);
    }
    return found.value;
  };
}

/** The name that a receiver begins with: `db` of `db.admin()`. */
export function receiverRoot(receiver: string): string {
  return /^[\w$]+/.exec(receiver)?.[0] ?? receiver;
}

/** The calls that lie within a stretch. */
export function usesIn({ all }: Uses, stretch: Span): readonly Use[] {
  const from = firstFrom(all, stretch.start);
  const found: Use[] = [];
  for (let index = from; index < all.length; index++) {
    const use = all[index] as Use;
    if (use.at.start >= stretch.end) break;
    if (use.at.end <= stretch.end) found.push(use);
  }
  return found;
}

/** The index of the first call that begins at an offset or behind it; they stand in that order. */
function firstFrom(all: readonly Use[], start: number): number {
  let from = 0;
  for (let to = all.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((all[middle] as Use).at.start < start) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Whether code in one region is always followed by what comes later in the other's. */
export function encloses(outer: Region, inner: Region): boolean {
  for (let at: Region | null = inner; at; at = at.around) if (at === outer) return true;
  return false;
}
