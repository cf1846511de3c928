import type { ServiceFact, WorkloadFact } from '../contracts/fact';
import type { FactEntry } from '../contracts/system';
import { textOf } from './factors';

/**
 * Which builds are applied instead of each other: two that define the same workload or Service never run beside
 * each other, so nothing of one selects, reaches or scales anything of the other.
 */
export interface Alternatives {
  /** Whether two builds, by their ids, are alternatives. What belongs to no build is none. */
  apart(a: string | null, b: string | null): boolean;
}

/** The workloads and Services that each build defines, by its id. */
export type ObjectsOfBuilds = ReadonlyMap<string, ReadonlySet<string>>;

/** What each build defines. */
export function objectsOfBuilds(
  objects: readonly FactEntry<WorkloadFact | ServiceFact>[],
): ObjectsOfBuilds {
  const defined = new Map<string, Set<string>>();
  for (const { build, fact } of objects) {
    const name = build ? nameOf(fact) : undefined;
    if (!build || name === undefined) continue;
    const own = defined.get(build.id);
    if (own) own.add(name);
    else defined.set(build.id, new Set([name]));
  }
  return defined;
}

/** The alternatives among the builds of an environment, by what its builds define. */
export function alternativesOf(defined: () => ObjectsOfBuilds): Alternatives {
  /** Which of them are apart, as far as it has been asked; of each answer its own. */
  const answers = new WeakMap<ObjectsOfBuilds, Map<string, boolean>>();
  return {
    apart(a, b) {
      if (a === null || b === null || a === b) return false;
      const objects = defined();
      const known = answers.get(objects) ?? new Map<string, boolean>();
      answers.set(objects, known);
      const key = a < b ? `${a}\n${b}` : `${b}\n${a}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const [one, other] = [objects.get(a), objects.get(b)];
      const found = [...(one ?? [])].some((name) => other?.has(name) === true);
      known.set(key, found);
      return found;
    },
  };
}

/** Kind, namespace and name; `undefined` where the name is not known. */
function nameOf(fact: WorkloadFact | ServiceFact): string | undefined {
  const name = textOf(fact.name);
  if (name === undefined) return undefined;
  const kind = fact.kind === 'workload' ? fact.resource : 'Service';
  return `${kind}/${textOf(fact.namespace) ?? ''}/${name}`;
}
