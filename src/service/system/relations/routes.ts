import { developmentFolder } from '../../builds/environments';
import type {
  Fact,
  IngressRouteFact,
  LoadBalancerFact,
  ProxyRouteFact,
  ResourceLink,
} from '../../contracts/fact';
import type { FactEntry, RouteNode, WorkloadNode } from '../../contracts/system';
import { isIn } from '../../text/paths';
import type { SystemContext } from '../context';
import { classOf } from '../environments';
import { factor, factorOf, textOf } from '../factors';
import { idOf } from '../identifiers';
import { stackOf } from '../sources/stacks';
import { hasAddressEach } from '../swarm';
import { edgeOf } from './edges';
import { proxiedServiceRoutes, through } from './proxied-services';
import { socketIn, socketsOf } from './sockets';
import { traefikRoutes } from './traefik-routes';

/** nginx waits so long between two reads where nothing is written. */
const READ_TIMEOUT = 60;
/** nginx keeps an idle connection of an upstream so long. */
const IDLE = 60;

/** The ways through proxies and balancers, and the workloads they lead to. */
export function proxyRoutes(
  context: SystemContext,
  workloads: () => readonly WorkloadNode[],
): readonly RouteNode[] {
  const proxies = context.of('proxy-route');
  const others = context.of('load-balancer').length + context.of('ingress-route').length;
  const labelled = context.of('compose-service').some(({ fact }) => fact.traefik !== null);
  const ofFiles = context.of('proxied-service');
  if (proxies.length + others + ofFiles.length === 0 && !labelled) return [];
  const all = workloads();
  const reached = reachedBy(all, context);
  const isHere = deployedHere(all, context);
  const isElsewhere = ofOtherDevelopment(all, context.environment);
  return [
    ...proxies
      .filter(({ file }) => !isElsewhere(file))
      .map((entry) =>
        routeOf(
          filledIn(entry, all),
          isHere(entry.file) ? reached : NOWHERE,
          podsOf(entry, context, all),
        ),
      ),
    ...balancerRoutes(context, all),
    ...ingressRoutes(context, reached),
    ...(labelled ? traefikRoutes(all) : []),
    ...proxiedServiceRoutes(
      ofFiles.filter(({ file }) => isHere(file)),
      all,
      (server) => reached.by(server, []),
    ),
  ];
}

/** Finds the workloads that ways lead to, in their order. */
interface Reached {
  /** What a server of a proxy names, or what stands beside it in these pods. */
  by(
    server: ProxyRouteFact['servers'][number],
    pods: readonly WorkloadNode[],
  ): readonly WorkloadNode[];
  /** What has one of these names. */
  named(names: readonly string[]): readonly WorkloadNode[];
}

/** The ways of a configuration that is deployed elsewhere. */
const NOWHERE: Reached = { by: () => [], named: () => [] };

/**
 * Whether a configuration belongs to what is deployed. One of a package of which nothing is deployed here is of
 * another system of the repository: a service of the same name is another one.
 */
function deployedHere(
  all: readonly WorkloadNode[],
  { packageOf }: SystemContext,
): (file: string) => boolean {
  const folders = new Set(
    all.flatMap(({ file, containers }) => [
      packageOf(file),
      ...containers.flatMap(({ code, mounts }) => [
        ...(code ? [code.folder] : []),
        ...mounts.flatMap(({ source }) => (source === null ? [] : [packageOf(source)])),
      ]),
    ]),
  );
  return (file) => {
    const own = packageOf(file);
    // What stands in no package of its own is everybody's.
    return (
      own === '' ||
      [...folders].some((folder) => isIn(folder, own) || isIn(own, folder) || folder === own)
    );
  };
}

/**
 * Whether a configuration is what another environment is developed with (`docker/devenv/nginx.conf`): nothing that
 * runs here is deployed in its folder, built of it or given it.
 */
function ofOtherDevelopment(
  all: readonly WorkloadNode[],
  environment: string | null,
): (file: string) => boolean {
  if (all.length === 0 || classOf(environment) === 'development') return () => false;
  const used = all.flatMap(({ file, containers }) => [
    file,
    ...containers.flatMap(({ code, mounts }) => [
      ...(code ? [code.folder] : []),
      ...mounts.flatMap(({ source }) => source ?? []),
    ]),
  ]);
  return (file) => {
    const folder = developmentFolder(file);
    return folder !== undefined && !used.some((path) => path === folder || isIn(path, folder));
  };
}

