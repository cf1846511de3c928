import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { removeArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxModel, NginxUpstream, ServerParameter } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/single-server-params-ignored',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Failure limits ignored',
  summary: 'The only server of an upstream has failure limits, which nginx ignores there.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['safe'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const upstream of nginx.upstreams) {
      const ignored = ignoredParameters(upstream);
      const [first] = ignored;
      if (!first) continue;
      const names = ignored.map(({ name }) => name).join(' and ');
      report({
        at: first,
        message: `nginx ignores ${names} here: an upstream's only server is never taken out of rotation, whatever fails. Add a second server, or remove what has no effect.`,
        fixes: unlessGenerated(nginx, () => [remove(nginx, ignored, names)]),
      });
    }
  },
});

/**
 * Failure limits of a server that is alone for certain: one address, no name that may stand for
 * several, and no shared zone through which servers are added at run time.
 */
function ignoredParameters(upstream: NginxUpstream): readonly ServerParameter[] {
  const [only, second] = upstream.servers;
  if (!only || second || upstream.dynamic !== null) return [];
  if (upstream.zone.state !== 'absent' || only.resolve || only.backup || only.down) return [];
  if (only.kind !== 'ip' && only.kind !== 'unix') return [];
  if (only.parameters.some(({ known }) => !known)) return [];
  return only.parameters.filter(({ name }) => IGNORED.has(name));
}

const IGNORED: ReadonlySet<string> = new Set(['max_fails', 'fail_timeout', 'slow_start']);

function remove(nginx: NginxModel, ignored: readonly ServerParameter[], names: string): Fix {
  const edits = ignored.map((parameter) => removeArgument(nginx, parameter));
  const verb = ignored.length === 1 ? 'has' : 'have';
  return { title: `Remove ${names}, which ${verb} no effect`, kind: 'safe', edits };
}
