import { cacheOf } from './caches';
import type { Library } from './libraries/library';
import type { ApplicationModel, PoolUse } from './model';
import type { Reading } from './reading';
import type { Imports, Use } from './uses';

/** What a name in the code holds. */
export interface Handle {
  readonly kind: 'pool' | 'connection' | 'cache';
  /** The library, as its users call it. */
  readonly title: string;
  readonly module: string;
}

/** Types whose values are pools or connections, by the module that has them. */
const TYPES: Readonly<Record<string, Readonly<Record<string, Handle['kind']>>>> = {
  pg: { Pool: 'pool', PoolClient: 'connection', Client: 'connection' },
  mysql2: { Pool: 'pool', PoolConnection: 'connection' },
  'mysql2/promise': { Pool: 'pool', PoolConnection: 'connection' },
  mysql: { Pool: 'pool' },
  mariadb: { Pool: 'pool', PoolConnection: 'connection' },
  mssql: { ConnectionPool: 'pool' },
  asyncpg: { Pool: 'pool', Connection: 'connection' },
  psycopg_pool: { ConnectionPool: 'pool', AsyncConnectionPool: 'pool' },
  'database/sql': { DB: 'pool', Tx: 'connection', Conn: 'connection' },
  'github.com/jmoiron/sqlx': { DB: 'pool', Tx: 'connection' },
  'github.com/jackc/pgx/v5/pgxpool': { Pool: 'pool', Conn: 'connection' },
  'github.com/jackc/pgx/v4/pgxpool': { Pool: 'pool', Conn: 'connection' },
  'github.com/jackc/pgx/v5': { Tx: 'connection', Conn: 'connection' },
  'javax.sql': { DataSource: 'pool' },
  'com.zaxxer.hikari': { HikariDataSource: 'pool' },
  'org.apache.commons.dbcp2': { BasicDataSource: 'pool' },
  'java.sql': { Connection: 'connection' },
  redis: { Redis: 'cache' },
  'redis.asyncio': { Redis: 'cache' },
  'github.com/redis/go-redis/v9': { Client: 'cache', UniversalClient: 'cache' },
  'github.com/go-redis/redis/v8': { Client: 'cache' },
  ioredis: { Redis: 'cache', default: 'cache' },
};

const TITLES: Readonly<Record<string, string>> = {
  pg: 'node-postgres',
  'database/sql': 'database/sql',
  'mysql2/promise': 'mysql2',
  'github.com/jackc/pgx/v5/pgxpool': 'pgxpool',
  'github.com/jackc/pgx/v4/pgxpool': 'pgxpool',
  'com.zaxxer.hikari': 'HikariCP',
  'javax.sql': 'JDBC',
  redis: 'Redis',
  'redis.asyncio': 'Redis',
  'github.com/redis/go-redis/v9': 'Redis',
  'github.com/go-redis/redis/v8': 'Redis',
};

/** Caches whose lifetimes are read, beside those of JavaScript. */
const CACHE_MODULES: Readonly<Record<string, RegExp>> = {
  redis: /^(?:Redis|StrictRedis)$/,
  'redis.asyncio': /^(?:Redis|StrictRedis)$/,
  'github.com/redis/go-redis/v9': /^(?:NewClient|NewClusterClient)$/,
  'github.com/go-redis/redis/v8': /^(?:NewClient|NewClusterClient)$/,
};

/** Tells what receivers hold, by what they are assigned or typed as. */
export interface Handles {
  /** What stands before the dot of a call; `undefined` for what nothing in the file says. */
  of(receiver: string): Handle | undefined;
}

/** Collects the names of a file that hold pools, connections and caches. */
export function readHandles(
  { uses, calls }: Pick<Reading, 'uses' | 'calls'>,
  { pools, connections }: Pick<ApplicationModel, 'pools' | 'connections'>,
): Handles {
  const byName = new Map<string, Handle | null>();
  const add = (name: string, handle: Handle) => {
    const there = byName.get(name);
    // A name that holds different things in one file says nothing.
    const same =
      there === undefined || (there?.kind === handle.kind && there.module === handle.module);
    byName.set(name, same ? handle : null);
  };
  for (const { name, type } of uses.typed) {
    const handle = typeOf(type, uses.imports);
    if (handle) add(name, handle);
  }
  const made = new Map<number, Handle>();
  for (const { call, library } of pools) {
    if (library) made.set(call.at.start, handleOf('pool', library, call.module));
  }
  for (const { call, library } of connections) {
    if (library) made.set(call.at.start, handleOf('connection', library, call.module));
  }
  for (const { at, module, name } of calls) {
    const cache = cacheOf(module, name);
    const title =
      cache?.title ?? (module && CACHE_MODULES[module]?.test(name) ? 'Redis' : undefined);
    if (title && module) made.set(at.start, { kind: 'cache', title, module });
  }
  for (const use of uses.all) {
    const handle = made.get(use.at.start);
    const name = handle && target(use);
    if (handle && name !== undefined) add(name, handle);
  }
  return {
    of: (receiver) => byName.get(receiver) ?? byName.get(lastOf(receiver)) ?? undefined,
  };
}

/** The pool of this file that a receiver is; `undefined` where two are called so. */
export function poolOf(
  { pools, uses }: Pick<ApplicationModel, 'pools' | 'uses'>,
  receiver: string,
): PoolUse | undefined {
  const name = lastOf(receiver);
  const made = new Set(uses.all.filter((use) => target(use) === name).map(({ at }) => at.start));
  const found = pools.filter(({ call }) => made.has(call.at.start));
  return found.length === 1 ? found[0] : undefined;
}

/** The name that takes the result of a call; the last part of a field. */
export function target({ result }: Use): string | undefined {
  const name = result.kind === 'variable' ? result.names[0] : undefined;
  return name === undefined ? undefined : lastOf(name);
}

function handleOf(kind: Handle['kind'], { title }: Library, module: string | null): Handle {
  return { kind, title, module: module ?? title };
}

/** `this.pool`, `self.pool`, `s.db`: the field; calls and deeper paths are none. */
function lastOf(receiver: string): string {
  return /^[A-Za-z_$][\w$]*\.([A-Za-z_$#][\w$]*)$/.exec(receiver)?.[1] ?? receiver;
}

function typeOf(type: string, imports: Imports): Handle | undefined {
  const plain = type.replace(/^\*|\s*\|\s*(?:null|undefined|None)\b/g, '').trim();
  const [, qualifier, name] = /^(?:([\w.]+)\.)?(\w+)$/.exec(plain) ?? [];
  if (!name) return undefined;
  const binding = imports.get(qualifier ?? name);
  if (!binding) return undefined;
  const kind = TYPES[binding.module]?.[qualifier ? name : binding.name];
  const { module } = binding;
  return kind && { kind, title: TITLES[module] ?? module.split('/').at(-1) ?? module, module };
}
