import { CITATIONS } from '../../citations';
import { type Property, propertiesOf, readWords, valuesOf } from './aws-properties';
import { PROPERTIES } from './aws-tables';
import { MORE_FIELDS, MORE_VALUES } from './completion-fields';
import { TERRAFORM_FIELDS } from './terraform-fields';
import { awsName } from './terraform-names';

/** A property that can be written in a block. */
export interface Word extends Omit<Property, 'values'> {
  /** The values it may have, where there are few. */
  readonly values: readonly string[];
  /** Where it is documented. */
  readonly url: string;
}

/** A step into a block: its property, and whether an item of a list is meant. */
export interface BlockStep {
  readonly key: string;
  readonly isItem: boolean;
}

/** What can be written in a type, required first; `undefined` for a type that is not known. */
export function wordsOf(type: string): readonly Word[] | undefined {
  const properties = fieldsOf(type);
  if (properties.length === 0) return undefined;
  return properties
    .map((property) => ({
      ...property,
      values: valuesIn(type, property),
      url: urlOf(type, property.name),
    }))
    .sort((a, b) => Number(b.required) - Number(a.required));
}

/** The type of the block that the steps lead to, from a type on. */
export function typeAt(type: string, steps: readonly BlockStep[]): string | undefined {
  return steps.reduce<string | undefined>((current, { key, isItem }) => {
    const property = current === undefined ? undefined : wordIn(current, key);
    const fits = isTerraform(type) || property?.list === isItem;
    return fits ? property?.block : undefined;
  }, type);
}

/** The property of this name in a type. */
export function wordIn(type: string, key: string): Word | undefined {
  return wordsOf(type)?.find(({ name }) => name === key);
}

function fieldsOf(type: string): readonly Property[] {
  const own = TERRAFORM_FIELDS[type] ?? MORE_FIELDS[type];
  if (own === undefined) return propertiesOf(type);
  const words = readWords(own, type.split('.')[0] ?? '');
  const isResource = isTerraform(type) && !type.includes('.');
  return isResource ? [...words, ...fieldsOf('resource')] : words;
}

/** Terraform's JSON lets a block be an object or a list of one. */
function isTerraform(type: string): boolean {
  return type.startsWith('aws_');
}

/** The specification of CloudFormation has no enumerations; the API's blocks of the same name do. */
function valuesIn(type: string, { name, values }: Property): readonly string[] {
  if (values !== undefined) return valuesOf(values);
  const aws = isTerraform(type) ? awsName(undefined, name) : name;
  const twin = propertiesOf(`Api.${type.split('.')[1]}`).find((property) => property.name === aws);
  if (twin?.values !== undefined) return valuesOf(twin.values);
  return MORE_VALUES[aws] ?? valuesOf(enumerationOf(aws) ?? '');
}

let enumerations: ReadonlyMap<string, string> | undefined;

/** The enumeration of a property that is of the same one wherever it occurs. */
function enumerationOf(name: string): string | undefined {
  enumerations ??= unambiguous();
  return enumerations.get(name);
}

function unambiguous(): ReadonlyMap<string, string> {
  const all = Object.keys(PROPERTIES).flatMap((type) => propertiesOf(type));
  const named = all.flatMap(({ name, values }) => (values === undefined ? [] : [{ name, values }]));
  return new Map(
    named
      .filter(({ name, values }) =>
        named.every((other) => other.name !== name || other.values === values),
      )
      .map(({ name, values }) => [name, values]),
  );
}

const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/';
const API = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/';
const TERRAFORM = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/';
const META_ARGUMENTS = 'https://developer.hashicorp.com/terraform/language/resources/syntax';

function urlOf(type: string, property: string): string {
  const [owner = '', block] = type.split('.');
  if (owner === 'Guide') return CITATIONS['guide.autoscaling'].url;
  if (owner === 'UpdatePolicy') return `${CLOUDFORMATION}aws-attribute-updatepolicy.html`;
  if (owner === 'resource') return META_ARGUMENTS;
  if (isTerraform(type)) return `${TERRAFORM}${owner.replace('aws_', '')}`;
  if (!owner.includes('::')) return `${API}API_${block ?? owner.replace(/Type$/, '')}.html`;
  const resource = owner.replace('AWS::', '').replace('::', '-').toLowerCase();
  const path = block === undefined ? resource : `${resource}-${block.toLowerCase()}`;
  const kind = block === undefined ? 'resource' : 'properties';
  return `${CLOUDFORMATION}aws-${kind}-${path}.html#cfn-${path}-${property.toLowerCase()}`;
}
