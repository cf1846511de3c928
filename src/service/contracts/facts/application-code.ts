import type { FactValue } from './value';

/** The database or service a pool's connections go to. */
export type PoolEngine =
  | 'postgres'
  | 'mysql'
  | 'mariadb'
  | 'mongodb'
  | 'redis'
  | 'oracle'
  | 'mssql'
  | 'other'
  | 'unknown';

/** A connection pool that application code constructs. */
export interface PoolFact {
  readonly kind: 'pool';
  readonly path: string;
  /** The package the constructor comes from, such as `pg`; `null` for an unresolved `createPool`. */
  readonly library: string | null;
  readonly engine: PoolEngine;
  /** Connections one process may open; defaulted from the library where the code says nothing. */
  readonly max: FactValue<number>;
  readonly min: FactValue<number>;
  /** The environment variable that names the database or carries `max`, where the code shows it. */
  readonly databaseEnv: string | null;
  readonly maxEnv: string | null;
  /** How code makes it; nothing for the pool of a settings file. */
  readonly code?: PoolInCode;
}

/** How code makes a pool, as far as it matters beside the pools of other files. */
export interface PoolInCode {
  /** It is made once, when its file is loaded, and kept nowhere but in its name. */
  readonly atLoad: boolean;
  /** What the file is: loaded by others, a server, a function of a platform, a program to be run. */
  readonly role: 'module' | 'server' | 'function' | 'program';
  /** What makes it and where that is imported from, as written. */
  readonly constructed: string;
  readonly from: string | null;
  readonly name: string | null;
  /** Others can take it from its file by that name. */
  readonly exported: boolean;
  /** Where it goes, as code says it; equal for equal places, `null` where that cannot be told. */
  readonly address: string | null;
}

/** Something between the application and the database that shares out connections: PgBouncer. */
export interface PoolerFact {
  readonly kind: 'pooler';
  readonly path: string;
}

/** How many threads of a process may want a connection at once: Puma's. */
export interface ThreadsFact {
  readonly kind: 'threads';
  readonly path: string;
  readonly max: FactValue<number>;
  /** The environment variable the number comes from. */
  readonly env: string | null;
}
