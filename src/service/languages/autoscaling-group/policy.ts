import { type Field, known, type Located, unknown } from '../../contracts/field';
import { span } from '../../contracts/span';
import { type Body, bodyOf, booleanField, numberField, read, stringField } from './fields';
import { blockOf, customizedMetric, qualified, specificationOf } from './metric-specification';
import type { Alarm, ScalingPolicy, TargetTracking } from './model';
import { ALWAYS } from './presence';
import { stepsOf } from './steps';
import { child, member, type Node, type ObjectNode, objectAt, pointer } from './tree';

/** Reads a scaling policy from its properties; the API and CloudFormation spell them alike. */
export function readPolicy(
  at: Located,
  body: Body,
  alarms: readonly Alarm[],
  editable: boolean,
): ScalingPolicy {
  return {
    at: at.at,
    path: at.path,
    body,
    editable,
    type: stringField(body, 'PolicyType'),
    target: targetOf(body),
    scalingAdjustment: numberField(body, 'ScalingAdjustment'),
    adjustmentType: stringField(body, 'AdjustmentType'),
    cooldown: numberField(body, 'Cooldown'),
    warmup: numberField(body, 'EstimatedInstanceWarmup'),
    steps: stepsOf(body),
    predictive: predictiveOf(body),
    alarms,
    presence: ALWAYS,
  };
}

/** The guide's simplified policy: a group's `TargetTrackingScaling`, with a bare metric name. */
export function readGuidePolicy(at: Located, group: Body, editable: boolean): ScalingPolicy {
  const node = child(group.node, 'TargetTrackingScaling');
  const path = pointer(group.path, 'TargetTrackingScaling');
  const body: Body = node === undefined ? { node: undefined, path, at: at.at } : bodyOf(node, path);
  const target: TargetTracking = {
    body,
    targetValue: numberField(body, 'TargetValue'),
    metric: stringField(body, 'PredefinedMetric'),
    disableScaleIn: booleanField(body, 'DisableScaleIn'),
    specification: specificationOf(body),
  };
  const policy = readPolicy(at, body, [], editable);
  return { ...policy, type: known('TargetTrackingScaling', at.at, path, 'derived'), target };
}

/** A policy's configuration that stands alone: what else the policy says is unknown. */
export function readBarePolicy(
  at: Located,
  config: Node,
  type: 'TargetTrackingScaling' | 'PredictiveScaling',
): ScalingPolicy {
  const key =
    type === 'PredictiveScaling' ? 'PredictiveScalingConfiguration' : 'TargetTrackingConfiguration';
  const start = span(config.at.start, config.at.start);
  const node: ObjectNode = {
    kind: 'object',
    at: config.at,
    members: [{ key, keyAt: start, at: config.at, value: config }],
    flow: true,
    open: true,
  };
  const policy = readPolicy(at, { node, path: '', at: config.at }, [], true);
  return { ...policy, type: known(type, at.at, '/PolicyType', 'derived') };
}

/** Reads an alarm from its properties. */
export function readAlarm(at: Located, body: Body): Alarm {
  const name = stringField(body, 'MetricName');
  const namespace = stringField(body, 'Namespace');
  return {
    at: at.at,
    path: at.path,
    metric: qualified(name, namespace),
    comparison: stringField(body, 'ComparisonOperator'),
    threshold: numberField(body, 'Threshold'),
    period: numberField(body, 'Period'),
    evaluationPeriods: numberField(body, 'EvaluationPeriods'),
  };
}

function predictiveOf(policy: Body): ScalingPolicy['predictive'] {
  const body = blockOf(policy, 'PredictiveScalingConfiguration');
  if (body === undefined) return undefined;
  return {
    mode: stringField(body, 'Mode'),
    breach: stringField(body, 'MaxCapacityBreachBehavior'),
    buffer: numberField(body, 'MaxCapacityBuffer'),
    metrics: read(body, 'MetricSpecifications', (list) =>
      list.kind === 'array' && list.items.every(({ kind }) => kind === 'object')
        ? list.items.length
        : undefined,
    ),
  };
}

function targetOf(policy: Body): TargetTracking | undefined {
  const entry = member(policy.node, 'TargetTrackingConfiguration');
  if (entry === undefined) return undefined;
  const body = bodyOf(entry.value, pointer(policy.path, 'TargetTrackingConfiguration'));
  return {
    body,
    targetValue: numberField(body, 'TargetValue'),
    metric: metricOf(body),
    disableScaleIn: booleanField(body, 'DisableScaleIn'),
    specification: specificationOf(body),
  };
}

function metricOf(config: Body): Field<string> {
  const custom = customizedMetric(config);
  if (custom !== undefined) return custom;
  const predefined = member(config.node, 'PredefinedMetricSpecification');
  if (predefined === undefined) return stringField(config, 'PredefinedMetricSpecification');
  const path = pointer(config.path, 'PredefinedMetricSpecification');
  return stringField(bodyOf(predefined.value, path), 'PredefinedMetricType');
}
