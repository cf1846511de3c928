import type { ResolvedAutoscaler } from '../architecture/autoscalers';
import type { PartsOfFacts } from '../architecture/entry';
import { grouped } from '../architecture/grouped';
import type { ImageFact, ProcessSettingsFact, QueueAppFact, ScriptFact } from '../contracts/fact';
import type { Loadable } from '../contracts/linking';
import type { DeclaredServer, FactEntry, Keep, SystemClass } from '../contracts/system';
import { isIn, joined } from '../text/paths';
import { type Alternatives, alternativesOf, objectsOfBuilds } from './alternatives';
import { packageFolder } from './identifiers';

/** What a system is made of. */
export interface SystemInput extends PartsOfFacts {
  readonly environment: string | null;
  classOf(): SystemClass;
  /** Every file has been read. */
  isClosed(): boolean;
  /** The builds of the environment by their ids, and `null` for what belongs to none. */
  builds(): readonly (string | null)[];
  /** The autoscalers of one build, or with `null` of none, and what each scales. */
  autoscalersOf(build: string | null): readonly ResolvedAutoscaler[];
  declared(): readonly DeclaredServer[];
  /** The folder of the package that a file belongs to. */
  packageOf(file: string): string;
  /** The files that a program loads which begins with this one; nothing where it is no file of code. */
  loaded(file: string): ReadonlySet<string> | undefined;
  /** What a program can load that begins with files of a package, of which nobody says with which. */
  loadedWithin(folder: string): Loadable;
  readonly kept: Keep;
  /** The node of its id that said the same before, if it does: for nodes that a relation makes on its way. */
  sameNode<T extends { readonly id: string }>(node: T): T;
}

/** The facts of one environment, with the indexes that sources and relations share. */
export interface SystemContext extends SystemInput {
  /** The script that a word of a command names, as an image of this folder sees it. */
  scriptIn(folder: string | null, word: string): FactEntry<ScriptFact> | undefined;
  /** The images of a Dockerfile, one for each of its stages. */
  imagesOf(file: string): readonly FactEntry<ImageFact>[];
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
  isPackage(folder: string): boolean;
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
  const images = kept('images by file', () => grouped(of('image'), ({ file }) => file));
  const packages = kept('packages by folder', () => {
    const found = new Map<string, { called: string | null; dependencies: Set<string> }>();
    for (const { file, fact } of of('package')) {
      const folder = packageFolder(file);
      const known = found.get(folder) ?? { called: null, dependencies: new Set() };
      found.set(folder, known);
      known.called ??= fact.called;
      for (const name of fact.dependencies) known.dependencies.add(name);
    }
    return found;
  });
  const packagesByName = kept('packages by name', () => {
    const found = new Map<string, string[]>();
    for (const { file, fact } of of('package')) {
      if (fact.called === null) continue;
      const folders = found.get(fact.called) ?? [];
      found.set(fact.called, [...folders, packageFolder(file)]);
    }
    return found;
  });
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
    imagesOf: (file) => images().get(file) ?? [],
    imageIn(folder, dockerfile, target) {
      const name = dockerfile ?? 'Dockerfile';
      const stages = images().get(joined(folder, name)) ?? [];
      const named = target === null ? undefined : stages.find(({ fact }) => fact.stage === target);
      return named ?? (target === null ? stages.find(({ fact }) => fact.final) : undefined);
    },
    packages: () => [...packages().keys()],
    isPackage: (folder) => packages().has(folder),
    packageName: (folder) => packages().get(folder)?.called ?? undefined,
    dependenciesOf: (folder) =>
      [...(packages().get(folder)?.dependencies ?? [])]
        .flatMap((name) => packagesByName().get(name) ?? [])
        .filter((other) => other !== folder),
    settingsIn: (folder, program) =>
      within(
        of('process-settings').filter(({ fact }) => fact.program === program),
        folder,
      ).filter(
        ({ fact }) =>
          fact.environment === null ||
          // Which profiles a process of Spring has, it says itself.
          program === 'spring' ||
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
