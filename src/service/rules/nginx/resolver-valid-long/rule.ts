import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import { lookedUpName } from '../../../languages/nginx/lookups';
import type { NginxModel, Scope } from '../../../languages/nginx/model';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/resolver-valid-long',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Addresses kept for long',
  summary: 'A name that is looked up at run time keeps its addresses for longer than DNS says.',
  citations: ['nginx.core.resolver', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const told = new Set<number>();
    for (const { scope, name } of lookups(nginx)) {
      const resolver = effective(scope, 'resolver', targets.nginx);
      if (resolver.state !== 'declared') continue;
      const valid = resolver.directives
        .flatMap(({ args }) => args)
        .find((arg) => valueOf(arg)?.startsWith('valid='));
      if (valid?.state !== 'known' || told.has(valid.at.start)) continue;
      const written = valid.value.slice('valid='.length);
      const seconds = parseTime(written);
      if (seconds === undefined || seconds <= LONGEST) continue;
      told.add(valid.at.start);
      report({
        at: valid,
        message: `nginx keeps the addresses of ${name} for ${written}, whatever DNS says of them: after a failover, or when what is behind the name scales, requests go to addresses that are gone until then. Without "valid" it keeps them as long as their records allow.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Keep addresses as long as DNS says: ${written} → the lifetime of the record`,
            kind: 'guided',
            edits: [removeArgument(nginx, valid)],
          },
        ]),
      });
    }
  },
});

/** Seconds. Records of load balancers and services that move live for a minute or less; five are common. */
const LONGEST = 300;

/** What is looked up at run time, and the level whose resolver is asked. */
function* lookups(nginx: NginxModel): Generator<{ readonly scope: Scope; readonly name: string }> {
  for (const upstream of nginx.upstreams) {
    for (const { kind, resolve, down, host } of upstream.servers) {
      if (kind === 'name' && resolve && !down && host !== null) {
        yield { scope: upstream.scope, name: host };
      }
    }
  }
  for (const pass of nginx.passes) {
    if (pass.host.state !== 'unknown' || pass.scope.module !== 'http') continue;
    const name = lookedUpName(nginx, pass);
    if (name !== undefined) yield { scope: pass.scope, name: name.replace(/^https?:\/\//, '') };
  }
}
