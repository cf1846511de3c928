import type { ResolvedAutoscaler } from '../../architecture/autoscalers';
import type { ProcessSettingsFact, ProgramFact, ScalingGroupFact } from '../../contracts/fact';
import type { Container, FactEntry, Rollout, Variable, WorkloadNode } from '../../contracts/system';
import { folderOf, isIn } from '../../text/paths';
import { type Boot, bootOf, isNamedIn, unitInstances } from '../boot';
import type { SystemContext } from '../context';
import { factorOf, textOf, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { roleOf } from '../processes';
import type { codeRelation } from '../relations/runs';
import { recreated, rolling, unknownRollout } from '../rollouts';
import { readVariables } from '../variables';
import { autoscalerBounds } from './autoscaler-bounds';
import { onePerObject } from './defined-twice';
import { machinePoolers } from './machine-poolers';
import { codeOf, programContainer } from './procfile';
import { placeOf, stackOf, stackVariables } from './stacks';
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
    place: placeOf({ file, build }),
    least: factorOf('MinSize', uri, fact.minSize, null),
    most: factorOf('MaxSize', uri, fact.maxSize, null),
    scaledBy: fact.triggers.length > 0 ? { name, at, triggers: fact.triggers } : null,
  });
  const stack = stackOf({ file, build });
  const balanced = fact.targetGroups.length > 0;
  const shared = {
    unit: stack,
    ...(fact.condition === undefined ? {} : { condition: fact.condition }),
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
  const given = variablesOfMachine(fact, uri, boot, stack, context);
  const php = boot && runsPhp(boot) ? phpContainer(name, at, file, given, context, code) : null;
  if (units.length === 0 && !php) {
    return { ...group, ...shared, containers: group.containers.map(booted) };
  }
  // What one unit is known to run, the others beside it run as well.
  const link = units
    .map(({ entry, program }) => codeOf(program, entry, code))
    .find((each) => each?.certainty === 'stated');
  const likelyCode = group.containers[0]?.code ?? null;
  const isNamed = boot !== null && boot.units.length > 0;
  const containers = units.map(({ entry, program, instances }) => {
    // What is deployed from the same place as its group, where nothing says more.
    const known = link ?? (codeOf(program, entry, code) ? null : likelyCode);
    const made = shipped(
      programContainer(program, entry, context, code, given, known),
      boot,
      context,
    );
    const likely = made.code && { ...made.code, certainty: 'inferred' as const };
    return booted(times(isNamed ? made : { ...made, code: likely }, instances));
  });
  const all = [...(php ? [booted(shipped(php, boot, context))] : []), ...containers];
  return {
    ...group,
    ...shared,
    role: roleOf(all, 'Auto Scaling group', balanced),
    containers: [...all, ...machinePoolers(boot, at, stack, context)],
  };
}

/** What the script writes down for others, over what the files of variables say that it puts on the machine. */
function variablesOfMachine(
  { userData }: ScalingGroupFact,
  uri: string,
  boot: Boot | null,
  stack: string,
  context: SystemContext,
): ReadonlyMap<string, Variable> {
  if (!userData) return new Map();
  const files = context
    .of('environment-file')
    .filter(({ file }) => boot !== null && isNamedIn(file, boot.steps));
  return new Map([
    ...files.flatMap((each) => [...readVariables(each.uri, each.fact.variables)]),
    ...stackVariables(uri, userData.variables, stack),
  ]);
}

/** The service of PHP-FPM as distributions call it: `php8.3-fpm`. */
const PHP = /^php[\d.]*-fpm$/;

function runsPhp({ units, steps }: Boot): boolean {
  return (
    units.some((unit) => PHP.test(unit)) ||
    steps.some(({ words }) => words[0] === 'service' && PHP.test(words[1] ?? ''))
  );
}

/** PHP-FPM of the machine, which a package brings: what the repository says of it are its pools. */
function phpContainer(
  owner: string,
  at: WorkloadNode['at'],
  file: string,
  given: ReadonlyMap<string, Variable>,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): Container {
  const { path, uri } = at;
  const words = ['php-fpm'];
  const command = { path, form: 'exec', text: 'php-fpm', words } as const;
  const { link } = code.fromImage({
    ...{ name: '', image: { state: 'absent', path }, command: null, at, file, owner },
  });
  const program: ProgramFact = {
    ...{ path, name: 'php-fpm', command, environment: {}, settings: {} },
    count: { state: 'absent', path },
  };
  const settings: ProcessSettingsFact = {
    ...{ kind: 'process-settings', program: 'systemd', path },
    ...{ settings: {}, programs: [program], environment: null },
  };
  const made = programContainer(program, { uri, file, fact: settings }, context, code, given, link);
  // The unit is the distribution's: how long it has to stop is not written here.
  const { grace: _, ...rest } = made;
  return { ...rest, open: 'what is set on the machine' };
}

/** A container as often as its unit is started. */
function times(container: Container, instances: number | null): Container {
  if (instances === 1) return container;
  return {
    ...container,
    processes: container.processes.map((process) => ({
      ...process,
      count:
        instances === null
          ? unknownFactor('instances', 'how many of the unit are started', container.at)
          : {
              ...process.count,
              value: process.count.value === null ? null : process.count.value * instances,
              why: `${container.name} is started ${instances} times`,
            },
    })),
  };
}

/** An instance that runs a script of the folder its code is in, or takes its settings from there, has that folder. */
function shipped(container: Container, boot: Boot | null, context: SystemContext): Container {
  const { code } = container;
  if (!code || !boot || code.certainty !== 'inferred') return container;
  const script = boot.scripts.find(({ file }) => isIn(file, code.folder));
  const settings = context
    .of('process-settings')
    .find(({ file }) => isIn(file, code.folder) && isNamedIn(file, boot.steps));
  const found = script ?? settings;
  if (!found) return container;
  const at = { uri: found.uri, path: found.fact.path };
  const evidence = [{ at, says: `it ${script ? 'runs' : 'takes'} ${found.file}` }];
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
    return all.flatMap((each) => {
      const instances = unitInstances(each.program.name, boot.units);
      return instances === 0 ? [] : [{ ...each, instances }];
    });
  }
  const isAlone =
    context.of('scaling-group').length === 1 && context.of('container-service').length === 0;
  return isAlone ? all.map((each) => ({ ...each, instances: 1 })) : [];
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
    place: file,
    ...autoscalerBounds({ uri, fact }),
    scaledBy: { name: textOf(fact.name) ?? fact.resource, at, triggers: fact.triggers },
  });
  const { tool, resource } = scaled;
  const namespace = textOf(fact.namespace) ?? null;
  const id = idOf('workload', tool, resource, namespace, name, place, context.environment);
  return { ...scaled, id };
}
