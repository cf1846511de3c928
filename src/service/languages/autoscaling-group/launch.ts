import type { Field, Located } from '../../contracts/field';
import { type Body, booleanField, stringField } from './fields';
import { blockOf } from './metric-specification';
import { isNoValue, member, type Node, pointer } from './tree';

/** What a group starts instances from. */
export interface LaunchSource {
  /** The properties that surely name one, of which AWS takes exactly one. */
  readonly written: readonly (Located & { readonly key: string })[];
  /** `LaunchTemplate` of the group, or of its mixed instances policy. */
  readonly template: TemplateLink | undefined;
  /** The launch template or configuration of this document that the group uses. */
  readonly machine: LaunchedMachine | undefined;
}

/** How a group names its launch template; `at` is the property's name. */
export interface TemplateLink extends Located {
  readonly body: Body;
  readonly version: Field<string>;
  readonly id: Field<string>;
  readonly name: Field<string>;
}

/** A launch template or configuration of this document; `at` is its logical id. */
export interface LaunchedMachine extends Located {
  readonly kind: 'template' | 'configuration';
  readonly body: Body;
  readonly instanceType: Field<string>;
  /** Detailed monitoring; off where absent in a template, on in a configuration. */
  readonly monitoring: Field<boolean>;
  /** `Monitoring` of a template, where it is written. */
  readonly monitoringBlock: Body | undefined;
  readonly cpuCredits: Field<string>;
}

const SOURCES = ['LaunchTemplate', 'MixedInstancesPolicy', 'LaunchConfigurationName', 'InstanceId'];

/** Reads what a group launches; `find` knows the launch templates of the document by their link. */
export function launchSourceOf(
  group: Body,
  find: (value: Body, keys: readonly string[]) => LaunchedMachine | undefined,
): LaunchSource {
  const written = SOURCES.flatMap((key) => {
    const entry = member(group.node, key);
    return entry === undefined || !isSure(entry.value)
      ? []
      : [{ key, at: entry.keyAt, path: pointer(group.path, key) }];
  });
  const template = templateOf(group);
  const machine =
    template === undefined
      ? find(group, ['LaunchConfigurationName'])
      : find(template.body, ['LaunchTemplateId', 'LaunchTemplateName']);
  return { written, template, machine };
}

/** The launch template of a group, or of its mixed instances policy. */
function templateOf(group: Body): TemplateLink | undefined {
  const mixed = blockOf(group, 'MixedInstancesPolicy');
  const inner = mixed === undefined ? undefined : blockOf(mixed, 'LaunchTemplate');
  return (
    linkOf(group, 'LaunchTemplate') ??
    (inner === undefined ? undefined : linkOf(inner, 'LaunchTemplateSpecification'))
  );
}

/** A condition may leave the property out, and an empty name is none. */
function isSure(value: Node): boolean {
  if (isNoValue(value) || value.kind === 'opaque') return false;
  if (value.kind === 'scalar') return value.value !== '';
  return value.kind !== 'intrinsic' || value.name !== 'Fn::If';
}

function linkOf(owner: Body, key: string): TemplateLink | undefined {
  const entry = member(owner.node, key);
  const body = blockOf(owner, key);
  if (entry === undefined || body === undefined) return undefined;
  return {
    at: entry.keyAt,
    path: body.path,
    body,
    version: stringField(body, 'Version'),
    id: stringField(body, 'LaunchTemplateId'),
    name: stringField(body, 'LaunchTemplateName'),
  };
}

/** Reads a launch template (its data) or a launch configuration. */
export function readMachine(
  place: Located,
  resource: Body,
  kind: LaunchedMachine['kind'],
): LaunchedMachine {
  const body =
    kind === 'template'
      ? (blockOf(resource, 'LaunchTemplateData') ?? { ...resource, node: undefined })
      : resource;
  const credits = blockOf(body, 'CreditSpecification');
  return {
    ...place,
    kind,
    body,
    instanceType: stringField(body, 'InstanceType'),
    monitoringBlock: blockOf(body, 'Monitoring'),
    monitoring: kind === 'template' ? monitoringOf(body) : booleanField(body, 'InstanceMonitoring'),
    cpuCredits: stringField(credits ?? absentBlock(body, 'CreditSpecification'), 'CpuCredits'),
  };
}

function monitoringOf(data: Body): Field<boolean> {
  return booleanField(blockOf(data, 'Monitoring') ?? absentBlock(data, 'Monitoring'), 'Enabled');
}

/** A block that is not written has no members; one that cannot be read has unknown ones. */
function absentBlock(owner: Body, key: string): Body {
  return {
    node: owner.node === undefined ? undefined : { ...owner.node, members: [] },
    path: pointer(owner.path, key),
    at: owner.at,
  };
}
