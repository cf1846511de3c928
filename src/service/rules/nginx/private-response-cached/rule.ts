import { valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { insertAfter, unlessGenerated } from '../../../languages/nginx/edits';
import {
  type Effective,
  effective,
  effectiveText,
  entryKey,
} from '../../../languages/nginx/effective';
import type { NginxDirective, NginxModel, NginxPass, Scope } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/private-response-cached',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Private response cached',
  summary: 'A response with the cookie of one client is kept and sent to others.',
  citations: ['nginx.proxy.cache-valid', 'nginx.proxy.ignore-headers', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<NginxDirective>();
    for (const pass of nginx.passes) {
      const { kind, scope } = pass;
      if (!CACHING.has(kind) || isForFiles(pass)) continue;
      const cache = effective(scope, `${kind}_cache`, targets.nginx);
      const zone = cache.state === 'declared' ? cache.directives[0]?.args[0] : undefined;
      if (zone?.state !== 'known' || zone.value === 'off') continue;
      const ignored = effective(scope, `${kind}_ignore_headers`, targets.nginx);
      const directive = entryNaming(ignored, 'set-cookie');
      if (!directive || seen.has(directive)) continue;
      if (
        !isKept(scope, kind, targets.nginx) ||
        tellsClientsApart(nginx, scope, kind, targets.nginx)
      )
        continue;
      seen.add(directive);
      const word = directive.args.find((arg) => valueOf(arg)?.toLowerCase() === 'set-cookie');
      report({
        at: word?.state === 'known' ? word : directive,
        message: `nginx keeps no response that sets a cookie, unless it is told to ignore that. Here it is, the cookie is kept in the cache "${zone.value}" with the response, and the key does not tell clients apart: the next client gets the session of the first. Hide Set-Cookie, or keep such responses out of the cache.`,
        related: [{ at: zone, message: 'The responses are kept here.' }],
        fixes: unlessGenerated(nginx, () =>
          scope.kind === 'location' && directive.scope === scope
            ? [
                {
                  title: `Send no cookie with these responses: Set-Cookie kept → hidden (who is to be logged in here is not)`,
                  kind: 'guided',
                  edits: [insertAfter(nginx, directive, [`${kind}_hide_header Set-Cookie;`])],
                },
              ]
            : [],
        ),
      });
    }
  },
});

const CACHING: ReadonlySet<string> = new Set(['proxy', 'fastcgi', 'uwsgi', 'scgi']);

/** Names of files that are the same for everybody. */
const FILES =
  /(?:^|[^a-z])(?:static|assets?|public|dist|build|fonts?|images?|img|css|js|media|favicon|robots|sitemap|tiles?|thumbs?|thumbnails?|avatars?)(?:[^a-z]|$)|\\?\.\(?(?:\?:)?(?:css|js|png|jpe?g|gif|svg|webp|woff2?|ico)/i;

function isForFiles({ location }: NginxPass): boolean {
  return location !== null && FILES.test(valueOf(location.pattern) ?? '');
}

/** The entry of a list of headers that names one of them. */
function entryNaming(list: Effective, header: string): NginxDirective | undefined {
  if (list.state !== 'declared') return undefined;
  return list.directives.find(({ args }) =>
    args.some((arg) => valueOf(arg)?.toLowerCase() === header),
  );
}

/** The cookie goes out with the response: nothing in sight takes it off. */
function isKept(scope: Scope, kind: string, version: string | undefined): boolean {
  const hidden = effective(scope, `${kind}_hide_header`, version);
  if (hidden.state === 'unknown') return false;
  const hides =
    hidden.state === 'declared' &&
    hidden.directives.some((entry) => entryKey(entry) === 'set-cookie');
  return !hides && !scope.byName.has('more_clear_headers') && !hasLuaHeaders(scope);
}

function hasLuaHeaders(scope: Scope): boolean {
  return [...scope.byName.keys()].some((name) => name.startsWith('header_filter_by_lua'));
}

/** The key, or a condition that keeps responses out, depends on who asks or on the cookie that is set. */
function tellsClientsApart(
  nginx: NginxModel,
  scope: Scope,
  kind: string,
  version: string | undefined,
): boolean {
  const key = effectiveText(scope, `${kind}_cache_key`, version);
  if (key === undefined && kind === 'proxy') return true;
  if (key !== undefined && PERSONAL.test(key)) return true;
  const without = effective(scope, `${kind}_no_cache`, version);
  if (without.state === 'unknown') return true;
  const conditions =
    without.state === 'declared' ? without.directives.flatMap(({ args }) => args) : [];
  return conditions.some((arg) => {
    const value = valueOf(arg);
    return value === undefined || PERSONAL.test(value) || isOwn(nginx, value);
  });
}

const PERSONAL =
  /\$\{?(?:http_cookie|cookie_\w+|http_authorization|remote_user|(?:upstream|sent)_http_set_cookie|upstream_cookie_\w+)/i;

/** A variable of the configuration's own may stand for any condition. */
function isOwn({ maps, byName }: NginxModel, value: string): boolean {
  return (
    maps.some(({ variable }) => valueOf(variable) === value) ||
    (byName.get('set') ?? []).some(
      ({ args: [name] }) => name !== undefined && valueOf(name) === value,
    )
  );
}
