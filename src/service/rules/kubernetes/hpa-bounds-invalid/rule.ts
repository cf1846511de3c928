import { type Field, isKnown, type Known } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import type { Autoscaler } from '../../../languages/kubernetes/autoscaler';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { keyPlace } from '../../../languages/kubernetes/model';
import { member } from '../../../languages/kubernetes/tree';
import { minorOf } from '../../../languages/kubernetes/versions';

/** The first minor release that lets an autoscaler go down to no pod at all by default. */
const SCALE_TO_ZERO_SINCE = 37;

export default defineRule({
  id: 'kubernetes/hpa-bounds-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Autoscaler bounds invalid',
  summary: 'A limit or target of the autoscaler is outside what Kubernetes accepts.',
  citations: ['kubernetes.api.hpa-v2'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes, targets }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      if (autoscaler.resource !== 'HorizontalPodAutoscaler' || autoscaler.object.live) continue;
      if (lacksCeiling(autoscaler)) {
        report({
          at: keyPlace(autoscaler.object, 'spec'),
          message:
            'There is no maxReplicas: the API server rejects the autoscaler. Write the most pods ' +
            'that what they use can bear.',
        });
      }
      for (const { at, said } of wrong(autoscaler, minorOf(targets.kubernetes))) {
        report({
          at,
          message: `${said} The API server rejects the autoscaler. Write at least 1.`,
          fixes: () =>
            fixOf(
              `Set it to 1: ${at.value} → 1`,
              'guided',
              replaceValue(kubernetes.file, at.path, 1),
            ),
        });
      }
    }
  },
});

/** A patch has no ceiling either, but it does not describe a whole autoscaler. */
function lacksCeiling({ object, spec, target, maxReplicas }: Autoscaler): boolean {
  if (maxReplicas.state !== 'absent' || object.patch || object.broken) return false;
  const isWhole = isKnown(target.kind) && isKnown(target.name) && isKnown(object.name);
  const says = ['metrics', 'targetCPUUtilizationPercentage'].some((key) => member(spec.map, key));
  return isWhole && says && member(spec.map, 'maxReplicas') === undefined;
}

interface Wrong {
  readonly at: Known<number>;
  readonly said: string;
}

function wrong(autoscaler: Autoscaler, minor: number | undefined): readonly Wrong[] {
  const { minReplicas: min, maxReplicas: max, metrics } = autoscaler;
  return [
    ...below(max, 1, (value) => `maxReplicas is ${value}: there has to be room for one pod.`),
    ...below(min, 0, (value) => `minReplicas is ${value}: a number of pods cannot be negative.`),
    ...(isKnown(min) && min.value === 0 ? zero(autoscaler, min, minor) : []),
    ...metrics.flatMap(({ utilization }) =>
      below(utilization, 1, (value) => `The target is ${value} %: it has to be above zero.`),
    ),
  ];
}

function below(
  field: Field<number>,
  least: number,
  say: (value: number) => string,
): readonly Wrong[] {
  return isKnown(field) && field.value < least ? [{ at: field, said: say(field.value) }] : [];
}

/** With no pod left there is no pod to measure: something outside has to call the first one. */
function zero(
  { metrics, metricsKnown, patch }: Autoscaler,
  min: Known<number>,
  minor: number | undefined,
): readonly Wrong[] {
  if (minor !== undefined && minor < SCALE_TO_ZERO_SINCE) {
    const said = `minReplicas is 0, which Kubernetes 1.${minor} does not allow by default; KEDA can.`;
    return [{ at: min, said }];
  }
  const judged = !patch && metricsKnown && metrics.length > 0;
  const inside = ['Resource', 'ContainerResource', 'Pods'];
  const measuresPods = metrics.every(({ type }) => isKnown(type) && inside.includes(type.value));
  if (!judged || !measuresPods) return [];
  const said =
    'minReplicas is 0, but every metric is measured on pods: none would ever start again.';
  return [{ at: min, said }];
}
