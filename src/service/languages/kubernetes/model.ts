import { type Field, valueOf } from '../../contracts/field';
import type { Autoscaler } from './autoscaler';
import { type AutoscalingValues, chartValuesOf, releaseValuesOf } from './chart-values';
import { type ConfigMap, configMapOf } from './config-map';
import { type DisruptionBudget, disruptionBudgetOf } from './disruption-budget';
import { child, integerField, listOf, stringField, textsOf } from './fields';
import { hpaOf } from './hpa';
import { type KubernetesObject, objectsOf } from './object';
import { type ParsedFile, parseFile } from './parse';
import { EMPTY, type ManifestDocument, type Part, type Reading } from './part';
import { type ResourceQuota, resourceQuotaOf } from './resource-quota';
import { scaledObjectOf } from './scaled-object';
import { member } from './tree';
import { type VerticalAutoscaler, verticalAutoscalerOf } from './vertical-autoscaler';
import { type VolumeClaim, volumeClaimOf } from './volume-claim';
import { type Workload, workloadOf } from './workload';

/** What a file says to Kubernetes, as far as scaling depends on it. */
export interface KubernetesModel extends Content {
  readonly file: ParsedFile;
}

/** What documents say, by kind. */
export interface Content {
  readonly objects: readonly KubernetesObject[];
  readonly autoscalers: readonly Autoscaler[];
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly limitRanges: readonly LimitRange[];
  readonly disruptionBudgets: readonly DisruptionBudget[];
  readonly verticalAutoscalers: readonly VerticalAutoscaler[];
  readonly resourceQuotas: readonly ResourceQuota[];
  readonly volumeClaims: readonly VolumeClaim[];
  readonly configMaps: readonly ConfigMap[];
  readonly chartValues: readonly AutoscalingValues[];
}

/** A Service and the pods it selects. */
export interface Service {
  readonly object: KubernetesObject;
  /** `null` where it selects nothing by label, or the labels cannot be read. */
  readonly selector: Readonly<Record<string, Field<string>>> | null;
  readonly nodePorts: readonly number[];
  /** The ports of its pods, by number or by name: `port` where `targetPort` is not written. */
  readonly targetPorts: readonly Field<string>[];
  readonly type: Field<string>;
  readonly trafficPolicy: Field<string>;
  readonly sessionAffinity: Field<string>;
}

/** Default requests that a namespace gives to containers without their own. */
export interface LimitRange {
  readonly object: KubernetesObject;
  /** Resources with a default request or limit: a limit stands in for the request. */
  readonly defaults: readonly string[];
  /** The most that a container may be limited to, by resource. */
  readonly most: Readonly<Record<string, Field<string>>>;
}

/** Reads a file into its model, on top of the model of an earlier text. Never throws. */
export function modelOf(text: string, path: string, previous?: KubernetesModel): KubernetesModel {
  const file = parseFile({ text, path }, previous?.file);
  const contents = file.parts.flatMap(({ part, view }) => {
    const content = contentOfPart(part);
    return content === undefined ? [] : [view(content)];
  });
  const kinds = Object.keys(NOTHING) as (keyof Content)[];
  const joined = kinds.map((kind) => [
    kind,
    contents.flatMap((each): unknown[] => [...each[kind]]),
  ]);
  return { file, ...(Object.fromEntries(joined) as Content) };
}

const NOTHING = contentOf(EMPTY, 'manifests');
const contents = new WeakMap<Part, Content>();

/** What a document says, its offsets counted from its start; read once, however often it moves. */
export function contentOfPart(part: Part): Content | undefined {
  const { document } = part;
  if (document === undefined) return undefined;
  const known = contents.get(part);
  if (known !== undefined) return known;
  const made = contentOf(document, part.reading);
  contents.set(part, made);
  return made;
}

function contentOf(document: ManifestDocument, reading: Reading): Content {
  const objects = reading === 'values' || reading === 'releases' ? [] : objectsOf(document);
  return {
    objects,
    autoscalers: objects.flatMap((object) => hpaOf(object) ?? scaledObjectOf(object) ?? []),
    workloads: objects.flatMap((object) => workloadOf(object) ?? []),
    services: objects.flatMap((object) => serviceOf(object) ?? []),
    limitRanges: objects.flatMap((object) => limitRangeOf(object) ?? []),
    disruptionBudgets: objects.flatMap((object) => disruptionBudgetOf(object) ?? []),
    verticalAutoscalers: objects.flatMap((object) => verticalAutoscalerOf(object) ?? []),
    resourceQuotas: objects.flatMap((object) => resourceQuotaOf(object) ?? []),
    volumeClaims: objects.flatMap((object) => volumeClaimOf(object) ?? []),
    configMaps: objects.flatMap((object) => configMapOf(object) ?? []),
    chartValues: reading === 'values' ? chartValuesOf(document) : objects.flatMap(releaseValuesOf),
  };
}

function serviceOf(object: KubernetesObject): Service | undefined {
  if (object.kind !== 'Service' || object.group !== '') return undefined;
  const spec = child(object.body, 'spec');
  const selector = child(spec, 'selector');
  return {
    object,
    selector: selector.map === undefined ? null : textsOf(selector),
    nodePorts: listOf(spec, 'ports').items.flatMap(
      (port) => valueOf(integerField(port, 'nodePort')) ?? [],
    ),
    targetPorts: listOf(spec, 'ports').items.map((port) => {
      const written = stringField(port, 'targetPort');
      return written.state === 'absent' ? stringField(port, 'port') : written;
    }),
    type: stringField(spec, 'type'),
    trafficPolicy: stringField(spec, 'externalTrafficPolicy'),
    sessionAffinity: stringField(spec, 'sessionAffinity'),
  };
}

function limitRangeOf(object: KubernetesObject): LimitRange | undefined {
  if (object.kind !== 'LimitRange' || object.group !== '') return undefined;
  const forContainers = listOf(child(object.body, 'spec'), 'limits').items.filter((item) => {
    const type = stringField(item, 'type');
    return type.state !== 'known' || type.value === 'Container';
  });
  const defaults = forContainers.flatMap((item) =>
    ['default', 'defaultRequest', 'max'].flatMap((key) => Object.keys(textsOf(child(item, key)))),
  );
  const most = forContainers
    .filter((item) => valueOf(stringField(item, 'type')) === 'Container')
    .map((item) => textsOf(child(item, 'max')));
  return { object, defaults: [...new Set(defaults)], most: Object.assign({}, ...most) };
}

/** The place of a key in a block, or of the block's owner where the key is not written. */
export function keyPlace(object: KubernetesObject, key: string) {
  return { at: member(object.body.map, key)?.keyAt ?? object.at, path: `${object.path}/${key}` };
}
