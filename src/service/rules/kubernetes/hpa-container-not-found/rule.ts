import { called, said } from '../../../architecture/words';
import type { WorkloadFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { closest } from '../../../languages/kubernetes/similar';

export default defineRule({
  id: 'kubernetes/hpa-container-not-found',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'error',
  title: 'Measured container not found',
  summary: 'An autoscaler measures a container that the scaled pods do not have.',
  citations: ['kubernetes.hpa.container-resource', 'kubernetes.hpa.algorithm'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { entry, target } of architecture.autoscalers) {
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      const names = namesOf(target.fact);
      if (names === undefined) continue;
      for (const { container, resource } of entry.fact.metrics) {
        if (container.state !== 'known' || names.includes(container.value)) continue;
        const meant =
          closest(container.value, names) ?? (names.length === 1 ? names[0] : undefined);
        if (INJECTED.test(container.value) && closest(container.value, names) === undefined)
          continue;
        report({
          at: { uri: entry.uri, path: container.path },
          message:
            `${target.fact.resource} ${said(target.fact.name)} has no container ${container.value}: ` +
            `the ${said(resource) ?? 'metric'} of ${called(entry.fact)} cannot be computed and never ` +
            `scales it. Its containers: ${names.join(', ')}.`,
          related: [
            { at: { uri: target.uri, path: target.fact.path }, message: 'The pods are here' },
          ],
          fixes: () =>
            meant === undefined
              ? []
              : [
                  {
                    title: `Measure container ${meant}`,
                    kind: 'suggestion',
                    edits: [
                      {
                        uri: entry.uri,
                        path: container.path,
                        change: { op: 'replace', text: meant },
                      },
                    ],
                  },
                ],
        });
      }
    }
  },
});

/** What service meshes and the like put into a pod when it is admitted. */
const INJECTED = /proxy|envoy|sidecar|agent|daprd|dataplane|mesh|kuma|istio|linkerd|otel/i;

/** Containers that run as long as the pod; undefined where one of them has no readable name. */
function namesOf({ containers }: WorkloadFact): readonly string[] | undefined {
  const running = containers.filter(({ role }) => role !== 'init');
  const names = running.flatMap(({ name }) => said(name) ?? []);
  return names.length === running.length ? names : undefined;
}
