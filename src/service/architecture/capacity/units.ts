import type { ContainerFact, FactValue, PoolFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { ResolvedAutoscaler } from '../autoscalers';
import type { Entry, EntryOf } from '../entry';
import { processesOf } from './processes';

/** A group of equal machines or pods that runs the same code and can grow. */
export interface Unit {
  readonly name: string;
  readonly noun: 'pods' | 'instances';
  /** Relative to the project root. */
  readonly file: string;
  /** How many run at most when nothing is being replaced. */
  readonly most: number;
  /** Where that number stands. */
  readonly mostAt: Place;
  /** What the number is called there: `maxReplicas`, `replicas`, `MaxSize`. */
  readonly mostName: string;
  /** The number may be lowered to this and no further. */
  readonly least: number;
  /** Pods that a rollout adds for a while, by number of pods; 0 where that cannot be told. */
  surge(pods: number): number;
  /** Whether the rollout's share is written or Kubernetes' default; `null` where nothing is added. */
  readonly surgeOrigin: 'declared' | 'defaulted' | null;
  /** Processes of one pod or instance that each open the pools of the code; at least 1. */
  readonly processes: number;
  /** Whether that number is written, or taken for 1. */
  readonly processesOrigin: 'declared' | 'defaulted';
  /** Empty where the pod template is not in sight. */
  readonly containers: readonly ContainerFact[];
}

/** What Kubernetes adds during a rollout where a Deployment does not say, in percent. */
const DEFAULT_SURGE = '25%';

/** Databases, proxies and the like: their pods run no code of the project. */
const INFRASTRUCTURE =
  /(?:^|\/)(?:postgres(?:ql)?|mysql|mariadb|percona|mongo(?:db)?|redis|valkey|memcached|rabbitmq|kafka|zookeeper|nats|elasticsearch|opensearch|nginx|haproxy|envoy|traefik|varnish|prometheus|grafana|jaeger|vault|consul|minio|pgbouncer|pgcat|odyssey|proxysql)(?:[-_.][^/:]*)?(?:[:@]|$)/;

/**
 * What of an environment can run the project's code in more than one copy, with the largest size
 * that is written down. A size that cannot be read leaves its unit out.
 */
export function unitsOf(
  autoscalers: readonly ResolvedAutoscaler[],
  workloads: readonly EntryOf<'workload'>[],
  groups: readonly EntryOf<'scaling-group'>[],
): readonly Unit[] {
  const scaled = new Set(autoscalers.flatMap(({ candidates }) => candidates));
  return [
    ...autoscalers.flatMap((autoscaler) => ofAutoscaler(autoscaler)),
    ...workloads.filter((entry) => !scaled.has(entry)).flatMap(ofWorkload),
    ...groups.flatMap(ofGroup),
  ];
}

function ofAutoscaler({ entry, target }: ResolvedAutoscaler): readonly Unit[] {
  const { fact, uri, file } = entry;
  const { maxReplicas, minReplicas } = fact;
  if (maxReplicas.state !== 'known' || !fact.complete) return [];
  if (target && isInfrastructure(target.fact.containers)) return [];
  return [
    {
      name: said(target?.fact.name) ?? said(fact.target.name) ?? said(fact.name) ?? file,
      noun: 'pods',
      file,
      most: maxReplicas.value,
      mostAt: { uri, path: maxReplicas.path },
      mostName: fact.resource === 'ScaledObject' ? 'maxReplicaCount' : 'maxReplicas',
      least: minReplicas.state === 'known' ? Math.max(1, minReplicas.value) : 1,
      ...surgeOf(target),
      ...processesIn(target?.fact.containers ?? []),
      containers: target?.fact.containers ?? [],
    },
  ];
}

function ofWorkload(entry: EntryOf<'workload'>): readonly Unit[] {
  const { fact, uri, file } = entry;
  if (fact.replicas.state !== 'known' || isInfrastructure(fact.containers)) return [];
  return [
    {
      name: said(fact.name) ?? file,
      noun: 'pods',
      file,
      most: fact.replicas.value,
      mostAt: { uri, path: fact.replicas.path },
      mostName: 'replicas',
      least: 1,
      ...surgeOf(entry),
      ...processesIn(fact.containers),
      containers: fact.containers,
    },
  ];
}

function ofGroup({ fact, uri, file }: EntryOf<'scaling-group'>): readonly Unit[] {
  if (fact.maxSize.state !== 'known') return [];
  return [
    {
      name: said(fact.name) ?? file,
      noun: 'instances',
      file,
      most: fact.maxSize.value,
      mostAt: { uri, path: fact.maxSize.path },
      mostName: 'MaxSize',
      least: fact.minSize.state === 'known' ? Math.max(1, fact.minSize.value) : 1,
      ...NO_SURGE,
      ...processesIn([]),
      containers: [],
    },
  ];
}

function processesIn(
  containers: readonly ContainerFact[],
): Pick<Unit, 'processes' | 'processesOrigin'> {
  const written = processesOf(containers);
  return { processes: written ?? 1, processesOrigin: written ? 'declared' : 'defaulted' };
}

const NO_SURGE: Pick<Unit, 'surge' | 'surgeOrigin'> = { surge: () => 0, surgeOrigin: null };

/** `maxSurge` is rounded up; only Deployments that roll have one. */
function surgeOf(
  entry: EntryOf<'workload'> | null | undefined,
): Pick<Unit, 'surge' | 'surgeOrigin'> {
  if (!entry) return NO_SURGE;
  const { resource, strategy, maxSurge } = entry.fact;
  const rolls =
    resource === 'Deployment' &&
    (strategy.state === 'absent' || said(strategy) === 'RollingUpdate');
  if (!rolls || maxSurge.state === 'unknown') return NO_SURGE;
  const written = said(maxSurge);
  const share = written ?? DEFAULT_SURGE;
  const amount = Number.parseInt(share, 10);
  if (Number.isNaN(amount)) return NO_SURGE;
  return {
    surge: (pods) => (share.endsWith('%') ? Math.ceil((pods * amount) / 100) : amount),
    surgeOrigin: written === undefined ? 'defaulted' : 'declared',
  };
}

function isInfrastructure(containers: readonly ContainerFact[]): boolean {
  const main = containers.filter(({ role }) => role === 'main');
  return (
    main.length > 0 &&
    main.every(({ image }) => image.state === 'known' && INFRASTRUCTURE.test(image.value))
  );
}

/**
 * The connections one process may open through a pool: the literal value of the environment variable
 * the code reads, in the unit that runs it, else what the code says.
 */
export function poolMaximum({ fact }: Entry<PoolFact>, unit: Unit): number | undefined {
  for (const { env } of unit.containers) {
    const value = fact.maxEnv === null ? undefined : env[fact.maxEnv];
    if (value?.state === 'known' && /^\d+$/.test(value.value)) return Number(value.value);
    // Set, to something that is not written here.
    if (value !== undefined) return undefined;
  }
  return fact.max.state === 'known' ? fact.max.value : undefined;
}

function said(value: FactValue<string> | undefined): string | undefined {
  return value?.state === 'known' ? value.value : undefined;
}
