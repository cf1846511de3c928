import type { DataNode, Trail } from '../../syntax/data-node';
import { plainValue } from '../../syntax/yaml-scalar';

/** A value of a template, with the places it comes from. Maps change in place, as in Go. */
export type Value = Nothing | Bool | Num | Text | MapValue | ListValue | Unknown | Special;

/** `nil`, or a key that is not there. */
export interface Nothing {
  readonly kind: 'nil';
  readonly trail: Trail;
}

/** `true` or `false`. */
export interface Bool {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly trail: Trail;
}

/** A number with its type in Go: every number of a values file is a `float64`. */
export interface Num {
  readonly kind: 'number';
  readonly type: 'int' | 'int64' | 'float64';
  readonly value: number;
  readonly trail: Trail;
}

/** A text that keeps where its parts come from. */
export interface Text {
  readonly kind: 'text';
  readonly rope: Rope;
  readonly trail: Trail;
}

/** Named values. */
export interface MapValue {
  readonly kind: 'map';
  readonly entries: Map<string, Value>;
  /** Why it may hold more. */
  readonly open: string | null;
  readonly trail: Trail;
}

/** Values in order. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly trail: Trail;
  /** Go makes it in any order. */
  readonly isUnordered?: true;
}

/** A value that cannot be told. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  readonly trail: Trail;
}

/** An object of Helm with methods of its own. */
export interface Special {
  readonly kind: 'special';
  readonly name: string;
  readonly trail: Trail;
  /** A method or field; `undefined` where there is none. */
  call(name: string, args: readonly Value[]): Value | undefined;
  /** What a `range` goes through, with keys. */
  items?(): readonly (readonly [Value, Value])[];
  /** The letters of bytes. */
  content?(): string;
}

/** A text in parts. */
export type Rope = readonly Piece[];

/** A part of a text: of a template, of a value, or something that cannot be told. */
export interface Piece {
  readonly text: string;
  /** Where the value comes from that it is; empty for what a template writes itself. */
  readonly trail: Trail;
  /** It is the value as it stands, or in quotes. */
  readonly isWhole: boolean;
  /** Where in the outermost template it is written; `null` until that is known. */
  readonly site: Site | null;
  /** The template itself writes it there, letter by letter. */
  readonly isLiteral: boolean;
  /** Why it cannot be told; its text is a mark then. */
  readonly unknown: string | null;
  /** The objects that may stand there, each block with what it takes for it to be written. */
  readonly hidden?: readonly HiddenBlock[];
}

/** A block that nobody can tell to be written, and under which condition it is: `.Values.jobs.enabled`. */
export interface HiddenBlock {
  readonly condition: string;
  readonly rope: Rope;
}

/** A place in the text of a template. */
export interface Site {
  readonly path: string;
  readonly at: number;
}

/** The mark of what cannot be told: legal in YAML, written by nobody. */
export const UNKNOWN_MARK = '\uE010';

/** Behind the mark of a block: in a list it may stand for any number of items. */
export const MANY_MARK = '\uE011';

/** Why what is made of the keys of a map cannot be told. */
export const UNORDERED = 'the keys of a map are in no order';

/** Nothing at all. */
export const NIL: Nothing = { kind: 'nil', trail: [] };

/** The chart does not render with these values: what Helm says. */
export class RenderFailure extends Error {}

/** It reads something of a value that no layer gives, so whoever releases the chart gives it. */
export class MissingValue extends RenderFailure {
  constructor(
    message: string,
    /** The steps to the value in the values of its chart: `image` of `.Values.image.tag`. */
    readonly steps: readonly string[],
  ) {
    super(message);
  }
}

/** A value that cannot be told. */
export function unknown(why: string, trail: Trail = []): Unknown {
  return { kind: 'unknown', why, trail };
}

/** A text that was worked out. */
export function text(value: string, trail: Trail = []): Text {
  return { kind: 'text', rope: value === '' ? [] : [computedPiece(value, trail)], trail };
}

/** A part that was worked out of values. */
export function computedPiece(value: string, trail: Trail, isWhole = false): Piece {
  return { text: value, trail, isWhole, site: null, isLiteral: false, unknown: null };
}

/** A part that cannot be told. */
export function unknownPiece(why: string, trail: Trail = []): Piece {
  return { ...computedPiece(UNKNOWN_MARK, trail), unknown: why };
}

/** A whole number. */
export function int(value: number, trail: Trail = [], type: Num['type'] = 'int'): Value {
  return Number.isSafeInteger(value)
    ? { kind: 'number', type, value, trail }
    : unknown('a number is too large', trail);
}

