import type { EnvSourceFact, FactValue, ProbeFact } from '../../contracts/fact';
import { type Field, isKnown, known, type Located, unknown, valueOf } from '../../contracts/field';
import { entryOf, tableOf } from '../../text/tables';
import {
  envSourcesOf,
  probesOf,
  variableFact,
  variableField,
  variableSources,
  waitsForTool,
  wordsOf,
} from './container-facts';
import {
  type Block,
  booleanField,
  child,
  integerField,
  listOf,
  quantityField,
  stringField,
  textsOf,
} from './fields';
import type { KubernetesObject } from './object';
import {
  type ClaimMount,
  claimMountsOf,
  claimsOf,
  claimVolumesOf,
  configVolumesOf,
  HOSTNAME,
  hostPortOf,
  type LifecyclePart,
  lifecycleOf,
  nodeOf,
  onePodPer,
  stopDelayOf,
  ZONE,
} from './pod';
import { type LabelSelector, labelsOf, selectorOf } from './selector';
import { member, pointer } from './tree';

/** A workload that runs pods from a template. */
export interface Workload {
  readonly object: KubernetesObject;
  readonly replicas: Field<number>;
  readonly strategy: Field<string>;
  readonly maxSurge: Field<string>;
  readonly maxUnavailable: Field<string>;
  readonly podLabels: Readonly<Record<string, Field<string>>>;
  readonly podLabelsKnown: boolean;
  readonly podRequests: Readonly<Record<string, Field<string>>>;
  /** The pods it takes for its own; `null` where that cannot be read. */
  readonly selector: LabelSelector | null;
  /** Seconds a pod has to stop. */
  readonly gracePeriod: Field<number>;
  /** The volume claims its pods share, by name. */
  readonly claims: readonly Field<string>[];
  /** The ConfigMaps whose entries are files of its pods, by name. */
  readonly configVolumes: readonly Field<string>[];
  /** Where it demands that no two of its pods share a node. */
  readonly onePodPerNode: string | null;
  /** Where the pods demand to be alone in a zone; `null` where they do not. */
  readonly onePodPerZone: string | null;
  /** The one node that its pods may run on; `null` where they may run on several. */
  readonly pinnedTo: Field<string> | null;
  /** Where it demands a port of the node, which one of its pods alone can have. */
  readonly hostPort: string | null;
  /** How a StatefulSet starts and stops its pods; `OrderedReady` where absent. */
  readonly podManagement: Field<string>;
  /** Seconds that a new pod has to be ready before it counts, and that a rollout may take to go on. */
  readonly minReady: Field<number>;
  readonly progressDeadline: Field<number>;
  /** How its pods are spread over zones or nodes. */
  readonly spread: readonly SpreadConstraint[];
  readonly containers: readonly Container[];
  /** The pod template is written out and readable. */
  readonly complete: boolean;
  /** The Deployment whose pods an Argo Rollout runs. */
  readonly runs: WorkloadReference | null;
  /** What a Job or a CronJob says of its runs; `null` for what runs on. */
  readonly job: Job | null;
}

/** How a Job runs, and when a CronJob starts one. */
export interface Job {
  readonly schedule: Field<string>;
  readonly concurrency: Field<string>;
  readonly deadline: Field<number>;
  readonly parallelism: Field<number>;
  readonly suspended: Field<boolean>;
}

/** One of `topologySpreadConstraints`; `at` is the name of its selector. */
export interface SpreadConstraint extends Located {
  readonly topologyKey: Field<string>;
  /** The pods that are counted; `null` where that cannot be read. */
  readonly selector: LabelSelector | null;
}

/** What a Rollout says of the Deployment it takes its pods from (`workloadRef`). */
export interface WorkloadReference {
  readonly path: string;
  readonly kind: Field<string>;
  readonly name: Field<string>;
  /** `never` where absent: the Deployment keeps its pods. */
  readonly scaleDown: Field<string>;
}

/** A container of the pod template. */
export interface Container {
  readonly path: string;
  readonly name: Field<string>;
  readonly role: 'main' | 'init' | 'sidecar';
  readonly image: Field<string>;
  readonly commandLine: Field<string>;
  readonly env: Readonly<Record<string, Field<string>>>;
  /** The variables as they are told to other files: with what they refer to. */
  readonly variables: Readonly<Record<string, FactValue<string>>>;
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
  readonly envFrom: readonly EnvSourceFact[] | null;
  readonly probes: readonly ProbeFact[];
  readonly requests: Readonly<Record<string, Field<string>>>;
  readonly limits: Readonly<Record<string, Field<string>>>;
  /** The checks it answers and the hook before it stops; `null` where some cannot be read. */
  readonly lifecycle: readonly LifecyclePart[] | null;
  /** Seconds that its preStop hook sleeps. */
  readonly stopDelay: Field<number>;
  /** Where it mounts volume claims; `null` where that cannot be read. */
  readonly claimMounts: readonly ClaimMount[] | null;
  readonly ports: readonly number[];
  readonly portNames: readonly string[] | null;
  /** Requests and limits are written out and readable. */
  readonly resourcesKnown: boolean;
}

