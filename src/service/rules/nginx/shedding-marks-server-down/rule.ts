import { type Located, valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { removeArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, NginxUpstream } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/shedding-marks-server-down',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Shedding takes a server out',
  summary: 'One answer of a server that works takes it out for everybody.',
  citations: ['nginx.proxy.next-upstream', 'nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const pass of nginx.passes) {
      if (pass.scope.module !== 'http') continue;
      const listed = effective(pass.scope, `${pass.kind}_next_upstream`, targets.nginx);
      const directive = listed.state === 'declared' ? listed.directives[0] : undefined;
      const upstream = pass.upstreams.find(losesServersAtOnce);
      if (!directive || !upstream || seen.has(directive)) continue;
      const codes = directive.args.flatMap((arg) =>
        arg.state === 'known' && COUNTED.test(arg.value) ? [{ arg, code: arg.value.slice(5) }] : [],
      );
      const [first] = codes;
      if (!first) continue;
      seen.add(directive);
      const written = codes.map(({ code }) => code).join(' or ');
      report({
        at: first.arg,
        message: `One answer of ${written} counts as a failure here, and with max_fails at 1 a server of "${valueOf(upstream.name) ?? ''}" is left out for fail_timeout after it. A request that fails everywhere, or an overload that is shed with 503, takes out all of them. Leave ${codes.length === 1 ? 'it' : 'them'} off the list, or raise max_fails.`,
        related: [{ at: upstream, message: 'Its servers are left out after one failure.' }],
        fixes: unlessGenerated(nginx, () => withoutCodes(nginx, directive, codes, written)),
      });
    }
  },
});

/**
 * Answers that count as failed attempts when they are listed. 502 is left out: a proxy that has lost
 * what it needs is better passed over. 403 and 404 never count (nginx.org, `max_fails`).
 */
const COUNTED = /^http_(?:500|503|504|429)$/;

/** Several servers, each of which is out after a single failure. */
function losesServersAtOnce(upstream: NginxUpstream): boolean {
  const servers = upstream.primaries;
  if (upstream.dynamic !== null || servers.length < 2) return false;
  return servers.every(
    ({ maxFails, parameters }) =>
      parameters.every(({ known }) => known) &&
      (maxFails.state === 'absent' || valueOf(maxFails) === 1),
  );
}

function withoutCodes(
  nginx: NginxModel,
  { args }: NginxDirective,
  codes: readonly { readonly arg: Located }[],
  written: string,
): readonly Fix[] {
  if (codes.length === args.length) return [];
  return [
    {
      title: `Retry and count without ${written}: an answer of the server → the client's`,
      kind: 'guided',
      edits: codes.map(({ arg }) => removeArgument(nginx, arg)),
    },
  ];
}
