import { grouped } from '../../architecture/grouped';
import type { Fact } from '../../contracts/fact';
import type { CodeLink, Container, FactEntry, System, WorkloadNode } from '../../contracts/system';
import { isIn } from '../../text/paths';
import { packageFolder } from '../identifiers';
import { folderOwner, isAside, isRunBy } from './contexts';
import { loadedBy } from './entry-files';

/** What a workload's code says, and how sure it is that it runs that code. */
export interface Carried<K extends Fact['kind']>
  extends FactEntry<Extract<Fact, { readonly kind: K }>> {
  readonly certainty: CodeLink['certainty'];
}

/**
 * The facts of a kind in the code that each workload runs.
 * @see codeRunBy for what that is
 */
export function carriedBy<K extends Fact['kind']>(
  system: CodeSystem,
  kind: K,
): (workload: WorkloadNode) => readonly Carried<K>[] {
  const all = system.of(kind).filter(({ file }) => !isAside(file));
  if (all.length === 0) return () => [];
  const runs = codeRunBy(system, all);
  return ({ containers }) =>
    containers.flatMap((container): readonly Carried<K>[] => {
      const { code } = container;
      if (!code) return [];
      return runs(container).map((entry) => ({ ...entry, certainty: code.certainty }));
    });
}

/** What is asked of a system to tell which code runs where. */
type CodeSystem = Pick<System, 'workloads' | 'of' | 'loaded'>;

/**
 * Which of these things that stand in files of code each container runs: those in the folder its image is built from,
 * where no other workload has a nearer one, and in packages of the repository that this one takes. Not what only
 * another program of that folder loads, nor what runs before it alone.
 */
export function codeRunBy<T extends { readonly file: string }>(
  system: CodeSystem,
  all: readonly T[],
): (container: Container) => readonly T[] {
  const ownerOf = folderOwner(system.workloads, system);
  const packages = system.of('package');
  const owned = all.flatMap((entry) => {
    const owner = ownerOf(entry.file);
    return owner === undefined ? [] : [{ owner, entry }];
  });
  const byOwner = grouped(owned, ({ owner }) => owner);
  const shared = (folder: string): readonly string[] => {
    const names = new Set(
      packages.flatMap(({ file, fact }) =>
        packageFolder(file) === folder ? fact.dependencies : [],
      ),
    );
    return packages.flatMap(({ file, fact }) =>
      fact.called !== null && names.has(fact.called) && packageFolder(file) !== folder
        ? [packageFolder(file)]
        : [],
    );
  };
  const servers = [...new Set(system.of('listen').map(({ file }) => file))];
  return (container) => {
    const { code, role } = container;
    if (!code || role === 'init') return [];
    const isOfAnother = ofAnotherProgram(container, servers, system);
    const taken = shared(code.folder);
    const own = (byOwner.get(code.folder) ?? []).flatMap(({ entry }) =>
      isRunBy(entry.file, code) && !isOfAnother(entry.file) ? entry : [],
    );
    const others =
      taken.length === 0
        ? []
        : all.filter(({ file }) => taken.some((folder) => isIn(file, folder)));
    return [...new Set([...own, ...others])];
  };
}

/**
 * Whether a file is loaded by a server beside what a container starts, and not by what it starts: a worker and a
 * server share a folder. Nothing is, where it cannot be told what it loads.
 */
function ofAnotherProgram(
  { code, processes }: Container,
  servers: readonly string[],
  system: Pick<System, 'of' | 'loaded'>,
): (file: string) => boolean {
  const folder = code?.folder;
  const own = processes.map((process) =>
    folder === undefined ? undefined : loadedBy(process, folder, system),
  );
  if (folder === undefined || own.length === 0 || own.includes(undefined)) return () => false;
  const isLoaded = (file: string) => own.some((files) => files?.has(file));
  const others = servers.filter((file) => isIn(file, folder) && !isLoaded(file));
  return (file) =>
    !isLoaded(file) &&
    (GO_MAIN.test(file) ||
      others.some((other) => other === file || system.loaded(other)?.has(file)));
}

/**
 * Where the `main` package of a program of Go stands, which no other program can take in. Told by its place: a package
 * there that is no `main` is imported by what runs it, and Go imports nothing while it runs, so it is among the loaded.
 */
const GO_MAIN = /(?:^|\/)(?:cmd\/[^/]+\/[^/]+|main)\.go$/;

/** What the nearest package around a file takes, by name without scope. */
export function dependenciesAround(file: string, system: Pick<System, 'of'>): ReadonlySet<string> {
  const [nearest] = system
    .of('package')
    .filter((entry) => isIn(file, packageFolder(entry.file)))
    .sort((a, b) => packageFolder(b.file).length - packageFolder(a.file).length);
  return new Set(nearest?.fact.takes);
}

/** What the packages of a workload's code take, by name without scope. */
export function dependenciesOf(
  system: Pick<System, 'of'>,
  { containers }: WorkloadNode,
): ReadonlySet<string> {
  const folders = new Set(containers.flatMap(({ code }) => (code ? [code.folder] : [])));
  return new Set(
    system
      .of('package')
      .flatMap(({ file, fact }) => (folders.has(packageFolder(file)) ? fact.takes : [])),
  );
}
