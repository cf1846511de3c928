import type { Environment } from '../../contracts/build';
import { pathIn } from '../../text/paths';
import { environmentKey, NO_ENVIRONMENT } from '../environments';
import { KINDS, type ManifestFile, ownObjects } from './manifest-file';
import { byEnvironment, plainEnvironment } from './names';

/** Manifests that are applied together. */
export interface ManifestGroup {
  readonly root: string;
  readonly environment: Environment;
  readonly files: readonly ManifestFile[];
  /** Why more may be applied with them. */
  readonly limits: readonly string[];
}

/**
 * What is applied together. A folder and what stands below it is one system where it holds manifests
 * itself, or where the folders in it are named after kinds, or name each other's objects; else each folder
 * is one. Files that define an object twice are alternatives: the environments they are named after, or
 * each one for itself.
 */
export function groupsOf(files: readonly ManifestFile[]): readonly ManifestGroup[] {
  const plain = files.map((file) =>
    file.isDeclared ? file : { ...file, environment: plainEnvironment(file) },
  );
  return systemsIn('', plain).flatMap(({ root, files: members }) => alternatives(root, members));
}

interface System {
  readonly root: string;
  readonly files: readonly ManifestFile[];
}

function systemsIn(root: string, files: readonly ManifestFile[]): readonly System[] {
  const byFolder = new Map<string, ManifestFile[]>();
  const own: ManifestFile[] = [];
  for (const file of files) {
    const rest = root === '' ? file.path : file.path.slice(root.length + 1);
    const slash = rest.indexOf('/');
    if (slash === -1) own.push(file);
    else byFolder.set(rest.slice(0, slash), [...(byFolder.get(rest.slice(0, slash)) ?? []), file]);
  }
  if (byFolder.size === 0) return [{ root, files: own }];
  const parts = [...byFolder].map(([name, inner]) => ({ name, files: inner }));
  const isOne =
    own.length > 0 ||
    parts.some(({ name }) => KINDS.test(name)) ||
    parts.some((part) => isEnvironment(part.files, files)) ||
    nameEachOther(parts.map((part) => part.files));
  const [only] = parts;
  if (isOne && (own.length > 0 || parts.length > 1)) {
    if (own.length === 0 || root !== '' || definesTogether(own, parts)) return [{ root, files }];
    // What lies at the root of a repository says nothing about the folders beside it.
    return [
      { root, files: own },
      ...parts.flatMap(({ name, files: inner }) => systemsIn(name, inner)),
    ];
  }
  if (own.length === 0 && parts.length === 1 && only) {
    return systemsIn(pathIn(root, only.name), only.files);
  }
  const inner = parts.flatMap(({ name, files: each }) => systemsIn(pathIn(root, name), each));
  return own.length > 0 ? [{ root, files: own }, ...inner] : inner;
}

function definesTogether(
  own: readonly ManifestFile[],
  parts: readonly { readonly files: readonly ManifestFile[] }[],
): boolean {
  return nameEachOther([own, ...parts.map(({ files }) => files)]);
}

/** Folders of environments are alternatives of one system. */
function isEnvironment(part: readonly ManifestFile[], all: readonly ManifestFile[]): boolean {
  const [first] = part;
  if (!first || first.environment.class === 'unknown') return false;
  const key = environmentKey(first.environment);
  return (
    part.every(({ environment }) => environmentKey(environment) === key) &&
    all.some(({ environment }) => environmentKey(environment) !== key)
  );
}

/** Whether an autoscaler of one part scales what only another part defines. */
function nameEachOther(parts: readonly (readonly ManifestFile[])[]): boolean {
  const defined = parts.map(
    (files) =>
      new Set(
        files.flatMap(({ summary }) => summary.objects.map((id) => id.replace(/\/[^/]*\//, '/'))),
      ),
  );
  return parts.some((files, index) =>
    files.some(({ summary }) =>
      summary.targets.some(
        (target) =>
          !defined[index]?.has(target) && defined.filter((each) => each.has(target)).length === 1,
      ),
    ),
  );
}

/** One group for each environment; files of none belong to each. Twins without one stand alone. */
function alternatives(root: string, files: readonly ManifestFile[]): readonly ManifestGroup[] {
  const shared = files.filter(({ environment }) => environmentKey(environment) === null);
  const named = byEnvironment(files);
  const twins = twinsIn(shared);
  const common = shared.filter((file) => !twins.has(file));
  const limits = twins.size > 0 ? ['some of its files define one object several times'] : [];
  const alone = [...twins].map((file) => ({
    root: file.path,
    environment: file.environment,
    files: [file],
    limits: ['other files may be applied with it'],
  }));
  if (named.length === 0) {
    const group = { root, environment: NO_ENVIRONMENT, files: common, limits };
    return common.length > 0 ? [group, ...alone] : alone;
  }
  // Where all that is named is for people who work on it, what is named after nothing is what everybody else gets.
  const isAside = named.every(([first]) => first?.environment.class === 'development');
  const others =
    isAside && common.length > 0
      ? [{ root, environment: NO_ENVIRONMENT, files: common, limits }]
      : [];
  return [
    ...others,
    ...named.flatMap((own) => {
      const defined = new Set(own.flatMap(ownObjects));
      const under = common.filter((file) => !ownObjects(file).some((id) => defined.has(id)));
      const environment = own[0]?.environment ?? NO_ENVIRONMENT;
      const inner = twinsIn(own);
      const once = own.filter((file) => !inner.has(file));
      const both =
        inner.size > 0 ? [...limits, 'some of its files define one object several times'] : limits;
      return [
        { root, environment, files: [...under, ...once], limits: both },
        ...[...inner].map((file) => ({
          root: file.path,
          environment,
          files: [file],
          limits: ['other files may be applied with it'],
        })),
      ];
    }),
    ...alone,
  ];
}

/** Files that define what another file defines too. */
function twinsIn(files: readonly ManifestFile[]): ReadonlySet<ManifestFile> {
  const byObject = new Map<string, ManifestFile[]>();
  for (const file of files) {
    for (const id of ownObjects(file)) {
      const same = byObject.get(id);
      if (same) same.push(file);
      else byObject.set(id, [file]);
    }
  }
  return new Set([...byObject.values()].filter((same) => same.length > 1).flat());
}
