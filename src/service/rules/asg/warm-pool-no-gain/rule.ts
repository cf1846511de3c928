import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { usesSpot } from '../../../languages/autoscaling-group/mixed-instances';

export default defineRule({
  id: 'asg/warm-pool-no-gain',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Warm pool without gain',
  summary:
    'A warm pool that costs as much as a larger group, is not ready when needed, or cannot work.',
  citations: ['aws.autoscaling.warm-pools'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { warmPools, groups } }, report) {
    for (const pool of warmPools) {
      const { poolState: state } = pool;
      if (isKnown(state) && state.value === 'Running') {
        report({
          at: state,
          message:
            'PoolState is Running: the instances of the pool cost what serving ones do. Use Stopped ' +
            'or Hibernated, or raise the minimum of the group.',
        });
      }
      const group = groups.find(({ path, name }) => isOwner(pool.group, pool.path, path, name));
      if (group === undefined) continue;
      if (group.closed && group.launchHook === 'absent') {
        report({
          at: pool,
          message:
            'The group has no hook for instances that launch: one for the pool is stopped as soon as it ' +
            'runs, in the middle of its setup perhaps. Add a lifecycle hook for ' +
            'autoscaling:EC2_INSTANCE_LAUNCHING that the setup completes.',
        });
      }
      if (!usesSpot(group.mixedInstances)) continue;
      report({
        at: pool,
        severity: 'warning',
        message:
          'The group launches Spot instances, which a warm pool cannot hold: AWS rejects it. Remove ' +
          'the pool, or use on-demand instances.',
      });
    }
  },
});

/** A pool is a block of its group in Terraform, and names it elsewhere. */
function isOwner(
  link: string | undefined,
  pool: string,
  group: string,
  name: { readonly state: string; readonly value?: unknown },
): boolean {
  if (pool.startsWith(`${group}/`)) return true;
  return (
    link !== undefined && (link === name.value || link === group.slice(group.lastIndexOf('/') + 1))
  );
}
