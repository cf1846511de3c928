import type { Scope } from './model';

/**
 * Notes that more may stand at a level than is seen. An include is the weakest reason: nginx
 * refuses a second value beside one that is written, while a template may choose between two.
 */
export function hide(scope: { open: Scope['open'] }, why: string): void {
  if (scope.open === null || scope.open === INCLUDE) scope.open = why;
}

/** The reason that leaves the values written at the level as they are. */
export const INCLUDE = 'an include';

/** The reason of a level that a template decides or writes in part. */
export const TEMPLATE = 'a template';

/** An empty list, one for all. */
export const NOTHING: readonly never[] = [];

/** A list with one more; short ones are made anew, for one that grows keeps room for many. */
export function withOne<T>(list: readonly T[], one: T): readonly T[] {
  if (list.length < 8) return [...list, one];
  (list as T[]).push(one);
  return list;
}

/** Adds to a list in an index. */
export function push<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}

/** Why nothing is known of the levels around the top of a file that another one includes. */
export const FRAGMENT = 'the levels around this fragment are in another file';

/** Above `http` and `stream` there is nothing that could set anything for them. */
export function isOutermost({ kind, rooted }: Pick<Scope, 'kind' | 'rooted'>): boolean {
  return rooted && (kind === 'http' || kind === 'stream' || kind === 'mail');
}
