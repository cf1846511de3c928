import { child, listOf } from './fields';
import type { KubernetesObject } from './object';

/** A claim on storage, and how many nodes may use it at once. */
export interface VolumeClaim {
  readonly object: KubernetesObject;
  /** `null` where they cannot be read. */
  readonly accessModes: readonly string[] | null;
}

/** A claim from an object, or `undefined` for other kinds. */
export function volumeClaimOf(object: KubernetesObject): VolumeClaim | undefined {
  if (object.kind !== 'PersistentVolumeClaim' || object.group !== '') return undefined;
  const { nodes, state } = listOf(child(object.body, 'spec'), 'accessModes');
  const modes = nodes.flatMap((node) => (node.kind === 'scalar' ? [node.value] : []));
  const isWhole = state === 'written' && modes.length === nodes.length && modes.length > 0;
  return { object, accessModes: isWhole && !object.templated ? modes : null };
}
