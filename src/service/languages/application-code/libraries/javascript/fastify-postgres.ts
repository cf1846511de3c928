import { checkout } from '../leases';
import { connections, defineLibrary, milliseconds, pool } from '../library';
import { IDLE, MAX, WAIT } from '../meanings';

/** The plugin of Fastify that hands its options to the pool of node-postgres, as read in its source at the version given. */
export default defineLibrary({
  title: '@fastify/postgres',
  language: 'javascript',
  modules: ['@fastify/postgres', 'fastify-postgres'],
  engine: 'postgres',
  constructs: [pool('default', 0)],
  options: [
    connections('max', 'max', 10, MAX),
    connections('min', 'min', 0, 'Idle connections that are kept; none is opened ahead of need.'),
    milliseconds('connectionTimeoutMillis', 'acquireTimeout', 0, `${WAIT} 0 waits for ever.`),
    milliseconds('idleTimeoutMillis', 'idleTimeout', 10_000, IDLE),
  ],
  acquires: 'forever',
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
