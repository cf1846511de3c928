import { CONTRIBUTORS } from '../builds';
import { trailLines, yamlOf } from '../builds/printed';
import { overSnapshot, type Snapshot } from '../builds/snapshot';
import type { Build, BuildRoot, BuildSources } from '../contracts/build';
import type { BuildOutput, PrintedBuild } from '../contracts/build-output';
import { NEVER_CANCELLED, type Ports } from '../contracts/ports';
import { CONFIGURATION_NAME, readConfiguration } from '../project/configuration';
import type { Project } from '../project/project';
import { plainOf } from '../syntax/data-node';
import { child, relativePath } from '../text/paths';

/** The builds of a project, evaluated. */
export async function buildsOf(project: Project, ports: Ports): Promise<readonly BuildOutput[]> {
  const snapshot = await snapshotOf(project, ports);
  return overSnapshot(snapshot, (sources) =>
    rootsIn(sources).map((root) => outputOf(evaluated(sources, root))),
  );
}

/** One build of a project, printed; the ids there are where there is none of this id. */
export async function printedBuild(
  project: Project,
  ports: Ports,
  id: string,
): Promise<PrintedBuild | readonly string[]> {
  const snapshot = await snapshotOf(project, ports);
  return overSnapshot(snapshot, (sources): PrintedBuild | readonly string[] => {
    const roots = rootsIn(sources);
    const root = roots.find((each) => each.id === id);
    if (!root) return roots.map((each) => each.id);
    const { documents, limits, kind } = evaluated(sources, root);
    const plain = documents.map(plainOf);
    return {
      yaml: documents.map((node) => yamlOf(node)).join('---\n'),
      json: kind === 'compose' ? (plain[0] ?? {}) : plain,
      trail: documents.flatMap((node, index) =>
        trailLines(node, (uri) => relativePath(uri, project.root), `/${index}`),
      ),
      limits,
    };
  });
}

function rootsIn(sources: BuildSources): readonly BuildRoot[] {
  return CONTRIBUTORS.flatMap((contributor) => contributor.find(sources));
}

function evaluated(sources: BuildSources, root: BuildRoot): Build {
  const contributor = CONTRIBUTORS.find(({ kind }) => kind === root.kind);
  if (!contributor) throw new Error(`No tool evaluates ${root.kind}.`);
  return contributor.evaluate(sources, root).build;
}

function outputOf({ environment, documents: _documents, ...build }: Build): BuildOutput {
  return { ...build, environment: environment.name };
}

async function snapshotOf(project: Project, ports: Ports): Promise<Snapshot> {
  const configuration = ports.configuration ?? child(project.root, CONFIGURATION_NAME);
  const read = await ports.workspace.read(configuration);
  const text = read.state === 'read' ? read.text : '';
  const uris: string[] = [];
  for await (const { uri } of ports.workspace.files(project.root, NEVER_CANCELLED)) uris.push(uri);
  const own = await project.ask(() => uris.filter(project.owns), []);
  return {
    paths: own.map((uri) => relativePath(uri, project.root)),
    uri: (path) => child(project.root, path),
    environments: readConfiguration(text, configuration, new Set()).environments,
    async read(path) {
      const result = await ports.workspace.read(child(project.root, path));
      return result.state === 'read' ? result.text : null;
    },
  };
}
