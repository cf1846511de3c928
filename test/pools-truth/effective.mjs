// What the real libraries make of pool options: each entry constructs a pool, without a server, and
// answers with the options in force. Where a library keeps them to itself, they are read as a debugger
// reads them.
import { Session } from 'node:inspector';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);

function optionsOfMariadb(pool) {
  const [inner] = Object.values(privateFields(pool));
  const { opts } = inner;
  // The pool goes on connecting in the background until it is ended.
  pool.end().catch(() => {});
  return opts;
}

/** The pools that the adapter makes with the mariadb of its own, which it keeps to itself; the newest last. */
function poolsOfAdapter() {
  const mariadb = createRequire(require.resolve('@prisma/adapter-mariadb'))('mariadb');
  if (!mariadb.made) {
    const { createPool } = mariadb;
    mariadb.made = [];
    mariadb.createPool = (config) => {
      const pool = createPool(config);
      mariadb.made.push(pool);
      return pool;
    };
  }
  return mariadb.made;
}

/** By the title of the library in Headroom's table. */
export const EFFECTIVE = {
  async 'node-postgres'(options) {
    const { Pool } = require('pg');
    return new Pool(options).options;
  },
  async '@fastify/postgres'(options) {
    const app = require('fastify')();
    await app.register(require('@fastify/postgres'), options);
    await app.ready();
    return app.pg.pool.options;
  },
  async MikroORM(options) {
    const { MikroORM } = require('@mikro-orm/postgresql');
    const orm = await MikroORM.init({
      clientUrl: 'postgres://u:p@127.0.0.1:1/shop',
      entities: [],
      discovery: { warnWhenNoEntities: false },
      connect: false,
      pool: options,
    });
    const { min, max } = orm.em.getConnection().getKnex().client.pool;
    return { min, max };
  },
  async 'pg-promise'(options) {
    return require('pg-promise')({ noWarnings: true })(options).$pool.options;
  },
  async mysql2(options) {
    const { config } = quietly(() =>
      require('mysql2').createPool({ host: '127.0.0.1', port: 1, ...options }),
    );
    return { ...config, enableKeepAlive: config.connectionConfig.enableKeepAlive };
  },
  async 'Drizzle with node-postgres'(options) {
    const { drizzle } = require('drizzle-orm/node-postgres');
    return drizzle({ connection: options }).$client.options;
  },
  async 'Drizzle with mysql2'(options) {
    const { drizzle } = require('drizzle-orm/mysql2');
    const connection = { host: '127.0.0.1', port: 1, ...options };
    const { config } = quietly(() => drizzle({ connection }).$client);
    return { ...config, enableKeepAlive: config.connectionConfig.enableKeepAlive };
  },
  async mysql(options) {
    return require('mysql').createPool({ host: '127.0.0.1', port: 1, ...options }).config;
  },
  async mariadb(options) {
    return optionsOfMariadb(
      require('mariadb').createPool({ host: '127.0.0.1', port: 1, ...options }),
    );
  },
  async PrismaPg(options) {
    const { PrismaPg } = require('@prisma/adapter-pg');
    const { client } = await new PrismaPg(options).connect();
    return client.options;
  },
  async PrismaNeon(options) {
    const { PrismaNeon } = require('@prisma/adapter-neon');
    const { client } = await new PrismaNeon(options).connect();
    return client.options;
  },
  async PrismaMariaDb(options) {
    const made = poolsOfAdapter();
    const { PrismaMariaDb } = require('@prisma/adapter-mariadb');
    // It asks the server what it can do as soon as the pool is made; there is none.
    new PrismaMariaDb({ host: '127.0.0.1', port: 1, ...options }).connect().catch(() => {});
    return optionsOfMariadb(made.at(-1));
  },
  async 'generic-pool'(options) {
    const factory = { create: async () => ({}), destroy: async () => {} };
    return require('generic-pool').createPool(factory, { autostart: false, ...options })._config;
  },
  async knex(options) {
    return require('knex')({ client: 'pg', connection: {}, pool: options }).client.pool;
  },
  async Sequelize(options) {
    const { Sequelize } = require('sequelize');
    const sequelize = new Sequelize('postgres://u:p@127.0.0.1/shop', { pool: options });
    const { _factory, ...pool } = sequelize.connectionManager.pool;
    return {
      max: _factory.max,
      min: _factory.min,
      acquire: pool.acquireTimeoutMillis,
      idle: pool.idleTimeoutMillis,
      evict: pool.reapIntervalMillis,
    };
  },
  async 'MongoDB driver'(options) {
    const { MongoClient } = require('mongodb');
    return withMongoPool(new MongoClient('mongodb://127.0.0.1', options).options);
  },
  async Mongoose(options) {
    const { Mongoose } = require('mongoose');
    const connection = new Mongoose().createConnection();
    const soon = { serverSelectionTimeoutMS: 1, ...options };
    await connection.openUri('mongodb://127.0.0.1:1', soon).catch((error) => {
      if (!connection.client) throw error;
    });
    return withMongoPool({
      ...connection.client.options,
      serverSelectionTimeoutMS: options.serverSelectionTimeoutMS ?? 30_000,
    });
  },
  async TypeORM(options) {
    const { DataSource } = require('typeorm');
    let handed = {};
    // The driver that TypeORM is given, up to its first connection.
    class Pool extends require('pg').Pool {
      constructor(given) {
        super(given);
        handed = this.options;
      }
      connect(callback) {
        callback(new Error('no server'));
      }
    }
    await new DataSource({ type: 'postgres', driver: { Pool }, ...options })
      .initialize()
      .catch(() => {});
    return { ...handed, poolSize: handed.max };
  },
  async undici(options) {
    const pool = new (require('undici').Pool)('http://127.0.0.1', options);
    const of = (object, name) =>
      object[Object.getOwnPropertySymbols(object).find((symbol) => symbol.description === name)];
    const client = new (require('undici').Client)('http://127.0.0.1', of(pool, 'options'));
    return {
      connections: of(pool, 'connections'),
      keepAliveTimeout: of(client, 'default keep alive timeout'),
      headersTimeout: of(client, 'headers timeout'),
      bodyTimeout: of(client, 'body timeout'),
    };
  },
  async 'node-redis'(options) {
    const pool = require('redis').createClientPool({}, options);
    return privateFields(Object.getPrototypeOf(pool))['#options'];
  },
  async mssql(options) {
    const { ConnectionPool } = require('mssql');
    // Its pool is made once a first connection stands; that one alone is left out here.
    class WithoutServer extends ConnectionPool {
      async _poolCreate() {
        return {};
      }
      async _poolDestroy() {}
      async _poolValidate() {
        return true;
      }
    }
    const connected = await new WithoutServer({ server: '127.0.0.1', pool: options }).connect();
    return connected.pool;
  },
  async 'Postgres.js'(options) {
    return require('postgres')('postgres://localhost/shop', options).options;
  },
  async Slonik(options) {
    const inside = (name) =>
      require.resolve('slonik').replace(/index\.js$/, `factories/${name}.js`);
    const load = (name) => import(pathToFileURL(inside(name)).href);
    const { createClientConfiguration } = await load('createClientConfiguration');
    const { createPoolConfiguration } = await load('createPoolConfiguration');
    const configuration = createClientConfiguration('postgres://localhost/shop', options);
    return { ...configuration, ...createPoolConfiguration(configuration) };
  },
  async 'node-oracledb'(options) {
    const address = '(ADDRESS=(PROTOCOL=TCP)(HOST=localhost)(PORT=1521))';
    const connectString = `(DESCRIPTION=${address}(CONNECT_DATA=(SERVICE_NAME=shop)))`;
    const made = { user: 'u', password: 'p', connectString, ...options, poolMin: 0 };
    const pool = await require('oracledb').createPool(made);
    // A minimum would connect at once; it is not looked at.
    return {
      ...pick(pool, Object.keys(options)),
      ...pick(pool, ORACLE),
      poolMin: options.poolMin ?? 0,
    };
  },
};

