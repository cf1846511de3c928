import { isKnown, type Known, valueOf } from '../../../contracts/field';
import type { Fix, TextChange } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import {
  insertAfter,
  removeArgument,
  removeDirective,
  unlessGenerated,
} from '../../../languages/nginx/edits';
import { effective, isSeenWhole } from '../../../languages/nginx/effective';
import type {
  NginxDirective,
  NginxListen,
  NginxModel,
  NginxServer,
} from '../../../languages/nginx/model';
import { olderThan } from '../../../languages/nginx/versions';

export default defineRule({
  id: 'nginx/http2-obsolete-directives',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Obsolete HTTP/2 setting',
  summary: 'A setting of HTTP/2 that nginx no longer reads, or has replaced.',
  citations: ['nginx.changes', 'nginx.http2', 'nginx.core.listen'],
  practices: [],
  checklist: ['http2'],
  fixes: ['safe', 'suggestion', 'guided'],
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
    if (olderThan(targets.nginx, DIRECTIVE_SINCE) !== false) return;
    for (const server of nginx.servers) {
      const [word] = server.listens.flatMap((listen) => http2Of(listen) ?? []);
      if (!word) continue;
      report({
        at: word,
        severity: 'information',
        message:
          'From nginx 1.25.1 on, http2 is a directive: as a word of listen it is deprecated, nginx warns of it at each start, and it counts for every server of the address. Write "http2 on".',
        fixes: unlessGenerated(nginx, () => asDirective(nginx, server)),
      });
    }
  },
});

const PUSH_ENDED = '1.25.1';
const DIRECTIVE_SINCE = '1.25.1';

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

function http2Of({ directive }: NginxListen): Known<string> | undefined {
  return directive.args.slice(1).find((arg): arg is Known<string> => valueOf(arg) === 'http2');
}

/** The word goes from the addresses of a server, and every server of those gets the directive. */
function asDirective(nginx: NginxModel, { listens }: NginxServer): readonly Fix[] {
  const addresses = new Set(listens.filter(http2Of).map(addressOf));
  const sharing = nginx.servers.filter(
    (server) =>
      server.module === 'http' && server.listens.some((listen) => addresses.has(addressOf(listen))),
  );
  const settings = sharing.map(({ scope }) => effective(scope, 'http2', DIRECTIVE_SINCE));
  // Where it is written, for this server or for all, somebody has begun to choose.
  if (settings.some(({ state }) => state === 'declared')) return [];
  const edits = sharing.flatMap((server): TextChange[] => {
    const last = server.listens.at(-1);
    const words = server.listens
      .filter((listen) => addresses.has(addressOf(listen)))
      .flatMap((listen) => http2Of(listen) ?? []);
    return [
      ...words.map((word) => removeArgument(nginx, word)),
      ...(last ? [insertAfter(nginx, last.directive, ['http2 on;'])] : []),
    ];
  });
  // A server of another file may speak HTTP/2 only because this one says so for the address.
  const isWhole = sharing.every(({ scope }) => isSeenWhole(scope));
  return [
    {
      title: isWhole
        ? 'Write "http2 on" in every server of the address'
        : 'Turn HTTP/2 on by server: listen … http2 → http2 on (servers of other files that share the address need it too)',
      kind: isWhole ? 'suggestion' : 'guided',
      edits: once(edits),
    },
  ];
}

/** A file that is included twice has its lines in the model twice. */
function once(edits: readonly TextChange[]): readonly TextChange[] {
  return [...new Map(edits.map((edit) => [`${edit.span.start} ${edit.newText}`, edit])).values()];
}

/** The address a line listens on; `443`, `*:443` and `0.0.0.0:443` are one. */
function addressOf({ address }: NginxListen): string {
  const written = isKnown(address) ? address.value.toLowerCase() : '';
  return written.replace(/^(?:(?:\*|0\.0\.0\.0):)?(?=\d+$)/, '*:');
}