/** Kinds with a pod template and a count, by the API groups that serve them. */
const GROUPS = tableOf<readonly string[]>({
  Deployment: ['apps', 'extensions'],
  StatefulSet: ['apps'],
  DaemonSet: ['apps', 'extensions'],
  ReplicaSet: ['apps', 'extensions'],
  ReplicationController: [''],
  Rollout: ['argoproj.io'],
  Job: ['batch'],
  CronJob: ['batch'],
});

function spreadOf(pod: Block): readonly SpreadConstraint[] {
  return listOf(pod, 'topologySpreadConstraints').items.flatMap((item) => {
    const written = member(item.map, 'labelSelector');
    if (written === undefined) return [];
    const path = pointer(item.path, 'labelSelector');
    const topologyKey = stringField(item, 'topologyKey');
    return [{ at: written.keyAt, path, topologyKey, selector: selectorOf(item, 'labelSelector') }];
  });
}

/** What says how pods are run: of a CronJob, that of the Jobs it makes. */
function runSpecOf({ kind, body }: KubernetesObject): Block {
  const spec = child(body, 'spec');
  return kind === 'CronJob' ? child(child(spec, 'jobTemplate'), 'spec') : spec;
}

/** The pod that a workload makes copies of. */
export function podOf(object: KubernetesObject): Block {
  return child(child(runSpecOf(object), 'template'), 'spec');
}

/** The type of a strategy; that of an Argo Rollout is the key under which it says more. */
function strategyOf({ kind }: KubernetesObject, update: Block): Field<string> {
  const own = child(update, 'blueGreen');
  return kind === 'Rollout' && own.written
    ? known('BlueGreen', own.at, own.path)
    : stringField(update, 'type');
}

/** A workload from an object, or `undefined` for other kinds. */
export function workloadOf(object: KubernetesObject): Workload | undefined {
  const groups = entryOf(GROUPS, object.kind);
  if (groups === undefined) return undefined;
  if (object.group !== undefined && !groups.includes(object.group)) return undefined;
  const outer = child(object.body, 'spec');
  const spec = runSpecOf(object);
  const template = child(spec, 'template');
  const pod = podOf(object);
  const labels = child(child(template, 'metadata'), 'labels');
  const update = child(
    spec,
    /^(?:Stateful|Daemon)Set$/.test(object.kind) ? 'updateStrategy' : 'strategy',
  );
  const rolling = child(update, 'rollingUpdate');
  const podLabels = textsOf(labels);
  const claimVolumes = claimVolumesOf(pod, spec);
  const containers = ['initContainers', 'containers'].flatMap((key) =>
    containersOf(pod, key, claimVolumes),
  );
  const main = listOf(pod, 'containers');
  return {
    object,
    replicas: integerField(spec, 'replicas'),
    strategy: strategyOf(object, update),
    maxSurge: quantityField(
      object.kind === 'Rollout' ? child(update, 'canary') : rolling,
      'maxSurge',
    ),
    maxUnavailable: quantityField(rolling, 'maxUnavailable'),
    podLabels,
    spread: spreadOf(pod),
    podLabelsKnown:
      labels.gap === undefined &&
      labels.map?.partial !== true &&
      Object.values(podLabels).every((label) => isKnown(label)),
    podRequests: textsOf(child(child(pod, 'resources'), 'requests')),
    selector: (object.kind === 'ReplicationController' ? labelsOf : selectorOf)(spec, 'selector'),
    gracePeriod: integerField(pod, 'terminationGracePeriodSeconds'),
    claims: claimsOf(pod),
    configVolumes: configVolumesOf(pod),
    onePodPerNode: onePodPer(HOSTNAME, pod, podLabels),
    onePodPerZone: onePodPer(ZONE, pod, podLabels),
    pinnedTo: nodeOf(pod),
    hostPort: hostPortOf(pod),
    podManagement: stringField(spec, 'podManagementPolicy'),
    minReady: integerField(spec, 'minReadySeconds'),
    progressDeadline: integerField(spec, 'progressDeadlineSeconds'),
    containers,
    complete:
      !object.patch &&
      main.state === 'written' &&
      main.items.length > 0 &&
      listOf(pod, 'initContainers').state !== 'unknown' &&
      (runsToItsEnd(object.kind) || child(spec, 'selector').written),
    runs: workloadReferenceOf(spec),
    job: runsToItsEnd(object.kind) ? jobOf(outer, spec, pod) : null,
  };
}

