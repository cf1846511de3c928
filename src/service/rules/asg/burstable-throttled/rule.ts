import { isKnown, valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertBlockFix, setFix } from '../../../languages/autoscaling-group/edits';
import type { LaunchedMachine } from '../../../languages/autoscaling-group/launch';
import { blockOf } from '../../../languages/autoscaling-group/metric-specification';
import {
  changeOf,
  directionOf,
  isCpuPercent,
  type ScalingPolicy,
  type SourceDocument,
} from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/burstable-throttled',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Burstable CPU below the target',
  summary: 'A group scales on CPU, and its burstable instances are throttled below that CPU.',
  citations: ['aws.ec2.burstable', 'aws.autoscaling.target-tracking'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { groups, document } }, report) {
    const judged = new Set<LaunchedMachine>();
    for (const { launch, mixedInstances: mixed, policies, editable } of groups) {
      const { machine } = launch;
      if (machine === undefined || judged.has(machine) || !isThrottled(machine)) continue;
      // Other types may be launched instead.
      if (mixed !== undefined && mixed.overrides.state !== 'absent') continue;
      const reached = policies.flatMap((policy) => ({ policy, percent: growsAt(policy) }));
      const policy = reached.find(({ percent }) => percent !== undefined && percent > BASELINE);
      if (policy === undefined || !isKnown(machine.instanceType)) continue;
      judged.add(machine);
      const says = isKnown(machine.cpuCredits)
        ? 'CpuCredits is standard'
        : `InstanceType is ${machine.instanceType.value}, with standard credits by default`;
      report({
        at: isKnown(machine.cpuCredits) ? machine.cpuCredits : machine.instanceType,
        message:
          `${says}: when they are spent, CPU is held at a baseline of ${BASELINE} % at most, and the ` +
          `policy waits for ${policy.percent} % that no longer comes. Use unlimited credits, or ` +
          'another family.',
        related: [
          { at: policy.policy, message: `This policy adds instances above ${policy.percent} %` },
        ],
        fixes: () => (editable ? fixes(document, machine) : []),
      });
    }
  },
});

/** Percent of CPU; the largest baseline of any size that has credits. */
const BASELINE = 40;

/** T2 has standard credits unless told otherwise, every later family unlimited ones. */
function isThrottled({ instanceType, cpuCredits }: LaunchedMachine): boolean {
  if (!isKnown(instanceType)) return false;
  const family = /^t(\d)[a-z]*\.[a-z0-9]+$/.exec(instanceType.value)?.[1];
  if (family === undefined || family === '1') return false;
  if (isKnown(cpuCredits)) return cpuCredits.value === 'standard';
  return cpuCredits.state === 'absent' && family === '2';
}

/** The CPU above which a policy adds instances, where that is written. */
function growsAt(policy: ScalingPolicy): number | undefined {
  const { target, alarms } = policy;
  if (target !== undefined) {
    const metric = valueOf(target.metric);
    return metric !== undefined && isCpuPercent(metric) ? valueOf(target.targetValue) : undefined;
  }
  if ((changeOf(policy) ?? 0) <= 0) return undefined;
  const above = alarms.find(({ metric, comparison }) => {
    const cpu = isKnown(metric) && isCpuPercent(metric.value);
    return cpu && directionOf(valueOf(comparison) ?? '') === 'above';
  });
  return above === undefined ? undefined : valueOf(above.threshold);
}

/** A launch configuration cannot say which credits its instances have. */
function fixes(document: SourceDocument, machine: LaunchedMachine): readonly Fix[] {
  if (machine.kind === 'configuration') return [];
  const title = 'Set CpuCredits: standard → unlimited (what exceeds the baseline is billed)';
  const block = blockOf(machine.body, 'CreditSpecification');
  const value = 'unlimited';
  if (block !== undefined) {
    return setFix(document, title, 'guided', [{ body: block, key: 'CpuCredits', value }]);
  }
  const setting = { body: machine.body, key: 'CreditSpecification', inner: 'CpuCredits', value };
  return insertBlockFix(document, title, 'guided', setting);
}
