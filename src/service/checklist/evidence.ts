import type { Fact, FactValue } from '../contracts/fact';

/** What a fact shows about an item: a place by its structural path, and words for it. */
export interface Shown {
  readonly item: string;
  readonly path: string;
  readonly message: string;
}

/** The items a fact answers with yes. What is not there answers nothing. */
export function shownBy(fact: Fact): readonly Shown[] {
  switch (fact.kind) {
    case 'pool':
      return fact.max.state === 'known' && fact.max.origin !== 'defaulted'
        ? [shown('connection-pooling', fact.max, `a pool of at most ${fact.max.value} connections`)]
        : [];
    case 'autoscaler':
      return [
        ...bounds(fact.minReplicas, fact.maxReplicas, 'replicas'),
        ...(fact.metrics.length > 0
          ? [{ item: 'autoscaling-targets', path: fact.path, message: fact.triggers.join(', ') }]
          : []),
        ...atLeastTwo(fact.minReplicas, 'replicas'),
      ];
    case 'scaling-group':
      return [
        ...bounds(fact.minSize, fact.maxSize, 'instances'),
        ...atLeastTwo(fact.minSize, 'instances'),
        ...(fact.healthCheckType.state === 'known' && fact.healthCheckType.value !== 'EC2'
          ? [shown('health-checks', fact.healthCheckType, `${fact.healthCheckType.value} checks`)]
          : []),
      ];
    case 'upstream':
      return fact.servers.length > 1
        ? [
            {
              item: 'load-balancing-failover',
              path: fact.path,
              message: `${fact.servers.length} servers`,
            },
          ]
        : [];
    default:
      return [];
  }
}

/** What a workload says about an item that every one of its kind has to answer. */
export interface OfEach {
  readonly item: string;
  readonly path: string;
  readonly name: string;
  readonly holds: boolean;
}

/** The items that hold only where each workload answers with yes: one that does not is named. */
export function shownOfEach(fact: Fact): readonly OfEach[] {
  if (fact.kind !== 'workload' || !fact.complete) return [];
  const main = fact.containers.filter(({ role }) => role !== 'init');
  const holds = main.length > 0 && main.every(({ requests }) => requests.cpu && requests.memory);
  const name = fact.name.state === 'known' ? fact.name.value : fact.resource;
  return [{ item: 'resource-requests', path: fact.path, name, holds }];
}

function shown(item: string, { path }: FactValue<unknown>, message: string): Shown {
  return { item, path, message };
}

function bounds(min: FactValue<number>, max: FactValue<number>, noun: string): readonly Shown[] {
  return min.state === 'known' && max.state === 'known' && min.value < max.value
    ? [shown('autoscaling-limits', max, `${min.value} to ${max.value} ${noun}`)]
    : [];
}

function atLeastTwo(min: FactValue<number>, noun: string): readonly Shown[] {
  return min.state === 'known' && min.value >= 2
    ? [shown('redundancy', min, `at least ${min.value} ${noun}`)]
    : [];
}
