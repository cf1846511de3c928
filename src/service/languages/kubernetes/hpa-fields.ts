import { valueOf } from '../../contracts/field';
import { entryOf, tableOf } from '../../text/tables';
import type { WrittenKey } from './keys';
import type { KubernetesObject } from './object';
import data from './schema-data.json';

/** A field of a kind, as the API describes it. */
export interface SchemaField {
  readonly name: string;
  /** `string`, `number`, `boolean`, `quantity`, `object`, or the name of a type. */
  readonly type: string;
  readonly isList: boolean;
  readonly required: boolean;
  /** One sentence, or nothing. */
  readonly about: string;
  /** The values it may have, where there are few. */
  readonly values: readonly string[];
}

type Types = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

const TYPES: Types = tableOf(data.types as unknown as Types);
const ROOTS = tableOf<string>(data.roots);

/** What the declarations leave out: the API server's validation knows these values only. */
const VALUES = tableOf<readonly string[]>({
  'MetricSpec.type': ['Resource', 'ContainerResource', 'Pods', 'Object', 'External'],
  'MetricTarget.type': ['Utilization', 'AverageValue', 'Value'],
  'HPAScalingPolicy.type': ['Percent', 'Pods'],
  'HPAScalingRules.selectPolicy': ['Max', 'Min', 'Disabled'],
  'ResourceMetricSource.name': ['cpu', 'memory'],
  'ContainerResourceMetricSource.name': ['cpu', 'memory'],
  'CrossVersionObjectReference.kind': ['Deployment', 'StatefulSet'],
  'CrossVersionObjectReference.apiVersion': ['apps/v1'],
  'ScaleTriggers.metricType': ['Utilization', 'AverageValue', 'Value'],
});

/** Announced as alpha, and not judged. */
const ANNOUNCED = tableOf<readonly string[]>({
  'v2/ExternalMetricSource': ['fallback'],
});

/** The fields of a kind at a place, such as `spec.metrics[]`; `undefined` where it is not described. */
export function schemaAt(kind: string, place: string): readonly SchemaField[] | undefined {
  const type = typeAt(kind, place);
  const fields = entryOf(TYPES, type);
  if (type === undefined || fields === undefined || Object.keys(fields).length === 0) {
    return undefined;
  }
  return Object.entries(fields).map(([name, [written = '', about = '']]) => {
    const bare = written.replace('!', '');
    return {
      name,
      type: bare.replace('[]', ''),
      isList: bare.endsWith('[]'),
      required: written.endsWith('!'),
      about: capital(about),
      values: VALUES[`${type.slice(type.indexOf('/') + 1)}.${name}`] ?? [],
    };
  });
}

/** How the schema calls the kind of an object. */
export function kindOf({
  apiVersion,
  kind,
}: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  return `${valueOf(apiVersion) ?? ''} ${kind}`;
}

/** The type of a field in words. */
export function typeOf({ type, isList }: SchemaField): string {
  const plain = /^(?:string|number|boolean|quantity)$/.test(type) ? type : 'block';
  return isList ? `list of ${plain}s` : plain;
}

/** The names a version of the `autoscaling` group knows at a place, such as `spec.metrics[]`. */
export function fieldsAt(
  version: string | undefined,
  place: string,
): readonly string[] | undefined {
  const kind = `autoscaling/${version} HorizontalPodAutoscaler`;
  const fields = schemaAt(kind, place)?.map(({ name }) => name);
  return fields && [...fields, ...(ANNOUNCED[typeAt(kind, place) ?? ''] ?? [])];
}

/** Whether a version knows every one of these keys. */
export function knowsAll(version: string, keys: readonly WrittenKey[]): boolean {
  return keys.every(({ place, key }) => fieldsAt(version, place)?.includes(key) ?? true);
}

/** The type a place has, followed from the `spec` of its kind. */
function typeAt(kind: string, place: string): string | undefined {
  const [first, ...steps] = place.split('.');
  let type = first === 'spec' ? entryOf(ROOTS, kind) : undefined;
  for (const step of steps) {
    const written = entryOf(entryOf(TYPES, type) ?? {}, step.replace('[]', ''))?.[0];
    const bare = written?.replace('!', '');
    if (bare === undefined || bare.endsWith('[]') !== step.endsWith('[]')) return undefined;
    type = bare.replace('[]', '');
  }
  return type;
}

/** Descriptions start with the name of their field, in lower case. */
function capital(about: string): string {
  return about.charAt(0).toUpperCase() + about.slice(1);
}
