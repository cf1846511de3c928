import { defineRule } from '../../../contracts/rule';
import { fixOf, removeEntry } from '../../../languages/kubernetes/edits';

export default defineRule({
  id: 'kubernetes/pdb-both-fields',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Disruption budget says both',
  summary: 'A PodDisruptionBudget with both of its fields.',
  citations: ['kubernetes.pdb'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object, minAvailable: min, maxUnavailable: max } of kubernetes.disruptionBudgets) {
      // A template may write one or the other, whatever stands in it.
      if (object.patch || object.live || object.broken || object.templated) continue;
      if (min.state === 'absent' || max.state === 'absent') continue;
      report({
        at: min,
        message:
          'minAvailable and maxUnavailable are both written: the API server rejects the budget. Keep one; maxUnavailable follows the number of pods.',
        related: [{ at: max, message: 'The other field', decides: true }],
        fixes: () =>
          fixOf(
            'Remove minAvailable and keep maxUnavailable',
            'suggestion',
            removeEntry(kubernetes.file, min.path),
          ),
      });
    }
  },
});
