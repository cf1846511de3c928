import { isKnown } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { insertBlockFix, setFix } from '../../../languages/autoscaling-group/edits';
import type { LaunchedMachine } from '../../../languages/autoscaling-group/launch';
import {
  type AutoscalingGroupModel,
  isInstanceMetric,
  placeOf,
  type ScalingGroup,
} from '../../../languages/autoscaling-group/model';

export default defineRule({
  id: 'asg/basic-monitoring',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Metrics every five minutes only',
  summary: 'A group scales on instance metrics that arrive only every five minutes.',
  citations: ['aws.autoscaling.instance-metrics', 'aws.autoscaling.target-tracking'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: model }, report) {
    const judged = new Set<LaunchedMachine>();
    for (const group of model.groups) {
      const { machine } = group.launch;
      if (machine === undefined || judged.has(machine) || !isBasic(machine)) continue;
      const policy = group.policies.find(followsInstances);
      if (policy === undefined) continue;
      judged.add(machine);
      const says = isKnown(machine.monitoring)
        ? 'Monitoring is off'
        : 'Monitoring is not set, so it is basic';
      report({
        at: placeOf(machine, machine.monitoring),
        message:
          `${says}: CPU and network arrive every 5 minutes, and the policy of the group reacts ` +
          'minutes later than it could. Enable detailed monitoring (it is billed per metric).',
        related: [{ at: policy, message: 'This policy follows instance metrics' }],
        fixes: () => (group.editable ? fixes(model, machine) : []),
      });
    }
  },
});

/** A launch template is basic unless told otherwise, a launch configuration detailed. */
function isBasic({ kind, monitoring }: LaunchedMachine): boolean {
  if (isKnown(monitoring)) return !monitoring.value;
  return monitoring.state === 'absent' && kind === 'template';
}

function followsInstances({ target, alarms }: ScalingGroup['policies'][number]): boolean {
  const metrics = [
    ...(target === undefined ? [] : [target.metric]),
    ...alarms.map((alarm) => alarm.metric),
  ];
  return metrics.some((metric) => isKnown(metric) && isInstanceMetric(metric.value));
}

function fixes({ document }: AutoscalingGroupModel, machine: LaunchedMachine): readonly Fix[] {
  const title = 'Enable detailed monitoring: every 5 minutes → every minute';
  if (machine.kind === 'configuration') {
    const { body } = machine;
    return setFix(document, title, 'suggestion', [
      { body, key: 'InstanceMonitoring', value: true },
    ]);
  }
  if (machine.monitoringBlock === undefined) {
    return insertBlockFix(document, title, 'suggestion', {
      body: machine.body,
      key: 'Monitoring',
      inner: 'Enabled',
      value: true,
    });
  }
  return setFix(document, title, 'suggestion', [
    { body: machine.monitoringBlock, key: 'Enabled', value: true },
  ]);
}
