import { absent, type Field, isKnown, known, type Located, valueOf } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { entryOf, tableOf } from '../../text/tables';
import { type Block, child, integerField, quantityField, stringField } from './fields';
import { isTemplated } from './template';
import { member, type Node, pointer } from './tree';

/** One metric, whatever version wrote it. */
export interface Metric {
  readonly path: string;
  /** The smallest token that names it. */
  readonly at: Span;
  /** `Resource`, `ContainerResource`, `Pods`, `Object`, `External`. */
  readonly type: Field<string>;
  /** `cpu`, `memory`, or the name of another metric. */
  readonly name: Field<string>;
  readonly container: Field<string>;
  /** Percent of the request; absent where the target is a raw value. */
  readonly utilization: Field<number>;
  /** The raw target, as written. */
  readonly value: Field<string>;
  /** `Utilization`, `AverageValue` or `Value`, as v2 writes it. */
  readonly targetType: Field<string>;
  /** Which values the target sets; empty where a template may set others. */
  readonly targetFields: readonly TargetField[];
  /** The mapping that describes it, such as `resource`. */
  readonly source: Block | undefined;
  /** Every source that is written, whatever the type; empty where a template may write others. */
  readonly sources: readonly WrittenSource[];
  /** What is measured, comparable: its type and source without the target; undefined if unclear. */
  readonly subject: string | undefined;
}

/** A key of a metric that describes where its figures come from. */
export interface WrittenSource extends Located {
  /** `resource`, `pods` … */
  readonly key: string;
  /** The type that belongs to it: `Resource`, `Pods` … */
  readonly type: string;
}

/** A value of a metric's target, as v2 names them. */
export type TargetField = (typeof TARGET_FIELDS)[number];
const TARGET_FIELDS = ['averageUtilization', 'averageValue', 'value'] as const;

/** Where each type of metric keeps its source. */
const SOURCES = tableOf<string>({
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
});

/** The cpu metric that a single percentage stands for. */
export function cpuMetric(utilization: Field<number>, at: Span): Metric {
  const { path } = utilization;
  return {
    path,
    at,
    type: known('Resource', at, path, 'defaulted'),
    name: known('cpu', at, path, 'defaulted'),
    container: absent(at.end, pointer(path, 'container')),
    utilization,
    value: absent(at.end, pointer(path, 'value')),
    targetType: absent(at.end, pointer(path, 'type')),
    targetFields: [],
    source: undefined,
    sources: [],
    subject: undefined,
  };
}

/** A metric as an item of `metrics` writes it, in the words of any version. */
export function metricOf(item: Block): Metric {
  const type = stringField(item, 'type');
  const source = child(item, entryOf(SOURCES, valueOf(type)) ?? 'resource');
  const target = child(source, 'target');
  const name = firstWritten(
    stringField(source, 'name'),
    stringField(child(source, 'metric'), 'name'),
    stringField(source, 'metricName'),
  );
  return {
    path: item.path,
    at: isKnown(name) ? name.at : type.state === 'absent' ? item.at : type.at,
    type,
    name,
    container: stringField(source, 'container'),
    utilization: firstWritten(
      integerField(target, 'averageUtilization'),
      integerField(source, 'targetAverageUtilization'),
    ),
    value: firstWritten(
      quantityField(target, 'averageValue'),
      quantityField(target, 'value'),
      quantityField(source, 'targetAverageValue'),
      quantityField(source, 'targetValue'),
    ),
    targetType: stringField(target, 'type'),
    targetFields:
      target.gap === undefined && target.map?.partial === false
        ? TARGET_FIELDS.filter((field) => stringField(target, field).state !== 'absent')
        : [],
    source,
    sources: sourcesOf(item),
    subject: subjectOf(type, source),
  };
}

/** The keys by which the versions set a target. */
const TARGET_KEY = /^(?:target\w*|averageValue|value)$/;

function subjectOf(type: Field<string>, { map, gap }: Block): string | undefined {
  if (!isKnown(type) || map === undefined || map.partial || gap !== undefined) return undefined;
  const parts = map.members
    .filter(({ key }) => !TARGET_KEY.test(key))
    .map(({ key, value }) => [key, spelled(value)] as const);
  if (parts.length === 0 || parts.some(([, text]) => text === undefined)) return undefined;
  return JSON.stringify([type.value, parts.sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** A value without its notation; undefined where some of it cannot be known. */
function spelled(node: Node): string | undefined {
  if (node.kind === 'scalar') return isTemplated(node.value) ? undefined : node.value;
  if (node.kind === 'empty') return '';
  const inner: readonly (readonly [string, Node])[] =
    node.kind === 'map'
      ? node.members.map(({ key, value }) => [key, value] as const)
      : node.kind === 'sequence'
        ? node.items.map((item, index) => [String(index), item] as const)
        : [];
  const parts = inner.map(([key, value]) => [key, spelled(value)] as const);
  if (node.kind === 'opaque' || parts.some(([, text]) => text === undefined)) return undefined;
  return JSON.stringify([...parts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sourcesOf({ map, gap, path }: Block): readonly WrittenSource[] {
  if (map === undefined || map.partial || gap !== undefined) return [];
  return Object.entries(SOURCES).flatMap(([type, key]) => {
    const entry = member(map, key);
    return entry === undefined ? [] : [{ key, type, at: entry.keyAt, path: pointer(path, key) }];
  });
}

/** The first of these fields that is written in any way. */
export function firstWritten<T>(first: Field<T>, ...others: readonly Field<T>[]): Field<T> {
  return [first, ...others].find((field) => field.state !== 'absent') ?? first;
}
