import type { Factor, WorkloadNode } from '../../contracts/system';
import { folderOf } from '../../text/paths';
import { unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { unknownRollout } from '../rollouts';

/**
 * Workloads of one build, or of the files that belong to none. What a build, or one folder, defines twice is there
 * once: where the definitions differ, nobody knows which is applied last, and what they say differently is unknown.
 */
export function onePerObject(workloads: readonly WorkloadNode[]): readonly WorkloadNode[] {
  const byPlace = new Map<string, WorkloadNode>();
  for (const workload of workloads) {
    const key = `${workload.id}\n${placeOf(workload)}`;
    const before = byPlace.get(key);
    byPlace.set(key, before ? eitherOf(before, workload) : workload);
  }
  return [...byPlace.values()];
}

/** Workloads of which no two have one id: the same name in another build is another workload. */
export function apartById(workloads: readonly WorkloadNode[]): readonly WorkloadNode[] {
  const taken = new Set<string>();
  return workloads.map((workload) => {
    if (!taken.has(workload.id)) {
      taken.add(workload.id);
      return workload;
    }
    return renamed(workload);
  });
}

/** The same workload stays the same under its other id. */
const others = new WeakMap<WorkloadNode, WorkloadNode>();

function renamed(workload: WorkloadNode): WorkloadNode {
  const known = others.get(workload);
  if (known) return known;
  const made = { ...workload, id: idOf(workload.id, placeOf(workload)) };
  others.set(workload, made);
  return made;
}

/** What defines it: a build, or the files of a folder. */
function placeOf({ build, file }: WorkloadNode): string {
  return build ?? folderOf(file);
}

function eitherOf(first: WorkloadNode, second: WorkloadNode): WorkloadNode {
  if (sameDefinition(first, second)) return first;
  return {
    ...second,
    least: either(first.least, second.least),
    most: either(first.most, second.most),
    grace: either(first.grace, second.grace),
    rollout: unknownRollout(null),
    complete: false,
  };
}

function either(first: Factor, second: Factor): Factor {
  return first.value === second.value
    ? second
    : unknownFactor(second.name, 'it is defined twice, and differently', second.at);
}

/** Whether two facts say the same, wherever they stand. */
function sameDefinition({ fact: a }: WorkloadNode, { fact: b }: WorkloadNode): boolean {
  return withoutPaths(a) === withoutPaths(b);
}

function withoutPaths(value: unknown): string {
  return JSON.stringify(value, (key, inner) => (key === 'path' ? undefined : inner));
}
