import { isKnown, valueOf } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { replaceFix } from '../../../languages/autoscaling-group/edits';
import { isRolling } from '../../../languages/autoscaling-group/services';

export default defineRule({
  id: 'ecs/deployment-stops-all',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Deployment stops all tasks first',
  summary: 'Each deployment of a service that answers requests may stop all its tasks first.',
  citations: ['aws.ecs.deployment-configuration'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { document, services } }, report) {
    for (const service of services) {
      const { minimumHealthyPercent: least, maximumPercent: most } = service;
      if (!service.isBehindBalancer || !isKnown(least) || least.value !== 0) continue;
      // Room beside the running tasks lets new ones come first.
      if (!isKnown(most) || most.value > 100) continue;
      if (service.schedulingStrategy.state === 'unknown') continue;
      if (valueOf(service.schedulingStrategy) === 'DAEMON' || !isRolling(service)) continue;
      const [minimum, maximum] =
        document.shape === 'terraform'
          ? ['deployment_minimum_healthy_percent', 'deployment_maximum_percent']
          : ['MinimumHealthyPercent', 'MaximumPercent'];
      report({
        at: least,
        // One task is away in any deployment that must not run two.
        severity: service.target || valueOf(service.desiredCount) !== 1 ? 'warning' : 'information',
        message: `${minimum} 0 with ${maximum} ${most.value} leaves a deployment no other way than to stop tasks before it starts new ones, and lets it stop all of them at once: nothing answers until the new ones do. Keep 100 percent healthy and let 200 run.`,
        related: [{ at: most, message: `At most ${most.value} percent` }],
        fixes: () =>
          service.editable
            ? replaceFix(
                document,
                'Start new tasks first: 0 to 100 → 100 to 200 percent',
                'guided',
                [
                  { path: least.path, text: '100' },
                  { path: most.path, text: '200' },
                ],
              )
            : [],
      });
    }
  },
});
