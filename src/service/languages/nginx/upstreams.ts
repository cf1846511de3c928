import { type Absent, absent, type Field, known, unknown } from '../../contracts/field';
import { type Span, span } from '../../contracts/span';
import { splitAddress } from './addresses';
import type {
  Balancing,
  NginxDirective,
  NginxPass,
  NginxUpstream,
  Scope,
  ServerParameter,
  UpstreamServer,
} from './model';
import { argumentPath } from './paths';
import { hasVariable, parseCount } from './words';

/** An `upstream` block whose level is complete; `users` is filled when all passes are known. */
export class Upstream implements NginxUpstream {
  readonly servers: readonly UpstreamServer[];
  private chosen: NginxUpstream['method'] | undefined;
  private hidden: string | null | undefined;
  private kept: Field<number> | undefined;
  private sharing: readonly UpstreamServer[] | undefined;

  constructor(
    readonly directive: NginxDirective,
    readonly scope: Scope,
    readonly users: readonly NginxPass[],
  ) {
    this.servers = (scope.byName.get('server') ?? []).flatMap((server) => readServer(server) ?? []);
  }

  get at(): Span {
    const [named] = this.directive.args;
    return named && named.state !== 'absent' ? named.at : this.directive.at;
  }

  get path(): string {
    return this.directive.args[0]?.path ?? this.directive.path;
  }

  get name(): Field<string> {
    const { args, at, path } = this.directive;
    return args[0] ?? absent(at.end, argumentPath(path, 0));
  }

  get module(): NginxUpstream['module'] {
    const { module } = this.scope;
    return module === 'stream' || module === 'http' ? module : 'unknown';
  }

  get method(): NginxUpstream['method'] {
    this.chosen ??= methodOf(this.scope);
    return this.chosen;
  }

  get keepalive(): Field<number> {
    this.kept ??= count(this.scope, 'keepalive');
    return this.kept;
  }

  get primaries(): readonly UpstreamServer[] {
    this.sharing ??= this.servers.filter(({ down, backup }) => !down && !backup);
    return this.sharing;
  }

  get zone(): Field<string> {
    return argument(this.scope, 'zone');
  }

  get dynamic(): string | null {
    if (this.hidden === undefined) this.hidden = whyDynamic(this.scope);
    return this.hidden;
  }
}

const METHODS: ReadonlySet<string> = new Set<Balancing>([
  'least_conn',
  'ip_hash',
  'hash',
  'random',
  'least_time',
  'sticky',
]);

function methodOf(scope: Scope): NginxUpstream['method'] {
  let directive: NginxDirective | null = null;
  for (const candidate of scope.directives) {
    // The last method wins; `sticky` only refines it.
    if (METHODS.has(candidate.name) && (candidate.name !== 'sticky' || !directive)) {
      directive = candidate;
    }
  }
  if (scope.directives.some((d) => d.name.startsWith('balancer_by_lua'))) {
    return { kind: 'other', directive };
  }
  return { kind: (directive?.name ?? 'round_robin') as Balancing, directive };
}

/** Directives that add, remove or choose servers at run time. */
const RUN_TIME =
  /^(?:balancer_by_lua|dyups|check$|state$|upsync|dynamic_state_file|fair$|jdomain$)/;

function whyDynamic(scope: Scope): string | null {
  if (scope.open !== null) return scope.open;
  const manager = scope.directives.find((directive) => RUN_TIME.test(directive.name));
  return manager ? `"${manager.name}"` : null;
}

function count(scope: Scope, name: string): Field<number> {
  const text = argument(scope, name);
  if (text.state !== 'known') return text;
  const value = parseCount(text.value);
  if (value === undefined) return unknown('no plain number', text.at, text.path);
  return known(value, text.at, text.path);
}

function argument(scope: Scope, name: string): Field<string> {
  const directive = scope.byName.get(name)?.at(-1);
  return directive?.args[0] ?? new Missing(name, scope);
}

function readServer(directive: NginxDirective): UpstreamServer | undefined {
  const address = directive.args[0];
  if (!address || address.state === 'absent' || directive.block) return undefined;
  return new Server(directive, address);
}

