import { defineRule } from '../../../contracts/rule';
import { removeArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, NginxPass } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/retry-non-idempotent',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'POST repeated on the next server',
  summary: 'A POST that failed on one server is sent again to the next.',
  citations: ['nginx.proxy.next-upstream', 'guide.load-balancing'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const kind of ['proxy', 'fastcgi', 'grpc', 'uwsgi', 'scgi']) {
      for (const directive of nginx.byName.get(`${kind}_next_upstream`) ?? []) {
        const word = directive.args.find(
          (arg) => arg.state === 'known' && arg.value === 'non_idempotent',
        );
        if (word?.state !== 'known' || readsOnly(directive)) continue;
        report({
          at: word,
          severity: hasOneServer(nginx, directive, kind, targets.nginx) ? 'hint' : 'warning',
          message:
            'With "non_idempotent", a POST, PATCH or LOCK that failed after it was sent goes to the next server too: an order may be placed twice. Remove it, unless every such request can be repeated.',
          fixes: unlessGenerated(nginx, () =>
            directive.args.length < 2
              ? []
              : [
                  {
                    title:
                      'Retry repeatable requests only: all methods → without POST, PATCH and LOCK',
                    kind: 'guided',
                    edits: [removeArgument(nginx, word)],
                  },
                ],
          ),
        });
      }
    }
  },
});

/** Only reading methods get here. */
function readsOnly({ scope }: NginxDirective): boolean {
  return scope.byName.has('limit_except');
}

/** Every pass that it holds for has a single server or a single try, so nothing is sent twice today. */
function hasOneServer(
  nginx: NginxModel,
  directive: NginxDirective,
  kind: string,
  version: string | undefined,
): boolean {
  const passes = nginx.passes.filter((pass) => {
    if (pass.kind !== kind) return false;
    const found = effective(pass.scope, directive.name, version);
    return found.state === 'declared' && found.directives.includes(directive);
  });
  return (
    passes.length > 0 &&
    passes.every(
      (pass) =>
        isAlone(pass) || effectiveText(pass.scope, `${kind}_next_upstream_tries`, version) === '1',
    )
  );
}

function isAlone({ upstream }: NginxPass): boolean {
  if (!upstream || upstream.dynamic !== null) return false;
  const [server, ...others] = upstream.servers.filter(({ down }) => !down);
  if (others.length > 0) return false;
  return server?.kind === 'ip' || server?.kind === 'unix';
}
