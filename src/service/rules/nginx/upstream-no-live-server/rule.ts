import { defineRule } from '../../../contracts/rule';
import { isPlus, plusFeaturesIn } from '../../../languages/nginx/flavours';
import type { NginxUpstream, UpstreamServer } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/upstream-no-live-server',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'No live server',
  summary: 'No server of an upstream can take a request.',
  citations: ['nginx.upstream.server', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const isOfPlus = isPlus(targets.nginx) || plusFeaturesIn(nginx).length > 0;
    for (const upstream of nginx.upstreams) {
      if (upstream.dynamic !== null || upstream.servers.some(isUncertain)) continue;
      const name = upstream.name.state === 'known' ? `"${upstream.name.value}"` : 'This upstream';
      const { servers } = upstream;
      if (servers.length === 0) {
        // nginx Plus is told of its servers while it runs, and keeps them in the zone.
        if (isOfPlus && upstream.zone.state !== 'absent') continue;
        const message = `${name} has no server: nginx does not start with it. Add a server.`;
        report({ at: upstream, message });
      } else if (servers.every((server) => server.backup)) {
        const message = `${name} has backup servers only, and nginx does not start without a primary one. Make one of them primary.`;
        report({ at: parameterOf(upstream, 'backup'), message });
      } else if (servers.every((server) => server.down)) {
        const unanswered =
          upstream.module === 'stream' ? 'connection is closed' : 'request is answered with 502';
        const at = parameterOf(upstream, 'down');
        if (upstream.users.some((pass) => pass.upstream === upstream)) {
          const message = `Every server of ${name} is marked down, so each ${unanswered}. Bring one back into rotation when it is ready.`;
          report({ at, message });
        } else {
          const message = `Every server of ${name} is marked down: what is sent to it fails. Bring one back into rotation before it is used.`;
          report({ at, severity: 'information', message });
        }
      }
    }
  },
});

/** A template may write a parameter, and a name that is resolved at run time may bring servers. */
function isUncertain(server: UpstreamServer): boolean {
  return server.resolve || server.parameters.some((parameter) => !parameter.known);
}

function parameterOf(upstream: NginxUpstream, name: string) {
  const parameters = upstream.servers.flatMap((server) => server.parameters);
  return parameters.find((parameter) => parameter.name === name) ?? upstream;
}
