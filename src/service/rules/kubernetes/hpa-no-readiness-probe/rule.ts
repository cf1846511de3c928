import { serviceOf } from '../../../architecture/selected';
import { called, said } from '../../../architecture/words';
import type { WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-no-readiness-probe',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'information',
  title: 'Scaled pods without readiness',
  summary: 'Pods that serve traffic and scale on cpu have no check that tells when they are ready.',
  citations: ['kubernetes.hpa.algorithm', 'kubernetes.probes', 'guide.autoscaling'],
  practices: [],
  checklist: ['health-checks'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const reported = new Set<string>();
    for (const { entry, target } of architecture.autoscalers) {
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      const scalesOnCpu = entry.fact.metrics.some(({ resource }) => said(resource) === 'cpu');
      const container = uncheckedContainer(target.fact);
      const service = serviceOf(architecture, target);
      if (!scalesOnCpu || container === undefined || service === undefined) continue;
      const key = `${target.uri}#${container.path}`;
      if (reported.has(key)) continue;
      reported.add(key);
      report({
        at: { uri: target.uri, path: container.name.path },
        message:
          `Container ${said(container.name) ?? 'of this pod'} has neither a readinessProbe nor a ` +
          'startupProbe: each new pod gets requests from ' +
          `${said(service.fact.name) ?? 'its Service'} before it can answer, and ${called(entry.fact)} ` +
          'counts the cpu of its start as load. Add a readinessProbe.',
        related: [
          {
            at: { uri: service.uri, path: service.fact.path },
            message: 'The Service that sends it requests',
          },
        ],
      });
    }
  },
});

/** One container with a check holds back the whole pod, so all of them have to be without. */
function uncheckedContainer({ containers }: WorkloadFact) {
  const running = containers.filter(({ role }) => role !== 'init');
  const isUnchecked = running.every(
    ({ lifecycle }) =>
      lifecycle !== null && !lifecycle.includes('readiness') && !lifecycle.includes('startup'),
  );
  return isUnchecked ? running.find(({ role }) => role === 'main') : undefined;
}
