import { toPool } from '../leases';
import { connections, defineLibrary, milliseconds, pool, setting } from '../library';
import { IDLE, MAX, MIN, QUEUE, WAIT } from '../meanings';

/** generic-pool, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'generic-pool',
  language: 'javascript',
  modules: ['generic-pool'],
  engine: 'other',
  constructs: [pool('createPool', 1)],
  options: [
    connections('max', 'max', 1, MAX),
    connections('min', 'min', 0, MIN),
    milliseconds('acquireTimeoutMillis', 'acquireTimeout', null, `${WAIT} For ever by default.`),
    milliseconds('idleTimeoutMillis', 'idleTimeout', 30_000, IDLE),
    milliseconds('softIdleTimeoutMillis', 'other', -1, 'Idle time after which spare resources go.'),
    milliseconds(
      'evictionRunIntervalMillis',
      'other',
      0,
      'How often idle resources are looked for; 0 is never.',
    ),
    connections('maxWaitingClients', 'queueLimit', null, QUEUE),
    milliseconds('destroyTimeoutMillis', 'other', null, 'How long closing may take.'),
    setting('testOnBorrow', 'Whether a resource is tested before it is handed out.'),
    setting('testOnReturn', 'Whether a resource is tested when it is given back.'),
    setting('autostart', 'Whether the minimum is opened at once.'),
    setting('fifo', 'Whether the oldest idle resource is handed out first.'),
    setting('priorityRange', 'How many priorities the queue has.'),
    setting('numTestsPerEvictionRun', 'How many resources are looked at in a run.'),
    setting('Promise', 'The Promise implementation.'),
  ],
  unknownOption: 'ignored',
  acquires: 'forever',
  minAboveMax: 'clamped',
  leases: [toPool(/^acquire$/, /^(?:release|destroy)$/, 'release')],
  snippet: {
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
  version: '3.9',
  source: 'generic-pool.pool',
});
