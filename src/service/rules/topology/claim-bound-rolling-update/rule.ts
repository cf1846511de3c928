import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';
import type { System, WorkloadNode, WorkloadTest } from '../../../contracts/system';
import { textOf } from '../../../system/factors';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/claim-bound-rolling-update',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Rollout waits for a volume',
  summary: 'A rollout starts a second pod beside the one that holds the only volume.',
  citations: ['kubernetes.persistent-volumes', 'kubernetes.deployment-strategy', 'guide.database'],
  practices: [],
  checklist: ['small-steps'],
  fixes: [],
  needs: [],
  // With several pods the volume is the problem at any time, not only in a rollout.
  defersTo: [],
  check({ system }, report) {
    for (const workload of system.workloadsWhere(HOLDS_CLAIM)) {
      const found = claimOf(workload, system);
      if (!found) continue;
      const { name, role, most } = workload;
      const isServer = role === 'store';
      report({
        at: found.at,
        severity: severityIn(system, isServer ? 'warning' : 'information'),
        message: `A rollout of ${name} starts the new pod before the old one is gone (RollingUpdate), and both want the volume ${found.claim}, which is ${found.mode}: on another node the new one waits for ever, on the same one two programs write the same files${isServer ? ', and a database does not survive that' : ''}. Set strategy.type: Recreate, or make it a StatefulSet.`,
        subject: `${workload.id} ${found.claim}`,
        related: most.at ? [{ at: most.at, message: `${most.name}: ${most.value}` }] : [],
      });
    }
  },
});

const HOLDS_CLAIM: WorkloadTest = {
  name: 'holds a claim',
  holds: ({ fact }) => fact.kind === 'workload' && fact.claims.length > 0,
};

/** The claim of one writer that a workload holds while a rollout adds a pod. */
function claimOf(
  { fact, tool, complete, rollout, most, at, namespace }: WorkloadNode,
  system: System,
): { readonly at: Place; readonly claim: string; readonly mode: string } | undefined {
  if (tool !== 'kubernetes' || !complete || fact.kind !== 'workload') return undefined;
  if (fact.resource !== 'Deployment' || rollout.kind !== 'rolling' || rollout.alive(1)[0] < 2) {
    return undefined;
  }
  if (most.value !== 1) return undefined;
  for (const claimed of fact.claims) {
    const name = textOf(claimed);
    const [claim, ...others] = system
      .of('volume-claim')
      .filter(({ fact: { name: own, namespace: space } }) => {
        const where = textOf(space);
        return (
          textOf(own) === name && (where === undefined || namespace === null || where === namespace)
        );
      });
    const modes = claim?.fact.accessModes ?? [];
    if (name === undefined || others.length > 0 || modes.length === 0) continue;
    if (!modes.every((mode) => /^ReadWriteOnce(?:Pod)?$/.test(mode))) continue;
    return {
      at:
        fact.strategy.state === 'known'
          ? { uri: at.uri, path: fact.strategy.path }
          : { uri: at.uri, path: claimed.path },
      claim: name,
      mode: modes.join(' and '),
    };
  }
  return undefined;
}
