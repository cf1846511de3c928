import { defineRule } from '../../../contracts/rule';
import { handleOf } from '../../../languages/application-code/replicas';

export default defineRule({
  id: 'replica/read-after-write',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Replica read after a write',
  summary: 'What has just been written is read from a replica.',
  citations: ['guide.database', 'prisma.replicas'],
  practices: [],
  checklist: ['replica-writes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { read, write, at, path } of application.replicas.staleReads) {
      report({
        at: { at, path },
        message: `${read.subject} has just been written through ${handleOf(write.use.receiver)} and is read from ${handleOf(read.use.receiver)}: a replica lags behind, so this may not see the change. Read it from the primary.`,
        related: [{ at: write, message: 'It is written here' }],
      });
    }
  },
});
