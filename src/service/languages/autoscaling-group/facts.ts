import {
  type ContainerServiceFact,
  type Fact,
  factValue,
  type ManagedDatabaseFact,
  type ScalableTargetFact,
  type ScalingGroupFact,
} from '../../contracts/fact';
import type { Field } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import {
  type AutoscalingGroupModel,
  isCpuPercent,
  type ScalingGroup,
  type ScalingPolicy,
} from './model';
import type { ContainerService, ManagedDatabase, ScalableTarget } from './services';

/** What a document says about the system: rows that others can join. */
export function factsOf(model: AutoscalingGroupModel): readonly Fact[] {
  return [
    ...model.groups.map(groupFact),
    ...model.services.map(serviceFact),
    ...model.targets.map(targetFact),
    ...model.databases.map(databaseFact),
  ];
}

/** The fields of services, bounds and databases that facts speak of, each with its owner's place. */
export function serviceFields({
  services,
  targets,
  databases,
}: AutoscalingGroupModel): readonly (readonly [Span, Field<unknown>])[] {
  return [
    ...services.flatMap(({ at, ...service }) =>
      [
        service.name,
        service.desiredCount,
        service.minimumHealthyPercent,
        service.maximumPercent,
        service.schedulingStrategy,
      ].map((field) => [at, field] as const),
    ),
    ...targets.flatMap(({ at, ...target }) =>
      [target.namespace, target.dimension, target.minCapacity, target.maxCapacity].map(
        (field) => [at, field] as const,
      ),
    ),
    ...databases.flatMap(({ at, ...database }) =>
      [
        database.identifier,
        database.engine,
        database.instanceClass,
        database.multiAz,
        database.maxConnections,
      ].map((field) => [at, field] as const),
    ),
  ];
}

function serviceFact(service: ContainerService): ContainerServiceFact {
  return {
    kind: 'container-service',
    path: service.path,
    name: factValue(service.name),
    resource: service.resource,
    desiredCount: factValue(service.desiredCount),
    minimumHealthyPercent: factValue(service.minimumHealthyPercent),
    maximumPercent: factValue(service.maximumPercent),
    schedulingStrategy: factValue(service.schedulingStrategy),
    taskDefinition: service.taskDefinition,
    isBehindBalancer: service.isBehindBalancer,
    isCountIgnored: service.isCountIgnored,
  };
}

function targetFact(target: ScalableTarget): ScalableTargetFact {
  return {
    kind: 'scalable-target',
    path: target.path,
    namespace: factValue(target.namespace),
    dimension: factValue(target.dimension),
    scales: target.scales,
    minCapacity: factValue(target.minCapacity),
    maxCapacity: factValue(target.maxCapacity),
  };
}

function databaseFact(database: ManagedDatabase): ManagedDatabaseFact {
  return {
    kind: 'managed-database',
    path: database.path,
    resource: database.resource,
    identifier: factValue(database.identifier),
    engine: factValue(database.engine),
    instanceClass: factValue(database.instanceClass),
    multiAz: factValue(database.multiAz),
    maxConnections: factValue(database.maxConnections),
  };
}

function groupFact(group: ScalingGroup): ScalingGroupFact {
  return {
    kind: 'scaling-group',
    path: group.path,
    name: factValue(group.name),
    minSize: factValue(group.minSize),
    maxSize: factValue(group.maxSize),
    desiredCapacity: factValue(group.desiredCapacity),
    healthCheckType: factValue(group.healthCheckType),
    healthCheckGracePeriod: factValue(group.healthCheckGracePeriod),
    triggers: group.policies.map(triggerOf),
  };
}

/** A policy in a few words, as a diagram shows it. */
export function triggerOf(policy: ScalingPolicy): string {
  if (policy.target !== undefined) {
    const { metric, targetValue } = policy.target;
    if (metric.state !== 'known') return `metric ${said(targetValue)}`;
    return isCpuPercent(metric.value)
      ? `CPU ${said(targetValue, ' %')}`
      : `${metric.value} ${said(targetValue)}`;
  }
  const step = stepOf(policy);
  const [alarm] = policy.alarms;
  if (alarm === undefined || alarm.metric.state !== 'known') return step;
  const sign = alarm.comparison.state === 'known' ? (SIGNS[alarm.comparison.value] ?? '') : '';
  const threshold = said(alarm.threshold);
  const metric = isCpuPercent(alarm.metric.value) ? 'CPU' : alarm.metric.value;
  return `${metric} ${sign} ${threshold}: ${step}`.replace('  ', ' ');
}

function said(value: Field<number>, unit = ''): string {
  if (value.state === 'known') return `${value.value}${unit}`;
  const byDefault = value.state === 'unknown' ? value.byDefault : undefined;
  return byDefault === undefined ? `?${unit}` : `${byDefault.value}${unit} (default)`;
}

const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '≥',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '≤',
};

function stepOf(policy: ScalingPolicy): string {
  const { scalingAdjustment: amount, adjustmentType: type } = policy;
  if (amount.state !== 'known') {
    return policy.type.state === 'known' ? policy.type.value : 'SimpleScaling';
  }
  const signed = amount.value > 0 ? `+${amount.value}` : String(amount.value);
  if (type.state === 'known' && type.value === 'ExactCapacity') return `set to ${amount.value}`;
  return type.state === 'known' && type.value === 'PercentChangeInCapacity'
    ? `${signed} %`
    : signed;
}
