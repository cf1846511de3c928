import type { Architecture } from '../../../architecture/architecture';
import type { EntryOf } from '../../../architecture/entry';
import type { PoolFact } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import type { Factor, PoolUse, System } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';
import { jobsBeyondPools } from '../../../system/views/jobs-at-once';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'capacity/pool-below-threads',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Pool smaller than its threads',
  summary: 'A process has more threads than its pool has connections.',
  citations: ['rails.pool', 'starlette.threads', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture, system }, report) {
    for (const use of system.pools) {
      const found = fewerThanThreads(use, system);
      if (!found) continue;
      const { workload, process } = use;
      const { size, threads, error, severity } = found;
      report({
        at: use.size.at ?? { uri: use.uri, path: use.pool.path },
        severity: severityIn(system, severity),
        message: `pool is ${size} where ${process.program} of ${workload.name} runs, which works on ${threads} at once (${process.concurrency?.name}): under load ${threads - size} of them wait for a connection, and raise ${error}. Let the pool be as large as the threads of each process, or the threads as few.`,
        subject: `${use.uri}#${use.pool.path} ${workload.name}`,
        related: process.concurrency?.at
          ? [{ at: process.concurrency.at, message: `${threads} threads` }]
          : [],
      });
    }
    for (const { use, size, jobs, by, parts } of jobsBeyondPools(system)) {
      const { workload, pool } = use;
      report({
        at: use.size.at ?? { uri: use.uri, path: pool.path },
        severity: severityIn(system, 'information'),
        message: `pool is ${size}${use.size.origin === 'defaulted' ? ' by default' : ''} in ${workload.name}, where ${by} works on up to ${jobs} jobs at once that ask the database: under load ${jobs - size} of them wait for a connection, which looks like slow jobs, and they fail where the pool limits the wait. Let the pool be as large as the jobs, or the jobs as few.`,
        subject: `${use.uri}#${pool.path} ${workload.name} jobs`,
        related: parts.map(({ at, count }) => ({ at, message: `${count} at once` })),
      });
    }
    for (const queue of architecture
      .of('queue-app')
      .filter(({ fact }) => fact.library === 'solid-queue')) {
      const pools = architecture
        .of('pool')
        .filter(
          ({ file, fact }) =>
            fact.library === 'activerecord' && applicationOf(file) === applicationOf(queue.file),
        );
      // Rails gives the queue a database of its own by that name.
      const pool = pools.find(({ fact }) => fact.path.split('/').includes('queue')) ?? pools[0];
      const { concurrency } = queue.fact;
      if (!pool || concurrency.state !== 'known') continue;
      const { max } = pool.fact;
      const wanted = concurrency.value + SOLID_QUEUE_OWN;
      if (max.state !== 'known' || max.value >= wanted || isOpen(pool.fact)) continue;
      const written =
        max.origin === 'defaulted' ? 'is not set, and 5 by default' : `is ${max.value}`;
      report({
        at: { uri: pool.uri, path: max.path },
        message: `pool ${written}, but a worker of Solid Queue runs ${concurrency.value} threads and wants ${SOLID_QUEUE_OWN} connections more for itself, to poll and to beat: it warns at the start, and jobs fail with ConnectionTimeoutError under load. Let the pool be ${wanted}.`,
        related: [
          {
            at: { uri: queue.uri, path: concurrency.path },
            message: `${concurrency.value} threads`,
          },
        ],
        fixes: () => raised(pool, wanted),
      });
    }
    for (const pool of architecture
      .of('pool')
      .filter(({ fact }) => fact.library === 'activerecord')) {
      const threads = busiest(
        architecture
          .of('threads')
          .filter(
            ({ file, fact }) =>
              fact.server !== 'AnyIO' && applicationOf(file) === applicationOf(pool.file),
          ),
      );
      const { max } = pool.fact;
      if (!threads || max.state !== 'known' || isOpen(pool.fact)) continue;
      const most = threads.fact.max;
      if (most.state !== 'known' || most.value <= max.value) continue;
      const written =
        max.origin === 'defaulted' ? 'is not set, and 5 by default' : `is ${max.value}`;
      report({
        at: { uri: pool.uri, path: max.path },
        message: `pool ${written}, but ${threads.fact.server} runs ${most.value} threads: under load ${most.value - max.value} of them wait for a connection, and raise ConnectionTimeoutError after checkout_timeout. Let the pool be as large as the threads.`,
        related: [
          { at: { uri: threads.uri, path: most.path }, message: `up to ${most.value} threads` },
        ],
        fixes: () => raised(pool, most.value),
      });
    }
    for (const { pool, size, threads, route, isDecided } of fewerThanHandlers(architecture)) {
      const written = pool.fact.max.state === 'known' && pool.fact.max.origin === 'defaulted';
      report({
        at: { uri: pool.uri, path: pool.fact.path },
        // Threads that nobody has asked for are no demand: the pool may be meant to hold them back.
        severity: severityIn(system, isDecided ? 'warning' : 'information'),
        message: `This pool opens ${size} connections at most${written ? ', as nothing says otherwise' : ''}, but handlers of FastAPI that are no coroutines run in up to ${threads} threads of each process: under load ${threads - size} of them wait for a connection, and raise TimeoutError after pool_timeout. Let pool_size and max_overflow add up to the threads, or AnyIO's limiter have as few.`,
        subject: `${pool.uri}#${pool.fact.path}`,
        related: [
          { at: { uri: route.uri, path: route.fact.path }, message: 'One of the handlers' },
        ],
      });
    }
  },
});

