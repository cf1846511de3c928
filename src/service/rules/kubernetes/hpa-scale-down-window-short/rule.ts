import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { worksOffQueue } from '../../../languages/kubernetes/queue';

/** Below this many seconds a single scrape without load is enough to lose the pods. */
const NO_WAIT = 60;

export default defineRule({
  id: 'kubernetes/hpa-scale-down-window-short',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Scale-down window short',
  summary: 'The autoscaler waits less than the guide does before it removes pods.',
  citations: ['guide.autoscaling', 'kubernetes.hpa.behavior'],
  practices: ['autoscaling.scale-down-cooldown'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: ['kubernetes/hpa-behavior-invalid'],
  check({ kubernetes, practice }, report) {
    const wanted = practice('autoscaling.scale-down-cooldown');
    for (const autoscaler of kubernetes.autoscalers) {
      const { window, selectPolicy } = autoscaler.behavior.scaleDown;
      if (autoscaler.object.live || worksOffQueue(autoscaler)) continue;
      if (!isKnown(window) || window.value < 0 || window.value >= wanted) continue;
      if (isKnown(selectPolicy) && selectPolicy.value === 'Disabled') continue;
      report({
        at: window,
        severity: window.value < NO_WAIT ? 'warning' : 'information',
        message:
          `Pods may be removed after ${window.value} s of low load, where the guide waits ` +
          `${wanted} s: load that comes in waves makes the count swing. Wait longer.`,
        fixes: () =>
          fixOf(
            `Wait ${wanted} s before removing pods`,
            'suggestion',
            replaceValue(kubernetes.file, window.path, wanted),
          ),
      });
    }
  },
});
