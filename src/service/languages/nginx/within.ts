import type { NginxDirective, NginxModel, Scope } from './model';

const inner = new WeakMap<NginxModel, ReadonlyMap<Scope, readonly Scope[]>>();

/** A level and every level inside it. */
export function levelsWithin(nginx: NginxModel, outer: Scope): readonly Scope[] {
  const children = inner.get(nginx) ?? childrenIn(nginx);
  inner.set(nginx, children);
  const levels = [outer];
  // It grows while it is gone through.
  for (const level of levels) levels.push(...(children.get(level) ?? []));
  return levels;
}

/** The directives of a name in a level and in all levels inside it, level by level. */
export function directivesWithin(
  nginx: NginxModel,
  outer: Scope,
  name: string,
): readonly NginxDirective[] {
  return levelsWithin(nginx, outer).flatMap(({ byName }) => byName.get(name) ?? []);
}

/** A level and those around it, the innermost first. */
export function levelsAround(scope: Scope): readonly Scope[] {
  const levels: Scope[] = [];
  for (let level: Scope | null = scope; level; level = level.parent) levels.push(level);
  return levels;
}

function childrenIn({ scopes }: NginxModel): ReadonlyMap<Scope, readonly Scope[]> {
  const children = new Map<Scope, Scope[]>();
  for (const scope of scopes) {
    if (scope.parent === null) continue;
    const siblings = children.get(scope.parent);
    if (siblings) siblings.push(scope);
    else children.set(scope.parent, [scope]);
  }
  return children;
}