/** A `server` line of an upstream; what its parameters say is read when somebody asks. */
class Server implements UpstreamServer {
  readonly kind: UpstreamServer['kind'];
  readonly host: string | null;
  readonly port: number | null;
  private read: readonly ServerParameter[] | undefined;

  constructor(
    readonly directive: NginxDirective,
    readonly address: Exclude<Field<string>, Absent>,
  ) {
    const readable = address.state === 'known' && !hasVariable(address.value);
    const split = readable ? splitAddress(address.value) : undefined;
    this.kind = split?.kind ?? 'unknown';
    this.host = split?.host ?? null;
    this.port = split && split.kind !== 'unix' ? (split.port ?? portOf(directive)) : null;
  }

  get at(): Span {
    return this.address.at;
  }

  get path(): string {
    return this.address.path;
  }

  get parameters(): readonly ServerParameter[] {
    this.read ??= this.directive.args.slice(1).flatMap((arg) => readParameter(arg) ?? []);
    return this.read;
  }

  get weight(): Field<number> {
    return parameterCount(this.parameters, 'weight', this.directive);
  }

  get maxFails(): Field<number> {
    return parameterCount(this.parameters, 'max_fails', this.directive);
  }

  get failTimeout(): Field<string> {
    return parameter(this.parameters, 'fail_timeout', this.directive);
  }

  get maxConns(): Field<number> {
    return parameterCount(this.parameters, 'max_conns', this.directive);
  }

  get backup(): boolean {
    return this.has('backup');
  }

  get down(): boolean {
    return this.has('down');
  }

  get resolve(): boolean {
    return this.has('resolve');
  }

  private has(name: string): boolean {
    return this.directive.args.length > 1 && this.parameters.some((p) => p.name === name);
  }
}

/** An http server without a port listens on 80; a stream server must name one. */
function portOf(directive: NginxDirective): number | null {
  return directive.scope.module === 'stream' ? null : 80;
}

function readParameter(arg: Field<string>): ServerParameter | undefined {
  return arg.state === 'absent' ? undefined : new Parameter(arg);
}

class Parameter implements ServerParameter {
  readonly name: string;
  readonly value: string | null;

  constructor(private readonly arg: Exclude<Field<string>, Absent>) {
    const written = arg.state === 'known' ? arg.value : '';
    const equals = written.indexOf('=');
    this.name = equals < 0 ? written : written.slice(0, equals);
    this.value = equals < 0 ? null : written.slice(equals + 1);
  }

  get at(): Span {
    return this.arg.at;
  }

  get path(): string {
    return this.arg.path;
  }

  get known(): boolean {
    return this.arg.state === 'known';
  }
}

function parameter(
  parameters: readonly ServerParameter[],
  name: string,
  directive: NginxDirective,
): Field<string> {
  const found = parameters.find((p) => p.name === name);
  if (found && found.value !== null) return known(found.value, found.at, found.path);
  const hidden = parameters.find((p) => !p.known);
  if (hidden) return unknown('a template', hidden.at, hidden.path);
  return new Missing(name, directive);
}

function parameterCount(
  parameters: readonly ServerParameter[],
  name: string,
  directive: NginxDirective,
): Field<number> {
  const text = parameter(parameters, name, directive);
  if (text.state !== 'known') return text;
  const value = parseCount(text.value);
  if (value !== undefined) return known(value, text.at, text.path);
  return unknown('no plain number', span(text.at.start, text.at.end), text.path);
}

/** What is not written in a directive or at a level; where it would go is seldom asked. */
class Missing implements Absent {
  constructor(
    private readonly name: string,
    private readonly owner: NginxDirective | Scope,
  ) {}

  get state(): 'absent' {
    return 'absent';
  }

  get insertAt(): number {
    return 'args' in this.owner ? lastEnd(this.owner) : this.owner.inner.end;
  }

  get path(): string {
    return `${this.owner.path}/${this.name}`;
  }
}

function lastEnd(directive: NginxDirective): number {
  const last = directive.args.at(-1);
  return last && last.state !== 'absent' ? last.at.end : directive.at.end;
}
