import { type ComposeVariables, escaped, interpolated } from '../../languages/compose/interpolate';
import { normalisedService, servicesOf } from '../../languages/compose/normalise';
import {
  type DataMap,
  type DataNode,
  dataMap,
  dataText,
  entryOf,
  isMissing,
  itemsOf,
  textOf,
} from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { folderOf, joinedPath, pathFrom } from '../../text/paths';
import type { LoadContext } from './context';
import { environmentOf } from './environment';
import { mergedService } from './merge';
import { mergeTags } from './tags';
import { projectVariables } from './variables';

/** Files that bring in files deeper than this are not followed. */
const MAX_DEPTH = 20;

/** A compose application: the services of some files laid over each other. */
export interface Application {
  readonly services: ReadonlyMap<string, DataNode>;
  /** What `configs` at the top name, which services take as files. */
  readonly configs: ReadonlyMap<string, DataNode>;
  /** Set where something that could not be read may add services. */
  readonly isOpen: boolean;
}

/** The services of files that are given together (`-f a -f b`), in the folder of the first. */
export function loadApplication(
  files: readonly string[],
  folder: string,
  variables: ComposeVariables,
  context: LoadContext,
  depth = 0,
): Application {
  const services = new Map<string, DataNode>();
  const configs = new Map<string, DataNode>();
  let isOpen = false;
  for (const file of files) {
    const loaded = loadFile(file, folder, variables, context, depth);
    isOpen ||= loaded.isOpen;
    for (const [name, config] of loaded.configs) configs.set(name, config);
    for (const [name, service] of loaded.services) {
      const merged = mergedService(services.get(name), service, loaded.tagOf);
      if (merged) services.set(name, merged);
      else services.delete(name);
    }
  }
  return { services, configs, isOpen };
}

interface LoadedFile extends Application {
  readonly tagOf: ReturnType<typeof mergeTags>;
}

function loadFile(
  file: string,
  folder: string,
  variables: ComposeVariables,
  context: LoadContext,
  depth: number,
): LoadedFile {
  const { sources, notes } = context;
  const text = sources.text(file);
  const nothing = { services: new Map(), configs: new Map() };
  const none: LoadedFile = { ...nothing, isOpen: true, tagOf: () => undefined };
  if (text === undefined || depth > MAX_DEPTH) {
    notes.limits.push(`${file} ${text === undefined ? 'is not there' : 'is brought in by itself'}`);
    return none;
  }
  notes.files.add(file);
  const { documents, problems } = readYaml(text, { uri: sources.uri(file) });
  if (problems.length > 0) {
    const why = `${file} cannot be read as a whole`;
    notes.limits.push(why);
    notes.faults.push({ why, file });
  }
  const [document] = documents;
  const tagOf = mergeTags(text);
  const own = servicesOf(document);
  const services = new Map<string, DataNode>();
  const configs = new Map<string, DataNode>();
  let isOpen = problems.length > 0 || document?.kind === 'unknown';
  for (const item of includesOf(document)) {
    const included = loadInclude(item, folderOf(file), folder, variables, context, depth);
    isOpen ||= included.isOpen;
    for (const [name, service] of included.services) services.set(name, service);
    for (const [name, config] of included.configs) configs.set(name, config);
  }
  const named = entryOf(document, 'configs');
  for (const [name, config] of named?.kind === 'map' ? named.entries : []) {
    configs.set(name, interpolated(config, variables));
  }
  for (const [name, node] of own?.entries ?? []) {
    const service = extendedService(name, node, file, folder, variables, context, [], tagOf);
    const included = services.get(name);
    services.set(name, (included && mergedService(included, service, tagOf)) ?? service);
  }
  return { services, configs, isOpen: isOpen || own?.open != null, tagOf };
}

function includesOf(document: DataNode | undefined): readonly DataNode[] {
  const include = entryOf(document, 'include');
  return include?.kind === 'list' ? include.items : [];
}

/** `include`: an application of its own, with its own folder and its own `.env`. */
function loadInclude(
  item: DataNode,
  from: string,
  folder: string,
  variables: ComposeVariables,
  context: LoadContext,
  depth: number,
): Application {
  const { notes, sources } = context;
  const open: Application = { services: new Map(), configs: new Map(), isOpen: true };
  const filled = interpolated(item, variables);
  const named = filled.kind === 'map' ? entryOf(filled, 'path') : filled;
  const paths = (named?.kind === 'list' ? named.items : named ? [named] : []).map((path) =>
    joinedPath(from, textOf(path) ?? '/'),
  );
  const files = paths.filter((path) => path !== undefined);
  const [first] = files;
  if (first === undefined || files.length < paths.length) {
    notes.limits.push('an included file is not in the project');
    return open;
  }
  const written = textOf(entryOf(filled, 'project_directory'));
  const own =
    written === undefined ? folderOf(first) : (joinedPath(from, written) ?? folderOf(first));
  const envFiles = textsOf(entryOf(filled, 'env_file')).flatMap(
    (one) => joinedPath(from, one) ?? [],
  );
  const inner = projectVariables(own, sources, notes, envFiles);
  // What the including project sets counts before the included one's.
  const all = new Map([...inner, ...variables]);
  const loaded = loadApplication(files, own, all, context, depth + 1);
  return {
    isOpen: loaded.isOpen,
    services: new Map(
      [...withEnvironments(loaded, own, all, context).services].map(([name, node]) => [
        name,
        rebased(node, own, folder),
      ]),
    ),
    configs: new Map(
      [...loaded.configs].map(([name, node]) => [name, rebasedConfig(node, own, folder)]),
    ),
  };
}

