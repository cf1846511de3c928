import type { EntryOf } from '../../../architecture/entry';
import { called, said } from '../../../architecture/words';
import type { WorkloadFact } from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';

/** Seconds a pod has to stop where it does not say. */
const DEFAULT_GRACE = 30;

export default defineRule({
  id: 'topology/no-drain',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'No time to finish',
  summary: 'The hook before a pod stops takes all the time that the pod has to finish its work.',
  citations: ['kubernetes.pod-termination', 'guide.autoscaling'],
  practices: ['autoscaling.drain'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture, practice }, report) {
    const reported = new Set<string>();
    for (const { entry, target } of architecture.autoscalers) {
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      const grace = graceOf(target.fact);
      const hook = grace === undefined ? undefined : hookOutlasting(target.fact, grace);
      if (grace === undefined || hook === undefined) continue;
      const key = `${target.uri}#${hook.path}`;
      if (reported.has(key)) continue;
      reported.add(key);
      report({
        at: { uri: target.uri, path: hook.path },
        message:
          `The preStop hook of container ${hook.name} sleeps ${hook.seconds} s, and the pod is killed ` +
          `after ${grace} s: it gets no time to finish what it has, each time ${called(entry.fact)} ` +
          'takes it away. Give the pod longer than the hook.',
        fixes: () => [longer(target, grace, hook.seconds + practice('autoscaling.drain'))],
      });
    }
  },
});

function graceOf({ gracePeriod }: WorkloadFact): number | undefined {
  if (gracePeriod.state === 'absent') return DEFAULT_GRACE;
  return gracePeriod.state === 'known' ? gracePeriod.value : undefined;
}

/** The hook runs within the grace period, and the program is told to stop only after it. */
function hookOutlasting({ containers }: WorkloadFact, grace: number) {
  for (const { stopDelay, name } of containers) {
    if (stopDelay.state === 'known' && stopDelay.value >= grace) {
      return { path: stopDelay.path, seconds: stopDelay.value, name: said(name) ?? '' };
    }
  }
  return undefined;
}

function longer({ uri, fact }: EntryOf<'workload'>, grace: number, wanted: number): Fix {
  const { gracePeriod, path } = fact;
  const key = 'terminationGracePeriodSeconds';
  const edit =
    gracePeriod.state === 'absent'
      ? {
          path: `${path}/spec/template/spec`,
          change: { op: 'insert', key, text: String(wanted) } as const,
        }
      : { path: gracePeriod.path, change: { op: 'replace', text: String(wanted) } as const };
  return { title: `Set ${key}: ${grace} → ${wanted}`, kind: 'guided', edits: [{ uri, ...edit }] };
}
