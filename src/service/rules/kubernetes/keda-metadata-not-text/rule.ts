import { defineRule } from '../../../contracts/rule';
import { keysOf } from '../../../languages/kubernetes/keys';
import type { ScalarNode } from '../../../languages/kubernetes/tree';

export default defineRule({
  id: 'kubernetes/keda-metadata-not-text',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'KEDA metadata is no text',
  summary: 'A setting of a KEDA trigger is a number or a truth value where only a text is taken.',
  citations: ['keda.scaled-object'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['safe'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { resource, object } of kubernetes.autoscalers) {
      if (resource !== 'ScaledObject' || object.live || object.broken) continue;
      for (const { place, key, path, scalar } of keysOf(object.body)) {
        if (place !== 'spec.triggers[].metadata' || scalar === undefined || !isNoText(scalar))
          continue;
        report({
          at: { at: scalar.at, path },
          message: `${key} is ${scalar.value} without quotes, which is no text: the API server rejects the ScaledObject. Write it in quotes.`,
          fixes: () => [
            {
              title: `Write ${key} in quotes`,
              kind: 'safe',
              edits: [{ span: scalar.at, newText: `"${scalar.value}"` }],
            },
          ],
        });
      }
    }
  },
});

/** What YAML 1.2's core schema, and the API server's reader, take for a number or a truth value. */
function isNoText({ plain, value }: ScalarNode): boolean {
  return (
    plain &&
    /^(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|true|false|True|False|TRUE|FALSE)$/.test(
      value,
    )
  );
}
