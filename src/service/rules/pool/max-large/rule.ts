import type { PoolEngine } from '../../../contracts/fact';
import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'pool/max-large',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Very large pool',
  summary: 'One pool may take half of what the database grants by default.',
  citations: ['guide.connection-pooling', 'hikaricp.sizing', 'postgresql.max-connections'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: [],
  needs: [],
  defersTo: ['capacity/connections-over-budget'],
  check({ application }, report) {
    if (BEHIND_POOLER.test(application.text)) return;
    for (const { max, engine, library } of application.pools) {
      const server = SERVERS[engine];
      if (!library || !server || !isKnown(max) || max.origin === 'defaulted') continue;
      if (max.value < server.grants / 2) continue;
      report({
        at: max,
        message: `One process may open ${max.value} connections, and ${server.title} grants ${server.grants} by default to all: two such processes ask for more than there is. A pool of about ten is usually faster; raise it only with the database’s own limit.`,
        citations: [library.source],
      });
    }
  },
});

/** What servers grant where nobody has set it. */
const SERVERS: Readonly<
  Partial<Record<PoolEngine, { readonly title: string; readonly grants: number }>>
> = {
  postgres: { title: 'PostgreSQL', grants: 100 },
  mysql: { title: 'MySQL', grants: 151 },
  mariadb: { title: 'MariaDB', grants: 151 },
};

const BEHIND_POOLER = /pgbouncer|pooler|proxysql|rds-?proxy|\b6432\b/i;
