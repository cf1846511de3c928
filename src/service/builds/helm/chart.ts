import type { BuildSources } from '../../contracts/build';
import { type DataNode, entryOf, itemsOf, textOf } from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { folderOf, joinedPath, pathIn } from '../../text/paths';
import { leftOutOf } from './ignored';
import { readTemplate, type TemplateFile } from './template';

/** A chart as its files say it. */
export interface Chart {
  /** The name it is called by where it is used: an alias, or its own. */
  readonly name: string;
  /** Its folder, relative to the project root. */
  readonly folder: string;
  readonly metadata: DataNode | undefined;
  readonly values: DataNode | undefined;
  readonly isLibrary: boolean;
  /** It comes from elsewhere: what it says is nobody's here. */
  readonly isVendored: boolean;
  readonly dependencies: readonly Dependency[];
  readonly charts: readonly Chart[];
  /** The paths of its templates, helpers included. */
  readonly templates: readonly string[];
  /** Its files, relative to its folder: what its `.helmignore` leaves out is not there. */
  files(): readonly string[];
}

/** What a chart says about one that it uses. */
export interface Dependency {
  readonly name: string;
  readonly alias: string | null;
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
  /** What it takes of the values of that chart, and where to. */
  readonly imports: readonly ImportedValues[];
  /** Where it comes from, as it is written. */
  readonly repository: string;
  /** It is there to be read. */
  readonly isThere: boolean;
}

/** Values of a chart that another takes as its own. */
export interface ImportedValues {
  /** Where they stand in the values of the chart. */
  readonly from: readonly string[];
  /** Where they go in the values of the one that takes them; empty for the top. */
  readonly to: readonly string[];
}

/** Charts within charts nest no deeper. */
const MAX_CHARTS_DEPTH = 8;

/** The YAML of a file of a chart; `undefined` where there is none. Broken files are `null`. */
export function yamlOf(sources: BuildSources, path: string): DataNode | null | undefined {
  const read = sources.derived('helm yaml', path, (text, uri) => {
    const { documents, problems } = readYaml(text, { uri });
    return { node: documents[0] ?? null, isBroken: problems.length > 0 };
  });
  if (read === undefined) return undefined;
  return read.isBroken ? null : (read.node ?? null);
}

/** The templates of a file. */
export function templatesIn(sources: BuildSources, path: string): TemplateFile | undefined {
  return sources.derived('helm template', path, readTemplate);
}

/** The chart in a folder, with those it uses. */
export function chartIn(
  sources: BuildSources,
  folder: string,
  isVendored = false,
  depth = 0,
  isLeftOut = leftOutOf(sources, folder),
): Chart | undefined {
  const metadata = yamlOf(sources, pathIn(folder, 'Chart.yaml'));
  if (!metadata || depth > MAX_CHARTS_DEPTH) return undefined;
  const written = dependenciesIn(sources, folder);
  const within = sources
    .matching(`${pathIn(folder, 'charts')}/*/Chart.yaml`)
    .filter((path) => !isLeftOut(path))
    .map(folderOf);
  const remote = new Map(
    written.map((each) => [
      textOf(entryOf(each, 'name')) ?? '',
      textOf(entryOf(each, 'repository')) ?? '',
    ]),
  );
  const found = new Map<string, Chart>();
  for (const inner of within) {
    const named =
      textOf(entryOf(yamlOf(sources, pathIn(inner, 'Chart.yaml')) ?? undefined, 'name')) ?? '';
    const isElsewhere = isVendored || /^(?:https?|oci):|^@|^alias:/.test(remote.get(named) ?? '');
    const chart = chartIn(sources, inner, isElsewhere, depth + 1, isLeftOut);
    if (chart) found.set(chart.name, chart);
  }
  for (const [name, repository] of remote) {
    const near = found.has(name) ? undefined : localFolder(folder, repository);
    const chart = near === undefined ? undefined : chartIn(sources, near, isVendored, depth + 1);
    if (chart) found.set(name, chart);
  }
  const used = new Set<string>();
  const charts: Chart[] = [];
  const dependencies = written.flatMap((each): Dependency[] => {
    const name = textOf(entryOf(each, 'name'));
    if (name === undefined) return [];
    const alias = textOf(entryOf(each, 'alias')) ?? null;
    const chart = found.get(name);
    used.add(name);
    if (chart) charts.push({ ...chart, name: alias ?? name });
    return [
      {
        name,
        alias,
        conditions: (textOf(entryOf(each, 'condition')) ?? '')
          .split(',')
          .map((one) => one.trim())
          .filter(Boolean),
        tags: itemsOf(entryOf(each, 'tags')).flatMap((tag) => textOf(tag) ?? []),
        imports: itemsOf(entryOf(each, 'import-values')).flatMap(importOf),
        repository: remote.get(name) ?? '',
        isThere: chart !== undefined,
      },
    ];
  });
  for (const [name, chart] of found) if (!used.has(name)) charts.push(chart);
  return {
    name: textOf(entryOf(metadata, 'name')) ?? '',
    folder,
    metadata,
    values: yamlOf(sources, pathIn(folder, 'values.yaml')) ?? undefined,
    isLibrary: textOf(entryOf(metadata, 'type')) === 'library',
    isVendored,
    dependencies,
    charts,
    templates: sources
      .matching(`${pathIn(folder, 'templates')}/**`)
      .filter((path) => /\.(?:ya?ml|tpl|txt)$/.test(path) && !isLeftOut(path)),
    files: () =>
      sources
        .matching(pathIn(folder, '**'))
        .filter((path) => !isLeftOut(path))
        .map((path) => (folder === '' ? path : path.slice(folder.length + 1))),
  };
}

/** What a chart says about those that it uses, as it is written. */
function dependenciesIn(sources: BuildSources, folder: string): readonly DataNode[] {
  return ['Chart.yaml', 'requirements.yaml'].flatMap((name) =>
    itemsOf(entryOf(yamlOf(sources, pathIn(folder, name)) ?? undefined, 'dependencies')),
  );
}

/** The folders of charts that a chart takes along from beside it: `repository: file://../web`. */
export function localDependenciesIn(sources: BuildSources, folder: string): readonly string[] {
  return dependenciesIn(sources, folder).flatMap(
    (each) => localFolder(folder, textOf(entryOf(each, 'repository')) ?? '') ?? [],
  );
}

function localFolder(folder: string, repository: string): string | undefined {
  const path = /^file:\/\/(.+)$/.exec(repository)?.[1];
  return path === undefined ? undefined : joinedPath(folder, path);
}

/** `- data` stands for the block `exports.data`, `- {child: a.b, parent: c}` for itself. */
function importOf(node: DataNode): readonly ImportedValues[] {
  const name = textOf(node);
  if (name !== undefined) return [{ from: ['exports', ...name.split('.')], to: [] }];
  const child = textOf(entryOf(node, 'child'));
  const parent = textOf(entryOf(node, 'parent'));
  if (child === undefined || parent === undefined) return [];
  const steps = parent === '.' ? [] : parent.split('.');
  return [{ from: child.split('.'), to: steps }];
}
