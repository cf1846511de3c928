import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { worksOffQueue } from '../../../languages/kubernetes/queue';

/** The guide pauses two to three minutes; the practice is the lower end. */
const UPPER_END = 1.5;

export default defineRule({
  id: 'kubernetes/hpa-scale-up-window-long',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Scale-up window long',
  summary: 'The autoscaler lets an overload last longer than the guide does before it adds pods.',
  citations: ['guide.autoscaling', 'kubernetes.hpa.behavior'],
  practices: ['autoscaling.scale-up-cooldown'],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: ['kubernetes/hpa-behavior-invalid'],
  check({ kubernetes, practice }, report) {
    const wanted = practice('autoscaling.scale-up-cooldown');
    for (const autoscaler of kubernetes.autoscalers) {
      const { object, behavior } = autoscaler;
      const { window, selectPolicy } = behavior.scaleUp;
      if (!isKnown(window) || window.value <= wanted * UPPER_END) continue;
      if (isKnown(selectPolicy) && selectPolicy.value === 'Disabled') continue;
      if (object.live || runsBatches(autoscaler)) continue;
      report({
        at: window,
        message:
          `Pods are added only after ${window.value} s of overload, the first one too: a window is no ` +
          `pause between steps. The guide waits ${wanted} to ${wanted * UPPER_END} s; shorten it.`,
        fixes: () =>
          fixOf(
            `Shorten the wait before adding pods: ${window.value} → ${wanted} s`,
            'guided',
            replaceValue(kubernetes.file, window.path, wanted),
          ),
      });
    }
  },
});

const BATCH = /batch|queue|worker|consumer|job|cron|etl/i;

/** Nobody waits for an answer of these. */
function runsBatches(autoscaler: Autoscaler): boolean {
  const names = [autoscaler.object.name, autoscaler.target.name];
  return worksOffQueue(autoscaler) || names.some((name) => isKnown(name) && BATCH.test(name.value));
}
