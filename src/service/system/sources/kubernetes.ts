import { resolveAutoscalers } from '../../architecture/autoscalers';
import { selects } from '../../architecture/selectors';
import { ASSUMED_RELEASE } from '../../contracts/build';
import type { CommandLine, ContainerFact, WorkloadFact } from '../../contracts/fact';
import type {
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
import { bytesOf, factor, factorOf, textOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { imageRuntime } from '../images';
import { processesOf, roleOf } from '../processes';
import type { codeRelation } from '../relations/runs';
import { rolloutOf } from '../rollouts';
import { readVariables, variablesOf } from '../variables';
import { onePerObject } from './defined-twice';

/** Seconds a pod has to stop where it does not say. */
const DEFAULT_GRACE = 30;

/** The workloads of Kubernetes. */
export function kubernetesWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  const scalers = new Map<WorkloadFact, Scaler>();
  for (const scaler of resolveAutoscalers(context.of)) {
    const [first, ...others] = scaler.candidates;
    const target = scaler.target ?? (others.length === 0 ? first : undefined);
    if (target && !scalers.has(target.fact)) scalers.set(target.fact, scaler);
  }
  const all = context
    .of('workload')
    .filter(({ fact }) => fact.complete || fact.containers.length > 0)
    .map((entry) => workloadOf(entry, context, code, scalers.get(entry.fact)));
  return onePerObject(all);
}

/** What is called after its release is called by the rest: nobody knows what the release is called. */
function withoutRelease(name: string): string {
  const prefix = `${ASSUMED_RELEASE}-`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

type Scaler = ReturnType<typeof resolveAutoscalers>[number];

function workloadOf(
  entry: FactEntry<WorkloadFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
  scaler: Scaler | undefined,
): WorkloadNode {
  const { uri, file, fact } = entry;
  const build = entry.build?.id ?? null;
  const name = withoutRelease(textOf(fact.name) ?? fact.resource);
  const services = context.of('service').filter(
    (service) =>
      service.fact.selector !== null &&
      Object.keys(service.fact.selector).length > 0 &&
      fact.podLabelsKnown &&
      // What leaves the most out comes first.
      selects({ labels: service.fact.selector, expressions: [] }, fact.podLabels) &&
      sameNamespace(textOf(service.fact.namespace), textOf(fact.namespace)) &&
      !context.alternatives.apart(build, service.build?.id ?? null),
  );
  const containers = fact.containers.map((container) =>
    containerOf(container, entry, context, code),
  );
  const written = factorOf('replicas', uri, fact.replicas, defaultCount(fact));
  const bounds = scaler ? boundsOf(scaler.entry) : undefined;
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
          name: textOf(scaler.entry.fact.name) ?? scaler.entry.fact.resource,
          at: { uri: scaler.entry.uri, path: scaler.entry.fact.path },
          triggers: scaler.entry.fact.triggers,
        }
      : null,
    rollout: rolloutOf(fact, uri),
    containers,
    grace,
    names: services.flatMap(({ fact: service }) =>
      namesOf(textOf(service.name), textOf(service.namespace) ?? textOf(fact.namespace)),
    ),
    routed,
    dependsOn: [],
    labels: fact.podLabels,
    nodePorts: services.flatMap((service) => service.fact.nodePorts),
    fact,
    complete: fact.complete,
  };
}

function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function namesOf(name: string | undefined, namespace: string | undefined): readonly string[] {
  if (name === undefined) return [];
  const spaces =
    namespace === undefined
      ? []
      : [
          `${name}.${namespace}`,
          `${name}.${namespace}.svc`,
          `${name}.${namespace}.svc.cluster.local`,
        ];
  return [name, ...spaces];
}

/** Kubernetes runs one where nothing is written; a DaemonSet one on each node. */
function defaultCount({ resource }: WorkloadFact): number | null {
  return resource === 'DaemonSet' ? null : 1;
}

function jobCount({ job }: WorkloadFact, uri: string): Factor | undefined {
  const byDefault = 'one at a time unless it says otherwise';
  return job ? factorOf('parallelism', uri, job.parallelism, 1, byDefault) : undefined;
}

function boundsOf({ uri, fact }: ReturnType<typeof resolveAutoscalers>[number]['entry']) {
  const isKeda = fact.resource === 'ScaledObject';
  return {
    least: factorOf(
      isKeda ? 'minReplicaCount' : 'minReplicas',
      uri,
      fact.minReplicas,
      isKeda ? 0 : 1,
    ),
    most: factorOf(
      isKeda ? 'maxReplicaCount' : 'maxReplicas',
      uri,
      fact.maxReplicas,
      isKeda ? 100 : null,
    ),
  };
}

