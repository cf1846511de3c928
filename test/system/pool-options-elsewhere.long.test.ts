import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createService } from '../../src/service';
import { memoryPorts, ROOT } from '../support/memory';

type Files = Readonly<Record<string, string>>;

const compose = (variables: string) => `services:
  web:
    build: .
    environment: { DATABASE_URL: 'postgres://app@db:5432/app'${variables === '' ? '' : `, ${variables}`} }
    deploy: { replicas: 2 }
  db: { image: 'postgres:16' }
`;

/** Two containers of Node, started from `server.js`, beside a PostgreSQL. */
const node = (files: Files, variables = ''): Files => ({
  'compose.yaml': compose(variables),
  Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "server.js"]\n',
  'package.json': '{ "name": "web", "dependencies": { "pg": "8", "knex": "3", "mysql2": "3" } }',
  ...files,
});

const pg = (options: string, config: string, variables = ''): Files =>
  node(
    {
      'server.js': `import pg from 'pg';\nimport { config } from './config.js';\nexport const pool = new pg.Pool(${options});\n`,
      'config.js': config,
    },
    variables,
  );

const knexfile = (production: string, development = 'pool: { min: 1, max: 3 }') =>
  `module.exports = {
  development: { client: 'pg', connection: process.env.DATABASE_URL, ${development} },
  production: { client: 'pg', connection: process.env.DATABASE_URL, ${production} },
};
`;
const knex = (environment: string, production: string, variables = 'NODE_ENV: production'): Files =>
  node(
    {
      'server.js': `const knex = require('knex');\nconst config = require('./knexfile');\nconst db = knex(config[${environment}]);\nmodule.exports = db;\n`,
      'knexfile.js': knexfile(production),
    },
    variables,
  );

/** What all budgets open at rest; `null` where it cannot be told. */
async function steadyOf(files: Files): Promise<number | null> {
  const service = createService(memoryPorts(new Map(Object.entries(files))));
  const { budgets, uncounted } = await service.capacity(ROOT);
  assert.equal(budgets.length, 1);
  const [{ steady = 0, missing = [] } = {}] = budgets;
  const open = [...missing.filter(({ factor }) => !/limit/.test(factor)), ...uncounted];
  return open.length > 0 ? null : steady;
}

const URL = 'connectionString: process.env.DATABASE_URL';

