import type { ResolvedAutoscaler } from '../../architecture/autoscalers';
import type { ScalingGroupFact } from '../../contracts/fact';
import type { Container, FactEntry, Rollout, WorkloadNode } from '../../contracts/system';
import { folderOf, isIn } from '../../text/paths';
import { type Boot, bootOf } from '../boot';
import type { SystemContext } from '../context';
import { factorOf, textOf } from '../factors';
import { idOf } from '../identifiers';
import { roleOf } from '../processes';
import type { codeRelation } from '../relations/runs';
import { recreated, rolling, unknownRollout } from '../rollouts';
import { onePerObject } from './defined-twice';
import { machinePoolers } from './machine-poolers';
import { codeOf, programContainer } from './procfile';
import { stackOf, stackVariables } from './stacks';
import { unseen } from './unseen';

/** Groups and autoscalers of which no file says what they run: their size is known all the same. */
export function groupWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  const isAlone = ({ target, candidates, entry }: ResolvedAutoscaler) =>
    target === null && candidates.length === 0 && entry.fact.complete;
  const aloneIn = (build: string | null) =>
    context.kept(
      'autoscalers of nothing',
      () => context.autoscalersOf(build).filter(isAlone),
      build ?? '',
    )();
  const alone = context.builds().flatMap(aloneIn);
  return [
    ...context.of('scaling-group').map((entry) => ofGroup(entry, context, code)),
    // Two files of a folder may say the same autoscaler: what it scales is there once.
    ...onePerObject(alone.map((scaler) => ofAutoscaler(scaler, context, code))),
  ];
}

function ofGroup(
  { uri, file, fact, build }: FactEntry<ScalingGroupFact>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const name = textOf(fact.name) ?? file;
  const at = { uri, path: fact.path };
  const group = unseen({
    name,
    at,
    file,
    fact,
    context,
    code,
    tool: 'asg',
    resource: 'Auto Scaling group',
    noun: 'instances',
    least: factorOf('MinSize', uri, fact.minSize, null),
    most: factorOf('MaxSize', uri, fact.maxSize, null),
    scaledBy: fact.triggers.length > 0 ? { name, at, triggers: fact.triggers } : null,
  });
  const stack = stackOf(file);
  const balanced = fact.targetGroups.length > 0;
  const shared = {
    unit: stack,
    build: build?.id ?? null,
    rollout: rolloutOf(fact, uri),
    routed: balanced ? { at, says: 'a load balancer sends requests to it' } : null,
  };
  const boot = fact.userData && bootOf(fact.userData, uri, context);
  const units = unitsOf(boot, context);
  const booted = (container: Container): Container => ({
    ...container,
    processes: container.processes.map((process) => ({
      ...process,
      before: [...(boot?.steps ?? []), ...process.before],
    })),
  });
  if (units.length === 0) {
    return { ...group, ...shared, containers: group.containers.map(booted) };
  }
  const given = fact.userData ? stackVariables(uri, fact.userData.variables, stack) : new Map();
  // What one unit is known to run, the others beside it run as well.
  const link = units
    .map(({ entry, program }) => codeOf(program, entry, code))
    .find((each) => each?.certainty === 'stated');
  const isNamed = boot !== null && boot.units.length > 0;
  const containers = units.map(({ entry, program }) => {
    const made = shipped(
      programContainer(program, entry, context, code, given, link ?? null),
      boot,
    );
    const likely = made.code && { ...made.code, certainty: 'inferred' as const };
    return booted(isNamed ? made : { ...made, code: likely });
  });
  return {
    ...group,
    ...shared,
    role: roleOf(containers, 'Auto Scaling group', balanced),
    containers: [...containers, ...machinePoolers(boot, at, stack, context)],
  };
}

/** An instance that runs a script of the folder its code is in has that folder. */
function shipped(container: Container, boot: Boot | null): Container {
  const { code } = container;
  const script = code && boot?.scripts.find(({ file }) => isIn(file, code.folder));
  if (!code || !script || code.certainty !== 'inferred') return container;
  const at = { uri: script.uri, path: script.fact.path };
  const evidence = [{ at, says: `it runs ${script.file}` }];
  return { ...container, code: { ...code, certainty: 'stated', evidence } };
}

/**
 * The units of systemd that each instance runs: those that its script starts; where no script says, those
 * of the repository, if only one group is there to run them.
 */
function unitsOf(boot: Boot | null, context: SystemContext) {
  const all = context
    .of('process-settings')
    .filter(({ fact }) => fact.program === 'systemd')
    .flatMap((entry) => entry.fact.programs.map((program) => ({ entry, program })))
    .filter(({ program }) => program.command !== null);
  if (boot && boot.units.length > 0) {
    return all.filter(({ program }) => boot.units.includes(program.name));
  }
  const isAlone =
    context.of('scaling-group').length === 1 && context.of('container-service').length === 0;
  return isAlone ? all : [];
}

/** Instances alive during a deployment: as many as its size, or as a policy lets there be. */
function rolloutOf({ mostDuringUpdate }: ScalingGroupFact, uri: string): Rollout {
  if (mostDuringUpdate.state === 'absent') return recreated(uri, mostDuringUpdate.path);
  const at = { uri, path: mostDuringUpdate.path };
  if (mostDuringUpdate.state === 'unknown') {
    return unknownRollout(at);
  }
  const percent = mostDuringUpdate.value - 100;
  return rolling(at, { percent, rounded: 'up' }, { areStoppingCounted: true });
}

function ofAutoscaler(
  { entry: { uri, file, fact, build } }: ResolvedAutoscaler,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const isKeda = fact.resource === 'ScaledObject';
  const at = { uri, path: fact.path };
  const name = textOf(fact.target.name) ?? textOf(fact.name) ?? file;
  // Files of one folder that say one object are alternatives, each a build of its own.
  const isOfFolder = build === null || build.id.startsWith('manifests:');
  const place = isOfFolder ? folderOf(file) : build.id;
  const scaled = unseen({
    name,
    at,
    file,
    fact,
    context,
    code,
    tool: 'kubernetes',
    resource: textOf(fact.target.kind) ?? 'workload',
    noun: 'pods',
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
    scaledBy: { name: textOf(fact.name) ?? fact.resource, at, triggers: fact.triggers },
  });
  const { tool, resource } = scaled;
  const namespace = textOf(fact.namespace) ?? null;
  const id = idOf('workload', tool, resource, namespace, name, place, context.environment);
  return { ...scaled, id };
}
