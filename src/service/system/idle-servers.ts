import type { ListenFact, ScalingGroupFact } from '../contracts/fact';
import type { Place } from '../contracts/finding';
import type {
  Container,
  FactEntry,
  ProcessNode,
  RouteNode,
  System,
  WorkloadNode,
} from '../contracts/system';
import { isIn } from '../text/paths';
import { tableOf } from '../text/tables';
import { bootOf } from './boot';
import { tomcatKeepAlive } from './programs/spring';
import { type Carried, carriedBy, dependenciesAround, dependenciesOf } from './relations/carries';
import { targetsOf } from './relations/routes';

/** A server, and after how long it closes a connection on which nothing happens. */
export interface IdleServer {
  /** What others call it. */
  readonly name: string;
  readonly program: string;
  readonly seconds: number;
  readonly written: boolean;
  /** Its version is known, or makes no difference; and it is known to run there. */
  readonly certain: boolean;
  readonly at: Place | null;
  /** How its code says it, to be read after "longer than". */
  readonly how: string;
  /** `null` where no deployment says that it runs there. */
  readonly workload: WorkloadNode | null;
}

/** Seconds that Node keeps an idle connection, by its major version. */
const NODE_BEFORE_26 = 5;
const NODE_FROM_26 = 65;

/** The servers of a system by the ways that lead to them. */
export function idleServers(system: System): {
  behind(route: RouteNode): readonly IdleServer[];
  of(workload: WorkloadNode): readonly IdleServer[];
} {
  const listens = carriedBy(system, 'listen');
  const embedded = carriedBy(system, 'embedded-server');
  const of = (workload: WorkloadNode): readonly IdleServer[] =>
    workload.containers
      .filter(({ role }) => role === 'main')
      .flatMap((container) => [
        ...inContainer(container, workload, listens(workload), system),
        ...embedded(workload).flatMap((entry) => inJava(container, workload, entry, system)),
      ]);
  return {
    of,
    behind: (route) => {
      if (route.workloads.length === 0) {
        return (
          (route.tool === 'alb' ? nginxAt(route.ports, null, system) : undefined) ??
          byPort(route, system)
        );
      }
      return route.workloads.flatMap((workload) => {
        // What takes the connection stands in front of the program on the same machine.
        const front = route.tool === 'alb' ? onMachine(workload, system) : undefined;
        return front ?? of(workload);
      });
    },
  };
}

/** Seconds that nginx keeps a connection of a client on which nothing happens, if nothing is written. */
const NGINX_CLIENTS = 75;

/**
 * The nginx that takes the connections of a balancer on each machine: the one of the repository that
 * listens to the port of the targets and passes on to a program beside it.
 */
function onMachine(workload: WorkloadNode, system: System): readonly IdleServer[] | undefined {
  if (workload.tool !== 'asg') return undefined;
  const links = targetsOf(workload.fact).map(({ resource }) => resource);
  const ports = system
    .of('target-group')
    .filter(({ fact }) => links.includes(fact.resource))
    .flatMap(({ fact }) => (fact.port.state === 'known' ? fact.port.value : []));
  return nginxAt(ports, workload, system);
}

/** The one nginx of the repository that listens to one of these ports; `undefined` where none does. */
function nginxAt(
  ports: readonly number[],
  workload: WorkloadNode | null,
  system: System,
): readonly IdleServer[] | undefined {
  const [only, ...others] = system
    .of('nginx-listener')
    .filter(({ fact }) => fact.ports.some((port) => ports.includes(port)));
  if (!only) return undefined;
  const { uri, fact } = only;
  const { keepaliveTimeout } = fact;
  if (others.length > 0 || keepaliveTimeout.state === 'unknown') return [];
  const isWritten = keepaliveTimeout.state === 'known';
  return [
    {
      name: workload?.name ?? 'its targets',
      program: 'nginx',
      seconds: isWritten ? keepaliveTimeout.value : NGINX_CLIENTS,
      written: isWritten,
      certain:
        workload?.fact.kind === 'scaling-group' &&
        startsNginx(workload.fact, workload.at.uri, system),
      at: { uri, path: fact.path },
      how: ' (keepalive_timeout)',
      workload,
    },
  ];
}

function startsNginx(
  { userData }: ScalingGroupFact,
  uri: string,
  system: Pick<System, 'of'>,
): boolean {
  return userData !== null && bootOf(userData, uri, system).units.includes('nginx');
}

function inContainer(
  container: Container,
  workload: WorkloadNode,
  listens: readonly (FactEntry<ListenFact> & { readonly certainty: string })[],
  system: System,
): readonly IdleServer[] {
  return container.processes.flatMap((process): readonly IdleServer[] => {
    const { keepAlive, program } = process;
    const common = { name: workload.name, workload };
    if (keepAlive) {
      if (keepAlive.value === null) return [];
      const written = keepAlive.origin !== 'defaulted';
      const option = KEEP_ALIVE[program] ?? '--keep-alive';
      return [
        {
          ...common,
          program,
          seconds: keepAlive.value,
          written,
          certain: true,
          at: keepAlive.at ?? process.at,
          how: ` (${option})`,
        },
      ];
    }
    if (program === 'puma') return inPuma(container, workload, process, system);
    if (!isOfCode(process)) return [];
    const [listen, ...others] = listens;
    if (!listen || others.length > 0) return [];
    return serverOf(listen, container.runtime, listen.certainty === 'stated', system, workload).map(
      (server) => ({ ...server, ...common }),
    );
  });
}

