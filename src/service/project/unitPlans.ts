import type { AssemblyPlan } from '../contracts/assembly';
import type { Language, LanguageId } from '../contracts/language';
import { type Failure, guarded } from '../engine/internal';
import type { Queries, Query } from '../engine/query';
import { sameData, sameItems } from '../engine/same';
import { ASSEMBLED } from '../languages/registry';
import { child } from '../text/paths';
import type { ConfigSet } from './configSet';
import type { Inputs, Paths } from './inputs';
import { analysisOf, keyOf, type Reading } from './reading';

/** Which files are read together: compilation units, and the files that belong to one by that alone. */
export interface UnitPlans {
  /** The plans of a language. By its id. */
  readonly of: Query<readonly AssemblyPlan[]>;
  /** The language that reads a file together with others, though nothing in its text tells. */
  claimOf(path: string): LanguageId | undefined;
}

/**
 * The plans of a project. What one file includes may include more: that is followed within one
 * query, over what each file says by itself.
 */
export function createUnitPlans(
  queries: Queries,
  { isIndexed }: Inputs,
  root: string,
  paths: Paths,
  configs: ConfigSet,
  { recognised, analysed, joins }: Reading,
  onFailure: (failure: Failure, uri: string) => void,
): UnitPlans {
  /** The files that say by themselves that they are of a language. */
  const members = queries.query<readonly string[]>(
    'members',
    (id) =>
      queries
        .each(paths.thatMayMatter(), (path) => {
          const known = recognised(child(root, path));
          const isOne = known.state === 'read' && known.language === id;
          return isOne && !configs.leavesOut(path) ? path : undefined;
        })
        .filter((path) => path !== undefined)
        .sort(),
    { equal: sameItems },
  );

  const planned = queries.query<{
    readonly plans: readonly AssemblyPlan[];
    readonly claimed: readonly string[];
  }>(
    'plans',
    (id) => {
      const { assembling } = ASSEMBLED.find((one) => one.id === id) as Language;
      const claimed: string[] = [];
      if (!assembling || !isIndexed('')) return { plans: [], claimed };
      const own = members(id);
      const tried = new Set<string>();
      for (;;) {
        const files = queries.each([...own, ...claimed].sort(), (path) => ({
          path,
          joins: joins(keyOf(id as LanguageId, child(root, path))),
        }));
        const read = new Set(files.map(({ path }) => path));
        const others = [...paths.all()].filter((path) => !read.has(path));
        const { plans, claims } = guarded(
          `the joining of ${id} files`,
          () => assembling.plan(files, others),
          { plans: [], claims: [] },
          (failure) => onFailure(failure, child(root, own[0] ?? '')),
        );
        const fresh = claims.filter((path) => !tried.has(path));
        if (fresh.length === 0) return { plans, claimed: claimed.sort() };
        for (const path of fresh) tried.add(path);
        claimed.push(
          ...fresh.filter((path, index) => canBeRead(path, id) && fresh.indexOf(path) === index),
        );
      }
    },
    { equal: sameData },
  );

  /** Whether nothing else is known of a file, and it can be read without a fault. */
  function canBeRead(path: string, id: string): boolean {
    const uri = child(root, path);
    const known = recognised(uri);
    if (known.state !== 'read' || known.language !== null || configs.leavesOut(path)) return false;
    return analysisOf(analysed(keyOf(id as LanguageId, uri)))?.syntax.length === 0;
  }

  const claims = queries.query<ReadonlyMap<string, LanguageId>>(
    'claims',
    () =>
      new Map(
        ASSEMBLED.flatMap(({ id }) =>
          planned(id).claimed.map((path): [string, LanguageId] => [path, id]),
        ),
      ),
    { equal: sameData },
  );

  return {
    of: queries.query('unit plans', (id) => planned(id).plans, { equal: sameData }),
    claimOf: (path) => claims('').get(path),
  };
}
