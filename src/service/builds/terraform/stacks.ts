import { grouped } from '../../architecture/grouped';
import type { BuildSources, Environment } from '../../contracts/build';
import { RESOURCES } from '../../languages/autoscaling-group/terraform-names';
import { folderOf } from '../../text/paths';
import { environmentNamed, environmentOfPath, NO_ENVIRONMENT } from '../environments';
import {
  attribute,
  calledFolder,
  calledRegistry,
  hclOf,
  type ModuleSource,
  moduleIn,
} from './module-source';

/** A module that is applied by itself, with the files of values it is given. */
export interface TerraformStack {
  /** The folder of the module. */
  readonly root: string;
  /** Files of values; later ones win. */
  readonly values: readonly string[];
  readonly environment: Environment;
}

/** Folders whose modules others call, also from other repositories. */
const LIBRARY = /(?:^|\/)modules?\//;
/** Files that Terraform takes by itself. */
const OWN = /^(?:terraform\.tfvars|.*\.auto\.tfvars)(?:\.json)?$/;
/** The file of values that Terraform takes before all others. */
const MAIN_VALUES = /(?:^|\/)terraform\.tfvars(?:\.json)?$/;
/** How a file of values ends. */
const VALUES = /(?:\.auto)?\.tfvars(?:\.json)?$/;

/** What is applied: each root by itself, or once for each environment that a file of values is called after. */
export function terraformStacks(
  sources: BuildSources,
  configured: (path: string) => Environment,
): readonly TerraformStack[] {
  const folders = [
    ...new Set(
      sources
        .matching('**/*.tf')
        .filter((path) => !/(?:^|\/)\.terraform\//.test(path))
        .map(folderOf),
    ),
  ].sort();
  const modules = new Map(
    folders.flatMap((folder) => {
      const module = moduleIn(sources, folder);
      return module ? [[folder, module] as const] : [];
    }),
  );
  const called = new Set(
    [...modules].flatMap(([folder, { calls }]) =>
      calls.flatMap((call) => calledFolder(folder, call) ?? []),
    ),
  );
  const roots = [...modules.values()].filter(
    (module) =>
      !called.has(module.folder) &&
      (module.isRoot || !LIBRARY.test(`${module.folder}/`)) &&
      isOfUse(module, modules, new Set()),
  );
  const values = [...sources.matching('**/*.tfvars'), ...sources.matching('**/*.tfvars.json')];
  return roots.flatMap((module) => {
    const { folder } = module;
    const own = values
      .filter((path) => folderOf(path) === folder && OWN.test(nameOf(path)))
      .sort(
        (a, b) => Number(!MAIN_VALUES.test(a)) - Number(!MAIN_VALUES.test(b)) || (a < b ? -1 : 1),
      );
    const other = values
      .filter((path) => {
        if (own.includes(path)) return false;
        if (folderOf(path) === folder) return true;
        if (modules.has(folderOf(path))) return false;
        return roots.length === 1 || isInside(path, folder);
      })
      .filter((path) => givesValues(sources, path, module));
    const around = configured(folder === '' ? 'main.tf' : `${folder}/main.tf`);
    const stacks = givenTogether(sources, other).map((paths) => ({
      root: folder,
      values: [...own, ...paths],
      environment: environmentOfValues(paths[0] ?? ''),
    }));
    if (stacks.length > 0) return stacks;
    const named = own
      .map((path) => environmentWritten(sources, path))
      .find((each) => each.class !== 'unknown');
    const environment = around.name !== null ? around : (named ?? NO_ENVIRONMENT);
    return [{ root: folder, values: own, environment }];
  });
}

/**
 * Files that are called after one environment, where none gives what another of them does: one run takes them all. Of
 * files that give the same each is a run of its own.
 */
function givenTogether(
  sources: BuildSources,
  paths: readonly string[],
): readonly (readonly string[])[] {
  const alike = grouped(paths, (path) => environmentOfValues(path).name ?? path);
  return [...alike.values()].flatMap((group) => {
    const names = group.flatMap((path) =>
      (hclOf(sources, path)?.attributes ?? []).map(({ name }) => name),
    );
    const isTogether = new Set(names).size === names.length;
    return isTogether ? [group] : group.map((path) => [path]);
  });
}

/** Whether a file gives anything that a module takes: what a backend is told (`bucket = …`) is a file of that form too. */
function givesValues(sources: BuildSources, path: string, { variables }: ModuleSource): boolean {
  const written = hclOf(sources, path)?.attributes ?? [];
  return written.length === 0 || written.some(({ name }) => variables.has(name));
}

/** Whether a module, or one that it calls, has something that is read. */
function isOfUse(
  { folder, resources, calls }: ModuleSource,
  modules: ReadonlyMap<string, ModuleSource>,
  seen: Set<string>,
): boolean {
  if (seen.has(folder)) return false;
  seen.add(folder);
  if (resources.some(({ type }) => RESOURCES[type] !== undefined)) return true;
  return calls.some((call) => {
    if ((calledRegistry(call)?.body ?? '') !== '') return true;
    const inner = calledFolder(folder, call);
    const module = inner === undefined ? undefined : modules.get(inner);
    return module !== undefined && isOfUse(module, modules, seen);
  });
}

/** `envs/prod.tfvars`, `prod/terraform.tfvars`: the innermost name that is not Terraform's own. */
function environmentOfValues(path: string): Environment {
  const steps = path
    .replace(VALUES, '')
    .split('/')
    .filter((step) => step !== 'terraform');
  const known = environmentOfPath(steps.join('/'));
  return known.class === 'unknown' ? environmentNamed(steps.at(-1) ?? '') : known;
}

/** The environment that a file of values is called after, or says itself. */
function environmentWritten(sources: BuildSources, path: string): Environment {
  const name = nameOf(path).replace(VALUES, '');
  const called = environmentNamed(name);
  if (called.class !== 'unknown') return called;
  const body = hclOf(sources, path);
  for (const key of ['environment', 'env', 'stage', 'environment_name', 'env_name']) {
    const value = body ? attribute(body, key) : null;
    if (value?.kind !== 'literal' || typeof value.value !== 'string') continue;
    const written = environmentNamed(value.value);
    if (written.class !== 'unknown') return written;
  }
  return NO_ENVIRONMENT;
}

function isInside(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
