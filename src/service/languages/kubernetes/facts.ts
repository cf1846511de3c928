import {
  type AutoscalerFact,
  type ContainerFact,
  type Fact,
  type FactValue,
  factValue,
  type WorkloadFact,
} from '../../contracts/fact';
import { type Field, isKnown, unknown } from '../../contracts/field';
import type { Autoscaler } from './autoscaler';
import type { AutoscalingValues } from './chart-values';
import { child } from './fields';
import type { Metric } from './metric';
import { type Content, contentOfPart, type LimitRange, type Service } from './model';
import type { KubernetesObject } from './object';
import type { Part } from './part';
import { surroundingFacts } from './surrounding-facts';
import { leavesOf, member } from './tree';
import type { Container, Workload } from './workload';

const facts = new WeakMap<Part, readonly Fact[]>();

/** What a document contributes to the whole; the same facts as long as it is the same document. */
export function factsOfPart(part: Part): readonly Fact[] {
  const known = facts.get(part);
  if (known !== undefined) return known;
  const content = contentOfPart(part);
  const made = content === undefined ? [] : factsOf(content);
  facts.set(part, made);
  return made;
}

function factsOf(model: Content): readonly Fact[] {
  return [
    ...model.workloads.map(workloadFact),
    ...model.autoscalers.map(autoscalerFact),
    ...model.services.map(serviceFact),
    ...model.limitRanges.map(limitRangeFact),
    ...(model.objects.length === 0 ? model.chartValues.map(chartAutoscalingFact) : []),
    ...surroundingFacts(model),
  ];
}

function workloadFact(workload: Workload): WorkloadFact {
  const { object } = workload;
  const labels = Object.entries(workload.podLabels).flatMap(([name, label]) =>
    isKnown(label) ? [[name, label.value] as const] : [],
  );
  return {
    kind: 'workload',
    path: object.path,
    apiVersion: isKnown(object.apiVersion) ? object.apiVersion.value : '',
    resource: object.kind,
    name: factValue(object.name),
    namespace: factValue(object.namespace),
    replicas: factValue(replicasOf(workload)),
    strategy: factValue(workload.strategy),
    maxSurge: factValue(workload.maxSurge),
    maxUnavailable: factValue(workload.maxUnavailable),
    podLabels: Object.fromEntries(labels),
    podLabelsKnown: workload.podLabelsKnown,
    podRequests: valuesOf(workload.podRequests),
    selector: workload.selector,
    gracePeriod: factValue(workload.gracePeriod),
    claims: workload.claims.map(factValue),
    configVolumes: workload.configVolumes.map(factValue),
    onePodPerNode: workload.onePodPerNode,
    onePodPerZone: workload.onePodPerZone,
    pinnedTo: workload.pinnedTo && factValue(workload.pinnedTo),
    hostPort: workload.hostPort,
    podManagement: factValue(workload.podManagement),
    containers: workload.containers.map(containerFact),
    complete: workload.complete,
    sets: workload.complete || object.body.map === undefined ? [] : leavesOf(object.body.map),
    runs: workload.runs && {
      path: workload.runs.path,
      resource: factValue(workload.runs.kind),
      name: factValue(workload.runs.name),
      scaleDown: factValue(workload.runs.scaleDown),
    },
    job: workload.job && {
      schedule: factValue(workload.job.schedule),
      concurrency: factValue(workload.job.concurrency),
      deadline: factValue(workload.job.deadline),
      parallelism: factValue(workload.job.parallelism),
      suspended: factValue(workload.job.suspended),
    },
  };
}

/** A live dump carries the count that the autoscaler itself has set: nobody declared it. */
function replicasOf({ object, replicas }: Workload): Field<number> {
  return object.live && isKnown(replicas)
    ? unknown('the cluster has set it', replicas.at, replicas.path)
    : replicas;
}

function containerFact(container: Container): ContainerFact {
  const { requests, limits, resourcesKnown, path } = container;
  const hidden = resourcesKnown ? {} : hiddenResources(path);
  return {
    path,
    name: factValue(container.name),
    role: container.role,
    image: factValue(container.image),
    commandLine: factValue(container.commandLine),
    env: container.variables,
    command: container.command,
    args: container.args,
    envFrom: container.envFrom,
    probes: container.probes,
    requests: { ...hidden, ...valuesOf(requests) },
    limits: valuesOf(limits),
    lifecycle: container.lifecycle,
    stopDelay: factValue(container.stopDelay),
    claimMounts: container.claimMounts,
    ports: container.ports,
    portNames: container.portNames,
  };
}

