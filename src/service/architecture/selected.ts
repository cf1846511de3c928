import type { Architecture } from './architecture';
import type { EntryOf } from './entry';
import { selects } from './selectors';

/** The first Service that sends traffic to the pods of a workload, where the files show one. */
export function serviceOf(
  { applied }: Architecture,
  workload: EntryOf<'workload'> | null,
): EntryOf<'service'> | undefined {
  if (workload === null || !workload.fact.podLabelsKnown) return undefined;
  const { podLabels } = workload.fact;
  return applied.beside(workload, 'service').find(({ fact: { selector } }) => {
    const isSelecting = selector !== null && Object.keys(selector).length > 0;
    return isSelecting && selects({ labels: selector, expressions: [] }, podLabels);
  });
}
