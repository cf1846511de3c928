import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, insertBefore, unlessGenerated } from '../../../languages/nginx/edits';
import { type Effective, effective, entryKey } from '../../../languages/nginx/effective';
import { isExternal } from '../../../languages/nginx/external';
import type { NginxModel, NginxPass } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/forwarded-headers-missing',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Forwarded headers missing',
  summary: 'Servers behind nginx are not told which site or which client a request is for.',
  citations: ['nginx.proxy.set-header', 'guide.load-balancing'],
  practices: [],
  checklist: [],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    let anonymous = false;
    for (const pass of nginx.passes) {
      if (pass.kind !== 'proxy' || !/^https?$/.test(pass.scheme) || isAside(pass)) continue;
      const headers = effective(pass.scope, 'proxy_set_header', targets.nginx);
      const sent = namesOf(headers);
      if (!sent || seen.has(headers.state === 'declared' ? headers.scope : pass.scope)) continue;
      seen.add(headers.state === 'declared' ? headers.scope : pass.scope);
      const { upstream } = pass;
      const name = upstream ? valueOf(upstream.name) : undefined;
      if (name && !name.includes('.') && !sent.has('host')) {
        report({
          at: pass,
          message: `Servers get "Host: ${name}", the name of the upstream, because no Host is set: links, cookies and virtual hosts that depend on it fail, and change with the name. Send $host.`,
          fixes: unlessGenerated(nginx, () => [
            send(nginx, pass, headers, `Host: ${name} → $host`, 'Host $host'),
          ]),
        });
      } else if (!anonymous && !CLIENT.some((header) => sent.has(header))) {
        anonymous = true;
        report({
          at: pass,
          severity: 'hint',
          message:
            'No header tells the servers behind who the client is: their logs and limits see nginx alone. Send X-Forwarded-For and X-Forwarded-Proto.',
          fixes: unlessGenerated(nginx, () => [
            send(
              nginx,
              pass,
              headers,
              'X-Forwarded-For and -Proto: none → the client',
              'X-Forwarded-For $proxy_add_x_forwarded_for',
              'X-Forwarded-Proto $scheme',
            ),
          ]),
        });
      }
    }
  },
});

const CLIENT = [
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
];

/** Another site's server wants its own name; nobody's requests reach an internal location. */
function isAside(pass: NginxPass): boolean {
  if (isExternal(pass) || pass.host.state !== 'known' || pass.host.value.startsWith('unix:'))
    return true;
  return pass.scope.byName.has('internal') || pass.location?.scope.byName.has('internal') === true;
}

/** The headers that are set, in lower case; `undefined` where there may be others. */
function namesOf(headers: Effective): ReadonlySet<string> | undefined {
  if (headers.state === 'unknown') return undefined;
  const names = headers.state === 'declared' ? headers.directives.map(entryKey) : [];
  return names.includes('') ? undefined : new Set(names);
}

/** Beside the headers that hold here: a first one at a lower level would drop them. */
function send(
  nginx: NginxModel,
  { directive, location, scope }: NginxPass,
  headers: Effective,
  what: string,
  ...entries: readonly string[]
): Fix {
  const lines = entries.map((entry) => `proxy_set_header ${entry};`);
  const last = headers.state === 'declared' ? headers.directives.at(-1) : undefined;
  const inner = location && location.scope !== scope ? scope.directive : null;
  const edit = last
    ? insertAfter(nginx, last, lines)
    : inner
      ? insertBefore(nginx, inner, lines)
      : insertAfter(nginx, directive, lines);
  return { title: `Send ${what}`, kind: 'guided', edits: [edit] };
}
