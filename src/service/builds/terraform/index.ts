import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { type DataNode, pointer, type Trail } from '../../syntax/data-node';
import { yamlOf } from '../printed';
import { resourceDocument } from '../resources';
import { buildId, environmentsOf, ordered } from '../roots';
import { emitted } from './emit';
import { expressionValue } from './evaluate';
import { hclOf, moduleIn, NO_MODULE } from './module-source';
import { ModuleInstance } from './modules';
import { type Evaluation, evaluate, NO_NAMES, type TerraformModule } from './scope';
import { terraformStacks } from './stacks';

/** Modules of Terraform that are applied by themselves, with their values. */
export const terraformModules: Contributor = { kind: 'terraform', find, evaluate: applied };

function find(sources: BuildSources): readonly BuildRoot[] {
  return ordered(
    terraformStacks(sources, environmentsOf(sources)).map(({ root, values, environment }) => ({
      id: buildId('terraform', root, environment),
      kind: 'terraform',
      root,
      environment,
      files: values,
      limits: [],
    })),
  );
}

function applied(
  sources: BuildSources,
  { id, kind, root: folder, environment, files: values }: BuildRoot,
): Contribution {
  const source = moduleIn(sources, folder);
  const given = valuesOf(sources, values);
  const state: { whole?: Evaluation } = {};
  const root: ModuleInstance = new ModuleInstance(
    source ?? { ...NO_MODULE, folder },
    '',
    '',
    (name) => given.get(name)?.(root),
    () => state.whole as Evaluation,
    0,
    null,
  );
  const whole: Evaluation = {
    sources,
    value: expressionValue,
    root,
    calls: new Map(),
    folders: new Set([folder]),
    read: new Set(),
    limits: new Set(),
  };
  state.whole = whole;
  const { node, trails, resources } = emitted(root, values.length === 0);
  const files = [...whole.folders].flatMap((each) => moduleIn(sources, each)?.files ?? []);
  const limits = [...whole.limits].sort();
  return {
    build: {
      id,
      kind,
      root: folder,
      environment,
      layers: [...files, ...[...whole.read].sort(), ...values],
      closed: limits.length === 0,
      limits,
      documents: [resourceDocument(resources, node.trail)],
    },
    takes: files,
    asWritten: [],
    documents:
      resources.length === 0
        ? []
        : [
            {
              name: 'main.tf.yaml',
              language: 'autoscaling-group',
              text: yamlOf(node),
              trail: (path) => trailAt(path, trails),
              tells: (path) => isDecidedElsewhere(trails.get(path)),
            },
          ],
  };
}

/**
 * Whether a value comes from a file of values, from the call of a module, or from an expression: what a resource says itself
 * is judged where it stands, with the locals that it names.
 */
function isDecidedElsewhere(trail: Trail | undefined): boolean {
  const { path, how } = trail?.[0] ?? { path: '/resource', how: 'written' };
  // A part of a local (`local.sizes.min`, `each.value.min`) is known only once it is evaluated.
  if (how === 'computed' || /^\/locals\/[^/]+\//.test(path)) return true;
  return !/^\/(?:resource|locals|variable|output|data)(?:\/|$)|^\/module\/[^/]*$/.test(path);
}

/** What the files of values say; the last one wins. */
function valuesOf(
  sources: BuildSources,
  files: readonly string[],
): ReadonlyMap<string, (module: TerraformModule) => DataNode> {
  const found = new Map<string, (module: TerraformModule) => DataNode>();
  for (const path of files) {
    for (const { name, value } of hclOf(sources, path)?.attributes ?? []) {
      const here = { uri: sources.uri(path), path: pointer('', name), how: 'written' } as const;
      found.set(name, (module) => evaluate(value, { module, names: NO_NAMES, here }));
    }
  }
  return found;
}

/** The trail of a path, or of the nearest around it. */
function trailAt(path: string, trails: ReadonlyMap<string, Trail>): Trail {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = trails.get(at);
    if (found) return found;
  }
  return trails.get('') ?? [];
}