/** Seconds that Puma keeps an idle connection, by its major version. */
const PUMA_BEFORE_7 = 20;
const PUMA_FROM_7 = 65;

/** Puma where nothing says how long: by the version that the lock file holds it to. */
function inPuma(
  { code }: Container,
  workload: WorkloadNode,
  { at }: ProcessNode,
  system: System,
): readonly IdleServer[] {
  const [lock, ...others] = system
    .of('locked-versions')
    .filter(({ file, fact }) => code && isIn(file, code.folder) && fact.versions.puma);
  const major = Number(lock?.fact.versions.puma?.split('.')[0]);
  if (!lock || others.length > 0 || !Number.isInteger(major)) return [];
  return [
    {
      ...{ name: workload.name, workload, written: false, at, how: ' (persistent_timeout)' },
      program: `Puma ${major}`,
      seconds: major < 7 ? PUMA_BEFORE_7 : PUMA_FROM_7,
      certain: code?.certainty === 'stated',
    },
  ];
}

/** Tomcat within a program of Spring Boot. */
function inJava(
  container: Container,
  workload: WorkloadNode,
  { uri, fact, certainty }: Carried<'embedded-server'>,
  system: System,
): readonly IdleServer[] {
  const [process, ...others] = container.processes;
  if (process?.program !== 'java' || others.length > 0) return [];
  const kept = tomcatKeepAlive(container, system);
  if (!kept || kept.value === null) return [];
  return [
    {
      name: workload.name,
      program: 'Tomcat',
      seconds: kept.value,
      written: kept.origin !== 'defaulted',
      certain: certainty === 'stated',
      at: kept.at ?? { uri, path: fact.path },
      how: ' (server.tomcat.keep-alive-timeout)',
      workload,
    },
  ];
}

/** What else than `--keep-alive` it is called. */
const KEEP_ALIVE = tableOf<string>({
  uvicorn: '--timeout-keep-alive',
  puma: 'persistent_timeout',
});

/** A program whose own code listens. */
function isOfCode({ program, work }: ProcessNode): boolean {
  return (
    /^(?:node|nodejs|bun|tsx|ts-node|npm|yarn|pnpm|pm2|python|nest)\b/.test(program) ||
    (work === 'unknown' && program !== 'a program that is not seen')
  );
}

function serverOf(
  { uri, file, fact }: FactEntry<ListenFact>,
  runtime: Container['runtime'],
  isSure: boolean,
  system: System,
  workload: WorkloadNode | null,
): readonly Omit<IdleServer, 'name' | 'workload'>[] {
  const { server, keepAliveTimeout, path } = fact;
  const how =
    server === 'net/http'
      ? ' (IdleTimeout)'
      : server === 'uvicorn'
        ? ' (timeout_keep_alive)'
        : ' (keepAliveTimeout, with headersTimeout above it)';
  if (keepAliveTimeout.state === 'known') {
    const { value, origin } = keepAliveTimeout;
    const at = { uri, path: origin === 'declared' ? keepAliveTimeout.path : path };
    // 0 is for ever.
    if (value === 0) return [];
    return [
      {
        program: PROGRAMS[server] ?? server,
        seconds: value / 1000,
        written: origin === 'declared',
        certain: isSure,
        at,
        how,
      },
    ];
  }
  if (keepAliveTimeout.state === 'unknown' || server !== 'node') return [];
  // Fastify keeps connections longer than Node does, whichever file makes it.
  const taken = workload ? dependenciesOf(system, workload) : dependenciesAround(file, system);
  if (taken.has('fastify') || taken.has('platform-fastify')) return [];
  const major = runtime?.name === 'node' ? Number(runtime.version?.split('.')[0]) : Number.NaN;
  const isKnown = Number.isInteger(major) && major > 0;
  return [
    {
      program: isKnown ? `Node ${major}` : 'Node before 26',
      seconds: isKnown && major >= 26 ? NODE_FROM_26 : NODE_BEFORE_26,
      written: false,
      certain: isSure && isKnown,
      at: { uri, path },
      how,
    },
  ];
}

const PROGRAMS = tableOf<string>({ node: 'Node', fastify: 'Fastify' });

/** The one server of the repository that listens where a way leads whose host nobody here is called. */
function byPort(route: RouteNode, system: System): readonly IdleServer[] {
  const ports = new Set(route.ports);
  if (ports.size !== 1) return [];
  const [only, ...others] = system
    .of('listen')
    .filter(({ fact }) => fact.port.state === 'known' && ports.has(fact.port.value));
  if (!only || others.length > 0) return [];
  return serverOf(only, null, false, system, null).map((server) => ({
    ...server,
    name: route.hosts[0] ?? only.file,
    workload: null,
  }));
}
