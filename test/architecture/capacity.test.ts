import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildArchitecture } from '../../src/service/architecture/architecture';
import {
  type ConnectionBudget,
  largestPool,
  largestSize,
} from '../../src/service/architecture/capacity/budget';
import type { DeclaredDatabase, Entry } from '../../src/service/architecture/entry';
import type {
  AutoscalerFact,
  ContainerFact,
  Fact,
  FactValue,
  PoolFact,
  WorkloadFact,
} from '../../src/service/contracts/fact';

const absent = (path: string): FactValue<never> => ({ state: 'absent', path });
const known = <T>(value: T, path = '/'): FactValue<T> => ({
  state: 'known',
  value,
  origin: 'declared',
  path,
});
const unknown = (path: string): FactValue<never> => ({ state: 'unknown', why: 'a variable', path });

function container(more: Partial<ContainerFact> = {}): ContainerFact {
  return {
    path: '/c',
    name: known('web'),
    role: 'main',
    image: known('registry.example.com/shop:1'),
    commandLine: absent('/c/command'),
    env: {},
    requests: {},
    limits: {},
    lifecycle: [],
    stopDelay: absent('/c/lifecycle/preStop'),
    ...more,
  };
}

function workload(name: string, more: Partial<WorkloadFact> = {}): WorkloadFact {
  return {
    kind: 'workload',
    path: '/w',
    apiVersion: 'apps/v1',
    resource: 'Deployment',
    name: known(name),
    namespace: absent('/ns'),
    replicas: absent('/replicas'),
    strategy: absent('/strategy'),
    maxSurge: absent('/maxSurge'),
    maxUnavailable: absent('/maxUnavailable'),
    podLabels: {},
    podLabelsKnown: true,
    podRequests: {},
    selector: null,
    gracePeriod: absent('/gracePeriod'),
    claims: [],
    onePodPerNode: null,
    containers: [container()],
    complete: true,
    sets: [],
    ...more,
  };
}

function autoscaler(name: string, max: number, min = 3): AutoscalerFact {
  return {
    kind: 'autoscaler',
    path: '/a',
    resource: 'HorizontalPodAutoscaler',
    name: known(name),
    namespace: absent('/ns'),
    target: {
      path: '/t',
      apiVersion: known('apps/v1'),
      kind: known('Deployment'),
      name: known(name),
    },
    minReplicas: known(min, '/min'),
    maxReplicas: known(max, '/max'),
    metrics: [],
    triggers: [],
    scaleUpWindow: absent('/up'),
    scaleDownWindow: absent('/down'),
    complete: true,
    sets: [],
    sharesTarget: false,
  };
}

function pool(max: FactValue<number>, more: Partial<PoolFact> = {}): PoolFact {
  return {
    kind: 'pool',
    path: '/pool',
    library: 'pg',
    engine: 'postgres',
    max,
    min: absent('/pool/min'),
    databaseEnv: 'DATABASE_URL',
    maxEnv: null,
    ...more,
  };
}

function database(more: Partial<DeclaredDatabase> = {}): DeclaredDatabase {
  return {
    name: 'main',
    engine: 'postgres',
    server: null,
    maxConnections: 100,
    reserved: 0,
    uri: 'headroom.yaml',
    path: '/databases/0',
    ...more,
  };
}

function budgets(
  files: Readonly<Record<string, Fact | readonly Fact[]>>,
  databases: readonly DeclaredDatabase[] = [],
): readonly ConnectionBudget[] {
  const entries: Entry[] = Object.entries(files).flatMap(([file, facts]) =>
    [facts].flat().map((fact) => ({ uri: file, file, environment: null, build: null, fact })),
  );
  return buildArchitecture(null, entries, databases, true).budgets;
}

