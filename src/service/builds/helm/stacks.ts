import type { BuildSources, Environment } from '../../contracts/build';
import { entryOf, textOf } from '../../syntax/data-node';
import { folderOf, pathIn } from '../../text/paths';
import { environmentNamed } from '../environments';
import { yamlOf } from './chart';

/** A chart with the files of values that are laid over its own. */
export interface HelmStack {
  readonly root: string;
  readonly values: readonly string[];
  readonly environment: Environment;
}

/** Folders whose charts are for trying something out. */
const ASIDE = /(?:^|\/)(?:ci|examples?|tests?|testdata|fixtures)\//;
/** Names of files of values that say no environment. */
const NO_NAME = /^(?:schema|example|sample|default|template|local-example|dist)s?$/i;

/** Each chart by itself, or once for each environment that a file of values beside it is called after. */
export function helmStacks(
  sources: BuildSources,
  environmentOf: (path: string) => Environment,
): readonly HelmStack[] {
  const configured = configuredIn(sources);
  const folders = sources.matching('**/Chart.yaml').map(folderOf);
  const all = new Set(folders);
  const roots = folders.filter((folder) => {
    if (isWithin(folder, all)) return false;
    const metadata = yamlOf(sources, pathIn(folder, 'Chart.yaml'));
    return metadata && textOf(entryOf(metadata, 'type')) !== 'library';
  });
  return roots.flatMap((root): readonly HelmStack[] => {
    const named = valuesBeside(sources, root, all);
    const stacks = named.map(({ path, environment }) => {
      return { root, values: [path], environment: configured(path) ?? environment };
    });
    if (stacks.length > 0) return stacks;
    return [{ root, values: [], environment: environmentOf(pathIn(root, 'Chart.yaml')) }];
  });
}

/** The environment that the configuration gives a file. */
function configuredIn(sources: BuildSources): (path: string) => Environment | undefined {
  const named = Object.entries(sources.environments()).flatMap(([name, globs]) =>
    globs.map((glob) => [name, new Set(sources.matching(glob))] as const),
  );
  return (path) => {
    const match = named.find(([, paths]) => paths.has(path));
    return match && environmentNamed(match[0]);
  };
}

/** Whether a chart is one that another brings along. */
function isWithin(folder: string, all: ReadonlySet<string>): boolean {
  const at = folder.lastIndexOf('charts/');
  if (at < 0) return false;
  for (
    let end = folder.lastIndexOf('/charts/');
    end >= 0;
    end = folder.lastIndexOf('/charts/', end - 1)
  ) {
    if (all.has(folder.slice(0, end))) return true;
    if (end === 0) break;
  }
  return folder.startsWith('charts/') && all.has('');
}

/** Files of values that are called after an environment. */
function valuesBeside(
  sources: BuildSources,
  root: string,
  all: ReadonlySet<string>,
): readonly { readonly path: string; readonly environment: Environment }[] {
  const found = new Map<string, { readonly path: string; readonly environment: Environment }>();
  const paths = ['yaml', 'yml'].flatMap((extension) => [
    ...sources.matching(pathIn(root, `*.${extension}`)),
    ...sources.matching(pathIn(root, `*/*.${extension}`)),
    ...sources.matching(pathIn(root, `*/*/values.${extension}`)),
  ]);
  for (const path of paths) {
    const within = root === '' ? path : path.slice(root.length + 1);
    if (/^(?:templates|charts|crds)\//.test(within) || ASIDE.test(`${within}`)) continue;
    if (all.has(folderOf(path)) && folderOf(path) !== root) continue;
    const name = environmentIn(within);
    if (name === undefined || NO_NAME.test(name)) continue;
    const environment = environmentNamed(name);
    if (!found.has(name)) found.set(name, { path, environment });
  }
  return [...found.values()];
}

/** `values-prod.yaml`, `values.prod.yaml`, `prod-values.yaml`, `prod/values.yaml`, `environments/prod.yaml`. */
function environmentIn(path: string): string | undefined {
  const plain = path.replace(/\.ya?ml$/, '');
  const [, after] = /^(?:values?\/)?values[-_.]([\w.-]+)$/.exec(plain) ?? [];
  if (after !== undefined) return known(after);
  const [, before] = /^(?:values?\/)?([\w-]+)[-_.]values$/.exec(plain) ?? [];
  if (before !== undefined) return known(before);
  const [, folder] = /^(?:[\w-]+\/)?([\w-]+)\/values$/.exec(plain) ?? [];
  if (folder !== undefined && environmentNamed(folder).class !== 'unknown') return folder;
  const [, file] = /^(?:environments?|envs?|values)\/([\w.-]+)$/.exec(plain) ?? [];
  return file !== undefined && file !== 'values' ? known(file) : undefined;
}

/** A name that may be that of an environment. */
function known(name: string): string | undefined {
  return environmentNamed(name).class === 'unknown' && name.length > 30 ? undefined : name;
}
