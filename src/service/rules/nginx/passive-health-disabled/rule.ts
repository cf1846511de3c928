import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { appendArguments, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type {
  NginxModel,
  NginxUpstream,
  ServerParameter,
  UpstreamServer,
} from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/passive-health-disabled',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Failing server stays in rotation',
  summary: 'A server stays in rotation however often it fails.',
  citations: ['nginx.upstream.server', 'nginx.http.load-balancing', 'guide.load-balancing'],
  practices: ['load-balancing.health-check-failures'],
  checklist: ['health-checks'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, practice }, report) {
    // Active checks (of nginx Plus) take a failed server out by themselves.
    if (nginx.byName.has('health_check')) return;
    for (const upstream of nginx.upstreams) {
      if (upstream.dynamic !== null) continue;
      const primaries = upstream.primaries;
      const unchecked = primaries.filter(({ maxFails }) => valueOf(maxFails) === 0);
      if (primaries.length < 2 || unchecked.length === 0) continue;
      if (unchecked.length === primaries.length && isExplained(nginx, upstream)) continue;
      for (const server of unchecked) {
        const parameter = server.parameters.find(({ name }) => name === 'max_fails');
        if (!parameter) continue;
        report({
          at: parameter,
          message: `With max_fails=0, nginx sends requests to ${addressOf(server)} however often it fails, and its share of them waits for an error first. Count its failures, unless something else takes it out.`,
          fixes: unlessGenerated(nginx, () => [
            countFailures(server, parameter, practice('load-balancing.health-check-failures')),
          ]),
        });
      }
    }
  },
});

/** Nobody turns all checks off by accident: a comment there says why. */
function isExplained({ text }: NginxModel, { scope }: NginxUpstream): boolean {
  return text.slice(scope.inner.start, scope.inner.end).includes('#');
}

function addressOf({ address }: UpstreamServer): string {
  return valueOf(address) ?? 'this server';
}

function countFailures(server: UpstreamServer, parameter: ServerParameter, failures: number): Fix {
  const timed = server.failTimeout.state !== 'absent';
  const edits = [replaceArgument(parameter, `max_fails=${failures}`)];
  if (!timed) edits.push(appendArguments(server.directive, 'fail_timeout=10s'));
  const title = `Take ${addressOf(server)} out when it fails: max_fails=0 → max_fails=${failures}${timed ? '' : ' fail_timeout=10s'}`;
  return { title, kind: 'guided', edits };
}
