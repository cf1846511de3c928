import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { type DataNode, entryOf, textOf } from '../../syntax/data-node';
import { folderOf } from '../../text/paths';
import { evaluated } from '../cloudformation/evaluate';
import { shownTemplate, trailWithin } from '../cloudformation/shown';
import { documentIn } from '../cloudformation/template';
import { environmentNamed, NO_ENVIRONMENT } from '../environments';
import { yamlOf } from '../printed';
import { buildId, environmentsOf, ordered } from '../roots';
import { stagesOf } from './stages';
import { serverlessTemplate } from './template';
import { resolved, variablesOf } from './variables';

/** Configurations of the Serverless Framework for AWS, each with the stages it is deployed to. */
export const serverlessServices: Contributor = { kind: 'serverless', find, evaluate };

/** The names under which the framework looks for its configuration. */
const CONFIGURATIONS = '**/serverless*.{yml,yaml}';

function find(sources: BuildSources): readonly BuildRoot[] {
  const configured = environmentsOf(sources);
  const paths = sources.matching(CONFIGURATIONS);
  const roots = sources.each(paths, (path) => {
    const whole = configurationIn(sources, path);
    if (whole === undefined) return [];
    const stages = stagesOf(sources, path, whole);
    const own = configured(path);
    const named = own.class === 'unknown' ? own : NO_ENVIRONMENT;
    const environments =
      stages.length === 0 ? [named] : stages.map(({ name }) => environmentNamed(name));
    return environments.map(
      (environment): BuildRoot => ({
        id: buildId('serverless', path, environment),
        kind: 'serverless',
        root: path,
        environment,
        files: [],
        limits: [],
      }),
    );
  });
  return ordered(roots.flat());
}

/** A configuration for AWS; `undefined` for any other file of its name. */
function configurationIn(sources: BuildSources, path: string): DataNode | undefined {
  const whole = documentIn(sources, path);
  const provider = entryOf(whole, 'provider');
  const name = textOf(provider) ?? textOf(entryOf(provider, 'name'));
  return name === 'aws' && entryOf(whole, 'service') ? whole : undefined;
}

function evaluate(
  sources: BuildSources,
  { id, kind, root: path, environment }: BuildRoot,
): Contribution {
  const whole = configurationIn(sources, path);
  const folder = folderOf(path);
  const stage = environment.name;
  const variables = whole && variablesOf({ sources, folder, whole, stage });
  const made = variables && serverlessTemplate(resolved(variables.whole, variables), stage);
  const template = made && evaluated(made.node, new Map(), path);
  const limits = [
    ...new Set([...(made?.limits ?? [`${path} is no configuration`]), ...(template?.limits ?? [])]),
  ];
  const files = [path, ...[...(variables?.read ?? [])].sort()];
  return {
    build: {
      id,
      kind,
      root: path,
      environment,
      layers: files,
      closed: limits.length === 0,
      limits,
      documents: template ? [shownTemplate(template.node)] : [],
    },
    takes: files,
    asWritten: [],
    documents: template
      ? [
          {
            name: 'template.yaml',
            language: 'autoscaling-group',
            text: yamlOf(template.node),
            trail: (at) => trailWithin(template.node, at),
          },
        ]
      : [],
  };
}
