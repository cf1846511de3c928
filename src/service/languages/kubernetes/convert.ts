import { isKnown } from '../../contracts/field';
import type { TextChange } from '../../contracts/fix';
import type { Autoscaler } from './autoscaler';
import { type Changes, removeEntry, renameKey, replaceEntry, replaceValue } from './edits';
import { type Block, child, integerField } from './fields';
import type { Metric } from './metric';
import type { ParsedFile } from './parse';
import type { Plain } from './render';
import { isTemplated } from './template';
import { member, type Node, pointer } from './tree';

/** The version that every supported cluster serves. */
export const CURRENT_VERSION = 'autoscaling/v2';

const OLD_TARGET = 'targetCPUUtilizationPercentage';

/** Turns a `v1`, `v2beta1` or `v2beta2` autoscaler into `autoscaling/v2` with the same meaning. */
export function toV2(file: ParsedFile, autoscaler: Autoscaler): Changes {
  const { object, metrics } = autoscaler;
  const version = replaceValue(file, pointer(object.path, 'apiVersion'), CURRENT_VERSION);
  if (object.version === 'v1') return joined(version, percentageToV2(file, autoscaler));
  if (object.version !== 'v2beta1') return version;
  return joined(version, ...metrics.map((metric) => metricToV2(file, metric)));
}

/**
 * Rewrites what a metric says in the words of `v2beta1` into those of `v2`, entry by entry, so that
 * comments and layout stay. `undefined` where it says some of it in the new words too.
 */
export function metricToV2(file: ParsedFile, metric: Metric): Changes {
  const { source } = metric;
  if (source?.map === undefined) return [];
  const isMixed = ['type', 'averageUtilization', 'averageValue', 'value'].some(
    (key) => member(child(source, 'target').map, key) !== undefined,
  );
  if (isMixed) return undefined;
  return joined(describedObject(file, source), identifier(file, source), ...target(file, source));
}

/** The one target of `v1` as a metric; `undefined` where metrics are written beside it. */
function percentageToV2(file: ParsedFile, { spec }: Autoscaler): Changes {
  if (member(spec.map, OLD_TARGET) === undefined) return [];
  const percent = integerField(spec, OLD_TARGET);
  if (!isKnown(percent) || member(spec.map, 'metrics') !== undefined) return undefined;
  const metrics = [cpuMetricOf(percent.value, 'v2')];
  return replaceEntry(file, percent.path, 'metrics', metrics);
}

/** The metric that `targetCPUUtilizationPercentage` stands for, in the words of a version. */
export function cpuMetricOf(utilization: number, version: string | undefined): Plain {
  const aim =
    version === 'v2beta1'
      ? { targetAverageUtilization: utilization }
      : { target: { type: 'Utilization', averageUtilization: utilization } };
  return { type: 'Resource', resource: { name: 'cpu', ...aim } };
}

/** In `v2beta1` an object metric calls the object it is about its target. */
function describedObject(file: ParsedFile, source: Block): Changes {
  const isObject = member(child(source, 'target').map, 'kind') !== undefined;
  return isObject ? renameKey(file, pointer(source.path, 'target'), 'describedObject') : [];
}

function identifier(file: ParsedFile, source: Block): Changes {
  const name = plainUnder(source, 'metricName');
  if (name === undefined) return member(source.map, 'metricName') === undefined ? [] : undefined;
  const selectors = ['selector', 'metricSelector'].filter((key) => member(source.map, key));
  const [key] = selectors;
  if (key === undefined)
    return replaceEntry(file, pointer(source.path, 'metricName'), 'metric', { name });
  const selector = plainUnder(source, key);
  if (selector === undefined) return undefined;
  return joined(
    replaceEntry(file, pointer(source.path, 'metricName'), 'metric', { name, selector }),
    removeEntry(file, pointer(source.path, key)),
  );
}

/** The old keys of a target, in the order in which the API server prefers them. */
const TARGETS = [
  ['targetAverageUtilization', 'Utilization', 'averageUtilization'],
  ['targetAverageValue', 'AverageValue', 'averageValue'],
  ['averageValue', 'AverageValue', 'averageValue'],
  ['targetValue', 'Value', 'value'],
] as const;

function target(file: ParsedFile, source: Block): readonly Changes[] {
  const written = TARGETS.filter(([key]) => member(source.map, key) !== undefined);
  return written.map(([key, type, field], index) => {
    const path = pointer(source.path, key);
    if (index > 0) return removeEntry(file, path);
    const value = plainUnder(source, key);
    return value === undefined
      ? undefined
      : replaceEntry(file, path, 'target', { type, [field]: value });
  });
}

function plainUnder(block: Block, key: string): Plain | undefined {
  const entry = member(block.map, key);
  return entry === undefined ? undefined : plainOf(entry.value);
}

/** A written value without its notation; `undefined` where some of it cannot be known. */
function plainOf(node: Node): Plain | undefined {
  switch (node.kind) {
    case 'scalar':
      if (isTemplated(node.value)) return undefined;
      return node.plain && /^(?:0|[1-9]\d*)$/.test(node.value) ? Number(node.value) : node.value;
    case 'sequence': {
      const items = node.items.map(plainOf);
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    case 'map': {
      const entries = node.members.map(({ key, value }) => [key, plainOf(value)] as const);
      return entries.every((entry): entry is readonly [string, Plain] => entry[1] !== undefined)
        ? Object.fromEntries(entries)
        : undefined;
    }
    default:
      return undefined;
  }
}

function joined(...parts: readonly Changes[]): Changes {
  const made: TextChange[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    made.push(...part);
  }
  return made;
}
