import type { BuildSources } from '../../contracts/build';
import { parseJson } from '../../languages/autoscaling-group/json';
import {
  child,
  itemsOf,
  type Node,
  objectAt,
  textOf,
} from '../../languages/autoscaling-group/tree';
import { wordsOf } from '../../languages/shared/command-lines';
import { type DataNode, dataList, dataText, pointer } from '../../syntax/data-node';

/** What a file gives to the parameters of a template. */
export interface ParameterSet {
  readonly file: string;
  /** What the file calls it, where it holds several: an environment of `samconfig.toml`. */
  readonly called: string | null;
  /** The template it names, relative to its folder. */
  readonly template: string | null;
  readonly values: ReadonlyMap<string, DataNode>;
}

/** Names by which people and tools know files of parameters. */
const NAMED = /(?:^|[/._-])(?:param|config|env|stack|prod|stag|dev|test|uat|qa|live)/i;

/** The files that give values to templates: those of the AWS CLI, of CodePipeline and of SAM. */
export function parameterSets(sources: BuildSources): readonly ParameterSet[] {
  const written = sources.matching('**/*.json').filter((path) => NAMED.test(path));
  const files = [...written, ...sources.matching('**/samconfig.toml')];
  return sources.each(files, (path) => parametersIn(sources, path)).flat();
}

/** The values that a file gives; several sets where it holds several environments. */
export function parametersIn(sources: BuildSources, file: string): readonly ParameterSet[] {
  return file.endsWith('.toml') ? ofSam(sources, file) : ofJson(sources, file);
}

function ofJson(sources: BuildSources, file: string): readonly ParameterSet[] {
  const read = sources.derived('CloudFormation parameters', file, (text, uri) => {
    if (!/"(?:ParameterKey|Parameters)"\s*:/.test(text)) return null;
    const { root } = parseJson(text);
    const pairs = root?.kind === 'array' ? listed(root) : keyed(objectAt(root, 'Parameters'));
    const values = pairs.map(([name, node, path]) => [name, dataOf(node, path, uri)] as const);
    return values.length > 0 ? values : null;
  });
  return read ? [{ file, called: null, template: null, values: new Map(read) }] : [];
}

/** `[{ "ParameterKey": "MinSize", "ParameterValue": "2" }]`, or `["MinSize=2"]`. */
function listed(root: Node): readonly (readonly [string, Node, string])[] {
  return itemsOf(root).flatMap((item, index) => {
    const name = textOf(child(item, 'ParameterKey'));
    const value = child(item, 'ParameterValue');
    const path = pointer(pointer('', index), 'ParameterValue');
    return name === undefined || value === undefined ? [] : [[name, value, path] as const];
  });
}

/** `{ "Parameters": { "MinSize": "2" } }`; a template has a mapping for each instead. */
function keyed(node: Node | undefined): readonly (readonly [string, Node, string])[] {
  if (node?.kind !== 'object') return [];
  if (node.members.some(({ value }) => value.kind !== 'scalar' && value.kind !== 'array'))
    return [];
  return node.members.map(({ key, value }) => [key, value, pointer('/Parameters', key)] as const);
}

function dataOf(node: Node, path: string, uri: string): DataNode {
  const trail = [{ uri, path, how: 'written' as const }];
  if (node.kind === 'array') {
    return dataList(
      node.items.map((item, index) => dataOf(item, pointer(path, index), uri)),
      trail,
    );
  }
  return dataText(node.kind === 'scalar' ? String(node.value) : '', trail);
}

/** The environments of a `samconfig.toml`; none takes anything from `default`. */
function ofSam(sources: BuildSources, file: string): readonly ParameterSet[] {
  const read = sources.derived('SAM configuration', file, (text, uri) =>
    samEnvironments(text).map(({ name, template, overrides, path }) => ({
      name,
      template,
      values: overridesIn(overrides).map(
        ([key, value]) => [key, dataText(value, [{ uri, path, how: 'written' }])] as const,
      ),
    })),
  );
  return (read ?? []).map(({ name, template, values }) => ({
    file,
    called: name,
    template,
    values: new Map(values),
  }));
}

interface SamEnvironment {
  readonly name: string;
  readonly template: string | null;
  readonly overrides: readonly string[];
  readonly path: string;
}

/** What `sam deploy` is told in each environment; of other commands only where it says nothing. */
function samEnvironments(text: string): readonly SamEnvironment[] {
  const found = new Map<string, Map<string, readonly string[]>>();
  let section = '';
  for (const [, header, key, value] of text.matchAll(SAM_LINE)) {
    if (header !== undefined) section = header;
    else if (key !== undefined && value !== undefined) {
      const entries = found.get(section) ?? new Map<string, readonly string[]>();
      entries.set(
        key,
        [...value.matchAll(TOML_TEXT)].map((each) => unquoted(each[0])),
      );
      found.set(section, entries);
    }
  }
  const names = new Set([...found.keys()].map((each) => each.split('.')[0] ?? ''));
  return [...names].flatMap((name) => {
    const entry = (key: string) =>
      found.get(`${name}.deploy.parameters`)?.get(key) ??
      found.get(`${name}.global.parameters`)?.get(key);
    const overrides = entry('parameter_overrides');
    const template = entry('template_file')?.[0] ?? entry('template')?.[0] ?? null;
    const path = pointer(pointer('', name), 'parameter_overrides');
    return overrides ? [{ name, template, overrides, path }] : [];
  });
}

/** A header, or a key with texts behind it, over several lines where it is a list. */
const SAM_LINE =
  /^\[([\w.-]+)\][ \t]*(?:#.*)?$|^[ \t]*(parameter_overrides|template_file|template)[ \t]*=[ \t]*("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|\[[^\]]*\])/gm;
const TOML_TEXT = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/g;

function unquoted(text: string): string {
  const quote = /^(?:"""|''')/.test(text) ? 3 : 1;
  const inner = text.slice(quote, -quote);
  // A line break between two values is a blank.
  return (text.startsWith('"') ? inner.replace(/\\(["\\])/g, '$1') : inner).replace(/\s+/g, ' ');
}

/** `Name="a value" Other=2`, also in the older spelling `ParameterKey=Name,ParameterValue=2`. */
function overridesIn(texts: readonly string[]): readonly (readonly [string, string])[] {
  return texts.flatMap(wordsOf).flatMap((word) => {
    const long = /^ParameterKey=([^,]*),ParameterValue=([\s\S]*)$/.exec(word);
    const short = /^([A-Za-z0-9]+)=([\s\S]*)$/.exec(word);
    const [, name, value] = long ?? short ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}
