import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { type ContainerService, isRolling } from '../../../languages/autoscaling-group/services';

export default defineRule({
  id: 'ecs/deployment-cannot-proceed',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Deployment cannot proceed',
  summary: 'The percentages of a service leave a deployment no room to replace a task.',
  citations: ['aws.ecs.deployment-configuration'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { services } }, report) {
    for (const service of services) {
      const { minimumHealthyPercent: least, maximumPercent: most } = service;
      if (valueOf(service.schedulingStrategy) === 'DAEMON' || !isRolling(service)) continue;
      if (least.state === 'unknown' || most.state === 'unknown') continue;
      const tasks = fewestTasks(service);
      if (tasks === undefined || tasks === 0) continue;
      const kept = Math.ceil((tasks * (valueOf(least) ?? 100)) / 100);
      const allowed = Math.floor((tasks * (valueOf(most) ?? 200)) / 100);
      const share = isKnown(most) ? most : isKnown(least) ? least : service;
      if (kept < tasks || allowed > tasks) continue;
      report({
        at: share,
        message: `With ${tasks} ${tasks === 1 ? 'task' : 'tasks'}, MaximumPercent ${valueOf(most) ?? 200} lets ${allowed} run (rounded down) and MinimumHealthyPercent ${valueOf(least) ?? 100} keeps ${kept} (rounded up): no task can be started or stopped, so a deployment never begins. Raise MaximumPercent to 200, or lower MinimumHealthyPercent.`,
      });
    }
  },
});

/** The smallest count that a deployment may meet: the lower bound where it scales, else what is written. */
function fewestTasks({ desiredCount, target }: ContainerService): number | undefined {
  const least = target === undefined ? desiredCount : target.minCapacity;
  return valueOf(least);
}
