import type { Architecture } from '../../../architecture/architecture';
import type { EntryOf } from '../../../architecture/entry';
import { called, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-rwo-volume',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Pods share a one-node volume',
  summary: 'Several pods share a volume that only one node can use.',
  citations: ['kubernetes.persistent-volumes'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const { applied } = architecture;
    const reported = new Set<string>();
    for (const { target, most, says } of [...scaled(architecture), ...fixed(architecture)]) {
      if (!target.fact.complete || most < 2) continue;
      for (const name of target.fact.claims) {
        const key = `${target.uri}#${name.path}`;
        const claim = applied
          .beside(target, 'volume-claim')
          .find(({ fact }) => name.state === 'known' && said(fact.name) === name.value);
        const modes = claim?.fact.accessModes ?? [];
        const isSingle = modes.length > 0 && modes.every((mode) => SINGLE.includes(mode));
        if (claim === undefined || !isSingle || reported.has(key)) continue;
        reported.add(key);
        const isPod = modes.every((mode) => mode === 'ReadWriteOncePod');
        report({
          at: { uri: target.uri, path: name.path },
          message:
            `Volume claim ${said(name)} is ${modes.join(' and ')}, and ${says}: ` +
            `${isPod ? 'a second pod never starts' : 'pods on a second node never start'}. ` +
            'Use storage that is ReadWriteMany, a StatefulSet with a claim for each pod, or a store ' +
            'outside the pods.',
          related: [
            { at: { uri: claim.uri, path: claim.fact.path }, message: 'The claim is here' },
          ],
        });
      }
    }
  },
});

/** A workload, how many pods it has at the most, and who says so. */
interface Multiplied {
  readonly target: EntryOf<'workload'>;
  readonly most: number;
  readonly says: string;
}

function scaled({ autoscalers }: Architecture): readonly Multiplied[] {
  return autoscalers.flatMap(({ entry, target }) => {
    const { maxReplicas, complete } = entry.fact;
    if (target === null || !complete || maxReplicas.state !== 'known') return [];
    const most = maxReplicas.value;
    return [{ target, most, says: `${called(entry.fact)} goes up to ${most} pods` }];
  });
}

/** Workloads with a count of their own that nothing in sight scales. */
function fixed({ autoscalers, of }: Architecture): readonly Multiplied[] {
  const targets = new Set(autoscalers.map(({ target }) => target));
  return of('workload').flatMap((target) => {
    const { replicas, job, resource } = target.fact;
    if (targets.has(target) || job !== null || replicas.state !== 'known') return [];
    const most = replicas.value;
    return [{ target, most, says: `the ${resource} has ${most} pods` }];
  });
}

const SINGLE = ['ReadWriteOnce', 'ReadWriteOncePod'];
