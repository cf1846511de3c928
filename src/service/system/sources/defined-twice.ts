import type { Factor, WorkloadNode } from '../../contracts/system';
import { folderOf } from '../../text/paths';
import { unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { unknownRollout } from '../rollouts';

/**
 * Workloads of which no two have one id. What one build, or one folder, defines twice is there once: where
 * the definitions differ, nobody knows which is applied last, and what they say differently is unknown. The
 * same name in another build is another workload.
 */
export function onePerObject(workloads: readonly WorkloadNode[]): readonly WorkloadNode[] {
  const byId = new Map<string, Map<string, WorkloadNode>>();
  for (const workload of workloads) {
    const { id, build, file } = workload;
    const places = byId.get(id) ?? new Map<string, WorkloadNode>();
    byId.set(id, places);
    const place = build ?? folderOf(file);
    const before = places.get(place);
    places.set(place, before ? eitherOf(before, workload) : workload);
  }
  return [...byId.values()].flatMap((places) =>
    [...places].map(([place, workload], index) =>
      index === 0 ? workload : { ...workload, id: idOf(workload.id, place) },
    ),
  );
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
