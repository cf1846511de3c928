import { labelsLike, meantBy, nameOf, shownLabels } from '../../../architecture/meant';
import { selects } from '../../../architecture/selectors';
import { said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

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
      const meant = meantBy(workloads, selector.labels, said(name));
      if (!meant) continue;
      const { fact } = meant;
      report({
        at: { uri: budget.uri, path: `${path === '/' ? '' : path}/spec/selector` },
        message: `The budget selects pods with ${shownLabels(selector.labels)}, and none has them: those of ${fact.resource} ${nameOf(fact)} have ${shownLabels(labelsLike(fact, selector.labels))}. A drain may evict all of these at once. Write the labels of its pods.`,
        related: [{ at: { uri: meant.uri, path: fact.name.path }, message: 'Its pods' }],
      });
    }
  },
});
