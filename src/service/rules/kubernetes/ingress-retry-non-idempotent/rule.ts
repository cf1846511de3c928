import { defineRule } from '../../../contracts/rule';
import { fixOf, replaceValue } from '../../../languages/kubernetes/edits';
import { ingressAnnotationsOf } from '../../../languages/kubernetes/ingress';

export default defineRule({
  id: 'kubernetes/ingress-retry-non-idempotent',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Ingress repeats a POST',
  summary: 'A POST that failed on one pod is sent again to the next.',
  citations: ['ingress-nginx.annotations', 'nginx.proxy.next-upstream'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { name, value } of ingressAnnotationsOf(kubernetes).flat()) {
      if (name !== 'proxy-next-upstream') continue;
      const words = value.value.split(/\s+/).filter(Boolean);
      if (!words.includes('non_idempotent')) continue;
      const rest = words.filter((word) => word !== 'non_idempotent').join(' ');
      report({
        at: value,
        message:
          'With "non_idempotent", a POST, PATCH or LOCK that failed after it was sent goes to the next pod too: an order may be placed twice. Remove it, unless every such request can be repeated.',
        fixes: () =>
          rest === ''
            ? []
            : fixOf(
                'Retry repeatable requests only: all methods → without POST, PATCH and LOCK',
                'guided',
                replaceValue(kubernetes.file, value.path, rest),
              ),
      });
    }
  },
});
