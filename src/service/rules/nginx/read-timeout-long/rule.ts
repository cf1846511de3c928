import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxPass } from '../../../languages/nginx/model';
import { isLongLived } from '../../../languages/nginx/streaming';
import { parseTime } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/read-timeout-long',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Read timeout long',
  summary: 'A request that hangs keeps its connections for ten minutes or more.',
  citations: ['nginx.proxy.read-timeout', 'nginx.core.client-body-timeout', 'guide.load-balancing'],
  practices: ['load-balancing.read-timeout'],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets, practice }, report) {
    const wanted = practice('load-balancing.read-timeout');
    for (const name of OF_CLIENTS) {
      for (const { args } of nginx.byName.get(name) ?? []) {
        const [value] = args;
        if (value?.state !== 'known' || LOOKS_WRONG.test(value.value)) continue;
        if ((parseTime(value.value) ?? 0) < 10 * wanted) continue;
        report({
          at: value,
          message: `A client that falls silent keeps its connection for ${value.value} (${name}), and each worker has no more than worker_connections of them: a few thousand slow clients, meant or not, take all. ${name === 'client_header_timeout' ? 'It is the time for the whole header' : 'It is the time between two steps, not for the whole'}; nginx waits 60s where nothing is written.`,
          fixes: unlessGenerated(nginx, () => [
            {
              title: `Wait less for a silent client: ${value.value} → 60s`,
              kind: 'guided',
              edits: [replaceArgument(value, '60s')],
            },
          ]),
        });
      }
    }
    const seen = new Set<NginxDirective>();
    for (const pass of nginx.passes) {
      const found = effective(pass.scope, `${pass.kind}_read_timeout`, targets.nginx);
      const directive = found.state === 'declared' ? found.directives[0] : undefined;
      const value = directive?.args[0];
      if (!directive || value?.state !== 'known' || seen.has(directive)) continue;
      const seconds = parseTime(value.value);
      if (seconds === undefined || seconds < 10 * wanted || LOOKS_WRONG.test(value.value)) continue;
      if (isLongLived(pass, targets.nginx) !== false || streams(pass, targets.nginx)) continue;
      seen.add(directive);
      report({
        at: value,
        message: `When the server behind hangs, each request waits ${value.value} and holds a client's connection and one of nginx's while it does: a slow server becomes a full one. Set it to a little more than the slowest answer takes.`,
        related: [{ at: pass, message: 'Requests for this server wait that long.' }],
        fixes: unlessGenerated(nginx, () => [
          {
            title: `Wait less for an answer: ${value.value} → ${wanted}s (what takes longer fails)`,
            kind: 'guided',
            edits: [replaceArgument(value, `${wanted}s`)],
          },
        ]),
      });
    }
  },
});

/** How long nginx waits for a client: for its header, and between two steps of a body and of an answer. */
const OF_CLIENTS = ['client_header_timeout', 'client_body_timeout', 'send_timeout'];

/** Written in milliseconds by mistake: another rule speaks of it. */
const LOOKS_WRONG = /^\d+000$/;

/** Responses are passed on as they come, or uploads are large: a long wait is part of the work. */
function streams({ kind, scope }: NginxPass, version: string | undefined): boolean {
  if (effectiveText(scope, `${kind}_buffering`, version) !== 'on') return true;
  const size = effectiveText(scope, 'client_max_body_size', version);
  return size === undefined || size === '0' || /^(?:\d+g|\d{3,}m)$/i.test(size);
}
