import type { FactValue } from './value';

/** Something between the application and the database that shares out connections: PgBouncer. */
export interface PoolerFact {
  readonly kind: 'pooler';
  readonly path: string;
  /** Hosts by which it is reached, as far as they are known. */
  readonly names: readonly string[];
  readonly port: number | null;
  /** When a server connection goes to the next client: `session`, `transaction`, `statement`. */
  readonly mode: FactValue<string>;
  /** Of PgBouncer, such as `1.22`. */
  readonly version: string | null;
  /** How many prepared statements it carries; 0 is none. */
  readonly preparedStatements: FactValue<number>;
}

/** The address of a database that an environment variable holds. */
export interface AddressFact {
  readonly kind: 'address';
  readonly path: string;
  readonly env: string;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Something that rests on one server connection from one statement to the next. */
export interface SessionUseFact {
  readonly kind: 'session-use';
  readonly path: string;
  readonly what: 'listen' | 'lock' | 'set' | 'cursor' | 'prepared';
  /** The statement, or the library that prepares by itself, as people call it. */
  readonly says: string;
  /** The environment variable that says which database it is; `null` where its address is written. */
  readonly databaseEnv: string | null;
  readonly address: WrittenAddress | null;
  /** The path of the pool that does it, in the same file. */
  readonly of?: string;
  /** It holds only where the address of the pool names this driver: `asyncpg` of `postgresql+asyncpg://…`. */
  readonly driver?: string;
}

/** The address of a database as it is written. */
export interface WrittenAddress {
  readonly host: string;
  readonly port: number | null;
  readonly parameters: Readonly<Record<string, string>>;
}
