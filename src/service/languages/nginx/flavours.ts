import { type Located, valueOf } from '../../contracts/field';
import type { NginxModel } from './model';

/** Whether the configured version names nginx Plus (`plus`, `R33`). */
export function isPlus(target: string | undefined): boolean {
  return /plus|^r\d/i.test(target ?? '');
}

/** Whether a file shows that its nginx has modules or directives that nginx itself has not. */
export function isExtended(nginx: NginxModel): boolean {
  if (nginx.byName.has('load_module')) return true;
  return [...nginx.byName.keys()].some((name) => EXTENSIONS.test(name));
}

/** Directives of OpenResty, Tengine, Angie and modules that bring features of nginx Plus. */
const EXTENSIONS =
  /_by_lua|^(?:lua_|check(?:_|$)|dyups|upsync|nginx_upstream_check|api$|acme_|client_acme|docker_endpoint|zone_sync|mgmt$|keyval|auth_jwt|js_)/;

/** A feature that the open-source nginx refuses. */
export interface PlusFeature {
  readonly what: string;
  readonly at: Located;
  readonly instead: string;
}

/** What of a file only nginx Plus reads (nginx.org: "available as part of our commercial subscription"). */
export function plusFeaturesIn(nginx: NginxModel): readonly PlusFeature[] {
  const features: PlusFeature[] = [];
  for (const [name, scopes, instead] of DIRECTIVES) {
    for (const directive of nginx.byName.get(name) ?? []) {
      if (scopes.has(directive.scope.kind)) features.push({ what: name, at: directive, instead });
    }
  }
  for (const { servers } of nginx.upstreams) {
    for (const parameter of servers.flatMap(({ parameters }) => parameters)) {
      if (parameter.name !== 'slow_start') continue;
      features.push({ what: 'slow_start', at: parameter, instead: 'Raise the weight in steps' });
    }
  }
  for (const { args } of nginx.byName.get('limit_req_zone') ?? []) {
    const sync = args.find((arg) => valueOf(arg) === 'sync');
    if (sync?.state !== 'known') continue;
    features.push({
      what: 'sync',
      at: sync,
      instead: 'Divide the rate by the number of nginx servers',
    });
  }
  return features;
}

const DIRECTIVES: readonly (readonly [
  name: string,
  scopes: ReadonlySet<string>,
  instead: string,
])[] = [
  ['queue', new Set(['upstream']), 'Limit connections at the servers'],
  ['state', new Set(['upstream']), 'List the servers'],
  ['ntlm', new Set(['upstream']), 'Use a "keepalive" that clients do not share'],
  ['health_check', new Set(['location', 'server']), 'Use max_fails and fail_timeout'],
  ['status_zone', new Set(['http', 'server', 'location']), 'Use stub_status'],
];
