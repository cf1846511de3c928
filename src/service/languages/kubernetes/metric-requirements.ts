import type { Located } from '../../contracts/field';
import { isKnown } from '../../contracts/field';
import { entryOf, tableOf } from '../../text/tables';
import { type Block, child, stringField } from './fields';
import { fieldsAt } from './hpa-fields';
import type { Metric, TargetField } from './metric';
import { member } from './tree';

/** Something that `autoscaling/v2` demands of a metric and does not find. */
export interface MetricGap {
  readonly at: Located;
  /** What is missing, or too much, in words. */
  readonly said: string;
  /** The type that the one value of the target belongs to, where only the type is missing. */
  readonly missingType: string | undefined;
}

interface Requirement {
  /** Keys of the source with a text of their own. */
  readonly texts: readonly string[];
  /** Its values; the API server wants at least one of them. */
  readonly values: readonly TargetField[];
  /** And no more than one. */
  readonly single: boolean;
}

/** What the validation of the API server asks of each type (pkg/apis/autoscaling/validation). */
const REQUIREMENTS = tableOf<Requirement>({
  Resource: { texts: ['name'], values: ['averageUtilization', 'averageValue'], single: true },
  ContainerResource: {
    texts: ['name', 'container'],
    values: ['averageUtilization', 'averageValue'],
    single: true,
  },
  Pods: { texts: ['metric.name'], values: ['averageValue'], single: false },
  Object: {
    texts: ['metric.name', 'describedObject.kind', 'describedObject.name'],
    values: ['value', 'averageValue'],
    single: false,
  },
  External: { texts: ['metric.name'], values: ['value', 'averageValue'], single: true },
});

const TYPES: Readonly<Record<TargetField, string>> = {
  averageUtilization: 'Utilization',
  averageValue: 'AverageValue',
  value: 'Value',
};

/** What a metric lacks. Nothing is said of one with fields that v2 does not know: see those first. */
export function gapsOf(metric: Metric): readonly MetricGap[] {
  const { type, source, targetFields } = metric;
  const requirement = entryOf(REQUIREMENTS, isKnown(type) ? type.value : undefined);
  if (requirement === undefined || source === undefined || !isReadable(source)) return [];
  const place = `spec.metrics[].${metric.sources[0]?.key ?? ''}`;
  const target = child(source, 'target');
  if (!knowsKeys(source, place) || !knowsKeys(target, `${place}.target`)) return [];
  const written = member(source.map, 'target');
  const gap = (said: string, missingType?: string, at = metric.at): MetricGap => ({
    at: { at, path: metric.path },
    said,
    missingType,
  });
  const inTarget = (said: string, missingType?: string) =>
    gap(said, missingType, written?.keyAt ?? metric.at);
  const texts = requirement.texts
    .filter((steps) => fieldAt(source, steps).state === 'absent')
    .map((steps) => gap(`has no ${steps}`));
  if (written === undefined) return [...texts, gap('has no target')];
  if (!isReadable(target)) return texts;
  return [...texts, ...targetGaps(requirement, target, targetFields, inTarget)];
}

function targetGaps(
  { values, single }: Requirement,
  target: Block,
  written: readonly TargetField[],
  gap: (said: string, missingType?: string) => MetricGap,
): readonly MetricGap[] {
  const fitting = written.filter((field) => values.includes(field));
  const [first] = fitting;
  if (first === undefined) {
    const instead = written.length === 0 ? '' : `, only ${written.join(' and ')}`;
    return [gap(`sets no ${values.join(' or ')} as its target${instead}`)];
  }
  const tooMany = single && fitting.length > 1 ? [gap(`sets both ${fitting.join(' and ')}`)] : [];
  const lacksType = stringField(target, 'type').state === 'absent';
  return [
    ...tooMany,
    ...(lacksType
      ? [gap('has a target without a type', fitting.length === 1 ? TYPES[first] : undefined)]
      : []),
  ];
}

function fieldAt(source: Block, steps: string) {
  const path = steps.split('.');
  const last = path.pop() ?? '';
  return stringField(path.reduce(child, source), last);
}

function isReadable({ map, gap }: Block): boolean {
  return map !== undefined && !map.partial && gap === undefined && map.duplicates.size === 0;
}

function knowsKeys({ map }: Block, place: string): boolean {
  const names = fieldsAt('v2', place);
  return map?.members.every(({ key }) => names?.includes(key) ?? true) ?? true;
}
