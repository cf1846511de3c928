import type { Container, StoreNode, System, WorkloadNode } from '../../contracts/system';
import { tableOf } from '../../text/tables';
import { readAddress } from '../address-text';
import { hostedBy } from '../sources/stacks';
import { dependenciesOf } from './carries';

/** Programs that keep their queue in Redis, all of them or unless they are given another broker. */
const ALWAYS = /^(?:sidekiq|rq worker|rq worker-pool|manage\.py rqworker|resque|artisan horizon)/;
const UNLESS_OTHER = /^(?:celery worker|dramatiq)/;
/** Workers of Laravel, of which their connection says where it is. */
const BY_CONNECTION = /^artisan queue:/;
const OTHER_BROKER = /^(?:amqps?|sqs|pyamqp|kafka|confluentkafka):\/\//;
/** Names of variables that belong to another broker: `RABBITMQ_HOST`, `KAFKA_BROKERS`. */
const OF_OTHER_BROKER = /RABBIT|AMQP|KAFKA|SQS|NATS|SERVICE_?BUS/i;

/** Packages of Node that keep a queue in Redis. */
const LIBRARIES = tableOf<string>({
  bullmq: 'BullMQ',
  bull: 'Bull',
  'bee-queue': 'Bee-Queue',
});

/** Who keeps a queue in a Redis. */
export interface QueueKeeper {
  readonly worker: WorkloadNode;
  readonly program: string;
}

/** For each Redis, by its id, the first workload that keeps its queue there. */
export function queueKeepers(system: System): ReadonlyMap<string, QueueKeeper> {
  const { workloads } = system;
  const named = redisByName(system);
  const keepers = new Map<string, QueueKeeper>();
  for (const workload of workloads) {
    const taken = dependenciesOf(system, workload);
    const library = Object.keys(LIBRARIES).find((name) => taken.has(name));
    for (const container of workload.containers) {
      const program =
        queueProgram(container) ?? (container.known ? undefined : LIBRARIES[library ?? '']);
      const only = program === undefined ? undefined : queueStore(container, program, named);
      if (only && program !== undefined && !keepers.has(only.id)) {
        keepers.set(only.id, { worker: workload, program });
      }
    }
  }
  return keepers;
}

/** Each Redis of a system: those that run as workloads by their names, and all of them. */
interface KnownRedis {
  readonly named: ReadonlyMap<string, readonly StoreNode[]>;
  readonly all: readonly StoreNode[];
}

function redisByName({ stores }: Pick<System, 'stores'>): KnownRedis {
  const named = new Map<string, StoreNode[]>();
  const all = stores.filter(({ engine }) => engine === 'redis');
  for (const store of all) {
    for (const name of new Set([...(store.workload?.names ?? []), ...(store.hosts ?? [])])) {
      const group = named.get(name);
      if (group) group.push(store);
      else named.set(name, [store]);
    }
  }
  return { named, all };
}

/** The one Redis that each container of a system is given; `undefined` where that is none, or several. */
export function redisOf(
  system: Pick<System, 'stores'>,
): (container: Container) => StoreNode | undefined {
  const named = redisByName(system);
  return (container) => onlyRedisOf(container, named);
}

/** The program of a container that keeps its queue in Redis. */
function queueProgram(container: Container): string | undefined {
  return container.processes.find(
    ({ program, task }) =>
      ALWAYS.test(program) ||
      (BY_CONNECTION.test(program) && task?.broker === 'redis') ||
      (UNLESS_OTHER.test(program) &&
        (task?.broker ? task.broker.startsWith('redis') : !hasOtherBroker(container))),
  )?.program;
}

/** Variables that name a machine: `REDIS_HOST`, `QUEUE_ADDR`. */
const HOST = /(?:HOST|HOSTNAME|ADDR|ADDRESS|ENDPOINT|SERVER|URL|URI)$/i;

/** Resources of Terraform that are no Redis, whatever the variable is called that names them. */
const OF_OTHER_RESOURCE = /^aws_(?:sqs|sns|s3|db|rds|dynamodb|kinesis|msk|mq|lb|alb|lambda)_/;

function hasOtherBroker({ variables }: Container): boolean {
  return [...variables].some(
    ([name, value]) =>
      OF_OTHER_BROKER.test(name) || (value.state === 'known' && OTHER_BROKER.test(value.value)),
  );
}

/** The Redis that a program keeps its queue in: as its own settings say, else the only one it is given. */
function queueStore(
  container: Container,
  program: string,
  known: KnownRedis,
): StoreNode | undefined {
  const task = container.processes.find((process) => process.program === program)?.task;
  const address = task?.brokerAddress ?? null;
  if (address === null) return onlyRedisOf(container, known);
  const [store, another] = known.named.get(readAddress(address)?.host ?? '') ?? [];
  return another ? undefined : store;
}

/** The one Redis that a container is given: it can keep its queue nowhere else. */
function onlyRedisOf({ variables }: Container, { named, all }: KnownRedis): StoreNode | undefined {
  let only: StoreNode | undefined;
  for (const [name, value] of variables) {
    if (value.state !== 'known') {
      const led = hostedBy(value.identity, all);
      const hosted = led?.store;
      if (hosted) {
        if (only && only.id !== hosted.id) return undefined;
        only = hosted;
        continue;
      }
      // It leads to another resource of its stack, such as a queue of SQS: `aws_sqs_queue.jobs.url`.
      if (led && OF_OTHER_RESOURCE.test(led.reference)) continue;
      // Where it leads is not known: there may be another one.
      if (HOST.test(name) && /redis|cache|queue|broker/i.test(name)) return undefined;
      continue;
    }
    const isUrl = /^rediss?:\/\//.test(value.value);
    const isHost = HOST.test(name) && named.has(readAddress(value.value)?.host ?? '');
    if (!isUrl && !isHost) continue;
    const [store, another] = named.get(readAddress(value.value)?.host ?? '') ?? [];
    // What leads to none that is seen here may be where it keeps them.
    if (!store || another || (only && only.id !== store.id)) return undefined;
    only ??= store;
  }
  return only;
}
