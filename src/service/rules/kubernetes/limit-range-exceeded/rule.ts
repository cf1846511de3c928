import { said } from '../../../architecture/words';
import type { FactValue } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { quantityOf } from '../../../languages/kubernetes/quantity';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/limit-range-exceeded',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Pods refused by a LimitRange',
  summary: 'A container is limited to more than the LimitRange of its namespace allows.',
  citations: ['kubernetes.limit-range', 'kubernetes.resources'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    if (architecture.of('limit-range').length === 0) return;
    const reported = new Set<string>();
    for (const target of architecture.of('workload')) {
      if (!target.fact.complete) continue;
      for (const range of architecture.applied.beside(target, 'limit-range')) {
        for (const { limits, requests, name } of target.fact.containers) {
          for (const [resource, most] of Object.entries(range.fact.most)) {
            const written = entryOf(limits, resource) ?? entryOf(requests, resource);
            const [asked, allowed] = [amountOf(written), amountOf(most)];
            if (written?.state !== 'known' || most.state !== 'known') continue;
            if (asked === undefined || allowed === undefined || asked <= allowed) continue;
            const key = `${target.uri}#${written.path}`;
            if (reported.has(key)) continue;
            reported.add(key);
            report({
              at: { uri: target.uri, path: written.path },
              message: `Container ${said(name) ?? 'here'} asks for ${written.value} of ${resource}, and the LimitRange of its namespace allows a container ${most.value}: the API server refuses each pod of this ${target.fact.resource}, and none starts. Lower the one, or raise the other.`,
              related: [
                {
                  at: { uri: range.uri, path: most.path },
                  message: `At most ${most.value} of ${resource}`,
                },
              ],
            });
          }
        }
      }
    }
  },
});

function amountOf(value: FactValue<string> | undefined): number | undefined {
  return value?.state === 'known' ? quantityOf(value.value) : undefined;
}
