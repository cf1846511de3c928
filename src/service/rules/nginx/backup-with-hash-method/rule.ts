import { defineRule } from '../../../contracts/rule';
import type { Balancing, NginxUpstream } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/backup-with-hash-method',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Backup with a hash method',
  summary: 'A backup server stands in an upstream whose balancing method has no backups.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const upstream of nginx.upstreams) {
      const { kind, directive } = upstream.method;
      if (!directive || !withoutBackups(upstream).includes(kind)) continue;
      for (const server of upstream.servers) {
        for (const parameter of server.parameters) {
          if (parameter.name !== 'backup' && parameter.name !== 'slow_start') continue;
          const refused = directive.span.start < server.at.start;
          report({
            at: parameter,
            severity: refused ? 'error' : 'warning',
            message: refused
              ? `"${parameter.name}" cannot be used with "${kind}": nginx does not start with this line. Choose another method or remove the parameter.`
              : `"${parameter.name}" cannot be used with "${kind}": nginx overlooks it while the method stands below this line, and refuses to start when the two change places. Choose another method or remove the parameter.`,
            related: [{ at: directive, message: 'The balancing method is chosen here.' }],
          });
        }
      }
    }
  },
});

/** `ip_hash` exists in http only; where the subsystem is not known, it tells that it is http. */
function withoutBackups({ module }: NginxUpstream): readonly Balancing[] {
  return module === 'stream' ? ['hash', 'random'] : ['hash', 'ip_hash', 'random'];
}
