import { said } from '../../../architecture/words';
import type { WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { minorOf } from '../../../languages/kubernetes/versions';

/** The first minor release in which `ContainerResource` metrics are stable. */
const STABLE_SINCE = 30;

export default defineRule({
  id: 'kubernetes/hpa-resource-vs-container',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'hint',
  title: 'Sidecar dilutes the metric',
  summary: 'The usage of a sidecar dilutes what the autoscaler sees of the main container.',
  citations: ['kubernetes.hpa.container-resource'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: [],
  needs: [],
  defersTo: ['kubernetes/hpa-target-missing-requests'],
  check({ architecture, targets }, report) {
    if ((minorOf(targets.kubernetes) ?? STABLE_SINCE) < STABLE_SINCE) return;
    for (const { entry, target } of architecture.autoscalers) {
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      if (entry.fact.resource !== 'HorizontalPodAutoscaler') continue;
      const pair = mainAndSidecars(target.fact);
      if (pair === undefined) continue;
      for (const { resource, container, utilization } of entry.fact.metrics) {
        if (container.state !== 'absent' || utilization.state !== 'known') continue;
        if (resource.state !== 'known' || utilization.origin === 'defaulted') continue;
        report({
          at: { uri: entry.uri, path: resource.path },
          message:
            `The ${resource.value} metric adds ${pair.sidecars.join(' and ')} to ${pair.main}: while a ` +
            `sidecar is idle, ${pair.main} may be at its limit and the pod still below ` +
            `${utilization.value} %. A ContainerResource metric measures ${pair.main} alone.`,
          related: [
            { at: { uri: target.uri, path: target.fact.path }, message: 'The containers are here' },
          ],
        });
      }
    }
  },
});

const SIDECAR =
  /(?:^|[-_])(?:proxy|sidecar|agent|exporter|istio|envoy|daprd|fluent-?bit|fluentd|otel|collector|log-?shipper)(?:[-_]|$)/i;

/** One container that does the work beside others that serve it; undefined for anything else. */
function mainAndSidecars({ containers }: WorkloadFact) {
  const running = containers.filter(({ role }) => role !== 'init');
  const names = running.flatMap(({ name }) => said(name) ?? []);
  if (names.length !== running.length) return undefined;
  const sidecars = running
    .filter(({ name, role }) => role === 'sidecar' || SIDECAR.test(said(name) ?? ''))
    .flatMap(({ name }) => said(name) ?? []);
  const [main, ...more] = names.filter((name) => !sidecars.includes(name));
  if (main === undefined || more.length > 0 || sidecars.length === 0) return undefined;
  return { main, sidecars };
}
