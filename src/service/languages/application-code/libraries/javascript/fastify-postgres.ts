import { checkout } from '../leases';
import { defineLibrary, pool } from '../library';
import { NODE_POSTGRES } from '../node-postgres-options';

/** The plugin of Fastify that hands its options to the pool of node-postgres, as read in its source at the version given. */
export default defineLibrary({
  title: '@fastify/postgres',
  language: 'javascript',
  modules: ['@fastify/postgres', 'fastify-postgres'],
  engine: 'postgres',
  constructs: [pool('default', 0)],
  options: NODE_POSTGRES,
  acquires: 'forever',
  handedOutAs: /(?:^|\.)(?:fastify|server)\.pg$/,
  leases: [checkout(/^connect$/, /^(?:release|destroy|end)$/, 'release')],
  snippet: {
    prefix: 'pool-fastify-postgres',
    lines: [
      "import fastifyPostgres from '@fastify/postgres';",
      "import Fastify from 'fastify';",
      '',
      'export const app = Fastify();',
      'app.register(fastifyPostgres, {',
      '  connectionString: process.env.DATABASE_URL,',
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '6.1',
  source: 'fastify-postgres.options',
});