/** `true` or `false`. */
export function bool(value: boolean, trail: Trail = []): Bool {
  return { kind: 'bool', value, trail };
}

/** Values in order. */
export function list(items: readonly Value[], trail: Trail = []): ListValue {
  return { kind: 'list', items, trail };
}

/** Named values. */
export function map(
  entries: Iterable<readonly [string, Value]>,
  trail: Trail = [],
  open: string | null = null,
): MapValue {
  return { kind: 'map', entries: new Map(entries), open, trail };
}

/** The letters of a text; `undefined` where a part cannot be told. */
export function plainOfRope(rope: Rope): string | undefined {
  let made = '';
  for (const piece of rope) {
    if (piece.unknown !== null) return undefined;
    made += piece.text;
  }
  return made;
}

/** Why a text cannot be told. */
export function whyOfRope(rope: Rope): string {
  return rope.find((piece) => piece.unknown !== null)?.unknown ?? 'it cannot be told';
}

/** Where the parts of a text come from. */
export function trailOfRope(rope: Rope): Trail {
  return rope.find(({ trail }) => trail.length > 0)?.trail ?? [];
}

/** A part of a text by letters, as `slice` counts. */
export function sliceRope(rope: Rope, from: number, to: number): Rope {
  const made: Piece[] = [];
  let at = 0;
  for (const piece of rope) {
    const end = at + piece.text.length;
    const [start, stop] = [Math.max(from, at), Math.min(to, end)];
    if (start < stop) {
      made.push(
        start === at && stop === end
          ? piece
          : {
              ...piece,
              text: piece.text.slice(start - at, stop - at),
              isWhole: false,
              site: moved(piece, start - at),
            },
      );
    }
    at = end;
  }
  return made;
}

/** Where the rest of a part is written: what a template writes itself stands letter by letter. */
export function moved({ site, isLiteral }: Piece, by: number): Site | null {
  return site !== null && isLiteral ? { ...site, at: site.at + by } : site;
}

/** A text of which each line but the first has more before it. */
export function indented(rope: Rope, by: string): Rope {
  if (by === '') return rope;
  const made: Piece[] = [];
  for (const piece of rope) {
    if (!piece.text.includes('\n')) {
      made.push(piece);
      continue;
    }
    let at = 0;
    for (const line of piece.text.split(/(?<=\n)/)) {
      made.push({ ...piece, text: line, isWhole: false, site: moved(piece, at) });
      if (line.endsWith('\n')) made.push(computedPiece(by, []));
      at += line.length;
    }
  }
  return made;
}

/** A value as `{{ }}` writes it: `%v` of Go, with nothing for `nil`. */
export function written(value: Value): Rope {
  switch (value.kind) {
    case 'nil':
      return [];
    case 'text':
      return value.rope;
    case 'unknown':
      return [unknownPiece(value.why, value.trail)];
    case 'special':
      return [unknownPiece(`${value.name} is no text`)];
    default: {
      const made = printedValue(value);
      if (made === undefined) return [unknownPiece('a part of it cannot be told', value.trail)];
      const isWhole = value.kind === 'bool' || value.kind === 'number';
      return [computedPiece(made, value.trail, isWhole)];
    }
  }
}

/** A value as `%v` of Go writes it; `undefined` where a part cannot be told. */
export function printedValue(value: Value): string | undefined {
  switch (value.kind) {
    case 'nil':
      return '<nil>';
    case 'bool':
      return String(value.value);
    case 'number':
      return value.type === 'float64' ? printedFloat(value.value) : String(value.value);
    case 'text':
      return plainOfRope(value.rope);
    case 'list': {
      if (value.isUnordered) return undefined;
      const items = value.items.map(printedValue);
      return items.includes(undefined) ? undefined : `[${items.join(' ')}]`;
    }
    case 'map': {
      if (value.open !== null) return undefined;
      const parts = sortedKeys(value).map((key) => {
        const inner = printedValue(value.entries.get(key) ?? NIL);
        return inner === undefined ? undefined : `${key}:${inner}`;
      });
      return parts.includes(undefined) ? undefined : `map[${parts.join(' ')}]`;
    }
    default:
      return undefined;
  }
}

/** A `float64` as `%v` of Go writes it. */
export function printedFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : value < 0 ? '-Inf' : 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', power = '0'] = value.toExponential().split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < SHORT_FLOAT) return plainDigits(value);
  const size = Math.abs(exponent).toString().padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
}

/** From this power of ten on a float has an exponent. */
const SHORT_FLOAT = 6;

