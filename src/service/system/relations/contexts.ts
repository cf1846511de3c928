import type { ImageFact } from '../../contracts/fact';
import type { CodeLink, FactEntry, System, WorkloadNode } from '../../contracts/system';
import { folderOf, isIn, joined, upwards } from '../../text/paths';
import { textOf } from '../factors';

/** A final image of a Dockerfile, and the folder that it is built from. */
export interface BuiltImage {
  readonly folder: string;
  readonly image: FactEntry<ImageFact>;
}

/** The images of a repository with the folders they are built from: as a compose file says, else by their places. */
export function builtImages({ of }: Pick<System, 'of'>): readonly BuiltImage[] {
  const stated = new Map<string, string>();
  for (const { fact } of of('compose-service')) {
    const context = textOf(fact.build?.context);
    if (context === undefined) continue;
    const folder = composeFolder(fact.project, context);
    const file = joined(folder, textOf(fact.build?.dockerfile) ?? 'Dockerfile');
    if (!stated.has(file)) stated.set(file, folder);
  }
  const manifests = new Set(of('package').map(({ file }) => file));
  const copied = new Map<string, string[]>();
  for (const { file, fact } of of('image')) {
    const from = fact.copies.flatMap((copy) =>
      copy.stage === null && !/[*?[]/.test(copy.from) ? [copy.from] : [],
    );
    copied.set(file, [...(copied.get(file) ?? []), ...from]);
  }
  return of('image')
    .filter(({ fact }) => fact.final)
    .map((image) => ({
      image,
      folder:
        stated.get(image.file) ??
        folderOfManifest(image.file, copied.get(image.file) ?? [], manifests) ??
        folderByName(image),
    }));
}

/** It is built where what it copies is: `COPY go.mod` in `cmd/api/Dockerfile` names the root's. */
function folderOfManifest(
  file: string,
  copied: readonly string[],
  manifests: ReadonlySet<string>,
): string | undefined {
  for (let here: string | undefined = folderOf(file); here !== undefined; here = above(here)) {
    const folder = here;
    if (copied.some((from) => manifests.has(joined(folder, from)))) return folder;
  }
  return undefined;
}

/** The folder of a Dockerfile, or the one around a folder of Dockerfiles. */
function folderByName({ file, fact }: FactEntry<ImageFact>): string {
  const folder = folderOf(file);
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  return /^(?:docker|build|deploy|deployment|\.?docker|container|images?|ci)$/i.test(name) &&
    fact.copies.some(({ stage }) => stage === null)
    ? folderOf(folder)
    : folder;
}

/** The folder around one; `undefined` for the root. */
function above(folder: string): string | undefined {
  return folder === '' ? undefined : folderOf(folder);
}

/** The folder that a path of a compose file means. */
export function composeFolder(project: string, path: string): string {
  const parts = project.split('/').filter((part) => part !== '');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * The folder whose program a file is of: the nearest that a workload runs, or that is built into an
 * image of its own, whether anything here runs that image or not.
 */
export function folderOwner(
  workloads: readonly WorkloadNode[],
  system: Pick<System, 'of'>,
): (file: string) => string | undefined {
  const links = workloads.flatMap(({ name, containers }) =>
    containers.flatMap((container) =>
      container.code ? [{ runs: `${name}/${container.name}`, code: container.code }] : [],
    ),
  );
  // What is told of a workload in one of its deployments is not guessed from its name in another.
  const told = new Set(
    links.flatMap(({ runs, code }) => (code.certainty === 'stated' ? [runs] : [])),
  );
  const run = links.flatMap(({ runs, code }) =>
    code.certainty === 'stated' || !told.has(runs) ? [code.folder] : [],
  );
  const folders = new Set([...run, ...builtImages(system).map(({ folder }) => folder)]);
  return (file) => upwards(folderOf(file)).find((folder) => folders.has(folder));
}

/** Whether no process of a deployment loads a file: tests, migrations, examples, scripts. */
export function isAside(file: string): boolean {
  return ASIDE.test(file.replace(PLACEHOLDER, ''));
}

/**
 * The package that a Java project is made with and often keeps, and the turned domain of one that is in no registry
 * (`test.shop`): their folders name nothing.
 */
const PLACEHOLDER =
  /(?<=(?:^|\/)(?:java|kotlin)\/)(?:com|org)\/example\/(?:demo\/)?|(?<=(?:^|\/)main\/(?:java|kotlin)\/)test\//;

const ASIDE =
  /(?:^|\/)(?:tests?|__tests__|specs?|fixtures?|testdata|migrations?|seeds?|seeders?|examples?|samples?|demos?|docs|benchmarks?|scripts?)\/|[._-](?:test|spec)\.\w+$|(?:^|\/)(?:test_\w+|conftest)\.py$/;

/**
 * Whether a file is of the code that a container runs: its image takes it in, and where the code was found by its
 * place alone, it is not of another service within it.
 */
export function isRunBy(
  file: string,
  { folder, certainty, copied, apart = [] }: CodeLink,
): boolean {
  if (copied !== null && !copied.some((path) => isIn(file, path) || file === path)) return false;
  if (apart.some((other) => isIn(file, other))) return false;
  return (
    certainty === 'stated' || !SIDE_BY_SIDE.test(file.replace(PLACEHOLDER, '').slice(folder.length))
  );
}

/** Folders that hold several services or packages side by side. */
const SIDE_BY_SIDE =
  /(?:^|\/)(?:apps|services|packages|cmd|functions|lambdas|libs|modules|examples?|samples?)\/[^/]+\//;
