import type { Field, Known } from '../../contracts/field';
import { child, textsOf } from './fields';
import type { KubernetesModel } from './model';

/** An annotation that the ingress-nginx controller reads, by its name without the prefix. */
export interface IngressAnnotation {
  readonly name: string;
  readonly value: Known<string>;
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** Settings that the ConfigMap of ingress-nginx has, and that of NGINX's own controller has not. */
const OWN_SETTINGS = [
  'use-forwarded-headers',
  'upstream-keepalive-connections',
  'upstream-keepalive-timeout',
  'upstream-keepalive-requests',
  'compute-full-forwarded-for',
  'use-gzip',
  'keep-alive-requests',
];

/** What ConfigMaps tell the ingress-nginx controller; the other controller takes times with units. */
export function ingressSettingsOf({ configMaps }: KubernetesModel): readonly IngressAnnotation[] {
  return configMaps.flatMap(({ object, data }): readonly IngressAnnotation[] => {
    const name = object.name.state === 'known' ? object.name.value : '';
    const isOurs = /ingress-nginx/.test(name) || OWN_SETTINGS.some((key) => key in data);
    if (!isOurs || object.live || object.broken) return [];
    return Object.entries(data).flatMap(([key, value]) =>
      value.state === 'known' ? [{ name: key, value }] : [],
    );
  });
}

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
