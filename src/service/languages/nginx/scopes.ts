import type { Context } from './contexts';
import type { NginxDirective, Scope } from './model';
import { type PathMaker, pathMaker } from './paths';
import type { Body } from './syntax';

/** A part of the model while it is being made. */
export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** A level being filled. */
export interface OpenScope {
  readonly scope: Draft<Scope>;
  readonly directives: NginxDirective[];
  readonly byName: Map<string, NginxDirective[]>;
  readonly paths: PathMaker;
}

/** The level inside a body; `directive` and `parent` are `null` at the top of a file. */
export function openScope(
  context: Context,
  directive: NginxDirective | null,
  parent: Scope | null,
  body: Body,
): OpenScope {
  const directives: NginxDirective[] = [];
  const byName = new Map<string, NginxDirective[]>();
  const path = directive?.path ?? '';
  const scope: Draft<Scope> = {
    kind: context.kind,
    module: context.module,
    directive,
    parent,
    path,
    inner: body.inner,
    directives,
    byName,
    open: body.closed ? null : 'the block is not closed',
    rooted: parent ? parent.rooted : context.kind === 'main',
  };
  return { scope, directives, byName, paths: pathMaker(path) };
}

/**
 * Notes that more may stand at a level than is seen. An include is the weakest reason: nginx
 * refuses a second value beside one that is written, while a template may choose between two.
 */
export function hide(scope: Draft<Scope>, why: string): void {
  if (scope.open === null || scope.open === INCLUDE) scope.open = why;
}

/** The reason that leaves the values written at the level as they are. */
export const INCLUDE = 'an include';

/** The reason of a level that a template decides or writes in part. */
export const TEMPLATE = 'a template';

/** Adds to a list in an index. */
export function push<K, V>(index: Map<K, V[]>, key: K, value: V): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}
