import { called, said } from '../../../architecture/words';
import type { AutoscalerFact, VerticalAutoscalerFact } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-vpa-conflict',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'HPA and VPA on one resource',
  summary: 'Two autoscalers answer the same resource: one adds pods, the other makes them larger.',
  citations: ['kubernetes.vpa.limitations', 'kubernetes.hpa.algorithm'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const { applied, autoscalers } = architecture;
    for (const { entry } of autoscalers) {
      if (!entry.fact.complete) continue;
      for (const vertical of applied.beside(entry, 'vertical-autoscaler')) {
        const { fact, uri } = vertical;
        const shared = sharedOf(entry.fact, fact);
        const mode = modeOf(fact);
        if (mode === undefined || mode === 'Off' || shared.length === 0) continue;
        if (!isSameTarget(entry.fact, fact)) continue;
        const resources = shared.join(' and ');
        report({
          at: {
            uri,
            path: fact.updateMode.state === 'known' ? fact.updateMode.path : fact.target.path,
          },
          message:
            `This VerticalPodAutoscaler sets the ${resources} requests of ${said(fact.target.name)}, and ` +
            `${called(entry.fact)} scales it on ${resources} in percent of those requests: each ` +
            `undoes what the other does. Set updateMode to "Off", or leave ${resources} to one of them.`,
          related: shared.flatMap((resource) =>
            entry.fact.metrics
              .filter((metric) => said(metric.resource) === resource)
              .map((metric) => ({
                at: { uri: entry.uri, path: metric.path },
                message: `The ${resource} metric is here`,
              })),
          ),
          fixes: () => fixesOf(fact, uri, mode),
        });
      }
    }
  },
});

function modeOf({ updateMode }: VerticalAutoscalerFact): string | undefined {
  return updateMode.state === 'absent' ? 'Auto' : said(updateMode);
}

/** The resources that both steer; a raw target does not depend on the requests. */
function sharedOf({ metrics }: AutoscalerFact, { controls }: VerticalAutoscalerFact) {
  const scaled = metrics.flatMap(({ resource, utilization }) =>
    utilization.state === 'known' ? (said(resource) ?? []) : [],
  );
  return [...new Set(scaled)].filter((resource) => controls?.includes(resource));
}

function isSameTarget(a: AutoscalerFact, b: VerticalAutoscalerFact): boolean {
  const [kind, name] = [said(a.target.kind), said(a.target.name)];
  if (kind === undefined || name === undefined) return false;
  return kind === said(b.target.kind) && name === said(b.target.name);
}

function fixesOf(
  { updateMode, path }: VerticalAutoscalerFact,
  uri: string,
  mode: string,
): readonly Fix[] {
  const edit =
    updateMode.state === 'absent'
      ? {
          path: `${path}/spec`,
          change: { op: 'insert', key: 'updatePolicy', text: '{ "updateMode": "Off" }' } as const,
        }
      : { path: updateMode.path, change: { op: 'replace', text: 'Off' } as const };
  return [
    {
      title: `Set updateMode: ${mode} → Off (it then only recommends)`,
      kind: 'guided',
      edits: [{ uri, ...edit }],
    },
  ];
}
