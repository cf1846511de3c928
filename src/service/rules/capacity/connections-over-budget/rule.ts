import { LIMIT_FACTOR } from '../../../contracts/capacity';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  arithmeticOf,
  type Budget,
  budgetsOf,
  type Demand,
  largestPool,
  largestSize,
  rolloutWithPool,
  rolloutWithSize,
} from '../../../system/views/budget';
import { MOST_BY_DEFAULT } from '../../../system/views/limits';
import type { PoolerDemand } from '../../../system/views/poolers';

export default defineRule({
  id: 'capacity/connections-over-budget',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Pool over the database’s limit',
  summary: 'At its largest size a service can open more connections than the database grants.',
  citations: [
    'guide.connection-pooling',
    'postgresql.max-connections',
    'mysql.max-connections',
    'kubernetes.rolling-update',
  ],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['guided'],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    for (const budget of budgetsOf(system)) {
      const { limit, proved, limitProved } = budget;
      // Of an engine that is not known no limit is told, but that none grants so many by itself.
      const isAnyEngine = limit.connections === null && budget.store.engine === 'unknown';
      const granted = isAnyEngine ? MOST_BY_DEFAULT : (limit.connections ?? limit.byDefault);
      // Against a default only what is certain to come counts.
      const worst = Math.max(budget.steady, budget.rollout[limitProved ? 1 : 0]);
      const [largest] = budget.demands;
      const pooler = [...budget.poolers].sort((a, b) => b.rollout[1] - a.rollout[1])[0];
      // What is computed from a machine's memory is a range: between its ends it is too close to tell.
      const surely = limit.range?.[0] ?? granted;
      if (granted === null || surely === null || worst <= surely) continue;
      const isProved = limitProved && Math.max(proved.steady, proved.rollout) > granted;
      const isSure = isProved && proved.floor > granted;
      const severity =
        system.class === 'development'
          ? 'hint'
          : isSure
            ? 'error'
            : isProved
              ? 'warning'
              : 'information';
      if (pooler && (!largest || pooler.rollout[1] > largest.rollout[1])) {
        const at = pooler.size.at ?? pooler.pooler.at;
        if (!at) continue;
        report({
          at,
          severity,
          message: `${poolerSentence(budget, pooler, granted)} ${worst > granted ? advice(budget) : TOO_CLOSE}`,
          subject: budget.store.id,
          related: limit.at ? [{ at: limit.at, message: `grants ${limit.arithmetic}` }] : [],
        });
        continue;
      }
      if (!largest) continue;
      const { use, workload } = largest;
      const { most } = workload;
      report({
        at: use.size.at ?? { uri: use.uri, path: use.pool.max.path },
        severity,
        message: `${sentence(budget, largest, granted)} ${worst > granted ? advice(budget) : TOO_CLOSE}`,
        subject: budget.store.id,
        related: [
          ...(most.at
            ? [{ at: most.at, message: `${most.name}: up to ${most.value} ${workload.noun}` }]
            : []),
          ...(use.process.count.at
            ? [
                {
                  at: use.process.count.at,
                  message: `${use.process.count.name}: ${use.process.count.value}`,
                },
              ]
            : []),
          ...budget.demands.slice(1, 9).flatMap((other) =>
            other.steady === 0
              ? []
              : [
                  {
                    at: other.use.size.at ?? { uri: other.use.uri, path: other.use.pool.max.path },
                    message: `${other.workload.name}: ${arithmeticOf(other)} = ${number(other.steady)}`,
                  },
                ],
          ),
          ...(limit.at ? [{ at: limit.at, message: `grants ${limit.arithmetic}` }] : []),
        ],
        fixes: () => (worst > granted ? fixes(budget, largest) : []),
      });
    }
  },
});

const TOO_CLOSE =
  'That is too close to tell: ask the server with SHOW max_connections, and tell it under databases: in headroom.yaml.';

/** What a pooler opens at its server for its clients. */
function poolerSentence(budget: Budget, demand: PoolerDemand, granted: number): string {
  const { pooler, instances, size, bound } = demand;
  const product = `${instances.value ?? '?'} × ${size.value ?? '?'} = ${number(demand.steady)}`;
  const why = [size.why, bound].filter((each) => each !== null).join('; ');
  const others =
    budget.steady > demand.steady ? `, with everything else ${number(budget.steady)}` : '';
  return `${pooler.name} can open ${product}${why === '' ? '' : ` (${why})`}${others}${duringRollout(budget)}, but ${grantsOf(budget, granted)}.`;
}

