import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { removeDirective, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxDirective, NginxModel } from '../../../languages/nginx/model';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/http2-obsolete-directives',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  summary: 'A setting of HTTP/2 that nginx no longer reads.',
  citations: ['nginx.changes', 'nginx.http2'],
  practices: [],
  checklist: ['http2'],
  fixes: ['safe', 'suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const [name, { since, instead }] of OBSOLETE) {
      const older = olderThan(targets.nginx, since);
      // Only what has gone from every supported version is worth saying where the version is not known.
      if (older || (older === undefined && since !== PUSH_ENDED)) continue;
      for (const directive of nginx.byName.get(name) ?? []) {
        if (directive.scope.module !== 'http') continue;
        report({
          at: directive,
          severity: older === undefined ? 'information' : 'warning',
          message: `From nginx ${since} on, ${name} has no effect${valueLost(directive)}. ${instead}.`,
          fixes: unlessGenerated(nginx, () => [remove(nginx, directive, older === false)]),
        });
      }
    }
  },
});

const PUSH_ENDED = '1.25.1';

interface Obsolete {
  readonly since: string;
  readonly instead: string;
}

/** nginx.org, CHANGES of 1.19.7 and 1.25.1. */
const OBSOLETE: ReadonlyMap<string, Obsolete> = new Map([
  ['http2_push', pushed()],
  ['http2_push_preload', pushed()],
  ['http2_max_concurrent_pushes', pushed()],
  ['http2_max_requests', replacedBy('keepalive_requests')],
  ['http2_recv_timeout', replacedBy('client_header_timeout')],
  ['http2_idle_timeout', replacedBy('keepalive_timeout')],
  ['http2_max_field_size', replacedBy('large_client_header_buffers')],
  ['http2_max_header_size', replacedBy('large_client_header_buffers')],
]);

function pushed(): Obsolete {
  return {
    since: PUSH_ENDED,
    instead: 'Push is gone from browsers too: send a "Link: …; rel=preload" header instead',
  };
}

function replacedBy(name: string): Obsolete {
  return { since: '1.19.7', instead: `Set ${name}, which counts for HTTP/2 as well` };
}

function valueLost({ args: [value] }: NginxDirective): string {
  const written = value ? valueOf(value) : undefined;
  return written !== undefined && /^\d/.test(written)
    ? `, so its ${written} is not what holds`
    : '';
}

function remove(nginx: NginxModel, directive: NginxDirective, sure: boolean): Fix {
  return {
    title: `Remove ${directive.name}, which ${sure ? 'has no effect' : 'has no effect from nginx 1.25.1 on'}`,
    kind: sure ? 'safe' : 'suggestion',
    edits: [removeDirective(nginx, directive)],
  };
}
