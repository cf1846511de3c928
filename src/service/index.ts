import { checklistOf } from './checklist';
import { TICKS_NAME, withTick } from './checklist/ticks';
import type { FixKind } from './contracts/fix';
import type { OutputFile } from './contracts/output';
import type { Cancellation, Ports } from './contracts/ports';
import { NEVER_CANCELLED } from './contracts/ports';
import type {
  DocumentDiagnostics,
  HeadroomService,
  OpenDocument,
  Review,
  RuleSummary,
} from './contracts/service';
import { diagramOf } from './diagrams';
import { mermaid } from './diagrams/mermaid';
import { BUILT_IN } from './engine/finding';
import { codeActions } from './features/codeActions';
import { diagnosticOf, outputOf } from './features/diagnostics';
import { completions, folds, formatted, symbols } from './features/editing';
import { hover } from './features/hover';
import { definitions, references, renameable, renamed } from './features/names';
import { newConfiguration } from './features/newConfiguration';
import { fixProject } from './fix/batch';
import { PRACTICES } from './practices';
import { CONFIGURATION_NAME } from './project/configuration';
import { rangeOf } from './project/lines';
import { child, isWithin, relativePath } from './project/paths';
import { createProject, type Project } from './project/project';
import { findRoot } from './project/root';
import { RULES } from './rules';

const FIX_KINDS: readonly FixKind[] = ['safe', 'suggestion', 'guided'];

/**
 * The language service: the whole public API of Headroom, over injected ports. Nothing is read
 * until somebody asks.
 */