function plainDigits(value: number): string {
  const plain = String(value);
  return plain.includes('e') ? value.toFixed(20).replace(/(?<!0)0+$/, '') : plain;
}

/** The keys of a map as Go goes through them: in the order of their bytes. */
export function sortedKeys({ entries }: MapValue): readonly string[] {
  return [...entries.keys()].sort(compareBytes);
}

/** The order of texts in Go: that of their bytes in UTF-8, which is that of their code points. */
export function compareBytes(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  for (let at = 0; at < Math.min(from.length, to.length); at++) {
    const difference = (from[at]?.codePointAt(0) ?? 0) - (to[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return from.length - to.length;
}

/** Whether a value counts as true; `undefined` where that cannot be told. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'nil':
      return false;
    case 'bool':
      return value.value;
    case 'number':
      return value.value !== 0;
    case 'text': {
      const known = value.rope.some((piece) => piece.unknown === null && piece.text !== '');
      return known ? true : value.rope.some((piece) => piece.unknown !== null) ? undefined : false;
    }
    case 'map':
      return value.entries.size > 0 ? true : value.open !== null ? undefined : false;
    case 'list':
      return value.items.length > 0;
    case 'unknown':
      return undefined;
    case 'special':
      return value.items ? value.items().length > 0 : true;
  }
}

/** The first reason why a value cannot be told in all its parts. */
export function unknownIn(value: Value): string | undefined {
  switch (value.kind) {
    case 'unknown':
      return value.why;
    case 'special':
      return `${value.name} is no value`;
    case 'text':
      return plainOfRope(value.rope) === undefined ? whyOfRope(value.rope) : undefined;
    case 'list':
      return value.isUnordered ? UNORDERED : firstOf(value.items);
    case 'map':
      return value.open ?? firstOf(value.entries.values());
    default:
      return undefined;
  }
}

function firstOf(values: Iterable<Value>): string | undefined {
  for (const value of values) {
    const why = unknownIn(value);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** A copy that shares no map. */
export function copied(value: Value): Value {
  if (value.kind === 'map') {
    return {
      ...value,
      entries: new Map([...value.entries].map(([key, each]) => [key, copied(each)])),
    };
  }
  return value.kind === 'list' ? { ...value, items: value.items.map(copied) } : value;
}

/** A value of JSON without its places; what cannot be told has been asked for before. */
export function plainOfValue(value: Value): unknown {
  switch (value.kind) {
    case 'bool':
    case 'number':
      return value.value;
    case 'text':
      return plainOfRope(value.rope) ?? '';
    case 'list':
      return value.items.map(plainOfValue);
    case 'map':
      return Object.fromEntries(
        sortedKeys(value).map((key) => [key, plainOfValue(value.entries.get(key) ?? NIL)]),
      );
    default:
      return null;
  }
}

const SWITCHES = new Map(
  [
    ['y', 'yes', 'on'],
    ['n', 'no', 'off'],
  ].flatMap((words, index) =>
    words.flatMap((word) =>
      [word, word.toUpperCase(), `${word.charAt(0).toUpperCase()}${word.slice(1)}`].map(
        (each) => [each, index === 0] as const,
      ),
    ),
  ),
);

/** A value of YAML as Helm reads it: every number is a `float64`, and `yes` is true. */
export function valueOf(node: DataNode): Value {
  const { trail } = node;
  switch (node.kind) {
    case 'unknown':
      return unknown(node.why, trail);
    case 'list':
      return node.open ? unknown(node.open.why, trail) : list(node.items.map(valueOf), trail);
    case 'map': {
      // Without quotes such a key is a truth value; of keys nobody knows whether they have quotes.
      const [doubtful] = [...node.entries.keys()].filter((key) => SWITCHES.has(key));
      const open =
        doubtful === undefined ? null : `the key ${doubtful} may be read as a truth value`;
      return map(
        [...node.entries]
          .filter(([key]) => !SWITCHES.has(key))
          .map(([key, value]) => [key, valueOf(value)] as const),
        trail,
        node.open?.why ?? open,
      );
    }
    case 'scalar': {
      const { quoted, text: own } = node;
      const value = quoted ? own : (SWITCHES.get(own) ?? plainValue(own));
      if (value === null) return { kind: 'nil', trail };
      if (typeof value === 'boolean') return bool(value, trail);
      if (typeof value === 'number') {
        if (!Number.isFinite(value)) return unknown('it is no number of JSON', trail);
        return { kind: 'number', type: 'float64', value, trail };
      }
      return { kind: 'text', rope: value === '' ? [] : [computedPiece(value, trail, true)], trail };
    }
  }
}
