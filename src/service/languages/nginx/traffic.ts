import {
  type Absent,
  type Field,
  type Known,
  known,
  type Unknown,
  unknown,
} from '../../contracts/field';
import type { Span } from '../../contracts/span';
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
  Scope,
} from './model';
import type { VariableReader } from './outcomes';
import { NOTHING, push } from './scopes';
import { hasVariable } from './words';

/** Reads a `listen` line. */
export function readListen(directive: NginxDirective): NginxListen | undefined {
  const address = directive.args[0];
  return !address || address.state === 'absent' ? undefined : new Listen(directive, address);
}

class Listen implements NginxListen {
  private words: ReadonlySet<string> | undefined;

  constructor(
    readonly directive: NginxDirective,
    readonly address: Exclude<Field<string>, Absent>,
  ) {}

  get at(): Span {
    return this.address.at;
  }

  get path(): string {
    return this.address.path;
  }

  get port(): number | null {
    return this.address.state === 'known' ? listenPort(this.address.value) : null;
  }

  get flags(): ReadonlySet<string> {
    if (this.directive.args.length === 1) return NO_FLAGS;
    this.words ??= new Set(this.directive.args.slice(1).flatMap((arg) => textOf(arg) ?? []));
    return this.words;
  }
}

const NO_FLAGS: ReadonlySet<string> = new Set();

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
): Pick<NginxLocation, 'modifier' | 'pattern'> {
  const [first, second] = directive.args;
  const word = first ? textOf(first) : undefined;
  if (first && second && word !== undefined && MODIFIERS.has(word)) {
    return { modifier: word as NginxLocation['modifier'], pattern: second };
  }
  const glued =
    word !== undefined && GLUED.has(word.charAt(0)) ? /^(=|\^~|~\*|~)(.+)$/s.exec(word) : null;
  if (first?.state === 'known' && glued) {
    const pattern = new PartOf(glued[2] ?? '', first);
    return { modifier: glued[1] as NginxLocation['modifier'], pattern };
  }
  if (first) return { modifier: word?.startsWith('@') ? '@' : '', pattern: first };
  return { modifier: '', pattern: new NothingWritten(directive) };
}

/** A value that is a part of a word: a pattern behind its modifier, a name behind `zone=`. */
class PartOf implements Known<string> {
  constructor(
    readonly value: string,
    private readonly word: Known<string>,
  ) {}

  get state(): 'known' {
    return 'known';
  }

  get origin(): Known<string>['origin'] {
    return this.word.origin;
  }

  get at(): Span {
    return this.word.at;
  }

  get path(): string {
    return this.word.path;
  }
}

class NothingWritten implements Unknown {
  constructor(private readonly directive: NginxDirective) {}

  get state(): 'unknown' {
    return 'unknown';
  }

  get why(): string {
    return 'nothing written';
  }

  get at(): Span {
    return this.directive.at;
  }

  get path(): string {
    return this.directive.path;
  }
}

const GLUED: ReadonlySet<string> = new Set(['=', '^', '~']);

/** A location while it is being filled. */
export class Location implements NginxLocation {
  readonly modifier: NginxLocation['modifier'];
  readonly pattern: Field<string>;
  locations: readonly NginxLocation[] = NOTHING;
  passes: readonly NginxPass[] = NOTHING;

  constructor(
    readonly directive: NginxDirective,
    readonly scope: Scope,
    readonly server: NginxServer | null,
    readonly parent: NginxLocation | null,
  ) {
    const { modifier, pattern } = readPattern(directive);
    this.modifier = modifier;
    this.pattern = pattern;
  }

  get at(): Span {
    return this.pattern.state === 'absent' ? this.directive.at : this.pattern.at;
  }

  get path(): string {
    return this.pattern.path;
  }
}

/** The kind of back end behind a directive name, if it is a pass at all. */
export function passKind(name: string): PassKind | undefined {
  return name.endsWith('_pass') ? PASSES.get(name) : undefined;
}

const KINDS: readonly PassKind[] = ['proxy', 'fastcgi', 'grpc', 'uwsgi', 'scgi', 'memcached'];
const PASSES: ReadonlyMap<string, PassKind> = new Map(KINDS.map((kind) => [`${kind}_pass`, kind]));

/** A pass before its upstream is looked up. */
export function readPass(
  kind: PassKind,
  directive: NginxDirective,
  location: NginxLocation | null,
  server: NginxServer | null,
): Pass | undefined {
  const target = directive.args[0];
  if (!target || target.state === 'absent') return undefined;
  return new Pass(kind, directive, target, location, server);
}

const NO_UPSTREAMS: readonly NginxUpstream[] = [];

/** A pass; what it leads to is filled in when all upstreams are known. */
export class Pass implements NginxPass {
  upstream: NginxUpstream | null = null;
  upstreams: readonly NginxUpstream[] = NO_UPSTREAMS;
  open = false;
  readonly scheme: string;
  readonly port: number | null;
  readonly uri: string | null;
  /** The host as text; `null` where a variable or a template hides it. */
  readonly name: string | null;

