import type { FactValue, ProxyRouteFact } from '../../contracts/fact';
import { effective, entryKey } from './effective';
import type {
  NginxDirective,
  NginxModel,
  NginxPass,
  NginxUpstream,
  Scope,
  UpstreamServer,
} from './model';
import { obstaclesTo } from './pooling';
import { FRAGMENT } from './scopes';
import { parseTime } from './words';

/** A way through nginx, and the place its fact is about. */
export interface ProxyRoute {
  readonly pass: NginxPass;
  /** The fact, once it is known where its pass stands. */
  readonly fact: (path: string) => ProxyRouteFact;
}

/** Every `proxy_pass` and its like with the timeouts and retries that hold for it. */
export function proxyRoutesOf(model: NginxModel): readonly ProxyRoute[] {
  const known = new Map<NginxUpstream, TargetServers>();
  const targetOf = (pass: NginxPass): TargetServers => {
    const { upstream } = pass;
    if (!upstream) return addressOf(pass);
    const target = known.get(upstream) ?? serversOf(upstream);
    known.set(upstream, target);
    return target;
  };
  return model.passes
    .filter(({ kind, scope }) => PROTOCOLS.has(kind) && scope.module !== 'stream')
    .map((pass) => ({ pass, fact: (path) => routeOf(pass, targetOf(pass), path) }));
}

/** What has timeouts and retries of its own name each. */
const PROTOCOLS: ReadonlySet<string> = new Set(['proxy', 'grpc', 'uwsgi', 'fastcgi']);

/** What nginx does about errors where nothing is written. */
const RETRIES = ['error', 'timeout'];

function routeOf(pass: NginxPass, target: TargetServers, path: string): ProxyRouteFact {
  const { scope, kind, location } = pass;
  // Most say nothing: one value stands for all of them.
  const nothing = { state: 'absent', path } as const;
  const retries = wordsOf(effective(scope, `${kind}_next_upstream`, undefined));
  const isHttp = kind === 'proxy' || kind === 'grpc';
  const keepalive = isHttp && pass.upstream?.keepalive.state === 'known';
  return {
    kind: 'proxy-route',
    path,
    protocol: kind,
    pattern: location?.pattern.state === 'known' ? location.pattern.value : '/',
    servers: target.servers,
    templates: target.templates,
    byName: target.byName,
    asksAgain: target.asksAgain,
    upgrades: handsOnUpgrade(scope),
    readTimeout: secondsAt(scope, `${kind}_read_timeout`, path, nothing),
    keepalive: keepalive && obstaclesTo(scope, undefined) === undefined && isSeen(scope),
    keptFastcgi: keptFastcgi(pass, path) ?? nothing,
    keepaliveTimeout: upstreamSeconds(pass, path) ?? nothing,
    retries: retries === undefined ? RETRIES : retries.includes('off') ? [] : retries,
    retriesPath: retries === undefined ? null : path,
    tries: numberAt(scope, `${kind}_next_upstream_tries`, path) ?? nothing,
    triesTimeout: secondsAt(scope, `${kind}_next_upstream_timeout`, path, nothing),
  };
}

/** FastCGI closes a connection after each response, unless it is told otherwise. */
function keptFastcgi(
  { kind, scope, upstream }: NginxPass,
  path: string,
): FactValue<number> | undefined {
  if (kind !== 'fastcgi' || upstream?.keepalive.state !== 'known') return undefined;
  const setting = effective(scope, 'fastcgi_keep_conn', undefined);
  const [word] = setting.state === 'declared' ? (setting.directives[0]?.args ?? []) : [];
  if (word?.state !== 'known' || word.value !== 'on') return undefined;
  return { state: 'known', value: upstream.keepalive.value, origin: 'declared', path };
}

/** What makes a kept connection possible is written in sight. */
function isSeen(scope: Scope): boolean {
  return ['proxy_http_version', 'proxy_set_header'].every(
    (name) => effective(scope, name, undefined).state !== 'unknown',
  );
}

function handsOnUpgrade(scope: Scope): boolean {
  const headers = effective(scope, 'proxy_set_header', undefined);
  return (
    headers.state === 'declared' &&
    headers.directives.some((entry) => entryKey(entry) === 'upgrade')
  );
}

interface TargetServers {
  readonly servers: ProxyRouteFact['servers'];
  readonly templates: ProxyRouteFact['templates'];
  readonly byName: boolean;
  readonly asksAgain: boolean;
}

function serversOf(upstream: NginxUpstream): TargetServers {
  const servers = upstream.servers.flatMap((server) => {
    const host = server.host ?? socketOf(server);
    return host === null || server.down || server.backup ? [] : [{ host, port: server.port }];
  });
  const templates = upstream.servers.flatMap(({ directive, address, resolve, down, backup }) =>
    address.state === 'known' || down || backup ? [] : templatesIn(directive, resolve),
  );
  return {
    servers,
    templates,
    byName: upstream.servers.some(({ kind }) => kind === 'name'),
    asksAgain: upstream.servers.every(({ kind, resolve }) => kind !== 'name' || resolve),
  };
}

