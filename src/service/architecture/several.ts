import type { WorkloadFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type { Architecture } from './architecture';
import type { EntryOf } from './entry';

/** A workload of which more than one pod runs, or may. */
export interface SeveralPods {
  readonly target: EntryOf<'workload'>;
  readonly count: number;
  /** In words: `3 pods`, `up to 20 pods`. */
  readonly most: string;
  /** What says so, where that is an autoscaler. */
  readonly at: Place | null;
}

/** Of the workloads that are asked about, those with several pods, by an autoscaler or by the count that is written. */
export function severalPods(
  { of, autoscalers }: Architecture,
  isAsked: (fact: WorkloadFact) => boolean,
): readonly SeveralPods[] {
  const asked = of('workload').filter(
    ({ fact }) => isAsked(fact) && fact.complete && fact.job === null,
  );
  if (asked.length === 0) return [];
  const scaledBy = new Map(autoscalers.map(({ entry, target }) => [target, entry]));
  return asked.flatMap((target): readonly SeveralPods[] => {
    const scaler = scaledBy.get(target);
    if (scaler) {
      const { maxReplicas } = scaler.fact;
      if (maxReplicas.state !== 'known' || maxReplicas.value < 2) return [];
      const at = { uri: scaler.uri, path: maxReplicas.path };
      const count = maxReplicas.value;
      return [{ target, count, most: `up to ${count} pods`, at }];
    }
    const { replicas } = target.fact;
    if (replicas.state !== 'known' || replicas.value < 2) return [];
    const count = replicas.value;
    return [{ target, count, most: `${count} pods`, at: null }];
  });
}
