import type { AutoscalerFact, FactValue } from '../contracts/fact';

/** A known text, or `undefined`. */
export function said(value: FactValue<string> | undefined): string | undefined {
  return value?.state === 'known' ? value.value : undefined;
}

/** `the HPA shop`, `the ScaledObject worker`; without a name where it is not known. */
export function called({ resource, name }: AutoscalerFact): string {
  const short = resource === 'HorizontalPodAutoscaler' ? 'the HPA' : `the ${resource}`;
  return name.state === 'known' ? `${short} ${name.value}` : short;
}

/** `1 pod`, `3 pods`. */
export function pods(count: number): string {
  return count === 1 ? '1 pod' : `${count} pods`;
}

/** The least number of pods an autoscaler keeps; Kubernetes takes 1 where nothing is written. */
export function floorOf({ minReplicas }: AutoscalerFact): number | undefined {
  if (minReplicas.state === 'absent') return 1;
  return minReplicas.state === 'known' ? minReplicas.value : undefined;
}

/** The same words at the start of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
