import type { ComposeServiceFact, FactValue } from '../../contracts/fact';
import type {
  CodeLink,
  Container,
  Evidence,
  FactEntry,
  Probe,
  Variable,
  WorkloadNode,
} from '../../contracts/system';
import type { SystemContext } from '../context';
import { factorOf, probeNumbers, textOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { imageRuntime, writtenImage } from '../images';
import { commandOver, processesOf, roleOf } from '../processes';
import { composeFolder } from '../relations/contexts';
import type { codeRelation } from '../relations/runs';
import { recreated } from '../rollouts';
import { startedAs } from '../store-clients';
import { ofSwarm, swarmRollout } from '../swarm';
import { readVariables, variablesOf } from '../variables';
import { type Interpolated, interpolated } from './interpolation';

/** Seconds a container has to stop where it does not say. */
const DEFAULT_GRACE = 10;

/** The services of compose files that are started. */
export function composeWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  return context.of('compose-service').map((written) => madeOf(written, context, code));
}

/** Those behind a profile that no file asks for: they run where somebody does. */
export function optionalWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  return context
    .of('optional-service')
    .map((written) => madeOf({ ...written, fact: written.fact.service }, context, code));
}

function madeOf(
  written: FactEntry<ComposeServiceFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const { fact, decidedAt } = interpolated(written, context);
  return workloadOf({ ...written, fact }, decidedAt, context, code);
}

function workloadOf(
  entry: FactEntry<ComposeServiceFact>,
  decidedAt: Interpolated['decidedAt'],
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const { uri, file, fact } = entry;
  const isSwarm = ofSwarm(fact, file) === 'yes';
  const started = containerOf(entry, context, code);
  const containers = [isAwaited(fact, context) ? ending(started) : started];
  const [port] = fact.ports;
  const routed: Evidence | null = port
    ? { at: { uri, path: port.path }, says: `port ${port.published ?? port.target} is published` }
    : fact.traefik
      ? { at: { uri, path: fact.traefik.path }, says: 'Traefik sends requests to it' }
      : null;
  const { mode } = fact.swarm;
  const written =
    isSwarm && textOf(mode) === 'global'
      ? unknownFactor('replicas', 'one on each node, and how many nodes there are no file says', {
          uri,
          path: mode.path,
        })
      : factorOf('replicas', uri, fact.replicas, 1, 'one container a service');
  const count = { ...written, at: decidedAt.get(fact.replicas.path) ?? written.at };
  return {
    // Stacks of one folder are others of one another: each has a service of that name.
    id: idOf('workload', 'compose', file, fact.service, context.environment),
    kind: 'workload',
    name: fact.service,
    role: roleOf(containers, 'service', routed !== null),
    tool: 'compose',
    resource: 'service',
    noun: 'containers',
    at: { uri, path: fact.path },
    file,
    namespace: null,
    unit: file,
    build: entry.build?.id ?? null,
    least: count,
    most: count,
    scaledBy: null,
    rollout: isSwarm ? swarmRollout(fact, uri) : recreated(uri, fact.path),
    containers,
    grace: factorOf('stop_grace_period', uri, fact.stopGracePeriod, DEFAULT_GRACE, 'compose'),
    names: [fact.service, ...fact.aliases],
    routed,
    dependsOn: fact.dependsOn.map(({ service, condition, path }) => ({
      name: service,
      condition: textOf(condition) ?? 'service_started',
      at: { uri, path },
    })),
    labels: {},
    nodePorts: [],
    asked: [],
    fact,
    complete: true,
    ...(fact.condition === undefined ? {} : { condition: fact.condition }),
  };
}

/** Others begin when it has ended: what it runs is over before they open anything. */
function isAwaited({ project, service }: ComposeServiceFact, context: SystemContext): boolean {
  return context
    .of('compose-service')
    .some(
      ({ fact }) =>
        fact.project === project &&
        fact.dependsOn.some(
          (each) =>
            each.service === service && textOf(each.condition) === 'service_completed_successfully',
        ),
    );
}

function ending(container: Container): Container {
  const processes = container.processes.map((process) => ({ ...process, work: 'once' as const }));
  return { ...container, processes };
}

