import type { AutoscalerFact, FactValue, ScalingGroupFact } from '../contracts/fact';
import type { Graph } from '../contracts/graph';
import type { PracticeId } from '../practices';
import { graphBuilder } from './graph';

/** Kubernetes' own window before it scales down, where a manifest sets none, in seconds. */
const KUBERNETES_DOWN_WINDOW = 300;

/** How autoscalers add and remove capacity; `null` where there is none. */
export function autoscalingFlow(
  facts: readonly (AutoscalerFact | ScalingGroupFact)[],
  practice: (id: PracticeId) => number,
): Graph | null {
  if (facts.length === 0) return null;
  const graph = graphBuilder(
    'autoscaling flow',
    'What makes each group grow and shrink, and how far',
  );
  for (const [index, fact] of facts.entries()) {
    const key = `${index}`;
    const { name, range, up, down, noun } = summary(fact, practice);
    const capacity = graph.node(`${key} capacity`, `${name}\n${range}`, { shape: 'decision' });
    const idle = fact.triggers.length === 0;
    const triggers = idle ? ['no trigger in this file'] : fact.triggers;
    const add = graph.node(`${key} add`, `add ${noun}\nstart, become ready, take traffic`);
    const remove = graph.node(`${key} remove`, `remove ${noun}\ndrain, terminate`);
    for (const trigger of triggers) {
      const box = graph.node(`${key} ${trigger}`, trigger, {
        shape: 'rounded',
        tone: idle ? 'muted' : 'normal',
      });
      graph.edge(box, add, `above: ${up}`, idle);
      graph.edge(box, remove, `below: ${down}`, idle);
    }
    graph.edge(add, capacity);
    graph.edge(remove, capacity);
  }
  return graph.build();
}

function summary(fact: AutoscalerFact | ScalingGroupFact, practice: (id: PracticeId) => number) {
  if (fact.kind === 'scaling-group') {
    return {
      name: `Auto Scaling group ${shown(fact.name)}`,
      range: `${shown(fact.minSize)} to ${shown(fact.maxSize)} instances`,
      noun: 'instances',
      up: `guide ${practice('autoscaling.cpu-scale-up-window')} s`,
      down: `guide ${practice('autoscaling.cpu-scale-down-window')} s`,
    };
  }
  return {
    name: `${fact.resource} ${shown(fact.name)}\n${shown(fact.target.kind)} ${shown(fact.target.name)}`,
    range: `${shown(fact.minReplicas)} to ${shown(fact.maxReplicas)} replicas`,
    noun: 'pods',
    up: window(fact.scaleUpWindow, 0),
    down: window(fact.scaleDownWindow, KUBERNETES_DOWN_WINDOW),
  };
}

function window(value: FactValue<number>, byDefault: number): string {
  if (value.state === 'unknown') return 'window unknown';
  if (value.state === 'known')
    return `${value.value} s${value.origin === 'defaulted' ? ' (default)' : ''}`;
  return `${byDefault} s (default)`;
}

function shown(value: FactValue<string | number>): string {
  if (value.state === 'known') return String(value.value);
  const byDefault = value.state === 'unknown' ? value.byDefault : undefined;
  return byDefault === undefined ? '…' : `${byDefault.value} (default of ${byDefault.of})`;
}
