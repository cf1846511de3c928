import { trailLines, yamlOf } from '../builds/printed';
import type { JoinedLine } from '../contracts/assembly';
import type { Build, BuildKind } from '../contracts/build';
import type { BuildOutput, PrintedBuild } from '../contracts/build-output';
import type { JoinedRoot } from '../project/joinedTexts';
import type { Project } from '../project/project';
import { type DataNode, plainOf, type TrailStep } from '../syntax/data-node';
import { relativePath } from '../text/paths';
import { shownStep } from './trail';

/** The builds of a project, evaluated. */
export function buildsOf(project: Project): readonly BuildOutput[] {
  return [...project.builds().map(outputOf), ...project.joinedTexts().map(joinedOutput)];
}

/** One build of a project, printed; the ids there are where there is none of this id. */
export function printedBuild(project: Project, id: string): PrintedBuild | readonly string[] {
  const builds = project.builds();
  const build = builds.find((each) => each.id === id);
  const joined = project.joinedTexts();
  const text = joined.find((each) => each.id === id);
  if (text) return printedText(text);
  if (!build) return [...builds, ...joined].map((each) => each.id);
  const { documents, limits, kind } = build;
  const plain = documents.map(plainOf);
  const note = ({ trail }: DataNode) => trail.map((step) => stepText(step, project)).join(', ');
  return {
    text: documents.map((node) => yamlOf(node)).join('---\n'),
    annotated: documents.map((node) => yamlOf(node, '', note)).join('---\n'),
    json: SEVERAL.has(kind) ? plain : (plain[0] ?? {}),
    trail: documents.flatMap((node, index) =>
      trailLines(node, (uri) => relativePath(uri, project.root), `/${index}`),
    ),
    limits,
  };
}

/** A text that is read as one, with the file and the line behind each line. */
function printedText({ layers, joined: { lines, limits } }: JoinedRoot): PrintedBuild {
  const text = lines.map((line) => `${line.text}\n`).join('');
  const place = ({ path, line }: JoinedLine) => `${path}:${line}`;
  return {
    text,
    annotated: lines
      .map((line) => `${line.text.trim() === '' ? '' : `${line.text}  # ${place(line)}`}\n`)
      .join(''),
    json: { files: layers, text },
    trail: lines.map((line) => `${place(line)}: ${line.text}`),
    limits,
  };
}

/** Builds of objects of Kubernetes; what others make is one document. */
const SEVERAL: ReadonlySet<BuildKind> = new Set(['kustomize', 'manifests', 'helm']);

/** `overlays/prod/hpa.yaml:6 (patched)`; what is just written is not said to be. */
function stepText(step: TrailStep, project: Project): string {
  const { file, line, how } = shownStep(step, project);
  return `${file}${line === undefined ? '' : `:${line}`}${how === undefined ? '' : ` (${how})`}`;
}

function outputOf({ environment, documents: _documents, ...build }: Build): BuildOutput {
  return { ...build, environment: environment.name };
}

function joinedOutput({ joined: { limits }, ...root }: JoinedRoot): BuildOutput {
  return { ...root, closed: limits.length === 0, limits };
}
