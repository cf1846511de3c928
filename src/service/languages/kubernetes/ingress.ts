import type { Field, Known } from '../../contracts/field';
import { child, textsOf } from './fields';
import type { KubernetesModel } from './model';

/** An annotation that the ingress-nginx controller reads, by its name without the prefix. */
export interface IngressAnnotation {
  readonly name: string;
  readonly value: Known<string>;
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** What each Ingress tells the ingress-nginx controller, as far as it is readable. */
export function ingressAnnotationsOf({ objects }: KubernetesModel) {
  return objects.flatMap((object): readonly (readonly IngressAnnotation[])[] => {
    if (object.kind !== 'Ingress' || object.live || object.broken) return [];
    const written = textsOf(child(child(object.body, 'metadata'), 'annotations'));
    return [Object.entries(written).flatMap(annotationOf)];
  });
}

function annotationOf([key, value]: readonly [
  string,
  Field<string>,
]): readonly IngressAnnotation[] {
  if (!key.startsWith(PREFIX) || value.state !== 'known') return [];
  return [{ name: key.slice(PREFIX.length), value }];
}
