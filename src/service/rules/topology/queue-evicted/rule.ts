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
    for (const store of system.stores) {
      const policy = store.settings.get('maxmemory_policy');
      if (store.engine !== 'redis' || policy?.state !== 'known') continue;
      const isAny = policy.value.startsWith('allkeys-');
      if (!isAny && !policy.value.startsWith('volatile-')) continue;
      const worker = system.workloads.find((workload) => keepsQueueIn(workload, store, system));
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

function keepsQueueIn(workload: WorkloadNode, store: StoreNode, system: System): boolean {
  return workload.containers.some((container) => {
    const programs = container.processes.map(({ program }) => program);
    const may =
      programs.some((program) => ALWAYS.test(program)) ||
      (programs.some((program) => UNLESS_OTHER.test(program)) && !hasOtherBroker(container));
    if (!may) return false;
    // Given one Redis only, it can keep its queue nowhere else.
    const led = new Set(redisOf(container, system).map(({ id }) => id));
    return led.size === 1 && led.has(store.id);
  });
}

function hasOtherBroker({ variables }: Container): boolean {
  return [...variables.values()].some(
    (value) => value.state === 'known' && OTHER_BROKER.test(value.value),
  );
}

function redisOf({ variables }: Container, system: System): readonly StoreNode[] {
  return [...variables.values()].flatMap((value) => {
    if (value.state !== 'known' || !/^rediss?:\/\//.test(value.value)) return [];
    const host = readAddress(value.value)?.host;
    return system.stores.filter(
      ({ engine, workload }) =>
        engine === 'redis' && host !== undefined && workload?.names.includes(host) === true,
    );
  });
}
