import { connections, milliseconds, type Option } from './library';
import { IDLE, MAX, MIN, WAIT } from './meanings';

/** What the driver of MongoDB for Node.js takes, whoever makes the client. */
export const MONGODB_DRIVER: readonly Option[] = [
  connections('maxPoolSize', 'max', 100, `${MAX} 0 is no limit.`),
  connections('minPoolSize', 'min', 0, MIN),
  milliseconds('waitQueueTimeoutMS', 'acquireTimeout', 0, `${WAIT} 0 waits for ever.`),
  milliseconds('maxIdleTimeMS', 'idleTimeout', 0, `${IDLE} 0 is never.`),
  milliseconds('connectTimeoutMS', 'other', 30_000, 'How long opening a connection may take.'),
  milliseconds('serverSelectionTimeoutMS', 'other', 30_000, 'How long a server is looked for.'),
  milliseconds('socketTimeoutMS', 'other', 0, 'How long a socket may be silent.'),
  connections('maxConnecting', 'other', 2, 'How many connections are opened at a time.'),
];
