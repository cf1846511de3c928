import { grouped } from '../../architecture/grouped';
import type { BuildSources, ComposeScale, Environment } from '../../contracts/build';
import { sameData } from '../../engine/same';
import { isCompose } from '../../languages/compose/detect';
import { normalisedService, servicesOf } from '../../languages/compose/normalise';
import { type DataNode, entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { folderOf, joined } from '../../text/paths';
import { isTemplate } from '../../text/placeholders';
import {
  environmentKey,
  environmentNamed,
  environmentOfPath,
  NO_ENVIRONMENT,
} from '../environments';
import { type ComposeRun, composeRuns } from './command-lines';
import type { ComposeStack } from './evaluate';
import { namedFiles, startedByDefault } from './named-files';

/** The names compose looks for, the first that is there. */
const STANDARD = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/**
 * The stacks of a project's compose files: as command lines start them, else by their names, the file that compose
 * finds by itself, with its override; each other file alone where it is whole, else laid over that one.
 */
export function composeStacks(
  paths: readonly string[],
  sources: BuildSources,
): readonly ComposeStack[] {
  const files = new Map<string, DataNode | undefined>();
  const read = sources.each(paths, (path) =>
    /\.ya?ml$/.test(path) ? sources.derived('compose file', path, composeFile) : undefined,
  );
  for (const [index, path] of paths.entries()) {
    const file = read[index];
    if (file) files.set(path, file.document);
  }
  const used = new Set<string>();
  for (const [path, document] of files) {
    for (const name of includedFiles(path, document)) used.add(name);
    // What compose starts by itself is started, also where others take services from it.
    for (const name of extendedFiles(path, document))
      if (!STANDARD.includes(name.slice(name.lastIndexOf('/') + 1))) used.add(name);
  }
  const folders = grouped(files.keys(), folderOf);
  const named = [...folders].flatMap(([folder, own]) =>
    stacksOf(folder, [...own].sort(), files, used),
  );
  if (files.size === 0) return named;
  const byDefault = startedByDefault(sources);
  const runs = composeRuns(sources).map((run) => ({
    ...run,
    files: run.files.length > 0 ? run.files : (filesOf(run, byDefault, sources) ?? []),
  }));
  // What nobody starts in a folder that names other files.
  const replaced = (stack: ComposeStack) =>
    byDefault.some(
      ({ folder, files: own }) => isFoundIn(folder, stack) && !sameData(own, stack.files),
    );
  return withRuns(
    named.filter((stack) => !replaced(stack)),
    [...byDefault, ...runs],
    files,
  );
}

/** The files that the variables of a line name, or those of its folder. */
function filesOf(
  { folder, variables }: ComposeRun,
  byDefault: readonly ComposeRun[],
  sources: BuildSources,
): readonly string[] | undefined {
  return variables.length > 0
    ? namedFiles(folder, variables, sources)
    : byDefault.find((each) => each.folder === folder)?.files;
}

/** Whether a stack is what compose finds by itself in a folder. */
function isFoundIn(folder: string, { root, files }: ComposeStack): boolean {
  return STANDARD.some((name) => root === pathIn(folder, name)) && files.slice(1).every(isOverride);
}

/** What compose lays over the file that it finds by itself. */
function isOverride(file: string): boolean {
  return /(?:^|[/.-])compose\.override\.ya?ml$/.test(file);
}

/** Stacks by their names, of which those count as they are started that a command line starts. */
function withRuns(
  named: readonly ComposeStack[],
  runs: readonly ComposeRun[],
  files: ReadonlyMap<string, unknown>,
): readonly ComposeStack[] {
  const started = runs.flatMap((run) => startedBy(run, named, files));
  if (started.length === 0) return named;
  // Of one environment of a root that counts which says most; a line that stops or looks often says less.
  const best = new Map<string, ComposeStack>();
  const keyOf = ({ root, environment }: ComposeStack) => `${root}@${environmentKey(environment)}`;
  const scales = grouped(started, keyOf);
  for (const stack of started) {
    const key = keyOf(stack);
    const other = best.get(key);
    if (other && weightOf(stack) <= weightOf(other)) continue;
    best.set(key, { ...stack, scales: mostOf(scales.get(key) ?? []) });
  }
  const stacks = [...best.values()];
  const isSaid = ({ root, files: own, environment }: ComposeStack) =>
    stacks.some((stack) => {
      const isOne = environmentKey(stack.environment) === environmentKey(environment);
      const isAll = own.every((file) => stack.files.includes(file));
      // A file that others are laid over may well be started alone too.
      const isPart = own.length > 1 || own[0] !== stack.root || stack.files.length === 1;
      return (stack.root === root && isOne) || (isAll && isPart);
    });
  return [...named.filter((stack) => !isSaid(stack)), ...stacks];
}

/** The most that any line starts of a service; of one whose count is not known no line tells the most. */
function mostOf(stacks: readonly ComposeStack[]): readonly ComposeScale[] {
  const most = new Map<string, ComposeScale>();
  for (const scale of stacks.flatMap((stack) => stack.scales ?? [])) {
    const known = most.get(scale.service);
    const isMore =
      known?.count !== null && (scale.count === null || scale.count > (known?.count ?? -1));
    if (!known || isMore) most.set(scale.service, scale);
  }
  return [...most.values()];
}

function weightOf({ files, variables = [], profiles = [] }: ComposeStack): number {
  return files.length * 100 + variables.length * 10 + profiles.length;
}

/** What a command line starts; nothing where a file of it is no compose file. */
function startedBy(
  { files: own, folder, variables, profiles, scales, hints }: ComposeRun,
  named: readonly ComposeStack[],
  files: ReadonlyMap<string, unknown>,
): readonly ComposeStack[] {
  const found = named.find((stack) => STANDARD.some((name) => stack.root === pathIn(folder, name)));
  const taken = own.length > 0 ? own : (found?.files ?? []);
  const [root] = taken;
  if (root === undefined || !taken.every((file) => files.has(file))) return [];
  const names = [
    ...taken.toReversed().map(environmentOf),
    ...variables.map((file) =>
      environmentNamed(file.slice(file.lastIndexOf('/') + 1).replace(/^\.?env\.|\.env$/g, '')),
    ),
    ...hints.map(environmentNamed),
  ];
  const environment = names.find((each) => each.class !== 'unknown') ?? environmentOf(root);
  return [{ root, files: taken, environment, variables, profiles, scales }];
}

function pathIn(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The first document of a compose file; `null` for other files. */
function composeFile(text: string, uri: string): { document: DataNode | undefined } | null {
  if (!isCompose(uri, text)) return null;
  const { documents, problems } = readYaml(text, { uri });
  return problems.length > 0 && isTemplate(text) ? null : { document: documents[0] };
}

function stacksOf(
  folder: string,
  own: readonly string[],
  files: ReadonlyMap<string, DataNode | undefined>,
  used: ReadonlySet<string>,
): readonly ComposeStack[] {
  const base = STANDARD.map((name) => pathIn(folder, name)).find((path) => own.includes(path));
  const override = own.find(isOverride);
  const stacks: ComposeStack[] = [];
  const others = own.filter((path) => path !== base && path !== override && !used.has(path));
  for (const path of others) {
    const environment = environmentOf(path);
    const isAlone = base === undefined || isWhole(files.get(path));
    stacks.push({
      root: isAlone ? path : base,
      files: isAlone ? [path] : [base, path],
      environment,
    });
  }
  const isStandalone = base !== undefined && !used.has(base);
  // A base that only others complete is no stack of its own.
  if (isStandalone && (override !== undefined || isWhole(files.get(base)))) {
    const overridden: ComposeStack = {
      root: base,
      files: override ? [base, override] : [base],
      // An override is what compose takes where nobody names files: on the developer's machine.
      environment:
        override !== undefined && stacks.length > 0 ? environmentNamed('dev') : environmentOf(base),
    };
    stacks.unshift(overridden);
  }
  return stacks;
}

/** Files that a file includes: they are a part of it. */
function includedFiles(path: string, document: DataNode | undefined): readonly string[] {
  return itemsOf(entryOf(document, 'include')).flatMap((item) => {
    const named = item.kind === 'map' ? item.entries.get('path') : item;
    return (named?.kind === 'list' ? named.items : [named]).flatMap((one) => otherFile(path, one));
  });
}

/** Files that services of a file extend those of. */
function extendedFiles(path: string, document: DataNode | undefined): readonly string[] {
  return [...(servicesOf(document)?.entries.values() ?? [])].flatMap((service) =>
    otherFile(path, entryOf(entryOf(service, 'extends'), 'file')),
  );
}

function otherFile(path: string, node: DataNode | undefined): readonly string[] {
  const written = textOf(node);
  const name = written === undefined ? path : joined(folderOf(path), written);
  return name === path ? [] : [name];
}

/** Every service says what it runs, and waits for none that is not there. */
function isWhole(document: DataNode | undefined): boolean {
  const services = servicesOf(document);
  if (entryOf(document, 'include')) return true;
  if (!services || services.entries.size === 0) return false;
  return [...services.entries.values()].every((node) => {
    const service = normalisedService(node);
    if (service.kind !== 'map') return false;
    const runs = ['image', 'build', 'extends'].some((key) => service.entries.has(key));
    const waits = entryOf(service, 'depends_on');
    return (
      runs &&
      (waits?.kind !== 'map' ||
        [...waits.entries.keys()].every((name) => services.entries.has(name)))
    );
  });
}

/** By the name of the file, else of its folder: `compose.prod.yml`, `production.yml`, `dev/compose.yml`. */
function environmentOf(path: string): Environment {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/, '');
  const words = file
    .split(/[._-]/)
    .filter((word) => !/^(?:docker|compose|stack|swarm)$/.test(word));
  const own = words.length > 0 ? environmentNamed(words.join('-')) : NO_ENVIRONMENT;
  if (own.class !== 'unknown') return own;
  const around = environmentOfPath(folderOf(path));
  return around.class === 'unknown' ? own : around;
}
