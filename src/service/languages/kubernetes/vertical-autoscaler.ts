import { type Field, valueOf } from '../../contracts/field';
import type { ScaleTarget } from './autoscaler';
import { type Block, child, listOf, stringField } from './fields';
import type { KubernetesObject } from './object';
import { member } from './tree';

/** A VerticalPodAutoscaler: it sets the requests of a workload's containers. */
export interface VerticalAutoscaler {
  readonly object: KubernetesObject;
  readonly target: ScaleTarget;
  readonly updateMode: Field<string>;
  /** The resources it sets on some container; `null` where that cannot be read. */
  readonly controls: readonly string[] | null;
}

const DEFAULT_RESOURCES = ['cpu', 'memory'];

/** A vertical autoscaler from an object, or `undefined` for other kinds. */
export function verticalAutoscalerOf(object: KubernetesObject): VerticalAutoscaler | undefined {
  if (object.kind !== 'VerticalPodAutoscaler' || object.group !== 'autoscaling.k8s.io') {
    return undefined;
  }
  const spec = child(object.body, 'spec');
  const target = child(spec, 'targetRef');
  return {
    object,
    target: {
      path: target.path,
      at: member(spec.map, 'targetRef')?.keyAt ?? object.at,
      apiVersion: stringField(target, 'apiVersion'),
      kind: stringField(target, 'kind'),
      name: stringField(target, 'name'),
    },
    updateMode: stringField(child(spec, 'updatePolicy'), 'updateMode'),
    controls: controlsOf(spec),
  };
}

/** Containers without a policy of their own follow that of `*`, and where there is none the default. */
function controlsOf(spec: Block): readonly string[] | null {
  const policies = listOf(child(spec, 'resourcePolicy'), 'containerPolicies');
  if (policies.state === 'unknown') return null;
  const read = policies.items.map((item) => ({
    name: valueOf(stringField(item, 'containerName')),
    resources: resourcesOf(item),
  }));
  if (read.some(({ resources }) => resources === null)) return null;
  const all = read.find(({ name }) => name === '*');
  const others = all === undefined ? [DEFAULT_RESOURCES] : [];
  return [...new Set([...read.flatMap(({ resources }) => resources ?? []), ...others.flat()])];
}

function resourcesOf(policy: Block): readonly string[] | null {
  const mode = stringField(policy, 'mode');
  if (mode.state === 'unknown') return null;
  if (valueOf(mode) === 'Off') return [];
  const { nodes, state } = listOf(policy, 'controlledResources');
  if (state === 'absent') return DEFAULT_RESOURCES;
  const names = nodes.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
  return state === 'written' && names.length === nodes.length ? names : null;
}
