import { absent, type Field, known, unknown } from '../../contracts/field';
import { span } from '../../contracts/span';
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

/** Reads an `upstream` block whose level is complete; `users` is filled when all passes are known. */
export function readUpstream(
  directive: NginxDirective,
  scope: Scope,
  users: readonly NginxPass[],
): NginxUpstream {
  const named = directive.args[0];
  const method = methodOf(scope);
  const module =
    scope.module === 'stream' ? 'stream' : scope.module === 'http' ? 'http' : 'unknown';
  return {
    at: named && named.state !== 'absent' ? named.at : directive.at,
    path: named?.path ?? directive.path,
    name: named ?? absent(directive.at.end, argumentPath(directive.path, 0)),
    module,
    directive,
    scope,
    servers: (scope.byName.get('server') ?? []).flatMap((server) => readServer(server) ?? []),
    method,
    keepalive: count(scope, 'keepalive'),
    zone: argument(scope, 'zone'),
    dynamic: whyDynamic(scope),
    users,
  };
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
  return directive?.args[0] ?? absent(scope.inner.end, `${scope.path}/${name}`);
}

function readServer(directive: NginxDirective): UpstreamServer | undefined {
  const address = directive.args[0];
  if (!address || address.state === 'absent' || directive.block) return undefined;
  const readable = address.state === 'known' && !hasVariable(address.value);
  const split = readable ? splitAddress(address.value) : undefined;
  const parameters = directive.args.slice(1).flatMap((arg) => readParameter(arg) ?? []);
  const numeric = (name: string) => parameterCount(parameters, name, directive);
  return {
    at: address.at,
    path: address.path,
    directive,
    address,
    kind: split?.kind ?? 'unknown',
    host: split?.host ?? null,
    port: split && split.kind !== 'unix' ? (split.port ?? portOf(directive)) : null,
    weight: numeric('weight'),
    maxFails: numeric('max_fails'),
    failTimeout: parameter(parameters, 'fail_timeout', directive),
    maxConns: numeric('max_conns'),
    backup: parameters.some((p) => p.name === 'backup'),
    down: parameters.some((p) => p.name === 'down'),
    resolve: parameters.some((p) => p.name === 'resolve'),
    parameters,
  };
}

/** An http server without a port listens on 80; a stream server must name one. */
function portOf(directive: NginxDirective): number | null {
  return directive.scope.module === 'stream' ? null : 80;
}

function readParameter(arg: Field<string>): ServerParameter | undefined {
  if (arg.state === 'absent') return undefined;
  if (arg.state === 'unknown') {
    return { at: arg.at, path: arg.path, name: '', value: null, known: false };
  }
  const equals = arg.value.indexOf('=');
  return {
    at: arg.at,
    path: arg.path,
    name: equals < 0 ? arg.value : arg.value.slice(0, equals),
    value: equals < 0 ? null : arg.value.slice(equals + 1),
    known: true,
  };
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
  return absent(lastEnd(directive), `${directive.path}/${name}`);
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

function lastEnd(directive: NginxDirective): number {
  const last = directive.args.at(-1);
  return last && last.state !== 'absent' ? last.at.end : directive.at.end;
}
