import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { helmCharts } from '../../src/service/builds/helm';
import { idOf } from '../../src/service/builds/kustomize/resource';
import type { BuildRoot, BuildSources } from '../../src/service/contracts/build';
import { matchesGlob } from '../../src/service/project/globs';
import { plainOf } from '../../src/service/syntax/data-node';
import { readYaml } from '../../src/service/syntax/yaml';
import { compareNodes } from './compare';

/** How the chart of a folder compares with what helm makes of it. */
export interface HelmComparison {
  readonly id: string;
  /** `refused`: helm does not render it; `left`: we do not say what it is. */
  readonly state: 'same' | 'different' | 'refused' | 'left';
  readonly values: number;
  readonly unknown: number;
  readonly differences: readonly string[];
  readonly limits: readonly string[];
  readonly why: string;
}

/** Files of a folder, as the evaluator asks for them. */
export function chartSources(root: string): BuildSources {
  const paths: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== '.git' && entry.name !== 'node_modules') walk(path);
      } else paths.push(path);
    }
  };
  walk('');
  const made = new Map<string, unknown>();
  const matched = new Map<string, readonly string[]>();
  return {
    text: (path) => {
      const file = join(root, path);
      if (!existsSync(file) || !statSync(file).isFile()) return undefined;
      return readFileSync(file, 'utf8');
    },
    exists: (path) => existsSync(join(root, path)),
    listing: (folder) =>
      paths.filter((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder),
    uri: (path) => `file:///${path}`,
    derived<T>(name: string, path: string, make: (text: string, uri: string) => T) {
      const key = `${name}\n${path}`;
      if (made.has(key)) return made.get(key) as T;
      const text = this.text(path);
      const value = text === undefined ? undefined : make(text, this.uri(path));
      made.set(key, value);
      return value;
    },
    each: (keys, ask) => [...keys].map(ask),
    matching: (glob) => {
      const found = matched.get(glob) ?? paths.filter((path) => matchesGlob(path, glob)).sort();
      matched.set(glob, found);
      return found;
    },
    environments: () => ({}),
    kubernetesVersion: () => null,
  };
}

/** The words behind `helm template` for a release; `undefined` where its values are no files and no settings. */
function wordsOf(root: string, { files, release, root: chart }: BuildRoot): string[] | undefined {
  const layers = release?.values ?? files.map((path) => ({ kind: 'file' as const, path }));
  const words = [release?.name ?? 'release-name', join(root, chart)];
  if (release?.namespace) words.push('--namespace', release.namespace);
  for (const layer of layers) {
    if (layer.kind === 'file') words.push('-f', join(root, layer.path));
    else if (layer.kind === 'set') {
      for (const { key, value, isText } of layer.values) {
        if (value === null) return undefined;
        words.push(isText ? '--set-string' : '--set', `${key}=${value}`);
      }
    } else return undefined;
  }
  return words;
}

/** What helm makes of a release: its name, its chart and what is laid over the chart's values. */
export function templated(
  helm: string,
  release: readonly string[],
): { readonly output: string | undefined; readonly why: string } {
  // Every cluster serves these; helm without a cluster does not know them.
  const served = ['apiregistration.k8s.io/v1', 'apiextensions.k8s.io/v1'];
  const args = ['template', ...release, ...served.flatMap((each) => ['--api-versions', each])];
  const env = { PATH: '', HOME: '/nonexistent', https_proxy: 'http://127.0.0.1:1' };
  const options = { encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28, env } as const;
  const { status, stdout, stderr } = spawnSync(helm, args, options);
  if (status === 0) return { output: stdout, why: '' };
  return { output: undefined, why: /^Error: .*$/m.exec(stderr ?? '')?.[0] ?? 'it takes too long' };
}

/** Compares each build of the charts of a folder with what `render` gives for it. */
export function compareCharts(
  root: string,
  render: (
    id: string,
    release: readonly string[],
  ) => { readonly output: string | undefined; readonly why: string },
): readonly HelmComparison[] {
  const sources = chartSources(root);
  return helmCharts.find(sources).map((from) => {
    const { build } = helmCharts.evaluate(sources, from);
    const { limits, closed, id } = build;
    const words = wordsOf(root, from);
    const { output, why } = words
      ? render(id, words)
      : { output: undefined, why: 'some of its values are not known' };
    const nothing = { id, limits, why, values: 0, unknown: 0, differences: [] };
    if (words === undefined) return { ...nothing, state: 'left' };
    if (output === undefined) {
      // Helm renders nothing where a chart that is used is not there, whether it is switched on or not.
      const isSaid = (build.documents.length === 0 && !closed) || /missing in charts/.test(why);
      return {
        ...nothing,
        state: isSaid ? 'refused' : 'different',
        differences: isSaid ? [] : [`helm refuses it: ${why}`],
      };
    }
    const theirs = readYaml(output, { uri: '' }).documents.filter(({ kind }) => kind === 'map');
    const keyOf = (node: (typeof theirs)[number]) => Object.values(idOf(node)).join('|');
    const differences: string[] = [];
    const count = { values: 0, unknown: 0 };
    const left = [...build.documents.filter(({ kind }) => kind === 'map')];
    const isOpen = !closed;
    for (const node of theirs) {
      const at = left.findIndex((each) => keyOf(each) === keyOf(node));
      if (at === -1) {
        if (isOpen) count.unknown++;
        else differences.push(`${keyOf(node)}: is missing`);
        continue;
      }
      const [mine] = left.splice(at, 1);
      if (mine) compareNodes(mine, plainOf(node), keyOf(node), differences, count);
    }
    for (const node of left) {
      const isKnown = [...Object.values(idOf(node)).slice(0, 4)].every((part) => part !== '');
      if (isKnown) differences.push(`${keyOf(node)}: should not be`);
    }
    const state =
      differences.length > 0
        ? 'different'
        : theirs.length > 0 && count.values === 0
          ? 'left'
          : 'same';
    return { id, limits, why, ...count, differences, state };
  });
}
