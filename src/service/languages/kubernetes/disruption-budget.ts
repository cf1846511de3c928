import type { Field } from '../../contracts/field';
import { child, quantityField } from './fields';
import type { KubernetesObject } from './object';
import { type LabelSelector, selectorOf } from './selector';

/** How many pods of a selection may be taken away on purpose. */
export interface DisruptionBudget {
  readonly object: KubernetesObject;
  readonly minAvailable: Field<string>;
  readonly maxUnavailable: Field<string>;
  readonly selector: LabelSelector | null;
}

/** A budget from an object, or `undefined` for other kinds. */
export function disruptionBudgetOf(object: KubernetesObject): DisruptionBudget | undefined {
  if (object.kind !== 'PodDisruptionBudget' || object.group !== 'policy') return undefined;
  const spec = child(object.body, 'spec');
  return {
    object,
    minAvailable: quantityField(spec, 'minAvailable'),
    maxUnavailable: quantityField(spec, 'maxUnavailable'),
    selector: selectorOf(spec, 'selector'),
  };
}
