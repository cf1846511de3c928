import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { appendArguments, unlessGenerated } from '../../../languages/nginx/edits';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/hash-not-consistent',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Hash moves most keys',
  summary: 'When a server is added or removed, most keys of the hash move to another server.',
  citations: ['nginx.upstream.hash', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const { method, servers, dynamic } of nginx.upstreams) {
      const { directive, kind } = method;
      if (kind !== 'hash' || !directive || dynamic !== null || servers.length < 2) continue;
      const [key, ...rest] = directive.args;
      if (key?.state !== 'known' || !hasVariable(key.value) || rest.length > 0) continue;
      report({
        at: directive,
        ...(servers.length === 2 && { severity: 'hint' as const }),
        message: `With "hash ${valueOf(key) ?? ''}", adding or removing one of ${servers.length} servers sends most keys to another one: caches go cold and sessions are lost just when you scale. Add "consistent", and only one key in ${Math.max(servers.length, 3)} moves.`,
        fixes: unlessGenerated(nginx, () => [
          {
            title:
              'Add "consistent": most keys move at every change of servers → most move once, now (caches go cold)',
            kind: 'guided',
            edits: [appendArguments(directive, 'consistent')],
          },
        ]),
      });
    }
  },
});