function containerOf(
  fact: ContainerFact,
  { uri, file, fact: workload }: FactEntry<WorkloadFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): Container {
  const image = textOf(fact.image) ?? null;
  const { entrypoint, command: args } = linesOf(fact);
  const line = entrypoint ?? args;
  const at = { uri, path: fact.image.path };
  const {
    link,
    image: built,
    known,
  } = code.fromImage({
    name: textOf(fact.name) ?? '',
    image: fact.image,
    command: line,
    at,
    file,
    owner: textOf(workload.name) ?? '',
  });
  const sources = variableLayers(fact, { namespace: textOf(workload.namespace), context });
  const layers: ReadonlyMap<string, Variable>[] = [
    ...(built ? [readVariables(built.uri, built.fact.environment)] : []),
    ...sources.layers,
  ];
  layers.push(
    expanded(
      fact.env,
      uri,
      resolved(readVariables(uri, fact.env), textOf(workload.namespace), context),
      variablesOf(layers, null),
    ),
  );
  const { open } = sources;
  const variables = variablesOf(layers, open);
  const all = new Map(layers.flatMap((layer) => [...layer]));
  // What stands there and cannot be read is not what the image starts.
  const isHidden = fact.commandLine.state === 'unknown';
  const processes = known
    ? []
    : processesOf({
        entrypoint: entrypoint ?? (isHidden ? null : (built?.fact.entrypoint ?? null)),
        // `command` takes the image's command away as well as its entrypoint.
        command: args ?? (entrypoint || isHidden ? null : (built?.fact.command ?? null)),
        uriOf: (each) => (each === entrypoint || each === args ? uri : (built?.uri ?? uri)),
        variables,
        folder: link?.folder ?? null,
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
        period: numberIn(probe.periodSeconds) ?? 10,
        timeout: numberIn(probe.timeoutSeconds) ?? 1,
        failures: numberIn(probe.failureThreshold) ?? 3,
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
    mounts: [],
  };
}

function numberIn(
  value: { readonly state: string; readonly value?: unknown } | undefined,
): number | undefined {
  return value?.state === 'known' ? Number(value.value) : undefined;
}

/** `command` and `args`; where only the whole line is readable, that. */
function linesOf({ command, args, commandLine, path }: ContainerFact): {
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
} {
  if (commandLine.state !== 'known') return { entrypoint: null, command: null };
  return {
    entrypoint: command && lineOf(command, `${path}/command`),
    command: args && lineOf(args, `${path}/args`),
  };
}

function lineOf(words: readonly string[], path: string): CommandLine {
  // `$(NAME)` is how Kubernetes writes a variable.
  const filled = words.map((word) =>
    word.replaceAll('$', '\\$').replace(/\\\$\((\w+)\)/g, '${$1:?}'),
  );
  const { at: _at, ...line } = execWords(filled, words.join(' '), { start: 0, end: 0 }, path);
  return withoutSpans(line) as CommandLine;
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
  readonly context: SystemContext;
}

/** The variables a container takes from ConfigMaps and Secrets as a whole. */
function variableLayers(
  { envFrom }: ContainerFact,
  { namespace, context }: VariableSource,
): { readonly layers: readonly ReadonlyMap<string, Variable>[]; readonly open: string | null } {
  if (envFrom === null) return { layers: [], open: 'an envFrom that cannot be read' };
  const layers: ReadonlyMap<string, Variable>[] = [];
  let open: string | null = null;
  for (const source of envFrom) {
    const name = textOf(source.name);
    const map =
      source.from === 'configMap' && name !== undefined
        ? configMap(name, namespace, context)
        : undefined;
    if (!map) {
      open ??= `the ${source.from === 'secret' ? 'Secret' : 'ConfigMap'} ${name ?? 'that is named there'}`;
      continue;
    }
    const own = readVariables(map.uri, map.fact.data);
    layers.push(new Map([...own].map(([key, value]) => [`${source.prefix}${key}`, value])));
  }
  return { layers, open };
}

/** Variables with what they refer to in a ConfigMap; those of a Secret keep its key as identity. */
function resolved(
  variables: ReadonlyMap<string, Variable>,
  namespace: string | undefined,
  context: SystemContext,
): ReadonlyMap<string, Variable> {
  return new Map(
    [...variables].map(([key, variable]) => {
      const [, name = '', entry = ''] =
        (variable.state === 'unknown' &&
          /^configMap:([^/]*)\/(.*)$/.exec(variable.identity ?? '')) ||
        [];
      const map = name === '' ? undefined : configMap(name, namespace, context);
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
    const text = fillIn(parts, (other) => {
      const set = all.get(other);
      return { state: 'known', value: set?.state === 'known' ? set.value : `$(${other})` };
    });
    if (text.state === 'known') {
      found.set(name, { state: 'known', value: text.value, at: { uri, path: value.path } });
    }
  }
  return found;
}

/** The one ConfigMap of a name; an environment's own before one that all share. */
function configMap(name: string, namespace: string | undefined, context: SystemContext) {
  const all = context
    .of('config-map')
    .filter(
      ({ fact }) => textOf(fact.name) === name && sameNamespace(textOf(fact.namespace), namespace),
    );
  const own = all.filter(({ environment }) => environment !== null);
  const found = own.length > 0 ? own : all;
  return found.length === 1 ? found[0] : undefined;
}
