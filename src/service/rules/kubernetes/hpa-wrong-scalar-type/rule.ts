import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceByNumber } from '../../../languages/kubernetes/edits';
import { type WrongNumber, wrongNumbers } from '../../../languages/kubernetes/integers';

export default defineRule({
  id: 'kubernetes/hpa-wrong-scalar-type',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Wrong type of a number',
  summary: 'The autoscaler has a text or a fraction where a whole number belongs.',
  citations: ['kubernetes.api.hpa-v2', 'kubernetes.api.field-validation'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { keys, object } of kubernetes.autoscalers) {
      if (object.group !== 'autoscaling' || object.live || object.broken) continue;
      for (const wrong of wrongNumbers(keys)) {
        const { written, text, quoted, meant } = wrong;
        const { scalar, path, key } = written;
        if (scalar === undefined) continue;
        report({
          at: { at: scalar.at, path },
          message:
            `${key} is ${quoted ? `the text "${text}"` : text}, but Kubernetes takes a whole number ` +
            `here and rejects the manifest. ${adviceFor(wrong)}`,
          decidedBy: 'form',
          fixes: () =>
            meant === undefined
              ? []
              : fixOf(
                  `Write ${key} as the number ${meant}`,
                  'suggestion',
                  replaceByNumber(kubernetes.file, path, meant),
                ),
        });
      }
    }
  },
});

function adviceFor({ meant, text }: WrongNumber): string {
  if (meant === undefined) return 'Write a whole number.';
  return text === String(meant) ? 'Leave out the quotes.' : `Write ${meant}.`;
}
