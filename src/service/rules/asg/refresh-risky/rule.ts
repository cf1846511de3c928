import { isKnown, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { setFix } from '../../../languages/autoscaling-group/edits';
import type { InstanceRefresh } from '../../../languages/autoscaling-group/model';
import {
  preferencesOf,
  type RefreshPreferences,
} from '../../../languages/autoscaling-group/refresh';

export default defineRule({
  id: 'asg/refresh-risky',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Risky instance refresh',
  summary:
    'An instance refresh replaces most of the group at once, stops before its end, or cannot go back.',
  citations: ['aws.autoscaling.refresh-preferences', 'aws.autoscaling.instance-refresh'],
  practices: [],
  checklist: ['redundancy'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ autoscalingGroup: { refreshes, document } }, report) {
    for (const refresh of refreshes) {
      const { body, editable } = refresh;
      const preferences = preferencesOf(refresh);
      const { minHealthy, maxHealthy, checkpoints } = preferences;
      if (isKnown(minHealthy) && minHealthy.value < FEWEST && minHealthy.value >= 0) {
        report({
          at: minHealthy,
          message:
            `MinHealthyPercentage is ${minHealthy.value}: the refresh takes ${100 - minHealthy.value} % of the ` +
            'instances out at once, and the rest gets their load. Keep 90 %, the default.',
          fixes: () => {
            // Raising it alone may bring the two bounds too close to do anything.
            if (!editable || maxHealthy.state !== 'absent') return [];
            const title = `Set MinHealthyPercentage to ${USUAL}`;
            const setting = { body, key: 'MinHealthyPercentage', value: USUAL };
            return setFix(document, title, 'suggestion', [setting]);
          },
        });
      }
      for (const flaw of refused(preferences, refresh)) report(flaw);
      if (!isKnown(checkpoints) || checkpoints.value.length === 0) continue;
      const steps = checkpoints.value;
      const ascending = steps.every((step, index) => index === 0 || step > (steps[index - 1] ?? 0));
      if (!ascending) {
        report({
          at: checkpoints,
          message: `CheckpointPercentages is ${steps.join(', ')}: the values have to rise. Put them in order, each once.`,
        });
      } else if (steps.at(-1) !== 100) {
        report({
          at: checkpoints,
          // Stopping after a part is a way to try a version.
          severity: 'information',
          message:
            `CheckpointPercentages ends at ${steps.at(-1)}: the refresh stops there and leaves ` +
            'two versions running. Add 100 unless that is wanted.',
        });
      }
    }
  },
});

const FEWEST = 50;
const USUAL = 90;

interface Flaw {
  readonly at: Located;
  readonly message: string;
  readonly severity?: 'error';
  readonly related?: readonly { at: Located; message: string }[];
}

/** What keeps AWS from starting the refresh, or from undoing it. */
function refused(
  { checkpoints, checkpointDelay, autoRollback }: RefreshPreferences,
  { template }: InstanceRefresh,
): readonly Flaw[] {
  const flaws: Flaw[] = [];
  if (isKnown(checkpointDelay) && checkpointDelay.value > 0 && checkpoints.state === 'absent') {
    flaws.push({
      at: checkpointDelay,
      severity: 'error',
      message:
        `CheckpointDelay is ${checkpointDelay.value} and there are no checkpoints to wait at: AWS ` +
        'rejects the refresh. Add CheckpointPercentages, or remove the delay.',
    });
  }
  const version = template?.version;
  if (!isKnown(autoRollback) || !autoRollback.value || version === undefined) return flaws;
  if (!isKnown(version) || !/^\$(?:Latest|Default)$/.test(version.value)) return flaws;
  flaws.push({
    at: autoRollback,
    message:
      `AutoRollback is on and the group runs version ${version.value} of its launch template, which says ` +
      'nothing to go back to: AWS does not roll it back. Write the number of the version.',
    related: [{ at: version, message: 'The version' }],
  });
  return flaws;
}
