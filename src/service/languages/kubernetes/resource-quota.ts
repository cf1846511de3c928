import type { Field } from '../../contracts/field';
import { child, textsOf } from './fields';
import type { KubernetesObject } from './object';

/** What all pods of a namespace may ask for together. */
export interface ResourceQuota {
  readonly object: KubernetesObject;
  /** Limits as written, by name: `pods`, `requests.cpu`. */
  readonly hard: Readonly<Record<string, Field<string>>>;
  /** It counts some of the pods only. */
  readonly scoped: boolean;
}

/** A quota from an object, or `undefined` for other kinds. */
export function resourceQuotaOf(object: KubernetesObject): ResourceQuota | undefined {
  if (object.kind !== 'ResourceQuota' || object.group !== '') return undefined;
  const spec = child(object.body, 'spec');
  return {
    object,
    hard: textsOf(child(spec, 'hard')),
    scoped: child(spec, 'scopes').written || child(spec, 'scopeSelector').written,
  };
}
