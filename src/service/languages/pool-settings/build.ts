import type { AddressParameters, PoolEngine, PoolOverrides } from '../../contracts/fact';
import { absent, type Field, known, referenced, unknown } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { canonical } from './entries';
import type { PoolSettings, Setting } from './model';
import type { Option, Product, Role } from './products';
import type { Part } from './strings';
import { addressField, numberOf } from './values';

/** What a pool is made of, before its settings are looked up in the product's table. */
export interface Draft {
  readonly product: Product;
  readonly name: string;
  /** The structural path of the pool; its settings are beneath it. */
  readonly path: string;
  readonly engine: PoolEngine;
  readonly complete: boolean;
  readonly parts: readonly Part[];
  /** Words of the product at a place where it does not look. */
  readonly misplaced?: readonly Part[];
  /** Where the pool is pointed at, and where a setting would be added. */
  readonly at: Span;
  /** Where the file writes the database's address. */
  readonly address?: { readonly text: string; readonly at: Span } | undefined;
  /** The variable that the file sets to that address, for who reads it. */
  readonly variable?: string | undefined;
  readonly overrides?: PoolOverrides;
  /** The profile of Spring that it is written for. */
  readonly profile?: string;
  /** What its address may say of the pool. */
  readonly inAddress?: AddressParameters;
}

/** The pool of a draft; the last setting of a name counts. */
export function poolSettings(draft: Draft): PoolSettings {
  const { product, name, path, engine, complete, at } = draft;
  const byName = new Map<string, Setting>();
  for (const part of draft.parts) byName.set(canonical(part.name), settingFrom(part, draft));
  const settings = [...byName.values()];
  const pool = { product, settings, complete, at, path };
  return {
    ...pool,
    misplaced: (draft.misplaced ?? [])
      .map((part) => settingFrom(part, draft))
      .filter(({ option }) => option !== null),
    name,
    engine,
    max: maximum(pool),
    min: fieldOf(pool, 'min'),
    target: targetOf(draft),
    overrides: draft.overrides ?? null,
    inAddress: draft.inAddress ?? null,
    ...(draft.profile !== undefined && { profile: draft.profile }),
  };
}

function targetOf({ address, variable, at, path }: Draft): Field<string> {
  const own = `${path}/address`;
  if (address) return addressField(address.text, address.at, own);
  return variable === undefined
    ? absent(at.end, own)
    : referenced({ space: 'env', name: variable, fallback: null }, at, own);
}

function settingFrom(part: Part, { product, path }: Draft): Setting {
  const own = `${path}/${part.name}`;
  return {
    at: part.at,
    path: own,
    name: part.name,
    nameAt: part.nameAt,
    option: optionOf(product, part.name) ?? null,
    value: numberOf(part.text, part.at, own),
    text: part.text,
  };
}

/** The setting of a role, as it is written. */
export function settingOf(
  { settings }: Pick<PoolSettings, 'settings'>,
  role: Role,
): Setting | undefined {
  return settings.find(({ option }) => option?.role === role);
}

/** The option of a product by any of its names. */
function optionOf({ options }: Product, name: string): Option | undefined {
  return options.find(({ names }) => names.some((other) => canonical(other) === canonical(name)));
}

type Unfinished = Pick<PoolSettings, 'product' | 'settings' | 'complete' | 'at' | 'path'>;

function fieldOf(pool: Unfinished, role: Role): Field<number> {
  const written = settingOf(pool, role);
  if (written) return written.value;
  const path = `${pool.path}/${pool.product.options.find((option) => option.role === role)?.names[0]}`;
  return pool.complete ? absent(pool.at.end, path) : unknown('what other files set', pool.at, path);
}

function maximum(pool: Unfinished): Field<number> {
  const field = fieldOf(pool, 'max');
  const byDefault = pool.product.options.find(({ role }) => role === 'max')?.byDefault ?? null;
  if (field.state !== 'absent' || byDefault === null) return field;
  return known(byDefault, pool.at, field.path, 'defaulted');
}
