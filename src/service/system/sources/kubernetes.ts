import type { ResolvedAutoscaler } from '../../architecture/autoscalers';
import { grouped } from '../../architecture/grouped';
import { ASSUMED_RELEASE } from '../../contracts/build';
import type {
  CommandLine,
  ConfigMapFact,
  ContainerFact,
  ServiceFact,
  WorkloadFact,
} from '../../contracts/fact';
import type {
  AskedPort,
  Container,
  Evidence,
  FactEntry,
  Factor,
  Probe,
  Variable,
  WorkloadNode,
} from '../../contracts/system';
import { execWords } from '../../languages/shared/command-lines';
import { fillIn, textParts } from '../../syntax/parameters';
import { folderOf } from '../../text/paths';
import type { SystemContext } from '../context';
import { bytesOf, factor, factorOf, probeNumbers, textOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { imageRuntime, writtenImage } from '../images';
import { sameNamespace } from '../namespaces';
import { commandOver, processesOf, roleOf } from '../processes';
import { leadingContainer } from '../relations/leading-container';
import type { codeRelation } from '../relations/runs';
import { selectingServices } from '../relations/selecting-services';
import { rolloutOf } from '../rollouts';
import { serviceNames } from '../service-names';
import { startedAs } from '../store-clients';
import { readVariables, variablesOf } from '../variables';
import { autoscalerBounds } from './autoscaler-bounds';
import { apartById, onePerObject } from './defined-twice';

/** Seconds a pod has to stop where it does not say. */
const DEFAULT_GRACE = 30;

/** The workloads of Kubernetes; those of each build are kept by themselves. */
export function kubernetesWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): () => readonly WorkloadNode[] {
  const { kept } = context;
  const near = selectingServices(context);
  const maps = configMaps(context);
  /** Autoscalers whose workload belongs to another build. */
  const strangersIn = (build: string | null) =>
    kept(
      'autoscalers for other builds',
      () =>
        context
          .autoscalersOf(build)
          .filter((scaler) => (scaledBy(scaler)?.build?.id ?? build) !== build),
      build ?? '',
    )();
  const strangers = kept('autoscalers of other builds', () =>
    context.builds().flatMap(strangersIn),
  );
  /** Each workload of a build with what stands around it, compared: what is the same makes the same workload. */
  const subjectsOf = (build: string | null): readonly Subject[] => {
    const scalers = new Map<string, ResolvedAutoscaler>();
    for (const scaler of [...context.autoscalersOf(build), ...strangers()]) {
      const target = scaledBy(scaler);
      const key = target && keyOf(target);
      if (key !== undefined && !scalers.has(key)) scalers.set(key, scaler);
    }
    const selecting = near(build);
    return context
      .ofBuild('workload', build)
      .filter(({ fact }) => fact.complete || fact.containers.length > 0)
      .map((entry) => ({
        entry,
        scaler: scalers.get(keyOf(entry))?.entry ?? null,
        services: entry.fact.podLabelsKnown ? selecting(entry.fact.podLabels) : [],
      }));
  };
  const made = (subjects: readonly Subject[]) =>
    subjects.map((subject) => workloadOf(subject, context, code, maps));
  const ofBuild = (build: string | null) => {
    const subjects = kept('subjects of a build', () => subjectsOf(build), build ?? '');
    const some = (from: number) => {
      const part = `${build ?? ''}\n${from}`;
      const own = kept('some subjects', () => subjects().slice(from, from + AT_ONCE), part);
      return kept('some workloads of a build', () => made(own()), part)();
    };
    return kept(
      'workloads of a build',
      () => {
        const { length } = subjects();
        if (length <= AT_ONCE) return onePerObject(made(subjects()));
        const begins = Array.from({ length: Math.ceil(length / AT_ONCE) }, (_, at) => at * AT_ONCE);
        return onePerObject(begins.flatMap(some));
      },
      build ?? '',
    );
  };
  return kept('workloads of Kubernetes', () =>
    apartById(context.builds().flatMap((build) => ofBuild(build)())),
  );
}

