import type { Manifests } from '../../../contracts/linking';
import { folderOf, joined, upwards } from '../../../text/paths';

/** The file of the project that a module is: a file of its name, or the `__init__.py` of its folder. */
export function resolvePython(
  module: string,
  from: string,
  manifests: Manifests,
): string | undefined {
  const [, dots = '', name = ''] = /^(\.*)(.*)/s.exec(module) ?? [];
  const inner = name.replaceAll('.', '/');
  const folder = folderOf(from);
  if (dots !== '') return moduleAt(joined(folder, `${'../'.repeat(dots.length - 1)}${inner}`));
  // Where Python starts to look is nowhere written: the nearest folder that has it is meant.
  for (const at of upwards(folder)) {
    const path = moduleAt(joined(at, inner)) ?? moduleAt(joined(at, `src/${inner}`));
    if (path !== undefined) return path;
  }
  return undefined;

  function moduleAt(base: string): string | undefined {
    const init = base === '' ? '__init__.py' : `${base}/__init__.py`;
    return [`${base}.py`, init].find((path) => path !== from && manifests.has(path));
  }
}
