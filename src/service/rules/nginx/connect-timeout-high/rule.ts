import { defineRule } from '../../../contracts/rule';
import { hasSeveralServers } from '../../../languages/nginx/balancing';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel } from '../../../languages/nginx/model';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/connect-timeout-high',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
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
      const several = failsOver(nginx, directive, targets.nginx);
      if (!several && seconds <= LONGEST) continue;
      const endless = seconds > LONGEST;
      report({
        at: value,
        severity: endless && several ? 'warning' : 'information',
        message: endless
          ? `Operating systems give up a connection attempt after about ${LONGEST} seconds, so ${seconds} never come, and until then ${several ? 'no other server is tried' : 'clients wait for a server that is gone'}. A server that is there answers within ${wanted}s.`
          : `While one server does not answer, its requests wait ${seconds}s before the next server is tried. A server that is there answers within ${wanted}s.`,
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

/** Whether it decides how soon a request goes to another server. */
function failsOver(
  nginx: NginxModel,
  directive: NginxDirective,
  version: string | undefined,
): boolean {
  return nginx.passes.some(({ kind, scope, upstream }) => {
    if (`${kind}_connect_timeout` !== directive.name || !hasSeveralServers(upstream)) return false;
    const found = effective(scope, directive.name, version);
    return found.state === 'declared' && found.directives.includes(directive);
  });
}