describe('the connection budget', () => {
  it('of the guide: 50 pods of 50 connections are 2,500, over any default', () => {
    const [budget] = budgets({
      'hpa.yaml': autoscaler('app', 50),
      'db.js': pool(known(50), { library: null, engine: 'unknown', databaseEnv: null }),
    });
    assert.equal(budget?.steady, 2500);
    assert.equal(budget?.rollout, 2500);
    assert.equal(budget?.limit.connections, 151);
    assert.equal(budget?.limit.declaredAt, null);
  });

  it('adds what a rollout adds, rounded up', () => {
    const [budget] = budgets({
      'k8s.yaml': [autoscaler('app', 50), workload('app')],
      'db.ts': pool(known(50)),
    });
    assert.equal(budget?.steady, 2500);
    assert.equal(budget?.rollout, 3150);
    const counted = budgets({
      'k8s.yaml': [autoscaler('app', 10), workload('app', { maxSurge: known('2') })],
      'db.ts': pool(known(5)),
    });
    assert.equal(counted[0]?.rollout, 60);
  });

  it('adds nothing where pods are replaced one by one', () => {
    for (const more of [{ strategy: known('Recreate') }, { resource: 'StatefulSet' }]) {
      const [budget] = budgets({
        'k8s.yaml': workload('app', { replicas: known(10), ...more }),
        'db.ts': pool(known(5)),
      });
      assert.equal(budget?.rollout, 50);
    }
  });

  it('multiplies by the processes that are written down', () => {
    for (const [containers, processes] of [
      [[container({ commandLine: known('gunicorn -w 4 shop:app') })], 4],
      [[container({ commandLine: known('uvicorn shop:app --workers 3') })], 3],
      [[container({ commandLine: known('pm2-runtime server.js -i max') })], 1],
      [[container({ env: { WEB_CONCURRENCY: known('2') } })], 2],
      [[container({ commandLine: unknown('/c') })], 1],
    ] as const) {
      const [budget] = budgets({
        'k8s.yaml': workload('app', { replicas: known(10), containers, resource: 'StatefulSet' }),
        'db.py': pool(known(5)),
      });
      assert.equal(budget?.steady, 50 * processes);
    }
  });

  it('reads the maximum from the variable the code reads, in the pods that run it', () => {
    const containers = [container({ env: { DB_POOL: known('12') } })];
    const [budget] = budgets({
      'k8s.yaml': workload('app', { replicas: known(2), containers }),
      'db.ts': pool(unknown('/pool/max'), { maxEnv: 'DB_POOL' }),
    });
    assert.equal(budget?.steady, 24);
    assert.deepEqual(
      budgets({
        'k8s.yaml': workload('app', { replicas: known(2) }),
        'db.ts': pool(unknown('/pool/max'), { maxEnv: 'DB_POOL' }),
      }),
      [],
    );
  });

  it('multiplies nothing by guess', () => {
    const two = [workload('web', { replicas: known(9) }), workload('jobs', { replicas: known(9) })];
    assert.deepEqual(budgets({ 'k8s.yaml': two, 'src/db.ts': pool(known(50)) }), []);
    assert.deepEqual(
      budgets({
        'k8s.yaml': workload('web', { replicas: known(9) }),
        'services/billing/db.ts': pool(known(50)),
      }),
      [],
      'another service of the same repository',
    );
    assert.deepEqual(
      budgets({
        'ee/workflows/k8s/worker.yaml': workload('worker', { replicas: known(9) }),
        'server/src/db.ts': pool(known(50)),
      }),
      [],
      'the manifest of another part of the repository',
    );
    assert.deepEqual(
      budgets({
        'examples/hpa/web.yaml': workload('web', { replicas: known(9) }),
        'src/db.ts': pool(known(50)),
      }),
      [],
      'an example beside the code',
    );
    assert.deepEqual(
      budgets({
        'k8s.yaml': [
          workload('web', { replicas: known(9) }),
          workload('pgbouncer', { containers: [container({ image: known('edoburu/pgbouncer') })] }),
        ],
        'db.ts': pool(known(50)),
      }),
      [],
      'a pooler, and nobody says whether the pool leads to it',
    );
  });

  it('takes a pooler into account for the pools that lead to it, and no others', () => {
    const bouncer = { names: ['pgbouncer'], port: 6432, version: null, path: '/pgbouncer' };
    const pooler: Fact = {
      kind: 'pooler',
      ...bouncer,
      mode: known('transaction'),
      preparedStatements: absent('/p'),
    };
    const steady = (host: string) => {
      const url = known(`postgres://shop@${host}/shop`);
      const containers = [container({ env: { DATABASE_URL: url } })];
      const shop = workload('shop', { replicas: known(4), containers, maxSurge: known('0') });
      const all = {
        'shop/k8s.yaml': shop,
        'shop/db.ts': pool(known(10)),
        'orders/pgbouncer.ini': pooler,
      };
      return budgets(all).map((budget) => budget.steady);
    };
    assert.deepEqual(steady('shop-db:5432'), [40]);
    assert.deepEqual(steady('pgbouncer:6432'), []);
  });

  it('reads the limit beside the server, and says nothing of a default that something may set', () => {
    const server = (commandLine: FactValue<string>) =>
      budgets({
        'k8s.yaml': workload('app', { replicas: known(10), maxSurge: known('0') }),
        'db.yaml': workload('db', {
          replicas: known(1),
          containers: [container({ image: known('postgres:16'), commandLine })],
        }),
        'db.ts': pool(known(10)),
      }).map(({ limit }) => [limit.connections, limit.declaredAt?.path ?? null]);
    assert.deepEqual(server(known('-c max_connections=200', '/args')), [[197, '/args']]);
    assert.deepEqual(server(absent('/args')), [[97, null]]);
    assert.deepEqual(server(unknown('/args')), []);
    assert.deepEqual(server(known('-c config_file=/etc/postgresql.conf')), []);
  });

  it('finds the unit by folder, by variable, and past the database itself', () => {
    const files = {
      'k8s.yaml': [
        workload('orders', { replicas: known(4), maxSurge: known('0') }),
        workload('billing', {
          replicas: known(2),
          maxSurge: known('0'),
          containers: [container({ env: { BILLING_DATABASE_URL: unknown('/e') } })],
        }),
        workload('db', {
          replicas: known(1),
          containers: [container({ image: known('postgres:16') })],
        }),
      ],
      'services/orders/db.ts': pool(known(10)),
      'lib/billing.ts': pool(known(10), { databaseEnv: 'BILLING_DATABASE_URL' }),
    };
    assert.deepEqual(
      budgets(files).map(({ steady, demands }) => [demands[0]?.unit.name, steady]),
      [
        ['orders', 40],
        ['billing', 20],
      ],
    );
    const shared = budgets(files, [
      database({ name: 'orders', server: 'main', maxConnections: 200, reserved: 8 }),
      database({ name: 'billing', server: 'main', maxConnections: null }),
    ]);
    // orders' variable names no database, so only billing can be told.
    assert.deepEqual(
      shared.map(({ steady, limit }) => [steady, limit.connections, limit.arithmetic]),
      [[20, 189, '200 − 3 for superusers − 8 reserved']],
    );
  });

  it('counts one file of a unit, the one that asks for most', () => {
    const [budget] = budgets({
      'k8s.yaml': workload('web', { replicas: known(2), maxSurge: known('0') }),
      'src/db.ts': [pool(known(5)), pool(known(6))],
      'src/migrate.ts': pool(known(10)),
    });
    assert.equal(budget?.steady, 22);
  });

  it('finds what fits with the surge, not by division', () => {
    const [budget] = budgets({
      'k8s.yaml': [autoscaler('app', 20), workload('app')],
      'db.ts': pool(known(10)),
    });
    const demand = budget?.demands[0];
    assert.ok(budget && demand);
    assert.equal(budget.limit.connections, 97);
    assert.equal(largestSize(budget, demand.unit), 7);
    assert.equal(largestPool(budget, demand), 3);
  });
});
