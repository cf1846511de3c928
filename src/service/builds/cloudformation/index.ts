import type { BuildRoot, BuildSources, Contribution, Contributor } from '../../contracts/build';
import { yamlOf } from '../printed';
import { buildId, environmentsOf, ordered } from '../roots';
import { evaluated } from './evaluate';
import { parametersIn } from './parameters';
import { shownTemplate, trailAt } from './shown';
import { environmentOf, nestedTemplate, nestingTemplates, templateStacks } from './stacks';
import { templateIn } from './template';

/** Templates of CloudFormation and SAM, each with the parameters it is deployed with. */
export const cloudFormationTemplates: Contributor = { kind: 'cloudformation', find, evaluate };

function find(sources: BuildSources): readonly BuildRoot[] {
  const configured = environmentsOf(sources);
  const stacks = templateStacks(sources).map(({ template, set, environment }): BuildRoot => {
    const named = configured(set.file);
    const used = environment.class === 'unknown' && named.name !== null ? named : environment;
    return {
      id: buildId('cloudformation', template, used),
      kind: 'cloudformation',
      root: template,
      environment: used,
      files: [set.file],
      limits: [],
    };
  });
  const roots = [...stacks, ...nestingRoots(sources, new Set(stacks.map(({ root }) => root)))];
  // One template may be deployed twice in an environment: in two regions, for two customers.
  return ordered(
    roots.map((root) => {
      const isOne = roots.filter(({ id }) => id === root.id).length === 1;
      const own = `${root.root}:${root.files[0]}`;
      return isOne ? root : { ...root, id: buildId('cloudformation', own, root.environment) };
    }),
  );
}

/** Templates that nest others of the project, of which no file says with which parameters they are deployed. */
function nestingRoots(sources: BuildSources, known: ReadonlySet<string>): readonly BuildRoot[] {
  const configured = environmentsOf(sources);
  return nestingTemplates(sources)
    .filter((root) => !known.has(root))
    .map((root): BuildRoot => {
      const environment = configured(root);
      return {
        id: buildId('cloudformation', root, environment),
        kind: 'cloudformation',
        root,
        environment,
        files: [],
        limits: [],
      };
    });
}

function evaluate(
  sources: BuildSources,
  { id, kind, root: path, environment, files }: BuildRoot,
): Contribution {
  const template = templateIn(sources, path);
  const sets = sources.each(files, (file) => parametersIn(sources, file)).flat();
  const given = sets.filter(
    (set) => set.called === null || environmentOf(set, path).name === environment.name,
  );
  const made =
    template &&
    evaluated(template, new Map(given.flatMap(({ values }) => [...values])), path, {
      nestedIn: (from, url) => nestedTemplate(sources, from, url),
      isDefaultOpen: files.length === 0,
    });
  const limits = made?.limits ?? [`${path} is no template`];
  const templates = [path, ...(made?.nested ?? [])];
  const own = new Set(templates.map((each) => sources.uri(each)));
  return {
    build: {
      id,
      kind,
      root: path,
      environment,
      layers: [...new Set(templates), ...files],
      closed: limits.length === 0,
      limits,
      documents: made ? [shownTemplate(made.node)] : [],
    },
    takes: [...new Set(templates)],
    asWritten: [],
    documents: made
      ? [
          {
            name: 'template.yaml',
            language: 'autoscaling-group',
            text: yamlOf(made.node),
            trail: (at) => trailAt(made.node, at),
            // What the template says itself is judged where it stands.
            tells: (at) => !own.has(trailAt(made.node, at)[0]?.uri ?? ''),
          },
        ]
      : [],
  };
}