function hiddenResources(path: string): Readonly<Record<string, FactValue<string>>> {
  const why = 'part of the resources cannot be read';
  return {
    cpu: { state: 'unknown', why, path },
    memory: { state: 'unknown', why, path },
  };
}

function autoscalerFact(autoscaler: Autoscaler): AutoscalerFact {
  const { object, target, metrics, behavior } = autoscaler;
  return {
    kind: 'autoscaler',
    path: object.path,
    resource: autoscaler.resource,
    name: factValue(object.name),
    namespace: factValue(object.namespace),
    target: {
      path: target.path,
      apiVersion: factValue(target.apiVersion),
      kind: factValue(target.kind),
      name: factValue(target.name),
    },
    minReplicas: factValue(autoscaler.minReplicas),
    maxReplicas: factValue(autoscaler.maxReplicas),
    metrics: metrics.filter(dependsOnContainers).map((metric) => ({
      path: metric.path,
      resource: factValue(metric.name),
      container: factValue(metric.container),
      utilization: factValue(metric.utilization),
      averageValue: factValue(metric.value),
    })),
    triggers: metrics.map(inWords),
    scaleUpWindow: factValue(behavior.scaleUpWindow),
    scaleDownWindow: factValue(behavior.scaleDownWindow),
    sets: autoscaler.patch && object.body.map !== undefined ? leavesOf(object.body.map) : [],
    complete: !autoscaler.patch && !object.live && object.body.gap === undefined,
    sharesTarget: sharesTarget(object),
  };
}

function dependsOnContainers({ type }: Metric): boolean {
  return isKnown(type) && (type.value === 'Resource' || type.value === 'ContainerResource');
}

/** A metric as a diagram shows it: `cpu 70 %`, `queue_depth 100`. */
export function inWords({ type, name, utilization, value }: Metric): string {
  const what = isKnown(name) ? name.value : isKnown(type) ? type.value : 'a metric';
  if (isKnown(utilization)) return `${what} ${utilization.value} %`;
  return isKnown(value) ? `${what} ${value.value}` : what;
}

function sharesTarget(object: KubernetesObject): boolean {
  const annotations = child(child(object.body, 'metadata'), 'annotations');
  const says = (key: string, value: string) => {
    const written = member(annotations.map, key)?.value;
    return written?.kind === 'scalar' && written.value === value;
  };
  return (
    says('validations.keda.sh/hpa-ownership', 'false') ||
    says('scaledobject.keda.sh/transfer-hpa-ownership', 'true')
  );
}

function serviceFact(service: Service): Fact {
  const { object, selector, nodePorts, targetPorts, type, trafficPolicy, sessionAffinity } =
    service;
  const labels = Object.entries(selector ?? {});
  const readable = labels.every(([, label]) => isKnown(label));
  return {
    kind: 'service',
    path: object.path,
    name: factValue(object.name),
    namespace: factValue(object.namespace),
    selector:
      selector === null || !readable
        ? null
        : Object.fromEntries(
            labels.flatMap(([key, label]) => (isKnown(label) ? [[key, label.value]] : [])),
          ),
    nodePorts,
    targetPorts: targetPorts.map(factValue),
    type: factValue(type),
    trafficPolicy: factValue(trafficPolicy),
    sessionAffinity: factValue(sessionAffinity),
  };
}

function chartAutoscalingFact({ block, owner, enabled }: AutoscalingValues): Fact {
  return { kind: 'chart-autoscaling', path: block.path, owner, enabled: factValue(enabled) };
}

function limitRangeFact({ object, defaults, most }: LimitRange): Fact {
  return {
    kind: 'limit-range',
    path: object.path,
    namespace: factValue(object.namespace),
    defaults,
    most: valuesOf(most),
  };
}

/** The values of named fields, without their places. */
function valuesOf<T>(
  fields: Readonly<Record<string, Field<T>>>,
): Readonly<Record<string, FactValue<T>>> {
  return Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, factValue(field)]));
}
