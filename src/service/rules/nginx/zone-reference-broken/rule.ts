import { type Field, type Located, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceArgument, unlessGenerated } from '../../../languages/nginx/edits';
import { includesDeployedFolder, isSeenWhole } from '../../../languages/nginx/effective';
import { isExtended } from '../../../languages/nginx/flavours';
import type { NginxDirective, NginxModel, NginxZone } from '../../../languages/nginx/model';
import { nearest } from '../../../languages/nginx/nearest';
import { hasVariable } from '../../../languages/nginx/words';

export default defineRule({
  id: 'nginx/zone-reference-broken',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Zone that nothing defines',
  summary: 'A cache or limit uses a zone that nothing defines.',
  citations: ['nginx.proxy.cache', 'nginx.limit-req', 'nginx.limit-conn'],
  practices: [],
  checklist: [],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ nginx }, report) {
    const broken = new Set<string>();
    const isOpen = includesDeployedFolder(nginx);
    const kinds = {
      cache: definitionsOf(nginx, 'cache'),
      limit_req: definitionsOf(nginx, 'limit_req'),
      limit_conn: definitionsOf(nginx, 'limit_conn'),
    };
    for (const { kind, directive, name, at, prefix } of references(nginx)) {
      const { defined, hidden } = kinds[kind];
      if (hidden || defined.has(name) || !isSeenWhole(directive.scope)) continue;
      broken.add(kind);
      const meant = nearest(name, [...defined]);
      report({
        at,
        ...(isOpen ? { severity: meant === undefined ? 'information' : 'warning' } : {}),
        message: isOpen
          ? `No ${DEFINED_BY[kind]} here defines the zone "${name}". Unless another file on the server does, nginx does not start: define it in "http", or use one that exists.`
          : `No ${DEFINED_BY[kind]} defines the zone "${name}", and nginx does not start without it. Define it in "http", or use one that exists.`,
        fixes: unlessGenerated(nginx, () => {
          if (meant === undefined) return [];
          const edits = [replaceArgument(at, prefix + meant)];
          return [{ title: `Use the zone "${meant}"`, kind: 'suggestion', edits }];
        }),
      });
    }
    for (const zone of isOpen ? [] : unusedZones(nginx)) {
      // Its name may be the one that was meant.
      if (broken.has(zone.kind)) continue;
      report({
        at: zone,
        severity: 'hint',
        message: `The zone "${valueOf(zone.name)}" is defined and nothing uses it: ${zone.kind === 'cache' ? 'nothing is cached in it' : 'nothing is limited by it'}, and its memory is taken all the same. Use it, or remove it.`,
      });
    }
  },
});

type ZoneKind = Exclude<NginxZone['kind'], 'upstream'>;

const DEFINED_BY: Readonly<Record<ZoneKind, string>> = {
  cache: 'proxy_cache_path (or fastcgi_, uwsgi_, scgi_cache_path)',
  limit_req: 'limit_req_zone',
  limit_conn: 'limit_conn_zone',
};

interface Reference {
  readonly kind: ZoneKind;
  readonly directive: NginxDirective;
  readonly name: string;
  readonly at: Located;
  /** What stands before the name in the argument. */
  readonly prefix: string;
}

function references(nginx: NginxModel): readonly Reference[] {
  const named = (names: readonly string[]) => names.flatMap((name) => nginx.byName.get(name) ?? []);
  const caches = named(CACHES);
  return [
    ...caches.flatMap((directive) => reference('cache', directive, directive.args[0], '')),
    ...named(['limit_conn']).flatMap((directive) =>
      reference('limit_conn', directive, directive.args[0], ''),
    ),
    ...named(['limit_req']).flatMap((directive) => {
      const zone = directive.args.find((arg) => (valueOf(arg) ?? '').startsWith('zone='));
      return reference('limit_req', directive, zone, 'zone=');
    }),
  ];
}

function reference(
  kind: ZoneKind,
  directive: NginxDirective,
  arg: Field<string> | undefined,
  prefix: string,
): readonly Reference[] {
  if (arg?.state !== 'known' || directive.scope.module !== 'http') return [];
  const name = arg.value.slice(prefix.length);
  if (name === '' || hasVariable(name) || (kind === 'cache' && name === 'off')) return [];
  return [{ kind, directive, name, at: arg, prefix }];
}

/** Zones of a configuration that is seen whole, to which no name and no variable refers. */
function unusedZones(nginx: NginxModel): readonly NginxZone[] {
  const { root } = nginx;
  const whole = root.kind === 'main' && nginx.scopes.every(({ open }) => open === null);
  if (!whole || isExtended(nginx)) return [];
  const used = new Set(references(nginx).map(({ kind, name }) => `${kind} ${name}`));
  const computed = CACHES.some((name) =>
    nginx.byName.get(name)?.some(({ args: [zone] }) => !zone || hasVariable(valueOf(zone) ?? '$a')),
  );
  return nginx.zones.filter(({ kind, name, directive }) => {
    if (kind === 'upstream' || (kind === 'cache' && computed) || name.state !== 'known')
      return false;
    return directive.scope.module === 'http' && !used.has(`${kind} ${name.value}`);
  });
}

const CACHES = ['proxy_cache', 'fastcgi_cache', 'uwsgi_cache', 'scgi_cache'];

/** The zones of a kind that are defined; one whose name cannot be read may be the one that is used. */
function definitionsOf(nginx: NginxModel, kind: ZoneKind) {
  const defining = kind === 'cache' ? CACHES.map((name) => `${name}_path`) : [`${kind}_zone`];
  return {
    defined: new Set(
      nginx.zones.flatMap((zone) => (zone.kind === kind ? (valueOf(zone.name) ?? []) : [])),
    ),
    hidden: defining.some((name) =>
      nginx.byName.get(name)?.some(({ args }) => args.some(({ state }) => state !== 'known')),
    ),
  };
}
