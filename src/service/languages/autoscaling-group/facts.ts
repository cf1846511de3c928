import { factValue, type ScalingGroupFact } from '../../contracts/fact';
import { isCpuPercent, type ScalingGroup, type ScalingPolicy } from './model';

/** What a group says about the system: one row an architecture can join. */
export function factOf(group: ScalingGroup): ScalingGroupFact {
  return {
    kind: 'scaling-group',
    path: group.path,
    name: factValue(group.name),
    minSize: factValue(group.minSize),
    maxSize: factValue(group.maxSize),
    desiredCapacity: factValue(group.desiredCapacity),
    healthCheckType: factValue(group.healthCheckType),
    healthCheckGracePeriod: factValue(group.healthCheckGracePeriod),
    triggers: group.policies.map(triggerOf),
  };
}

/** A policy in a few words, as a diagram shows it. */
export function triggerOf(policy: ScalingPolicy): string {
  if (policy.target !== undefined) {
    const { metric, targetValue } = policy.target;
    const value = targetValue.state === 'known' ? String(targetValue.value) : '?';
    if (metric.state !== 'known') return `metric ${value}`;
    return isCpuPercent(metric.value) ? `CPU ${value} %` : `${metric.value} ${value}`;
  }
  const step = stepOf(policy);
  const [alarm] = policy.alarms;
  if (alarm === undefined || alarm.metric.state !== 'known') return step;
  const sign = alarm.comparison.state === 'known' ? (SIGNS[alarm.comparison.value] ?? '') : '';
  const threshold = alarm.threshold.state === 'known' ? String(alarm.threshold.value) : '?';
  const metric = isCpuPercent(alarm.metric.value) ? 'CPU' : alarm.metric.value;
  return `${metric} ${sign} ${threshold}: ${step}`.replace('  ', ' ');
}

const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

function stepOf(policy: ScalingPolicy): string {
  const { scalingAdjustment: amount, adjustmentType: type } = policy;
  if (amount.state !== 'known') {
    return policy.type.state === 'known' ? policy.type.value : 'SimpleScaling';
  }
  const signed = amount.value > 0 ? `+${amount.value}` : String(amount.value);
  if (type.state === 'known' && type.value === 'ExactCapacity') return `set to ${amount.value}`;
  return type.state === 'known' && type.value === 'PercentChangeInCapacity'
    ? `${signed} %`
    : signed;
}
