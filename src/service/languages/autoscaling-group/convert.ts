import { stringify } from 'yaml';
import { type Field, isKnown } from '../../contracts/field';
import type { Fix } from '../../contracts/fix';
import { span } from '../../contracts/span';
import { entryOf } from '../../text/tables';
import { shellWord } from './elsewhere';
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
const TARGET_KEYS = new Set(['TargetValue', 'PredefinedMetric', 'DisableScaleIn']);

/** A JSON value. */
export type Json = { readonly [key: string]: unknown };

/**
 * The guide's simplified group in the forms that AWS and Terraform accept: the same group and
 * target, with what the shape does not say (launch template, subnets, target groups) left to be
 * given. Nothing where a value is unknown or a key has no counterpart, which would be lost.
 */
export function conversions(document: SourceDocument, group: ScalingGroup): readonly Fix[] {
  const node = group.body.node;
  const parts = partsOf(group);
  if (node === undefined || parts === undefined) return [];
  if (node.members.some(({ key }) => !CONVERTIBLE.has(key))) return [];
  const rewritten = (title: string, value: Json): Fix => ({
    title,
    kind: 'guided',
    edits: [{ span: span(node.at.start, node.at.end), newText: write(document, value) }],
  });
  const terraform = rewritten(
    'Convert to Terraform JSON: simplified document → resources with variables',
    terraformOf(parts),
  );
  return [
    rewritten(
      `Convert to CloudFormation: simplified document → template with parameters${leftOut(parts)}`,
      templateOf(parts),
    ),
    // Terraform reads no YAML.
    ...(document.format === 'json' ? [terraform] : []),
    {
      title: 'Copy AWS CLI commands: create-auto-scaling-group and put-scaling-policy',
      kind: 'guided',
      edits: [],
      copies: commandsOf(parts),
    },
  ];
}

/**
 * A template that says how many instances are wanted sets a group that scales back to that number at
 * every deployment. Terraform can be told not to; CloudFormation can only where a schedule exists, so
 * the number stays out.
 */
function leftOut({ sizes: { DesiredCapacity, MinSize } }: Parts): string {
  return DesiredCapacity === undefined
    ? ''
    : `, without DesiredCapacity ${DesiredCapacity} (it starts at ${MinSize})`;
}

/** The two inputs that `aws autoscaling` takes for the same group, as JSON values. */
export function toRequests(
  group: ScalingGroup,
): { readonly create: Json; readonly putPolicy: Json } | undefined {
  const parts = partsOf(group);
  return parts === undefined ? undefined : requestsOf(parts);
}

function requestsOf(parts: Parts): { readonly create: Json; readonly putPolicy: Json } {
  const { sizes, health, tracking, balanced } = parts;
  return {
    create: {
      AutoScalingGroupName: parts.name,
      LaunchTemplate: { LaunchTemplateName: '<your launch template>' },
      ...sizes,
      ...health,
      ...(balanced ? { TargetGroupARNs: ['<your target group>'] } : {}),
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

function commandsOf(parts: Parts): string {
  const { create, putPolicy } = requestsOf(parts);
  const command = (name: string, input: Json) =>
    `aws autoscaling ${name} --cli-input-json ${shellWord(JSON.stringify(input, undefined, 2))}\n`;
  return command('create-auto-scaling-group', create) + command('put-scaling-policy', putPolicy);
}

function templateOf({ name, sizes, health, tracking, balanced }: Parts): Json {
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
          AutoScalingGroupName: name,
          LaunchTemplate: {
            LaunchTemplateId: { Ref: 'LaunchTemplateId' },
            Version: { Ref: 'LaunchTemplateVersion' },
          },
          ...quoted({ MinSize: sizes.MinSize, MaxSize: sizes.MaxSize }),
          ...health,
          ...(balanced ? { TargetGroupARNs: { Ref: 'TargetGroupArns' } } : {}),
          VPCZoneIdentifier: { Ref: 'Subnets' },
        },
      },
      TargetTrackingPolicy: {
        Type: 'AWS::AutoScaling::ScalingPolicy',
        Properties: {
          AutoScalingGroupName: { Ref: 'Group' },
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: tracking,
        },
      },
    },
  };
}

