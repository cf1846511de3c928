import { type Field, unknown } from '../../contracts/field';
import { type Body, bodyOf, booleanField, numberField, read, stringField } from './fields';
import { child, itemsOf, member, objectAt, pointer } from './tree';

/** Which metric a target-tracking policy follows, as it is written. */
export interface MetricSpecification {
  readonly predefined: Body | undefined;
  readonly customized: Body | undefined;
  /** `ASGAverageCPUUtilization` and the like, also in the guide's short form. */
  readonly predefinedType: Field<string>;
  /** Which target group is counted, for requests per target. */
  readonly resourceLabel: Field<string>;
  readonly statistic: Field<string>;
  /** Seconds between two values. */
  readonly period: Field<number>;
  /** The queries of metric math. */
  readonly queries: Field<readonly MetricQuery[]>;
}

/** A query of metric math: exactly one returns data. */
export interface MetricQuery {
  readonly returnsData: Field<boolean>;
}

/** Reads the metric of a target-tracking configuration. */
export function specificationOf(config: Body): MetricSpecification {
  const predefined = blockOf(config, 'PredefinedMetricSpecification');
  const customized = blockOf(config, 'CustomizedMetricSpecification');
  const custom = customized ?? nothing(config, 'CustomizedMetricSpecification');
  const named = predefined ?? nothing(config, 'PredefinedMetricSpecification');
  return {
    predefined,
    customized,
    predefinedType: stringField(named, 'PredefinedMetricType'),
    resourceLabel: stringField(named, 'ResourceLabel'),
    statistic: stringField(custom, 'Statistic'),
    period: numberField(custom, 'Period'),
    queries: read(custom, 'Metrics', (node) =>
      node.kind === 'array'
        ? itemsOf(node).map((item, index) => ({
            returnsData: booleanField(
              bodyOf(item, pointer(pointer(custom.path, 'Metrics'), index)),
              'ReturnData',
            ),
          }))
        : undefined,
    ),
  };
}

/** A metric of one's own that a target-tracking configuration follows, as `AWS/SQS NumberOfMessagesSent (Sum)`. */
export function customizedMetric(config: Body): Field<string> | undefined {
  const custom = objectAt(config.node, 'CustomizedMetricSpecification');
  if (custom === undefined) return undefined;
  const body = bodyOf(custom, pointer(config.path, 'CustomizedMetricSpecification'));
  if (member(custom, 'Metrics') !== undefined) {
    return unknown('it is computed by metric math', custom.at, body.path);
  }
  const metric = qualified(stringField(body, 'MetricName'), stringField(body, 'Namespace'));
  return withStatistic(metric, stringField(body, 'Statistic'));
}

/** The name of a metric with its namespace before it. */
export function qualified(name: Field<string>, namespace: Field<string>): Field<string> {
  if (name.state !== 'known' || namespace.state !== 'known') {
    return namespace.state === 'unknown' ? namespace : name;
  }
  return { ...name, value: `${namespace.value} ${name.value}` };
}

/** A sum or a count is another metric: only an average of percentages is a percentage. */
function withStatistic(metric: Field<string>, statistic: Field<string>): Field<string> {
  if (metric.state !== 'known' || statistic.state !== 'known') return metric;
  if (statistic.value === 'Average') return metric;
  return { ...metric, value: `${metric.value} (${statistic.value})` };
}

/** The block of this name, wherever it is written. */
export function blockOf(owner: Body, key: string): Body | undefined {
  const value = child(owner.node, key);
  return member(owner.node, key) === undefined || value === undefined
    ? undefined
    : bodyOf(value, pointer(owner.path, key));
}

/** The block of this name where it is not written: nothing in it is known. */
function nothing(owner: Body, key: string): Body {
  return { node: undefined, path: pointer(owner.path, key), at: owner.at };
}
