import { defineRule } from '../../../contracts/rule';
import type { Container, StoreNode, System, WorkloadNode } from '../../../contracts/system';
import { readAddress } from '../../../system/address-text';
import { dependenciesOf } from '../../../system/relations/carries';

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
      const keeper = keepers.get(store.id);
      if (!keeper) continue;
      const { worker, program } = keeper;
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

/** Packages of Node that keep a queue in Redis. */
const LIBRARIES: Readonly<Record<string, string>> = {
  bullmq: 'BullMQ',
  bull: 'Bull',
  'bee-queue': 'Bee-Queue',
};

interface Keeper {
  readonly worker: WorkloadNode;
  readonly program: string;
}

/** For each Redis, by its id, the first workload that keeps its queue there. */
function queueKeepers(system: System): ReadonlyMap<string, Keeper> {
  const { stores, workloads } = system;
  const named = new Map<string, StoreNode[]>();
  for (const store of stores) {
    if (store.engine !== 'redis') continue;
    for (const name of new Set(store.workload?.names)) {
      const group = named.get(name);
      if (group) group.push(store);
      else named.set(name, [store]);
    }
  }
  const keepers = new Map<string, Keeper>();
  for (const workload of workloads) {
    const taken = dependenciesOf(system, workload);
    const library = Object.keys(LIBRARIES).find((name) => taken.has(name));
    for (const container of workload.containers) {
      const program =
        queueProgram(container) ?? (container.known ? undefined : LIBRARIES[library ?? '']);
      const only = program === undefined ? undefined : onlyRedisOf(container, named);
      if (only && program !== undefined && !keepers.has(only.id)) {
        keepers.set(only.id, { worker: workload, program });
      }
    }
  }
  return keepers;
}

/** The program of a container that keeps its queue in Redis. */
function queueProgram(container: Container): string | undefined {
  return container.processes.find(
    ({ program }) =>
      ALWAYS.test(program) || (UNLESS_OTHER.test(program) && !hasOtherBroker(container)),
  )?.program;
}

/** Variables that name a machine: `REDIS_HOST`, `QUEUE_ADDR`. */
const HOST = /(?:HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINT|SERVER|URL|URI)$/i;

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
  for (const [name, value] of variables) {
    if (value.state !== 'known') continue;
    const isUrl = /^rediss?:\/\//.test(value.value);
    const isHost = HOST.test(name) && named.has(readAddress(value.value)?.host ?? '');
    if (!isUrl && !isHost) continue;
    const [store, another] = named.get(readAddress(value.value)?.host ?? '') ?? [];
    if (another || (store && only && only.id !== store.id)) return undefined;
    only ??= store;
  }
  return only;
}
