import { defineRule } from '../../../contracts/rule';
import type { Container, StoreNode, System, WorkloadNode } from '../../../contracts/system';
import { readAddress } from '../../../system/address-text';

export default defineRule({
  id: 'topology/queue-evicted',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'A queue is kept in a Redis that throws away any key when it is full.',
  citations: ['redis.eviction', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const keepers = queueKeepers(system);
    for (const store of system.stores) {
      const policy = store.settings.get('maxmemory_policy');
      if (store.engine !== 'redis' || policy?.state !== 'known') continue;
      const isAny = policy.value.startsWith('allkeys-');
      if (!isAny && !policy.value.startsWith('volatile-')) continue;
      const worker = keepers.get(store.id);
      if (!worker) continue;
      const program = worker.containers.flatMap(({ processes }) => processes)[0]?.program ?? '';
      report({
        at: policy.at,
        severity: system.class === 'development' ? 'hint' : isAny ? 'warning' : 'information',
        message: isAny
          ? `${store.name} evicts any key when its memory is full (${policy.value}), and ${program} of ${worker.name} keeps its queue there: waiting tasks vanish without an error. Give the queue a Redis of its own with noeviction.`
          : `${store.name} evicts keys with a lifetime only (${policy.value}): lists of the queue of ${worker.name} stay, so that it is the cache beside them that makes room, and writes fail once nothing is left to evict. A Redis of its own for the queue tells the two apart.`,
        subject: store.id,
        related: [{ at: worker.at, message: `${worker.name} runs ${program}` }],
      });
    }
  },
});

/** Programs that keep their queue in Redis, all of them or unless they are given another broker. */
const ALWAYS = /^(?:sidekiq|rq worker|rq worker-pool|manage\.py rqworker|resque)/;
const UNLESS_OTHER = /^celery worker/;
const OTHER_BROKER = /^(?:amqps?|sqs|pyamqp|kafka|confluentkafka):\/\//;

/** For each Redis, by its id, the first workload that keeps its queue there. */
function queueKeepers({ stores, workloads }: System): ReadonlyMap<string, WorkloadNode> {
  const named = new Map<string, StoreNode[]>();
  for (const store of stores) {
    if (store.engine !== 'redis') continue;
    for (const name of new Set(store.workload?.names)) {
      const group = named.get(name);
      if (group) group.push(store);
      else named.set(name, [store]);
    }
  }
  const keepers = new Map<string, WorkloadNode>();
  for (const workload of workloads) {
    for (const container of workload.containers) {
      const only = keepsQueue(container) ? onlyRedisOf(container, named) : undefined;
      if (only && !keepers.has(only.id)) keepers.set(only.id, workload);
    }
  }
  return keepers;
}

function keepsQueue(container: Container): boolean {
  const programs = container.processes.map(({ program }) => program);
  return (
    programs.some((program) => ALWAYS.test(program)) ||
    (programs.some((program) => UNLESS_OTHER.test(program)) && !hasOtherBroker(container))
  );
}

function hasOtherBroker({ variables }: Container): boolean {
  return [...variables.values()].some(
    (value) => value.state === 'known' && OTHER_BROKER.test(value.value),
  );
}

/** The one Redis that a container is given: it can keep its queue nowhere else. */
function onlyRedisOf(
  { variables }: Container,
  named: ReadonlyMap<string, readonly StoreNode[]>,
): StoreNode | undefined {
  let only: StoreNode | undefined;
  for (const value of variables.values()) {
    if (value.state !== 'known' || !/^rediss?:\/\//.test(value.value)) continue;
    const [store, another] = named.get(readAddress(value.value)?.host ?? '') ?? [];
    if (another || (store && only && only.id !== store.id)) return undefined;
    only ??= store;
  }
  return only;
}
