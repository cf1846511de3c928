import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { appendArguments, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import type { NginxUpstream, UpstreamServer } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/passive-checks-single-live',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'One failure stops the only server',
  summary: 'One failed request takes the only live server of an upstream out of rotation.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['health-checks'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    for (const upstream of nginx.upstreams) {
      const live = onlyLive(upstream);
      if (!live) continue;
      const fails = valueOf(live.maxFails) ?? 1;
      const time = valueOf(live.failTimeout) ?? '10s';
      report({
        at: live,
        message: `With the other servers down, this one is alone, and nginx still counts its failures: after ${fails} within ${time} it answers 502 to everything for ${time}. Remove the lines marked down, or give this one max_fails=0.`,
        fixes: unlessGenerated(nginx, () => [neverOut(live, fails)]),
      });
    }
  },
});

/** The one server in rotation, where others are written but down, and failures are counted. */
function onlyLive({ servers, dynamic, module }: NginxUpstream): UpstreamServer | undefined {
  if (dynamic !== null || module === 'stream') return undefined;
  if (
    servers.some(
      ({ backup, resolve, parameters }) =>
        backup || resolve || parameters.some(({ known }) => !known),
    )
  )
    return undefined;
  const [live, second] = servers.filter(({ down }) => !down);
  if (!live || second || servers.length < 2) return undefined;
  // A name may stand for several addresses.
  if (live.kind !== 'ip' && live.kind !== 'unix') return undefined;
  const counted = live.maxFails.state === 'absent' || (valueOf(live.maxFails) ?? 0) > 0;
  return counted ? live : undefined;
}

function neverOut(live: UpstreamServer, fails: number): Fix {
  const title = `Keep the only live server in rotation: max_fails=${fails} → max_fails=0`;
  const { maxFails } = live;
  const edit =
    maxFails.state === 'known'
      ? replaceArgument(maxFails, 'max_fails=0')
      : appendArguments(live.directive, 'max_fails=0');
  return { title, kind: 'guided', edits: [edit] };
}
