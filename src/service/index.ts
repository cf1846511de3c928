import { adviceOf } from './advisor';
import { checklistOf } from './checklist';
import type { Ports } from './contracts/ports';
import { NEVER_CANCELLED } from './contracts/ports';
import type { Rule } from './contracts/rule';
import type { HeadroomService } from './contracts/service';
import { diagramOf } from './diagrams';
import { mermaid } from './diagrams/mermaid';
import { REFERENCE_VIEWS } from './diagrams/reference';
import { failureLine, failureOf } from './engine/internal';
import { buildsOf, printedBuild } from './features/builds';
import { capacityOf, lensesOf } from './features/capacity';
import { codeActions } from './features/codeActions';
import { diagnosticOf } from './features/diagnostics';
import { completions, folds, formatted, symbols } from './features/editing';
import { hover } from './features/hover';
import { definitions, references, renameable, renamed } from './features/names';
import { newConfiguration } from './features/newConfiguration';
import { effectiveConfiguration, pageOf, summaryOf } from './features/pages';
import { recognition } from './features/recognition';
import { review } from './features/review';
import { fixAll } from './fix/batch';
import type { OpenedFile } from './project/file';
import type { Project } from './project/project';
import { createProjects } from './project/projects';
import { TICKS_NAME, withTick } from './project/ticks';
import { RULES } from './rules';
import { rangeOf } from './text/lines';
import { child } from './text/paths';

export { walk } from './project/walk';

/**
 * The language service: the whole public API of Headroom, over injected ports. Nothing is read
 * until somebody asks. `rules` are all there are, but for tests.
 */
export function createService(ports: Ports, rules: readonly Rule[] = RULES): HeadroomService {
  const projects = createProjects(ports, rules);

  /** What is answered of a file that is analysed, and what of any other. */
  async function about<T>(
    uri: string,
    answer: (file: OpenedFile, project: Project) => T | Promise<T>,
    otherwise: T,
  ): Promise<T> {
    const { file, project } = await projects.opened(uri);
    if (!file) return otherwise;
    try {
      return await answer(file, project);
    } catch (thrown) {
      // What one view cannot answer costs that answer.
      tell('an answer to the editor', thrown, file.path);
      return otherwise;
    }
  }

  function tell(part: string, thrown: unknown, where: string): void {
    ports.log(failureLine(failureOf(part, thrown), where));
  }

  /** A view of a whole project: there is no half of it, so who asks hears that it failed. */
  async function view<T>(name: string, folder: string, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (thrown) {
      tell(`the ${name}`, thrown, folder);
      throw new Error(`the ${name} stopped with an internal error; the log says where`, {
        cause: thrown,
      });
    }
  }

  /** A project of which every file has been read. */
  async function indexed(uri: string): Promise<Project> {
    const project = await projects.of(uri);
    await project.index(NEVER_CANCELLED);
    return project;
  }

  async function readTicksFile(root: string) {
    const uri = child(root, TICKS_NAME);
    const open = projects.document(uri);
    if (open) return { uri, text: open.text };
    const result = await ports.workspace.read(uri);
    return { uri, text: result.state === 'read' ? result.text : undefined };
  }

  async function checklistIn(project: Project) {
    const { text } = await readTicksFile(project.root);
    return checklistOf(project, rules, text);
  }

  return Object.freeze<HeadroomService>({
    open: projects.open,
    close: projects.close,
    fileChanged: projects.changed,
    onDidChange: projects.onDidChange,
    async diagnostics(uri, token) {
      const version = projects.document(uri)?.version ?? 0;
      const project = await projects.of(uri);
      if (!project.isComplete()) void project.index(token);
      await project.load(uri);
      const configuration = project.configurations().find((file) => file.uri === uri);
      const findings = configuration?.findings ?? project.findings(uri);
      return { uri, version, items: findings.map((finding) => diagnosticOf(finding, project)) };
    },
    codeActions: (uri, range, only) =>
      about(uri, (file, project) => codeActions(file, range, only, project), []),
    hover: (uri, position) => about(uri, (file, project) => hover(file, position, project), null),
    recognition: async (uri) => recognition(uri, await projects.of(uri)),
    completion: (uri, position) =>
      about(uri, (file, project) => completions(file, position, project), []),
    documentSymbols: (uri) => about(uri, symbols, []),
    foldingRanges: (uri) => about(uri, folds, []),
    formatting: (uri, indent) => about(uri, (file) => formatted(file, indent), []),
    definition: (uri, position) =>
      about(uri, (file, project) => definitions(file, position, project), []),
    references: (uri, position, withDefinitions) =>
      about(uri, (file, project) => references(file, position, withDefinitions, project), []),
    prepareRename: (uri, position) =>
      about(
        uri,
        (file, project) => {
          const name = renameable(file, position, project);
          return name ? rangeOf(file.lines, name.at) : null;
        },
        null,
      ),
    rename: (uri, position, newName) =>
      about(uri, (file, project) => renamed(file, position, newName, project), null),
    diagram: (uri) =>
      view('drawing', uri, async () => {
        const { file, project } = await projects.opened(uri);
        const graph = file && diagramOf(file, project.settings().practice);
        return graph ? { ...graph, mermaid: mermaid(graph) } : null;
      }),
    referenceViews: () => REFERENCE_VIEWS.map(({ id, title }) => ({ id, title })),
    async referenceDiagram(view, folder) {
      const reference = REFERENCE_VIEWS.find(({ id }) => id === view);
      const graph = reference?.draw((await indexed(folder)).settings().practice);
      return graph ? { ...graph, mermaid: mermaid(graph) } : null;
    },
    review: (uris, options, token, progress) => review(projects, uris, options, token, progress),
    fix: (uris, options, token) => fixAll(projects, uris, options, rules, token),
    roots: async (folder) =>
      [...(await projects.beneath([folder], NEVER_CANCELLED)).keys()].map(({ root }) => root),
    capacity: (folder) =>
      view('connection budget', folder, async () => capacityOf(await indexed(folder), folder)),
    builds: (folder) =>
      view('list of builds', folder, async () => buildsOf(await projects.of(folder), ports)),
    build: (folder, id) =>
      view('build', folder, async () => printedBuild(await projects.of(folder), ports, id)),
    async codeLenses(uri) {
      const project = await projects.of(uri);
      // A budget of half a project would be a lower bound of nothing.
      if (!project.isComplete()) return [];
      try {
        return lensesOf(uri, project);
      } catch (thrown) {
        tell('a lens', thrown, uri);
        return [];
      }
    },
    checklist: (folder) =>
      view('checklist', folder, async () => checklistIn(await indexed(folder))),
    advise: (folder, answers) =>
      view('advice', folder, async () => {
        const project = await indexed(folder);
        return adviceOf(project, await checklistIn(project), answers);
      }),
    async tick(folder, item, answer) {
      const { root } = await projects.of(folder);
      const { uri, text } = await readTicksFile(root);
      return { uri, text: withTick(text ?? '', item, answer) };
    },
    rules: () => rules.map(summaryOf),
    explain: (name) => pageOf(name, rules, ports.assets),
    printConfig: async (uri) => effectiveConfiguration(await indexed(uri), uri, rules),
    newConfiguration: async (folder) => newConfiguration(await indexed(folder)),
    counters: () => projects.counters,
  });
}
