import type { KustomizationFact } from '../contracts/fact';
import type { Entry } from './architecture';

/** What `kustomize build` of a folder takes in, over the kustomizations it builds upon. */
export interface Build {
  /** Relative to the project root; empty for the root itself. */
  readonly folder: string;
  readonly files: ReadonlySet<string>;
  readonly patches: ReadonlySet<string>;
  /** Some kustomization in it changes names or namespaces, or may. */
  readonly transforms: boolean;
  /** Some kustomization in it may change anything: inline patches, remote bases, generators. */
  readonly rewrites: boolean;
}

/** The kustomizations of a project. */
export interface Kustomize {
  readonly builds: readonly Build[];
  /** Files that are laid over others; an object in them is not one of its own. */
  readonly patchFiles: ReadonlySet<string>;
}

/** Works out what each kustomization builds. */
export function readKustomize(entries: readonly Entry<KustomizationFact>[]): Kustomize {
  const byFolder = new Map(entries.map((entry) => [folderOf(entry.file), entry.fact]));
  const builds = [...byFolder.keys()].map((folder) => buildOf(folder, byFolder));
  return { builds, patchFiles: new Set(builds.flatMap(({ patches }) => [...patches])) };
}

/** The builds that take in a file, the one that names fewest files first. */
export function buildsOf({ builds }: Kustomize, file: string): readonly Build[] {
  return builds
    .filter(({ files }) => files.has(file))
    .sort((a, b) => a.files.size - b.files.size || (a.folder < b.folder ? -1 : 1));
}

/** The folder of a file or of a folder; empty for one at the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function buildOf(folder: string, byFolder: ReadonlyMap<string, KustomizationFact>): Build {
  const files = new Set<string>();
  const patches = new Set<string>();
  const seen = new Set<string>();
  let transforms = false;
  let rewrites = false;
  const visit = (at: string) => {
    const fact = byFolder.get(at);
    if (fact === undefined || seen.has(at)) return;
    seen.add(at);
    transforms ||= fact.transforms;
    rewrites ||= fact.rewrites;
    for (const patch of fact.patches) patches.add(join(at, patch));
    for (const resource of fact.resources) {
      const path = join(at, resource);
      if (byFolder.has(path)) visit(path);
      else files.add(path);
    }
  };
  visit(folder);
  return { folder, files, patches, transforms, rewrites };
}

/** A path relative to a folder, without `.` and `..`. */
function join(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of [...folder.split('/'), ...path.split('/')]) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}