/** Threads that AnyIO runs for what is no coroutine, where nobody says how many. */
const THREADS_OF_ANYIO = 40;

/** The pools of SQLAlchemy with fewer connections than threads of the handlers that ask them. */
function fewerThanHandlers(architecture: Architecture) {
  const routes = architecture
    .of('route')
    .filter(
      ({ fact }) => fact.inThread === true && fact.touches.some(({ what }) => what === 'pool'),
    );
  if (routes.length === 0) return [];
  return architecture.of('pool').flatMap((pool) => {
    const { max, code, library } = pool.fact;
    const isSynchronous = library === 'sqlalchemy' && code?.constructed === 'create_engine';
    // One that a function makes for itself is no pool of the handlers.
    const isShared = code?.atLoad === true || code?.returned === true;
    if (!isSynchronous || !isShared || max.state !== 'known' || max.value <= 0) return [];
    const folder = architecture.packageOf(pool.file);
    const route = routes.find(({ file }) => architecture.packageOf(file) === folder);
    const limits = architecture
      .of('threads')
      .filter(
        ({ file, fact }) => fact.server === 'AnyIO' && architecture.packageOf(file) === folder,
      );
    const [limit] = limits;
    const most = limit?.fact.max;
    if (!route || limits.length > 1 || (most && most.state !== 'known')) return [];
    const threads = most?.state === 'known' ? most.value : THREADS_OF_ANYIO;
    const isDecided = most !== undefined;
    return max.value < threads ? [{ pool, size: max.value, threads, route, isDecided }] : [];
  });
}

/** What a thread gets that waits for a connection in vain, by the library, and which programs keep one for each thread. */
const BY_THREAD = tableOf<{ readonly programs: RegExp; readonly error: string }>({
  activerecord: {
    programs: /^(?:sidekiq|puma|rails server)/,
    error: 'ConnectionTimeoutError after checkout_timeout',
  },
  sqlalchemy: {
    programs: /^(?:celery worker|dramatiq|gunicorn)/,
    error: 'TimeoutError after pool_timeout',
  },
});

/**
 * A pool, as one process runs it, with fewer connections than threads. Where both numbers of Rails stand in files they
 * are compared below, whatever runs them.
 */
function fewerThanThreads({ pool, size, process, certainty }: PoolUse, system: System) {
  const { concurrency, program, work } = process;
  const library = BY_THREAD[pool.library ?? ''];
  if (!library?.programs.test(program) || certainty === 'ambiguous') return undefined;
  const isRails = pool.library === 'activerecord';
  if (isRails ? areWritten(pool, concurrency, system) : pool.code?.constructed !== 'create_engine')
    return undefined;
  if (size.origin === 'assumed' || size.value === null || (isRails && !size.at)) return undefined;
  if (!concurrency || concurrency.value === null || concurrency.origin === 'assumed')
    return undefined;
  // Nothing limits a pool of none.
  if (size.value <= 0 || concurrency.value <= size.value) return undefined;
  return {
    size: size.value,
    threads: concurrency.value,
    error: library.error,
    // A request may well be answered without the database, and a task seldom is.
    severity: !isRails && work === 'requests' ? ('information' as const) : ('warning' as const),
  };
}

/** Connections that a worker of Solid Queue wants beside those of its threads. */
const SOLID_QUEUE_OWN = 2;

/** The pool made as large as what runs: more connections for each process, so somebody decides. */
function raised({ uri, fact: { max } }: EntryOf<'pool'>, size: number): readonly Fix[] {
  if (max.state !== 'known' || max.origin !== 'declared') return [];
  return [
    {
      title: `Raise the pool from ${max.value} to ${size}: each process may then open ${size} connections`,
      kind: 'guided',
      edits: [{ uri, path: max.path, change: { op: 'replace', text: `${size}` } }],
    },
  ];
}

/** The pool is not written, and the address, which is not seen, may say it. */
function isOpen({ max, target, inAddress }: PoolFact): boolean {
  const byDefault = max.state === 'known' && max.origin === 'defaulted';
  return byDefault && inAddress !== undefined && target.state === 'unknown';
}

/** The server with most threads, where each has one file that says how many. */
function busiest(all: readonly EntryOf<'threads'>[]): EntryOf<'threads'> | undefined {
  const servers = all.filter(
    ({ fact }) => all.filter((other) => other.fact.server === fact.server).length === 1,
  );
  const most = ({ fact: { max } }: EntryOf<'threads'>) => (max.state === 'known' ? max.value : 0);
  return servers.sort((a, b) => most(b) - most(a))[0];
}

/** The numbers of the pool and of the threads stand in files, whatever runs them. */
function areWritten({ max }: PoolFact, threads: Factor | null, system: System): boolean {
  return (
    max.state === 'known' &&
    system
      .of('threads')
      .some(({ uri, fact }) => uri === threads?.at?.uri && fact.max.state === 'known')
  );
}

/** The folder that `config/` is in. */
function applicationOf(file: string): string {
  return file.replace(/(?:^|\/)config\/[\s\S]*$/, '');
}
