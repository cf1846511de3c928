import { adviceOf } from './advisor';
import { checklistOf } from './checklist';
import { type Cancellation, NEVER_CANCELLED, type Ports } from './contracts/ports';
import type { Rule } from './contracts/rule';
import type { HeadroomService, Recognition } from './contracts/service';
import { diagramOf } from './diagrams';
import { mermaid } from './diagrams/mermaid';
import { REFERENCE_VIEWS } from './diagrams/reference';
import { views } from './diagrams/views';
import { failureLine, failureOf } from './engine/internal';
import { buildsOf, printedBuild } from './features/builds';
import { capacityOf, lensesOf } from './features/capacity';
import { codeActions, silenced } from './features/codeActions';
import {
  configurationCompletions,
  configurationFixes,
  configurationHover,
} from './features/configurationLanguage';
import { declaring } from './features/declaring';
import { diagnosticOf } from './features/diagnostics';
import { completions, folds, formatted, symbols } from './features/editing';
import { environmentsOf } from './features/environments';
import { hover } from './features/hover';
import { definitions, references, renameable, renamed } from './features/names';
import { newConfiguration } from './features/newConfiguration';
import { nodeAnswersOf } from './features/nodeAnswers';
import { effectiveConfiguration, pageOf, summaryOf } from './features/pages';
import { recognition } from './features/recognition';
import { review } from './features/review';
import { systemDrawingOf } from './features/systemDrawing';
import { fixAll } from './fix/batch';
import { type ConfigurationFile, hasConfigurationName } from './project/configSet';
import type { OpenedFile } from './project/file';
import type { Project } from './project/project';
import { createProjects } from './project/projects';
import { TICKS_NAME, withTick } from './project/ticks';
import { RULES } from './rules';
import { rangeOf } from './text/lines';
import { child } from './text/paths';

