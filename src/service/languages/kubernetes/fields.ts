import { absent, type Field, known, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { isTemplated } from './template';
import { type MapNode, type Member, member, type Node, pointer } from './tree';

/**
 * Where values are read from: a mapping, nothing, or something that cannot be read. `gap` says why
 * a key that is not there may yet come: then no value of the block is ever absent.
 */
export interface Block {
  readonly path: string;
  readonly at: Span;
  readonly map: MapNode | undefined;
  readonly written: boolean;
  readonly gap: string | undefined;
}

/** The block of a document's or list item's root. */
export function rootBlock(node: Node, path: string, gap: string | undefined): Block {
  return blockOf(node, path, gap);
}

/** The mapping under a key. */
export function child(block: Block, key: string): Block {
  const path = pointer(block.path, key);
  const found = entryOf(block, key);
  if (found.entry !== undefined) return blockOf(found.entry.value, path, block.gap);
  return { path, at: block.at, map: undefined, written: found.why !== undefined, gap: found.why };
}

/** A list under a key. `known` is false where items may be missing from it. */
export interface List {
  readonly path: string;
  readonly at: Span;
  readonly items: readonly Block[];
  readonly nodes: readonly Node[];
  readonly state: 'written' | 'absent' | 'unknown';
}

/** The list under a key; each item as a block of its own. */
export function listOf(block: Block, key: string): List {
  const path = pointer(block.path, key);
  const { entry, why } = entryOf(block, key);
  const nothing = { path, at: block.at, items: [], nodes: [] };
  if (entry === undefined) return { ...nothing, state: why === undefined ? 'absent' : 'unknown' };
  if (entry.value.kind === 'empty') {
    return { ...nothing, at: entry.keyAt, state: block.gap === undefined ? 'absent' : 'unknown' };
  }
  if (entry.value.kind !== 'sequence') return { ...nothing, at: entry.keyAt, state: 'unknown' };
  const nodes = entry.value.items;
  const items = nodes.map((node, index) => blockOf(node, pointer(path, index), block.gap));
  const whole =
    block.gap === undefined && nodes.every(({ kind }) => kind === 'map' || kind === 'scalar');
  return { path, at: entry.keyAt, items, nodes, state: whole ? 'written' : 'unknown' };
}

/** A text value. */
export function stringField(block: Block, key: string): Field<string> {
  return read(block, key, (value) => value);
}

/** A whole number, in plain decimal only: `010` and `1_000` mean different things to readers. */
export function integerField(block: Block, key: string): Field<number> {
  return read(block, key, (value, plain) =>
    plain && /^[+-]?(?:0|[1-9]\d*)(?:\.0+)?$/.test(value) ? Number(value) : undefined,
  );
}

/** A switch, unquoted. */
export function booleanField(block: Block, key: string): Field<boolean> {
  return read(block, key, (value, plain) =>
    plain && /^(?:true|false)$/.test(value) ? value === 'true' : undefined,
  );
}

/** A quantity or a count as written, quoted or not. */
export const quantityField = stringField;

/** The texts under a key by name; values that are no plain texts are unknown. */
export function textsOf(block: Block): Readonly<Record<string, Field<string>>> {
  const names = block.map?.members.map((entry) => entry.key) ?? [];
  return Object.fromEntries(names.map((name) => [name, stringField(block, name)]));
}

/** Reads one value by the rules for what cannot be known. */
export function read<T>(
  block: Block,
  key: string,
  parse: (value: string, plain: boolean) => T | undefined,
): Field<T> {
  const path = pointer(block.path, key);
  const { entry, why } = entryOf(block, key);
  if (entry === undefined) {
    return why === undefined ? absent(endOf(block), path) : unknown(why, block.at, path);
  }
  const { value, keyAt } = entry;
  if (block.map?.duplicates.has(key)) return unknown('the key is written twice', keyAt, path);
  if (value.kind === 'empty') {
    return block.gap === undefined ? absent(value.at.end, path) : unknown(block.gap, keyAt, path);
  }
  if (value.kind !== 'scalar') {
    const field = unknown(whyUnreadable(value), keyAt, path);
    const expression = value.kind === 'opaque' ? value.expression : undefined;
    return expression === undefined ? field : { ...field, expression };
  }
  if (isTemplated(value.value)) return unknown('a template expression', value.at, path);
  const parsed = parse(value.value, value.plain);
  return parsed === undefined
    ? unknown('it is not a plain value', value.at, path)
    : known(parsed, value.at, path);
}

interface Found {
  readonly entry: Member | undefined;
  /** Why a missing entry may yet be there. */
  readonly why: string | undefined;
}

function entryOf({ map, written, gap }: Block, key: string): Found {
  if (map === undefined) {
    return {
      entry: undefined,
      why: written ? (gap ?? 'the block it stands in cannot be read') : gap,
    };
  }
  const entry = member(map, key);
  if (entry !== undefined) return { entry, why: undefined };
  return { entry, why: gap ?? (map.partial ? 'part of the block cannot be read' : undefined) };
}

function blockOf(node: Node, path: string, gap: string | undefined): Block {
  const common = { path, at: node.at };
  if (node.kind === 'map') return { ...common, map: node, written: true, gap };
  if (node.kind === 'empty') return { ...common, map: undefined, written: gap !== undefined, gap };
  const why =
    node.kind === 'scalar' && isTemplated(node.value) ? 'a template expression' : undefined;
  return { ...common, map: undefined, written: true, gap: gap ?? why ?? whyUnreadable(node) };
}

function whyUnreadable(node: Node): string {
  return node.kind === 'opaque' ? node.why : 'it is not what belongs here';
}

function endOf({ map, at }: Block): number {
  const last = map?.members.filter((entry) => !entry.merged).at(-1);
  return last?.at.end ?? at.end;
}