function duringRollout({ steady, rollout: [low, high] }: Budget): string {
  if (high <= steady) return '';
  return `, ${low === high ? number(high) : `${number(low)} to ${number(high)}`} in a rollout`;
}

function grantsOf({ limit, server, store }: Budget, granted: number): string {
  if (limit.connections === null && store.engine === 'unknown') {
    return 'no database grants as many where nobody has set it up for that';
  }
  const sum = limit.arithmetic.includes('−') ? ` (${limit.arithmetic})` : '';
  // A server that a cloud manages has the default of its machine, not that of its engine.
  if (limit.connections === null && MANAGED.test(store.name))
    return `no file says what ${server} grants, which follows the memory of its machine`;
  if (limit.connections === null)
    return `${server} grants ${number(granted)} where nobody has set it`;
  if (limit.origin === 'defaulted') return `${server} grants ${number(granted)} by default${sum}`;
  return limit.range
    ? `${server} grants ${number(limit.range[0])} to ${number(limit.range[1])} (${limit.arithmetic})`
    : `${server} grants ${number(granted)}${sum}`;
}

/** Hosts of databases that clouds run. */
const MANAGED =
  /\.(?:rds\.amazonaws\.com(?:\.cn)?|(?:postgres|mysql|mariadb)\.database\.azure\.com|db\.ondigitalocean\.com|neon\.tech|supabase\.co|aivencloud\.com|psdb\.cloud)$/;

function sentence(budget: Budget, largest: Demand, granted: number): string {
  const { steady, demands, poolers } = budget;
  const { bound } = largest;
  const counted = demands.filter((demand) => demand.steady > 0);
  const product = `${arithmeticOf(largest)} = ${number(largest.steady)}`;
  const why = bound === null ? '' : ` (${bound})`;
  const all = counted.length + poolers.length > 1 ? `, with the other pools ${number(steady)}` : '';
  return `${largest.workload.name} can open ${product}${why}${all}${duringRollout(budget)}, but ${grantsOf(budget, granted)}.`;
}

function advice({ limit, missing, store }: Budget): string {
  const open = missing.filter(({ factor }) => factor !== LIMIT_FACTOR);
  const more =
    open.length > 0
      ? ` Not known: ${open.map(({ factor, why }) => `${factor} (${why})`).join('; ')}.`
      : '';
  if (store.kind === 'pooler') {
    return `A client above it is refused: raise max_client_conn, for clients are cheap to a pooler, or lower the pool or the size.${more}`;
  }
  return limit.connections === null || limit.origin === 'defaulted'
    ? `Tell the real limit under databases: in headroom.yaml, or lower the pool or the size, or put a pooler in between.${more}`
    : `What is above it is refused, at peak load first: lower the pool or the size, or put a pooler in between.${more}`;
}

/** Both numbers are live capacity: nothing is changed without a person, and every title is priced. */
function fixes(budget: Budget, demand: Demand): readonly Fix[] {
  const { use, workload } = demand;
  const { size } = use;
  const { most, least } = workload;
  const granted = budget.limit.connections ?? budget.limit.byDefault ?? 0;
  const found: Fix[] = [];
  const priced = (after: number) =>
    `${number(budget.rollout[1])} → ${number(after)} of ${number(granted)} connections`;
  const fits = largestPool(budget, demand);
  const threads = use.process.concurrency?.value ?? null;
  // Fewer connections than threads only moves the wait into the process: a pooler is the answer then.
  if (size.at && size.origin === 'declared' && fits > 0 && (threads === null || fits >= threads)) {
    found.push({
      title: `Lower the pool from ${size.value} to ${fits}: ${priced(rolloutWithPool(budget, demand, fits))}`,
      kind: 'guided',
      edits: [{ ...size.at, change: { op: 'replace', text: `${fits}` } }],
    });
  }
  const count = largestSize(budget, workload);
  if (
    most.at &&
    most.origin === 'declared' &&
    count > 0 &&
    count >= (workload.scaledBy ? (least.value ?? 1) : 1)
  ) {
    found.push({
      title: `Lower ${most.name} from ${most.value} to ${count}: ${priced(rolloutWithSize(budget, workload, count))}`,
      kind: 'guided',
      edits: [{ ...most.at, change: { op: 'replace', text: `${count}` } }],
    });
  }
  return found;
}

/** A thousands separator that is the same everywhere. */
function number(value: number): string {
  return new Intl.NumberFormat('en-US').format(value);
}