export { useDrawingWords } from './diagrams/words';
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
    answer: (file: OpenedFile, project: Project) => T,
    otherwise: T,
    token?: Cancellation,
  ): Promise<T> {
    const project = await projects.of(uri);
    const goal = () => {
      const file = project.opened(uri);
      return file ? answer(file, project) : otherwise;
    };
    try {
      return await project.ask(goal, otherwise, token);
    } catch (thrown) {
      // What one view cannot answer costs that answer.
      tell('an answer to the editor', thrown, uri);
      return otherwise;
    }
  }

  /** What is answered of a configuration file or the file of ticks; `undefined` of any other. */
  async function inConfiguration<T>(
    uri: string,
    answer: (file: ConfigurationFile, project: Project) => T,
  ): Promise<T | undefined> {
    if (!hasConfigurationName(uri)) return undefined;
    const project = await projects.of(uri);
    return project.ask(() => {
      const file = project.configurations().find((one) => one.uri === uri);
      return file && answer(file, project);
    }, undefined);
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

  /** What is answered of a project of which every file has been read. */
  async function ofWhole<T>(uri: string, answer: (project: Project) => T): Promise<T> {
    const project = await projects.ofFolder(uri);
    await project.index(NEVER_CANCELLED);
    const answers = await project.ask(() => [answer(project)], []);
    return answers[0] as T;
  }

  async function readTicksFile(root: string) {
    const uri = child(root, TICKS_NAME);
    const open = projects.document(uri);
    if (open) return { uri, text: open.text };
    const result = await ports.workspace.read(uri);
    return { uri, text: result.state === 'read' ? result.text : undefined };
  }

  /** The text of the file of ticks, of which a project is told as of its other files. */
  function ticksOf(project: Project): string | undefined {
    const uri = child(project.root, TICKS_NAME);
    return project.configurations().find((file) => file.uri === uri)?.text;
  }

  return Object.freeze<HeadroomService>({
    open: projects.open,
    close: projects.close,
    fileChanged: projects.changed,
    onDidChange: projects.onDidChange,
    async diagnostics(uri, token) {
      const project = await projects.of(uri);
      if (!project.isComplete()) void project.index(token);
      const goal = () => {
        const version = projects.document(uri)?.version ?? 0;
        const configuration = project.configurations().find((file) => file.uri === uri);
        const findings = configuration?.findings ?? project.findings(uri);
        const items = findings.map((finding) => diagnosticOf(finding, project));
        return { findings, answer: { uri, version, items } };
      };
      const version = projects.document(uri)?.version ?? 0;
      const said = await project.ask(goal, undefined, token);
      if (!said) return { uri, version, items: [] };
      project.answered(uri, said.findings);
      return said.answer;
    },
    codeActions: async (uri, range, only, token) =>
      (await inConfiguration(uri, (file) =>
        only?.includes('quickfix') !== false ? configurationFixes(file, range) : [],
      )) ?? about(uri, (file, project) => codeActions(file, range, only, project), [], token),
    silence: (uri, range, request) =>
      about(uri, (file, project) => silenced(file, project, range, request), null),
    hover: async (uri, position) =>
      (await inConfiguration(uri, (file, project) =>
        configurationHover(file, position, rules, () =>
          // Of half a project nothing is said of "every".
          project.isComplete() ? nodeAnswersOf(project) : new Map(),
        ),
      )) ?? about(uri, (file, project) => hover(file, position, project), null),
    async recognition(uri) {
      const project = await projects.of(uri);
      const answers = await project.ask(() => [recognition(uri, project)], []);
      return answers[0] as Recognition;
    },
    completion: async (uri, position) =>
      (await inConfiguration(uri, (file) => configurationCompletions(file, position, rules))) ??
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
        const project = await projects.of(uri);
        const graph = await project.ask(() => {
          const file = project.opened(uri);
          return file && diagramOf(file, project.settings().practice);
        }, undefined);
        return graph ? { ...graph, mermaid: mermaid(graph) } : null;
      }),
    systemDrawing: (folder, request) =>
      view('drawing', folder, () =>
        ofWhole(folder, (project) =>
          systemDrawingOf(project, { about: folder, ...request }, (of) => {
            const { answers = {}, environment } = request;
            const checklist = checklistOf(of, rules, ticksOf(of), environment);
            return adviceOf(of, checklist, answers, environment);
          }),
        ),
      ),
    diagramViews: views,
    referenceViews: () => REFERENCE_VIEWS.map(({ id, title }) => ({ id, title })),
    async referenceDiagram(view, folder) {
      const reference = REFERENCE_VIEWS.find(({ id }) => id === view);
      const graph = await ofWhole(folder, (project) =>
        reference?.draw(project.settings().practice),
      );
      return graph ? { ...graph, mermaid: mermaid(graph) } : null;
    },
    review: (uris, options, token, progress) => review(projects, uris, options, token, progress),
    fix: (uris, options, token) => fixAll(projects, uris, options, rules, token),
    roots: async (folder) =>
      [...(await projects.beneath([folder], NEVER_CANCELLED)).keys()].map(({ root }) => root),
    capacity: (folder) =>
      view('connection budget', folder, () =>
        ofWhole(folder, (project) => capacityOf(project, folder)),
      ),
    builds: (folder) => view('list of builds', folder, () => ofWhole(folder, buildsOf)),
    build: (folder, id) =>
      view('build', folder, () => ofWhole(folder, (project) => printedBuild(project, id))),
    declareLimit: (folder, limit) => ofWhole(folder, (project) => declaring(project, limit)),
    environments: (folder) => ofWhole(folder, environmentState),
    async codeLenses(uri, selected) {
      const project = await projects.of(uri);
      // A budget of half a project would be a lower bound of nothing.
      if (!project.isComplete()) return [];
      try {
        return await project.ask(() => {
          const { environments } = environmentState(project);
          const wanted = selected?.(project.root);
          const isThere = wanted !== undefined && environments.includes(wanted);
          return lensesOf(uri, project, isThere ? wanted : (environments[0] ?? null));
        }, []);
      } catch (thrown) {
        tell('a lens', thrown, uri);
        return [];
      }
    },
    checklist: (folder, environment) =>
      view('checklist', folder, () =>
        ofWhole(folder, (project) => checklistOf(project, rules, ticksOf(project), environment)),
      ),
    advise: (folder, answers, environment) =>
      view('advice', folder, () =>
        ofWhole(folder, (project) => {
          const checklist = checklistOf(project, rules, ticksOf(project), environment);
          return adviceOf(project, checklist, answers, environment);
        }),
      ),
    async tick(folder, item, answer, reason) {
      const { root } = await projects.ofFolder(folder);
      const { uri, text } = await readTicksFile(root);
      return { uri, text: withTick(text ?? '', item, answer, reason) };
    },
    rules: () => rules.map(summaryOf),
    explain: (name) => pageOf(name, rules, ports.assets),
    printConfig: (uri) => ofWhole(uri, (project) => effectiveConfiguration(project, uri, rules)),
    newConfiguration: (folder) => ofWhole(folder, newConfiguration),
    counters: () => projects.counters,
  });
}

function environmentState(project: Project) {
  return { root: project.root, environments: environmentsOf(project) };
}