describe('the options of a pool that another file has', () => {
  const cases: readonly (readonly [what: string, files: Files, size: number | null])[] = [
    ['an object, whole', pg('config', `export const config = { ${URL}, max: 7 };\n`), 14],
    ['a member of it', pg('config.db', `export const config = { db: { ${URL}, max: 6 } };\n`), 12],
    [
      'two members deep',
      pg('config.a.db', `export const config = { a: { db: { ${URL}, max: 3 } } };\n`),
      6,
    ],
    [
      'without a size: the usual one',
      pg('config.db', `export const config = { db: { ${URL} } };\n`),
      20,
    ],
    [
      'a size from the environment',
      pg(
        'config.db',
        `export const config = { db: { ${URL}, max: Number(process.env.A) } };\n`,
        "A: '4'",
      ),
      8,
    ],
    [
      'one that is not set, with another',
      pg(
        'config.db',
        `export const config = { db: { ${URL}, max: Number(process.env.A || 9) } };\n`,
      ),
      18,
    ],
    [
      'one that is not set',
      pg('config.db', `export const config = { db: { ${URL}, max: Number(process.env.A) } };\n`),
      null,
    ],
    [
      'a size that is worked out',
      pg('config.db', `export const config = { db: { ${URL}, max: sizeOf(2) } };\n`),
      null,
    ],
    [
      'twice a variable',
      pg(
        'config.db',
        `export const config = { db: { ${URL}, max: Number(process.env.A) * 2 } };\n`,
        "A: '4'",
      ),
      null,
    ],
    [
      'something is spread into it',
      pg(
        'config.db',
        `import { more } from './more.js';\nexport const config = { db: { ${URL}, ...more } };\n`,
      ),
      null,
    ],
    [
      'something else is spread before it',
      pg(
        'config.db',
        `import { more } from './more.js';\nexport const config = { ...more, db: { ${URL}, max: 5 } };\n`,
      ),
      10,
    ],
    [
      'something else is spread behind it',
      pg(
        'config.db',
        `import { more } from './more.js';\nexport const config = { db: { ${URL}, max: 5 }, ...more };\n`,
      ),
      null,
    ],
    [
      'a getter says it',
      pg('config.db', `export const config = { db: { ${URL}, get max() { return 3; } } };\n`),
      null,
    ],
    [
      'a key that is computed',
      pg('config.db', `export const config = { db: { ${URL}, [name]: 5 } };\n`),
      null,
    ],
    [
      'changed afterwards',
      pg('config.db', `export const config = { db: { ${URL}, max: 5 } };\nconfig.db.max = 9;\n`),
      null,
    ],
    [
      'with a function among its members',
      pg(
        'config.db',
        `export const config = { db: { ${URL}, max: 5, log() {}, ssl: { rejectUnauthorized: false } } };\n`,
      ),
      10,
    ],
    [
      'of a type',
      node({
        'server.ts': `import { Pool } from 'pg';\nimport { config } from './config';\nexport const pool = new Pool(config.db);\n`,
        'config.ts': `export const config = { db: { ${URL}, max: 8 } } as const;\n`,
        Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["npx", "tsx", "server.ts"]\n',
      }),
      16,
    ],
    [
      'the default of a file',
      node({
        'server.js': `import pg from 'pg';\nimport options from './db-options.js';\nexport const pool = new pg.Pool(options);\n`,
        'db-options.js': `export default { ${URL}, max: 2 };\n`,
      }),
      4,
    ],
    [
      'module.exports',
      node({
        'server.js': `const { Pool } = require('pg');\nconst options = require('./options');\nmodule.exports = new Pool(options);\n`,
        'options.js': `module.exports = { ${URL}, max: 4 };\n`,
      }),
      8,
    ],
    [
      'handed on by a barrel',
      node({
        'server.js': `import pg from 'pg';\nimport { db } from './config/index.js';\nexport const pool = new pg.Pool(db);\n`,
        'config/index.js': `export * from './db.js';\n`,
        'config/db.js': `export const db = { ${URL}, max: 3 };\n`,
      }),
      6,
    ],
    [
      'handed on under another name',
      node({
        'server.js': `import pg from 'pg';\nimport { options } from './config/index.js';\nexport const pool = new pg.Pool(options);\n`,
        'config/index.js': `export { db as options } from './db.js';\n`,
        'config/db.js': `export const db = { ${URL}, max: 3 };\n`,
      }),
      6,
    ],
    [
      'a member of an object of the same file',
      node({
        'server.js': `import pg from 'pg';\nconst config = { db: { ${URL}, max: 5 } };\nexport const pool = new pg.Pool(config.db);\n`,
      }),
      10,
    ],
    [
      'spread into options that say the size',
      pg('{ ...config.db, max: 5 }', `export const config = { db: { ${URL}, max: 6 } };\n`),
      10,
    ],
    ['of knex', knex("'production'", 'pool: { min: 0, max: 9 }'), 18],
    [
      'of knex by a member',
      node({
        'server.js': `const knex = require('knex');\nconst config = require('./knexfile');\nmodule.exports = knex(config.production);\n`,
        'knexfile.js': knexfile('pool: { min: 0, max: 9 }'),
      }),
      18,
    ],
    ['of knex by the environment', knex('process.env.NODE_ENV', 'pool: { min: 0, max: 9 }'), 18],
    [
      'of knex by the environment, or development',
      knex("process.env.NODE_ENV || 'development'", 'pool: { min: 0, max: 9 }'),
      18,
    ],
    [
      'of knex, where nothing sets the environment',
      knex("process.env.NODE_ENV || 'development'", 'pool: { min: 0, max: 9 }', ''),
      6,
    ],
    [
      'of knex, where nothing sets it and nothing stands in',
      knex('process.env.NODE_ENV', 'pool: { min: 0, max: 9 }', ''),
      null,
    ],
    [
      'of knex, an environment that it does not have',
      knex('process.env.NODE_ENV', 'pool: { min: 0, max: 9 }', 'NODE_ENV: staging'),
      null,
    ],
    ['of knex, without a pool', knex('process.env.NODE_ENV', 'acquireConnectionTimeout: 5000'), 20],
    [
      'of knex, a size from the environment',
      knex('process.env.NODE_ENV', 'pool: { max: Number(process.env.POOL_MAX || 4) }'),
      8,
    ],
    [
      'of knex by the environment, as a key',
      knex('process.env.NODE_ENV as keyof typeof config', 'pool: { min: 0, max: 9 }'),
      18,
    ],
    [
      'of knex, by a name',
      node(
        {
          'server.js': `const knex = require('knex');\nconst config = require('./knexfile');\nconst environment = process.env.NODE_ENV || 'development';\nmodule.exports = knex(config[environment]);\n`,
          'knexfile.js': knexfile('pool: { min: 0, max: 9 }'),
        },
        'NODE_ENV: production',
      ),
      18,
    ],
  ];
  for (const [what, files, size] of cases) {
    it(`${what}: ${size ?? 'not known'}`, async () => {
      assert.equal(await steadyOf(files), size);
    });
  }
});
