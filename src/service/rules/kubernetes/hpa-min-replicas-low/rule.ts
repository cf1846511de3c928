import { isDevelopment } from '../../../architecture/development';
import { serviceOf } from '../../../architecture/selected';
import { floorOf } from '../../../architecture/words';
import type { AutoscalerFact } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-min-replicas-low',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Too few pods at the least',
  summary: 'The autoscaler may leave a service with fewer pods than survive the loss of one.',
  citations: ['guide.autoscaling', 'kubernetes.hpa'],
  practices: ['autoscaling.min-instances'],
  checklist: ['autoscaling-limits', 'redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture, practice }, report) {
    const wanted = practice('autoscaling.min-instances');
    for (const { entry, target } of architecture.autoscalers) {
      const { fact, uri } = entry;
      const floor = floorOf(fact);
      if (floor === undefined || floor < 1 || floor >= wanted || !isJudged(fact)) continue;
      const service = serviceOf(architecture, target);
      const isServing = service !== undefined;
      const isGrave = isServing && !isDevelopment(architecture.environment, entry);
      report({
        at: { uri, path: fact.minReplicas.path },
        severity: isGrave ? 'warning' : 'information',
        message:
          `${keyOf(fact)} is ${fact.minReplicas.state === 'absent' ? 'not set, which means ' : ''}` +
          `${floor}: with little load, ${lost(floor, isServing)} until another is ready. ` +
          `Keep at least ${wanted}.`,
        related: isServing
          ? [
              {
                at: { uri: service.uri, path: service.fact.path },
                message: 'This Service sends traffic to its pods',
              },
            ]
          : [],
        fixes: () => fixesOf(fact, uri, floor, wanted),
      });
    }
  },
});

/**
 * Sets of pods with an identity may be meant to be one, and what follows a queue alone has nobody
 * waiting. What cannot scale at all is told by another rule.
 */
function isJudged({ complete, target, maxReplicas, metrics, triggers }: AutoscalerFact): boolean {
  if (!complete || target.kind.state !== 'known' || target.kind.value === 'StatefulSet')
    return false;
  const isFixed = maxReplicas.state !== 'known' || maxReplicas.value < 2;
  const followsQueue = metrics.length === 0 && triggers.length > 0;
  return !isFixed && !followsQueue;
}

function keyOf({ resource }: AutoscalerFact): string {
  return resource === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas';
}

function lost(floor: number, isServing: boolean): string {
  const what = floor === 1 ? 'the loss of this one pod' : `the loss of one of ${floor} pods`;
  if (floor > 1) return `${what} leaves ${floor - 1}`;
  return isServing ? `${what} leaves its Service without any` : `${what} leaves none`;
}

function fixesOf(fact: AutoscalerFact, uri: string, floor: number, wanted: number): readonly Fix[] {
  const { minReplicas, maxReplicas, path } = fact;
  if (maxReplicas.state !== 'known' || maxReplicas.value < wanted) return [];
  const key = keyOf(fact);
  const change =
    minReplicas.state === 'absent'
      ? ({ op: 'insert', key, text: String(wanted) } as const)
      : ({ op: 'replace', text: String(wanted) } as const);
  const at = minReplicas.state === 'absent' ? `${path}/spec` : minReplicas.path;
  return [
    {
      title: `Set ${key}: ${floor} → ${wanted}`,
      kind: 'guided',
      edits: [{ uri, path: at, change }],
    },
  ];
}
