import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { evaluateKustomization } from '../../src/service/builds/kustomize/evaluate';
import { idOf } from '../../src/service/builds/kustomize/resource';
import type { BuildSources } from '../../src/service/contracts/build';
import { type DataNode, plainOf } from '../../src/service/syntax/data-node';
import { readYaml } from '../../src/service/syntax/yaml';

/** How one kustomization compares with what the real program builds. */
interface Comparison {
  readonly folder: string;
  /** `refused`: the program does not build it, so there is nothing to compare. */
  readonly state: 'same' | 'different' | 'refused';
  readonly values: number;
  /** Values we say nothing about. */
  readonly unknown: number;
  readonly differences: readonly string[];
  readonly limits: readonly string[];
  readonly why: string;
}

/** Files as the evaluator asks for them, straight from a folder. */
function sourcesIn(root: string): BuildSources {
  return {
    text: (path) => {
      const file = join(root, path);
      if (!existsSync(file) || !statSync(file).isFile()) return undefined;
      const text = readFileSync(file, 'utf8');
      return text.includes('\uFFFD') ? undefined : text;
    },
    exists: (path) => existsSync(join(root, path)),
    listing: (folder) =>
      readdirSync(join(root, folder), { withFileTypes: true })
        .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
        .sort(),
    uri: (path) => path,
    derived(_name, path, make) {
      const text = this.text(path);
      return text === undefined ? undefined : make(text, path);
    },
    each: (keys, ask) => [...keys].map(ask),
    matching: () => [],
    environments: () => ({}),
    kubernetesVersion: () => null,
  };
}

/** Every folder below a root that holds a kustomization. */
export function kustomizationsIn(root: string, folder = ''): readonly string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const own = entries.some(({ name }) => /^(?:kustomization\.ya?ml|Kustomization)$/.test(name));
  const inner = entries
    .filter((entry) => entry.isDirectory() && !/^(?:\.git|node_modules)$/.test(entry.name))
    .flatMap(({ name }) => kustomizationsIn(root, folder === '' ? name : `${folder}/${name}`));
  return own ? [folder, ...inner] : inner;
}

/** What kubectl builds of a folder, or why it does not. */
export function kustomized(
  kubectl: string,
  folder: string,
): { readonly output: string | undefined; readonly why: string } {
  const args = ['kustomize', '--load-restrictor', 'LoadRestrictionsNone', folder];
  const env = { PATH: '', HOME: '/nonexistent', https_proxy: 'http://127.0.0.1:1' };
  const options = { encoding: 'utf8', timeout: 120_000, maxBuffer: 1 << 28, env } as const;
  const { status, stdout, stderr } = spawnSync(kubectl, args, options);
  if (status === 0) return { output: stdout, why: '' };
  return { output: undefined, why: (stderr ?? '').trim().split('\n').pop() || 'it takes too long' };
}

/** Builds a folder with both and compares value by value. */
export function compare(kubectl: string, root: string, folder: string): Comparison {
  const { output, why } = kustomized(kubectl, join(root, folder));
  if (output !== undefined) return compareWith(output, root, folder);
  const { limits } = evaluateKustomization(sourcesIn(root), folder);
  return { folder, state: 'refused', values: 0, unknown: 0, differences: [], limits, why };
}

/** Compares what we build of a folder with the output of kubectl. */
export function compareWith(output: string, root: string, folder: string): Comparison {
  const { documents, limits } = evaluateKustomization(sourcesIn(root), folder);
  const theirs = readYaml(output, { uri: '' }).documents;
  return { folder, limits, why: '', ...compareDocuments(documents, theirs) };
}

/** Compares two lists of objects by their ids, and their order. */
function compareDocuments(
  ours: readonly DataNode[],
  theirs: readonly DataNode[],
): Pick<Comparison, 'state' | 'values' | 'unknown' | 'differences'> {
  const differences: string[] = [];
  const count = { values: 0, unknown: 0 };
  const keyOf = (node: DataNode) => Object.values(idOf(node)).join('|');
  const own = new Map(ours.map((node) => [keyOf(node), node]));
  const keys = theirs.map(keyOf);
  for (const node of theirs) {
    const key = keyOf(node);
    const mine = own.get(key);
    if (mine === undefined) differences.push(`${key}: is missing`);
    else compareNodes(mine, plainOf(node), key, differences, count);
  }
  for (const key of own.keys()) if (!keys.includes(key)) differences.push(`${key}: should not be`);
  if (differences.length === 0 && [...own.keys()].join() !== keys.join()) {
    differences.push('the order of the objects differs');
  }
  return { state: differences.length === 0 ? 'same' : 'different', differences, ...count };
}

export function compareNodes(
  mine: DataNode,
  theirs: unknown,
  at: string,
  differences: string[],
  count: { values: number; unknown: number },
): void {
  if (mine.kind === 'unknown') {
    count.values++;
    count.unknown++;
    return;
  }
  if (
    mine.kind === 'map' &&
    typeof theirs === 'object' &&
    theirs !== null &&
    !Array.isArray(theirs)
  ) {
    const other = new Map(Object.entries(theirs));
    for (const [key, value] of mine.entries) {
      if (other.has(key)) compareNodes(value, other.get(key), `${at}/${key}`, differences, count);
      else differences.push(`${at}/${key}: should not be`);
    }
    for (const key of other.keys()) {
      if (mine.entries.has(key)) continue;
      if (mine.open) count.unknown++;
      else differences.push(`${at}/${key}: is missing`);
    }
    return;
  }
  if (mine.kind === 'list' && Array.isArray(theirs)) {
    if (mine.open) {
      count.unknown++;
      return;
    }
    if (mine.items.length !== theirs.length) {
      differences.push(`${at}: ${mine.items.length} items, not ${theirs.length}`);
    }
    for (const [index, item] of mine.items.entries()) {
      if (index < theirs.length)
        compareNodes(item, theirs[index], `${at}/${index}`, differences, count);
    }
    return;
  }
  count.values++;
  if (JSON.stringify(plainOf(mine)) !== JSON.stringify(theirs)) {
    differences.push(
      `${at}: ${JSON.stringify(plainOf(mine))?.slice(0, 200)}, not ${JSON.stringify(theirs)?.slice(0, 200)}`,
    );
  }
}
