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
  const services = applied.beside(workload, 'service');
  const byLabel = byOneLabel(services);
  let first: Placed | undefined;
  for (const [key, value] of Object.entries(podLabels)) {
    const found = byLabel
      .get(`${key}\n${value}`)
      ?.find(({ labels }) => selects({ labels, expressions: [] }, podLabels));
    if (found && (first === undefined || found.index < first.index)) first = found;
  }
  return first && services[first.index];
}

/** A Service in a list of them, and what its pods must be labelled with. */
interface Placed {
  readonly index: number;
  readonly labels: Readonly<Record<string, string>>;
}

const known = new WeakMap<readonly EntryOf<'service'>[], ReadonlyMap<string, readonly Placed[]>>();

/** Services by one of the labels that they ask for: what lacks it is none of their pods. */
function byOneLabel(
  services: readonly EntryOf<'service'>[],
): ReadonlyMap<string, readonly Placed[]> {
  const before = known.get(services);
  if (before) return before;
  const made = new Map<string, Placed[]>();
  for (const [index, { fact }] of services.entries()) {
    const [one] = Object.entries(fact.selector ?? {});
    if (!one || fact.selector === null) continue;
    const key = one.join('\n');
    const placed = { index, labels: fact.selector };
    const list = made.get(key);
    if (list) list.push(placed);
    else made.set(key, [placed]);
  }
  known.set(services, made);
  return made;
}
