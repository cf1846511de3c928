import type { BoxSize } from '../../contracts/drawing';
import type {
  AutoscalerFact,
  FactValue,
  ScalableTargetFact,
  ScalingGroupFact,
} from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type { FactEntry, System, WorkloadNode } from '../../contracts/system';
import { idOf } from '../../system/identifiers';
import { runningIn, workloadBox } from '../system/boxes';
import { BY_DEFAULT, count } from '../system/labels';
import { plain } from '../system/plain';
import { say } from '../words';
import { collector, type Seen, type WorkspaceView } from './view';

/** Kubernetes' own window before it scales down, where a manifest sets none, in seconds. */
const KUBERNETES_DOWN_WINDOW = 300;

type Scaler = FactEntry<AutoscalerFact | ScalingGroupFact | ScalableTargetFact>;

/** What makes each workload grow and shrink, how far, and how fast. */
export const autoscalingView: WorkspaceView = {
  id: 'autoscaling',
  get title() {
    return say('Autoscaling');
  },
  get description() {
    return say('What makes each workload grow and shrink, and how far');
  },
  draw(seen) {
    const { system } = seen;
    const scalers = scalersIn(system);
    if (scalers.length === 0) return null;
    const running = runningIn(system);
    const drawn = collector();
    for (const entry of scalers) {
      const { uri, fact } = entry;
      const at = { uri, path: fact.path };
      const workload = scaledBy(entry, running);
      const own = drawn.box(scalerBox(entry, workload?.name ?? null, seen));
      for (const trigger of fact.triggers) {
        const id = idOf('trigger', uri, fact.path, trigger);
        drawn.arrow(drawn.box(plain({ id, kind: 'signal', texts: [trigger], at })), own, { at });
      }
      if (workload) drawn.arrow(own, drawn.box(workloadBox(workload, system.pools)), { at });
    }
    return drawn.parts();
  },
};

/** Of what a build applies only the built objects count, of the rest what stands whole in its file. */
function scalersIn(system: System): readonly Scaler[] {
  const scalers = system.of('autoscaler').filter(({ fact }) => fact.complete);
  const groups = system.of('scaling-group').filter(({ fact }) => fact.triggers.length > 0);
  // Of what else Application Auto Scaling scales (tables, replicas) nothing runs.
  const targets = system
    .of('scalable-target')
    .filter(
      ({ fact: { namespace, dimension } }) =>
        shown(namespace) === 'ecs' || shown(dimension) === 'ecs:service:DesiredCount',
    );
  return [...scalers, ...groups, ...targets];
}

function scaledBy(
  { uri, fact }: Scaler,
  workloads: readonly WorkloadNode[],
): WorkloadNode | undefined {
  if (fact.kind === 'scaling-group') return undefined;
  return workloads.find(
    ({ scaledBy: by }) => by !== null && by.at.uri === uri && by.at.path === fact.path,
  );
}

function scalerBox({ uri, fact }: Scaler, scaled: string | null, { practice }: Seen) {
  const at = { uri, path: fact.path };
  const { kind, name, noun, least, most } = sizesOf(fact, scaled);
  const up = fact.kind === 'autoscaler' ? windowOf(fact.scaleUpWindow, 0) : null;
  const down =
    fact.kind === 'autoscaler' ? windowOf(fact.scaleDownWindow, KUBERNETES_DOWN_WINDOW) : null;
  return plain({
    ...{ id: idOf('scaler', uri, fact.path), kind: 'service', at },
    texts: [
      name,
      count(sizeOf(least, most, noun)),
      ...(up === null || down === null ? [] : [say('up {0}, down {1}', up.short, down.short)]),
    ],
    figures: [
      { text: kind, at },
      figureOf(say('at least {0}', shown(least)), least, uri),
      figureOf(say('at most {0}', shown(most)), most, uri),
      ...(up === null
        ? []
        : [{ text: say('waits before it adds pods: {0}', up.long), at: up.at(uri) }]),
      ...(down === null
        ? []
        : [{ text: say('waits before it removes pods: {0}', down.long), at: down.at(uri) }]),
      {
        text: say(
          'the guide waits {0} s before it adds, {1} s before it removes',
          practice('autoscaling.cpu-scale-up-window'),
          practice('autoscaling.cpu-scale-down-window'),
        ),
        at: null,
      },
    ],
  });
}

/** What scales, what it is called, and the bounds that it has. */
function sizesOf(fact: Scaler['fact'], scaled: string | null) {
  switch (fact.kind) {
    case 'autoscaler':
      return {
        ...{ kind: fact.resource, name: `${SHORT[fact.resource]} ${shown(fact.name)}` },
        ...{ noun: 'pods', least: leastOf(fact), most: fact.maxReplicas },
      };
    case 'scaling-group':
      return {
        ...{ kind: say('Auto Scaling group'), name: shown(fact.name) },
        ...{ noun: 'instances', least: fact.minSize, most: fact.maxSize },
      };
    case 'scalable-target': {
      const { resource, name } = fact.scales;
      return {
        ...{
          kind: 'Application Auto Scaling',
          name: say('tasks of {0}', scaled ?? name ?? resource ?? '?'),
        },
        ...{ noun: 'tasks', least: fact.minCapacity, most: fact.maxCapacity },
      };
    }
  }
}

/** As people call them. */
const SHORT: Readonly<Record<AutoscalerFact['resource'], string>> = {
  HorizontalPodAutoscaler: 'HPA',
  ScaledObject: 'ScaledObject',
};

function windowOf(value: FactValue<number>, byDefault: number) {
  const at = (uri: string): Place | null =>
    value.state === 'absent' ? null : { uri, path: value.path };
  if (value.state === 'unknown') return { short: '?', long: `? (${value.why})`, at };
  const seconds = value.state === 'known' ? value.value : byDefault;
  const isDefault = value.state === 'absent' || value.origin === 'defaulted';
  return {
    short: `${seconds} s${isDefault ? BY_DEFAULT : ''}`,
    long: isDefault ? say('{0} s, by default', seconds) : `${seconds} s`,
    at,
  };
}

function figureOf(text: string, value: FactValue<number>, uri: string) {
  return {
    text: isDefaulted(value) ? say('{0}, by default', text) : text,
    at: value.state === 'absent' || isDefaulted(value) ? null : { uri, path: value.path },
  };
}

/** Pods that are kept where nothing is written: KEDA goes down to none. */
const LEAST = { HorizontalPodAutoscaler: 1, ScaledObject: 0 };

function leastOf({ minReplicas, resource }: AutoscalerFact): FactValue<number> {
  const { state, path } = minReplicas;
  return state === 'absent'
    ? { state: 'known', value: LEAST[resource], origin: 'defaulted', path }
    : minReplicas;
}

function sizeOf(least: FactValue<number>, most: FactValue<number>, noun: string): BoxSize {
  const unwritten = [
    ...(isDefaulted(least) ? (['least'] as const) : []),
    ...(isDefaulted(most) ? (['most'] as const) : []),
  ];
  return { least: numberOf(least), most: numberOf(most), noun, unwritten };
}

function isDefaulted(value: FactValue<number>): boolean {
  return value.state === 'known' && value.origin === 'defaulted';
}

function numberOf(value: FactValue<number>): number | null {
  return value.state === 'known' ? value.value : null;
}

function shown(value: FactValue<string | number>): string {
  return value.state === 'known' ? String(value.value) : '?';
}
