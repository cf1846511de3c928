import { isKnown } from '../../../contracts/field';
import { defineRule } from '../../../contracts/rule';
import { quantityOf } from '../../../languages/kubernetes/quantity';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/requests-above-limits',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'error',
  title: 'Request above its limit',
  summary: 'A container requests more of a resource than it may use.',
  citations: ['kubernetes.resources'],
  practices: [],
  checklist: ['resource-requests'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ kubernetes }, report) {
    for (const { object, containers } of kubernetes.workloads) {
      if (object.patch || object.live || object.broken) continue;
      for (const { requests, limits } of containers) {
        for (const [resource, request] of Object.entries(requests)) {
          const limit = entryOf(limits, resource);
          if (!isKnown(request) || !limit || !isKnown(limit)) continue;
          const [asked, most] = [quantityOf(request.value), quantityOf(limit.value)];
          if (asked === undefined || most === undefined || asked <= most) continue;
          report({
            at: request,
            message: `The container requests ${request.value} of ${resource} and is limited to ${limit.value}: the API server rejects a request above its limit. Raise the limit, or lower the request.`,
            related: [{ at: limit, message: `The limit is ${limit.value}` }],
          });
        }
      }
    }
  },
});
