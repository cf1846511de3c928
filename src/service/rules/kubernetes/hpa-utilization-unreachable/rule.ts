import type {
  ContainerFact,
  FactValue,
  ResourceMetricFact,
  WorkloadFact,
} from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { quantityOf } from '../../../languages/kubernetes/quantity';
import { thresholdsOf } from '../../../languages/kubernetes/thresholds';
import { entryOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/hpa-utilization-unreachable',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Target above the limit',
  summary: 'An autoscaler waits for a usage that the limits of the containers never allow.',
  citations: ['kubernetes.hpa.algorithm', 'kubernetes.resources'],
  practices: [],
  checklist: ['resource-requests', 'autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    for (const { entry, target } of architecture.autoscalers) {
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      for (const metric of entry.fact.metrics) {
        const { resource, utilization } = metric;
        const amount = unreachableAmount(metric, target.fact);
        if (amount) {
          report({
            at: { uri: entry.uri, path: metric.averageValue.path },
            message:
              `The target is ${amount.written} of ${amount.resource} a pod, and the limits stop a pod at ` +
              `${amount.limits}: the average never gets 10 % above the target, so ${amount.resource} never adds ` +
              'a pod. Lower the target or raise the limits.',
            related: [
              { at: { uri: target.uri, path: target.fact.path }, message: 'The pods are here' },
            ],
          });
        }
        if (resource.state !== 'known' || utilization.state !== 'known') continue;
        const highest = highestUtilization(metric, resource.value, target.fact);
        if (highest === undefined || utilization.value < 1) continue;
        const { up } = thresholdsOf(utilization.value);
        if (up <= highest) continue;
        const reachable = Math.floor(highest / TOLERATED);
        report({
          at: { uri: entry.uri, path: utilization.path },
          message:
            `The target is ${utilization.value} % of the requested ${resource.value}, which adds a pod ` +
            `from ${up} % on, but the limits stop the pods at ${highest} %: ${resource.value} never ` +
            'adds one. Lower the target or raise the limits.',
          related: [
            { at: { uri: target.uri, path: target.fact.path }, message: 'The pods are here' },
          ],
          fixes: () =>
            reachable < 1 || utilization.origin === 'defaulted'
              ? []
              : [
                  {
                    title: `Lower the ${resource.value} target: ${utilization.value} → ${reachable} %, which the limits allow`,
                    kind: 'guided',
                    edits: [
                      {
                        uri: entry.uri,
                        path: utilization.path,
                        change: { op: 'replace', text: String(reachable) },
                      },
                    ],
                  },
                ],
        });
      }
    }
  },
});

/** The controller tolerates 10 % above the target. */
const TOLERATED = 1.1;

/**
 * The usage at the limits, in percent of the requests; `undefined` where one of them is not known.
 * Utilization is a ratio of sums, and a limit stands in for a missing request.
 */
function highestUtilization(
  { container: only }: ResourceMetricFact,
  resource: string,
  workload: WorkloadFact,
): number | undefined {
  if (only.state === 'unknown' || Object.keys(workload.podRequests).length > 0) return undefined;
  const counted = workload.containers
    .filter(({ role }) => role !== 'init')
    .filter(({ name }) => only.state === 'absent' || isNamed(name, only.value));
  const shares = counted.map((container) => shareOf(container, resource));
  let requests = 0;
  let limits = 0;
  for (const share of shares) {
    if (share === undefined) return undefined;
    requests += share.request;
    limits += share.limit;
  }
  return requests > 0 ? Math.floor((100 * limits) / requests + 1e-6) : undefined;
}

/** A target in plain amounts that the sum of the limits keeps out of reach. */
function unreachableAmount(
  { resource, averageValue, container: only }: ResourceMetricFact,
  workload: WorkloadFact,
): { readonly resource: string; readonly written: string; readonly limits: string } | undefined {
  if (resource.state !== 'known' || averageValue.state !== 'known' || only.state === 'unknown')
    return undefined;
  const target = quantityOf(averageValue.value);
  const counted = workload.containers
    .filter(({ role }) => role !== 'init')
    .filter(({ name }) => only.state === 'absent' || isNamed(name, only.value))
    .map(({ limits }) => entryOf(limits, resource.value));
  const amounts = counted.map(amountOf);
  if (target === undefined || target <= 0 || amounts.length === 0) return undefined;
  let highest = 0;
  for (const amount of amounts) {
    if (amount === undefined) return undefined;
    highest += amount;
  }
  if (highest > target * TOLERATED) return undefined;
  const limits = counted.flatMap((limit) => (limit?.state === 'known' ? [limit.value] : []));
  return { resource: resource.value, written: averageValue.value, limits: limits.join(' + ') };
}

function shareOf({ requests, limits }: ContainerFact, resource: string) {
  const limit = amountOf(entryOf(limits, resource));
  const written = entryOf(requests, resource);
  const request = written === undefined ? limit : amountOf(written);
  return limit === undefined || request === undefined ? undefined : { request, limit };
}

function amountOf(written: FactValue<string> | undefined): number | undefined {
  return written?.state === 'known' ? quantityOf(written.value) : undefined;
}

function isNamed(name: FactValue<string>, wanted: string): boolean {
  return name.state === 'known' && name.value === wanted;
}
