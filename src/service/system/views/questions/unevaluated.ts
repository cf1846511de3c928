import type { Standing } from '../../../contracts/questions';

/** Templates of a chart: what of them is applied depends on values. */
const TEMPLATE = /(?:^|\/)templates\/(?:[^/]+\/)*[^/]+\.(?:ya?ml|tpl)$/;

/** A standing, unless a template that nobody evaluated decides whether the node is there at all. */
export function unevaluated(
  standing: Standing,
  { file, build }: { readonly file: string; readonly build: unknown },
): Standing {
  if (build !== null || !TEMPLATE.test(file)) return standing;
  return { ...standing, holds: 'unknown', says: 'a template decides whether it is there' };
}
