import { defineRule } from '../../../contracts/rule';
import { fixOf, renameKey } from '../../../languages/kubernetes/edits';
import { schemaAt } from '../../../languages/kubernetes/hpa-fields';
import { keysOf } from '../../../languages/kubernetes/keys';
import { closest } from '../../../languages/kubernetes/similar';
import { member } from '../../../languages/kubernetes/tree';

export default defineRule({
  id: 'kubernetes/keda-unknown-field',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Unknown field of KEDA',
  summary: 'A field that KEDA does not have at this place.',
  citations: ['keda.scaled-object'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { resource, object, patch, spec } of kubernetes.autoscalers) {
      if (resource !== 'ScaledObject' || patch || object.live || object.broken) continue;
      for (const written of keysOf(object.body)) {
        const { place, key, path } = written;
        if (COUNTS.has(key) && place === 'spec.triggers[].metadata') {
          report({
            at: written,
            message: `${key} is a field of the ScaledObject, not of a trigger: KEDA does not read it here, and the bound does not hold. Move it to spec.`,
          });
          continue;
        }
        const fields =
          place === 'spec' || place.startsWith('spec.') ? schemaAt(KIND, place) : undefined;
        if (fields === undefined || fields.some(({ name }) => name === key)) continue;
        const home = HOMES.get(key);
        const meant = closest(
          key,
          fields.map(({ name }) => name),
        );
        const advice =
          home !== undefined && home !== place
            ? `It belongs under ${home}.`
            : meant === undefined
              ? 'Remove it, or check its name and place.'
              : `Did you mean ${meant}?`;
        report({
          at: written,
          message: `${key} is not a field of ${place.replaceAll('[]', '')}: the API server drops it without a word. ${advice}`,
          fixes: () =>
            meant === undefined || home !== undefined || member(spec.map, meant) !== undefined
              ? []
              : fixOf(
                  `Rename ${key} to ${meant}`,
                  'suggestion',
                  renameKey(kubernetes.file, path, meant),
                ),
        });
      }
    }
  },
});

const KIND = 'keda.sh/v1alpha1 ScaledObject';

/** Fields of the ScaledObject that people write into a trigger. */
const COUNTS: ReadonlySet<string> = new Set([
  ...[
    'minReplicaCount',
    'maxReplicaCount',
    'idleReplicaCount',
    'pollingInterval',
    'cooldownPeriod',
  ],
]);

/** Where fields belong that are often written a level too high or too low. */
const HOMES: ReadonlyMap<string, string> = new Map([
  ['behavior', 'spec.advanced.horizontalPodAutoscalerConfig'],
  ['horizontalPodAutoscalerConfig', 'spec.advanced'],
  ['restoreToOriginalReplicaCount', 'spec.advanced'],
  ['scalingModifiers', 'spec.advanced'],
  ...[...COUNTS].map((key) => [key, 'spec'] as const),
  ['fallback', 'spec'],
  ['triggers', 'spec'],
  ['authenticationRef', 'spec.triggers'],
  ['metricType', 'spec.triggers'],
]);
