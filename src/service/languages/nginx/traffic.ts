import { type Field, known, unknown } from '../../contracts/field';
import { splitAddress } from './addresses';
import type {
  NginxDirective,
  NginxListen,
  NginxLocation,
  NginxMap,
  NginxPass,
  NginxServer,
  NginxUpstream,
  NginxZone,
  PassKind,
} from './model';
import type { VariableReader } from './outcomes';
import { type Draft, push } from './scopes';
import { hasVariable } from './words';

/** Reads a `listen` line. */
export function readListen(directive: NginxDirective): NginxListen | undefined {
  const address = directive.args[0];
  if (!address || address.state === 'absent') return undefined;
  const flags = new Set(directive.args.slice(1).flatMap((arg) => textOf(arg) ?? []));
  return {
    at: address.at,
    path: address.path,
    directive,
    address,
    port: address.state === 'known' ? listenPort(address.value) : null,
    flags,
  };
}

function listenPort(address: string): number | null {
  if (/^\d{1,5}$/.test(address)) return Number(address);
  const split = splitAddress(address);
  if (split.kind === 'unix' || hasVariable(address)) return null;
  return split.port ?? (address.includes(':') && !address.endsWith(']') ? null : 80);
}

const MODIFIERS: ReadonlySet<string> = new Set(['=', '^~', '~', '~*']);

/** The modifier and the pattern of a `location`, also where they are written as one word. */
export function readPattern(
  directive: NginxDirective,
): Pick<NginxLocation, 'modifier' | 'pattern' | 'at' | 'path'> {
  const [first, second] = directive.args;
  const word = first ? textOf(first) : undefined;
  if (first && second && word !== undefined && MODIFIERS.has(word)) {
    return place(word as NginxLocation['modifier'], second, directive);
  }
  const glued = word === undefined ? undefined : /^(=|\^~|~\*|~)(.+)$/s.exec(word);
  if (first?.state === 'known' && glued) {
    const pattern = known(glued[2] ?? '', first.at, first.path);
    return place(glued[1] as NginxLocation['modifier'], pattern, directive);
  }
  if (first) return place(word?.startsWith('@') ? '@' : '', first, directive);
  const { at, path } = directive;
  return { modifier: '', pattern: unknown('nothing written', at, path), at, path };
}

function place(
  modifier: NginxLocation['modifier'],
  pattern: Field<string>,
  directive: NginxDirective,
): Pick<NginxLocation, 'modifier' | 'pattern' | 'at' | 'path'> {
  const at = pattern.state === 'absent' ? directive.at : pattern.at;
  return { modifier, pattern, at, path: pattern.path };
}

/** The kind of back end behind a directive name, if it is a pass at all. */
export function passKind(name: string): PassKind | undefined {
  const kind = /^(proxy|fastcgi|grpc|uwsgi|scgi|memcached)_pass$/.exec(name)?.[1];
  return kind as PassKind | undefined;
}

/** A pass before its upstream is looked up. */
export function readPass(
  kind: PassKind,
  directive: NginxDirective,
  location: NginxLocation | null,
  server: NginxServer | null,
): NginxPass | undefined {
  const target = directive.args[0];
  if (!target || target.state === 'absent') return undefined;
  const { at, path } = target;
  const pass = (
    scheme: string,
    host: Field<string>,
    port: number | null,
    uri: string | null,
  ): NginxPass => ({
    kind,
    directive,
    scope: directive.scope,
    location,
    server,
    upstream: null,
    upstreams: [],
    open: false,
    at,
    path,
    scheme,
    host,
    port,
    uri,
  });
  if (target.state === 'unknown') return pass('', unknown(target.why, at, path), null, null);
  const [, scheme = '', remainder = ''] =
    /^(?:(https?|grpcs?):\/\/)?(.*)$/s.exec(target.value) ?? [];
  const split = splitAddress(remainder);
  const authority = remainder.split('/', 1)[0] ?? '';
  const host: Field<string> = hasVariable(authority)
    ? unknown('a variable', at, path)
    : known(split.host ?? authority, at, path);
  return pass(scheme, host, split.port, split.uri);
}

/**
 * Joins passes and upstreams, which may be written in either order. A port makes a pass's target
 * an address, and an upstream of `stream` is none for `http`. A name that comes out of variables is
 * looked up among the upstreams too, before any resolver is asked.
 */
