import { folderOf, upwards } from '../../text/paths';
import type { SystemContext } from '../context';
import { type Built, calledIn } from './built-folders';
import { named, namesOf } from './names';

/** A folder that is a package or is built into an image. */
interface Package {
  readonly folder: string;
  /** What it may be called by: its folder, its Dockerfile, its manifest; lower-case, without a scope. */
  readonly names: readonly string[];
}

/** The packages of a repository by what they are called. */
export interface Packages {
  readonly all: () => readonly Package[];
  /** Those that an image of this name may carry: called so whole, or at the end of its name. */
  named(image: string): readonly Package[];
  /** The only package that calls itself so in its manifest. */
  called(name: string): string | undefined;
  /** The folder that is built, or the package, around a file. */
  around(file: string): string;
}

/** The packages and built folders of a repository, each index made once for an environment. */
export function packagesOf(context: SystemContext, built: () => readonly Built[]): Packages {
  const { kept } = context;
  const packages = kept('packages', () => packageFolders(context, built()));
  const packagesByName = kept('packages by their names', () =>
    namesOf(packages(), ({ names }) => names),
  );
  const foldersOfPackages = kept(
    'folders of packages',
    () => new Set(packages().map(({ folder }) => folder)),
  );

  return {
    all: packages,
    named: (image) => named(image, packagesByName(), packages()),
    called(name) {
      const found = context.packages().filter((folder) => context.packageName(folder) === name);
      return found.length === 1 ? found[0] : undefined;
    },
    around(file) {
      const folders = foldersOfPackages();
      return (
        upwards(folderOf(file)).find((folder) => folders.has(folder)) ?? context.packageOf(file)
      );
    },
  };
}

function packageFolders(context: SystemContext, built: readonly Built[]): readonly Package[] {
  const names = new Map<string, Set<string>>();
  const add = (folder: string, name: string | undefined) => {
    const known = names.get(folder) ?? new Set<string>();
    names.set(folder, known);
    if (name) known.add(name.toLowerCase().replace(/^@[^/]*\//, ''));
  };
  for (const { folder, image } of built) {
    add(folder, folder.slice(folder.lastIndexOf('/') + 1));
    add(folder, calledIn(image.file) ?? undefined);
  }
  for (const folder of context.packages()) {
    add(folder, folder.slice(folder.lastIndexOf('/') + 1));
    add(folder, context.packageName(folder));
  }
  return [...names].map(([folder, all]) => ({ folder, names: [...all] }));
}
