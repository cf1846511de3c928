import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertOption } from '../../../languages/application-code/edits';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { PoolUse } from '../../../languages/application-code/pools';

export default defineRule({
  id: 'pool/mysql-connections-stale',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Kept longer than MySQL does',
  summary: 'A pool keeps connections longer than MySQL does.',
  citations: ['sqlalchemy.pool', 'guide.connection-pooling'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const pool of application.pools) {
      const { library, engine, complete, options } = pool;
      if (library?.title !== 'SQLAlchemy' || !complete || !/^(?:mysql|mariadb)$/.test(engine))
        continue;
      if (
        options.some(({ entry }) =>
          /^(?:pool_recycle|pool_pre_ping|poolclass|pool)$/.test(entry.name),
        )
      )
        continue;
      report({
        at: pool,
        message:
          'Neither pool_pre_ping nor pool_recycle is set: MySQL closes a connection after eight idle hours (wait_timeout), and the first requests of the next morning fail. Let connections be tested or renewed.',
        fixes: () => fixes(application, pool),
      });
    }
  },
});

function fixes(application: ApplicationModel, pool: PoolUse): readonly Fix[] {
  const edits = insertOption(application, pool, 'pool_pre_ping', 'True');
  return edits ? [{ title: 'Set pool_pre_ping to True', kind: 'suggestion', edits }] : [];
}
