import { type Field, isKnown, type Known, type Located } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import type { ScalingRules } from '../../../languages/kubernetes/scaling-rules';
import { closest } from '../../../languages/kubernetes/similar';

export default defineRule({
  id: 'kubernetes/hpa-behavior-invalid',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Autoscaler behavior invalid',
  summary: 'A value of the autoscaler’s behavior is outside what Kubernetes accepts.',
  citations: ['kubernetes.api.hpa-v2', 'kubernetes.hpa.behavior'],
  practices: [],
  checklist: ['autoscaling-cooldown'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { behavior, resource, object } of kubernetes.autoscalers) {
      if (resource !== 'HorizontalPodAutoscaler' || object.live || object.broken) continue;
      const found = [behavior.scaleUp, behavior.scaleDown].flatMap(wrong);
      for (const { at, said, change } of found) {
        report({
          at,
          message: `${said} The API server rejects the autoscaler.`,
          fixes: () =>
            change === undefined
              ? []
              : fixOf(
                  `Change it: ${change.from} → ${change.to}`,
                  'guided',
                  replaceValue(kubernetes.file, at.path, change.to),
                ),
        });
      }
    }
  },
});

interface Wrong {
  readonly at: Located;
  readonly said: string;
  readonly change: { readonly from: string | number; readonly to: string | number } | undefined;
}

function wrong({ direction, ...rules }: ScalingRules): readonly Wrong[] {
  const { emptyPolicies } = rules;
  const nothing =
    `${direction}.policies is an empty list: leave it out for the default policies, or write ` +
    'selectPolicy: Disabled to stop this direction.';
  return [
    ...outside(rules.window, `${direction}.stabilizationWindowSeconds`, 0, 3600),
    ...other(rules.selectPolicy, `${direction}.selectPolicy`, ['Max', 'Min', 'Disabled']),
    ...(emptyPolicies === undefined
      ? []
      : [{ at: emptyPolicies, said: nothing, change: undefined }]),
    ...negative(rules.tolerance, `${direction}.tolerance`),
    ...rules.policies.flatMap((policy) => [
      ...other(policy.type, 'The policy’s type', ['Pods', 'Percent']),
      ...outside(policy.value, 'The policy’s value', 1, Number.POSITIVE_INFINITY),
      ...outside(policy.periodSeconds, 'periodSeconds', 1, 1800),
    ]),
  ];
}

function outside(
  field: Field<number>,
  name: string,
  least: number,
  most: number,
): readonly Wrong[] {
  if (!isKnown(field) || (field.value >= least && field.value <= most)) return [];
  const range = Number.isFinite(most) ? `from ${least} to ${most}` : `at least ${least}`;
  const to = Math.min(Math.max(field.value, least), most);
  const said = `${name} is ${field.value}; it has to be ${range}.`;
  return [{ at: field, said, change: { from: field.value, to } }];
}

function negative(field: Field<string>, name: string): readonly Wrong[] {
  if (!isKnown(field) || !/^-\d/.test(field.value)) return [];
  const said = `${name} is ${field.value}; it cannot be negative.`;
  return [{ at: field, said, change: { from: field.value, to: field.value.slice(1) } }];
}

function other(field: Field<string>, name: string, words: readonly string[]): readonly Wrong[] {
  if (!isKnown(field) || words.includes(field.value)) return [];
  const said = `${name} is ${field.value}; it has to be ${words.join(', ')}.`;
  return [{ at: field, said, change: meant(field, words) }];
}

function meant({ value }: Known<string>, words: readonly string[]): Wrong['change'] {
  const to = closest(value, words);
  return to === undefined ? undefined : { from: value, to };
}
