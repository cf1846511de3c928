import type {
  ContainerServiceFact,
  FactValue,
  ScalableTargetFact,
  TaskContainerFact,
  TaskDefinitionFact,
} from '../../contracts/fact';
import type {
  AskedPort,
  Container,
  FactEntry,
  Probe,
  Rollout,
  Variable,
  WorkloadNode,
} from '../../contracts/system';
import { settingOfAws } from '../aws-settings';
import type { SystemContext } from '../context';
import { factor, factorOf, probeNumbers, textOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { imageRuntime, writtenImage } from '../images';
import { commandOver, processesOf, roleOf } from '../processes';
import type { codeRelation } from '../relations/runs';
import { rolling, unknownRollout } from '../rollouts';
import { readVariables, variablesOf } from '../variables';
import { placeOf, stackOf, stackVariables } from './stacks';
import { unseen } from './unseen';

/** Seconds a container has to stop where it does not say. */
const DEFAULT_GRACE = 30;
const MIB = 2 ** 20;

/** The services of ECS, with what their task definitions start. */
export function ecsWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  return context.of('container-service').map((entry) => workloadOf(entry, context, code));
}

function workloadOf(
  entry: FactEntry<ContainerServiceFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const { uri, file, fact } = entry;
  const name = textOf(fact.name) ?? fact.resource;
  const at = { uri, path: fact.path };
  const stack = stackOf(entry);
  const target = targetOf(entry, context);
  const task = context
    .of('task-definition')
    .find((each) => stackOf(each) === stack && each.fact.resource === fact.taskDefinition);
  const isDaemon = textOf(fact.schedulingStrategy) === 'DAEMON';
  const written = isDaemon
    ? unknownFactor('tasks', 'one task runs on each instance', at)
    : factorOf(settingOfAws(fact.resource, 'desired_count'), uri, fact.desiredCount, 1, 'ECS');
  const known = {
    name,
    at,
    file,
    fact,
    tool: 'ecs' as const,
    resource: 'ECS service',
    noun: 'tasks',
    place: placeOf(entry),
    least: target
      ? factorOf(
          settingOfAws(fact.resource, 'min_capacity'),
          target.uri,
          target.fact.minCapacity,
          null,
        )
      : written,
    most: target
      ? factorOf(
          settingOfAws(fact.resource, 'max_capacity'),
          target.uri,
          target.fact.maxCapacity,
          null,
        )
      : written,
    scaledBy: target
      ? { name, at: { uri: target.uri, path: target.fact.path }, triggers: [] }
      : null,
  };
  const shared = {
    unit: stack,
    ...(fact.condition === undefined ? {} : { condition: fact.condition }),
    build: entry.build?.id ?? null,
    rollout: rolloutOf(fact, uri),
    routed: fact.isBehindBalancer ? { at, says: 'a load balancer sends requests to it' } : null,
  };
  const base = unseen({ ...known, context, code });
  if (!task || (task.fact.containers.length === 0 && task.fact.open !== null)) {
    return { ...base, ...shared };
  }
  const containers = task.fact.containers.map((container) =>
    containerOf(container, task, name, context, code),
  );
  const [main] = task.fact.containers;
  return {
    ...base,
    ...shared,
    role: roleOf(containers, 'ECS service', fact.isBehindBalancer),
    containers,
    grace: factorOf(
      'stopTimeout',
      task.uri,
      main?.stopTimeout ?? { state: 'absent', path: task.fact.path },
      DEFAULT_GRACE,
      'ECS',
    ),
    asked: fact.isBehindBalancer ? askedBy(task) : [],
    complete: task.fact.open === null,
  };
}

/** The port of its only container that has one: a balancer registers each task with it. */
function askedBy({ uri, fact }: FactEntry<TaskDefinitionFact>): readonly AskedPort[] {
  const [only, ...others] = fact.containers.flatMap(({ ports }) => ports);
  return only?.state === 'known' && others.length === 0
    ? [{ port: `${only.value}`, at: { uri, path: only.path }, by: 'the load balancer' }]
    : [];
}

