import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { splitAddress } from '../../../languages/nginx/addresses';
import { insertBefore, unlessGenerated } from '../../../languages/nginx/edits';
import { effective } from '../../../languages/nginx/effective';
import type { NginxModel, NginxPass } from '../../../languages/nginx/model';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/variable-proxy-pass-no-resolver',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Variable pass without a resolver',
  summary: 'A pass to a name in a variable has no resolver to look it up with.',
  citations: ['nginx.proxy.pass', 'nginx.core.resolver'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    for (const pass of nginx.passes) {
      if (pass.host.state !== 'unknown' || pass.scope.module !== 'http') continue;
      if (effective(pass.scope, 'resolver', targets.nginx).state !== 'defaulted') continue;
      const name = nameToResolve(nginx, pass);
      if (name === undefined) continue;
      report({
        at: pass,
        message: `${name} is looked up for each request, and no "resolver" says where: every one is answered with 502. Add a resolver with the address of your DNS server.`,
        fixes: unlessGenerated(nginx, () =>
          pass.scope.kind === 'location'
            ? [
                {
                  title: 'Add a resolver: none → 192.0.2.53 (put your own DNS server)',
                  kind: 'guided',
                  edits: [insertBefore(nginx, pass.directive, ['resolver 192.0.2.53 valid=30s;'])],
                },
              ]
            : [],
        ),
      });
    }
  },
});

/** A name that the variable certainly takes in some request and that is no upstream of this file. */
function nameToResolve(nginx: NginxModel, { directive }: NginxPass): string | undefined {
  const target = directive.args[0];
  if (target?.state !== 'known') return undefined;
  const [, variable] =
    /^(?:[^/]*:\/\/)?\$\{?(\w+)\}?(?::(?!\/\/)[^/]*)?(?:\/.*)?$/.exec(target.value) ?? [];
  if (variable === undefined) return undefined;
  return outcomes(nginx, `$${variable}`).find((outcome) => needsLookup(nginx, outcome));
}

function outcomes(nginx: NginxModel, variable: string): readonly string[] {
  const set = (nginx.byName.get('set') ?? []).filter(
    ({ args: [name] }) => name && valueOf(name) === variable,
  );
  const maps = nginx.maps.filter(({ variable: name }) => valueOf(name) === variable);
  const values = [
    ...set.map(({ args }) => args[1]),
    ...maps.flatMap(({ rows }) => rows.map(({ words }) => words[1])),
  ];
  return values.flatMap((value) => (value?.state === 'known' ? [value.value] : []));
}

function needsLookup(nginx: NginxModel, value: string): boolean {
  const address = value.replace(/^https?:\/\//, '');
  if (address === '' || hasVariable(address)) return false;
  const { kind, host } = splitAddress(address);
  if (kind !== 'name' || !host || !/^[a-z0-9._-]+$/.test(host)) return false;
  return nginx.upstreams.every(({ name }) => valueOf(name)?.toLowerCase() !== host);
}
