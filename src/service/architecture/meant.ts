import type { WorkloadFact } from '../contracts/fact';
import { entryOf } from '../text/tables';
import type { EntryOf } from './entry';

/** Labels by name. */
type Labels = Readonly<Record<string, string>>;

/**
 * The one workload that something was meant for which selects none: by its name, or by labels that are nearly those of
 * its pods.
 * @param wanted - what pods are selected by
 * @param name - what the selecting object is called
 */
export function meantBy(
  workloads: readonly EntryOf<'workload'>[],
  wanted: Labels,
  name: string | undefined,
): EntryOf<'workload'> | undefined {
  const keyed = workloads.filter(({ fact }) =>
    Object.keys(wanted).every((key) => Object.hasOwn(fact.podLabels, key)),
  );
  const called = workloads.filter(({ fact }) => name !== undefined && nameOf(fact) === name);
  // What an operator makes has the same keys; only a name that is a part of the other is a slip.
  const near = keyed.filter(({ fact }) =>
    Object.entries(wanted).every(([key, value]) =>
      isPart(entryOf(fact.podLabels, key) ?? '', value),
    ),
  );
  const found = called.length > 0 ? called : near;
  return found.length === 1 ? found[0] : undefined;
}

function isPart(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

/** The labels of pods that should have been named: those of its keys, or all where it has others. */
export function labelsLike({ podLabels }: WorkloadFact, wanted: Labels): Labels {
  if (!Object.keys(wanted).every((key) => Object.hasOwn(podLabels, key))) return podLabels;
  return Object.fromEntries(
    Object.entries(podLabels).filter(([key, value]) => {
      const asked = entryOf(wanted, key);
      return asked !== undefined && asked !== value;
    }),
  );
}

/** What a workload is called, or nothing where that is not known. */
export function nameOf({ name }: WorkloadFact): string {
  return name.state === 'known' ? name.value : '';
}

/** `app: shop, part: web`. */
export function shownLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}