/** What scales the service: it is named by its resource, or by its name. */
function targetOf(
  service: FactEntry<ContainerServiceFact>,
  context: SystemContext,
): FactEntry<ScalableTargetFact> | undefined {
  const { fact } = service;
  const name = textOf(fact.name);
  return context.of('scalable-target').find((each) => {
    const { fact: target } = each;
    const isEcs =
      textOf(target.namespace) === 'ecs' || textOf(target.dimension) === 'ecs:service:DesiredCount';
    if (!isEcs || stackOf(each) !== stackOf(service)) return false;
    const { resource, name: scaled } = target.scales;
    return resource === null ? scaled !== null && scaled === name : resource === fact.resource;
  });
}

/**
 * `maximumPercent` bounds running and pending tasks, rounded down; those that stop come on top while
 * they drain, at most as many as there were.
 */
function rolloutOf({ maximumPercent }: ContainerServiceFact, uri: string): Rollout {
  const at = maximumPercent.state === 'absent' ? null : { uri, path: maximumPercent.path };
  if (maximumPercent.state === 'unknown') {
    return unknownRollout(at);
  }
  const percent = (maximumPercent.state === 'known' ? maximumPercent.value : 200) - 100;
  return rolling(at, { percent, rounded: 'down' }, { areStoppingCounted: false });
}

function containerOf(
  fact: TaskContainerFact,
  definition: FactEntry<TaskDefinitionFact>,
  owner: string,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): Container {
  const { uri, file, fact: task } = definition;
  const image = writtenImage(fact.image);
  const at = { uri, path: fact.path };
  const line = fact.entrypoint ?? fact.command;
  const named: FactValue<string> =
    image === null
      ? fact.image
      : { ...fact.image, state: 'known', value: image, origin: 'declared' };
  const {
    link,
    image: built,
    known,
  } = code.fromImage({
    ports: fact.ports.flatMap((port) => (port.state === 'known' ? port.value : [])),
    checkPaths: probesOf(fact, uri).flatMap(({ path }) => path ?? []),
    name: textOf(fact.name) ?? '',
    image: named,
    command: line,
    at,
    file,
    owner,
  });
  const layers: readonly ReadonlyMap<string, Variable>[] = [
    ...(built ? [readVariables(built.uri, built.fact.environment)] : []),
    stackVariables(uri, fact.environment, stackOf(definition)),
  ];
  const open = fact.environmentOpen;
  const limit = fact.memory.state === 'absent' ? task.memory : fact.memory;
  return {
    name: textOf(fact.name) ?? '',
    role: fact.essential.state === 'known' && !fact.essential.value ? 'sidecar' : 'main',
    image,
    known,
    at,
    variables: new Map(layers.flatMap((layer) => [...layer])),
    open,
    command: fact.command,
    entrypoint: fact.entrypoint,
    processes: known
      ? []
      : processesOf({
          ...commandOver(built, fact, uri),
          variables: variablesOf(layers, open),
          folder: link?.folder ?? null,
          image: built,
          limited: true,
          context,
          owner: idOf('container', uri, fact.path),
          at,
        }),
    probes: probesOf(fact, uri),
    probesKnown: true,
    imageCheck: null,
    memory:
      limit.state === 'known'
        ? factor('memory', limit.value * MIB, { uri, path: limit.path })
        : limit.state === 'unknown'
          ? unknownFactor('memory', limit.why, { uri, path: limit.path })
          : null,
    cpu: fact.cpu.state === 'known' ? String(fact.cpu.value) : null,
    requests: fact.cpu.state !== 'absent' && limit.state !== 'absent',
    preStop: null,
    code: link,
    runtime: built?.fact.runtime ?? (image === null ? null : imageRuntime(image)),
    mounts: [],
    mountsKnown: false,
  };
}

/** ECS asks by a command of the container; the image's own check is not asked. */
function probesOf({ healthcheck }: TaskContainerFact, uri: string): readonly Probe[] {
  if (!healthcheck || healthcheck.disabled) return [];
  return [
    {
      kind: 'healthcheck',
      at: { uri, path: healthcheck.path },
      path: /https?:\/\/[^/\s"']+(\/[^\s"'|&;)]*)?/.exec(healthcheck.test?.text ?? '')?.[1] ?? null,
      port: null,
      command: healthcheck.test?.words ?? null,
      ...probeNumbers(
        {
          period: healthcheck.interval,
          timeout: healthcheck.timeout,
          failures: healthcheck.retries,
        },
        { period: 30, timeout: 5, failures: 3 },
      ),
    },
  ];
}
