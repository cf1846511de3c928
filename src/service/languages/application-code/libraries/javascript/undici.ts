import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX } from '../meanings';

/** undici, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'undici',
  language: 'javascript',
  modules: ['undici'],
  engine: 'other',
  constructs: [pool('Pool', 1)],
  options: [
    connections('connections', 'max', null, `${MAX} Without limit by default.`),
    milliseconds('keepAliveTimeout', 'idleTimeout', 4000, IDLE),
    milliseconds('headersTimeout', 'other', 300_000, 'How long an answer may take to begin.'),
    milliseconds('bodyTimeout', 'other', 300_000, 'How long a body may be silent.'),
    setting('pipelining', 'How many requests a connection carries at a time.'),
  ],
  // Former names throw, others are ignored.
  unknownOption: 'unchecked',
  acquires: 'forever',
  minAboveMax: 'unchecked',
  snippet: {
    prefix: 'pool-undici',
    lines: [
      "import { Pool } from 'undici';",
      '',
      "export const pool = new Pool(process.env.SERVICE_URL ?? '', {",
      '  @NAME: VALUE,',
      '});',
    ],
  },
  version: '7.30',
  source: 'undici.pool',
});
