import type { Mutation } from './mutation-table';

/** What the autoscaler of a file names as its target; only what can be planted beside it. */
interface Target {
  readonly name: string;
  /** ` namespace: shop,` or nothing, as flow metadata takes it. */
  readonly namespace: string;
  /** The autoscaler's document with its metrics on cpu in percent. */
  readonly onCpu: boolean;
}

const UNJUDGED = /\{\{|\n {2}resourceVersion:|\nstatus:|\$patch/;

/** Defects in what stands around an autoscaler, planted as documents of the same file. */
export const KUBERNETES_MUTATIONS: readonly Mutation[] = [
  inAutoscaler('kubernetes/hpa-wrong-scalar-type', /minReplicas: *(\d+)/, 'minReplicas: "$1"'),
  inAutoscaler('kubernetes/hpa-min-replicas-low', /minReplicas: *\d+/, 'minReplicas: 1'),
  alone(
    inAutoscaler(
      'kubernetes/hpa-target-high',
      /(averageUtilization|(?<=autoscaling\/v1\n[\s\S]*)targetCPUUtilizationPercentage): *\d+/,
      '$1: 95',
    ),
  ),
  metric('kubernetes/hpa-invalid-quantity', memory('averageValue: 400Mib')),
  metric('kubernetes/hpa-implausible-quantity', memory('averageValue: 400m')),
  metric(
    'kubernetes/hpa-metric-target-incomplete',
    '{ type: Resource, resource: { name: memory, target: { averageUtilization: 80 } } }',
  ),
  metric('kubernetes/hpa-metric-source-mismatch', '{ type: Pods, resource: { name: memory } }'),
  metric(
    'kubernetes/hpa-duplicate-metric',
    `${pods('planted', '9')}\n$1- ${pods('planted', '12')}`,
  ),
  metric('kubernetes/hpa-queue-or-latency-target', pods('planted_queue_length', '500')),
  behavior(
    'kubernetes/hpa-scale-up-window-long',
    '{ scaleUp: { stabilizationWindowSeconds: 900 } }',
  ),
  behavior(
    'kubernetes/hpa-policy-never-binds',
    '{ scaleUp: { policies: [{ type: Percent, value: 1, periodSeconds: 60 }, { type: Pods, value: 900, periodSeconds: 60 }] } }',
  ),
  behavior(
    'kubernetes/hpa-scale-rate-high',
    '{ scaleDown: { policies: [{ type: Percent, value: 100, periodSeconds: 60 }] } }',
    isNarrow,
  ),
  behavior('kubernetes/hpa-direction-disabled', '{ scaleUp: { selectPolicy: Disabled } }'),
  behavior('kubernetes/hpa-behavior-invalid', '{ scaleUp: { policies: [] } }'),
  beside('kubernetes/hpa-vpa-conflict', ({ name, namespace, onCpu }) =>
    onCpu
      ? [
          `apiVersion: autoscaling.k8s.io/v1\nkind: VerticalPodAutoscaler\nmetadata: {${namespace} name: planted }\n` +
            `spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} } }\n`,
        ]
      : undefined,
  ),
  beside('kubernetes/pdb-blocks-eviction', (target) => [
    deployment(target),
    `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {${target.namespace} name: planted }\n` +
      'spec: { maxUnavailable: 0, selector: { matchLabels: { planted: one } } }\n',
  ]),
  beside('kubernetes/hpa-target-replicas-set', (target) => [
    deployment(target, { spec: 'replicas: 2, ' }),
  ]),
  beside('kubernetes/hpa-target-replicas-zero', (target) => [
    deployment(target, { spec: 'replicas: 0, ' }),
  ]),
  beside('kubernetes/hpa-target-missing-requests', (target) =>
    target.onCpu ? [deployment(target, { container: '' })] : undefined,
  ),
  beside('kubernetes/hpa-utilization-unreachable', (target) =>
    target.onCpu
      ? [
          deployment(target, {
            container: ', resources: { requests: { cpu: 1 }, limits: { cpu: 10m } }',
          }),
        ]
      : undefined,
  ),
  beside('kubernetes/hpa-short-drain', (target) => [
    deployment(target, { pod: 'terminationGracePeriodSeconds: 1, ' }),
  ]),
  beside('kubernetes/hpa-no-readiness-probe', (target) =>
    target.onCpu ? [deployment(target), service(target)] : undefined,
  ),
  beside('topology/no-drain', (target) => [
    deployment(target, {
      container:
        ', resources: { requests: { cpu: 1, memory: 1Gi } }, lifecycle: { preStop: { sleep: { seconds: 60 } } }',
    }),
  ]),
  beside('kubernetes/hpa-session-affinity', (target) => [
    deployment(target),
    service(target, 'sessionAffinity: ClientIP, '),
  ]),
  beside('kubernetes/hpa-quota-exceeded', (target) => [
    deployment(target),
    `apiVersion: v1\nkind: ResourceQuota\nmetadata: {${target.namespace} name: planted }\nspec: { hard: { pods: "1" } }\n`,
  ]),
  beside('kubernetes/hpa-rwo-volume', (target) => [
    deployment(target, {
      pod: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: planted } }], ',
    }),
    `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {${target.namespace} name: planted }\nspec: { accessModes: [ReadWriteOnce] }\n`,
  ]),
  beside('kubernetes/hpa-overlapping-selectors', (target) => [
    deployment(target),
    deployment({ ...target, name: 'planted' }),
  ]),
  beside('kubernetes/hpa-target-namespace-mismatch', (target) =>
    target.namespace === ''
      ? undefined
      : [deployment({ ...target, namespace: ' namespace: planted,' })],
  ),
  beside('kubernetes/hpa-resource-vs-container', (target) =>
    target.onCpu
      ? [
          deployment(target, {
            container:
              ', resources: { requests: { cpu: 1 } } }, { name: log-agent, resources: { requests: { cpu: 1 } }',
          }),
        ]
      : undefined,
  ),
];