/** The workloads under a condition that nobody can tell; their Services and autoscalers are mostly under it as well. */
export function optionalOrchestrated(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  const maps = configMaps(context);
  const all = context.of('optional-workload').map((entry): WorkloadNode => {
    const { condition, workload: fact } = entry.fact;
    const subject = { entry: { ...entry, fact }, scaler: null, services: [] };
    const made = workloadOf(subject, context, code, maps);
    return { ...made, id: idOf(made.id, condition), condition };
  });
  return apartById(all);
}

/** Which workload it is, by value: an autoscaler that says the same may keep the entry of before an edit. */
function keyOf({ build, uri, fact }: FactEntry<WorkloadFact>): string {
  const { path, name, namespace } = fact;
  return [build?.id ?? '', uri, path, textOf(name) ?? '', textOf(namespace) ?? ''].join('\n');
}

/** What an autoscaler scales, where only one workload may be meant. */
function scaledBy({ target, candidates }: ResolvedAutoscaler) {
  const [first, ...others] = candidates;
  return target ?? (others.length === 0 ? first : undefined);
}

/** What is called after its release is called by the rest: nobody knows what the release is called. */
function withoutRelease(name: string): string {
  const prefix = `${ASSUMED_RELEASE}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

/** So many workloads of a large build are made at once. */
const AT_ONCE = 16;

/** A workload, and what selects and scales it. */
interface Subject {
  readonly entry: FactEntry<WorkloadFact>;
  readonly scaler: ResolvedAutoscaler['entry'] | null;
  readonly services: readonly FactEntry<ServiceFact>[];
}

/** Whether a Service is of its cluster alone; one whose type is not known may be open to all. */
function isInward({ fact: { type, nodePorts } }: FactEntry<ServiceFact>): boolean {
  const isOfCluster =
    type.state === 'absent' || (type.state === 'known' && type.value === 'ClusterIP');
  return isOfCluster && nodePorts.length === 0;
}

/** Finds the one ConfigMap of a name. */
type ConfigMaps = (
  name: string,
  namespace: string | undefined,
) => FactEntry<ConfigMapFact> | undefined;

function workloadOf(
  { entry, scaler, services: selecting }: Subject,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
  maps: ConfigMaps,
): WorkloadNode {
  const { uri, file, fact } = entry;
  const build = entry.build?.id ?? null;
  const name = withoutRelease(textOf(fact.name) ?? fact.resource);
  const services = selecting.filter(
    (service) =>
      sameNamespace(textOf(service.fact.namespace), textOf(fact.namespace)) &&
      !context.alternatives.apart(build, service.build?.id ?? null),
  );
  const containers = fact.containers.map((container) =>
    containerOf(container, entry, context, code, maps),
  );
  const written = factorOf('replicas', uri, fact.replicas, defaultCount(fact));
  const bounds = scaler ? autoscalerBounds(scaler) : undefined;
  const [firstService] = services;
  const routed: Evidence | null = firstService
    ? {
        at: { uri: firstService.uri, path: firstService.fact.path },
        says: `the Service ${textOf(firstService.fact.name) ?? ''} sends requests to it`,
      }
    : null;
  const grace = factorOf(
    'terminationGracePeriodSeconds',
    uri,
    fact.gracePeriod,
    DEFAULT_GRACE,
    'Kubernetes',
  );
  return {
    id: idOf('workload', fact.resource, textOf(fact.namespace) ?? '', name, context.environment),
    kind: 'workload',
    name,
    role: roleOf(containers, fact.resource, routed !== null),
    tool: 'kubernetes',
    resource: fact.resource,
    noun: 'pods',
    at: { uri, path: fact.name.path },
    file,
    namespace: textOf(fact.namespace) ?? null,
    unit: folderOf(file),
    build,
    least: bounds?.least ?? written,
    most: bounds?.most ?? jobCount(fact, uri) ?? written,
    scaledBy: scaler
      ? {
          name: textOf(scaler.fact.name) ?? scaler.fact.resource,
          at: { uri: scaler.uri, path: scaler.fact.path },
          triggers: scaler.fact.triggers,
        }
      : null,
    rollout: rolloutOf(fact, uri),
    containers,
    grace,
    names: services.flatMap(({ fact: service }) =>
      namesOf(textOf(service.name), textOf(service.namespace) ?? textOf(fact.namespace)),
    ),
    routed,
    ...(services.length > 0 && services.every(isInward) ? { isInward: true as const } : {}),
    dependsOn: [],
    labels: fact.podLabels,
    nodePorts: services.flatMap((service) => service.fact.nodePorts),
    asked: services.flatMap(askedBy),
    fact,
    complete: fact.complete,
  };
}

/** The port of its pods that a Service sends requests to; one with several may be asked for something else. */
function askedBy({ uri, fact }: FactEntry<ServiceFact>): readonly AskedPort[] {
  const [only, ...others] = fact.targetPorts;
  if (only?.state !== 'known' || others.length > 0) return [];
  const by = `the Service ${textOf(fact.name) ?? ''}`.trim();
  return [{ port: only.value, at: { uri, path: only.path }, by }];
}

/** Names of a Service; none where its own is not known. */
function namesOf(name: string | undefined, namespace: string | undefined): readonly string[] {
  return name === undefined ? [] : serviceNames(name, namespace ?? null);
}

/** Kubernetes runs one where nothing is written; a DaemonSet one on each node. */
function defaultCount({ resource }: WorkloadFact): number | null {
  return resource === 'DaemonSet' ? null : 1;
}

function jobCount({ job }: WorkloadFact, uri: string): Factor | undefined {
  const byDefault = 'one at a time unless it says otherwise';
  if (!job) return undefined;
  const { parallelism, suspended } = job;
  if (suspended.state === 'known' && suspended.value) {
    const at = { uri, path: suspended.path };
    return factor('parallelism', 0, at, 'declared', 'no run starts while it is suspended');
  }
  return factorOf('parallelism', uri, parallelism, 1, byDefault);
}

/** What a container's code may be called after: its workload, or its own name where it stands beside what leads. */
function ownerOf(fact: ContainerFact, { name, containers }: WorkloadFact): string {
  const workload = textOf(name) ?? '';
  const leading = leadingContainer(
    containers.filter(({ role }) => role === 'main'),
    workload,
  );
  return fact.role !== 'main' || leading === fact ? workload : (textOf(fact.name) ?? workload);
}

function containerOf(
  fact: ContainerFact,
  { uri, file, fact: workload }: FactEntry<WorkloadFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
  configMap: ConfigMaps,
): Container {
  const image = writtenImage(fact.image);
  const { entrypoint, command: args } = linesOf(fact);
  const line = entrypoint ?? args;
  const at = { uri, path: fact.image.path };
  const {
    link,
    image: built,
    known: found,
  } = code.fromImage({
    name: textOf(fact.name) ?? '',
    image: fact.image,
    command: line,
    at,
    file,
    owner: ownerOf(fact, workload),
    ports: fact.ports,
    checkPaths: fact.probes.flatMap(({ httpPath }) => textOf(httpPath) ?? []),
  });
  const known = startedAs(found, {
    ...{ entrypoint, command: args, ends: /^(?:Cron)?Job$/.test(workload.resource) },
    scriptOf: (word) => context.scriptIn(null, word),
  });
  const sources = variableLayers(fact, { namespace: textOf(workload.namespace), configMap });
  const layers: ReadonlyMap<string, Variable>[] = [
    ...(built ? [readVariables(built.uri, built.fact.environment)] : []),
    ...sources.layers,
  ];
  layers.push(
    expanded(
      fact.env,
      uri,
      resolved(readVariables(uri, fact.env), textOf(workload.namespace), configMap),
      variablesOf(layers, null),
    ),
  );
  const { open, unread } = sources;
  const variables = variablesOf(layers, open);
  const all = new Map(layers.flatMap((layer) => [...layer]));
  // What stands there and cannot be read is not what the image starts.
  const isHidden = fact.commandLine.state === 'unknown';
  const processes = known
    ? []
    : processesOf({
        ...commandOver(isHidden ? null : built, { entrypoint, command: args }, uri),
        variables,
        folder: link?.folder ?? null,
        image: built,
        limited: fact.limits.cpu !== undefined || fact.limits.memory !== undefined,
        context,
        owner: idOf('container', uri, fact.path),
        at: { uri, path: fact.path },
      });
  const memory = fact.limits.memory;
  const bytes = memory?.state === 'known' ? bytesOf(memory.value) : undefined;
  return {
    name: textOf(fact.name) ?? '',
    role: fact.role,
    image,
    known,
    at: { uri, path: fact.path },
    variables: all,
    open,
    ...(unread.length > 0 && { unread }),
    command: args,
    entrypoint,
    processes,
    probes: fact.probes.map(
      (probe): Probe => ({
        kind: probe.kind,
        at: { uri, path: probe.path },
        path: textOf(probe.httpPath) ?? null,
        port: textOf(probe.port) ?? null,
        command: probe.exec,
        ...probeNumbers(
          {
            period: probe.periodSeconds,
            timeout: probe.timeoutSeconds,
            failures: probe.failureThreshold,
          },
          { period: 10, timeout: 1, failures: 3 },
        ),
      }),
    ),
    probesKnown: fact.lifecycle !== null,
    imageCheck: null,
    memory: memory
      ? bytes === undefined
        ? unknownFactor('memory', 'it cannot be read', { uri, path: memory.path })
        : factor('memory', bytes, { uri, path: memory.path })
      : null,
    cpu: textOf(fact.limits.cpu) ?? null,
    requests: fact.requests.cpu !== undefined && fact.requests.memory !== undefined,
    preStop:
      fact.stopDelay.state === 'known'
        ? factor('preStop', fact.stopDelay.value, { uri, path: fact.stopDelay.path })
        : fact.stopDelay.state === 'unknown'
          ? unknownFactor('preStop', fact.stopDelay.why, { uri, path: fact.stopDelay.path })
          : null,
    code: link,
    runtime: built?.fact.runtime ?? (image === null ? null : imageRuntime(image)),
    mounts: (fact.claimMounts ?? []).map(({ path, target }) => ({
      source: null,
      target,
      kept: { uri, path },
    })),
    mountsKnown: fact.claimMounts !== null,
  };
}

/** `command` and `args`; where only the whole line is readable, that. */
function linesOf({ command, args, commandLine, path }: ContainerFact): {
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
} {
  if (commandLine.state !== 'known') return { entrypoint: null, command: null };
  const line = args && lineOf(args, `${path}/args`);
  // `sh -c` may stand in one list, and its script in the other.
  const whole = command && args && lineOf([...command, ...args], `${path}/args`, command.length);
  const isGiven = whole?.script && !lineOf(command ?? [], path).script;
  return {
    entrypoint: command && lineOf(command, `${path}/command`),
    command: line && isGiven ? { ...line, script: whole.script } : line,
  };
}

/** @param from - how many of the words stand in another list */
function lineOf(words: readonly string[], path: string, from = 0): CommandLine {
  // `$(NAME)` is how Kubernetes writes a variable.
  const filled = words.map((word) =>
    word.replaceAll('$', '\\$').replace(/\\\$\((\w+)\)/g, '${$1:?}'),
  );
  const { at: _at, ...line } = execWords(filled, words.join(' '), { start: 0, end: 0 }, path);
  // All that a shell is to run stands in one item, behind `-c`.
  const item = words.findIndex((word) => /^-[a-z]{0,9}c[a-z]{0,9}$/.test(word)) + 1 - from;
  const script = line.script?.map((each) => ({ ...each, path: `${path}/${item}` }));
  return withoutSpans({ ...line, ...(script && { script }) }) as CommandLine;
}

/** The facts of a command line have no places of their own. */
function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) =>
      key === 'at' ? [] : [[key, withoutSpans(inner)]],
    ),
  );
}

interface VariableSource {
  readonly namespace: string | undefined;
  readonly configMap: ConfigMaps;
}

/** The variables a container takes from ConfigMaps and Secrets as a whole. */
function variableLayers(
  { envFrom }: ContainerFact,
  { namespace, configMap }: VariableSource,
): {
  readonly layers: readonly ReadonlyMap<string, Variable>[];
  readonly open: string | null;
  readonly unread: readonly string[];
} {
  if (envFrom === null) return { layers: [], open: 'an envFrom that cannot be read', unread: [] };
  const layers: ReadonlyMap<string, Variable>[] = [];
  const unread: string[] = [];
  let isUnnamed = false;
  for (const source of envFrom) {
    const name = textOf(source.name);
    const map =
      source.from === 'configMap' && name !== undefined ? configMap(name, namespace) : undefined;
    if (!map) {
      if (name === undefined) isUnnamed = true;
      else unread.push(`the ${source.from === 'secret' ? 'Secret' : 'ConfigMap'} ${name}`);
      continue;
    }
    const own = readVariables(map.uri, map.fact.data);
    layers.push(new Map([...own].map(([key, value]) => [`${source.prefix}${key}`, value])));
  }
  const unnamed = isUnnamed ? 'an envFrom whose name is not known' : null;
  return { layers, open: unread[0] ?? unnamed, unread };
}

/** Variables with what they refer to in a ConfigMap; those of a Secret keep its key as identity. */
function resolved(
  variables: ReadonlyMap<string, Variable>,
  namespace: string | undefined,
  configMap: ConfigMaps,
): ReadonlyMap<string, Variable> {
  return new Map(
    [...variables].map(([key, variable]) => {
      const [, name = '', entry = ''] =
        (variable.state === 'unknown' &&
          /^configMap:([^/]*)\/(.*)$/.exec(variable.identity ?? '')) ||
        [];
      const map = name === '' ? undefined : configMap(name, namespace);
      const found = map && readVariables(map.uri, map.fact.data).get(entry);
      return [key, found ?? variable];
    }),
  );
}

/**
 * Variables with the others they name filled in. What is not known stays as it is written: a password
 * within an address hides no host.
 */
function expanded(
  written: ContainerFact['env'],
  uri: string,
  own: ReadonlyMap<string, Variable>,
  below: ReturnType<typeof variablesOf>,
): ReadonlyMap<string, Variable> {
  const found = new Map(own);
  const all = { open: null, get: (name: string) => found.get(name) ?? below.get(name) };
  for (const [name, value] of Object.entries(written)) {
    if (value.state !== 'unknown' || value.expression === undefined) continue;
    const parts = textParts(value.expression, 'escaped');
    const [only, ...others] = parts;
    const named =
      only?.kind === 'parameter' && others.length === 0 ? all.get(only.name) : undefined;
    if (named?.state === 'unknown') {
      found.set(name, named);
      continue;
    }
    let isTold = parts.some((part) => part.kind === 'literal' && /\w/.test(part.text));
    const text = fillIn(parts, (other) => {
      const set = all.get(other);
      if (set?.state === 'known') isTold = true;
      return { state: 'known', value: set?.state === 'known' ? set.value : `$(${other})` };
    });
    if (isTold && text.state === 'known') {
      found.set(name, { state: 'known', value: text.value, at: { uri, path: value.path } });
    }
  }
  return found;
}

/** Finds the one ConfigMap of a name; an environment's own before one that all share. */
function configMaps({ of, kept }: SystemContext): ConfigMaps {
  const byName = kept('ConfigMaps by name', () =>
    grouped(of('config-map'), ({ fact }) => textOf(fact.name) ?? ''),
  );
  // Each answer is compared, so that another ConfigMap makes nothing anew that does not name it.
  return (name, namespace) =>
    kept(
      'ConfigMap',
      () => {
        const all = (byName().get(name) ?? []).filter(({ fact }) =>
          sameNamespace(textOf(fact.namespace), namespace),
        );
        const own = all.filter(({ environment }) => environment !== null);
        const found = own.length > 0 ? own : all;
        return found.length === 1 ? found[0] : undefined;
      },
      JSON.stringify([name, namespace]),
    )();
}
