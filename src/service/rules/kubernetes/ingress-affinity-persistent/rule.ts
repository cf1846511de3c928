import { defineRule } from '../../../contracts/rule';
import { ingressAnnotationsOf } from '../../../languages/kubernetes/ingress';

export default defineRule({
  id: 'kubernetes/ingress-affinity-persistent',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'hint',
  title: 'Clients stay with one pod',
  summary: 'Clients stay with the pod they met first, whatever is added beside it.',
  citations: ['ingress-nginx.annotations', 'guide.load-balancing'],
  practices: [],
  checklist: [],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const annotations of ingressAnnotationsOf(kubernetes)) {
      const affinity = annotations.find(({ name }) => name === 'affinity');
      const mode = annotations.find(({ name }) => name === 'affinity-mode');
      if (affinity?.value.value !== 'cookie' || mode?.value.value !== 'persistent') continue;
      report({
        at: mode.value,
        message:
          'With affinity-mode persistent a client stays with its pod as long as that lives: pods that an autoscaler adds get new clients only, and the busy ones stay busy. Where state allows it, use balanced.',
        related: [{ at: affinity.value, message: 'The affinity' }],
      });
    }
  },
});
