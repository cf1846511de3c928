import type { Trail } from '../../syntax/data-node';
import {
  type ListValue,
  type MapValue,
  plainOfRope,
  RenderFailure,
  type Rope,
  UNORDERED,
  type Value,
  whyOfRope,
} from './values';

/** What a function is given beside its arguments. */
export interface Call {
  /** Whether it may not run at all. */
  readonly isUncertain: boolean;
  /** What a named template writes. */
  include(name: string, dot: Value): Rope;
  /** What a text as a template writes. */
  evaluateText(text: string, dot: Value): Rope;
}

/** A function of templates. Throws {@link Undecided} where its value cannot be told. */
export type TemplateFunction = (args: readonly Value[], call: Call) => Value;

/** A value cannot be told: why. */
export class Undecided extends Error {}

/** The places that a value was worked out from. */
export function computed(args: readonly Value[]): Trail {
  return args
    .flatMap(({ trail }) => trail.slice(0, 1))
    .slice(0, 4)
    .map((step) => ({ ...step, how: 'computed' as const }));
}

/** An argument; the render fails where it is not given. */
export function argument(args: readonly Value[], index: number): Value {
  const value = args[index];
  if (value === undefined) throw new RenderFailure('wrong number of args for a function');
  if (value.kind === 'unknown') throw new Undecided(value.why);
  return value;
}

/** A text argument, in parts. */
export function ropeOf(args: readonly Value[], index: number): Rope {
  const value = argument(args, index);
  if (value.kind !== 'text')
    throw new RenderFailure(`wrong type for value; expected string; got ${value.kind}`);
  return value.rope;
}

/** The letters of a text argument. */
export function textOf(args: readonly Value[], index: number): string {
  const rope = ropeOf(args, index);
  const plain = plainOfRope(rope);
  if (plain === undefined) throw new Undecided(whyOfRope(rope));
  return plain;
}

/** A map argument. */
export function mapOf(args: readonly Value[], index: number): MapValue {
  const value = argument(args, index);
  if (value.kind !== 'map')
    throw new RenderFailure(`wrong type for value; expected a map; got ${value.kind}`);
  return value;
}

/** A map argument of which every key is known. */
export function closedMapOf(args: readonly Value[], index: number): MapValue {
  const value = mapOf(args, index);
  if (value.open !== null) throw new Undecided(value.open);
  return value;
}

/** A list argument, in a known order where that matters. */
export function listOf(args: readonly Value[], index: number, isOrdered = true): ListValue {
  const value = argument(args, index);
  if (value.kind === 'list' && value.isUnordered && isOrdered) throw new Undecided(UNORDERED);
  if (value.kind !== 'list') throw new RenderFailure(`Cannot find the items of a ${value.kind}`);
  return value;
}

/** An argument that Go takes as an `int`. */
export function integerOf(args: readonly Value[], index: number): number {
  const value = argument(args, index);
  if (value.kind !== 'number' || value.type !== 'int')
    throw new RenderFailure(`wrong type for value; expected int; got ${value.kind}`);
  return value.value;
}
