import type { CitationId } from '../../../citations';

/** What a setting of a pool means, whatever a product calls it. */
export type Role =
  | 'max'
  | 'min'
  | 'acquireTimeout'
  | 'idleTimeout'
  | 'lifetime'
  | 'keepalive'
  | 'leakDetection'
  | 'startServers'
  | 'minSpare'
  | 'maxSpare'
  | 'other';

/** A setting of a product. */
export interface Option {
  /** Every name it goes by, the usual one first; case, dashes and underscores do not matter. */
  readonly names: readonly string[];
  readonly role: Role;
  readonly unit: 'connections' | 'processes' | 'milliseconds' | 'seconds' | 'none';
  /** What holds where it is not written; `null` where that is no number, or another setting's. */
  readonly byDefault: number | null;
  readonly meaning: string;
}

/** Something that keeps connections and is set up in a file. Adding one is adding an entry. */
export interface Product {
  /** As its users call it. */
  readonly title: string;
  /** The name pools of it have in the connection budget. */
  readonly package: string;
  readonly options: readonly Option[];
  /** What becomes of a minimum above the maximum; `refused` says by whom. */
  readonly minAboveMax: 'clamped' | 'unchecked' | { readonly refused: string };
  /** A wait of 0 for a free connection means: for ever. */
  readonly zeroWaitsForever: boolean;
  /** The version this was read in. */
  readonly version: string;
  readonly source: CitationId;
}

/** An option of a product. */
export function option(
  names: readonly string[],
  role: Role,
  unit: Option['unit'],
  byDefault: number | null,
  meaning: string,
): Option {
  return { names, role, unit, byDefault, meaning };
}
