import type { EntryOf } from '../../../architecture/entry';
import { selects } from '../../../architecture/selectors';
import type { SelectorFact, WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/pdb-selects-nothing',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Disruption budget of no pod',
  summary: 'A PodDisruptionBudget selects no pod of what is applied with it.',
  citations: ['kubernetes.pdb', 'guide.load-balancing'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const { applied } = architecture;
    for (const budget of architecture.of('disruption-budget')) {
      const { selector, name, path } = budget.fact;
      if (selector === null || budget.build?.closed !== true) continue;
      if (Object.keys(selector.labels).length === 0 || selector.expressions.length > 0) continue;
      const workloads = applied
        .beside(budget, 'workload')
        .filter(({ fact }) => fact.job === null && fact.runs === null);
      if (workloads.some(({ fact }) => !fact.podLabelsKnown)) continue;
      if (workloads.some(({ fact }) => selects(selector, fact.podLabels))) continue;
      const meant = meantBy(workloads, selector, name.state === 'known' ? name.value : null);
      if (!meant) continue;
      const { fact } = meant;
      report({
        at: { uri: budget.uri, path: `${path === '/' ? '' : path}/spec/selector` },
        message: `The budget selects pods with ${shown(selector.labels)}, and none has them: those of ${fact.resource} ${textOf(fact)} have ${shown(labelsLike(fact, selector))}. A drain may evict all of these at once. Write the labels of its pods.`,
        related: [{ at: { uri: meant.uri, path: fact.name.path }, message: 'Its pods' }],
      });
    }
  },
});

/** The one workload that a budget is for, by its name, or by labels that are nearly those of its pods. */
function meantBy(
  workloads: readonly EntryOf<'workload'>[],
  { labels }: SelectorFact,
  name: string | null,
): EntryOf<'workload'> | undefined {
  const keyed = workloads.filter(({ fact }) =>
    Object.keys(labels).every((key) => Object.hasOwn(fact.podLabels, key)),
  );
  const called = workloads.filter(({ fact }) => name !== null && textOf(fact) === name);
  // What an operator makes has the same keys; only a name that is a part of the other is a slip.
  const near = keyed.filter(({ fact }) =>
    Object.entries(labels).every(([key, value]) =>
      isPart(entryOf(fact.podLabels, key) ?? '', value),
    ),
  );
  const found = called.length > 0 ? called : near;
  return found.length === 1 ? found[0] : undefined;
}

function isPart(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one.includes(other) || other.includes(one));
}

/** The labels of pods that a budget should have named: those of its keys, or all where it has others. */
function labelsLike({ podLabels }: WorkloadFact, { labels }: SelectorFact) {
  if (!Object.keys(labels).every((key) => Object.hasOwn(podLabels, key))) return podLabels;
  return Object.fromEntries(
    Object.entries(podLabels).filter(([key, value]) => {
      const wanted = entryOf(labels, key);
      return wanted !== undefined && wanted !== value;
    }),
  );
}

function textOf({ name }: WorkloadFact): string {
  return name.state === 'known' ? name.value : '';
}

function shown(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ');
}
