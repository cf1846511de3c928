import { type ResolvedAutoscaler, resolveAutoscalers } from '../../architecture/autoscalers';
import type { ScalingGroupFact } from '../../contracts/fact';
import type { FactEntry, WorkloadNode } from '../../contracts/system';
import type { SystemContext } from '../context';
import { factorOf, textOf } from '../factors';
import type { codeRelation } from '../relations/runs';
import { stackOf } from './stacks';
import { unseen } from './unseen';

/** Groups and autoscalers of which no file says what they run: their size is known all the same. */
export function groupWorkloads(
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): readonly WorkloadNode[] {
  const alone = resolveAutoscalers(context.of).filter(
    ({ target, candidates, entry }) =>
      target === null && candidates.length === 0 && entry.fact.complete,
  );
  return [
    ...context.of('scaling-group').map((entry) => ofGroup(entry, context, code)),
    ...alone.map((scaler) => ofAutoscaler(scaler, context, code)),
  ];
}

function ofGroup(
  { uri, file, fact }: FactEntry<ScalingGroupFact>,
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
  return { ...group, unit: stackOf(file) };
}

function ofAutoscaler(
  { entry: { uri, file, fact } }: ResolvedAutoscaler,
  context: SystemContext,
  code: ReturnType<typeof codeRelation>,
): WorkloadNode {
  const isKeda = fact.resource === 'ScaledObject';
  const at = { uri, path: fact.path };
  const name = textOf(fact.target.name) ?? textOf(fact.name) ?? file;
  return unseen({
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
}
