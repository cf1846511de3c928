import { valueOf } from '../../../contracts/field';
import type { Fix } from '../../../contracts/fix';
import { defineRule, type RuleContext } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, insertEntry } from '../../../languages/kubernetes/edits';
import { type KubernetesModel, keyPlace } from '../../../languages/kubernetes/model';
import { secondsToReach, secondsWithoutBehavior } from '../../../languages/kubernetes/ramp';
import type { Plain } from '../../../languages/kubernetes/render';

/** What Kubernetes does where nothing is written. */
const DEFAULT_DOWN_WINDOW = 300;

export default defineRule({
  id: 'kubernetes/hpa-behavior-not-set',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Autoscaler behavior not set',
  summary: 'The autoscaler leaves its pace to the defaults: it may remove every spare pod at once.',
  citations: ['guide.autoscaling', 'kubernetes.hpa.behavior'],
  practices: [
    'autoscaling.scale-down-cooldown',
    'autoscaling.scale-up-cooldown',
    'autoscaling.max-scale-rate',
    'autoscaling.cpu-scale-down-window',
  ],
  checklist: ['autoscaling-cooldown'],
  fixes: ['suggestion', 'guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes, practice }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      const { object, behavior, patch } = autoscaler;
      const isCurrent = object.kind === 'HorizontalPodAutoscaler' && object.version === 'v2';
      if (!isCurrent || object.group !== 'autoscaling') continue;
      if (behavior.block.written || patch || object.live || object.broken) continue;
      // What never scales has no pace; other rules say so.
      const [least, most] = [valueOf(autoscaler.minReplicas) ?? 1, valueOf(autoscaler.maxReplicas)];
      if (most !== undefined && least >= most) continue;
      const window = practice('autoscaling.scale-down-cooldown');
      if (window <= DEFAULT_DOWN_WINDOW) continue;
      report({
        at: keyPlace(object, 'spec'),
        message:
          `No behavior is set: after ${DEFAULT_DOWN_WINDOW} s of low load Kubernetes may remove every ` +
          `spare pod at once. The guide waits ${window} s and removes at most ` +
          `${practice('autoscaling.max-scale-rate')} % at a time; set behavior.scaleDown.`,
        fixes: () => fixes(kubernetes, autoscaler, practice),
      });
    }
  },
});

/** Slowing the way down costs money at most; slowing the way up can cost requests. */
function fixes(
  { file }: KubernetesModel,
  { spec, minReplicas, maxReplicas }: Autoscaler,
  practice: RuleContext['practice'],
): readonly Fix[] {
  const add = (behavior: Plain) => insertEntry(file, spec.path, 'behavior', behavior);
  const rate = practice('autoscaling.max-scale-rate');
  const downWindow = practice('autoscaling.scale-down-cooldown');
  const upPause = practice('autoscaling.scale-up-cooldown');
  const longDownWindow = practice('autoscaling.cpu-scale-down-window');
  const down = direction(downWindow, rate, 60);
  const from = minReplicas.state === 'absent' ? 1 : valueOf(minReplicas);
  const to = valueOf(maxReplicas);
  const ramp = (window: number, period: number) => {
    if (from === undefined || to === undefined) {
      const after = window > 0 ? ` after ${window} s` : '';
      return `twice the pods per 15 s → at most ${rate} % more per ${period} s${after}`;
    }
    const then = secondsToReach({ from, to, percent: rate, window, period });
    return `${from} to ${to} pods in ${secondsWithoutBehavior(from, to)} s → ${then} s`;
  };
  return [
    ...fixOf(
      `Set behavior.scaleDown: wait ${downWindow} s, then at most ${rate} % per 60 s`,
      'suggestion',
      add({ scaleDown: down }),
    ),
    ...fixOf(
      `Set the guide’s pace both ways, balanced: ${ramp(upPause, 60)}`,
      'guided',
      add({ scaleUp: direction(upPause, rate, 60), scaleDown: down }),
    ),
    ...fixOf(
      `Set the guide’s pace both ways, to the letter: ${ramp(0, upPause)}`,
      'guided',
      add({
        scaleUp: direction(0, rate, upPause),
        scaleDown: direction(longDownWindow, rate, downWindow),
      }),
    ),
  ];
}

function direction(window: number, percent: number, periodSeconds: number): Plain {
  return {
    stabilizationWindowSeconds: window,
    policies: [{ type: 'Percent', value: percent, periodSeconds }],
  };
}
