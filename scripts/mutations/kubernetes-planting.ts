import type { Mutation } from './mutation';
import { documents, once } from './text';

/** What the autoscaler of a file names as its target; only what can be planted beside it. */
interface Target {
  readonly name: string;
  /** ` namespace: shop,` or nothing, as flow metadata takes it. */
  readonly namespace: string;
  /** The autoscaler's document with its metrics on cpu in percent. */
  readonly onCpu: boolean;
}

const UNJUDGED = /\{\{|\n {2}resourceVersion:|\nstatus:|\$patch/;

export function deployment(
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

export function service({ namespace }: Target, spec = ''): string {
  return (
    `apiVersion: v1\nkind: Service\nmetadata: {${namespace} name: planted }\n` +
    `spec: { ${spec}selector: { planted: one } }\n`
  );
}

export function memory(aim: string): string {
  return `{ type: Resource, resource: { name: memory, target: { type: AverageValue, ${aim} } } }`;
}

export function pods(name: string, value: string): string {
  return `{ type: Pods, pods: { metric: { name: ${name} }, target: { type: AverageValue, averageValue: ${value} } } }`;
}

/** Only into files without pods, whose limits might leave them room. */
export function alone({ rule, plant }: Mutation): Mutation {
  return {
    rule,
    plant: (text) => (/^kind: *(?:Deployment|StatefulSet)/m.test(text) ? undefined : plant(text)),
  };
}

/** The whole way down is no larger a step than the guide allows. */
export function isNarrow(block: string): boolean {
  const [min = 1, max = 1] = ['min', 'max'].map((bound) =>
    Number(new RegExp(`${bound}Replicas: *(\\d+)`).exec(block)?.[1] ?? 1),
  );
  return min >= max / 2;
}

/** Replaces a piece of the first autoscaler of a file; `not` says which ones to leave. */
export function inAutoscaler(
  rule: string,
  pattern: RegExp,
  replacement: string,
  not?: (block: string) => boolean,
): Mutation {
  return {
    rule,
    plant: (text) => {
      const block = autoscalerIn(text);
      if (block === undefined || not?.(block)) return undefined;
      const planted = once(block, pattern, replacement);
      return planted && text.replace(block, () => planted);
    },
  };
}

/** Adds a copy of the first autoscaler under another name. */
export function autoscalerTwice(rule: string): Mutation {
  return {
    rule,
    plant: (text) => {
      const block = autoscalerIn(text);
      const copy =
        block &&
        /Ref:\s+(?:.*\n +)*?apiVersion:/.test(block) &&
        once(block, /(\n {2}name: *)(\S+)/, '$1planted-$2');
      return copy ? `${text.trimEnd()}\n---\n${copy.replace(/^---\n/, '')}` : undefined;
    },
  };
}

/** Adds a metric to the list of an `autoscaling/v2` autoscaler. */
export function metric(rule: string, written: string): Mutation {
  return inAutoscaler(
    rule,
    /^(?=[\s\S]*autoscaling\/v2\s)([\s\S]*\n *metrics: *\n)( *)- /,
    `$1$2- ${written.replaceAll('$1', '$2')}\n$2- `,
  );
}

/** Gives an autoscaler of `autoscaling/v2` a pace, where it has none. */
export function behavior(
  rule: string,
  written: string,
  not?: (block: string) => boolean,
): Mutation {
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
export function beside(
  rule: string,
  make: (target: Target) => readonly string[] | undefined,
): Mutation {
  return {
    rule,
    plant(text) {
      const target = targetIn(text);
      const made = target && make(target);
      return made && `${text.trimEnd()}\n---\n${made.join('---\n')}`;
    },
  };
}

/** Changes the autoscaler, and adds documents behind it. */
export function besides(
  { rule, plant }: Mutation,
  make: (target: Target) => readonly string[] | undefined,
): Mutation {
  const { plant: add } = beside(rule, make);
  return {
    rule,
    plant: (text) => {
      const planted = plant(text);
      return planted === undefined ? undefined : add(planted);
    },
  };
}

/** Changes a file that holds one ScaledObject, which says nothing of its counts. */
export function inScaledObject(rule: string, pattern: RegExp, replacement: string): Mutation {
  return {
    rule,
    plant(text) {
      const block = documents(text).find((one) => /\nkind: *ScaledObject\b/.test(`\n${one}`));
      if (block === undefined || UNJUDGED.test(block)) return undefined;
      const bare = block.replace(/\n *(?:min|max|idle)ReplicaCount:.*|\n *cooldownPeriod:.*/g, '');
      const planted = bare.replace(pattern, replacement);
      return planted === bare ? undefined : text.replace(block, () => planted);
    },
  };
}

/** Switches the first plain `autoscaling` block of the values of a chart on, and changes it. */
export function inValues(rule: string, change: (block: string) => string): Mutation {
  return {
    rule,
    plant(text) {
      const block = /^( *)autoscaling: *\n(?:\1 +.*\n)+/m.exec(text)?.[0];
      const isWhole =
        block && /\n +minReplicas: *\d/.test(block) && /\n +maxReplicas: *\d/.test(block);
      if (!isWhole || !/\n +enabled: *(?:true|false)/.test(block)) return undefined;
      const enabled = block.replace(/(\n +enabled: *)false/g, '$1true');
      const planted = change(enabled);
      return planted === enabled ? undefined : text.replace(block, () => planted);
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
  const block = documents(text).find((one) =>
    /\nkind: *HorizontalPodAutoscaler\b/.test(`\n${one}`),
  );
  return block === undefined || UNJUDGED.test(block) ? undefined : block;
}
