import type { FunctionSummary } from './code';
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
  /**
   * Connections one process may open; defaulted from the library where the code says nothing, and a
   * reference where a variable says it.
   */
  readonly max: FactValue<number>;
  readonly min: FactValue<number>;
  /** Where its connections go: an address, or a reference to the variable that holds it. */
  readonly target: FactValue<string>;
  /** Variables that take the place of what is written, the first that is set. */
  readonly overrides?: PoolOverrides;
  /** The profile of Spring that it is written for: laid over what is written for all. */
  readonly profile?: string;
  /** There is no pool: each thread that works opens a connection of its own. */
  readonly perThread?: true;
  /** What `max` is the sum of, where a library has two: SQLAlchemy's size and overflow. */
  readonly size?: FactValue<number>;
  readonly overflow?: FactValue<number>;
  /** Parameters of its address that say how many it opens, where code says nothing. */
  readonly inAddress?: AddressParameters;
  /** How code makes it; nothing for the pool of a settings file. */
  readonly code?: PoolInCode;
  /** How long it keeps a connection, where that is known for certain. */
  readonly lifetime?: PoolLifetime;
  /** Active Record takes no lock for migrations: `advisory_locks: false`. */
  readonly migratesUnlocked?: true;
  /** How long a request waits for one of its connections, where that is known and ends. */
  readonly wait?: PoolWait;
}

/** After how long a pool gives up the wait for a free connection. */
export interface PoolWait {
  readonly path: string;
  /** As people write it: `connection-timeout`, `pool_timeout`. */
  readonly option: string;
  readonly seconds: number;
  /** It is the library's own, and written nowhere. */
  readonly isDefault: boolean;
}

/** Variables of a process that its framework binds over what a file of settings says. */
export interface PoolOverrides {
  readonly max: readonly string[];
  readonly min: readonly string[];
  readonly target: readonly string[];
}

/** What the parameters of an address are called that say how many connections a pool opens. */
export interface AddressParameters {
  readonly max: string;
  readonly min: string | null;
  /** What the address says counts before what is written beside it. */
  readonly wins?: true;
  /** An option of code with which the address says nothing of the pool. */
  readonly unless?: string;
  /** The address is a text of words (`Host=db;Maximum Pool Size=20`), which opens so many where it says none. */
  readonly inWords?: { readonly byDefault: number };
}

/** A list of databases in code, of which a key picks one. */
export interface ShardListFact {
  readonly kind: 'shard-list';
  readonly path: string;
  /** As code calls it: `shards`. */
  readonly list: string;
  /** What picks: `userId % shards.length`, `tenant.region`. */
  readonly expression: string;
  /** By the remainder of a division, or by a key of another kind. */
  readonly how: 'remainder' | 'key';
  /** The paths of its pools in the same file; one that is made in a loop stands for any number. */
  readonly pools: readonly string[];
}

/** The database that clients generated from a schema go to, where code says no other. */
export interface DatasourceFact {
  readonly kind: 'datasource';
  readonly path: string;
  /** The package of the clients. */
  readonly library: string;
  readonly engine: PoolEngine;
  /** Its address: written, or what a variable holds. */
  readonly target: FactValue<string>;
}

/** Code that says how many connections a handle of Go opens, wherever the handle was made. */
export interface HandleLimitFact {
  readonly kind: 'handle-limit';
  readonly path: string;
}

/** How long a pool keeps a connection. */
export interface PoolLifetime {
  readonly path: string;
  /** As people write it: `max-lifetime`, `pool_recycle`. */
  readonly option: string;
  /** `null` is for ever. */
  readonly seconds: number | null;
  /** How many of the option's own units are a second; `null` where the option is not written. */
  readonly perSecond: number | null;
  /** A connection is tried, or used now and then, before somebody gets it. */
  readonly tested: boolean;
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
  /** The function that makes it returns it, alone or among others. */
  readonly returned: boolean;
  /** Its file asks it in tasks of a queue and nowhere else: who only hands tasks on opens none of it. */
  readonly inTasks?: true;
  /** Where it goes, as code says it; equal for equal places, `null` where that cannot be told. */
  readonly address: string | null;
}

/** What a name holds that reaches a database or a cache. */
export type HandleKind =
  | 'pool'
  | 'connection'
  | 'cache'
  | 'model'
  | 'factory'
  | 'function'
  | 'value'
  | 'relations';

/** A name by which other files can take something that reaches a database or a cache. */
export interface ExportFact {
  readonly kind: 'export';
  readonly path: string;
  /** `default` for what a module is as a whole; `getPool()` for what a function hands out. */
  readonly as: string;
  readonly holds: HandleKind;
  /** The library, as its users call it, and the module that code imports it by. */
  readonly title: string;
  readonly module: string;
  /** The path of the pool that is made once, when the file is loaded; `null` for anything else. */
  readonly pool: string | null;
  /** It is a pool of one connection. */
  readonly single: boolean;
  /** What a function does, under the empty name; of a class or an object, what its methods do. */
  readonly summary?: Readonly<Record<string, FunctionSummary>>;
  /** Of a class of Java, the types that methods of one name take, by that name. */
  readonly overloads?: Readonly<Record<string, readonly string[]>>;
  /** The class of another file that a class extends. */
  readonly base?: { readonly specifier: string; readonly name: string };
  /** Of an interface of Go the types that have its methods. */
  readonly behind?: readonly { readonly specifier: string; readonly name: string }[];
  /** The names of those methods. */
  readonly asks?: readonly string[];
  /** The classes of other files that its fields are, and what its methods give (`store()`), of a class that does something. */
  readonly fields?: Readonly<Record<string, { readonly specifier: string; readonly name: string }>>;
  /** What a repository of Spring Data keeps: `SysLog`. */
  readonly entity?: string;
  /** The methods of a type that are declared to give a list, where nothing but that is known of them. */
  readonly lists?: readonly string[];
  /** Those of them that give all rows of a table, or all that are in some state. */
  readonly wholes?: readonly string[];
  /** What a setting is, under the empty name; of an object, what its members are: `db.poolMax`. */
  readonly values?: Readonly<Record<string, CodeSetting>>;
  /** Of a model, the relations that are read when somebody touches them. */
  readonly relations?: Readonly<Record<string, LazyRelation>>;
}

/** A relation of a model that is read from the database when somebody touches it. */
export interface LazyRelation {
  readonly mapper: 'django' | 'sqlalchemy' | 'jpa';
  /** It leads to many rows that have to be asked for: `order.lines.all()`. */
  readonly many: boolean;
}

/** A setting as code reads it: a variable of the environment, what holds without it, or a constant. */
export interface CodeSetting {
  readonly env: string | null;
  /** The constant; `null` where the variable has to be there. */
  readonly value: string | number | null;
}

/** How many threads of a process may want a connection at once. */
export interface ThreadsFact {
  readonly kind: 'threads';
  readonly path: string;
  readonly server: 'Puma' | 'Sidekiq' | 'AnyIO';
  readonly max: FactValue<number>;
}
