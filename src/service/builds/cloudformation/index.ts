import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { type DataNode, dataMap, entryOf, stepsOf, type Trail } from '../../syntax/data-node';
import { yamlOf } from '../printed';
import { buildId, environmentsOf, ordered } from '../roots';
import { evaluated } from './evaluate';
import { type TemplateStack, templateStacks } from './stacks';
import { templateIn } from './template';

/** Templates of CloudFormation and SAM, each with the parameters it is deployed with. */
export const cloudFormationTemplates: Contributor = { kind: 'cloudformation', find, evaluate };

function find(sources: BuildSources): readonly BuildRoot[] {
  const configured = environmentsOf(sources);
  return ordered(
    templateStacks(sources).map((stack) => ({
      id: idOf(stack, configured),
      kind: 'cloudformation',
      root: stack.template,
      environment: environmentOf(stack, configured),
      files: [stack.set.file],
      limits: [],
    })),
  );
}

function environmentOf(
  { set, environment }: TemplateStack,
  configured: ReturnType<typeof environmentsOf>,
): BuildRoot['environment'] {
  const named = configured(set.file);
  return environment.class === 'unknown' && named.name !== null ? named : environment;
}

function idOf(stack: TemplateStack, configured: ReturnType<typeof environmentsOf>): string {
  return buildId('cloudformation', stack.template, environmentOf(stack, configured));
}

function evaluate(sources: BuildSources, root: BuildRoot): Contribution {
  const { id, kind, root: path, environment, files } = root;
  const template = templateIn(sources, path);
  const configured = environmentsOf(sources);
  const stack =
    templateStacks(sources).find(
      (each) => files.includes(each.set.file) && idOf(each, configured) === id,
    ) ?? templateStacks(sources).find((each) => files.includes(each.set.file));
  const made = template && evaluated(template, stack?.set.values ?? new Map());
  const limits = made?.limits ?? [`${path} is no template`];
  const uri = sources.uri(path);
  return {
    build: {
      id,
      kind,
      root: path,
      environment,
      layers: [path, ...files],
      closed: limits.length === 0,
      limits,
      documents: made ? [shown(made.node)] : [],
    },
    takes: [path],
    asWritten: [],
    documents: made
      ? [
          {
            name: 'template.yaml',
            language: 'autoscaling-group',
            text: yamlOf(made.node),
            trail: (at) => trailAt(made.node, at),
            // What the template says itself is judged where it stands.
            tells: (at) => trailAt(made.node, at)[0]?.uri !== uri,
          },
        ]
      : [],
  };
}

/** The trail of what a path leads to; of the nearest around it where it leads to nothing. */
function trailAt(node: DataNode, path: string): Trail {
  let at = node;
  for (const step of stepsOf(path)) {
    const next = at.kind === 'list' ? at.items[Number(step)] : entryOf(at, step);
    if (next === undefined) break;
    at = next;
  }
  return at.trail;
}

function shown(node: DataNode): DataNode {
  const resources = entryOf(node, 'Resources');
  return resources ? dataMap([['Resources', resources]], node.trail) : node;
}
