import { trailLines, yamlOf } from '../builds/printed';
import type { Build } from '../contracts/build';
import type { BuildOutput, PrintedBuild } from '../contracts/build-output';
import type { Project } from '../project/project';
import { plainOf } from '../syntax/data-node';
import { relativePath } from '../text/paths';

/** The builds of a project, evaluated. */
export function buildsOf(project: Project): readonly BuildOutput[] {
  return project.builds().map(outputOf);
}

/** One build of a project, printed; the ids there are where there is none of this id. */
export function printedBuild(project: Project, id: string): PrintedBuild | readonly string[] {
  const builds = project.builds();
  const build = builds.find((each) => each.id === id);
  if (!build) return builds.map((each) => each.id);
  const { documents, limits, kind } = build;
  const plain = documents.map(plainOf);
  return {
    yaml: documents.map((node) => yamlOf(node)).join('---\n'),
    json: kind === 'compose' ? (plain[0] ?? {}) : plain,
    trail: documents.flatMap((node, index) =>
      trailLines(node, (uri) => relativePath(uri, project.root), `/${index}`),
    ),
    limits,
  };
}

function outputOf({ environment, documents: _documents, ...build }: Build): BuildOutput {
  return { ...build, environment: environment.name };
}
