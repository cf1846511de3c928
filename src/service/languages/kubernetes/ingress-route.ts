import type { IngressRouteFact } from '../../contracts/fact';
import { factValue } from '../../contracts/fact';
import { absent, type Field, isKnown, known, unknown } from '../../contracts/field';
import { type Block, child, listOf, stringField, textsOf } from './fields';
import type { KubernetesObject } from './object';

/** Annotations of the controller that makes a load balancer of AWS for an Ingress. */
const BALANCER = 'alb.ingress.kubernetes.io/';

function isOfBalancer(annotation: string): boolean {
  return annotation.startsWith(BALANCER);
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** The way through an Ingress to its Services; nothing for other kinds. */
export function ingressRoute(object: KubernetesObject): readonly IngressRouteFact[] {
  if (object.live || object.patch || object.broken) return [];
  if (object.kind === 'IngressRoute') return [traefikRoute(object)];
  if (object.kind !== 'Ingress') return [];
  const spec = child(object.body, 'spec');
  const annotations = child(child(object.body, 'metadata'), 'annotations');
  const written = textsOf(annotations);
  const named = stringField(spec, 'ingressClassName');
  const former = written['kubernetes.io/ingress.class'];
  const className = isKnown(named) ? named.value : former && isKnown(former) ? former.value : '';
  const isNginx =
    /nginx/.test(className) || Object.keys(written).some((key) => key.startsWith(PREFIX));
  const isTraefik =
    /traefik/.test(className) ||
    Object.keys(written).some((key) => key.startsWith('traefik.ingress.kubernetes.io/'));
  const isBalancer =
    className === 'alb' || (className === '' && Object.keys(written).some(isOfBalancer));
  const paths = listOf(spec, 'rules').items.flatMap(
    (rule) => listOf(child(rule, 'http'), 'paths').items,
  );
  const backends = [child(spec, 'defaultBackend'), ...paths.map((path) => child(path, 'backend'))];
  return [
    {
      kind: 'ingress-route',
      path: object.path,
      name: factValue(object.name),
      namespace: factValue(object.namespace),
      controller: isNginx
        ? 'ingress-nginx'
        : isTraefik
          ? 'traefik'
          : isBalancer
            ? 'aws-load-balancer'
            : /^gce(?:-internal)?$/.test(className)
              ? 'google-load-balancer'
              : 'other',
      services: backends.flatMap(serviceOf),
      readTimeout: factValue(secondsIn(stringField(annotations, `${PREFIX}proxy-read-timeout`))),
      balancer: {
        group: factValue(stringField(annotations, `${BALANCER}group.name`)),
        idleTimeout: factValue(
          attributeIn(
            stringField(annotations, `${BALANCER}load-balancer-attributes`),
            'idle_timeout.timeout_seconds',
          ),
        ),
      },
    },
  ];
}

/** An IngressRoute, which Traefik serves: the Services that its routes name, and no services of Traefik itself. */
function traefikRoute(object: KubernetesObject): IngressRouteFact {
  const spec = child(object.body, 'spec');
  const services = listOf(spec, 'routes').items.flatMap((route) =>
    listOf(route, 'services').items.flatMap((service) => {
      const kind = stringField(service, 'kind');
      const name = stringField(service, 'name');
      return !isKnown(kind) || kind.value === 'Service' ? named(name) : [];
    }),
  );
  return {
    kind: 'ingress-route',
    path: object.path,
    name: factValue(object.name),
    namespace: factValue(object.namespace),
    controller: 'traefik',
    services,
    readTimeout: { state: 'absent', path: object.path },
    balancer: null,
  };
}

function serviceOf(backend: Block): IngressRouteFact['services'] {
  const name = stringField(child(backend, 'service'), 'name');
  const former = stringField(backend, 'serviceName');
  return [name, former].flatMap(named);
}

function named(name: Field<string>): IngressRouteFact['services'] {
  return isKnown(name) ? [{ name: name.value, path: name.path }] : [];
}

/** A number of seconds, as annotations write one: a text. */
function secondsIn(text: Field<string>): Field<number> {
  if (!isKnown(text)) return text;
  return /^\d{1,9}$/.test(text.value.trim())
    ? known(Number(text.value), text.at, text.path)
    : unknown('it is no plain number of seconds', text.at, text.path);
}

/** A number among attributes as that controller reads them: `idle_timeout.timeout_seconds=600,…`; absent where it is not. */
function attributeIn(text: Field<string>, name: string): Field<number> {
  if (!isKnown(text)) return text;
  const written = text.value
    .split(',')
    .map((each) => each.split('='))
    .find(([key = '']) => key.trim() === name)?.[1];
  if (written === undefined) return absent(text.at.end, text.path);
  const seconds = Number(written.trim());
  return Number.isInteger(seconds)
    ? known(seconds, text.at, text.path)
    : unknown('it is no plain number of seconds', text.at, text.path);
}
