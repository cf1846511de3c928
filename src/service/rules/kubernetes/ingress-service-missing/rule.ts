import { said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';
import { closest } from '../../../languages/kubernetes/similar';

export default defineRule({
  id: 'kubernetes/ingress-service-missing',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Ingress to no Service',
  summary: 'An Ingress leads to a Service that is not among those applied with it.',
  citations: ['kubernetes.ingress', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const { applied } = architecture;
    for (const { fact, uri, build, ...entry } of architecture.of('ingress-route')) {
      if (build?.closed !== true) continue;
      const services = applied.beside({ ...entry, fact, uri, build }, 'service');
      const names = services.flatMap(({ fact: { name } }) => said(name) ?? []);
      if (names.length === 0 || names.length < services.length) continue;
      for (const { name, path } of fact.services) {
        if (names.includes(name)) continue;
        // A Service of another release is as well as any; what is nearly called so is a slip.
        const meant = closest(name, names);
        if (meant === undefined) continue;
        report({
          at: { uri, path },
          message: `There is no Service ${name} here: what asks for this path is answered with 503. Did you mean ${meant}?`,
          fixes: () => [
            {
              title: `Lead to ${meant}: ${name} → ${meant}`,
              kind: 'suggestion',
              edits: [{ uri, path, change: { op: 'replace', text: meant } }],
            },
          ],
        });
      }
    }
  },
});