/** By names, sockets and ports of machines: there may be as many ways as workloads. */
function reachedBy(all: readonly WorkloadNode[], context: SystemContext): Reached {
  const places = new Map<WorkloadNode, number>();
  const byName = new Map<string, WorkloadNode[]>();
  const byPort = new Map<number, WorkloadNode[]>();
  const add = <K>(index: Map<K, WorkloadNode[]>, key: K, workload: WorkloadNode) => {
    const list = index.get(key);
    if (!list) index.set(key, [workload]);
    else if (list.at(-1) !== workload) list.push(workload);
  };
  for (const workload of all) {
    places.set(workload, places.size);
    for (const name of workload.names) add(byName, name, workload);
    for (const socket of socketsOf(workload, context)) add(byName, socket, workload);
    for (const port of workload.nodePorts) add(byPort, port, workload);
  }
  const inOrder = (found: readonly WorkloadNode[]) =>
    [...new Set(found)].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  return {
    by({ host, port }, pods) {
      const socket = socketIn(host);
      const named = byName.get(host) ?? [];
      const listening = socket === '' || socket === host ? [] : (byName.get(socket) ?? []);
      const open = port === null ? [] : (byPort.get(port) ?? []);
      const beside = pods.length > 0 && LOOPBACK.test(host) ? pods : [];
      const others = listening.length + open.length + beside.length;
      return others === 0 ? named : inOrder([...named, ...listening, ...open, ...beside]);
    },
    named: (names) => inOrder(names.flatMap((name) => byName.get(name) ?? [])),
  };
}

/** A host that is the same machine, or the same pod. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/;

/** A way with the variables put in that the one nginx is given which takes its file. */
function filledIn(
  entry: FactEntry<ProxyRouteFact>,
  workloads: readonly WorkloadNode[],
): FactEntry<ProxyRouteFact> {
  const { fact, file } = entry;
  if (fact.templates.length === 0) return entry;
  const edge = edgeOf({ workloads }, file);
  const [container, ...others] = edge?.containers.filter(({ role }) => role === 'main') ?? [];
  if (!container || others.length > 0) return entry;
  const found = fact.templates.flatMap(({ address, asksAgain }) => {
    const text = address.replace(/\$\{(\w+)\}/g, (whole, name: string) => {
      const value = container.variables.get(name);
      return value?.state === 'known' ? value.value : whole;
    });
    const [, host, port] = /^(?:[a-z]+:\/\/)?([\w.-]+)(?::(\d+))?(?:\/|$)/.exec(text) ?? [];
    if (host === undefined) return [];
    return [
      { host: host.toLowerCase(), port: port === undefined ? null : Number(port), asksAgain },
    ];
  });
  if (found.length < fact.templates.length) return entry;
  return {
    ...entry,
    fact: {
      ...fact,
      servers: [...fact.servers, ...found.map(({ host, port }) => ({ host, port }))],
      byName: fact.byName || found.some(({ host }) => !/^[\d.]+$/.test(host)),
      asksAgain: fact.asksAgain && found.every(({ asksAgain }) => asksAgain),
    },
  };
}

