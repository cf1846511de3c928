import { defineRule } from '../../../contracts/rule';
import { unknownFieldsOf } from '../../../languages/kubernetes/unknown-fields';

export default defineRule({
  id: 'kubernetes/hpa-unknown-field',
  since: '0.1.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Unknown field of an autoscaler',
  summary: 'The autoscaler has a field that its API version does not know.',
  citations: ['kubernetes.api.hpa-v2', 'kubernetes.api.field-validation'],
  practices: [],
  checklist: ['autoscaling-targets'],
  fixes: ['suggestion'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const autoscaler of kubernetes.autoscalers) {
      for (const unknown of unknownFieldsOf(kubernetes.file, autoscaler))
        report({ ...unknown, decidedBy: 'key' });
    }
  },
});