function deployment(
  { name, namespace }: Target,
  parts: { readonly spec?: string; readonly pod?: string; readonly container?: string } = {},
): string {
  const {
    spec = '',
    pod = '',
    container = ', resources: { requests: { cpu: 1, memory: 1Gi } }',
  } = parts;
  return (
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {${namespace} name: ${name} }\n` +
    `spec: { ${spec}selector: { matchLabels: { planted: one } }, template: { metadata: { labels: { planted: one } }, ` +
    `spec: { ${pod}containers: [{ name: planted, image: planted:1${container} }] } } }\n`
  );
}

function service({ namespace }: Target, spec = ''): string {
  return (
    `apiVersion: v1\nkind: Service\nmetadata: {${namespace} name: planted }\n` +
    `spec: { ${spec}selector: { planted: one } }\n`
  );
}

function memory(aim: string): string {
  return `{ type: Resource, resource: { name: memory, target: { type: AverageValue, ${aim} } } }`;
}

function pods(name: string, value: string): string {
  return `{ type: Pods, pods: { metric: { name: ${name} }, target: { type: AverageValue, averageValue: ${value} } } }`;
}

/** Only into files without pods, whose limits might leave them room. */
function alone({ rule, plant }: Mutation): Mutation {
  return {
    rule,
    plant: (text) => (/^kind: *(?:Deployment|StatefulSet)/m.test(text) ? undefined : plant(text)),
  };
}

/** The whole way down is no larger a step than the guide allows. */
function isNarrow(block: string): boolean {
  const [min = 1, max = 1] = ['min', 'max'].map((bound) =>
    Number(new RegExp(`${bound}Replicas: *(\\d+)`).exec(block)?.[1] ?? 1),
  );
  return min >= max / 2;
}

/** Changes the first autoscaler of a file. */
function inAutoscaler(
  rule: string,
  pattern: RegExp,
  replacement: string,
  not?: (block: string) => boolean,
): Mutation {
  return {
    rule,
    plant(text) {
      const block = autoscalerIn(text);
      if (block === undefined || not?.(block)) return undefined;
      const planted = block.replace(pattern, replacement);
      return planted === block ? undefined : text.replace(block, () => planted);
    },
  };
}

/** Adds a metric to the list of an `autoscaling/v2` autoscaler. */
function metric(rule: string, written: string): Mutation {
  return inAutoscaler(
    rule,
    /^(?=[\s\S]*autoscaling\/v2\s)([\s\S]*\n *metrics: *\n)( *)- /,
    `$1$2- ${written.replaceAll('$1', '$2')}\n$2- `,
  );
}

/** Gives an autoscaler of `autoscaling/v2` a pace, where it has none. */
function behavior(rule: string, written: string, not?: (block: string) => boolean): Mutation {
  const plain = inAutoscaler(rule, /\n( *)maxReplicas:/, `\n$1behavior: ${written}$&`, not);
  return {
    rule,
    plant: (text) => {
      const block = autoscalerIn(text);
      const fits = block && /autoscaling\/v2\s/.test(block) && !/behavior:|External/.test(block);
      return fits ? plain.plant(text) : undefined;
    },
  };
}

/** Adds documents behind an autoscaler whose Deployment is not in the file. */
function beside(rule: string, make: (target: Target) => readonly string[] | undefined): Mutation {
  return {
    rule,
    plant(text) {
      const target = targetIn(text);
      const made = target && make(target);
      return made && `${text.trimEnd()}\n---\n${made.join('---\n')}`;
    },
  };
}

function targetIn(text: string): Target | undefined {
  const block = autoscalerIn(text);
  if (block === undefined || (text.match(/\nkind: *HorizontalPodAutoscaler/g)?.length ?? 0) > 1)
    return undefined;
  const reference = /scaleTargetRef:\s*\n((?: +.*\n)+?)(?= {0,2}\w)/.exec(block)?.[1] ?? '';
  const name = /\n? +name: *["']?([\w.-]+)/.exec(reference)?.[1];
  const isDeployment =
    /kind: *["']?Deployment\b/.test(reference) && /apiVersion: *apps\//.test(reference);
  const isHere = new RegExp(`kind: *Deployment[\\s\\S]*?name: *${name}\\b`).test(
    text.replace(block, ''),
  );
  const bounds = [...block.matchAll(/m(?:in|ax)Replicas: *(\d+)/g)].map(([, count]) =>
    Number(count),
  );
  if (name === undefined || !isDeployment || isHere || Math.max(...bounds) < 2) return undefined;
  if (bounds.some((count) => count < 1)) return undefined;
  const namespace = /\n {2}namespace: *(\S+)/.exec(block)?.[1];
  return {
    name,
    namespace: namespace === undefined ? '' : ` namespace: ${namespace},`,
    onCpu: /averageUtilization: *\d/.test(block) && /name: *cpu\b/.test(block),
  };
}

function autoscalerIn(text: string): string | undefined {
  const block = text
    .split(/^(?=---)/m)
    .find((one) => /\nkind: *HorizontalPodAutoscaler\b/.test(`\n${one}`));
  return block === undefined || UNJUDGED.test(block) ? undefined : block;
}
