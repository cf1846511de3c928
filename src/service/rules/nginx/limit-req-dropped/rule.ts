import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { effective } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/limit-req-dropped',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Limit by address dropped',
  summary:
    'A level with a limit of its own drops the limit for each client of the level around it.',
  citations: ['nginx.limit-req'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const scope of nginx.scopes) {
      const [first] = scope.byName.get('limit_req') ?? [];
      if (!first || scope.open !== null) continue;
      const limits = effective(scope, 'limit_req', targets.nginx);
      if (limits.state !== 'declared' || limits.inherited) continue;
      const own = limits.directives.map((each) => keyOf(nginx, each));
      if (own.some((key) => key === undefined || !OF_ALL.test(key))) continue;
      const dropped = limits.dropped.find((each) => ADDRESS.test(keyOf(nginx, each) ?? ''));
      if (!dropped) continue;
      report({
        at: first,
        message: `With a limit_req of its own, this level no longer has the limit for each address of the level around it, and its own counts all clients together (${own[0]}): one client may use all of it up. Repeat the limit by address here.`,
        related: [{ at: dropped, message: 'This limit is dropped.' }],
      });
    }
  },
});

const ADDRESS = /^\$(?:binary_)?remote_addr$/;
/** The same for all clients of a site. */
const OF_ALL = /^(?:\$(?:server_name|host|http_host|server_addr|server_port)|[\w.-]+)$/;

/** What the zone of a limit counts by; `undefined` where it is not in sight. */
function keyOf({ zones }: NginxModel, { args }: NginxDirective): string | undefined {
  const named = args.map((arg) => valueOf(arg) ?? '').find((text) => text.startsWith('zone='));
  const zone = zones.find(
    ({ kind, name }) => kind === 'limit_req' && `zone=${valueOf(name)}` === named,
  );
  const key = zone?.directive.args[0];
  return key && valueOf(key);
}
