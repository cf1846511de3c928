import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { errorListener, hoist } from '../../../languages/application-code/edits';
import { isHandedOn } from '../../../languages/application-code/holds/handed-on';
import { mayOutlive } from '../../../languages/application-code/holds/result-use';
import type { ApplicationModel } from '../../../languages/application-code/model';
import type { PoolUse } from '../../../languages/application-code/pools';
import { usesAt } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'pool/created-in-handler',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Pool made in a handler',
  summary: 'A request handler makes a connection pool of its own.',
  citations: ['guide.connection-pooling', 'node-postgres.pool', 'prisma.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const pool of application.pools) {
      const { occasion, closed } = pool.call;
      if (occasion.kind !== 'request' || !pool.library || isMeant(pool)) continue;
      const [made] = usesAt(application.uses, pool.call.at.start);
      if (!closed && mayOutlive(made, application.uses, occasion)) continue;
      // Whether what a helper makes is closed is seen where it is used, and not from here.
      const consequence =
        closed || occasion.through
          ? 'no connection is ever used again'
          : 'pools add up with every request until the database refuses';
      report({
        at: pool,
        // What nobody closes adds up until nothing answers.
        severity: isDropped(application, pool) ? 'error' : 'warning',
        message: `${pool.name} makes a pool (${pool.library.title}) for each request of ${occasion.handler}: ${consequence}. Make it once, when the program starts.`,
        related: occasion.through
          ? [
              {
                at: { at: occasion.through.at, path: pool.path },
                message: `${occasion.through.name} is called for each request here`,
              },
            ]
          : [],
        citations: [pool.library.source],
        fixes: () => fixes(application, pool),
      });
    }
  },
});

/** A file database, what is made once anyhow, or the one-connection recipe of edge platforms. */
function isMeant(pool: PoolUse): boolean {
  const constructs = pool.library?.constructs ?? [];
  if (constructs.some(({ name, shared }) => name === pool.call.name && shared)) return true;
  return pool.engine === 'other' || (pool.call.closed && valueOf(pool.max) === 1);
}

/** Made, used and forgotten: it is neither closed nor handed to anybody who could. */
function isDropped(application: ApplicationModel, { call }: PoolUse): boolean {
  return call.variable !== null && !call.closed && !isHandedOn(application, call);
}

/** Moved as it stands; not where the handler also closes it, which would end it for all. */
function fixes(application: ApplicationModel, pool: PoolUse): readonly Fix[] {
  const { call } = pool;
  if (!call.statement || call.closed) return [];
  return [
    {
      title: `Make ${call.variable ?? 'it'} once, outside the handler`,
      kind: 'suggestion',
      edits: hoist(application, call.statement, errorListener(pool)),
    },
  ];
}
