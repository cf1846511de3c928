import { serviceOf } from '../../../architecture/selected';
import { called, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-session-affinity',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'hint',
  title: 'Clients bound to old pods',
  summary: 'A Service binds clients to the pods they met first, so new pods relieve nobody.',
  citations: ['kubernetes.service.affinity', 'guide.load-balancing'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const reported = new Set<string>();
    for (const { entry, target } of architecture.autoscalers) {
      if (!entry.fact.complete) continue;
      const service = serviceOf(architecture, target);
      if (service === undefined) continue;
      const { sessionAffinity } = service.fact;
      const key = `${service.uri}#${service.fact.path}`;
      if (said(sessionAffinity) !== 'ClientIP' || reported.has(key)) continue;
      reported.add(key);
      report({
        at: { uri: service.uri, path: sessionAffinity.path },
        message:
          `sessionAffinity is ClientIP, and ${called(entry.fact)} adds pods under load: clients stay with ` +
          'the pods they met, behind one NAT all of them with one, and new pods get only new clients. ' +
          'Keep the session outside the pods, and the affinity is not needed.',
        related: [
          {
            at: { uri: entry.uri, path: entry.fact.target.name.path },
            message: 'The autoscaler is here',
          },
        ],
      });
    }
  },
});
