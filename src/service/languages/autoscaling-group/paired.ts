import { absent, type Field, type Located } from '../../contracts/field';
import { booleanField, numberField, stringField } from './fields';
import { blockOf } from './metric-specification';
import type { Resource } from './resource';
import { child, linkOf, objectAt, textOf } from './tree';

/** A capacity provider of ECS, with what the group it takes instances of says of their protection. */
export interface CapacityProvider extends Located {
  readonly managedScaling: Field<string>;
  readonly terminationProtection: Field<string>;
  /** The group and what it says, where it stands in this document. */
  readonly group: (Located & { readonly isProtected: Field<boolean> }) | undefined;
}

/** Instances of a function that are kept ready, and what the function reserves. */
export interface ProvisionedConcurrency {
  readonly provisioned: Field<number>;
  readonly reserved: Field<number>;
}

/** A table of DynamoDB. */
export interface Table extends Located {
  readonly resource: string;
  readonly name: Field<string>;
  readonly billingMode: Field<string>;
}

/** Resources of which one refuses, or makes vain, what another says. */
export interface Paired {
  readonly capacityProviders: readonly CapacityProvider[];
  readonly provisioned: readonly ProvisionedConcurrency[];
  readonly tables: readonly Table[];
}

/** A document without any. */
export const NO_PAIRS: Paired = { capacityProviders: [], provisioned: [], tables: [] };

/** Reads them, joined within their document. */
export function readPairs(resources: readonly Resource[]): Paired {
  const of = (...types: readonly string[]) => resources.filter(({ type }) => types.includes(type));
  const groups = of('AWS::AutoScaling::AutoScalingGroup');
  const functions = of('AWS::Lambda::Function', 'AWS::Serverless::Function');
  const reservedOf = ({ body }: Resource) => numberField(body, 'ReservedConcurrentExecutions');
  return {
    capacityProviders: of('AWS::ECS::CapacityProvider').flatMap((provider) =>
      providerOf(provider, groups),
    ),
    provisioned: [
      ...functions.flatMap((own) => provisionedIn(own).map((each) => [each, own] as const)),
      ...of('AWS::Lambda::Version', 'AWS::Lambda::Alias', 'Terraform::Provisioned').flatMap(
        (resource) => {
          const named = child(resource.body.node, 'FunctionName');
          const own = functions.find(
            ({ id, body }) =>
              id === linkOf(named) ||
              (textOf(named) !== undefined &&
                textOf(named) === textOf(child(body.node, 'FunctionName'))),
          );
          return own ? provisionedIn(resource).map((each) => [each, own] as const) : [];
        },
      ),
    ].map(([provisioned, own]) => ({ provisioned, reserved: reservedOf(own) })),
    tables: of('AWS::DynamoDB::Table').map(({ id, place, body }) => ({
      ...place,
      resource: id,
      name: stringField(body, 'TableName'),
      billingMode: stringField(body, 'BillingMode'),
    })),
  };
}

function provisionedIn({ type, body }: Resource): readonly Field<number>[] {
  const block =
    type === 'Terraform::Provisioned' ? body : blockOf(body, 'ProvisionedConcurrencyConfig');
  return block ? [numberField(block, 'ProvisionedConcurrentExecutions')] : [];
}

function providerOf(
  { place, body }: Resource,
  groups: readonly Resource[],
): readonly CapacityProvider[] {
  const own = blockOf(body, 'AutoScalingGroupProvider');
  if (!own) return [];
  const link = linkOf(
    child(objectAt(body.node, 'AutoScalingGroupProvider'), 'AutoScalingGroupArn'),
  );
  const group = groups.find(({ id }) => id === link);
  const managed = blockOf(own, 'ManagedScaling');
  return [
    {
      ...place,
      managedScaling: managed
        ? stringField(managed, 'Status')
        : absent(own.at.end, `${own.path}/ManagedScaling/Status`),
      terminationProtection: stringField(own, 'ManagedTerminationProtection'),
      group: group && {
        ...group.place,
        isProtected: booleanField(group.body, 'NewInstancesProtectedFromScaleIn'),
      },
    },
  ];
}
