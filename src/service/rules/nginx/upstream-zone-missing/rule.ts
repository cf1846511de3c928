import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers, zoneNameFor } from '../../../languages/nginx/balancing';
import { insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { workersOf } from '../../../languages/nginx/workers';

export default defineRule({
  id: 'nginx/upstream-zone-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Workers do not share failures',
  summary: 'Each worker process learns by itself that a server has failed.',
  citations: ['nginx.upstream.zone', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const workers = workersOf(nginx);
    if (workers === undefined || workers === 1) return;
    for (const upstream of nginx.upstreams) {
      const name = valueOf(upstream.name);
      if (!name || !hasSeveralServers(upstream) || upstream.zone.state !== 'absent') continue;
      if (upstream.users.length === 0 || SHARED_BY_OTHERS.has(upstream.method.kind)) continue;
      report({
        at: upstream,
        message: `Without a "zone", each worker counts failures and ${upstream.method.kind === 'least_conn' ? 'open connections' : 'turns'} of "${name}" for itself: a server that fails is tried again by ${typeof workers === 'number' ? `each of ${workers} workers` : 'every worker'}. Add a zone to share what one has learned.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Share the state of the servers between workers: zone ${zoneNameFor(nginx, upstream)} 64k`,
            kind: 'suggestion',
            edits: [
              insertAtStart(nginx, upstream.scope, [`zone ${zoneNameFor(nginx, upstream)} 64k;`]),
            ],
          },
        ]),
      });
    }
  },
});

/** The method does not look at what workers count. */
const SHARED_BY_OTHERS: ReadonlySet<string> = new Set(['hash', 'ip_hash', 'other']);
