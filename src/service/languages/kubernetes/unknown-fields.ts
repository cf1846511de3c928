import { isKnown } from '../../contracts/field';
import type { Report } from '../../contracts/finding';
import type { Fix } from '../../contracts/fix';
import { entryOf, tableOf } from '../../text/tables';
import type { Autoscaler } from './autoscaler';
import { CURRENT_VERSION, cpuMetricOf, metricToV2, toV2 } from './convert';
import { fixOf, removeEntry, renameKey, replaceEntry } from './edits';
import { integerField } from './fields';
import { fieldsAt, knowsAll } from './hpa-fields';
import type { WrittenKey } from './keys';
import type { ParsedFile } from './parse';
import { closest } from './similar';

/** Names that people bring along from other systems, and what Kubernetes calls the thing. */
const OTHER_NAMES = tableOf<string>({
  minReplicaCount: 'minReplicas',
  maxReplicaCount: 'maxReplicas',
  stabilizationWindow: 'stabilizationWindowSeconds',
});

/** What the field is taken for, and what to do instead. */
const ADVICE = tableOf<string>({
  scaleDownThreshold:
    'An HPA has one target for both directions; behavior.scaleDown sets how slowly it gives pods back.',
  scaleUpThreshold: 'An HPA has one target for both directions: averageUtilization.',
  cooldownPeriod: 'Set behavior.scaleDown.stabilizationWindowSeconds.',
  scaleDownDelaySeconds: 'Set behavior.scaleDown.stabilizationWindowSeconds.',
  stabilizationWindowSeconds: 'It belongs to behavior.scaleUp or behavior.scaleDown.',
});

/** The fields of an autoscaler that its API version does not know, each with its ways out. */
export function unknownFieldsOf(file: ParsedFile, autoscaler: Autoscaler): readonly Report[] {
  const { object, keys } = autoscaler;
  const specFields = fieldsAt(object.version, 'spec');
  if (object.group !== 'autoscaling' || specFields === undefined) return [];
  if (object.body.gap !== undefined || object.live) return [];
  return keys.flatMap((written) => {
    const { place, key } = written;
    const names = place === '' ? misplaced(specFields, key) : fieldsAt(object.version, place);
    if (names === undefined || names.includes(key)) return [];
    return [reportOf(file, autoscaler, written, names)];
  });
}

/** Of the outermost keys only those are wrong that belong to `spec`: tools add keys of their own. */
function misplaced(specFields: readonly string[], key: string): readonly string[] | undefined {
  return specFields.includes(key) ? [] : undefined;
}

function reportOf(
  file: ParsedFile,
  autoscaler: Autoscaler,
  written: WrittenKey,
  names: readonly string[],
): Report {
  const { apiVersion } = autoscaler.object;
  const version = isKnown(apiVersion) ? apiVersion.value : 'this version';
  const where = written.place === '' ? 'the object itself' : written.place.replaceAll('[]', '');
  const free = names.filter((name) => !isWritten(autoscaler, written, name));
  const meant = entryOf(OTHER_NAMES, written.key) ?? closest(written.key, names);
  const target = meant !== undefined && free.includes(meant) ? meant : undefined;
  return {
    at: written,
    message:
      `${written.key} is not a field of ${where} in ${version}: the API server rejects it, or ` +
      `drops it without a word. ${adviceFor(written, version, meant)}`,
    fixes: () => fixesFor(file, autoscaler, written, target),
  };
}

function isWritten({ keys }: Autoscaler, { place, item }: WrittenKey, key: string): boolean {
  return keys.some((other) => other.place === place && other.item === item && other.key === key);
}

function adviceFor({ key, place }: WrittenKey, version: string, meant: string | undefined): string {
  if (meant !== undefined) return `Did you mean ${meant}?`;
  if (place === '') return 'It belongs under spec; check its indentation.';
  if (version === 'autoscaling/v1' && isLater(key)) {
    return `Without it, only targetCPUUtilizationPercentage counts; ${CURRENT_VERSION} knows ${key}.`;
  }
  if (key === 'targetCPUUtilizationPercentage') return 'Write it as a cpu metric under metrics.';
  if (isOldTarget(key)) return 'Write it as a target with a type.';
  if (key === 'metricName') return 'Write it as metric.name.';
  return entryOf(ADVICE, key) ?? 'Remove it, or check its name and place.';
}

/** What v1 has no room for. */
function isLater(key: string): boolean {
  return key === 'metrics' || key === 'behavior';
}

function isOldTarget(key: string): boolean {
  return /^target(?:Average)?(?:Utilization|Value)$/.test(key);
}

function fixesFor(
  file: ParsedFile,
  autoscaler: Autoscaler,
  written: WrittenKey,
  meant: string | undefined,
): readonly Fix[] {
  const { key, path, place } = written;
  const { object, spec } = autoscaler;
  if (meant !== undefined) {
    return fixOf(`Rename ${key} to ${meant}`, 'suggestion', renameKey(file, path, meant));
  }
  if (object.version === 'v1' && place === 'spec' && isLater(key)) {
    const kept = autoscaler.keys.filter((each) => each.key !== 'targetCPUUtilizationPercentage');
    if (!knowsAll('v2', kept)) return [];
    const title = `Set apiVersion to ${CURRENT_VERSION}, so that ${key} counts`;
    return fixOf(title, 'suggestion', toV2(file, autoscaler));
  }
  if (key === 'targetCPUUtilizationPercentage' && place === 'spec') {
    const percent = integerField(spec, key);
    if (
      !isKnown(percent) ||
      autoscaler.keys.some((each) => each.place === 'spec' && each.key === 'metrics')
    ) {
      return [];
    }
    const metrics = replaceEntry(file, path, 'metrics', [
      cpuMetricOf(percent.value, object.version),
    ]);
    return fixOf(`Write it as a metric: cpu ${percent.value} %`, 'suggestion', metrics);
  }
  if (fieldsAt('v2beta1', place)?.includes(key) === true) {
    const metric = autoscaler.metrics.find((each) => each.path === written.item);
    const changes = metric === undefined ? undefined : metricToV2(file, metric);
    return fixOf(`Rewrite the metric for ${CURRENT_VERSION}`, 'suggestion', changes);
  }
  return place === '' ? [] : fixOf(`Remove ${key}`, 'suggestion', removeEntry(file, path));
}