export function createService(ports: Ports): HeadroomService {
  const documents = new Map<string, OpenDocument>();
  const projects = new Map<string, Project>();
  const roots = new Map<string, Promise<string>>();
  const listeners = new Set<(uris: readonly string[]) => void>();
  const counters = {
    parses: new Map<string, number>(),
    documentRulesRun: 0,
    projectRulesRun: 0,
    filesRead: 0,
  };

  async function projectOf(uri: string): Promise<Project> {
    let search = roots.get(uri);
    if (!search) {
      search = findRoot(uri, ports.workspace);
      roots.set(uri, search);
    }
    const root = await search;
    let project = projects.get(root);
    if (!project) {
      project = createProject(
        root,
        ports,
        RULES,
        (document) => documents.get(document),
        counters,
        () => notify([...documents.keys()].filter((document) => isWithin(document, root))),
      );
      projects.set(root, project);
    }
    return project;
  }

  function notify(uris: readonly string[]): void {
    for (const listener of listeners) listener(uris);
  }

  function changed(uri: string): void {
    if (uri.endsWith(`/${CONFIGURATION_NAME}`)) roots.clear();
    for (const project of projects.values()) if (isWithin(uri, project.root)) project.changed(uri);
  }

  async function opened(uri: string) {
    const project = await projectOf(uri);
    return { project, file: await project.open(uri) };
  }

  async function readTicksFile({ root }: Project) {
    const uri = child(root, TICKS_NAME);
    const open = documents.get(uri);
    if (open) return { uri, text: open.text };
    const result = await ports.workspace.read(uri);
    return { uri, text: result.state === 'read' ? result.text : undefined };
  }

  async function diagnostics(uri: string, token: Cancellation): Promise<DocumentDiagnostics> {
    const version = documents.get(uri)?.version ?? 0;
    const project = await projectOf(uri);
    if (!project.isComplete()) void project.index(token);
    await project.load(uri);
    const configuration = project.configurations().find((file) => file.uri === uri);
    const findings = configuration?.findings ?? project.findings(uri);
    return { uri, version, items: findings.map((finding) => diagnosticOf(finding, project)) };
  }

  async function review(
    uris: readonly string[],
    { base, only }: { readonly base: string; readonly only: readonly string[] },
    token: Cancellation,
    progress?: Parameters<HeadroomService['review']>[3],
  ): Promise<Review> {
    const chosen = new Map<Project, string[]>();
    for (const uri of uris) {
      const project = await projectOf(uri);
      chosen.set(project, [...(chosen.get(project) ?? []), uri]);
    }
    const files: OutputFile[] = [];
    const reviewed: string[] = [];
    const summary = { files: 0, error: 0, warning: 0, information: 0, hint: 0 };
    for (const [project, targets] of chosen) {
      await project.index(token, (done, total) => progress?.({ done, total }));
      const isChosen = (uri: string) => targets.some((target) => isWithin(uri, target));
      const rows = [
        ...project.files().map(({ uri, language }) => ({
          uri,
          language: language.id as string,
          skipped: null as string | null,
          findings: project.findings(uri),
        })),
        ...project.configurations().map(({ uri, findings }) => ({
          uri,
          language: 'configuration',
          skipped: null,
          findings,
        })),
        ...project
          .skipped()
          .map(({ uri, why }) => ({ uri, language: '', skipped: why, findings: [] })),
      ];
      for (const row of rows.filter(({ uri }) => isChosen(uri))) {
        const findings = row.findings.filter(
          ({ rule }) => only.length === 0 || only.includes(rule),
        );
        for (const { severity } of findings) summary[severity]++;
        files.push({
          path: relativePath(row.uri, base),
          language: row.language,
          skipped: row.skipped,
          findings: findings.map((finding) => outputOf(finding, project, base)),
        });
        reviewed.push(row.uri);
      }
    }
    summary.files = files.length;
    const order = files
      .map((_, index) => index)
      .sort((a, b) => ((files[a]?.path ?? '') < (files[b]?.path ?? '') ? -1 : 1));
    return {
      output: { version: 1, files: order.flatMap((index) => files[index] ?? []), summary },
      uris: order.flatMap((index) => reviewed[index] ?? []),
    };
  }

  return Object.freeze<HeadroomService>({
    open(document) {
      documents.set(document.uri, document);
      changed(document.uri);
    },
    close(uri) {
      documents.delete(uri);
      changed(uri);
    },
    fileChanged: changed,
    diagnostics,
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async codeActions(uri, range, only) {
      const { file, project } = await opened(uri);
      return file ? codeActions(file, range, only, project) : [];
    },
    async hover(uri, position) {
      const { file, project } = await opened(uri);
      return file ? hover(file, position, project) : null;
    },
    async completion(uri, position) {
      const { file, project } = await opened(uri);
      return file ? completions(file, position, project) : [];
    },
    async documentSymbols(uri) {
      const { file } = await opened(uri);
      return file ? symbols(file) : [];
    },
    async foldingRanges(uri) {
      const { file } = await opened(uri);
      return file ? folds(file) : [];
    },
    async formatting(uri, indent) {
      const { file } = await opened(uri);
      return file ? formatted(file, indent) : [];
    },
    async definition(uri, position) {
      const { file, project } = await opened(uri);
      return file ? definitions(file, position, project) : [];
    },
    async references(uri, position, withDefinitions) {
      const { file, project } = await opened(uri);
      return file ? references(file, position, withDefinitions, project) : [];
    },
    async prepareRename(uri, position) {
      const { file, project } = await opened(uri);
      const name = file && renameable(file, position, project);
      return name ? rangeOf(file.lines, name.at) : null;
    },
    async rename(uri, position, newName) {
      const { file, project } = await opened(uri);
      return file ? renamed(file, position, newName, project) : null;
    },
    async recognition(uri) {
      const project = await projectOf(uri);
      const state = await project.load(uri);
      const status = project.isComplete() ? ('complete' as const) : ('indexing' as const);
      switch (state.state) {
        case 'analysed': {
          const { language, description, limits } = state.file;
          return { language: language.id, description, limits, project: status };
        }
        case 'skipped':
          return {
            language: null,
            description: `not analysed: ${state.why}`,
            limits: [],
            project: status,
          };
        default:
          return {
            language: null,
            description: 'not a file that Headroom reads',
            limits: [],
            project: status,
          };
      }
    },
    async diagram(uri) {
      const { file, project } = await opened(uri);
      const graph = file && diagramOf(file, project.settings().practice);
      return graph ? { ...graph, mermaid: mermaid(graph) } : null;
    },
    review,
    async fix(uris, options, token) {
      const texts = new Map<string, string>();
      let applied = 0;
      let passes = 0;
      const byRoot = new Map<string, string[]>();
      for (const uri of uris) {
        const { root } = await projectOf(uri);
        byRoot.set(root, [...(byRoot.get(root) ?? []), uri]);
      }
      for (const [root, targets] of byRoot) {
        const opened = new Map<string, string>();
        for (const { uri, text } of documents.values()) {
          if (isWithin(uri, root)) opened.set(uri, text);
        }
        const result = await fixProject(root, targets, options, ports, RULES, opened, token);
        for (const [uri, text] of result.texts) texts.set(uri, text);
        applied += result.applied;
        passes = Math.max(passes, result.passes);
      }
      return { texts, applied, passes };
    },
    async checklist(folder) {
      const project = await projectOf(folder);
      await project.index(NEVER_CANCELLED);
      const { text } = await readTicksFile(project);
      return checklistOf(project, RULES, text);
    },
    async tick(folder, item, answer) {
      const { uri, text } = await readTicksFile(await projectOf(folder));
      return { uri, text: withTick(text ?? '', item, answer) };
    },
    rules: () =>
      RULES.map<RuleSummary>(({ id, severity, summary, status, fixes }) => ({
        id,
        severity,
        summary,
        status,
        fix: FIX_KINDS.find((kind) => fixes.includes(kind)) ?? null,
        url: `https://github.com/headroom-review/headroom/blob/main/src/service/rules/${id}/README.md`,
      })),
    async explain(name) {
      if (Object.hasOwn(BUILT_IN, name)) {
        const { severity, summary } = BUILT_IN[name as keyof typeof BUILT_IN];
        return `# ${name}\n\n${summary} Severity: ${severity}.\n`;
      }
      const rule = RULES.find(({ id, aliases }) => id === name || aliases?.includes(name));
      if (!rule) return undefined;
      return new TextDecoder().decode(await ports.assets.load(`rules/${rule.id}.md`));
    },
    async printConfig(uri) {
      const project = await projectOf(uri);
      await project.index(NEVER_CANCELLED);
      const { rules, sources } = project.configurationOf(uri);
      const { targets, practice } = project.settings();
      const lines = [
        `# root: ${relativePath(project.root, project.root) || '.'}`,
        ...sources.map((source) => `# from: ${relativePath(source, project.root)}`),
        'targets:',
        `  nginx: ${targets.nginx ? JSON.stringify(targets.nginx) : 'unknown'}`,
        `  kubernetes: ${targets.kubernetes ? JSON.stringify(targets.kubernetes) : 'unknown'}`,
        'practices:',
        ...Object.keys(PRACTICES).map((id) => `  ${id}: ${practice(id as keyof typeof PRACTICES)}`),
        'rules:',
        ...RULES.map(({ id, severity }) => `  ${id}: ${rules[id] ?? severity}`),
      ];
      return `${lines.join('\n')}\n`;
    },
    async newConfiguration(folder) {
      const project = await projectOf(folder);
      await project.index(NEVER_CANCELLED);
      return newConfiguration(project);
    },
    counters: () => counters,
  });
}
