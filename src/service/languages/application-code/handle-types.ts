import type { HandleKind } from '../../contracts/fact';

type Kinds = Readonly<Record<string, HandleKind>>;

/** The same types under several modules: versions of one library. */
function everywhere(kinds: Kinds, ...modules: readonly string[]): Readonly<Record<string, Kinds>> {
  return Object.fromEntries(modules.map((module) => [module, kinds]));
}

/** Types whose values are pools or connections, by the module that has them. */
export const TYPES: Readonly<Record<string, Kinds>> = {
  pg: { Pool: 'pool', PoolClient: 'connection', Client: 'connection' },
  '@prisma/client': { PrismaClient: 'pool' },
  mysql2: { Pool: 'pool', PoolConnection: 'connection' },
  'mysql2/promise': { Pool: 'pool', PoolConnection: 'connection' },
  mysql: { Pool: 'pool' },
  mariadb: { Pool: 'pool', PoolConnection: 'connection' },
  mssql: { ConnectionPool: 'pool' },
  asyncpg: { Pool: 'pool', Connection: 'connection' },
  aiomysql: { Pool: 'pool', Connection: 'connection' },
  'psycopg2.pool': { SimpleConnectionPool: 'pool', ThreadedConnectionPool: 'pool' },
  sqlalchemy: { Engine: 'pool', Connection: 'connection' },
  'sqlalchemy.orm': { Session: 'connection' },
  'sqlalchemy.ext.asyncio': {
    ...{ AsyncEngine: 'pool', AsyncConnection: 'connection', AsyncSession: 'connection' },
  },
  sqlmodel: { Session: 'connection' },
  psycopg_pool: { ConnectionPool: 'pool', AsyncConnectionPool: 'pool' },
  'database/sql': { DB: 'pool', Tx: 'connection', Conn: 'connection' },
  'github.com/jmoiron/sqlx': { DB: 'pool', Tx: 'connection' },
  'github.com/jackc/pgx/v5/pgxpool': { Pool: 'pool', Conn: 'connection' },
  'github.com/jackc/pgx/v4/pgxpool': { Pool: 'pool', Conn: 'connection' },
  'github.com/jackc/pgx/v5': { Tx: 'connection', Conn: 'connection' },
  'javax.sql': { DataSource: 'pool' },
  'com.zaxxer.hikari': { HikariDataSource: 'pool' },
  'org.apache.tomcat.jdbc.pool': { DataSource: 'pool' },
  'com.mchange.v2.c3p0': { ComboPooledDataSource: 'pool' },
  'org.apache.commons.dbcp2': { BasicDataSource: 'pool' },
  'java.sql': { Connection: 'connection' },
  redis: { Redis: 'cache' },
  'redis.asyncio': { Redis: 'cache' },
  ...everywhere(
    {
      ...{ Client: 'cache', ClusterClient: 'cache', Cmdable: 'cache', Ring: 'cache' },
      UniversalClient: 'cache',
    },
    ...['github.com/redis/go-redis/v9', 'github.com/go-redis/redis/v9'],
    ...['github.com/go-redis/redis/v8', 'github.com/go-redis/redis/v7'],
  ),
  'github.com/patrickmn/go-cache': { Cache: 'cache' },
  'redis.clients.jedis': {
    ...{ Jedis: 'cache', JedisPooled: 'cache', JedisCluster: 'cache', UnifiedJedis: 'cache' },
  },
  'io.lettuce.core.api.sync': { RedisCommands: 'cache' },
  'org.springframework.data.redis.core': {
    ...{ RedisTemplate: 'cache', StringRedisTemplate: 'cache', ValueOperations: 'cache' },
  },
  ioredis: { Redis: 'cache', default: 'cache' },
};

/** Calls and base classes that make a table's rows a class, by the module that has them. */
export const MODELS: Readonly<Record<string, { readonly makes: RegExp; readonly base: RegExp }>> = {
  mongoose: { makes: /^model$/, base: /^Model$/ },
  sequelize: { makes: /^(?!)/, base: /^Model$/ },
  'sequelize-typescript': { makes: /^(?!)/, base: /^Model$/ },
  typeorm: { makes: /^(?!)/, base: /^BaseEntity$/ },
};

