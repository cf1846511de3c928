import {
  type ConnectionBudget,
  type Demand,
  largestPool,
  largestSize,
  rolloutWithPool,
  rolloutWithSize,
} from '../../../architecture/capacity/budget';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'capacity/connections-over-budget',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'At its largest size a service can ask for more connections than the database grants.',
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
  check({ architecture }, report) {
    for (const budget of architecture.budgets) {
      const [largest] = budget.demands;
      if (!largest || budget.rollout <= budget.limit.connections) continue;
      const { pool, unit } = largest;
      report({
        at: { uri: pool.uri, path: pool.fact.max.path },
        ...(budget.limit.declaredAt ? {} : { severity: 'information' }),
        message: `${arithmetic(budget, largest)}, but ${granted(budget)}. ${advice(budget)}`,
        related: [
          { at: unit.mostAt, message: `${unit.mostName}: up to ${unit.most} ${unit.noun}` },
          ...budget.demands.slice(1).map(({ pool: other, steady }) => ({
            at: { uri: other.uri, path: other.fact.max.path },
            message: `asks the same server for up to ${number(steady)}`,
          })),
          ...(budget.limit.declaredAt
            ? [{ at: budget.limit.declaredAt, message: `grants ${budget.limit.arithmetic}` }]
            : []),
        ],
        fixes: () => fixes(budget, largest),
      });
    }
  },
});

function arithmetic({ steady, rollout, demands }: ConnectionBudget, largest: Demand): string {
  const { unit, perProcess } = largest;
  const processes = `${unit.processes} process${unit.processes === 1 ? '' : 'es'}`;
  const product = `${unit.most} ${unit.noun} × ${processes} × ${perProcess} connections = ${number(largest.steady)}`;
  const all = demands.length > 1 ? `, with the other pools ${number(steady)}` : '';
  const surge = rollout > steady ? `, ${number(rollout)} during a rollout` : '';
  return `${unit.name} can ask for ${product}${all}${surge}`;
}

function granted({ limit }: ConnectionBudget): string {
  const sum = limit.arithmetic.includes('−') ? ` (${limit.arithmetic})` : '';
  return limit.declaredAt
    ? `the database ${limit.server} grants ${number(limit.connections)}${sum}`
    : `${limit.server} grants ${number(limit.connections)} by default${sum}`;
}

function advice({ limit }: ConnectionBudget): string {
  return limit.declaredAt
    ? 'What is above it is refused, at peak load first: lower the pool or the maximum, or put a pooler in between.'
    : 'Tell the real limit under databases: in headroom.yaml, or lower the pool or the maximum, or put a pooler in between.';
}

/** Both numbers are live capacity: nothing is changed without a person, and every title is priced. */
function fixes(budget: ConnectionBudget, demand: Demand): readonly Fix[] {
  const { pool, unit, perProcess } = demand;
  const { max } = pool.fact;
  const found: Fix[] = [];
  const priced = (after: number) =>
    `${number(budget.rollout)} → ${number(after)} of ${number(budget.limit.connections)} connections`;
  const fits = largestPool(budget, demand);
  if (max.state === 'known' && max.origin === 'declared' && fits > 0) {
    const after = rolloutWithPool(budget, demand, fits);
    found.push({
      title: `Lower the pool from ${perProcess} to ${fits}: ${priced(after)}`,
      kind: 'guided',
      edits: [{ uri: pool.uri, path: max.path, change: { op: 'replace', text: `${fits}` } }],
    });
  }
  const size = largestSize(budget, unit);
  if (size >= unit.least) {
    const after = rolloutWithSize(budget, unit, size);
    found.push({
      title: `Lower ${unit.mostName} from ${unit.most} to ${size}: ${priced(after)}`,
      kind: 'guided',
      edits: [{ ...unit.mostAt, change: { op: 'replace', text: `${size}` } }],
    });
  }
  return found;
}

/** A thousands separator that is the same everywhere. */
function number(value: number): string {
  return new Intl.NumberFormat('en-US').format(value);
}