function containerOf(
  { uri, file, fact }: FactEntry<ComposeServiceFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): Container {
  const image = writtenImage(fact.image);
  const folder = textOf(fact.build?.context);
  const {
    link,
    image: built,
    known: found,
  } = fact.build && folder !== undefined
    ? code.fromBuild(
        composeFolder(fact.project, folder),
        textOf(fact.build.dockerfile) ?? null,
        textOf(fact.build.target) ?? null,
        { at: { uri, path: fact.build.path }, says: `it is built from ${folder}` },
      )
    : code.fromImage({
        name: fact.service,
        image: fact.image,
        command: fact.command ?? fact.entrypoint,
        at: { uri, path: fact.image.path },
        file,
        owner: fact.service,
      });
  const known = startedAs(found, {
    ...{ entrypoint: fact.entrypoint, command: fact.command, ends: isAwaited(fact, context) },
    scriptOf: (word) => context.scriptIn(null, word),
  });
  const layers: ReadonlyMap<string, Variable>[] = [
    ...(built ? [readVariables(built.uri, built.fact.environment)] : []),
    ...fact.environmentFiles.flatMap((named) => environmentFile(named, fact, context)),
    readVariables(uri, fact.environment),
  ];
  const unread = fact.environmentFiles.some(
    (named) => environmentFile(named, fact, context).length === 0,
  );
  // A build has put the files' variables into `environment`; else one that is not here may add some.
  const open = unread ? 'an env_file that is not here' : null;
  const variables = variablesOf(layers, open);
  const check = fact.healthcheck;
  return {
    name: fact.service,
    role: 'main',
    image,
    known,
    at: { uri, path: fact.path },
    variables: new Map(layers.flatMap((layer) => [...layer])),
    open,
    command: fact.command,
    entrypoint: fact.entrypoint,
    processes: known
      ? []
      : processesOf({
          ...commandOver(built, fact, uri),
          variables,
          folder: link?.folder ?? null,
          image: built,
          limited: isLimit(fact.memoryLimit) || isLimit(fact.cpus),
          context,
          owner: idOf('container', uri, fact.path),
          at: { uri, path: fact.path },
        }),
    probes:
      check && !check.disabled
        ? [
            {
              kind: 'healthcheck',
              at: { uri, path: check.path },
              path: pathIn(check.test?.text ?? ''),
              port: null,
              command: check.test?.words ?? null,
              ...probeNumbers(
                { period: check.interval, timeout: check.timeout, failures: check.retries },
                { period: 30, timeout: 30, failures: 3 },
              ),
            } satisfies Probe,
          ]
        : [],
    probesKnown: true,
    imageCheck: check ? null : (built?.fact.healthcheck ?? null),
    memory: isLimit(fact.memoryLimit) ? factorOf('memory', uri, fact.memoryLimit, null) : null,
    cpu: fact.cpus.state === 'known' && isLimit(fact.cpus) ? String(fact.cpus.value) : null,
    requests: false,
    preStop: null,
    code: link && { ...link, copied: withMounted(link, fact) },
    runtime: built?.fact.runtime ?? (image === null ? null : imageRuntime(image)),
    mounts: fact.volumes.map(({ source, target, type, path }) => ({
      source: source !== null && type === 'bind' ? composeFolder(fact.project, source) : null,
      target,
      kept: type === 'volume' && source !== null ? { uri, path } : null,
    })),
    mountsKnown: true,
  };
}

function environmentFile(
  named: ComposeServiceFact['environmentFiles'][number],
  { project }: ComposeServiceFact,
  context: SystemContext,
): readonly ReadonlyMap<string, Variable>[] {
  const path = textOf(named);
  if (path === undefined) return [];
  const file = composeFolder(project, path);
  const found = context.of('environment-file').find((entry) => entry.file === file);
  return found ? [readVariables(found.uri, found.fact.variables)] : [];
}

function pathIn(text: string): string | null {
  return /https?:\/\/[^/\s"']+(\/[^\s"'|&;)]*)?/.exec(text)?.[1] ?? null;
}

/** What an image takes in, and what is mounted over it: code is, while one works on it. */
function withMounted(
  { copied, folder }: CodeLink,
  { volumes, project }: ComposeServiceFact,
): CodeLink['copied'] {
  if (copied === null) return null;
  const mounted = volumes.flatMap(({ type, source }) =>
    type === 'bind' && source !== null ? [composeFolder(project, source)] : [],
  );
  return mounted.some((path) => path === folder || path === '') ? null : [...copied, ...mounted];
}

/** Whether something is limited: to Docker 0 is no limit (docs.docker.com, "Resource constraints"). */
function isLimit(limit: FactValue<number>): boolean {
  return limit.state !== 'absent' && !(limit.state === 'known' && limit.value === 0);
}
