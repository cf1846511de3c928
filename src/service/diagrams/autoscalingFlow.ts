import type { AutoscalerFact, FactValue, ScalingGroupFact } from '../contracts/fact';
import type { Graph } from '../contracts/graph';
import type { PracticeId } from '../practices';
import { graphBuilder } from './graph';
import { say } from './words';

/** Kubernetes' own window before it scales down, where a manifest sets none, in seconds. */
const KUBERNETES_DOWN_WINDOW = 300;

/** How autoscalers add and remove capacity; `null` where there is none. */
export function autoscalingFlow(
  facts: readonly (AutoscalerFact | ScalingGroupFact)[],
  practice: (id: PracticeId) => number,
): Graph | null {
  if (facts.length === 0) return null;
  const graph = graphBuilder(
    say('autoscaling flow'),
    say('What makes each group grow and shrink, and how far'),
  );
  for (const [index, fact] of facts.entries()) {
    const key = `${index}`;
    const { name, range, up, down, adds, removes } = summary(fact, practice);
    const capacity = graph.node(`${key} capacity`, `${name}\n${range}`, { shape: 'decision' });
    const idle = fact.triggers.length === 0;
    const triggers = idle ? [say('no trigger in this file')] : fact.triggers;
    const add = graph.node(`${key} add`, adds);
    const remove = graph.node(`${key} remove`, removes);
    for (const trigger of triggers) {
      const box = graph.node(`${key} ${trigger}`, trigger, {
        shape: 'rounded',
        tone: idle ? 'muted' : 'normal',
      });
      graph.edge(box, add, say('above: {0}', up), idle);
      graph.edge(box, remove, say('below: {0}', down), idle);
    }
    graph.edge(add, capacity);
    graph.edge(remove, capacity);
  }
  if (facts.some(({ triggers }) => triggers.length === 0)) {
    graph.explain(say('dashed: nothing triggers it here'));
  }
  return graph.build();
}

function summary(fact: AutoscalerFact | ScalingGroupFact, practice: (id: PracticeId) => number) {
  if (fact.kind === 'scaling-group') {
    return {
      name: say('Auto Scaling group {0}', shown(fact.name)),
      range: say('{0} to {1} instances', shown(fact.minSize), shown(fact.maxSize)),
      adds: say('add instances\nstart, become ready, take traffic'),
      removes: say('remove instances\ndrain, terminate'),
      up: say('guide {0} s', practice('autoscaling.cpu-scale-up-window')),
      down: say('guide {0} s', practice('autoscaling.cpu-scale-down-window')),
    };
  }
  return {
    name: `${fact.resource} ${shown(fact.name)}\n${shown(fact.target.kind)} ${shown(fact.target.name)}`,
    range: say('{0} to {1} replicas', shown(fact.minReplicas), shown(fact.maxReplicas)),
    adds: say('add pods\nstart, become ready, take traffic'),
    removes: say('remove pods\ndrain, terminate'),
    up: window(fact.scaleUpWindow, 0),
    down: window(fact.scaleDownWindow, KUBERNETES_DOWN_WINDOW),
  };
}

function window(value: FactValue<number>, byDefault: number): string {
  if (value.state === 'unknown') return say('window unknown');
  if (value.state === 'known')
    return value.origin === 'defaulted' ? say('{0} s (default)', value.value) : `${value.value} s`;
  return say('{0} s (default)', byDefault);
}

function shown(value: FactValue<string | number>): string {
  if (value.state === 'known') return String(value.value);
  const byDefault = value.state === 'unknown' ? value.byDefault : undefined;
  return byDefault === undefined
    ? '…'
    : say('{0} (default of {1})', String(byDefault.value), byDefault.of);
}