/** The pool itself is made at the first connection; it is what compares the two sizes. */
function withMongoPool(taken) {
  const { ConnectionPool } = require('./node_modules/mongodb/lib/cmap/connection_pool.js');
  const server = { topology: { client: {} } };
  new ConnectionPool(server, { ...taken, hostAddress: taken.hosts[0] });
  return taken;
}

/**
 * For how long, in milliseconds, the caches keep a value that is set with this third argument; 0 is
 * for ever, or no time that could be told.
 */
export const KEEPS = {
  async 'node-cache'(lifetime) {
    const NodeCache = require('node-cache');
    const cache = new NodeCache({ checkperiod: 0 });
    cache.set('key', 'value', lifetime);
    return (cache.getTtl('key') || Date.now()) - Date.now();
  },
  async keyv(lifetime) {
    const { default: Keyv } = await import('keyv');
    const cache = new Keyv();
    await cache.set('key', 'value', lifetime);
    const { expires } = await cache.getRaw('key');
    return expires ? expires - Date.now() : 0;
  },
  async 'cache-manager'(lifetime) {
    const { createCache } = await import('cache-manager');
    const cache = createCache();
    await cache.set('key', 'value', lifetime);
    const until = await cache.ttl('key');
    return until ? until - Date.now() : 0;
  },
  async 'lru-cache'(lifetime) {
    const { LRUCache } = await import('lru-cache');
    const cache = new LRUCache({ max: 10 });
    cache.set('key', 'value', lifetime);
    const left = cache.getRemainingTTL('key');
    return Number.isFinite(left) ? left : 0;
  },
  async 'node-redis'(lifetime) {
    const words = [];
    const parser = { pushKey: (word) => words.push(word), push: (...more) => words.push(...more) };
    const { SET } = require('@redis/client/dist/lib/commands').default;
    SET.parseCommand(parser, 'key', 'value', lifetime);
    const [unit, number] = words.slice(words.indexOf('value') + 1);
    return unit === 'EX' ? Number(number) * 1000 : unit === 'PX' ? Number(number) : 0;
  },
};