function terraformOf({ name, sizes, health, tracking, balanced }: Parts): Json {
  return {
    variable: {
      launch_template_id: { type: 'string' },
      launch_template_version: { type: 'string' },
      subnets: { type: 'list(string)' },
      ...(balanced ? { target_group_arns: { type: 'list(string)' } } : {}),
    },
    resource: {
      aws_autoscaling_group: {
        group: {
          name,
          launch_template: {
            id: '${var.launch_template_id}',
            version: '${var.launch_template_version}',
          },
          min_size: sizes.MinSize,
          max_size: sizes.MaxSize,
          ...(sizes.DesiredCapacity === undefined
            ? {}
            : {
                desired_capacity: sizes.DesiredCapacity,
                lifecycle: { ignore_changes: ['desired_capacity'] },
              }),
          ...renamed(health, { HealthCheckType: 'health_check_type' }),
          // Terraform would write 300 where AWS has 0.
          health_check_grace_period: health.HealthCheckGracePeriod ?? 0,
          ...(balanced ? { target_group_arns: '${var.target_group_arns}' } : {}),
          vpc_zone_identifier: '${var.subnets}',
        },
      },
      aws_autoscaling_policy: {
        target: {
          name: `${name}-target`,
          autoscaling_group_name: '${aws_autoscaling_group.group.name}',
          policy_type: 'TargetTrackingScaling',
          target_tracking_configuration: {
            target_value: tracking.TargetValue,
            predefined_metric_specification: {
              predefined_metric_type: tracking.PredefinedMetricSpecification.PredefinedMetricType,
            },
            ...renamed(tracking, { DisableScaleIn: 'disable_scale_in' }),
          },
        },
      },
    },
  };
}

interface Sizes {
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DesiredCapacity?: number;
}

interface Parts {
  readonly name: string;
  readonly sizes: Sizes;
  readonly health: Json;
  readonly tracking: {
    readonly TargetValue: number;
    readonly PredefinedMetricSpecification: { readonly PredefinedMetricType: string };
    readonly DisableScaleIn?: boolean;
  };
  /** Whether a load balancer checks its instances. */
  readonly balanced: boolean;
}

function partsOf(group: ScalingGroup): Parts | undefined {
  const target = group.policies[0]?.target;
  if (target === undefined || !isKnown(group.name)) return undefined;
  if (!isKnown(target.targetValue) || !isKnown(target.metric)) return undefined;
  const { minSize, maxSize, desiredCapacity } = group;
  const wanted = { DesiredCapacity: desiredCapacity };
  const health = {
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGracePeriod,
  };
  const inner = { DisableScaleIn: target.disableScaleIn };
  const fields: readonly Field<unknown>[] = [wanted, health, inner].flatMap((part) =>
    Object.values(part),
  );
  if (fields.some(({ state }) => state === 'unknown')) return undefined;
  if (!isKnown(minSize) || !isKnown(maxSize)) return undefined;
  const extra = target.body.node?.members.some(({ key }) => !TARGET_KEYS.has(key)) ?? true;
  if (extra || member(group.body.node, 'TargetTrackingScaling') === undefined) return undefined;
  return {
    name: group.name.value,
    sizes: { MinSize: minSize.value, MaxSize: maxSize.value, ...knownOf(wanted) },
    health: knownOf<string | number>(health),
    tracking: {
      TargetValue: target.targetValue.value,
      PredefinedMetricSpecification: { PredefinedMetricType: target.metric.value },
      ...knownOf(inner),
    },
    balanced: isKnown(group.healthCheckType) && checksLoadBalancer(group.healthCheckType.value),
  };
}

function knownOf<T>(fields: Readonly<Record<string, Field<T>>>): Readonly<Record<string, T>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => (isKnown(field) ? [[key, field.value]] : [])),
  );
}

function renamed(values: object, names: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const name = entryOf(names, key);
      return name === undefined ? [] : [[name, value]];
    }),
  );
}

/** CloudFormation's schema calls sizes strings. */
function quoted(sizes: Readonly<Record<string, number>>): Json {
  return Object.fromEntries(Object.entries(sizes).map(([key, size]) => [key, String(size)]));
}

function write({ text, format }: SourceDocument, value: Json): string {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const written =
    format === 'json' ? JSON.stringify(value, undefined, indent) : stringify(value).trimEnd();
  return written.replaceAll('\n', eolOf(text));
}