/** A service with all it `extends`, its variables filled in, its short forms written out. */
function extendedService(
  name: string,
  node: DataNode,
  file: string,
  folder: string,
  variables: ComposeVariables,
  context: LoadContext,
  visited: readonly string[],
  tagOf: ReturnType<typeof mergeTags>,
): DataNode {
  const filled = normalisedService(interpolated(node, variables));
  const extend = entryOf(filled, 'extends');
  if (filled.kind !== 'map' || extend === undefined) return filled;
  const entries = new Map(filled.entries);
  entries.delete('extends');
  const own: DataMap = { ...filled, entries };
  const wanted = textOf(extend.kind === 'map' ? entryOf(extend, 'service') : extend);
  const written = extend.kind === 'map' ? entryOf(extend, 'file') : undefined;
  const other = written ? joinedPath(folderOf(file), textOf(written) ?? '/') : file;
  const key = `${other}#${wanted}`;
  const fail = (why: string): DataNode => {
    context.notes.limits.push(`${name} extends ${why}`);
    return { ...own, open: { why: `what it extends: ${why}`, expression: null } };
  };
  if (wanted === undefined || other === undefined) return fail('a file outside of the project');
  if (visited.includes(key) || visited.length > MAX_DEPTH) return fail('itself');
  const text = context.sources.text(other);
  if (text === undefined) return fail(`${other}, which is not there`);
  context.notes.files.add(other);
  const [document] = readYaml(text, { uri: context.sources.uri(other) }).documents;
  const base = servicesOf(document)?.entries.get(wanted);
  if (base === undefined) return fail(`${wanted}, which ${other} does not have`);
  const inner = folderOf(other);
  const extended = extendedService(
    wanted,
    base,
    other,
    other === file ? folder : inner,
    variables,
    context,
    [...visited, key],
    mergeTags(text),
  );
  const moved = other === file ? extended : rebased(extended, inner, folder);
  return mergedService(moved, own, tagOf) ?? own;
}

/** What the files of variables say becomes part of each service. */
export function withEnvironments(
  application: Application,
  folder: string,
  variables: ComposeVariables,
  context: LoadContext,
): Application {
  const services = [...application.services].map(
    ([name, node]) => [name, environmentOf(node, folder, variables, context)] as const,
  );
  return { ...application, services: new Map(services) };
}

/** A service of another folder: its relative paths are written from ours. */
function rebased(node: DataNode, from: string, to: string): DataNode {
  if (node.kind !== 'map' || from === to) return node;
  const entries = new Map(node.entries);
  const move = (value: DataNode) => moved(value, from, to);
  const build = entries.get('build');
  const context = entryOf(build, 'context');
  if (build?.kind === 'map' && context) {
    entries.set('build', {
      ...build,
      entries: new Map(build.entries).set('context', move(context)),
    });
  }
  const files = entries.get('env_file');
  if (files?.kind === 'list') {
    const items = files.items.map((item) => {
      const path = entryOf(item, 'path');
      return item.kind === 'map' && path
        ? { ...item, entries: new Map(item.entries).set('path', move(path)) }
        : item;
    });
    entries.set('env_file', { ...files, items });
  }
  const volumes = entries.get('volumes');
  if (volumes?.kind === 'list') {
    const items = volumes.items.map((item) => {
      const source = entryOf(item, 'source');
      const isBind = textOf(entryOf(item, 'type')) === 'bind';
      return item.kind === 'map' && source && isBind
        ? { ...item, entries: new Map(item.entries).set('source', move(source)) }
        : item;
    });
    entries.set('volumes', { ...volumes, items });
  }
  return { ...node, entries };
}

/** A path that is written from one folder, written from another. */
function moved(value: DataNode, from: string, to: string): DataNode {
  const text = textOf(value);
  const path = text === undefined ? undefined : joinedPath(from, text);
  return path === undefined ? value : dataText(pathFrom(to, path), value.trail);
}

/** A config of another folder: its file is written from ours. */
function rebasedConfig(node: DataNode, from: string, to: string): DataNode {
  const file = entryOf(node, 'file');
  if (node.kind !== 'map' || file === undefined || from === to) return node;
  return { ...node, entries: new Map(node.entries).set('file', moved(file, from, to)) };
}

/** One text or a list of texts. */
export function textsOf(node: DataNode | undefined): readonly string[] {
  if (node?.kind === 'list') return itemsOf(node).flatMap((item) => textOf(item) ?? []);
  return textOf(node) === undefined ? [] : [textOf(node) ?? ''];
}

/** The services as one document, which is a compose file again: a plain dollar is written `$$`. */
export function documentOf(application: Application, uri: string): DataNode {
  const trail = [{ uri, path: '/0', how: 'written' } as const];
  const services = [...application.services]
    .filter(([, service]) => !isMissing(service))
    .map(([name, service]) => [name, escaped(service)] as const);
  const configs = [...application.configs].map(([name, node]) => [name, escaped(node)] as const);
  return dataMap(
    [
      [
        'services',
        dataMap(
          services,
          [{ uri, path: '/0/services', how: 'written' }],
          application.isOpen ? { why: 'a file that could not be read', expression: null } : null,
        ),
      ],
      ...(configs.length === 0
        ? []
        : [['configs', dataMap(configs, [{ uri, path: '/0/configs', how: 'written' }])] as const]),
    ],
    trail,
  );
}
