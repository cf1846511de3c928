import type { Field, Located } from '../../contracts/field';
import { type Body, bodyOf, numberField, read, stringField } from './fields';
import { blockOf } from './metric-specification';
import { member, pointer } from './tree';

/** A group of several instance types or purchase options; `at` is the property's name. */
export interface MixedInstances extends Located {
  /** `InstancesDistribution`, where it is written. */
  readonly distribution: Body | undefined;
  /** Where what it lacks would be written: the name of `InstancesDistribution`, or of the property. */
  readonly sharesAt: Located;
  /** Percent of what is above the base; 100 where absent, so that no Spot is used. */
  readonly onDemandPercentage: Field<number>;
  readonly onDemandStrategy: Field<string>;
  /** `lowest-price` where absent. */
  readonly spotStrategy: Field<string>;
  readonly spotPools: Field<number>;
  readonly spotMaxPrice: Field<string>;
  readonly overrides: Field<readonly InstanceOverride[]>;
  /** It certainly names no launch template. */
  readonly isWithoutTemplate: boolean;
}

/** One instance type that a group may launch, or one set of requirements. */
export interface InstanceOverride extends Located {
  readonly body: Body;
  readonly instanceType: Field<string>;
  readonly weight: Field<number>;
  readonly requirements: boolean;
  readonly ownTemplate: boolean;
  /** The id or name of its own launch template, where that is known. */
  readonly templateName: string | undefined;
}

/** Reads `MixedInstancesPolicy`; `undefined` where there is none. */
export function mixedInstancesOf(group: Body): MixedInstances | undefined {
  const entry = member(group.node, 'MixedInstancesPolicy');
  const policy = blockOf(group, 'MixedInstancesPolicy');
  if (entry === undefined || policy === undefined) return undefined;
  const distribution = blockOf(policy, 'InstancesDistribution');
  const shares: Body = distribution ?? {
    // A policy without the block takes every default.
    node: policy.node === undefined ? undefined : { ...policy.node, members: [] },
    path: pointer(policy.path, 'InstancesDistribution'),
    at: entry.keyAt,
  };
  const template = blockOf(policy, 'LaunchTemplate');
  return {
    at: entry.keyAt,
    path: policy.path,
    sharesAt: {
      at: member(policy.node, 'InstancesDistribution')?.keyAt ?? entry.keyAt,
      path: shares.path,
    },
    distribution,
    onDemandPercentage: numberField(shares, 'OnDemandPercentageAboveBaseCapacity'),
    onDemandStrategy: stringField(shares, 'OnDemandAllocationStrategy'),
    spotStrategy: stringField(shares, 'SpotAllocationStrategy'),
    spotPools: numberField(shares, 'SpotInstancePools'),
    spotMaxPrice: stringField(shares, 'SpotMaxPrice'),
    isWithoutTemplate:
      policy.node?.open === false && member(policy.node, 'LaunchTemplate') === undefined,
    overrides: overridesOf(template ?? { node: undefined, path: policy.path, at: entry.keyAt }),
  };
}

function overridesOf(template: Body): Field<readonly InstanceOverride[]> {
  const path = pointer(template.path, 'Overrides');
  return read(template, 'Overrides', (node) => {
    if (node.kind !== 'array' || node.items.some(({ kind }) => kind !== 'object')) return undefined;
    return node.items.map((item, index) => {
      const body = bodyOf(item, pointer(path, index));
      return {
        at: item.at,
        path: body.path,
        body,
        instanceType: stringField(body, 'InstanceType'),
        weight: numberField(body, 'WeightedCapacity'),
        requirements: member(item, 'InstanceRequirements') !== undefined,
        ownTemplate: member(item, 'LaunchTemplateSpecification') !== undefined,
        templateName: templateNameOf(body),
      };
    });
  });
}

function templateNameOf(override: Body): string | undefined {
  const specification = blockOf(override, 'LaunchTemplateSpecification');
  if (specification === undefined) return undefined;
  const id = stringField(specification, 'LaunchTemplateId');
  const name = stringField(specification, 'LaunchTemplateName');
  return id.state === 'known' ? id.value : name.state === 'known' ? name.value : undefined;
}

/** Whether the group surely launches Spot instances. */
export function usesSpot(mixed: MixedInstances | undefined): boolean {
  return mixed?.onDemandPercentage.state === 'known' && mixed.onDemandPercentage.value < 100;
}
