import type { Field } from '../../contracts/field';
import { child, textsOf } from './fields';
import type { KubernetesObject } from './object';

/** A ConfigMap: texts by key. */
export interface ConfigMap {
  readonly object: KubernetesObject;
  readonly data: Readonly<Record<string, Field<string>>>;
}

/** A ConfigMap from an object, or `undefined` for other kinds. */
export function configMapOf(object: KubernetesObject): ConfigMap | undefined {
  if (object.kind !== 'ConfigMap' || object.group !== '') return undefined;
  return { object, data: textsOf(child(object.body, 'data')) };
}