/** `outer` is the spec of the object, `spec` that of the Jobs it makes, which is the same for a Job, `pod` that of their pods. */
function jobOf(outer: Block, spec: Block, pod: Block): Job {
  const ofJob = integerField(spec, 'activeDeadlineSeconds');
  return {
    schedule: stringField(outer, 'schedule'),
    concurrency: stringField(outer, 'concurrencyPolicy'),
    deadline: ofJob.state === 'absent' ? integerField(pod, 'activeDeadlineSeconds') : ofJob,
    parallelism: integerField(spec, 'parallelism'),
    suspended: booleanField(outer, 'suspend'),
  };
}

/** Kinds whose pods end; the API server writes their selectors. */
export function runsToItsEnd(kind: string): boolean {
  return kind === 'Job' || kind === 'CronJob';
}

function workloadReferenceOf(spec: Block): WorkloadReference | null {
  const reference = child(spec, 'workloadRef');
  if (!reference.written) return null;
  return {
    path: reference.path,
    kind: stringField(reference, 'kind'),
    name: stringField(reference, 'name'),
    scaleDown: stringField(reference, 'scaleDown'),
  };
}

function containersOf(
  pod: Block,
  key: string,
  claimVolumes: ReadonlySet<string> | null,
): readonly Container[] {
  return listOf(pod, key).items.map((item) =>
    containerOf(item, key === 'initContainers', claimVolumes),
  );
}

function containerOf(
  item: Block,
  isInit: boolean,
  claimVolumes: ReadonlySet<string> | null,
): Container {
  const resources = child(item, 'resources');
  const requests = child(resources, 'requests');
  const limits = child(resources, 'limits');
  const env = environmentOf(item);
  const sources = variableSources(item);
  const restarts = valueOf(stringField(item, 'restartPolicy')) === 'Always';
  return {
    path: item.path,
    name: stringField(item, 'name'),
    role: isInit ? (restarts ? 'sidecar' : 'init') : 'main',
    image: stringField(item, 'image'),
    commandLine: commandLineOf(item),
    env,
    variables: Object.fromEntries(
      Object.entries(env).map(([name, value]) => [name, variableFact(value, sources.get(name))]),
    ),
    command: wordsOf(item, 'command'),
    args: wordsOf(item, 'args'),
    envFrom: envSourcesOf(item),
    probes: probesOf(item),
    requests: textsOf(requests),
    limits: textsOf(limits),
    lifecycle: lifecycleOf(item),
    stopDelay: stopDelayOf(item),
    claimMounts: claimMountsOf(item, claimVolumes),
    ports: listOf(item, 'ports').items.flatMap(
      (port) => valueOf(integerField(port, 'containerPort')) ?? [],
    ),
    portNames: portNamesOf(item),
    resourcesKnown: [item, resources, requests, limits].every(
      (block) => block.gap === undefined && block.map?.partial !== true,
    ),
  };
}

/** What a container calls its ports; `null` where one of them cannot be read. */
function portNamesOf(item: Block): readonly string[] | null {
  const { items, state } = listOf(item, 'ports');
  const names = items.map((port) => stringField(port, 'name'));
  const isRead = state !== 'unknown' && names.every((name) => name.state !== 'unknown');
  return isRead ? names.flatMap((name) => valueOf(name) ?? []) : null;
}

function commandLineOf(item: Block): Field<string> {
  const command = stringField(item, 'command');
  const lists = [listOf(item, 'command'), listOf(item, 'args')];
  const written = lists.find(({ state }) => state !== 'absent');
  if (written === undefined) return command;
  const words = lists.flatMap(({ nodes }) =>
    nodes.map((node) => (node.kind === 'scalar' ? node.value : '')),
  );
  const readable = lists.every(({ state }) => state !== 'unknown') && !words.some(waitsForTool);
  return readable
    ? known(words.join(' '), written.at, command.path, 'derived')
    : unknown('part of the command cannot be read', written.at, command.path);
}

function environmentOf(item: Block): Readonly<Record<string, Field<string>>> {
  const entries = listOf(item, 'env').items.flatMap((variable) => {
    const name = valueOf(stringField(variable, 'name'));
    if (name === undefined) return [];
    const reference = member(variable.map, 'valueFrom');
    const value =
      reference === undefined
        ? variableField(variable)
        : unknown('it comes from a reference', reference.keyAt, `${variable.path}/valueFrom`);
    return [[name, value] as const];
  });
  return Object.fromEntries(entries);
}
