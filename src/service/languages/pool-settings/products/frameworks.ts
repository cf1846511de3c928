import { option, type Product } from './product';

export const HIKARI: Product = {
  title: 'HikariCP',
  package: 'com.zaxxer.hikari',
  options: [
    option(['maximum-pool-size'], 'max', 'connections', 10, 'The most connections the pool opens.'),
    option(
      ['minimum-idle'],
      'min',
      'connections',
      null,
      'How many it keeps open when nothing happens; as many as the maximum where it is not set, which HikariCP advises.',
    ),
    option(
      ['connection-timeout'],
      'acquireTimeout',
      'milliseconds',
      30_000,
      'How long a request waits for a free connection. Less than 250 is refused; 0 waits for ever.',
    ),
    option(
      ['idle-timeout'],
      'idleTimeout',
      'milliseconds',
      600_000,
      'After how long an idle connection above the minimum is closed; at least 10,000, and only where minimum-idle is below the maximum.',
    ),
    option(
      ['max-lifetime'],
      'lifetime',
      'milliseconds',
      1_800_000,
      'How old a connection may become; at least 30,000, and some seconds shorter than what the database or a balancer allows.',
    ),
    option(
      ['keepalive-time'],
      'keepalive',
      'milliseconds',
      null,
      'How often an idle connection is used so that nothing between closes it; at least 30,000 and below max-lifetime.',
    ),
    option(
      ['leak-detection-threshold'],
      'leakDetection',
      'milliseconds',
      0,
      'After how long a connection that is out counts as leaked and is written to the log; at least 2,000.',
    ),
  ],
  minAboveMax: 'clamped',
  zeroWaitsForever: true,
  version: '5',
  source: 'hikaricp.pool',
};

/** The pool that Spring Boot puts around a reactive driver, as `spring.r2dbc.pool` sets it. */
export const R2DBC_POOL: Product = {
  title: 'R2DBC pool',
  package: 'io.r2dbc',
  options: [
    option(['max-size'], 'max', 'connections', 10, 'The most connections the pool opens.'),
    option(['min-idle'], 'min', 'connections', 0, 'How many idle ones it keeps open.'),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: true,
  version: 'Spring Boot 3',
  source: 'spring.r2dbc',
};

/** Quarkus: its default differs by version (20, later 50), so that only what is written counts. */
export const AGROAL: Product = {
  title: 'Quarkus',
  package: 'io.quarkus',
  options: [
    option(['max-size'], 'max', 'connections', null, 'The most connections the pool opens.'),
    option(['min-size'], 'min', 'connections', 0, 'How many it keeps open.'),
    option(
      ['acquisition-timeout'],
      'acquireTimeout',
      'seconds',
      5,
      'How long a request waits for a free connection.',
    ),
    option(
      ['max-lifetime'],
      'lifetime',
      'seconds',
      null,
      'How old a connection may become; for ever where it is not set.',
    ),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: true,
  version: '3',
  source: 'quarkus.datasource',
};

export const ACTIVE_RECORD: Product = {
  title: 'Active Record',
  package: 'activerecord',
  options: [
    option(
      ['pool', 'max_connections'],
      'max',
      'connections',
      5,
      'The most connections a process opens; at least as many as it has threads.',
    ),
    option(['min_connections'], 'min', 'connections', 0, 'How many it keeps open.'),
    option(
      ['checkout_timeout'],
      'acquireTimeout',
      'seconds',
      5,
      'How long a thread waits for a free connection before ActiveRecord::ConnectionTimeoutError.',
    ),
    option(
      ['idle_timeout'],
      'idleTimeout',
      'seconds',
      300,
      'After how long an unused connection is closed; 0 keeps it.',
    ),
    option(
      ['reaping_frequency'],
      'other',
      'seconds',
      60,
      'How often connections of dead threads are taken back.',
    ),
  ],
  minAboveMax: 'unchecked',
  zeroWaitsForever: false,
  version: '8',
  source: 'rails.pool',
};

/** The pool of `OPTIONS`, since Django 5.1: psycopg_pool's words. */
export const DJANGO: Product = {
  title: 'Django',
  package: 'django',
  options: [
    option(
      ['max_size'],
      'max',
      'connections',
      null,
      'The most connections a process opens; as many as min_size where it is not set.',
    ),
    option(['min_size'], 'min', 'connections', 4, 'How many it keeps open.'),
    option(
      ['timeout'],
      'acquireTimeout',
      'seconds',
      30,
      'How long a request waits for a free connection.',
    ),
    option(
      ['max_idle'],
      'idleTimeout',
      'seconds',
      600,
      'After how long an idle connection above min_size is closed.',
    ),
    option(['max_lifetime'], 'lifetime', 'seconds', 3600, 'How old a connection may become.'),
    option(
      ['CONN_MAX_AGE'],
      'other',
      'seconds',
      0,
      'How long a connection outlives its request: 0 closes it each time, None keeps it for ever. Each thread has one. With a pool it must be 0.',
    ),
    option(
      ['CONN_HEALTH_CHECKS'],
      'other',
      'none',
      null,
      'Whether a kept connection is tried before a request uses it; False by default.',
    ),
  ],
  minAboveMax: { refused: 'the pool cannot be made, and every request fails' },
  zeroWaitsForever: false,
  version: '5.2',
  source: 'django.databases',
};