const ORACLE = [
  'poolMax',
  'poolIncrement',
  'queueTimeout',
  'queueMax',
  'poolTimeout',
  'maxLifetimeSession',
  'poolPingInterval',
];

function pick(object, names) {
  return Object.fromEntries(names.map((name) => [name, object[name]]));
}

/** mysql2 warns of options it does not know; that is what is being tried. */
function quietly(make) {
  const { error } = console;
  console.error = () => {};
  try {
    return make();
  } finally {
    console.error = error;
  }
}

/** The private fields of an object, by name. */
function privateFields(object) {
  const session = new Session();
  session.connect();
  const post = (method, parameters) => {
    let answer;
    session.post(method, parameters, (error, result) => {
      if (error) throw new Error(error.message);
      answer = result;
    });
    return answer;
  };
  const fields = {};
  globalThis.inspected = object;
  const { result } = post('Runtime.evaluate', { expression: 'globalThis.inspected' });
  const { objectId } = result;
  const { privateProperties = [] } = post('Runtime.getProperties', {
    objectId,
    ownProperties: true,
  });
  for (const { name, value } of privateProperties) {
    if (value?.objectId === undefined) fields[name] = value?.value;
    else {
      post('Runtime.callFunctionOn', {
        objectId: value.objectId,
        functionDeclaration: 'function () { globalThis.inspected = this; }',
      });
      fields[name] = globalThis.inspected;
    }
  }
  globalThis.inspected = undefined;
  session.disconnect();
  return fields;
}
