import type { Architecture } from '../../../architecture/architecture';
import { type ResolvedAutoscaler, sameNamespace } from '../../../architecture/autoscalers';
import type { EntryOf } from '../../../architecture/entry';
import { selects } from '../../../architecture/selectors';
import { called, said } from '../../../architecture/words';
import type {
  AutoscalerFact,
  ContainerFact,
  LimitRangeFact,
  ResourceMetricFact,
  WorkloadFact,
} from '../../../contracts/fact';
import type { Fix } from '../../../contracts/fix';
import { defineRule } from '../../../contracts/rule';
import { runsToItsEnd } from '../../../languages/kubernetes/workload';
import { entryOf, tableOf } from '../../../text/tables';

export default defineRule({
  id: 'kubernetes/hpa-target-missing-requests',
  since: '0.1.0',
  status: 'stable',
  scope: 'project',
  reach: 'build',
  severity: 'warning',
  title: 'Scaled by a missing request',
  summary: 'An autoscaler works in percent of a request that a container does not make.',
  citations: ['kubernetes.hpa.algorithm', 'kubernetes.resources', 'guide.autoscaling'],
  practices: [],
  checklist: ['resource-requests', 'autoscaling-targets'],
  fixes: ['guided'],
  needs: [],
  defersTo: [],
  check({ architecture }, report) {
    const ranges = architecture.of('limit-range').map(({ fact }) => fact);
    for (const autoscaler of architecture.autoscalers) {
      const { entry, target } = autoscaler;
      if (target === null || !entry.fact.complete || !target.fact.complete) continue;
      for (const metric of entry.fact.metrics) {
        for (const gap of gapsOf(metric, target.fact, ranges)) {
          report({
            at: { uri: target.uri, path: gap.container.name.path },
            missing: `${gap.container.path}/resources/requests/${gap.resource}`,
            severity: target.file === entry.file ? 'error' : 'warning',
            message: messageOf(gap, entry.fact.resource),
            related: [
              {
                at: { uri: entry.uri, path: metric.path },
                message: `The target of ${gap.percent} % ${gap.resource} is here`,
              },
            ],
            fixes: () => [fixOf(gap, target.uri)],
          });
        }
        for (const job of jobsAmong(architecture, autoscaler, target)) {
          for (const gap of gapsOf(metric, job.fact, ranges)) {
            report({
              at: { uri: job.uri, path: gap.container.name.path },
              message: ofJob(gap, job.fact, entry.fact),
              related: [
                {
                  at: { uri: entry.uri, path: metric.path },
                  message: `The target of ${gap.percent} % ${gap.resource} is here`,
                },
              ],
              fixes: () => [fixOf(gap, job.uri)],
            });
          }
        }
      }
    }
  },
});

/** Jobs whose pods carry the labels by which the autoscaler finds its own. */
function jobsAmong(
  { applied }: Architecture,
  { scope }: ResolvedAutoscaler,
  target: EntryOf<'workload'>,
): readonly EntryOf<'workload'>[] {
  const { selector } = target.fact;
  if (selector === null) return [];
  if (Object.keys(selector.labels).length + selector.expressions.length === 0) return [];
  return applied.beside(target, 'workload').filter((job) => {
    const { fact } = job;
    const meets = job.file === target.file || scope.by === 'kustomization';
    return (
      meets &&
      runsToItsEnd(fact.resource) &&
      fact.complete &&
      fact.podLabelsKnown &&
      said(fact.namespace) === said(target.fact.namespace) &&
      selects(selector, fact.podLabels)
    );
  });
}

function ofJob(
  { container, resource }: Gap,
  job: WorkloadFact,
  autoscaler: AutoscalerFact,
): string {
  const name = nameOf(container);
  const who = name === undefined ? 'A container' : `Container ${name}`;
  return (
    `${who} of ${job.resource} ${said(job.name) ?? ''} requests no ${resource}, and its pods carry the ` +
    `labels by which ${called(autoscaler)} finds its own: while one of them is there, ${resource} cannot be ` +
    `computed and scales nothing. Set resources.requests.${resource}, or give the ${job.resource} a label of its own.`
  );
}

/** A container without a request for the resource that a metric is a percentage of. */
interface Gap {
  readonly container: ContainerFact;
  readonly resource: string;
  readonly percent: number;
}

/**
 * A limit stands in for a missing request, and so do a request of the whole pod and a LimitRange.
 * Init containers that run to their end are not counted by the controller.
 */
function gapsOf(
  { resource, container: only, utilization }: ResourceMetricFact,
  workload: WorkloadFact,
  ranges: readonly LimitRangeFact[],
): readonly Gap[] {
  if (resource.state !== 'known' || utilization.state !== 'known' || only.state === 'unknown')
    return [];
  const name = resource.value;
  if (entryOf(workload.podRequests, name) !== undefined) return [];
  const defaulted = ranges.some(
    (range) => sameNamespace(range.namespace, workload.namespace) && range.defaults.includes(name),
  );
  if (defaulted) return [];
  return workload.containers
    .filter(({ role }) => role !== 'init')
    .filter((each) => only.state === 'absent' || nameOf(each) === only.value)
    .filter((each) => !entryOf(each.requests, name) && !entryOf(each.limits, name))
    .map((container) => ({ container, resource: name, percent: utilization.value }));
}

function messageOf({ container, resource, percent }: Gap, autoscaler: string): string {
  const name = nameOf(container);
  const who = name === undefined ? 'This container' : `Container ${name}`;
  const what = autoscaler === 'ScaledObject' ? 'the ScaledObject' : 'the HPA';
  return (
    `${who} requests no ${resource}, and ${what} aims at ${percent} % of that request: the metric ` +
    `cannot be computed, so ${resource} never scales the workload. Set resources.requests.${resource}.`
  );
}

/** Figures to start from where nothing has been measured yet; the title says so. */
const STARTING_POINT = tableOf<string>({ cpu: '100m', memory: '128Mi' });

function fixOf({ container, resource }: Gap, uri: string): Fix {
  const amount = entryOf(STARTING_POINT, resource) ?? '1';
  const { path, requests, limits } = container;
  const hasRequests = Object.keys(requests).length > 0;
  const hasResources = hasRequests || Object.keys(limits).length > 0;
  const change = hasRequests
    ? { at: `${path}/resources/requests`, key: resource, value: amount }
    : hasResources
      ? { at: `${path}/resources`, key: 'requests', value: { [resource]: amount } }
      : { at: path, key: 'resources', value: { requests: { [resource]: amount } } };
  return {
    title: `Add resources.requests.${resource}: none → ${amount} (replace it by what you measure)`,
    kind: 'guided',
    edits: [
      {
        uri,
        path: change.at,
        change: { op: 'insert', key: change.key, text: JSON.stringify(change.value) },
      },
    ],
  };
}

function nameOf({ name }: ContainerFact): string | undefined {
  return name.state === 'known' ? name.value : undefined;
}
