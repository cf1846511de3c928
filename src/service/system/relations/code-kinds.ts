import type { FactKind } from '../../contracts/fact';
import type { SystemContext } from '../context';

/** The files of code of a repository. */
export function codeFilesOf({ kept, of }: Pick<SystemContext, 'kept' | 'of'>): readonly string[] {
  return kept('files of code', () => [
    ...new Set(CODE.flatMap((kind) => of(kind).map(({ file }) => file))),
  ])();
}

/** Facts that only files of code have. */
const CODE = [
  'pool',
  'export',
  'route',
  'listen',
  'session-use',
  'lookup',
  'rows',
  'view-list',
  'queue-app',
] as const satisfies readonly FactKind[];