  constructor(
    readonly kind: PassKind,
    readonly directive: NginxDirective,
    readonly target: Exclude<Field<string>, Absent>,
    readonly location: NginxLocation | null,
    readonly server: NginxServer | null,
  ) {
    const written = target.state === 'known' ? target.value : '';
    const { scheme } = /^(?:(?<scheme>https?|grpcs?):\/\/)?/.exec(written)?.groups ?? {};
    this.scheme = scheme ?? '';
    const rest = scheme === undefined ? written : written.slice(scheme.length + '://'.length);
    const slash = rest.indexOf('/');
    const authority = slash < 0 ? rest : rest.slice(0, slash);
    const split = target.state === 'known' ? splitAddress(rest) : null;
    const isHidden = split === null || hasVariable(authority);
    this.name = isHidden ? null : (split.host ?? authority);
    this.port = split?.port ?? null;
    this.uri = split?.uri ?? null;
  }

  get scope(): Scope {
    return this.directive.scope;
  }

  get at(): Span {
    return this.target.at;
  }

  get path(): string {
    return this.target.path;
  }

  get host(): Field<string> {
    const { name, target } = this;
    if (name !== null) return known(name, target.at, target.path);
    return unknown(target.state === 'unknown' ? target.why : 'a variable', target.at, target.path);
  }
}

/**
 * Joins passes and upstreams, which may be written in either order. A port makes a pass's target
 * an address, and an upstream of `stream` is none for `http`. A name that comes out of variables is
 * looked up among the upstreams too, before any resolver is asked.
 */
export function linkPasses(
  passes: readonly Pass[],
  users: ReadonlyMap<NginxUpstream, NginxPass[]>,
  variables: VariableReader,
): void {
  const named = new Map<string, NginxUpstream[]>();
  for (const upstream of users.keys()) {
    if (upstream.name.state === 'known') push(named, upstream.name.value.toLowerCase(), upstream);
  }
  for (const pass of passes) {
    if (pass.name !== null) {
      const only = pass.port === null ? upstreamOf(pass, pass.name) : undefined;
      if (!only) continue;
      pass.upstreams = [only];
      pass.upstream = only;
      users.get(only)?.push(pass);
      continue;
    }
    const { hosts, open } = outcomesOf(pass, variables);
    const found = new Set<NginxUpstream>();
    for (const host of hosts) {
      const upstream = upstreamOf(pass, host);
      if (upstream) found.add(upstream);
    }
    pass.open = open;
    pass.upstreams = [...found];
    pass.upstream =
      found.size === 1 && hosts.size === 1 && !open ? (pass.upstreams[0] ?? null) : null;
    for (const upstream of found) users.get(upstream)?.push(pass);
  }

  function upstreamOf(pass: Pass, host: string): NginxUpstream | undefined {
    return named.get(host)?.find((candidate) => together(pass, candidate));
  }
}

/** Names without a port that variables lead to, in small letters; `open` where there may be more. */
function outcomesOf(
  { target, scope }: Pass,
  variables: VariableReader,
): { readonly hosts: ReadonlySet<string>; readonly open: boolean } {
  if (target.state !== 'known') return { hosts: new Set(), open: true };
  const outcomes = variables.outcomesOf(authorityOf(target.value), scope);
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
  return new MapBlock(directive, source, variable);
}

class MapBlock implements NginxMap {
  constructor(
    readonly directive: NginxDirective,
    readonly source: Field<string>,
    readonly variable: Exclude<Field<string>, Absent>,
  ) {}

  get at(): Span {
    return this.variable.at;
  }

  get path(): string {
    return this.variable.path;
  }

  get rows(): NginxMap['rows'] {
    return this.directive.rows;
  }
}

const LIMIT_ZONES: ReadonlyMap<string, NginxZone['kind']> = new Map([
  ['limit_req_zone', 'limit_req'],
  ['limit_conn_zone', 'limit_conn'],
]);

/** The shared zone that a directive defines, if it defines one. */
export function readZone(directive: NginxDirective): NginxZone | undefined {
  const { name, args } = directive;
  if (name === 'zone' && directive.scope.kind === 'upstream')
    return zone('upstream', args[0], directive);
  const kind = name.endsWith('_cache_path') ? 'cache' : LIMIT_ZONES.get(name);
  if (kind === undefined) return undefined;
  const marker = kind === 'cache' ? 'keys_zone=' : 'zone=';
  const arg = args.find((word) => word.state === 'known' && word.value.startsWith(marker));
  if (arg?.state !== 'known') return undefined;
  const written = arg.value.slice(marker.length).split(':', 1)[0] ?? '';
  return zone(kind, new PartOf(written, arg), directive);
}

function zone(
  kind: NginxZone['kind'],
  name: Field<string> | undefined,
  directive: NginxDirective,
): NginxZone | undefined {
  return !name || name.state === 'absent' ? undefined : new Zone(kind, name, directive);
}

class Zone implements NginxZone {
  constructor(
    readonly kind: NginxZone['kind'],
    readonly name: Exclude<Field<string>, Absent>,
    readonly directive: NginxDirective,
  ) {}

  get at(): Span {
    return this.name.at;
  }

  get path(): string {
    return this.name.path;
  }
}

function textOf(field: Field<string>): string | undefined {
  return field.state === 'known' ? field.value : undefined;
}
