import type { ResolvedAutoscaler } from '../../../architecture/autoscalers';
import { said } from '../../../architecture/words';
import type { FactValue, ResourceMetricFact } from '../../../contracts/fact';
import type { Severity } from '../../../contracts/finding';
import { defineRule, type RuleContext } from '../../../contracts/rule';
import { quantityOf } from '../../../languages/kubernetes/quantity';
import { thresholdsOf } from '../../../languages/kubernetes/thresholds';
import { entryOf } from '../../../text/tables';

/** From this percentage on, the pods work at their requests before another one is asked for. */
const NO_ROOM = 90;
/** Limits this many times the requests leave room to burst into. */
const BURST = 1.3;

export default defineRule({
  id: 'kubernetes/hpa-target-high',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'information',
  title: 'Autoscaler target high',
  summary: 'The autoscaler adds pods only when those there are have hardly any room left.',
  citations: ['guide.autoscaling', 'guide.scaling', 'kubernetes.hpa.algorithm'],
  practices: ['autoscaling.cpu-target', 'autoscaling.cpu-overload', 'autoscaling.memory-target'],
  checklist: ['autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: ['kubernetes/hpa-utilization-unreachable'],
  check({ architecture, practice }, report) {
    for (const autoscaler of architecture.autoscalers) {
      const { entry } = autoscaler;
      if (!entry.fact.complete) continue;
      for (const metric of entry.fact.metrics) {
        const { utilization } = metric;
        const resource = said(metric.resource);
        const guide = resource === undefined ? undefined : guideFor(resource, practice);
        if (guide === undefined || utilization.state !== 'known') continue;
        if (utilization.origin === 'defaulted' || utilization.value <= guide.most) continue;
        const room = roomOf(autoscaler, metric, resource ?? '');
        if (room === 'plenty') continue;
        const { up } = thresholdsOf(utilization.value);
        report({
          at: { uri: entry.uri, path: utilization.path },
          severity: severityOf(utilization.value, room),
          message:
            `The ${resource} target is ${utilization.value} %, and with the tolerance of 10 % pods are ` +
            `added from ${up} % on: new ones start while the old ones have nothing left. ` +
            `The guide’s figure is ${guide.target} %; lower it.`,
          fixes: () => [
            {
              title: `Lower the ${resource} target: ${utilization.value} → ${guide.target} % (runs more pods)`,
              kind: 'guided',
              edits: [
                {
                  uri: entry.uri,
                  path: utilization.path,
                  change: { op: 'replace', text: String(guide.target) },
                },
              ],
            },
          ],
        });
      }
    }
  },
});

function guideFor(resource: string, practice: RuleContext['practice']) {
  if (resource === 'cpu') {
    return {
      target: practice('autoscaling.cpu-target'),
      most: practice('autoscaling.cpu-overload'),
    };
  }
  if (resource !== 'memory') return undefined;
  const target = practice('autoscaling.memory-target');
  return { target, most: target };
}

type Room = 'plenty' | 'none' | 'unknown';

/** Without a limit, or with a wide one, a pod may use more than it requests while others start. */
function roomOf(
  { target }: ResolvedAutoscaler,
  { container: only }: ResourceMetricFact,
  resource: string,
): Room {
  if (target === null || !target.fact.complete) return 'unknown';
  let isTight = true;
  for (const { name, role, requests, limits } of target.fact.containers) {
    if (role === 'init' || (only.state === 'known' && said(name) !== only.value)) continue;
    const limit = entryOf(limits, resource);
    const request = entryOf(requests, resource);
    if (limit === undefined) return 'plenty';
    const [most, asked] = [amountOf(limit), amountOf(request ?? limit)];
    if (most === undefined || asked === undefined) return 'unknown';
    isTight &&= most <= asked * BURST;
  }
  return isTight ? 'none' : 'plenty';
}

function amountOf(value: FactValue<string>): number | undefined {
  return value.state === 'known' ? quantityOf(value.value) : undefined;
}

function severityOf(target: number, room: Room): Severity {
  return room === 'none' && target >= NO_ROOM ? 'warning' : 'information';
}
