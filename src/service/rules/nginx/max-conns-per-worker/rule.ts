import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { zoneNameFor } from '../../../languages/nginx/balancing';
import { insertAtStart, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel, NginxUpstream, ServerParameter } from '../../../languages/nginx/model';
import { workersOf } from '../../../languages/nginx/workers';

export default defineRule({
  id: 'nginx/max-conns-per-worker',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'max_conns counts per worker',
  summary:
    'A limit on connections to a server holds for each worker process, not for all together.',
  citations: ['nginx.upstream.server', 'nginx.upstream.zone', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const workers = workersOf(nginx);
    if (workers === 1) return;
    for (const upstream of nginx.upstreams) {
      const limits = upstream.dynamic === null ? limitsOf(upstream) : [];
      const [first] = limits;
      if (
        first &&
        upstream.zone.state === 'known' &&
        workers !== undefined &&
        keepsIdle(upstream)
      ) {
        report({
          at: first,
          severity: 'hint',
          message: `Idle connections of the other workers do not count: with "keepalive" and several workers, more than ${first.value} may be open to this server.`,
        });
      }
      if (!first || upstream.zone.state !== 'absent') continue;
      const real =
        typeof workers === 'number' ? `, so ${workers} workers open ${workers} times as many` : '';
      report({
        at: first,
        severity: workers === undefined ? 'information' : 'warning',
        message: `Without a "zone", each worker process counts for itself: ${first.name}=${first.value} is per worker${real}. Add a zone to share the count.`,
        fixes: unlessGenerated(nginx, () => share(nginx, upstream, limits, workers)),
      });
    }
  },
});

function keepsIdle({ keepalive }: NginxUpstream): boolean {
  return keepalive.state === 'known' && keepalive.value > 0;
}

function limitsOf({ servers }: NginxUpstream): readonly ServerParameter[] {
  return servers
    .flatMap(({ parameters }) => parameters)
    .filter(({ name, value }) => name === 'max_conns' && /^[1-9]\d*$/.test(value ?? ''));
}

/** A zone alone lowers the ceiling; the second fix keeps it where it is today. */
function share(
  nginx: NginxModel,
  upstream: NginxUpstream,
  limits: readonly ServerParameter[],
  workers: number | 'several' | undefined,
): readonly Fix[] {
  const name = zoneNameFor(nginx, upstream);
  if (!name) return [];
  const zone = insertAtStart(nginx, upstream.scope, [`zone ${name} 64k;`]);
  const per = typeof workers === 'number' ? `${workers} × the limit` : 'the limit for each worker';
  const alone: Fix = {
    title: `Share the count in a zone: ${per} → the limit as written`,
    kind: 'guided',
    edits: [zone],
  };
  if (typeof workers !== 'number') return [alone];
  const raised = limits.map((limit) =>
    replaceArgument(limit, `max_conns=${Number(limit.value) * workers}`),
  );
  return [
    alone,
    {
      title: `Share the count in a zone and keep today's ceiling: max_conns × ${workers}`,
      kind: 'guided',
      edits: [zone, ...raised],
    },
  ];
}
