import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';

export default defineRule({
  id: 'nginx/tls-resumption-off',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'TLS resumption off',
  summary: 'Each TLS connection begins with a full handshake.',
  citations: ['nginx.ssl.session-cache', 'nginx.ssl.session-tickets'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const directive of nginx.byName.get('ssl_session_tickets') ?? []) {
      const { scope } = directive;
      const [value] = directive.args;
      if (value?.state !== 'known' || valueOf(value) !== 'off' || scope.module !== 'http') continue;
      const cache = effective(scope, 'ssl_session_cache', targets.nginx);
      const kind = effectiveText(scope, 'ssl_session_cache', targets.nginx);
      if (cache.state === 'unknown' || (kind !== 'none' && kind !== 'off')) continue;
      const below = (nginx.byName.get('ssl_session_cache') ?? []).some(
        ({ scope: at }) => at !== scope,
      );
      if (below) continue;
      report({
        at: value,
        message:
          'Without session tickets and without a session cache, no client can resume a TLS session: each new connection costs a full handshake on this server. Keep a cache: ssl_session_cache shared:tls:10m.',
        fixes: unlessGenerated(nginx, () =>
          scope.byName.has('ssl_session_cache')
            ? []
            : [
                {
                  title:
                    'Let clients resume sessions: no cache → shared:tls:10m (about 40,000 sessions)',
                  kind: 'suggestion',
                  edits: [insertAfter(nginx, directive, ['ssl_session_cache shared:tls:10m;'])],
                },
              ],
        ),
      });
    }
  },
});
