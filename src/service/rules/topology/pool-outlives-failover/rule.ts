import { defineRule } from '../../../contracts/rule';
import type { Hosted } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/pool-outlives-failover',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Pool outlives a failover',
  summary: 'A pool keeps connections for ever to a server whose name moves to another.',
  citations: ['aws.aurora.availability', 'sqlalchemy.pool', 'hikaricp.pool'],
  practices: [],
  checklist: ['connection-pooling'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const { pool, uri, way, wayCertainty, workload } of system.pools) {
      const [store, ...others] = way;
      const { lifetime } = pool;
      const key = `${uri}#${pool.path}`;
      if (!store?.hosted || others.length > 0 || wayCertainty === 'ambiguous') continue;
      if (!lifetime || lifetime.seconds !== null || lifetime.tested || told.has(key)) continue;
      const moves = movesBy(store.hosted);
      if (moves === undefined) continue;
      told.add(key);
      const { option, perSecond, path } = lifetime;
      report({
        at: { uri, path },
        severity: severityIn(system, 'information'),
        message: `The pool of ${workload.name} keeps a connection for ever (${option}${path === pool.path ? ' is not set' : ''}), and the name of ${store.name} moves to another server in a failover (${moves}): a connection that was made while the name still led to the old one stays there, on a server that only reads or is gone, until the process restarts. Let connections end after some minutes.`,
        subject: key,
        related: store.at ? [{ at: store.at, message: `${store.name}: ${moves}` }] : [],
        fixes: () =>
          perSecond === null
            ? []
            : [
                {
                  title: `Let connections end after 30 minutes: ${option} ${1800 * perSecond}`,
                  kind: 'suggestion',
                  edits: [{ uri, path, change: { op: 'replace', text: String(1800 * perSecond) } }],
                },
              ],
      });
    }
  },
});

/** Why the name of a server moves; nothing for one that has no second. */
function movesBy({ product, multiAz, machines }: Hosted): string | undefined {
  if (product === 'aurora') return machines.length > 1 ? 'a cluster of Aurora' : undefined;
  return product === 'rds' && multiAz === true ? 'Multi-AZ' : undefined;
}
