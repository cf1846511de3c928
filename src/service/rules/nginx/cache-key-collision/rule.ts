import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { type CachedPass, cachedPasses } from '../../../languages/nginx/caching';
import { insertAfter, replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { effective, effectiveText } from '../../../languages/nginx/effective';
import type { NginxModel } from '../../../languages/nginx/model';

export default defineRule({
  id: 'nginx/cache-key-collision',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Different requests, one cache key',
  summary: 'Requests that differ share one entry of a cache.',
  citations: [
    'nginx.proxy.cache-key',
    'nginx.proxy.cache-convert-head',
    'nginx.slice',
    'guide.caching',
  ],
  practices: [],
  checklist: ['cache-layer'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ nginx, targets }, report) {
    const seen = new Set<unknown>();
    const all = cachedPasses(nginx, targets.nginx);
    const shared = sharedBySites(all);
    for (const cached of all) {
      const lacking = shared.get(cached) ?? lackingIn(cached, targets.nginx);
      if (!lacking || seen.has(cached.key ?? cached.cache)) continue;
      seen.add(cached.key ?? cached.cache);
      report({
        at: cached.key ?? cached.zone,
        severity: lacking.severity,
        message: `${lacking.why}. Add ${lacking.add} to the key.`,
        fixes: unlessGenerated(nginx, () => [addToKey(nginx, cached, lacking.add)]),
      });
    }
  },
});

interface Lacking {
  readonly severity: 'warning' | 'information';
  readonly why: string;
  readonly add: string;
}

const HOST =
  /^(?:(?:http_)?host|server_name|proxy_host|proxy_port|http_x_forwarded_host|server_addr|server_port)$/;

/** Passes of one site whose zone and key another site with other servers behind it uses as well. */
function sharedBySites(all: readonly CachedPass[]): ReadonlyMap<CachedPass, Lacking> {
  const first = new Map<string, CachedPass>();
  const shared = new Map<CachedPass, Lacking>();
  for (const cached of all) {
    const { key, keyText, zone, variables } = cached;
    const site = siteOf(cached);
    if (!key || !site || [...variables].some((name) => HOST.test(name))) continue;
    const id = `${zone.value}\0${keyText}`;
    const other = first.get(id);
    if (!other) first.set(id, cached);
    else if (siteOf(other) !== site && targetOf(other) !== targetOf(cached)) {
      const why = `The zone "${zone.value}" holds pages of ${siteOf(other)} and of ${site}, and the key does not say whose: one site gets the other's`;
      shared.set(cached, { severity: 'warning', why, add: '$host' });
    }
  }
  return shared;
}

/** The name of a site that has one. */
function siteOf({ pass }: CachedPass): string | undefined {
  const [name, another] = pass.server?.names ?? [];
  const site = name && !another ? valueOf(name) : undefined;
  return site !== undefined && /^[a-z0-9.-]+$/i.test(site) ? site : undefined;
}

function targetOf({ pass }: CachedPass): string {
  return `${valueOf(pass.host) ?? ''}:${pass.port}`;
}

/** What tells requests apart and is not in the key. */
function lackingIn(cached: CachedPass, version: string | undefined): Lacking | undefined {
  const { pass, variables } = cached;
  const severity = 'warning';
  const methods = effective(pass.scope, 'proxy_cache_methods', version);
  const posts =
    methods.state === 'declared' &&
    methods.directives[0]?.args.some((arg) => valueOf(arg)?.toUpperCase() === 'POST');
  if (posts && !variables.has('request_body')) {
    const why =
      'POST is cached, and the key does not hold its body: two different ones get one answer';
    return { severity, why, add: '$request_body' };
  }
  const slice = effectiveText(pass.scope, 'slice', version);
  if (slice !== undefined && slice !== '0' && !variables.has('slice_range')) {
    const why = `Responses are fetched in slices of ${slice}, and the key does not say which: every slice is taken for the first`;
    return { severity, why, add: '$slice_range' };
  }
  const convert = effectiveText(pass.scope, 'proxy_cache_convert_head', version);
  if (convert === 'off' && !variables.has('request_method')) {
    const why =
      'HEAD is no longer turned into GET, and the key does not hold the method: a GET may get the empty answer of a HEAD';
    return { severity, why, add: '$request_method' };
  }
  if (!cached.key || ignoresQueries(cached)) return undefined;
  const path = ['uri', 'document_uri'].some((name) => variables.has(name));
  if (!path || [...variables].some((name) => QUERY.test(name))) return undefined;
  const why =
    'The key holds the path without what follows "?": /list?page=2 gets the entry of /list?page=1';
  return { severity: 'information', why, add: '$is_args$args' };
}

const QUERY = /^(?:request_uri|request|args|query_string|is_args|arg_.+)$/;

const STATIC =
  /\\\.\(?(?:\?:)?[^)\\]*\b(?:css|js|png|jpe?g|woff2?|svg|ico)\b|^\/(?:static|assets|css|js|img|images|fonts|media)\b/;

/** Files are the same whatever follows "?"; and some requests with one may not be cached at all. */
function ignoresQueries({ pass }: CachedPass): boolean {
  const pattern = pass.location ? (valueOf(pass.location.pattern) ?? '') : '';
  const names = ['proxy_cache_bypass', 'proxy_no_cache'];
  return (
    STATIC.test(pattern) || sendsNoQuery(pass) || names.some((name) => holds(pass.scope, name))
  );
}

/** An address with variables is sent as it is written: what follows "?" reaches nobody. */
function sendsNoQuery({ uri }: CachedPass['pass']): boolean {
  if (uri === null || !uri.includes('$')) return false;
  return !/\$(?:request_uri|args|is_args|query_string|arg_)/.test(uri);
}

function holds(scope: CachedPass['pass']['scope'], name: string): boolean {
  return effective(scope, name, undefined).state !== 'defaulted';
}

function addToKey(nginx: NginxModel, { key, cache, keyText }: CachedPass, add: string): Fix {
  const value = `${keyText}${add}`;
  const edit = key
    ? replaceArgument(key, value)
    : insertAfter(nginx, cache, [`proxy_cache_key ${value};`]);
  const title = `Tell them apart: key ${keyText} → ${value} (the whole cache goes cold once)`;
  return { title, kind: 'guided', edits: [edit] };
}
