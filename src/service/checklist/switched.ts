import type { Fact } from '../contracts/fact';

/** Templates of a Helm chart: what of them is applied depends on values. */
const TEMPLATE = /(?:^|\/)templates\/[^/]+\.(?:ya?ml|tpl)$/;

/** Whether values decide if a thing is there at all: a template that nobody evaluated proves nothing. */
export function mayBeOff(path: string, { kind }: Fact): boolean {
  return TEMPLATE.test(path) && (kind === 'autoscaler' || kind === 'workload');
}
