import type { AssemblyPlan, JoinedText } from '../contracts/assembly';
import type { Language } from '../contracts/language';
import { type Failure, guarded } from '../engine/internal';
import type { Queries } from '../engine/query';
import { sameData, sameItems } from '../engine/same';
import { ASSEMBLED } from '../languages/registry';
import { child, relativePath } from '../text/paths';
import { keyOf, type Reading } from './reading';
import type { SourceFiles } from './sourceFiles';
import type { UnitPlans } from './unitPlans';

/** What a system reads that begins with one file and takes others in. */
export interface JoinedRoot {
  /** `nginx:deploy/nginx.conf`, with the environment where one is known. */
  readonly id: string;
  readonly kind: string;
  /** The file it begins with, relative to the project root. */
  readonly root: string;
  readonly environment: string | null;
  /** All its files, that one first. */
  readonly layers: readonly string[];
  readonly joined: JoinedText;
}

/** What the texts are joined from. */
export interface JoinedTextsContext {
  readonly queries: Queries;
  readonly root: string;
  readonly files: SourceFiles;
  readonly reading: Pick<Reading, 'joins'>;
  readonly plans: UnitPlans;
  /** Called for each part of the program that throws. */
  onFailure(failure: Failure, uri: string): void;
}

/** The texts of a project that are read as one, each from the file that reading begins with. */
export function createJoinedTexts(context: JoinedTextsContext): () => readonly JoinedRoot[] {
  const { queries, root, files, reading, plans } = context;

  const mains = queries.query<readonly string[]>(
    'main files',
    (id) => {
      const { assembling } = ASSEMBLED.find((one) => one.id === id) as Language;
      const isMain = (uri: string) =>
        assembling?.isMain?.(reading.joins(keyOf(id as Language['id'], uri)));
      return queries
        .each(files.uris(), (uri) => (files.languageOf(uri) === id && isMain(uri) ? [uri] : []))
        .flat();
    },
    { equal: sameItems },
  );

  const joinedFrom = queries.query<JoinedRoot | null>(
    'joined text',
    (key) => {
      const [id, uri] = key.split('\n') as [Language['id'], string];
      const { assembling } = ASSEMBLED.find((one) => one.id === id) as Language;
      const main = relativePath(uri, root);
      const alone: AssemblyPlan = { paths: [main], joints: {} };
      const plan = plans.of(id).find(({ paths }) => paths[0] === main) ?? alone;
      const opened = queries.each(plan.paths, (path) => files.opened(child(root, path)));
      const sources = opened.flatMap((file) =>
        file ? [{ path: file.path, text: file.text, tree: file.analysis.tree }] : [],
      );
      const environment = files.file(uri)?.environment ?? null;
      const joined = guarded(
        `the joined text of ${id}`,
        () => assembling?.joined?.(plan, sources),
        undefined,
        (failure) => context.onFailure(failure, uri),
      );
      if (!joined) return null;
      return {
        id: `${id}:${main}${environment === null ? '' : `@${environment}`}`,
        ...{ kind: id, root: main, environment, layers: plan.paths, joined },
      };
    },
    { equal: sameData },
  );

  return () =>
    ASSEMBLED.filter(({ assembling }) => assembling?.joined).flatMap(({ id }) =>
      queries.each(mains(id), (uri) => joinedFrom(keyOf(id, uri))).flatMap((one) => one ?? []),
    );
}