/** Calls that hand out a connection of a pool, by the module of the pool. */
export const TAKES: Readonly<Record<string, RegExp>> = {
  pg: /^connect$/,
  mysql2: /^getConnection$/,
  'mysql2/promise': /^getConnection$/,
  mariadb: /^getConnection$/,
  asyncpg: /^acquire$/,
  aiomysql: /^acquire$/,
  psycopg_pool: /^(?:connection|getconn)$/,
  sqlalchemy: /^(?:connect|begin)$/,
  'sqlalchemy.ext.asyncio': /^(?:connect|begin)$/,
  'database/sql': /^(?:Conn|Begin|BeginTx)$/,
  'github.com/jmoiron/sqlx': /^(?:Conn|Connx|Begin|BeginTx|Beginx|BeginTxx)$/,
  'github.com/jackc/pgx/v5/pgxpool': /^(?:Acquire|Begin|BeginTx)$/,
  'github.com/jackc/pgx/v4/pgxpool': /^(?:Acquire|Begin|BeginTx)$/,
};

/** Classes of sessions that code makes itself: what they hold is taken when it is used. */
export const SESSIONS: Readonly<Record<string, Readonly<Record<string, 'connection'>>>> = {
  'sqlalchemy.orm': { Session: 'connection' },
  'sqlalchemy.ext.asyncio': { AsyncSession: 'connection' },
  sqlmodel: { Session: 'connection' },
};

/** Calls that make a function which hands out sessions, by the module that has them. */
export const FACTORIES: Readonly<Record<string, RegExp>> = {
  'sqlalchemy.orm': /^(?:sessionmaker|scoped_session)$/,
  'sqlalchemy.ext.asyncio': /^(?:async_sessionmaker|async_scoped_session)$/,
};

/** What their users call these modules. */
export const TITLES: Readonly<Record<string, string>> = {
  pg: 'node-postgres',
  '@prisma/client': 'Prisma Client',
  'database/sql': 'database/sql',
  'mysql2/promise': 'mysql2',
  'github.com/jackc/pgx/v5/pgxpool': 'pgxpool',
  'github.com/jackc/pgx/v4/pgxpool': 'pgxpool',
  'com.zaxxer.hikari': 'HikariCP',
  'javax.sql': 'JDBC',
  sqlalchemy: 'SQLAlchemy',
  'sqlalchemy.orm': 'SQLAlchemy',
  'sqlalchemy.ext.asyncio': 'SQLAlchemy',
  sqlmodel: 'SQLModel',
  mongoose: 'Mongoose',
  sequelize: 'Sequelize',
  'sequelize-typescript': 'Sequelize',
  typeorm: 'TypeORM',
  redis: 'Redis',
  'redis.asyncio': 'Redis',
  'github.com/redis/go-redis/v9': 'Redis',
  'github.com/go-redis/redis/v9': 'Redis',
  'github.com/go-redis/redis/v8': 'Redis',
  'github.com/go-redis/redis/v7': 'Redis',
  'github.com/patrickmn/go-cache': 'go-cache',
  'redis.clients.jedis': 'Redis',
  'io.lettuce.core.api.sync': 'Redis',
  'org.springframework.data.redis.core': 'Redis',
};

/** Caches whose lifetimes are read, beside those of JavaScript. */
export const CACHE_MODULES: Readonly<Record<string, RegExp>> = {
  redis: /^(?:Redis|StrictRedis|from_url)$/,
  'redis.Redis': /^from_url$/,
  'redis.asyncio': /^(?:Redis|StrictRedis|from_url)$/,
  'redis.asyncio.Redis': /^from_url$/,
  'github.com/redis/go-redis/v9': /^New(?:Cluster|Failover|Universal)?Client$/,
  'github.com/go-redis/redis/v9': /^New(?:Cluster|Failover|Universal)?Client$/,
  'github.com/go-redis/redis/v8': /^New(?:Cluster|Failover|Universal)?Client$/,
  'github.com/go-redis/redis/v7': /^New(?:Cluster|Failover|Universal)?Client$/,
  'github.com/patrickmn/go-cache': /^New(?:From)?$/,
  'redis.clients.jedis': /^(?:Jedis|JedisPooled|JedisCluster|UnifiedJedis)$/,
};
