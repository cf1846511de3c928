import type { Ports } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import { CONFIGURATION_NAME } from './configuration';
import type { OpenedFile } from './file';
import type { WorkCounters } from './files';
import { isWithin } from './paths';
import { createProject, type Project } from './project';
import { findRoot } from './root';

/** The open documents, and the projects of the roots they and other asked-for files belong to. */
export interface Projects {
  readonly counters: WorkCounters;
  /** The project of a file or folder, made when first asked for; nothing is read. */
  of(uri: string): Promise<Project>;
  /** The project of a file, and the file with its text and model where it is analysed. */
  opened(uri: string): Promise<{ readonly project: Project; readonly file?: OpenedFile }>;
  document(uri: string): OpenDocument | undefined;
  /** The open documents beneath a root. */
  documentsIn(root: string): readonly OpenDocument[];
  open(document: OpenDocument): void;
  close(uri: string): void;
  /** Tells that a file on disk or an open document changed. */
  changed(uri: string): void;
  onDidChange(listener: (uris: readonly string[]) => void): () => void;
}

/** No project yet; `rules` are run over each. */
export function createProjects(ports: Ports, rules: readonly Rule[]): Projects {
  const documents = new Map<string, OpenDocument>();
  const projects = new Map<string, Project>();
  const roots = new Map<string, Promise<string>>();
  const listeners = new Set<(uris: readonly string[]) => void>();
  const counters: WorkCounters = {
    parses: new Map(),
    documentRulesRun: 0,
    projectRulesRun: 0,
    filesRead: 0,
  };

  const documentsIn = (root: string) =>
    [...documents.values()].filter(({ uri }) => isWithin(uri, root));

  function notify(root: string): void {
    const uris = documentsIn(root).map(({ uri }) => uri);
    for (const listener of listeners) listener(uris);
  }

  async function of(uri: string): Promise<Project> {
    let search = roots.get(uri);
    if (!search) {
      search = findRoot(uri, ports.workspace);
      roots.set(uri, search);
    }
    const root = await search;
    let project = projects.get(root);
    if (!project) {
      const documentOf = (document: string) => documents.get(document);
      project = createProject(root, ports, rules, documentOf, counters, () => notify(root));
      projects.set(root, project);
    }
    return project;
  }

  function changed(uri: string): void {
    if (uri.endsWith(`/${CONFIGURATION_NAME}`)) roots.clear();
    for (const project of projects.values()) if (isWithin(uri, project.root)) project.changed(uri);
  }

  return {
    counters,
    of,
    async opened(uri) {
      const project = await of(uri);
      const file = await project.open(uri);
      return file ? { project, file } : { project };
    },
    document: (uri) => documents.get(uri),
    documentsIn,
    open(document) {
      documents.set(document.uri, document);
      changed(document.uri);
    },
    close(uri) {
      documents.delete(uri);
      changed(uri);
    },
    changed,
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
