import type { Field } from '../../contracts/field';
import { type Body, booleanField, listField, numberField, stringField } from './fields';

/** What a group says beyond its sizes and health checks. */
export interface GroupDetails {
  /** Seconds after a simple policy's activity; 300 where absent. */
  readonly cooldown: Field<number>;
  /** Seconds until a new instance counts in the metrics; falls back to the cooldown where absent. */
  readonly warmup: Field<number>;
  /** Seconds; 0 or absent is no limit. */
  readonly maxInstanceLifetime: Field<number>;
  readonly capacityRebalance: Field<boolean>;
  readonly placementGroup: Field<string>;
  readonly protectedFromScaleIn: Field<boolean>;
  readonly terminationPolicies: Field<readonly string[]>;
}

/** Reads what a group says beyond its sizes from its properties. */
export function readDetails(body: Body): GroupDetails {
  return {
    cooldown: either(numberField(body, 'Cooldown'), numberField(body, 'DefaultCooldown')),
    warmup: numberField(body, 'DefaultInstanceWarmup'),
    maxInstanceLifetime: numberField(body, 'MaxInstanceLifetime'),
    capacityRebalance: booleanField(body, 'CapacityRebalance'),
    placementGroup: stringField(body, 'PlacementGroup'),
    protectedFromScaleIn: booleanField(body, 'NewInstancesProtectedFromScaleIn'),
    terminationPolicies: listField(body, 'TerminationPolicies', () => false),
  };
}

/** The fields of the details that findings point at. */
export function detailFields(details: GroupDetails): readonly Field<unknown>[] {
  return [
    details.cooldown,
    details.warmup,
    details.maxInstanceLifetime,
    details.capacityRebalance,
    details.protectedFromScaleIn,
    details.terminationPolicies,
  ];
}

function either<T>(first: Field<T>, second: Field<T>): Field<T> {
  return first.state === 'absent' ? second : first;
}
