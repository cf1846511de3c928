import { called, said } from '../../../architecture/words';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'kubernetes/hpa-rwo-volume',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Scaled pods share a one-node volume',
  summary: 'Pods that an autoscaler multiplies share a volume that only one node can use.',
  citations: ['kubernetes.persistent-volumes'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const { applied, autoscalers } = architecture;
    const reported = new Set<string>();
    for (const { entry, target } of autoscalers) {
      const { maxReplicas } = entry.fact;
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      if (maxReplicas.state !== 'known' || maxReplicas.value < 2) continue;
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
            `Volume claim ${said(name)} is ${modes.join(' and ')}, and ${called(entry.fact)} goes up to ` +
            `${maxReplicas.value} pods: ${isPod ? 'a second pod never starts' : 'pods on a second node never start'}. ` +
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

const SINGLE = ['ReadWriteOnce', 'ReadWriteOncePod'];
