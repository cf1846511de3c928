import type { LifecyclePart } from '../../contracts/fact';
import { absent, type Field, isKnown, known, unknown, valueOf } from '../../contracts/field';
import { entryOf } from '../../text/tables';
import { type Block, booleanField, child, integerField, listOf, stringField } from './fields';
import { selectorOf } from './selector';
import { member } from './tree';

export type { LifecyclePart };

/** The claims of a pod's volumes; those of a StatefulSet's templates are not shared. */
export function claimsOf(pod: Block): readonly Field<string>[] {
  return listOf(pod, 'volumes').items.flatMap((volume) => {
    const claim = child(volume, 'persistentVolumeClaim');
    return claim.written ? [stringField(claim, 'claimName')] : [];
  });
}

/** A place in a container where a volume claim is mounted, so that what is written there outlives the pod. */
export interface ClaimMount {
  readonly path: string;
  readonly target: string;
}

/** The names of the volumes of a pod that are claims; `null` where some cannot be read. */
export function claimVolumesOf(pod: Block, templates: Block): ReadonlySet<string> | null {
  const volumes = listOf(pod, 'volumes');
  const made = listOf(templates, 'volumeClaimTemplates');
  if (volumes.state === 'unknown' || made.state === 'unknown') return null;
  const named = [
    ...volumes.items.filter((volume) => child(volume, 'persistentVolumeClaim').written),
    ...made.items.map((claim) => child(claim, 'metadata')),
  ].map((block) => stringField(block, 'name'));
  return named.every(isKnown) ? new Set(named.map(({ value }) => value)) : null;
}

/** Where a container mounts claims, by the names of their volumes; `null` where that cannot be read. */
export function claimMountsOf(
  container: Block,
  volumes: ReadonlySet<string> | null,
): readonly ClaimMount[] | null {
  const mounts = listOf(container, 'volumeMounts');
  if (volumes === null || mounts.state === 'unknown') return null;
  const found: ClaimMount[] = [];
  for (const mount of mounts.items) {
    const [name, target] = [stringField(mount, 'name'), stringField(mount, 'mountPath')];
    if (!isKnown(name) || !isKnown(target)) return null;
    if (volumes.has(name.value)) found.push({ path: target.path, target: target.value });
  }
  return found;
}

/** The ConfigMaps whose entries are files of the pods. */
export function configVolumesOf(pod: Block): readonly Field<string>[] {
  return listOf(pod, 'volumes').items.flatMap((volume) => {
    const sources = [volume, ...listOf(child(volume, 'projected'), 'sources').items];
    return sources.flatMap((source) => {
      const map = child(source, 'configMap');
      return map.written ? [stringField(map, 'name')] : [];
    });
  });
}

const PARTS: readonly (readonly [LifecyclePart, string])[] = [
  ['readiness', 'readinessProbe'],
  ['startup', 'startupProbe'],
  ['liveness', 'livenessProbe'],
];

/** The checks of a container and its hook before it stops; `null` where some cannot be read. */
export function lifecycleOf(container: Block): readonly LifecyclePart[] | null {
  const lifecycle = child(container, 'lifecycle');
  const blocks = [container, lifecycle];
  if (blocks.some(({ gap, map }) => gap !== undefined || map?.partial === true)) return null;
  const probes = PARTS.filter(([, key]) => child(container, key).written).map(([part]) => part);
  return child(lifecycle, 'preStop').written ? [...probes, 'preStop'] : probes;
}

/** Seconds that the hook before a container stops sleeps, in a `sleep` of its own or of a command. */
export function stopDelayOf(container: Block): Field<number> {
  const hook = child(child(container, 'lifecycle'), 'preStop');
  if (!hook.written) return absent(container.at.end, hook.path);
  const own = integerField(child(hook, 'sleep'), 'seconds');
  if (own.state !== 'absent') return own;
  const { nodes, state } = listOf(child(hook, 'exec'), 'command');
  const words = nodes.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
  const seconds = state === 'written' && words.length === nodes.length ? sleepIn(words) : undefined;
  return seconds === undefined
    ? unknown('how long the hook takes cannot be told', hook.at, hook.path)
    : known(seconds, hook.at, hook.path, 'derived');
}

/** The only `sleep` of a command, in seconds; undefined where it may run often, or never. */
function sleepIn(words: readonly string[]): number | undefined {
  const command = words.join(' ');
  const sleeps = [...command.matchAll(/\bsleep\s+(\d+)s?(?![\w.])/g)];
  const isPlain = !/\b(?:while|until|for|if|trap)\b|\|\||[$`]|(?<!&)&(?!&)/.test(command);
  return sleeps.length === 1 && isPlain ? Number(sleeps[0]?.[1]) : undefined;
}

/** Each node is a domain of its own under this key. */
export const HOSTNAME = 'kubernetes.io/hostname';
/** The zone of a node. */
export const ZONE = 'topology.kubernetes.io/zone';

/**
 * Where a pod demands that no pod with its own labels runs in its node or zone: then there are never
 * more of them than nodes, or zones.
 */
export function onePodPer(
  key: typeof HOSTNAME | typeof ZONE,
  pod: Block,
  labels: Readonly<Record<string, Field<string>>>,
): string | null {
  const affinity = child(child(pod, 'affinity'), 'podAntiAffinity');
  const terms = listOf(affinity, 'requiredDuringSchedulingIgnoredDuringExecution');
  const term = terms.items.find((item) => {
    if (valueOf(stringField(item, 'topologyKey')) !== key) return false;
    const selector = selectorOf(item, 'labelSelector');
    if (selector === null || selector.expressions.length > 0) return false;
    const isElsewhere = ['namespaces', 'namespaceSelector', 'matchLabelKeys'].some((key) =>
      member(item.map, key),
    );
    const wanted = Object.entries(selector.labels);
    if (isElsewhere || wanted.length === 0) return false;
    return wanted.every(([label, value]) => {
      const own = entryOf(labels, label);
      return own !== undefined && isKnown(own) && own.value === value;
    });
  });
  return term?.path ?? null;
}

/** The one node that pods are bound to, by its name or by the label that only it has. */
export function nodeOf(pod: Block): Field<string> | null {
  const named = stringField(pod, 'nodeName');
  if (named.state === 'known') return named;
  const labelled = stringField(child(pod, 'nodeSelector'), HOSTNAME);
  return labelled.state === 'known' ? labelled : null;
}

/** Where pods demand a port of their node: `hostPort`, or any port of a pod in the node's network. */
export function hostPortOf(pod: Block): string | null {
  const network = booleanField(pod, 'hostNetwork');
  const ports = listOf(pod, 'containers').items.flatMap((item) => listOf(item, 'ports').items);
  const port = ports.find((item) => valueOf(integerField(item, 'hostPort')));
  if (port) return integerField(port, 'hostPort').path;
  return valueOf(network) === true && ports.length > 0 ? network.path : null;
}
