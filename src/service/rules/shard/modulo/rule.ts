import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'shard/modulo',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Shard by remainder',
  summary: 'A database is picked by the remainder of a division.',
  citations: ['guide.database'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const shard of application.shards) {
      if (shard.how !== 'remainder') continue;
      report({
        at: shard,
        message: `${shard.list} is picked from by ${shard.expression}: with one database more, almost every key belongs elsewhere and has to move. Map a fixed number of buckets to databases, or use rendezvous hashing.`,
      });
    }
  },
});
