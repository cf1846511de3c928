import { connections, milliseconds, type Option, seconds, setting } from './library';
import { IDLE, LIFE, MAX, WAIT } from './meanings';

/** What the pool of node-postgres takes, whoever makes it. */
export const NODE_POSTGRES: readonly Option[] = [
  connections('max', 'max', 10, MAX),
  connections('poolSize', 'max', 10, `${MAX} Another name for max.`),
  connections('min', 'min', 0, 'Idle connections that are kept; none is opened ahead of need.'),
  milliseconds('connectionTimeoutMillis', 'acquireTimeout', 0, `${WAIT} 0 waits for ever.`),
  milliseconds('idleTimeoutMillis', 'idleTimeout', 10_000, IDLE),
  seconds('maxLifetimeSeconds', 'lifetime', 0, `${LIFE} 0 is never.`),
  setting('maxUses', 'After how many uses a connection is replaced.'),
  setting('allowExitOnIdle', 'Whether idle connections let the process end.'),
];
