import { defineRule } from '../../../contracts/rule';
import type { WorkloadTest } from '../../../contracts/system';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/ends-at-signal',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Ends in the middle of requests',
  summary: 'A server of Go ends at the first signal, with the requests that it is answering.',
  citations: ['go.shutdown', 'kubernetes.pod-termination', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: ['topology/signal-lost'],
  check({ system }, report) {
    if (system.of('ends-at-signal').length === 0) return;
    const endsOf = carriedBy(system, 'ends-at-signal');
    const told = new Set<string>();
    for (const workload of system.workloadsWhere(TAKES_REQUESTS)) {
      for (const { uri, fact, certainty } of endsOf(workload)) {
        const key = `${uri}#${fact.path}`;
        if (certainty !== 'stated' || told.has(key)) continue;
        told.add(key);
        report({
          at: { uri, path: fact.path },
          severity: severityIn(system, 'information'),
          message: `${workload.name} takes requests, and its program ends the moment it is told to (SIGTERM): each rollout and each scale-in cuts off what it is answering, however long it would have had. Listen in a goroutine, wait for the signal (signal.NotifyContext), and let ${fact.call === 'Serve' ? 'GracefulStop' : 'Shutdown'} end what is open.`,
          subject: key,
          related: workload.routed
            ? [{ at: workload.routed.at, message: workload.routed.says }]
            : [],
        });
      }
    }
  },
});

/** What an orchestrator stops and starts while requests come. */
const TAKES_REQUESTS: WorkloadTest = {
  name: 'takes requests of a Service or a balancer',
  holds: ({ tool, role, routed }) =>
    (tool === 'kubernetes' || tool === 'ecs') && role === 'service' && routed !== null,
};