/** The address that a pass names itself. */
function addressOf(pass: NginxPass): TargetServers {
  const { host, port } = pass;
  const socket = /^(?:https?:\/\/)?(unix:[^:$]+)/.exec(textOf(pass))?.[1];
  if (socket !== undefined)
    return {
      servers: [{ host: socket, port: null }],
      templates: [],
      byName: false,
      asksAgain: true,
    };
  if (host.state === 'known')
    return {
      servers: [{ host: host.value.toLowerCase(), port }],
      templates: [],
      byName: true,
      // A variable anywhere in the target makes nginx look the name up as it runs.
      asksAgain: /\$/.test(textOf(pass)),
    };
  const text = textOf(pass);
  const name = /\$\{?(\w+)\}?/.exec(text)?.[1];
  const value = name === undefined ? undefined : setValue(pass.scope, name);
  const url = value === undefined ? undefined : text.replace(/\$\{?\w+\}?/, value);
  const [, address, own] = /^(?:[a-z]+:\/\/)?([A-Za-z0-9_.-]+)(?::(\d+))?/.exec(url ?? '') ?? [];
  return address === undefined
    ? { servers: [], templates: templatesIn(pass.directive, false), byName: false, asksAgain: true }
    : {
        templates: [],
        servers: [{ host: address.toLowerCase(), port: own === undefined ? null : Number(own) }],
        byName: true,
        asksAgain: true,
      };
}

/**
 * The address of a directive in which nothing is hidden but variables of the environment, as the image of nginx puts
 * them in. Variables of nginx' own, in small letters, are put in later, and not here.
 */
function templatesIn({ written }: NginxDirective, asksAgain: boolean): ProxyRouteFact['templates'] {
  const address = /^\S+\s+(?:[a-z]+:\/\/)?((?:\$\{[A-Z]\w*\}|[\w.:-])+)/.exec(written)?.[1] ?? '';
  const rest = written.slice(written.indexOf(address) + address.length);
  return address.includes('${') && !/^[${]/.test(rest) ? [{ address, asksAgain }] : [];
}

function textOf({ directive }: NginxPass): string {
  const written = directive.args[0];
  return written?.state === 'known' ? written.value : '';
}

/** The socket of a server of an upstream: `unix:/run/app.sock`. */
function socketOf({ kind, address }: UpstreamServer): string | null {
  return kind === 'unix' && address.state === 'known' ? address.value : null;
}

/** What the one `set` in reach gives a variable. */
function setValue(scope: Scope, name: string): string | undefined {
  for (let level: Scope | null = scope; level; level = level.parent) {
    const own = (level.byName.get('set') ?? []).filter(
      ({ args: [variable] }) =>
        variable?.state === 'known' && variable.value.replace(/^\$/, '') === name,
    );
    const [only, ...others] = own;
    if (only) {
      const value = only.args[1];
      return others.length === 0 && value?.state === 'known' ? value.value : undefined;
    }
  }
  return undefined;
}

function wordsOf(found: ReturnType<typeof effective>): readonly string[] | undefined {
  if (found.state !== 'declared') return undefined;
  return (
    found.directives[0]?.args.flatMap((arg) => (arg.state === 'known' ? [arg.value] : [])) ?? []
  );
}

/** Seconds that a directive says where it holds. */
export function secondsAt(
  scope: Scope,
  name: string,
  path: string,
  nothing: FactValue<number> = { state: 'absent', path },
): FactValue<number> {
  const found = effective(scope, name, undefined);
  // What the file that includes a fragment sets is rarely about one location: nginx's default is taken.
  if (found.state === 'unknown' && found.why !== FRAGMENT) {
    return { state: 'unknown', why: found.why, path };
  }
  return found.state === 'declared' ? valueIn(found.directives[0], path) : nothing;
}

function upstreamSeconds({ upstream }: NginxPass, path: string): FactValue<number> | undefined {
  const written = upstream?.scope.byName.get('keepalive_timeout')?.[0];
  return written && valueIn(written, path);
}

function valueIn(directive: NginxDirective | undefined, path: string): FactValue<number> {
  const arg = directive?.args[0];
  if (arg?.state !== 'known') return { state: 'unknown', why: 'it cannot be read', path };
  const seconds = parseTime(arg.value);
  return seconds === undefined
    ? { state: 'unknown', why: `"${arg.value}" is no time`, path }
    : { state: 'known', value: seconds, origin: 'declared', path };
}

function numberAt(scope: Scope, name: string, path: string): FactValue<number> | undefined {
  const found = effective(scope, name, undefined);
  // What the file that includes a fragment sets is rarely about one location: nginx's default is taken.
  if (found.state === 'unknown' && found.why !== FRAGMENT) {
    return { state: 'unknown', why: found.why, path };
  }
  const arg = found.state === 'declared' ? found.directives[0]?.args[0] : undefined;
  return arg?.state === 'known' && /^\d+$/.test(arg.value)
    ? { state: 'known', value: Number(arg.value), origin: 'declared', path }
    : undefined;
}
