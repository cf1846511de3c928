import { defineRule } from '../../../contracts/rule';
import { handleOf } from '../../../languages/application-code/replicas';

export default defineRule({
  id: 'replica/write-on-replica',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Write on a replica',
  summary: 'A write goes to a read replica.',
  citations: ['guide.database', 'prisma.replicas'],
  practices: [],
  checklist: ['replica-writes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const query of application.replicas.writes) {
      report({
        at: query,
        message: `${handleOf(query.use.receiver)} is a replica by its name, and this writes ${query.subject ?? 'to it'}: a replica refuses writes, or keeps what the primary never gets. Write to the primary.`,
      });
    }
  },
});
