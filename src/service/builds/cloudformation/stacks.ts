import type { BuildSources, Environment } from '../../contracts/build';
import { type DataMap, entryOf, textOf } from '../../syntax/data-node';
import { folderOf, joinedPath } from '../../text/paths';
import { environmentNamed, environmentOfPath, NO_ENVIRONMENT } from '../environments';
import type { NestedTemplate } from './evaluate';
import { type ParameterSet, parameterSets } from './parameters';
import { templateIn } from './template';

/** A template with the parameters it is deployed with. */
export interface TemplateStack {
  readonly template: string;
  readonly set: ParameterSet;
  readonly environment: Environment;
}

/** Templates under the names people give them. */
const TEMPLATES = ['yaml', 'yml', 'template', 'json'] as const;
/** JSON is read where its name or folder says that it is a template. */
const NAMED = /(?:template|stack|cfn|cloudformation|infra)/i;
/** Parameters that name the environment. */
const NAMES_ENVIRONMENT = /^(?:env|environment|stage)(?:name|type)?$/i;
/** Words of a file's name that say nothing of its environment. */
const NOISE =
  /^(?:params?|parameters?|config|configuration|cfn|cloudformation|stack|template|values|vars?|settings|json)$/i;

/** The templates of a project that nest others of it, and that no other nests. */
export function nestingTemplates(sources: BuildSources): readonly string[] {
  const nested = new Map<string, readonly string[]>();
  for (const [path, template] of templatesOf(sources)) {
    const inner = nestedUrls(template).flatMap((url) => {
      const found = nestedTemplate(sources, path, url);
      return found ? [found.path] : [];
    });
    if (inner.length > 0) nested.set(path, inner);
  }
  const inside = new Set([...nested.values()].flat());
  return [...nested.keys()].filter((path) => !inside.has(path)).sort();
}

/** What the stacks that a template nests are made of, as far as that is written. */
function nestedUrls(template: DataMap): readonly string[] {
  const resources = entryOf(template, 'Resources');
  if (resources?.kind !== 'map') return [];
  return [...resources.entries.values()].flatMap((resource) => {
    const type = textOf(entryOf(resource, 'Type'));
    if (type !== 'AWS::CloudFormation::Stack' && type !== 'AWS::Serverless::Application') return [];
    const properties = entryOf(resource, 'Properties');
    const url = entryOf(properties, 'TemplateURL') ?? entryOf(properties, 'Location');
    const sub = entryOf(url, 'Fn::Sub');
    const text =
      textOf(url) ?? textOf(sub) ?? textOf(sub?.kind === 'list' ? sub.items[0] : undefined);
    return text === undefined ? [] : [text];
  });
}

/**
 * The template of the project that another one nests: by its path, as a template that is packaged names it;
 * else the one of that name beside it, which is uploaded to where the address leads.
 */
export function nestedTemplate(
  sources: BuildSources,
  from: string,
  url: string,
): NestedTemplate | undefined {
  const folder = folderOf(from);
  const parts = url.replace(/[?#][\s\S]*$/, '').split('/');
  const written = /^[a-z]+:|\$\{/i.test(url) ? undefined : joinedPath(folder, url);
  // Of an address the longest end that is a path here: `infrastructure/vpc.yaml`.
  const ends = parts.map((_, index) => joinedPath(folder, parts.slice(index).join('/')));
  for (const path of [written, ...ends]) {
    if (path === undefined || path === from || !/\.(?:ya?ml|template|json)$/.test(path)) continue;
    if (!sources.exists(path)) continue;
    const template = templateIn(sources, path);
    if (template) return { path, template };
  }
  return undefined;
}

/** What is deployed: each file of parameters with the template it is for; none where that cannot be told. */
export function templateStacks(sources: BuildSources): readonly TemplateStack[] {
  const sets = parameterSets(sources);
  if (sets.length === 0) return [];
  const templates = templatesOf(sources);
  return sets.flatMap((set) => {
    const template = templateFor(set, templates);
    return template === undefined
      ? []
      : [{ template, set, environment: environmentOf(set, template) }];
  });
}

/** The templates of a project by their paths. */
function templatesOf(sources: BuildSources): ReadonlyMap<string, DataMap> {
  const paths = TEMPLATES.flatMap((extension) => sources.matching(`**/*.${extension}`)).filter(
    (path) => !path.endsWith('.json') || NAMED.test(path),
  );
  const read = sources.each(paths, (path) => [path, templateIn(sources, path)] as const);
  return new Map(read.flatMap(([path, template]) => (template ? [[path, template] as const] : [])));
}

/** The template a file of parameters is for: it takes all of them, and the file stands nearest to it. */
function templateFor(
  set: ParameterSet,
  templates: ReadonlyMap<string, DataMap>,
): string | undefined {
  const { file, values, called, template } = set;
  if (template !== null || called !== null) {
    const folder = folderOf(file);
    const names =
      template === null ? ['template.yaml', 'template.yml', 'template.json'] : [template];
    return names
      .flatMap((name) => joinedPath(folder, name) ?? [])
      .find((path) => templates.has(path));
  }
  const fitting = [...templates].filter(([, node]) => {
    const declared = entryOf(node, 'Parameters');
    if (declared?.kind !== 'map') return false;
    return (
      [...values.keys()].every((name) => declared.entries.has(name)) &&
      [...declared.entries].every(
        ([name, parameter]) => values.has(name) || entryOf(parameter, 'Default') !== undefined,
      )
    );
  });
  const distance = (path: string) => {
    const [a, b] = [folderOf(path).split('/'), folderOf(file).split('/')];
    let same = 0;
    while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
    return a.length + b.length - 2 * same;
  };
  const least = Math.min(...fitting.map(([path]) => distance(path)));
  const near = fitting.map(([path]) => path).filter((path) => distance(path) === least);
  const named = near.filter((path) => wordsOf(file).includes(stemOf(path).toLowerCase()));
  const found = near.length > 1 ? named : near;
  return found.length === 1 ? found[0] : undefined;
}

/** The environment of a file: what it or its folder is called, else what a parameter says. */
export function environmentOf(
  { file, called, values }: ParameterSet,
  template: string,
): Environment {
  const written = [...values]
    .filter(([name]) => NAMES_ENVIRONMENT.test(name))
    .map(([, value]) => environmentNamed(textOf(value) ?? ''))
    .find((each) => each.class !== 'unknown');
  if (called !== null) {
    const own = environmentNamed(called);
    return own.class !== 'unknown'
      ? own
      : (written ?? (called === 'default' ? NO_ENVIRONMENT : own));
  }
  const noise = new Set([stemOf(template).toLowerCase()]);
  const rest = stemOf(file)
    .split(/[-_.]/)
    .filter((word) => !NOISE.test(word) && !noise.has(word.toLowerCase()));
  const folder = folderOf(file);
  const path = [folder, rest.join('-')].filter((part) => part !== '').join('/');
  const own = environmentOfPath(path);
  if (own.class !== 'unknown') return own;
  return written ?? (rest.length > 0 ? environmentNamed(rest.join('-')) : NO_ENVIRONMENT);
}

function wordsOf(path: string): readonly string[] {
  return path.toLowerCase().split(/[-_./]/);
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:ya?ml|json|template)$/i, '');
}
