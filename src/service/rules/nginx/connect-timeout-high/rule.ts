import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers } from '../../../languages/nginx/balancing';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, NginxPass } from '../../../languages/nginx/model';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/connect-timeout-high',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Connect timeout high',
  summary: 'A server that does not answer holds requests up for long before the next one is tried.',
  citations: ['nginx.proxy.connect-timeout', 'guide.load-balancing'],
  practices: ['load-balancing.connect-timeout'],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets, practice }, report) {
    const wanted = practice('load-balancing.connect-timeout');
    for (const directive of timeoutsOf(nginx)) {
      const [value] = directive.args;
      const seconds = value?.state === 'known' ? parseTime(value.value) : undefined;
      if (value?.state !== 'known' || seconds === undefined || seconds <= 2 * wanted) continue;
      const passes = passesOf(nginx, directive, targets.nginx);
      if (passes.length > 0 && passes.every(isLocal)) continue;
      const several = passes.some(({ upstream }) => hasSeveralServers(upstream));
      if (!several && seconds <= LONGEST) continue;
      const endless = seconds > LONGEST;
      report({
        at: value,
        severity: endless && several ? 'warning' : 'information',
        message: endless
          ? `Operating systems may give up a connection attempt after about ${LONGEST} seconds, so ${value.value} may never come, and until then ${several ? 'no other server is tried' : 'clients wait for a server that is gone'}. A server that is there answers within ${wanted}s.`
          : `While one server does not answer, its requests wait ${value.value} before the next server is tried. A server that is there answers within ${wanted}s.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Give up on a silent server sooner: ${value.value} → ${wanted}s`,
            kind: 'guided',
            edits: [replaceArgument(value, `${wanted}s`)],
          },
        ]),
      });
    }
  },
});

/** "It should be noted that this timeout cannot usually exceed 75 seconds." */
const LONGEST = 75;

function timeoutsOf(nginx: NginxModel): readonly NginxDirective[] {
  return KINDS.flatMap((kind) => nginx.byName.get(`${kind}_connect_timeout`) ?? []).filter(
    ({ scope }) => scope.module !== 'stream' && scope.module !== 'mail',
  );
}

const KINDS = ['proxy', 'fastcgi', 'grpc', 'uwsgi', 'scgi', 'memcached'];

/** The passes that it holds for. */
function passesOf(
  nginx: NginxModel,
  directive: NginxDirective,
  version: string | undefined,
): readonly NginxPass[] {
  return nginx.passes.filter(({ kind, scope }) => {
    if (`${kind}_connect_timeout` !== directive.name) return false;
    const found = effective(scope, directive.name, version);
    return found.state === 'declared' && found.directives.includes(directive);
  });
}

/** A socket of this machine takes a connection or refuses it; nobody waits. */
function isLocal({ upstream, host }: NginxPass): boolean {
  if (!upstream) return host.state === 'known' && host.value.startsWith('unix:');
  return upstream.servers.length > 0 && upstream.servers.every(({ kind }) => kind === 'unix');
}
