import type { FactValue, KustomizationFact } from '../contracts/fact';
import type { Entry } from './entry';

/** What one kustomization does to the names of everything it builds. */
export interface Level {
  readonly prefix: FactValue<string>;
  readonly suffix: FactValue<string>;
  readonly namespace: FactValue<string>;
}

/** A patch, and the file it stands in. */
export interface AppliedPatch {
  /** Relative to the project root; `null` for a patch written in a kustomization. */
  readonly file: string | null;
  readonly targetKind: string | null;
  readonly targetName: string | null;
  readonly touches: readonly string[] | null;
}

/** A count that a kustomization gives to a workload. */
export interface AppliedReplicas {
  readonly uri: string;
  readonly path: string;
  readonly name: string;
  readonly count: number;
}

/** What `kustomize build` of a folder takes in, over the kustomizations it builds upon. */
export interface Build {
  /** Relative to the project root; empty for the root itself. */
  readonly folder: string;
  /** The files it takes in, each with what happens to its names, innermost first. */
  readonly files: ReadonlyMap<string, readonly Level[]>;
  readonly patches: readonly AppliedPatch[];
  readonly replicas: readonly AppliedReplicas[];
  /** Some kustomization in it may change anything: remote bases, charts, generators. */
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
  const byFolder = new Map(entries.map((entry) => [folderOf(entry.file), entry]));
  const builds = [...byFolder.keys()].map((folder) => buildOf(folder, byFolder));
  const patchFiles = builds.flatMap(({ patches }) => patches.flatMap(({ file }) => file ?? []));
  return { builds, patchFiles: new Set(patchFiles) };
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

/**
 * The names an object of a file has on its way through a build, the last one as it is applied:
 * kustomize follows a reference by any of them. `undefined` where they cannot be known.
 */
export function namesIn(build: Build, file: string, name: string): readonly string[] | undefined {
  const names = [name];
  if (build.rewrites) return undefined;
  for (const { prefix, suffix } of build.files.get(file) ?? []) {
    if (prefix.state === 'unknown' || suffix.state === 'unknown') return undefined;
    names.push(`${said(prefix)}${names.at(-1)}${said(suffix)}`);
  }
  return names;
}

/** The namespace an object of a file is applied to by a build. */
export function namespaceIn(build: Build, file: string, own: FactValue<string>): FactValue<string> {
  const levels = build.files.get(file) ?? [];
  return levels.reduce(
    (before, { namespace }) => (namespace.state === 'absent' ? before : namespace),
    own,
  );
}

type ByFolder = ReadonlyMap<string, Entry<KustomizationFact>>;

function buildOf(folder: string, byFolder: ByFolder): Build {
  const files = new Map<string, readonly Level[]>();
  const patches: AppliedPatch[] = [];
  const replicas: AppliedReplicas[] = [];
  const seen = new Set<string>();
  let rewrites = false;
  const visit = (at: string, above: readonly Level[]) => {
    const entry = byFolder.get(at);
    if (entry === undefined || seen.has(at)) return;
    seen.add(at);
    const { fact } = entry;
    rewrites ||= fact.rewrites;
    patches.push(...fact.patches.map((patch) => placed(patch, at)));
    replicas.push(...replicasOf(entry));
    const own = [levelOf(fact), ...above];
    const components = fact.components.map((component) => join(at, component));
    // A component works on what has been gathered before it; what it is may stand elsewhere.
    const inner = components.flatMap((component) => {
      const known = byFolder.get(component);
      rewrites ||= known === undefined;
      return known === undefined ? [] : [levelOf(known.fact)];
    });
    for (const resource of fact.resources) {
      const path = join(at, resource);
      if (byFolder.has(path)) visit(path, [...inner, ...own]);
      else if (!files.has(path)) files.set(path, [...inner, ...own]);
    }
    for (const component of components) visit(component, own);
  };
  visit(folder, []);
  return { folder, files, patches, replicas, rewrites };
}

function levelOf({ namePrefix, nameSuffix, namespace }: KustomizationFact): Level {
  return { prefix: namePrefix, suffix: nameSuffix, namespace };
}

function placed(patch: KustomizationFact['patches'][number], folder: string): AppliedPatch {
  return patch.file === null ? patch : { ...patch, file: join(folder, patch.file) };
}

function replicasOf({ uri, fact }: Entry<KustomizationFact>): readonly AppliedReplicas[] {
  return fact.replicas.flatMap(({ name, count }) =>
    name.state === 'known' && count.state === 'known'
      ? [{ uri, path: count.path, name: name.value, count: count.value }]
      : [],
  );
}

function said(value: FactValue<string>): string {
  return value.state === 'known' ? value.value : '';
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
