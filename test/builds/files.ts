import type { BuildSources } from '../../src/service/contracts/build';
import { matchesGlob } from '../../src/service/project/globs';

/** Files that stand in memory, as an evaluator asks for them; what was read is counted. */
export function memorySources(
  files: Readonly<Record<string, string>>,
  environments: Readonly<Record<string, readonly string[]>> = {},
): BuildSources & {
  readonly reads: string[];
} {
  const reads: string[] = [];
  const paths = Object.keys(files);
  const inside = (folder: string) => (folder === '' ? '' : `${folder}/`);
  return {
    reads,
    text(path) {
      reads.push(path);
      return files[path];
    },
    exists: (path) => path in files || paths.some((each) => each.startsWith(inside(path))),
    listing: (folder) =>
      paths.filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder).sort(),
    uri: (path) => `file:///${path}`,
    derived(_name, path, make) {
      const text = this.text(path);
      return text === undefined ? undefined : make(text, this.uri(path));
    },
    each: (keys, ask) => [...keys].map(ask),
    matching: (glob) => paths.filter((path) => matchesGlob(path, glob)).sort(),
    environments: () => environments,
    kubernetesVersion: () => null,
  };
}
