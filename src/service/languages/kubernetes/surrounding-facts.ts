import { type Fact, factValue } from '../../contracts/fact';
import { leftFields } from './argo-applications';
import type { ConfigMap } from './config-map';
import { databaseCluster } from './database-cluster';
import { databasePooler } from './database-pooler';
import type { DisruptionBudget } from './disruption-budget';
import { ingressRoute } from './ingress-route';
import type { KubernetesObject } from './object';
import type { ResourceQuota } from './resource-quota';
import type { VerticalAutoscaler } from './vertical-autoscaler';
import type { VolumeClaim } from './volume-claim';

/** What stands around a scaled workload and limits it. */
export interface Surroundings {
  readonly disruptionBudgets: readonly DisruptionBudget[];
  readonly verticalAutoscalers: readonly VerticalAutoscaler[];
  readonly resourceQuotas: readonly ResourceQuota[];
  readonly volumeClaims: readonly VolumeClaim[];
  readonly configMaps: readonly ConfigMap[];
  readonly objects: readonly KubernetesObject[];
}

/** Facts of the objects around a workload. Partial objects, laid over others, state none. */
export function surroundingFacts(model: Surroundings): readonly Fact[] {
  return [
    ...model.disruptionBudgets.filter(isWhole).map(disruptionBudgetFact),
    ...model.verticalAutoscalers.filter(isWhole).map(verticalAutoscalerFact),
    ...model.resourceQuotas.filter(isWhole).map(quotaFact),
    ...model.volumeClaims.filter(isWhole).map(volumeClaimFact),
    ...model.configMaps.filter(isWhole).map(configMapFact),
    ...model.objects.flatMap(leftFields),
    ...model.objects.flatMap(databaseCluster),
    ...model.objects.flatMap(databasePooler),
    ...model.objects.flatMap(ingressRoute),
  ];
}

function isWhole({ object }: { readonly object: KubernetesObject }): boolean {
  return !object.patch && !object.broken;
}

function named({ path, name, namespace }: KubernetesObject) {
  return { path, name: factValue(name), namespace: factValue(namespace) };
}

function configMapFact({ object, data }: ConfigMap): Fact {
  const values = Object.entries(data).map(([name, value]) => [name, factValue(value)] as const);
  return { kind: 'config-map', ...named(object), data: Object.fromEntries(values) };
}

function disruptionBudgetFact(budget: DisruptionBudget): Fact {
  return {
    kind: 'disruption-budget',
    ...named(budget.object),
    minAvailable: factValue(budget.minAvailable),
    maxUnavailable: factValue(budget.maxUnavailable),
    selector: budget.selector,
  };
}

function verticalAutoscalerFact({
  object,
  target,
  updateMode,
  controls,
}: VerticalAutoscaler): Fact {
  return {
    kind: 'vertical-autoscaler',
    ...named(object),
    target: {
      path: target.path,
      apiVersion: factValue(target.apiVersion),
      kind: factValue(target.kind),
      name: factValue(target.name),
    },
    updateMode: factValue(updateMode),
    controls,
  };
}

function quotaFact({ object, hard, scoped }: ResourceQuota): Fact {
  const limits = Object.entries(hard).map(([name, limit]) => [name, factValue(limit)] as const);
  return { kind: 'resource-quota', ...named(object), hard: Object.fromEntries(limits), scoped };
}

function volumeClaimFact({ object, accessModes }: VolumeClaim): Fact {
  return { kind: 'volume-claim', ...named(object), accessModes };
}
