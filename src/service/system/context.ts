import { grouped } from '../architecture/grouped';
import type {
  Fact,
  FactKind,
  ImageFact,
  ProcessSettingsFact,
  QueueAppFact,
  ScriptFact,
} from '../contracts/fact';
import type { DeclaredServer, FactEntry, Keep, SystemClass } from '../contracts/system';
import { isIn, joined } from '../text/paths';
import { type Alternatives, alternativesOf, objectsOfBuilds } from './alternatives';
import { packageFolder } from './identifiers';

/** What a system is made of. */
export interface SystemInput {
  readonly environment: string | null;
  classOf(): SystemClass;
  /** Every file has been read. */
  isClosed(): boolean;
  /** The facts of a kind. */
  of<K extends FactKind>(kind: K): readonly FactEntry<Extract<Fact, { readonly kind: K }>>[];
  declared(): readonly DeclaredServer[];
  /** The folder of the package that a file belongs to. */
  packageOf(file: string): string;
  /** The files that a program loads which begins with this one; nothing where it is no file of code. */
  loaded(file: string): ReadonlySet<string> | undefined;
  readonly kept: Keep;
  /** The node of its id that said the same before, if it does: for nodes that a relation makes on its way. */
  sameNode<T extends { readonly id: string }>(node: T): T;
}

/** The facts of one environment, with the indexes that sources and relations share. */
export interface SystemContext extends SystemInput {
  /** The script that a word of a command names, as an image of this folder sees it. */
  scriptIn(folder: string | null, word: string): FactEntry<ScriptFact> | undefined;
  /** The image that a build of this folder makes. */
  imageIn(
    folder: string,
    dockerfile: string | null,
    target: string | null,
  ): FactEntry<ImageFact> | undefined;
  settingsIn(
    folder: string | null,
    program: ProcessSettingsFact['program'],
  ): readonly FactEntry<ProcessSettingsFact>[];
  readonly alternatives: Alternatives;
  /** The folders that are packages. */
  packages(): readonly string[];
  /** What a package calls itself. */
  packageName(folder: string): string | undefined;
  /** The folders of packages of this repository that a package takes. */
  dependenciesOf(folder: string): readonly string[];
  queuesIn(
    folder: string | null,
    library: QueueAppFact['library'],
  ): readonly FactEntry<QueueAppFact>[];
}

/** The facts of an environment with their indexes, each made when it is asked for. */
export function contextOf(input: SystemInput): SystemContext {
  const { of, kept } = input;
  const scripts = kept('scripts by name', () =>
    grouped(of('script'), ({ file }) => file.slice(file.lastIndexOf('/') + 1)),
  );
  const within = <T extends FactEntry>(all: readonly T[], folder: string | null): readonly T[] => {
    if (folder === null) return [];
    const own = all.filter(({ file }) => isIn(file, folder));
    // The nearest to the root of the code is the one that a program finds.
    return [...own].sort((a, b) => a.file.split('/').length - b.file.split('/').length);
  };
  return {
    ...input,
    alternatives: alternativesOf(
      kept('objects of builds', () => objectsOfBuilds([...of('workload'), ...of('service')])),
    ),
    scriptIn(folder, word) {
      const name = word.slice(word.lastIndexOf('/') + 1);
      const all = scripts().get(name) ?? [];
      const inside = folder === null ? all : all.filter(({ file }) => isIn(file, folder));
      const path = word.replace(/^(?:\.?\/)+/, '');
      const exact = inside.find(({ file }) => file === joined(folder ?? '', path));
      if (exact) return exact;
      const ending = inside.filter(({ file }) =>
        `/${path}`.endsWith(`/${file.slice((folder ?? '').length).replace(/^\//, '')}`),
      );
      const candidates = ending.length > 0 ? ending : inside;
      return candidates.length === 1 ? candidates[0] : undefined;
    },
    imageIn(folder, dockerfile, target) {
      const name = dockerfile ?? 'Dockerfile';
      const path = joined(folder, name);
      const stages = of('image').filter(({ file }) => file === path);
      const named = target === null ? undefined : stages.find(({ fact }) => fact.stage === target);
      return named ?? (target === null ? stages.find(({ fact }) => fact.final) : undefined);
    },
    packages: () => [...new Set(of('package').map(({ file }) => packageFolder(file)))],
    packageName: (folder) =>
      of('package').find(
        (entry) => packageFolder(entry.file) === folder && entry.fact.called !== null,
      )?.fact.called ?? undefined,
    dependenciesOf: (folder) => {
      const own = of('package').filter((entry) => packageFolder(entry.file) === folder);
      const names = new Set(own.flatMap(({ fact }) => fact.dependencies));
      return of('package').flatMap(({ file, fact }) =>
        fact.called !== null && names.has(fact.called) && packageFolder(file) !== folder
          ? [packageFolder(file)]
          : [],
      );
    },
    settingsIn: (folder, program) =>
      within(
        of('process-settings').filter(({ fact }) => fact.program === program),
        folder,
      ).filter(
        ({ fact }) =>
          fact.environment === null ||
          fact.environment === 'production' ||
          fact.environment === input.environment,
      ),
    queuesIn: (folder, library) =>
      within(
        of('queue-app').filter(({ fact }) => fact.library === library),
        folder,
      ),
  };
}
