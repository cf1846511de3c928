import { stringify } from 'yaml';
import { type Field, isKnown } from '../../contracts/field';
import type { Fix } from '../../contracts/fix';
import { span } from '../../contracts/span';
import { eolOf } from './layout';
import { checksLoadBalancer, type ScalingGroup, type SourceDocument } from './model';
import { member } from './tree';

const CONVERTIBLE = new Set([
  'AutoScalingGroupName',
  'MinSize',
  'MaxSize',
  'DesiredCapacity',
  'HealthCheckType',
  'HealthCheckGracePeriod',
  'TargetTrackingScaling',
]);

/**
 * The guide's simplified group as a CloudFormation template: the same group and target, with what
 * the shape does not say (launch template, subnets, target groups) as parameters. Not offered
 * where a value is unknown or a key has no counterpart, which would be lost.
 */
export function toCloudFormation(document: SourceDocument, group: ScalingGroup): readonly Fix[] {
  const node = group.body.node;
  const template = templateOf(group);
  if (node === undefined || template === undefined) return [];
  if (node.members.some(({ key }) => !CONVERTIBLE.has(key))) return [];
  const newText = write(document, template);
  return [
    {
      title: 'Convert to CloudFormation: simplified document → template with parameters',
      kind: 'guided',
      edits: [{ span: span(node.at.start, node.at.end), newText }],
    },
  ];
}

/** The two inputs that `aws autoscaling` takes for the same group, as JSON values. */
export function toRequests(
  group: ScalingGroup,
): { readonly create: Json; readonly putPolicy: Json } | undefined {
  const parts = partsOf(group);
  if (parts === undefined) return undefined;
  const { sizes, health, tracking } = parts;
  return {
    create: {
      AutoScalingGroupName: parts.name,
      LaunchTemplate: { LaunchTemplateName: '<your launch template>' },
      ...sizes,
      ...health,
      VPCZoneIdentifier: '<your subnets, comma-separated>',
    },
    putPolicy: {
      AutoScalingGroupName: parts.name,
      PolicyName: `${parts.name}-target`,
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: tracking,
    },
  };
}

type Json = { readonly [key: string]: unknown };

function templateOf(group: ScalingGroup): Json | undefined {
  const parts = partsOf(group);
  if (parts === undefined) return undefined;
  const balanced =
    isKnown(group.healthCheckType) && checksLoadBalancer(group.healthCheckType.value);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: {
      LaunchTemplateId: { Type: 'String' },
      LaunchTemplateVersion: { Type: 'String' },
      Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' },
      ...(balanced ? { TargetGroupArns: { Type: 'CommaDelimitedList' } } : {}),
    },
    Resources: {
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          AutoScalingGroupName: parts.name,
          LaunchTemplate: {
            LaunchTemplateId: { Ref: 'LaunchTemplateId' },
            Version: { Ref: 'LaunchTemplateVersion' },
          },
          ...quoted(parts.sizes),
          ...parts.health,
          ...(balanced ? { TargetGroupARNs: { Ref: 'TargetGroupArns' } } : {}),
          VPCZoneIdentifier: { Ref: 'Subnets' },
        },
      },
      TargetTrackingPolicy: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Group' },
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: parts.tracking,
        },
      },
    },
  };
}

interface Parts {
  readonly name: string;
  readonly sizes: Readonly<Record<string, number>>;
  readonly health: Json;
  readonly tracking: Json;
}

function partsOf(group: ScalingGroup): Parts | undefined {
  const target = group.policies[0]?.target;
  if (target === undefined || !isKnown(group.name)) return undefined;
  if (!isKnown(target.targetValue) || !isKnown(target.metric)) return undefined;
  const sizes = {
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
  };
  const health = {
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGracePeriod,
  };
  const inner = { DisableScaleIn: target.disableScaleIn };
  const fields: readonly Field<unknown>[] = [sizes, health, inner].flatMap((part) =>
    Object.values(part),
  );
  if (fields.some(({ state }) => state === 'unknown')) return undefined;
  if (!isKnown(group.minSize) || !isKnown(group.maxSize)) return undefined;
  const extra = target.body.node?.members.some(({ key }) => !TARGET_KEYS.has(key)) ?? true;
  if (extra || member(group.body.node, 'TargetTrackingScaling') === undefined) return undefined;
  return {
    name: group.name.value,
    sizes: knownOf(sizes),
    health: knownOf<string | number>(health),
    tracking: {
      TargetValue: target.targetValue.value,
      PredefinedMetricSpecification: { PredefinedMetricType: target.metric.value },
      ...knownOf(inner),
    },
  };
}

const TARGET_KEYS = new Set(['TargetValue', 'PredefinedMetric', 'DisableScaleIn']);

function knownOf<T>(fields: Readonly<Record<string, Field<T>>>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => (isKnown(field) ? [[key, field.value]] : [])),
  );
}

/** CloudFormation's schema calls sizes strings. */
function quoted(sizes: Readonly<Record<string, number>>): Json {
  return Object.fromEntries(Object.entries(sizes).map(([key, size]) => [key, String(size)]));
}

function write({ text, format }: SourceDocument, template: Json): string {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const written =
    format === 'json' ? JSON.stringify(template, undefined, indent) : stringify(template).trimEnd();
  return written.replaceAll('\n', eolOf(text));
}
