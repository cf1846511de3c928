import type { PoolEngine } from '../../contracts/fact';
import type { Field, Located } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import type { Option, Product } from './products';

/** What a settings file says about connection pools. */
export interface SettingsModel {
  readonly pools: readonly PoolSettings[];
  /** Threads that a Puma server runs; each may want a connection. */
  readonly threads: ThreadSettings | null;
}

/** The settings of one pool. `at` is the name of the first of them. */
export interface PoolSettings extends Located {
  readonly product: Product;
  /** As people call it: `spring.datasource`, `production`, `DATABASE_URL`. */
  readonly name: string;
  readonly engine: PoolEngine;
  /** Nothing elsewhere can add to it, so what is not here holds its default. */
  readonly complete: boolean;
  readonly settings: readonly Setting[];
  /** Settings of the product that stand where it does not look. */
  readonly misplaced: readonly Setting[];
  readonly max: Field<number>;
  readonly min: Field<number>;
  /** The environment variable that names the database, or carries the maximum. */
  readonly databaseEnv: string | null;
  readonly maxEnv: string | null;
}

/** A setting as it is written. `at` is its value. */
export interface Setting extends Located {
  readonly name: string;
  readonly nameAt: Span;
  /** `null` for one that the product does not read. */
  readonly option: Option | null;
  readonly value: Field<number>;
  readonly text: string;
  /** The environment variable the value comes from; the number is its default then. */
  readonly env: string | null;
}

/** `threads 5, 16` of a `puma.rb`. */
export interface ThreadSettings extends Located {
  readonly max: Field<number>;
  readonly env: string | null;
}
