import { numberText } from '../src/service/languages/application-code/edits';
import { LIBRARIES } from '../src/service/languages/application-code/libraries';
import type {
  Library,
  Option,
  Role,
} from '../src/service/languages/application-code/libraries/library';

/** How a pool of a library is made; `@` begins the line of an option, with NAME and VALUE in it. */
interface Template {
  readonly prefix: string;
  readonly lines: readonly string[];
  /** The options that are written, where they are not those below. */
  readonly roles?: readonly Role[];
}

const ROLES: readonly Role[] = ['max', 'overflow', 'acquireTimeout', 'queueLimit', 'idleTimeout'];

/** Options with a sound value: the size of a small server's pool, and times in seconds. */
const VALUES: Readonly<Partial<Record<Role, number>>> = {
  max: 10,
  overflow: 5,
  maxIdle: 10,
  acquireTimeout: 5,
  queueLimit: 100,
  idleTimeout: 30,
  lifetime: 1800,
};

const TEMPLATES: Readonly<Record<string, Template>> = {
  'node-postgres': {
    prefix: 'pool-pg',
    lines: [
      "import { Pool } from 'pg';",
      '',
      'export const pool = new Pool({',
      '  connectionString: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '});',
      "pool.on('error', (error) => console.error('An idle connection failed', error));",
    ],
  },
  mysql2: {
    prefix: 'pool-mysql2',
    lines: [
      "import { createPool } from 'mysql2/promise';",
      '',
      'export const pool = createPool({',
      '  uri: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  mysql: {
    prefix: 'pool-mysql',
    lines: [
      "import mysql from 'mysql';",
      '',
      'export const pool = mysql.createPool({',
      '  host: process.env.DB_HOST,',
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  database: process.env.DB_NAME,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  mariadb: {
    prefix: 'pool-mariadb',
    lines: [
      "import { createPool } from 'mariadb';",
      '',
      'export const pool = createPool({',
      '  host: process.env.DB_HOST,',
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  database: process.env.DB_NAME,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  'generic-pool': {
    prefix: 'pool-generic',
    lines: [
      "import { createPool } from 'generic-pool';",
      '',
      'export const pool = createPool(',
      '  {',
      '    create: async () => ${1:open()},',
      '    destroy: async (resource) => ${2:resource.close()},',
      '  },',
      '  {',
      '    @NAME: VALUE,',
      '    evictionRunIntervalMillis: 10_000,',
      '  },',
      ');',
    ],
  },
  knex: {
    prefix: 'pool-knex',
    lines: [
      "import knex from 'knex';",
      '',
      'export const db = knex({',
      "  client: '${1:pg}',",
      '  connection: process.env.DATABASE_URL,',
      '  pool: {',
      '    min: 0,',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  Sequelize: {
    prefix: 'pool-sequelize',
    lines: [
      "import { Sequelize } from 'sequelize';",
      '',
      "export const sequelize = new Sequelize(process.env.DATABASE_URL ?? '', {",
      '  pool: {',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  'Prisma Client': {
    prefix: 'pool-prisma',
    lines: [
      "import { PrismaClient } from '@prisma/client';",
      '',
      '// Up to Prisma 6 the address carries the pool: ?connection_limit=10&pool_timeout=5',
      'export const prisma = new PrismaClient({ datasourceUrl: process.env.DATABASE_URL });',
    ],
  },
  'MongoDB driver': {
    prefix: 'pool-mongodb',
    lines: [
      "import { MongoClient } from 'mongodb';",
      '',
      "export const mongo = new MongoClient(process.env.MONGODB_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  'node-redis': {
    prefix: 'pool-redis',
    lines: [
      "import { createClientPool } from 'redis';",
      '',
      'export const redis = createClientPool(',
      '  { url: process.env.REDIS_URL },',
      '  {',
      '    @NAME: VALUE,',
      '  },',
      ');',
    ],
  },
  mssql: {
    prefix: 'pool-mssql',
    lines: [
      "import { ConnectionPool } from 'mssql';",
      '',
      'export const pool = new ConnectionPool({',
      "  server: process.env.DB_HOST ?? '',",
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  database: process.env.DB_NAME,',
      '  pool: {',
      '    @NAME: VALUE,',
      '  },',
      '});',
    ],
  },
  'Postgres.js': {
    prefix: 'pool-postgres-js',
    lines: [
      "import postgres from 'postgres';",
      '',
      "export const sql = postgres(process.env.DATABASE_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  Slonik: {
    prefix: 'pool-slonik',
    lines: [
      "import { createPool } from 'slonik';",
      '',
      "export const pool = await createPool(process.env.DATABASE_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  'node-oracledb': {
    prefix: 'pool-oracledb',
    lines: [
      "import oracledb from 'oracledb';",
      '',
      'export const pool = await oracledb.createPool({',
      '  connectString: process.env.DB_CONNECT,',
      '  user: process.env.DB_USER,',
      '  password: process.env.DB_PASSWORD,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  SQLAlchemy: {
    prefix: 'pool-sqlalchemy',
    roles: ['max', 'overflow', 'acquireTimeout', 'lifetime'],
    lines: [
      'import os',
      '',
      'from sqlalchemy import create_engine',
      '',
      'engine = create_engine(',
      '    os.environ["DATABASE_URL"],',
      '    @NAME=VALUE,',
      '    pool_pre_ping=True,',
      ')',
    ],
  },
  psycopg_pool: {
    prefix: 'pool-psycopg',
    lines: [
      'import os',
      '',
      'from psycopg_pool import ConnectionPool',
      '',
      'pool = ConnectionPool(',
      '    os.environ["DATABASE_URL"],',
      '    min_size=2,',
      '    @NAME=VALUE,',
      ')',
    ],
  },
  asyncpg: {
    prefix: 'pool-asyncpg',
    roles: ['max', 'idleTimeout'],
    lines: [
      'import os',
      '',
      'import asyncpg',
      '',
      '',
      '# pool.acquire(timeout=5) limits how long a request waits.',
      'async def open_pool() -> asyncpg.Pool:',
      '    return await asyncpg.create_pool(',
      '        os.environ["DATABASE_URL"],',
      '        min_size=2,',
      '        @NAME=VALUE,',
      '        command_timeout=30,',
      '    )',
    ],
  },
  PyMongo: {
    prefix: 'pool-pymongo',
    lines: [
      'import os',
      '',
      'from pymongo import MongoClient',
      '',
      'client = MongoClient(',
      '    os.environ["MONGODB_URL"],',
      '    @NAME=VALUE,',
      ')',
    ],
  },
  'database/sql': {
    prefix: 'pool-sql',
    roles: ['max', 'maxIdle', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(dsn string) (*sql.DB, error) {',
      '\tdb, err := sql.Open("${1:pgx}", dsn)',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@db.NAME(VALUE)',
      '\treturn db, nil',
      '}',
    ],
  },
  pgxpool: {
    prefix: 'pool-pgx',
    roles: ['max', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(ctx context.Context, dsn string) (*pgxpool.Pool, error) {',
      '\tconfig, err := pgxpool.ParseConfig(dsn)',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@config.NAME = VALUE',
      '\treturn pgxpool.NewWithConfig(ctx, config)',
      '}',
    ],
  },
  HikariCP: {
    prefix: 'pool-hikari',
    roles: ['max', 'acquireTimeout', 'lifetime'],
    lines: [
      'private static HikariDataSource openPool() {',
      '    HikariConfig config = new HikariConfig();',
      '    config.setJdbcUrl(System.getenv("JDBC_URL"));',
      '    @config.NAME(VALUE);',
      '    return new HikariDataSource(config);',
      '}',
    ],
  },
  'Commons DBCP 2': {
    prefix: 'pool-dbcp',
    roles: ['max', 'maxIdle', 'acquireTimeout', 'lifetime'],
    lines: [
      'private static BasicDataSource openPool() {',
      '    BasicDataSource pool = new BasicDataSource();',
      '    pool.setUrl(System.getenv("JDBC_URL"));',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
  TypeORM: {
    prefix: 'pool-typeorm',
    lines: [
      "import { DataSource } from 'typeorm';",
      '',
      'export const dataSource = new DataSource({',
      "  type: 'postgres',",
      '  url: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '  extra: { connectionTimeoutMillis: 5000, idleTimeoutMillis: 30_000 },',
      '});',
    ],
  },
  undici: {
    prefix: 'pool-undici',
    lines: [
      "import { Pool } from 'undici';",
      '',
      "export const pool = new Pool(process.env.SERVICE_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  Mongoose: {
    prefix: 'pool-mongoose',
    lines: [
      "import mongoose from 'mongoose';",
      '',
      "await mongoose.connect(process.env.MONGODB_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  'psycopg2.pool': {
    prefix: 'pool-psycopg2',
    lines: [
      'import os',
      '',
      'from psycopg2.pool import ThreadedConnectionPool',
      '',
      '# One connection more than that is refused at once.',
      'pool = ThreadedConnectionPool(',
      '    minconn=1,',
      '    @NAME=VALUE,',
      '    dsn=os.environ["DATABASE_URL"],',
      ')',
    ],
  },
  aiomysql: {
    prefix: 'pool-aiomysql',
    roles: ['max'],
    lines: [
      'import os',
      '',
      'import aiomysql',
      '',
      '',
      'async def open_pool() -> aiomysql.Pool:',
      '    return await aiomysql.create_pool(',
      '        host=os.environ["DB_HOST"],',
      '        user=os.environ["DB_USER"],',
      '        password=os.environ["DB_PASSWORD"],',
      '        db=os.environ["DB_NAME"],',
      '        @NAME=VALUE,',
      '        pool_recycle=1800,',
      '    )',
    ],
  },
  'redis-py': {
    prefix: 'pool-redis-py',
    lines: [
      'import os',
      '',
      'import redis',
      '',
      '# One connection more than that is refused at once.',
      'pool = redis.ConnectionPool(',
      '    host=os.environ["REDIS_HOST"],',
      '    @NAME=VALUE,',
      ')',
      'client = redis.Redis(connection_pool=pool)',
    ],
  },
  'redis-py, blocking': {
    prefix: 'pool-redis-py-blocking',
    lines: [
      'import os',
      '',
      'import redis',
      '',
      'pool = redis.BlockingConnectionPool(',
      '    host=os.environ["REDIS_HOST"],',
      '    @NAME=VALUE,',
      ')',
      'client = redis.Redis(connection_pool=pool)',
    ],
  },
  GORM: {
    prefix: 'pool-gorm',
    roles: ['max', 'maxIdle', 'idleTimeout', 'lifetime'],
    lines: [
      '// OpenPool opens the pool; a context with a deadline limits how long a request waits for it.',
      'func OpenPool(dsn string) (*gorm.DB, error) {',
      '\tdb, err := gorm.Open(${1:postgres}.Open(dsn), &gorm.Config{})',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\tsqlDB, err := db.DB()',
      '\tif err != nil {',
      '\t\treturn nil, err',
      '\t}',
      '\t@sqlDB.NAME(VALUE)',
      '\treturn db, nil',
      '}',
    ],
  },
  'Tomcat JDBC pool': {
    prefix: 'pool-tomcat',
    roles: ['max', 'maxIdle', 'acquireTimeout', 'lifetime'],
    lines: [
      'private static DataSource openPool() {',
      '    DataSource pool = new DataSource();',
      '    pool.setUrl(System.getenv("JDBC_URL"));',
      '    pool.setMinIdle(2);',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
  c3p0: {
    prefix: 'pool-c3p0',
    roles: ['max', 'acquireTimeout', 'idleTimeout', 'lifetime'],
    lines: [
      'private static ComboPooledDataSource openPool() {',
      '    ComboPooledDataSource pool = new ComboPooledDataSource();',
      '    pool.setJdbcUrl(System.getenv("JDBC_URL"));',
      '    @pool.NAME(VALUE);',
      '    return pool;',
      '}',
    ],
  },
};

/** The libraries that make pools. */
export const POOLED = LIBRARIES.filter(({ constructs }) =>
  constructs.some(({ makes }) => makes === 'pool'),
);

/** A snippet as editors read it. */
export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/**
 * The snippet of a library: a sound pool, whose options have the names and units of its table.
 * @throws for a library without a template: whoever adds one adds the other.
 */
export function snippetOf(library: Library): Snippet {
  const template = TEMPLATES[library.title];
  if (!template) throw new Error(`scripts/pool-snippets.ts has no template for ${library.title}`);
  const options = optionsOf(library, template.roles ?? ROLES);
  const body = template.lines.flatMap((line) => {
    const [indent = '', pattern] = line.split('@');
    if (pattern === undefined || !/NAME/.test(line)) return [line];
    return options.map(({ name, role, unit }) => {
      const value = valueOf(VALUES[role] ?? 0, unit, library.language);
      return `${indent}${pattern.replace('NAME', name).replace('VALUE', value)}`;
    });
  });
  return {
    prefix: template.prefix,
    description: `A pool of ${library.title}: its size, and limits on waiting and idle connections`,
    body,
  };
}

/** The files of snippets by language, as `contributes.snippets` of the manifest names them. */
export function snippetFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const language of ['javascript', 'python', 'go', 'java'] as const) {
    const snippets = POOLED.filter((library) => library.language === language).map(
      (library) => [`Pool of ${library.title}`, snippetOf(library)] as const,
    );
    const text = JSON.stringify(Object.fromEntries(snippets), null, 2);
    files.set(`snippets/${language}.json`, `${text}\n`);
  }
  return files;
}

/** One option a role, in the order of the roles; a queue is limited where waiting cannot be. */
function optionsOf({ options }: Library, roles: readonly Role[]): readonly Option[] {
  const limitsWaiting = options.some(({ role }) => role === 'acquireTimeout');
  return roles.flatMap((role) => {
    if (role === 'queueLimit' && limitsWaiting) return [];
    return options.find((option) => option.role === role) ?? [];
  });
}

function valueOf(value: number, unit: Option['unit'], language: Library['language']): string {
  if (unit === 'milliseconds') {
    return language === 'java' || language === 'javascript'
      ? numberText(value * 1000)
      : String(value * 1000);
  }
  if (unit !== 'seconds' || language !== 'go') return String(value);
  return value % 60 === 0 ? `${value / 60} * time.Minute` : `${value} * time.Second`;
}
