import type { Field, Located } from '../../contracts/field';
import { type Body, bodyOf, booleanField, listField, numberField, stringField } from './fields';
import { child, itemsOf, member, type Node, objectAt, pointer, textOf } from './tree';

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
  /** The properties that say what is launched, as they are written. */
  readonly launches: readonly Located[];
  readonly spot: SpotMix | undefined;
  /** `InstanceMaintenancePolicy`. */
  readonly maintenance: { readonly min: Field<number>; readonly max: Field<number> } | undefined;
}

/** `MixedInstancesPolicy`: which share is bought how, and of which types. */
export interface SpotMix {
  readonly body: Body;
  /** 100 where absent: no Spot at all. */
  readonly onDemandPercentage: Field<number>;
  /** `lowest-price` where absent. */
  readonly strategy: Field<string>;
  readonly pools: Field<number>;
  readonly maxPrice: Field<string>;
  readonly overrides: readonly Override[];
  /** Every override is in sight. */
  readonly complete: boolean;
}

/** An instance type that may be launched; `at` is the entry. */
export interface Override extends Located {
  readonly type: Field<string>;
  readonly weight: Field<number>;
  readonly hasRequirements: boolean;
}

const LAUNCHES = [
  'LaunchTemplate',
  'MixedInstancesPolicy',
  'LaunchConfigurationName',
  'InstanceId',
];

/** Reads what a group says beyond its sizes from its properties. */
export function readDetails(body: Body): GroupDetails {
  const maintenance = under(body, 'InstanceMaintenancePolicy');
  return {
    cooldown: either(numberField(body, 'Cooldown'), numberField(body, 'DefaultCooldown')),
    warmup: numberField(body, 'DefaultInstanceWarmup'),
    maxInstanceLifetime: numberField(body, 'MaxInstanceLifetime'),
    capacityRebalance: booleanField(body, 'CapacityRebalance'),
    placementGroup: stringField(body, 'PlacementGroup'),
    protectedFromScaleIn: booleanField(body, 'NewInstancesProtectedFromScaleIn'),
    terminationPolicies: listField(body, 'TerminationPolicies', () => false),
    launches: LAUNCHES.flatMap((key) => {
      const entry = member(body.node, key);
      return entry ? [{ at: entry.keyAt, path: pointer(body.path, key) }] : [];
    }),
    spot: spotOf(body),
    maintenance: maintenance && {
      min: numberField(maintenance, 'MinHealthyPercentage'),
      max: numberField(maintenance, 'MaxHealthyPercentage'),
    },
  };
}

/** The fields of the details that findings point at. */
export function detailFields(details: GroupDetails): readonly Field<unknown>[] {
  const { spot, maintenance } = details;
  return [
    details.cooldown,
    details.warmup,
    details.maxInstanceLifetime,
    details.capacityRebalance,
    details.protectedFromScaleIn,
    details.terminationPolicies,
    ...(spot ? [spot.onDemandPercentage, spot.strategy, spot.pools, spot.maxPrice] : []),
    ...(maintenance ? [maintenance.min, maintenance.max] : []),
  ];
}

function spotOf(body: Body): SpotMix | undefined {
  const mixed = under(body, 'MixedInstancesPolicy');
  if (!mixed) return undefined;
  const distribution = under(mixed, 'InstancesDistribution') ?? {
    node: undefined,
    path: pointer(mixed.path, 'InstancesDistribution'),
    at: mixed.at,
  };
  const template = under(mixed, 'LaunchTemplate');
  const overrides = child(template?.node, 'Overrides');
  const path = pointer(template?.path ?? mixed.path, 'Overrides');
  return {
    body: distribution,
    onDemandPercentage: numberField(distribution, 'OnDemandPercentageAboveBaseCapacity'),
    strategy: stringField(distribution, 'SpotAllocationStrategy'),
    pools: numberField(distribution, 'SpotInstancePools'),
    maxPrice: stringField(distribution, 'SpotMaxPrice'),
    overrides: itemsOf(overrides).map((item, index) => overrideOf(item, pointer(path, index))),
    complete:
      template?.node !== undefined &&
      (overrides === undefined || itemsOf(overrides).every(({ kind }) => kind === 'object')),
  };
}

function overrideOf(item: Node, path: string): Override {
  const body = bodyOf(item, path);
  return {
    at: item.at,
    path,
    type: stringField(body, 'InstanceType'),
    weight: numberField(body, 'WeightedCapacity'),
    hasRequirements: objectAt(item, 'InstanceRequirements') !== undefined,
  };
}

/** The mapping under a name, as a place to read from. */
function under(body: Body, key: string): Body | undefined {
  const value = child(body.node, key);
  return value && textOf(value) === undefined ? bodyOf(value, pointer(body.path, key)) : undefined;
}

function either<T>(first: Field<T>, second: Field<T>): Field<T> {
  return first.state === 'absent' ? second : first;
}
