import type { NamedPlace } from '../../contracts/editing';
import { type Field, valueOf } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { tableOf } from '../../text/tables';
import type { NginxDirective, NginxModel, NginxPass } from './model';
import { isBuiltIn } from './variables';

/** The kinds of name in an nginx configuration that can be followed through a project. */
export type NginxName =
  | 'upstream'
  | 'cache zone'
  | 'limit_req zone'
  | 'limit_conn zone'
  | 'variable';

/**
 * Every name that a configuration gives or uses: upstreams, zones, variables it defines itself, and
 * named locations, which mean something within their own server only.
 *
 * @param uri tells the servers of different files apart
 */
export function namedPlaces(model: NginxModel, uri: string): readonly NamedPlace[] {
  return [
    ...model.upstreams.flatMap((upstream) =>
      place('upstream', 'definition', model, upstream.name, valueOf(upstream.name) ?? ''),
    ),
    ...model.passes.flatMap((pass) => upstreamUse(model, pass)),
    ...upstreamsInVariables(model),
    ...zones(model),
    ...namedLocations(model, uri),
    ...variables(model),
    ...includes(model),
  ].sort((a, b) => a.at.start - b.at.start);
}

/** Whether nginx would take a new name for what the old one was. */
export function mayBeNamed(kind: string, name: string): boolean {
  if (/[\s;{}"'\\$#]|^$/.test(name)) return false;
  if (kind === 'variable') return /^[A-Za-z_]\w*$/.test(name) && !isBuiltIn(name);
  if (kind === 'upstream') return /^[^/:@?[\]]+$/.test(name);
  if (kind.startsWith('named location')) return name.startsWith('@') && name.length > 1;
  return /^[^:=]+$/.test(name) && name !== 'off';
}

/** A name within an argument, if it stands there as it is. nginx compares upstreams in any case. */
function place(
  kind: NginxName | string,
  role: NamedPlace['role'],
  { text }: NginxModel,
  field: Field<string>,
  written: string,
): readonly NamedPlace[] {
  if (field.state !== 'known' || written === '') return [];
  const source = text.slice(field.at.start, field.at.end);
  const found = source.toLowerCase().lastIndexOf(written.toLowerCase());
  if (found < 0) return [];
  const start = field.at.start + found;
  const name = kind === 'upstream' ? written.toLowerCase() : written;
  return [{ kind, name, role, at: span(start, start + written.length) }];
}

/** A pass without a port names an upstream, here or in another file. */
function upstreamUse(model: NginxModel, pass: NginxPass): readonly NamedPlace[] {
  const target = pass.directive.args[0];
  const host = valueOf(pass.host);
  if (target?.state !== 'known' || !host || pass.port !== null || host.startsWith('unix:'))
    return [];
  const head = pass.scheme === '' ? 0 : pass.scheme.length + '://'.length;
  const quote = /^["']/.test(model.text.slice(target.at.start, target.at.end)) ? 1 : 0;
  const start = target.at.start + quote + head;
  const at = span(start, start + host.length);
  if (model.text.slice(at.start, at.end).toLowerCase() !== host) return [];
  return [{ kind: 'upstream', name: host, role: 'use', at }];
}

/** Values of a variable that some pass goes to: nginx looks for an upstream of that name first. */
function upstreamsInVariables(model: NginxModel): readonly NamedPlace[] {
  const passed = new Set(
    model.passes.flatMap(({ directive: { args } }) => {
      const target = args[0] && valueOf(args[0]);
      return /^(?:\w+:\/\/)?\$\{?(\w+)\}?(?:\/|$)/.exec(target ?? '')?.[1] ?? [];
    }),
  );
  if (passed.size === 0) return [];
  const named = (field: Field<string> | undefined) =>
    passed.has((field && valueOf(field)?.slice(1)) ?? '');
  const set = (model.byName.get('set') ?? []).filter(({ args }) => named(args[0]));
  const rows = model.maps.filter(({ variable }) => named(variable)).flatMap((map) => map.rows);
  return [...set.map(({ args }) => args[1]), ...rows.map(({ words }) => words[1])].flatMap(
    (value) => {
      const [, name] = /^(?:\w+:\/\/)?([^/:$]+)$/.exec((value && valueOf(value)) ?? '') ?? [];
      return value && name ? place('upstream', 'use', model, value, name) : [];
    },
  );
}

/** The files that an include names can be gone to. */
function includes(model: NginxModel): readonly NamedPlace[] {
  return (model.byName.get('include') ?? []).flatMap(({ args: [pattern] }) =>
    pattern?.state === 'known'
      ? [{ kind: 'include', name: pattern.value, role: 'use' as const, at: pattern.at }]
      : [],
  );
}

function zones(model: NginxModel): readonly NamedPlace[] {
  const definitions = model.zones.flatMap((zone) => {
    if (zone.kind === 'upstream' || zone.name.state !== 'known') return [];
    const marker = zone.kind === 'cache' ? 'keys_zone=' : 'zone=';
    return afterMarker(
      model,
      `${zone.kind} zone`,
      'definition',
      zone.name,
      marker,
      zone.name.value,
    );
  });
  const uses = ['proxy', 'fastcgi', 'uwsgi', 'scgi'].flatMap((kind) =>
    (model.byName.get(`${kind}_cache`) ?? []).flatMap(({ args: [zone] }) =>
      zone && valueOf(zone) !== 'off' && !(valueOf(zone) ?? '').includes('$')
        ? place('cache zone', 'use', model, zone, valueOf(zone) ?? '')
        : [],
    ),
  );
  const connections = (model.byName.get('limit_conn') ?? []).flatMap(({ args: [zone] }) =>
    zone ? place('limit_conn zone', 'use', model, zone, valueOf(zone) ?? '') : [],
  );
  const requests = (model.byName.get('limit_req') ?? []).flatMap(({ args }) =>
    args.flatMap((arg) => {
      const name = /^zone=(.+)$/.exec(valueOf(arg) ?? '')?.[1];
      return name && arg.state === 'known'
        ? afterMarker(model, 'limit_req zone', 'use', arg, 'zone=', name)
        : [];
    }),
  );
  return [...definitions, ...uses, ...connections, ...requests];
}

function afterMarker(
  { text }: NginxModel,
  kind: string,
  role: NamedPlace['role'],
  { at }: { readonly at: Span },
  marker: string,
  name: string,
): readonly NamedPlace[] {
  const found = text.slice(at.start, at.end).indexOf(marker + name);
  if (found < 0) return [];
  const start = at.start + found + marker.length;
  return [{ kind, name, role, at: span(start, start + name.length) }];
}

function namedLocations(model: NginxModel, uri: string): readonly NamedPlace[] {
  const definitions = model.locations
    .filter(({ modifier }) => modifier === '@')
    .flatMap((location) =>
      place(
        kindWithin(location.directive, uri),
        'definition',
        model,
        location.pattern,
        valueOf(location.pattern) ?? '',
      ),
    );
  const uses = ['try_files', 'error_page'].flatMap((name) =>
    (model.byName.get(name) ?? []).flatMap((directive) => {
      const last = directive.args.at(-1);
      const target = last && valueOf(last);
      return last && target?.startsWith('@')
        ? place(kindWithin(directive, uri), 'use', model, last, target)
        : [];
    }),
  );
  return [...definitions, ...uses];
}

/** Two servers may each have a location of the same name. */
function kindWithin({ scope }: NginxDirective, uri: string): string {
  let level = scope;
  while (level.kind !== 'server' && level.parent) level = level.parent;
  return `named location of ${uri}#${level.path}`;
}

/** The argument of each directive that names the variable it sets. */
const SETS = tableOf<number>({ set: 0, map: 1, split_clients: 1, perl_set: 0 });

function variables(model: NginxModel): readonly NamedPlace[] {
  const found: NamedPlace[] = [];
  for (const directive of model.directives) {
    if (!directive.written.includes('$') && directive.rows.length === 0) continue;
    const { name, args, rows } = directive;
    const sets = name === 'geo' ? args.length - 1 : (SETS[name] ?? -1);
    for (const [index, arg] of args.entries()) {
      if (hasDollar(arg))
        found.push(...variablesIn(model, arg, index === sets ? 'definition' : 'use'));
    }
    for (const { words } of rows) {
      for (const word of words.slice(1)) found.push(...variablesIn(model, word, 'use'));
    }
  }
  return found;
}

function hasDollar(field: Field<string>): boolean {
  return field.state === 'known' && field.value.includes('$');
}

function variablesIn(
  { text }: NginxModel,
  field: Field<string>,
  role: NamedPlace['role'],
): readonly NamedPlace[] {
  if (field.state !== 'known' || !hasDollar(field)) return [];
  const { start, end } = field.at;
  return [...text.slice(start, end).matchAll(/\$(\{?)([A-Za-z_]\w*)/g)].flatMap((match) => {
    const [, brace = '', name = ''] = match;
    if (isBuiltIn(name)) return [];
    const from = start + match.index + 1 + brace.length;
    return [{ kind: 'variable', name, role, at: span(from, from + name.length) }];
  });
}