export function linkPasses(
  passes: readonly NginxPass[],
  users: ReadonlyMap<NginxUpstream, NginxPass[]>,
  variables: VariableReader,
): void {
  const named = new Map<string, NginxUpstream[]>();
  for (const upstream of users.keys()) {
    if (upstream.name.state === 'known') push(named, upstream.name.value.toLowerCase(), upstream);
  }
  for (const pass of passes as readonly Draft<NginxPass>[]) {
    const { hosts, open } = hostsOf(pass, variables);
    const found = new Set<NginxUpstream>();
    for (const host of hosts) {
      const upstream = named.get(host)?.find((candidate) => together(pass, candidate));
      if (upstream) found.add(upstream);
    }
    pass.open = open;
    pass.upstreams = [...found];
    pass.upstream =
      found.size === 1 && hosts.size === 1 && !open ? (pass.upstreams[0] ?? null) : null;
    for (const upstream of found) users.get(upstream)?.push(pass);
  }
}

/** Names without a port that a pass leads to, in small letters; `open` where there may be more. */
function hostsOf(
  pass: NginxPass,
  variables: VariableReader,
): { readonly hosts: ReadonlySet<string>; readonly open: boolean } {
  if (pass.host.state === 'known') {
    return { hosts: new Set(pass.port === null ? [pass.host.value] : []), open: false };
  }
  const target = pass.directive.args[0];
  if (target?.state !== 'known') return { hosts: new Set(), open: true };
  const outcomes = variables.outcomesOf(authorityOf(target.value), pass.scope);
  const hosts = new Set<string>();
  for (const text of outcomes.texts) {
    const split = splitAddress(text.replace(SCHEME, ''));
    if (split.port === null && split.host) hosts.add(split.host);
    // An address is one more way to go, and no upstream.
    else hosts.add(text);
  }
  return { hosts, open: outcomes.open };
}

const SCHEME = /^(?:https?|grpcs?):\/\//;

/**
 * A target up to its path. Variables that begin with a slash (`$request_uri`) or with a question mark
 * (`$is_args`) end the name of the server, as nginx reads it once they have their values.
 */
function authorityOf(target: string): string {
  const [, scheme = '', rest = ''] =
    /^((?:https?|grpcs?|\$\{?scheme\}?):\/\/)?(.*)$/s.exec(target) ?? [];
  const end = rest.search(/\/|\$\{?(?:request_uri|uri|document_uri|is_args)\b/);
  const authority = end > 0 ? rest.slice(0, end) : rest;
  return `${scheme.startsWith('$') ? 'http://' : scheme}${authority}`;
}

function together(pass: NginxPass, upstream: NginxUpstream): boolean {
  const { module } = pass.scope;
  return module === upstream.module || module === 'unknown' || upstream.module === 'unknown';
}

/** Reads a `map` block. */
export function readMap(directive: NginxDirective): NginxMap | undefined {
  const [source, variable] = directive.args;
  if (!source || !variable || variable.state === 'absent') return undefined;
  const { at, path } = variable;
  return { at, path, directive, source, variable, rows: directive.rows };
}

/** The shared zone that a directive defines, if it defines one. */
export function readZone(directive: NginxDirective): NginxZone | undefined {
  const { name, args } = directive;
  if (name === 'zone' && directive.scope.kind === 'upstream')
    return zone('upstream', args[0], directive);
  const kind = /_cache_path$/.test(name) ? 'cache' : /^(limit_(?:req|conn))_zone$/.exec(name)?.[1];
  if (kind === undefined) return undefined;
  const marker = kind === 'cache' ? 'keys_zone=' : 'zone=';
  const arg = args.find((word) => word.state === 'known' && word.value.startsWith(marker));
  if (arg?.state !== 'known') return undefined;
  const written = arg.value.slice(marker.length).split(':', 1)[0] ?? '';
  return zone(kind as NginxZone['kind'], known(written, arg.at, arg.path), directive);
}

function zone(
  kind: NginxZone['kind'],
  name: Field<string> | undefined,
  directive: NginxDirective,
): NginxZone | undefined {
  if (!name || name.state === 'absent') return undefined;
  return { at: name.at, path: name.path, kind, name, directive };
}

function textOf(field: Field<string>): string | undefined {
  return field.state === 'known' ? field.value : undefined;
}
