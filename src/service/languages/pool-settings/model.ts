import type {
  AddressParameters,
  CacheManagerFact,
  PoolEngine,
  PoolOverrides,
  WrittenAddress,
} from '../../contracts/fact';
import type { Field, Located } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import type { Option, Product } from './products';
import type { RuntimeStatement } from './runtime';
import type { StatementLimit } from './statement-limits';

/** What a settings file says about connection pools. */
export interface SettingsModel {
  readonly pools: readonly PoolSettings[];
  /** Threads that a server runs; each may want a connection. */
  readonly threads: ThreadSettings | null;
  /** PgBouncers that run here, and addresses of databases in environment variables. */
  readonly poolers: readonly Pooler[];
  readonly addresses: readonly Address[];
  /** What needs the same server connection for longer than a transaction. */
  readonly sessions: readonly SessionNeed[];
  /** What a cache manager is told about lifetimes. */
  readonly cacheManagers: readonly (Located & Pick<CacheManagerFact, 'lifetime'>)[];
  /** Where Django settings name an ASGI application, and no other. */
  readonly asgi: Located | null;
  /** After how long database servers close what nobody uses. */
  readonly timeouts: readonly ServerTimeout[];
  /** After how long servers give up what pools ask. */
  readonly statementLimits: readonly StatementLimit[];
  /** Variables and servers' settings, which are read beside what runs. */
  readonly runtime: readonly RuntimeStatement[];
}

/** A setting of a database server. `at` is its value. */
export interface ServerTimeout extends Located {
  readonly engine: 'mysql' | 'postgres';
  readonly setting: string;
  readonly seconds: number;
}

/** A PgBouncer and how it is set up. */
export interface Pooler extends Located {
  readonly names: readonly string[];
  readonly port: number | null;
  readonly mode: Field<string>;
  readonly version: string | null;
  readonly preparedStatements: Field<number>;
}

/** A variable that holds the address of a database. `at` is the address. */
export interface Address extends Located {
  readonly env: string;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a framework does by itself, and which database it does it with. */
export interface SessionNeed extends Located {
  readonly what: 'cursor' | 'prepared';
  readonly says: string;
  readonly databaseEnv: string | null;
  readonly address: WrittenAddress | null;
  /** The path of the pool that does it. */
  readonly of?: string;
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
  /** The address it is given, or the variable that holds it; a text with variables keeps them in `expression`. */
  readonly target: Field<string>;
  /** Variables of the process that the framework binds over this file. */
  readonly overrides: PoolOverrides | null;
  /** The profile of Spring that it is written for. */
  readonly profile?: string;
  /** What its address may say of the pool. */
  readonly inAddress: AddressParameters | null;
}

/** A setting as it is written. `at` is its value. */
export interface Setting extends Located {
  readonly name: string;
  readonly nameAt: Span;
  /** `null` for one that the product does not read. */
  readonly option: Option | null;
  readonly value: Field<number>;
  readonly text: string;
}

/** `threads 5, 16` of a `puma.rb`, `concurrency: 25` of a `sidekiq.yml`. */
export interface ThreadSettings extends Located {
  readonly server: 'Puma' | 'Sidekiq';
  readonly max: Field<number>;
}
