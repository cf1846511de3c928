import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'ecs/cache-failover-rejected',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Failover of a cache is rejected',
  summary: 'A group of ElastiCache is to fail over, and has no node that could take over.',
  citations: ['aws.elasticache.replication-group', 'aws.elasticache.failover'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { databases } }, report) {
    for (const { sort, automaticFailover, copies, nodeGroups } of databases) {
      if (sort !== 'cache' || !isKnown(automaticFailover) || !automaticFailover.value) continue;
      // A group in cluster mode has to allow failover, with replicas or without.
      if (nodeGroups.state !== 'absent') continue;
      if (!isKnown(copies) || copies.value !== 1) continue;
      report({
        at: copies,
        message:
          'Automatic failover is on, and there is one node, so that none can take over: AWS rejects the group. Write 2 or more nodes, or switch failover off where losing the cache is fine.',
        related: [{ at: automaticFailover, message: 'Failover is on here' }],
      });
    }
  },
});
