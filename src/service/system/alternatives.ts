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

/** The alternatives among the builds of an environment, by what its builds define. */
export function alternativesOf(
  objects: readonly FactEntry<WorkloadFact | ServiceFact>[],
): Alternatives {
  const defined = new Map<string, Set<string>>();
  for (const { build, fact } of objects) {
    const name = build ? nameOf(fact) : undefined;
    if (!build || name === undefined) continue;
    const own = defined.get(build.id);
    if (own) own.add(name);
    else defined.set(build.id, new Set([name]));
  }
  const known = new Map<string, boolean>();
  return {
    apart(a, b) {
      if (a === null || b === null || a === b) return false;
      const key = a < b ? `${a}\n${b}` : `${b}\n${a}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const [one, other] = [defined.get(a), defined.get(b)];
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
