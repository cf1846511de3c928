import type { Located } from '../../../contracts/field';
import { valueOf } from '../../../contracts/field';
import type { Severity } from '../../../contracts/finding';
import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { zoneNameFor } from '../../../languages/nginx/balancing';
import { appendArguments, insertAtStart, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxModel, NginxUpstream, UpstreamServer } from '../../../languages/nginx/model';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/dns-frozen-at-start',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Name looked up at start only',
  summary: 'A name whose addresses change is looked up once, when nginx starts.',
  citations: ['nginx.upstream.server', 'nginx.core.resolver', 'guide.autoscaling'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<string>();
    // Who has written a resolver believes that it is asked.
    const asked = nginx.byName.has('resolver')
      ? 'The resolver here is asked only for variables and for servers with "resolve". '
      : '';
    const judge = (at: Located, host: string | null, fixes: () => readonly Fix[]) => {
      const severity = host === null ? undefined : severityOf(host);
      if (host === null || !severity || seen.has(host)) return;
      seen.add(host);
      const what = FAILS_OVER.test(host)
        ? 'and at a failover this name moves to another address, which nginx does not see'
        : severity === 'warning'
          ? 'and this load balancer changes its addresses as it scales'
          : 'and keeps the addresses it finds until the next reload';
      const todo =
        olderThan(targets.nginx, '1.27.3') === false
          ? 'Use a server with "resolve" in an upstream with a "zone".'
          : 'Look it up at run time: "resolve" on the server (from nginx 1.27.3), or a variable with a "resolver".';
      report({
        at,
        severity,
        message: `nginx looks ${host} up once, when it starts, ${what}. ${asked}${todo}`,
        fixes: unlessGenerated(nginx, fixes),
      });
    };
    for (const upstream of nginx.upstreams) {
      for (const server of upstream.servers) {
        if (server.kind !== 'name' || server.resolve || server.down) continue;
        if (server.parameters.some(({ known }) => !known)) continue;
        judge(server, server.host, () => resolveAgain(nginx, upstream, server, targets.nginx));
      }
    }
    for (const pass of nginx.passes) {
      if (!pass.upstream) judge(pass, valueOf(pass.host) ?? null, () => []);
    }
  },
});

/** Load balancers and platforms of clouds, documented to change their addresses. */
const MOVING =
  /\.(?:elb\.amazonaws\.com(?:\.cn)?|elb\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|azurewebsites\.net|azurecontainerapps\.io|trafficmanager\.net|azurefd\.net|run\.app|herokuapp\.com|herokudns\.com|cloudfront\.net|execute-api\.[a-z0-9-]+\.amazonaws\.com)$/;
/** Endpoints of managed databases and caches, documented to name another machine after a failover. */
const FAILS_OVER =
  /\.(?:rds|cache|docdb|neptune|memorydb|redshift)(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$|\.[a-z0-9-]+\.(?:rds|neptune|docdb|redshift|cache)\.amazonaws\.com(?:\.cn)?$|\.(?:postgres|mysql|mariadb)\.database\.azure\.com$|\.database\.windows\.net$|\.redis\.cache\.windows\.net$/;
/** Names that stand for a stable address, or mean nothing outside one machine or cluster. */
const STABLE = /(?:^|\.)(?:localhost|localdomain|cluster\.local|svc)$/;
const PRIVATE = /\.(?:local|internal|lan|corp|home|intra|intranet|private|consul|test|arpa)$/;
const DOCUMENTATION = /(?:^|\.)example(?:\.(?:com|net|org))?$|\.(?:invalid)$/;

/** How sure it is that the addresses behind a name change; `undefined` for names that say nothing. */
function severityOf(host: string): Severity | undefined {
  if (!/^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+$/.test(host) || STABLE.test(host)) return undefined;
  if (MOVING.test(host) || FAILS_OVER.test(host)) return 'warning';
  return PRIVATE.test(host) || DOCUMENTATION.test(host) ? 'hint' : 'information';
}

function resolveAgain(
  nginx: NginxModel,
  upstream: NginxUpstream,
  server: UpstreamServer,
  version: string | undefined,
): readonly Fix[] {
  const name = zoneNameFor(nginx, upstream);
  if (olderThan(version, '1.27.3') !== false || upstream.dynamic !== null || !name) return [];
  const edits: TextChange[] = [];
  const lines: string[] = [];
  const resolver = effective(upstream.scope, 'resolver', version).state !== 'declared';
  if (upstream.zone.state === 'absent') lines.push(`zone ${name} 64k;`);
  if (resolver) lines.push(`resolver ${PLACEHOLDER} valid=30s;`);
  if (lines.length > 0) edits.push(insertAtStart(nginx, upstream.scope, lines));
  edits.push(appendArguments(server.directive, 'resolve'));
  const asked = resolver ? `, asking ${PLACEHOLDER} (put your own DNS server)` : '';
  return [
    { title: `Look the name up again: at start → as it expires${asked}`, kind: 'guided', edits },
  ];
}

/** An address set aside for documentation: it has to be replaced. */
const PLACEHOLDER = '192.0.2.53';
