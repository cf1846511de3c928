import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { removeDirective, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel, Scope } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/client-keepalive-off',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Client keepalive off',
  summary: 'Clients open a new connection for each request, or for every few.',
  citations: [
    'nginx.core.keepalive-timeout',
    'nginx.core.keepalive-requests',
    'guide.connection-pooling',
  ],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const name of ['keepalive_timeout', 'keepalive_requests']) {
      for (const directive of nginx.byName.get(name) ?? []) {
        const { scope, args } = directive;
        const value = args[0];
        if (scope.module !== 'http' || (scope.kind !== 'http' && scope.kind !== 'server')) continue;
        const written = value ? valueOf(value) : undefined;
        if (value?.state !== 'known' || written === undefined || !isTooLow(name, written)) continue;
        if (isForThisMachine(nginx, scope)) continue;
        report({
          at: value,
          message: `With ${name} ${written}, a client opens a new connection, with a new TLS handshake where there is TLS, ${name === 'keepalive_timeout' || written === '1' ? 'for each request' : `after every ${written} requests`}. Leave it to nginx: ${name === 'keepalive_timeout' ? '75s' : '1000'}.`,
          fixes: unlessGenerated(nginx, () => [
            {
              title: `Keep client connections: without ${name} ${written}`,
              kind: 'suggestion',
              edits: [removeDirective(nginx, directive)],
            },
          ]),
        });
      }
    }
  },
});

/** A server that listens on loopback addresses or sockets alone answers probes and scrapers. */
function isForThisMachine({ servers }: NginxModel, scope: Scope): boolean {
  const server = servers.find((candidate) => candidate.scope === scope);
  if (!server || server.listens.length === 0 || scope.open !== null) return false;
  return server.listens.every(({ address }) =>
    /^(?:unix:|127\.|localhost(?::|$)|\[::1\])/.test(valueOf(address) ?? ''),
  );
}

/** 100 was nginx's own number of requests before 1.19.10. */
function isTooLow(name: string, value: string): boolean {
  if (name === 'keepalive_timeout') return /^0(?:ms|s)?$/.test(value);
  return /^\d+$/.test(value) && Number(value) < 100;
}
