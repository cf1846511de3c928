import { folderOf } from '../text/paths';

/** Files that make their folder a package: something that is built and deployed as one. */
const MANIFEST =
  /(?:^|\/)(?:package\.json|pyproject\.toml|setup\.py|requirements\.txt|Pipfile|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json)$/;

/** The folders that are packages, relative to the root, among all paths of a project. */
export function packageFolders(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) if (MANIFEST.test(path)) folders.add(folderOf(path));
  return folders;
}

/** The nearest folder around a file that is a package; the root where none is. */
export function packageOf(file: string, packages: ReadonlySet<string>): string {
  let folder = folderOf(file);
  while (folder !== '' && !packages.has(folder)) folder = folderOf(folder);
  return folder;
}
