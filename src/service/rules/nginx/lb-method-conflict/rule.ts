import { valueOf } from '../../../contracts/field';
import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  insertAfter,
  insertBefore,
  removeDirective,
  sourceOf,
  unlessGenerated,
} from '../../../languages/nginx/edits';
import type { NginxDirective, NginxModel, NginxUpstream } from '../../../languages/nginx/model';
import { SHORT_IDLE } from '../../../languages/nginx/pooling';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/lb-method-conflict',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Balancing methods conflict',
  summary: 'A load-balancing method undoes another one, or the keepalive above it.',
  citations: ['nginx.upstream.upstream', 'nginx.upstream.keepalive', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['safe', 'guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const upstream of nginx.upstreams) {
      const { directives, open } = upstream.scope;
      if (open !== null || upstream.dynamic !== null) continue;
      const methods = directives.filter(({ name }) => METHOD.test(name));
      const last = methods.at(-1);
      for (const lost of methods.slice(0, -1)) {
        if (!last) continue;
        report({
          at: lost,
          message: `"${lost.name}" has no effect: "${last.name}" below it replaces it, since an upstream has one method. Remove one of them.`,
          related: [{ at: last, message: 'This method is used.' }],
          fixes: unlessGenerated(nginx, () => [
            {
              title: `Remove "${lost.name}", which has no effect`,
              kind: 'safe',
              edits: [removeDirective(nginx, lost)],
            },
          ]),
        });
      }
      const keepalive = directives.find(({ name }) => name === 'keepalive');
      const older = olderThan(targets.nginx, '1.29.7');
      if (!last || !keepalive || older === false) continue;
      if (directives.indexOf(keepalive) > directives.indexOf(last)) continue;
      report({
        at: last,
        severity: older ? 'warning' : 'information',
        message: `"${last.name}" stands below "keepalive" and replaces it: ${older ? '' : 'before 1.29.7 '}no connection of this upstream is kept. Put the method first.`,
        related: [{ at: keepalive, message: 'This has no effect.' }],
        fixes: unlessGenerated(nginx, () => [methodFirst(nginx, upstream, last, keepalive)]),
      });
    }
  },
});

/** The methods that replace each other; "sticky" refines one. */
const METHOD = /^(?:least_conn|ip_hash|hash|random|least_time)$/;

function methodFirst(
  nginx: NginxModel,
  { scope }: NginxUpstream,
  method: NginxDirective,
  keepalive: NginxDirective,
): Fix {
  const edits: TextChange[] = [
    insertBefore(nginx, keepalive, [sourceOf(nginx, method)]),
    removeDirective(nginx, method),
  ];
  const timed = scope.byName.has('keepalive_timeout');
  if (!timed) edits.push(insertAfter(nginx, keepalive, [`keepalive_timeout ${SHORT_IDLE};`]));
  const count = keepalive.args[0] ? valueOf(keepalive.args[0]) : undefined;
  const idle = timed ? '' : `, closed after ${SHORT_IDLE} idle`;
  const title = `Put "${method.name}" above "keepalive": no connection kept → up to ${count ?? 'that many'} idle ones per worker${idle}`;
  return { title, kind: 'guided', edits };
}
