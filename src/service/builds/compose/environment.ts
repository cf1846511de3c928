import type { ComposeVariables } from '../../languages/compose/interpolate';
import {
  type DataMap,
  type DataNode,
  dataMap,
  dataText,
  dataUnknown,
  entryOf,
  isMissing,
  itemsOf,
  passed,
  pointer,
  textOf,
  type UnknownReason,
} from '../../syntax/data-node';
import { joinedPath } from '../../text/paths';
import type { LoadContext } from './context';
import { readRawVariables, readVariableFile } from './variables';

/**
 * A service whose `environment` holds all its variables: those of its `env_file`s, later files over
 * earlier ones, then its own. A file that is not there leaves it open.
 */
export function environmentOf(
  service: DataNode,
  folder: string,
  variables: ComposeVariables,
  context: LoadContext,
): DataNode {
  if (service.kind !== 'map') return service;
  return withVariables(withBuildArguments(service, variables), folder, variables, context);
}

/** Build arguments without a value are the project's own as well. */
function withBuildArguments(service: DataMap, variables: ComposeVariables): DataMap {
  const build = service.entries.get('build');
  const args = entryOf(build, 'args');
  if (build?.kind !== 'map' || args?.kind !== 'map') return service;
  const filled = [...args.entries].map(
    ([name, value]) => [name, fromProject(name, value, variables)] as const,
  );
  const own = new Map(build.entries).set('args', { ...args, entries: new Map(filled) });
  return { ...service, entries: new Map(service.entries).set('build', { ...build, entries: own }) };
}

function withVariables(
  service: DataMap,
  folder: string,
  variables: ComposeVariables,
  { sources, notes }: LoadContext,
): DataNode {
  const files = service.entries.get('env_file');
  const own = service.entries.get('environment');
  const entries = new Map<string, DataNode>();
  let open: UnknownReason | null = null;
  for (const item of itemsOf(files)) {
    const named = entryOf(item, 'path') ?? item;
    const path = joinedPath(folder, textOf(named) ?? '/');
    const isRaw = textOf(entryOf(item, 'format')) === 'raw';
    const read =
      path === undefined
        ? undefined
        : isRaw
          ? readRawVariables(path, sources)
          : readVariableFile(path, sources, variables);
    if (read === undefined || path === undefined) {
      open = {
        why: `the file ${textOf(named) ?? 'of variables'}, which is not here`,
        expression: null,
      };
      continue;
    }
    notes.files.add(path);
    const here = named.trail.at(-1);
    for (const [name, value] of read) {
      const at = value?.at ?? {
        uri: sources.uri(path),
        path: pointer('/variables', name),
        how: 'written' as const,
      };
      const node = value
        ? dataText(value.value, [at])
        : dataUnknown('a text that a command makes', [at]);
      entries.set(name, here ? passed(node, { ...here, how: 'bound' }) : node);
    }
  }
  if (own?.kind === 'map') {
    open ??= own.open;
    for (const [name, value] of own.entries) entries.set(name, fromProject(name, value, variables));
  } else if (own && !isMissing(own)) {
    open ??= { why: 'variables that cannot be read', expression: null };
  }
  if (entries.size === 0 && open === null) return service;
  const rest = new Map(service.entries);
  rest.delete('env_file');
  rest.set('environment', dataMap(entries, own?.trail ?? files?.trail ?? service.trail, open));
  return { ...service, entries: rest };
}

/** A variable without a value is the project's own, or the shell's. */
function fromProject(name: string, value: DataNode, variables: ComposeVariables): DataNode {
  if (!isMissing(value)) return value;
  const own = variables.get(name);
  const here = value.trail.at(-1);
  if (!own) return dataUnknown(`the variable ${name} of the shell`, value.trail, `\${${name}}`);
  return dataText(own.value, here ? [own.at, { ...here, how: 'bound' }] : [own.at]);
}
