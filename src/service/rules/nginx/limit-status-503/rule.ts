import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/limit-status-503',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Limited clients get 503',
  summary: 'Clients over a limit get 503, as if the service were down.',
  citations: ['nginx.limit-req-status', 'guide.load-balancing'],
  practices: [],
  checklist: ['rate-limit'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const kind of ['limit_req', 'limit_conn']) {
      for (const directive of nginx.byName.get(kind) ?? []) {
        const { scope } = directive;
        if (scope.module !== 'http') continue;
        if (effective(scope, `${kind}_status`, targets.nginx).state !== 'defaulted') continue;
        if (effectiveText(scope, `${kind}_dry_run`, targets.nginx) === 'on') continue;
        report({
          at: directive,
          message: `Who exceeds this limit gets 503: monitoring counts an outage, and a balancer in front may ask the next server, which multiplies the load. Set ${kind}_status to 429.`,
          fixes: unlessGenerated(nginx, () => [
            {
              title: 'Answer 429 (Too Many Requests) instead of 503',
              kind: 'suggestion',
              edits: [
                insertAfter(nginx, placeFor(nginx, kind, directive), [`${kind}_status 429;`]),
              ],
            },
          ]),
        });
        break;
      }
    }
  },
});

/** Behind the zones, so that it holds wherever they are used; else beside the limit. */
function placeFor(nginx: NginxModel, kind: string, limit: NginxDirective): NginxDirective {
  const used = limit.args.map((arg) => valueOf(arg)?.replace(/^zone=/, ''));
  const zone = nginx.zones.find(
    (one) => one.kind === kind && used.includes(valueOf(one.name)),
  )?.directive;
  if (zone?.scope.kind !== 'http' || zone.scope.byName.has(`${kind}_status`)) return limit;
  return zone.scope.byName.get(`${kind}_zone`)?.at(-1) ?? zone;
}