/** The workloads whose pods read a configuration that a ConfigMap holds: for them the loopback is their own pod. */
function podsOf(
  { file, fact }: FactEntry<ProxyRouteFact>,
  context: SystemContext,
  workloads: readonly WorkloadNode[],
): readonly WorkloadNode[] {
  const [, key] = /\/data\/([^/#]+)#/.exec(fact.path) ?? [];
  if (key === undefined || !fact.servers.some(({ host }) => LOOPBACK.test(host))) return [];
  const name = key.replaceAll('~1', '/').replaceAll('~0', '~');
  const maps = context
    .of('config-map')
    .filter((map) => map.file === file && name in map.fact.data)
    .flatMap((map) => textOf(map.fact.name) ?? []);
  return workloads.filter(
    ({ fact: own }) =>
      own.kind === 'workload' &&
      own.configVolumes.some((each) => maps.includes(textOf(each) ?? '')),
  );
}

/** The ways through Ingresses that ingress-nginx serves; what others wait for is not known. */
function ingressRoutes(context: SystemContext, reached: Reached): readonly RouteNode[] {
  const ingresses = context.of('ingress-route');
  return ingresses.flatMap(({ uri, file, fact }): readonly RouteNode[] => {
    const namespace = textOf(fact.namespace) ?? null;
    const hosts = [...new Set(fact.services.map(({ name }) => name))];
    const led = reached
      .named(hosts)
      .filter(
        ({ tool, namespace: own }) =>
          tool === 'kubernetes' && (own === null || namespace === null || own === namespace),
      );
    if (fact.controller === 'other' || led.length === 0) return [];
    const at = { uri, path: fact.path };
    if (fact.controller === 'aws-load-balancer') {
      const name = textOf(fact.name);
      const edge = `the ALB of the Ingress ${name ?? ''}`.trim();
      const idle = idleOfGroup({ uri, fact }, ingresses);
      return [balancerRoute({ at, file, edge, idle, hosts, ports: [] }, led)];
    }
    if (fact.controller === 'google-load-balancer') {
      const name = textOf(fact.name);
      const edge = `the load balancer of the Ingress ${name ?? ''}`.trim();
      const idle = factor('keep-alive', GOOGLE_IDLE, null, 'defaulted', 'Google Cloud');
      const route = balancerRoute({ at, file, edge, idle, hosts, ports: [] }, led);
      // It asks once more what may be repeated.
      return [{ ...route, tool: 'gce', retries: ['error'] }];
    }
    if (fact.controller === 'traefik') {
      // How Traefik is started is told elsewhere: what it keeps idle by default is taken for granted.
      const to = { pattern: '/', hosts, ports: [], workloads: led };
      return [{ ...through('traefik', at), file, ...to, certainty: 'inferred' }];
    }
    const why = 'ingress-nginx, unless its ConfigMap says otherwise';
    return [
      {
        id: idOf('route', uri, fact.path),
        kind: 'route',
        edge: `the Ingress ${textOf(fact.name) ?? ''}`.trim(),
        tool: 'ingress',
        at,
        file,
        pattern: '/',
        hosts,
        ports: [],
        workloads: led,
        certainty: 'stated',
        asksAgain: true,
        upgrades: false,
        readTimeout: factorOf('proxy-read-timeout', uri, fact.readTimeout, READ_TIMEOUT, why),
        idle: idleOfController(context),
        retries: ['error', 'timeout'],
        retriesAt: null,
        tries: factor('proxy-next-upstream-tries', INGRESS_TRIES, null, 'defaulted'),
        triesTimeout: factor('proxy-next-upstream-timeout', 0, null, 'defaulted'),
        addresses: factor('addresses', 1, at),
      },
    ];
  });
}

/** How long ingress-nginx keeps idle connections: as its own ConfigMap says, which is rarely beside it, else its default. */
function idleOfController(context: SystemContext): RouteNode['readTimeout'] {
  const key = 'upstream-keepalive-timeout';
  for (const { uri, fact } of context.of('config-map')) {
    const value = fact.data[key];
    if (value?.state === 'known' && /^\d+$/.test(value.value)) {
      return factor(key, Number(value.value), { uri, path: value.path }, 'declared');
    }
  }
  return factor(key, IDLE, null, 'defaulted', 'ingress-nginx');
}

/** How long the balancer of an Ingress keeps idle connections: any Ingress of its group may say so for all. */
function idleOfGroup(
  own: Pick<FactEntry<IngressRouteFact>, 'uri' | 'fact'>,
  all: readonly FactEntry<IngressRouteFact>[],
): RouteNode['readTimeout'] {
  const group = textOf(own.fact.balancer?.group ?? NO_TEXT);
  const written = [
    own,
    ...all.filter(
      ({ fact: { balancer } }) =>
        group !== undefined && textOf(balancer?.group ?? NO_TEXT) === group,
    ),
  ].find(({ fact: { balancer } }) => balancer && balancer.idleTimeout.state !== 'absent');
  const { uri, fact } = written ?? own;
  const value = fact.balancer?.idleTimeout ?? { state: 'absent' as const, path: fact.path };
  return factorOf('idle_timeout.timeout_seconds', uri, value, BALANCER_IDLE, 'AWS');
}

const NO_TEXT = { state: 'absent', path: '' } as const;

/** Addresses that ingress-nginx tries one after the other. */
const INGRESS_TRIES = 3;

/** Seconds that a balancer of Google Cloud keeps a connection to what is behind it; it cannot be set. */
const GOOGLE_IDLE = 600;

/** Seconds that a balancer of AWS keeps a connection on which nothing happens, if nothing is written. */
const BALANCER_IDLE = 60;

/** The ways through load balancers of AWS: by their listeners to the groups of targets that workloads are in. */
function balancerRoutes(
  context: SystemContext,
  workloads: readonly WorkloadNode[],
): readonly RouteNode[] {
  const listeners = context.of('balancer-listener');
  return context.of('load-balancer').flatMap((entry) => {
    const { fact, uri, file } = entry;
    // A balancer of connections hands them on as they are.
    if (fact.type.state === 'known' && fact.type.value !== 'application') return [];
    const own = listeners.filter((each) => isLink(each.fact.of, each, entry));
    const rules = listeners.filter((each) =>
      own.some((listener) => isLink(each.fact.of, each, listener)),
    );
    const targets = [...own, ...rules].flatMap((each) =>
      each.fact.targets.map((link) => ({ link, stack: stackOf(each) })),
    );
    const led = workloads.filter(({ unit, fact: from }) =>
      targetsOf(from).some((link) =>
        targets.some((target) => sameLink(link, unit, target.link, target.stack)),
      ),
    );
    const idle = factorOf('idle_timeout', uri, fact.idleTimeout, BALANCER_IDLE, 'AWS');
    const ports = context
      .of('target-group')
      .filter((group) =>
        targets.some(
          ({ link, stack }) => link.resource === group.fact.resource && stack === stackOf(group),
        ),
      )
      .flatMap(({ fact: { port } }) => (port.state === 'known' ? port.value : []));
    const at = { uri, path: fact.path };
    const hosts = led.map(({ name }) => name);
    const edge = textOf(fact.name) ?? fact.resource;
    return targets.length === 0
      ? []
      : [balancerRoute({ at, file, edge, idle, hosts, ports, ...conditionOf(fact) }, led)];
  });
}

function conditionOf({ condition }: LoadBalancerFact): Pick<RouteNode, 'condition'> {
  return condition === undefined ? {} : { condition };
}

function balancerRoute(
  {
    idle,
    ...written
  }: Pick<RouteNode, 'at' | 'file' | 'edge' | 'hosts' | 'ports' | 'condition'> & {
    readonly idle: RouteNode['readTimeout'];
  },
  workloads: readonly WorkloadNode[],
): RouteNode {
  const { at } = written;
  return {
    ...written,
    id: idOf('route', at.uri, at.path),
    kind: 'route',
    tool: 'alb',
    pattern: '/',
    workloads,
    certainty: 'stated',
    asksAgain: true,
    upgrades: false,
    readTimeout: idle,
    idle,
    retries: [],
    retriesAt: null,
    tries: factor('tries', 1, null, 'defaulted'),
    triesTimeout: factor('seconds', 0, null, 'defaulted'),
    addresses: factor('addresses', 1, at),
  };
}

/** The groups of targets that a workload is in. */
export function targetsOf(fact: WorkloadNode['fact']): readonly ResourceLink[] {
  return fact.kind === 'container-service' || fact.kind === 'scaling-group'
    ? fact.targetGroups
    : [];
}

function isLink(
  link: ResourceLink | null,
  from: FactEntry,
  to: FactEntry<Fact & { readonly resource: string }>,
): boolean {
  return link !== null && link.resource === to.fact.resource && stackOf(from) === stackOf(to);
}

function sameLink(a: ResourceLink, from: string, b: ResourceLink, other: string): boolean {
  if (a.resource !== null || b.resource !== null)
    return a.resource === b.resource && from === other;
  return a.name !== null && a.name === b.name;
}

function routeOf(
  { uri, file, fact }: FactEntry<ProxyRouteFact>,
  reached: Reached,
  pods: readonly WorkloadNode[],
): RouteNode {
  const targets = [...new Set(fact.servers.flatMap((server) => reached.by(server, pods)))];
  const [only] = targets;
  const named = fact.servers.length > 0 ? fact.servers.length : null;
  // The name of a compose service stands for each container, that of a Service for one address.
  const isEach = only !== undefined && hasAddressEach(only);
  const replicas = targets.length === 1 && only && fact.byName && isEach ? only : null;
  return {
    id: idOf('route', uri, fact.path),
    kind: 'route',
    edge: 'nginx',
    tool: 'nginx',
    at: { uri, path: fact.path },
    file,
    pattern: fact.pattern,
    hosts: fact.servers.map(({ host }) => host),
    ports: fact.servers.flatMap(({ port }) => port ?? []),
    workloads: targets,
    ...(only && pods.includes(only) && { inPods: true }),
    certainty: targets.length > 1 ? 'ambiguous' : 'stated',
    asksAgain: fact.asksAgain,
    upgrades: fact.upgrades,
    readTimeout: factorOf(
      `${fact.protocol}_read_timeout`,
      uri,
      fact.readTimeout,
      READ_TIMEOUT,
      'nginx',
    ),
    idle: fact.keepalive
      ? factorOf('keepalive_timeout', uri, fact.keepaliveTimeout, IDLE, 'nginx')
      : null,
    ...(fact.keptFastcgi.state === 'known' && {
      keptFastcgi: factorOf('keepalive', uri, fact.keptFastcgi, 0, 'nginx'),
    }),
    retries: fact.retries,
    retriesAt: fact.retriesPath === null ? null : { uri, path: fact.retriesPath },
    tries: factorOf(`${fact.protocol}_next_upstream_tries`, uri, fact.tries, 0, 'nginx'),
    triesTimeout: factorOf(
      `${fact.protocol}_next_upstream_timeout`,
      uri,
      fact.triesTimeout,
      0,
      'nginx',
    ),
    addresses: replicas
      ? { ...replicas.most, name: 'addresses' }
      : factor('addresses', named ?? 1, { uri, path: fact.path }),
  };
}
