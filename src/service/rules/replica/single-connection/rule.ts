import { defineRule } from '../../../contracts/rule';
import { unpooledReplicas } from '../../../languages/application-code/unpooled-replicas';

export default defineRule({
  id: 'replica/single-connection',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'One connection to the replica',
  summary: 'All reads of a replica go over one connection, beside a primary with a pool.',
  citations: ['guide.database', 'guide.connection-pooling'],
  practices: [],
  checklist: ['replica-pooling'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { connection, name, primary, primaryName } of unpooledReplicas(application)) {
      report({
        at: connection,
        message: `${name} is one connection, beside ${primaryName}, which is a pool: reads of the replica wait for one another, and none comes through while the connection is gone. Give the replica a pool of its own.`,
        related: [{ at: primary, message: `${primaryName} is a pool` }],
        citations: connection.library ? [connection.library.source] : [],
      });
    }
  },
});
