import { isKnown } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { removeFix } from '../../../languages/autoscaling-group/edits';
import type { SourceDocument } from '../../../languages/autoscaling-group/model';
import { isNeverTogether } from '../../../languages/autoscaling-group/presence';
import type {
  ContainerService,
  ScalableTarget,
} from '../../../languages/autoscaling-group/services';

export default defineRule({
  id: 'ecs/desired-count-pinned',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Deployment resets the count',
  summary: 'Each deployment sets a service that scales back to the count that is written.',
  citations: ['aws.ecs.service-autoscaling', 'terraform.aws.ecs-service', 'guide.autoscaling'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { services, document } }, report) {
    for (const service of services) {
      const { desiredCount: count, target, isCountIgnored, countWhen } = service;
      if (target === undefined || isCountIgnored || count.state === 'absent') continue;
      if (isFixed(target) || isNeverTogether(countWhen, target.presence)) continue;
      const isTerraform = document.shape === 'terraform';
      const written = isKnown(count) ? `is ${count.value}` : 'is written here';
      const back = isKnown(count) ? ` to ${count.value}` : ' to it';
      report({
        at: count,
        message: isTerraform
          ? `desired_count ${written}, and the service scales: each apply sets it back${back}, however many tasks the load has called for. Add desired_count to ignore_changes of a lifecycle block.`
          : `DesiredCount ${written}, and the service scales: each update that changes the service sets it back${back}, however many tasks the load has called for. Leave it out: the service keeps the count it has.`,
        related: [{ at: target, message: 'The count is scaled within these bounds' }],
        fixes: () => fixes(document, service),
      });
    }
  },
});

/** Bounds that are one number leave nothing to set back. */
function isFixed({ minCapacity: min, maxCapacity: max }: ScalableTarget): boolean {
  return isKnown(min) && isKnown(max) && min.value >= max.value;
}

/** CloudFormation keeps the running count of a service whose template names none. */
function fixes(document: SourceDocument, service: ContainerService): readonly Fix[] {
  const { body, editable, desiredCount: count } = service;
  if (!editable || document.shape !== 'cloudformation') return [];
  const before = isKnown(count) ? `${count.value}` : 'its value';
  const title = `Remove DesiredCount: ${before} at each update → what is running (a new service starts with 1 task)`;
  return removeFix(document, title, 'guided', body, 'DesiredCount');
}
