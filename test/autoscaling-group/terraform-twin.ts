import type { Block as TerraformBlock } from '../../src/service/languages/autoscaling-group/terraform-names';
import {
  RESOURCES,
  terraformName,
} from '../../src/service/languages/autoscaling-group/terraform-names';
import type { Node } from '../../src/service/languages/autoscaling-group/tree';

/** A document as plain values, with CloudFormation's functions in their long form. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A tree as plain values: what JSON and YAML twins are written from. */
export function plain(node: Node): Plain {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'scalar':
      return node.value;
    case 'intrinsic':
      return { [node.name]: plain(node.argument) };
    default:
      return null;
  }
}

export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: Plain }>>;
}

interface Resource {
  readonly Type?: string;
  readonly UpdatePolicy?: Plain;
  readonly Properties?: Readonly<Record<string, Plain>>;
}

/** What other resources of a template are called in Terraform. */
const OTHERS: Readonly<Record<string, string>> = {
  'AWS::EC2::Subnet': 'aws_subnet',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'aws_lb_target_group',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'aws_elb',
};

/**
 * The resources of a template in HCL, each property under Terraform's name; `undefined` where the
 * template says something that Terraform says otherwise: `UpdatePolicy`, functions, conditions.
 */
export function terraformTwin(template: Template): string | undefined {
  const resources = Object.entries(withPools(template));
  if (resources.some(([, { UpdatePolicy }]) => UpdatePolicy !== undefined)) return undefined;
  const named = new Map(
    resources.map(([id, { Type = '' }]) => [id, terraformType(Type) ?? OTHERS[Type]]),
  );
  try {
    const blocks = resources.flatMap(([id, { Type = '', Properties = {} }]) => {
      const type = terraformType(Type);
      if (type === undefined) return [];
      if (typeof Properties !== 'object' || Properties === null) throw new Untranslatable();
      const inner =
        type === 'aws_launch_template' ? Object(Properties.LaunchTemplateData ?? {}) : Properties;
      return [`resource "${type}" "${id}" {\n${body(inner, RESOURCES[type]?.[1], named, '  ')}}\n`];
    });
    const outputs = Object.entries(template.Outputs ?? {}).map(
      ([id, { Value }]) => `output "${id}" {\n  value = ${expression(Value, named)}\n}\n`,
    );
    return [...blocks, ...outputs].join('\n');
  } catch (error) {
    if (error instanceof Untranslatable) return undefined;
    throw error;
  }
}

/** A warm pool is a block of its group in Terraform. */
function withPools({ Resources = {} }: Template): Readonly<Record<string, Resource>> {
  const resources = { ...Resources };
  for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
    if (Type !== 'AWS::AutoScaling::WarmPool') continue;
    const { AutoScalingGroupName, ...WarmPool } = Properties;
    const group = String(intrinsic(AutoScalingGroupName ?? null)?.[1]);
    const owner = resources[group];
    if (owner === undefined) throw new Error(`${id} has no group`);
    resources[group] = { ...owner, Properties: { ...owner.Properties, WarmPool } };
    delete resources[id];
  }
  return resources;
}

class Untranslatable extends Error {}

function terraformType(type: string): string | undefined {
  return Object.keys(RESOURCES).find((name) => RESOURCES[name]?.[0] === type);
}

type Names = ReadonlyMap<string, string | undefined>;
type Values = Readonly<Record<string, Plain>>;

function body(
  values: Values,
  block: TerraformBlock | undefined,
  names: Names,
  indent: string,
): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const name = terraformName(block, key);
      const inner = block?.blocks?.[name];
      const items = Array.isArray(value) ? value : [value];
      if (!items.some((item) => isBlock(item)))
        return `${indent}${name} = ${expression(value, names)}\n`;
      return items
        .map(
          (item) =>
            `${indent}${name} {\n${body(Object(item), inner ?? inherited(block), names, `${indent}  `)}${indent}}\n`,
        )
        .join('');
    })
    .join('');
}

function inherited(block: TerraformBlock | undefined): TerraformBlock | undefined {
  return block?.lists?.includes('metric_data_queries') ? block : undefined;
}

function isBlock(value: Plain): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    intrinsic(value) === undefined
  );
}

function intrinsic(value: Plain): readonly [name: string, argument: Plain] | undefined {
  const [entry, ...more] =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [];
  return entry !== undefined && more.length === 0 && /^(?:Ref|Condition|Fn::)/.test(entry[0])
    ? entry
    : undefined;
}

function expression(value: Plain, names: Names): string {
  if (Array.isArray(value)) return `[${value.map((item) => expression(item, names)).join(', ')}]`;
  const [name, argument] = intrinsic(value) ?? [];
  if (name === 'Ref' && typeof argument === 'string') return reference(argument, '', names);
  if (name === 'Fn::GetAtt') {
    const [id = '', attribute = ''] = Array.isArray(argument)
      ? argument.map(String)
      : String(argument).split('.');
    return reference(id, attribute, names);
  }
  if (name !== undefined || value === null) throw new Untranslatable();
  return typeof value === 'string' && !/^\d+(?:\.\d+)?$|^(?:true|false)$/.test(value)
    ? JSON.stringify(value)
    : String(value);
}

function reference(id: string, attribute: string, names: Names): string {
  const type = names.get(id);
  if (id.startsWith('AWS::') || (names.has(id) && type === undefined)) throw new Untranslatable();
  if (type === undefined) return `var.${id}`;
  const last =
    attribute === 'LatestVersionNumber'
      ? 'latest_version'
      : type === 'aws_lb_target_group' || type === 'aws_autoscaling_policy'
        ? 'arn'
        : /^aws_(?:autoscaling_group|launch_configuration|elb)$/.test(type)
          ? 'name'
          : 'id';
  return `${type}.${id}.${last}`;
}
