import type { BuildSources, ValuesLayer } from '../../contracts/build';
import { sameData } from '../../engine/same';
import {
  type DataNode,
  entryOf,
  itemsOf,
  nodeAt,
  plainOf,
  pointer,
  stepsOf,
  textOf,
} from '../../syntax/data-node';
import { readYaml } from '../../syntax/yaml';
import { folderOf, joinedPath, pathIn } from '../../text/paths';

/** A release of a chart as the file of a deployment tool says it: plain data, paths relative to the project root. */
export interface ReleaseSaid {
  /** The folder of the chart, as far as that is told. */
  readonly chart: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly values: readonly ValuesLayer[];
  /** Words that may say the environment, the likeliest first. */
  readonly hints: readonly string[];
}

/** The releases that a file of Flux, Argo CD or helmfile tells of. */
export function releasesSaidIn(sources: BuildSources, path: string): readonly ReleaseSaid[] {
  return (
    sources.derived('helm releases', path, (text) =>
      SAYS.test(text) || HELMFILE.test(path) ? releasesOf(text, path) : [],
    ) ?? []
  );
}

const SAYS = /^[ \t]*(?:- )?kind:[ \t]*["']?(?:HelmRelease|Application|ApplicationSet)\b/m;
const HELMFILE = /(?:^|\/)helmfile(?:\.d\/[\w.-]+)?\.ya?ml$/;

function releasesOf(text: string, path: string): readonly ReleaseSaid[] {
  // What a template writes is read where it is written.
  if (HELMFILE.test(path)) return helmfileReleases(text, path);
  if (text.includes('{{')) return applicationSets(text, path);
  const { documents } = readYaml(text, { uri: '' });
  return documents.flatMap((node, index): readonly ReleaseSaid[] => {
    const at = `/${index}`;
    switch (textOf(entryOf(node, 'kind'))) {
      case 'HelmRelease':
        return fluxRelease(node, path, at);
      case 'Application':
        return applicationReleases(nodeAt(node, ['spec']), path, pointer(at, 'spec'), {
          name: textOf(nodeAt(node, ['metadata', 'name'])) ?? null,
        });
      default:
        return [];
    }
  });
}

function said(node: DataNode | undefined): string | null {
  const own = textOf(node);
  return own === undefined || own === '' ? null : own;
}

function words(...all: readonly (string | null)[]): readonly string[] {
  return all.flatMap((each) => each ?? []);
}

/** `HelmRelease` of Flux: its chart is a path of a repository, which may be this one. */
function fluxRelease(node: DataNode, path: string, at: string): readonly ReleaseSaid[] {
  const spec = entryOf(node, 'spec');
  const chart = nodeAt(spec, ['chart', 'spec']);
  const kind = textOf(nodeAt(chart, ['sourceRef', 'kind']));
  const folder = textOf(entryOf(chart, 'chart'));
  if (kind !== 'GitRepository' || folder === undefined) return [];
  const root = joinedPath('', folder);
  if (root === undefined) return [];
  const files = itemsOf(entryOf(chart, 'valuesFiles')).flatMap((each): ValuesLayer[] => {
    const file = joinedPath('', textOf(each) ?? '/');
    if (file === undefined) return [{ kind: 'unknown', why: 'a file of values is elsewhere' }];
    return [{ kind: 'file', path: file }];
  });
  // They take the place of the chart's own values.
  const isAll =
    files.length === 0 ||
    files.some((each) => each.kind === 'file' && each.path === pathIn(root, 'values.yaml'));
  const left: readonly ValuesLayer[] = isAll
    ? []
    : [{ kind: 'unknown', why: 'valuesFiles leaves out the values of the chart' }];
  const from = itemsOf(entryOf(spec, 'valuesFrom')).map((each): ValuesLayer => {
    const named = `${textOf(entryOf(each, 'kind')) ?? ''} ${textOf(entryOf(each, 'name')) ?? ''}`;
    return { kind: 'unknown', why: `values of the ${named.trim()} are not read` };
  });
  const target = said(entryOf(spec, 'targetNamespace'));
  const own = said(nodeAt(node, ['metadata', 'name']));
  const made = target === null || own === null ? own : `${target}-${own}`;
  const name = said(entryOf(spec, 'releaseName')) ?? made;
  const namespace = target ?? said(nodeAt(node, ['metadata', 'namespace']));
  return [
    {
      chart: root,
      name,
      namespace,
      values: [...left, ...files, ...from, ...blockAt(spec, 'values', path, pointer(at, 'spec'))],
      hints: words(name, namespace),
    },
  ];
}

function blockAt(
  node: DataNode | undefined,
  key: string,
  path: string,
  at: string,
): readonly ValuesLayer[] {
  const value = entryOf(node, key);
  if (value === undefined || (value.kind === 'scalar' && value.text.trim() === '')) return [];
  return [{ kind: 'block', path, at: pointer(at, key), isText: value.kind === 'scalar' }];
}

/** `Application` of Argo CD: each of its sources that is a chart of a path. */
function applicationReleases(
  spec: DataNode | undefined,
  path: string,
  at: string,
  { name }: { readonly name: string | null },
): readonly ReleaseSaid[] {
  const single = entryOf(spec, 'source');
  const sources: readonly (readonly [DataNode, string])[] = [
    ...(single ? [[single, pointer(at, 'source')] as const] : []),
    ...itemsOf(entryOf(spec, 'sources')).map(
      (each, index) => [each, pointer(pointer(at, 'sources'), index)] as const,
    ),
  ];
  const namespace = said(nodeAt(spec, ['destination', 'namespace']));
  return sources.flatMap(([source, here]): readonly ReleaseSaid[] => {
    const folder = joinedPath('', textOf(entryOf(source, 'path')) ?? '/');
    if (folder === undefined) return [];
    const helm = entryOf(source, 'helm');
    const inside = pointer(here, 'helm');
    const isOptional = textOf(entryOf(helm, 'ignoreMissingValueFiles')) === 'true';
    const files = itemsOf(entryOf(helm, 'valueFiles')).map((each): ValuesLayer => {
      const written = textOf(each) ?? '';
      const ofRoot = /^(?:\/|\$[\w-]+\/)(.*)$/.exec(written)?.[1];
      const file = ofRoot === undefined ? joinedPath(folder, written) : joinedPath('', ofRoot);
      if (file === undefined) return { kind: 'unknown', why: `${written} is not read` };
      return { kind: 'file', path: file, ...(isOptional ? { isOptional } : {}) };
    });
    const block = blockAt(helm, 'valuesObject', path, inside);
    const parameters = itemsOf(entryOf(helm, 'parameters')).flatMap((each) => {
      const key = textOf(entryOf(each, 'name'));
      if (key === undefined) return [];
      const isText = textOf(entryOf(each, 'forceString')) === 'true';
      return [{ key, value: textOf(entryOf(each, 'value')) ?? null, isText }];
    });
    const release = said(entryOf(helm, 'releaseName')) ?? name;
    return [
      {
        chart: folder,
        name: release,
        namespace,
        values: [
          ...files,
          ...(block.length > 0 ? block : blockAt(helm, 'values', path, inside)),
          ...(parameters.length > 0 ? [{ kind: 'set' as const, values: parameters }] : []),
        ],
        hints: words(name, namespace),
      },
    ];
  });
}

/** `ApplicationSet` with lists: each element fills in the template. Of other generators nothing is told. */
function applicationSets(text: string, path: string): readonly ReleaseSaid[] {
  const { documents } = readYaml(text, { uri: '' });
  return documents.flatMap((node, index) => {
    if (textOf(entryOf(node, 'kind')) !== 'ApplicationSet') return [];
    const generators = itemsOf(nodeAt(node, ['spec', 'generators']));
    const elements = generators.map((each) => entryOf(entryOf(each, 'list'), 'elements'));
    if (elements.some((each) => each === undefined)) return [];
    const at = [index, 'spec', 'template', 'spec'].reduce<string>(pointer, '');
    return elements
      .flatMap((each) => itemsOf(each))
      .flatMap((element) => {
        const filled = filledIn(nodeAt(node, ['spec', 'template']), plainOf(element));
        const name = said(nodeAt(filled, ['metadata', 'name']));
        const spec = entryOf(filled, 'spec');
        // Blocks are read where they stand, with what is still to be filled in.
        const isPlain = ['source', 'sources'].every((key) => !hasBlock(entryOf(spec, key)));
        return isPlain ? applicationReleases(spec, path, at, { name }) : [];
      });
  });
}

function hasBlock(node: DataNode | undefined): boolean {
  const sources = node?.kind === 'list' ? node.items : node ? [node] : [];
  return sources.some((each) =>
    ['values', 'valuesObject'].some((key) => nodeAt(each, ['helm', key]) !== undefined),
  );
}

function filledIn(node: DataNode | undefined, element: unknown): DataNode | undefined {
  if (node?.kind === 'map') {
    const entries = [...node.entries].flatMap(([key, value]) => {
      const inner = filledIn(value, element);
      return inner ? [[key, inner] as const] : [];
    });
    return { ...node, entries: new Map(entries) };
  }
  if (node?.kind === 'list')
    return { ...node, items: node.items.flatMap((item) => filledIn(item, element) ?? []) };
  if (node?.kind !== 'scalar') return node;
  const text = node.text.replace(/\{\{-?\s*\.?([\w.]+)\s*-?\}\}/g, (whole, key: string) => {
    const value = key
      .split('.')
      .reduce<unknown>(
        (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
        element,
      );
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
  // What is not filled in is nothing that can be told.
  return text.includes('{{') ? undefined : { ...node, value: text, text };
}

/** `helmfile.yaml`: once for each environment where its name is filled in. */
function helmfileReleases(text: string, path: string): readonly ReleaseSaid[] {
  const first = readYaml(text.replaceAll(ENVIRONMENT_NAME, 'x'), { uri: '' }).documents;
  const named = first.flatMap((node) => {
    const own = entryOf(node, 'environments');
    return own?.kind === 'map' ? [...own.entries.keys()] : [];
  });
  const others = named.filter((name) => name !== 'default');
  const isFilledIn = text.search(ENVIRONMENT_NAME) >= 0;
  const environments = others.length === 0 || !isFilledIn ? [null] : others;
  return environments.flatMap((environment) => {
    const own = environment === null ? text : text.replaceAll(ENVIRONMENT_NAME, environment);
    if (own.includes('{{')) return [];
    const { documents } = readYaml(own, { uri: '' });
    return documents.flatMap((node, index) =>
      itemsOf(entryOf(node, 'releases')).flatMap((release, at) =>
        helmfileRelease(release, path, `/${index}/releases/${at}`, {
          environment,
          written: nodeAt(first[index], ['releases', at]),
        }),
      ),
    );
  });
}

const ENVIRONMENT_NAME = /\{\{-?\s{0,8}\.Environment\.Name\s{0,8}-?\}\}/g;

function helmfileRelease(
  release: DataNode,
  path: string,
  at: string,
  { environment, written: raw }: { environment: string | null; written: DataNode | undefined },
): readonly ReleaseSaid[] {
  const from = folderOf(path);
  const written = textOf(entryOf(release, 'chart')) ?? '';
  const chart = /^\.{1,2}(?:\/|$)/.test(written) ? joinedPath(from, written) : undefined;
  if (chart === undefined || textOf(entryOf(release, 'installed')) === 'false') return [];
  const list = entryOf(release, 'values');
  const isWhole = (each: DataNode, index: number) => {
    const own = nodeAt(raw, ['values', index]);
    return own !== undefined && sameData(plainOf(own), plainOf(each));
  };
  const values = itemsOf(list).map((each, index): ValuesLayer => {
    if (each.kind === 'map') {
      // A block is read where it stands, with what is still to be filled in.
      if (!isWhole(each, index)) return { kind: 'unknown', why: `values of ${path} are templates` };
      return { kind: 'block', path, at: pointer(pointer(at, 'values'), index), isText: false };
    }
    const file = joinedPath(from, textOf(each) ?? '/');
    // A template of values is filled in by helmfile.
    if (file === undefined || file.endsWith('.gotmpl'))
      return { kind: 'unknown', why: `${textOf(each) ?? 'a file of values'} is not read` };
    return { kind: 'file', path: file };
  });
  const set = itemsOf(entryOf(release, 'set')).flatMap((each) => {
    const key = textOf(entryOf(each, 'name'));
    return key === undefined
      ? []
      : [{ key, value: textOf(entryOf(each, 'value')) ?? null, isText: false }];
  });
  const name = said(entryOf(release, 'name'));
  const namespace = said(entryOf(release, 'namespace'));
  return [
    {
      chart,
      name,
      namespace,
      values: [...values, ...(set.length > 0 ? [{ kind: 'set' as const, values: set }] : [])],
      hints: words(environment, name, namespace),
    },
  ];
}

/** The block that a layer means, or the text that stands there, of a file as it is read. */
export function blockIn(documents: readonly DataNode[], at: string): DataNode | undefined {
  const [index, ...steps] = stepsOf(at);
  return nodeAt(documents[Number(index)], steps);
}
