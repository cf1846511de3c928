import type { Cancellation, Ports, Workspace } from '../contracts/ports';
import type { Rule } from '../contracts/rule';
import type { OpenDocument } from '../contracts/service';
import { isWithin } from '../text/paths';
import { CONFIGURATION_NAME } from './configuration';
import type { WorkCounters } from './counters';
import { createProject } from './create';
import type { IndexProgress } from './indexing';
import type { Project } from './project';
import { createRoots } from './root';

/** How far the reading of a project is; see {@link IndexProgress}. */
export type ProjectProgress = (...of: [...Parameters<IndexProgress>, project: Project]) => void;

/** The open documents, and the projects of the roots they and other asked-for files belong to. */
export interface Projects {
  readonly counters: WorkCounters;
  /** The project of a file, made when first asked for; nothing of it is read. */
  of(uri: string): Promise<Project>;
  /** The same of what may be a folder. */
  ofFolder(uri: string): Promise<Project>;
  /**
   * The projects of files and folders, read, and with them the projects within those folders; each
   * with what of it was asked for.
   */
  beneath(
    uris: readonly string[],
    token: Cancellation,
    progress?: ProjectProgress,
  ): Promise<ReadonlyMap<Project, readonly string[]>>;
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
  const listeners = new Set<(uris: readonly string[]) => void>();
  const counters: WorkCounters = {
    parses: new Map(),
    documentRulesRun: 0,
    projectRulesRun: 0,
    filesRead: 0,
    queries: new Map(),
  };

  const documentsIn = (root: string) =>
    [...documents.values()].filter(({ uri }) => isWithin(uri, root));

  function notify(uris: readonly string[]): void {
    for (const listener of listeners) listener(uris);
  }

  /** Configurations that are read: they are asked twice, where a project begins and what holds in it. */
  const configurations = new Map<string, ReturnType<Workspace['read']>>();
  const disk: Workspace = {
    ...ports.workspace,
    read(uri) {
      if (!isConfigurationName(uri)) return ports.workspace.read(uri);
      const reading = configurations.get(uri) ?? ports.workspace.read(uri);
      configurations.set(uri, reading);
      return reading;
    },
  };
  const shared: Ports = { ...ports, workspace: disk };

  /** The disk, but for what is open. */
  const workspace: Workspace = {
    ...disk,
    async read(uri) {
      const open = documents.get(uri);
      return open ? { state: 'read', text: open.text } : disk.read(uri);
    },
  };

  const roots = createRoots(workspace);

  function at(root: string, using: Ports): Project {
    const known = projects.get(root);
    if (known) return known;
    const surface = {
      document: (uri: string) => documents.get(uri),
      openUris: () => documentsIn(root).map(({ uri }) => uri),
      onChange: notify,
    };
    const made = createProject(root, using, rules, surface, counters);
    for (const uri of surface.openUris()) made.changed(uri);
    projects.set(root, made);
    return made;
  }

  async function of(uri: string): Promise<Project> {
    return at(await roots.ofFile(uri), shared);
  }

  async function ofFolder(uri: string): Promise<Project> {
    return at(await roots.ofFolder(uri), shared);
  }

  async function beneath(
    uris: readonly string[],
    token: Cancellation,
    progress?: ProjectProgress,
  ): Promise<ReadonlyMap<Project, readonly string[]>> {
    const found = new Map<Project, string[]>();
    // A configuration given from outside is that of the project asked about, not of those within.
    const { configuration: _, ...within } = shared;
    const queue: (readonly [Project, string])[] = [];
    for (const uri of uris) queue.push([await ofFolder(uri), uri]);
    for (const [project, uri] of queue) {
      const known = found.get(project);
      if (known?.includes(uri)) continue;
      if (known) known.push(uri);
      else found.set(project, [uri]);
      await project.index(
        token,
        progress && ((done, total, judged) => progress(done, total, judged, project)),
      );
      for (const root of await project.ask(project.nestedRoots, [])) {
        if (isWithin(root, uri)) queue.push([at(root, within), uri]);
      }
    }
    return found;
  }

  function changed(uri: string, isEdited: boolean): void {
    const concerned = [...projects.values()].filter(
      ({ root }) => isWithin(uri, root) || isWithin(root, uri),
    );
    // A folder may come or go with the configurations in it.
    for (const each of configurations.keys()) {
      if (isWithin(each, uri)) configurations.delete(each);
    }
    if (isConfigurationName(uri) || concerned.some(({ root }) => isWithin(root, uri))) {
      roots.clear();
      for (const project of concerned) void retire(project);
    }
    for (const project of concerned) project.changed(uri, isEdited);
  }

  /** Drops a project whose folder is no longer the root of one. */
  async function retire({ root }: Project): Promise<void> {
    if ((await roots.ofFolder(root)) !== root) projects.delete(root);
  }

  return {
    counters,
    of,
    ofFolder,
    beneath,
    document: (uri) => documents.get(uri),
    documentsIn,
    open(document) {
      documents.set(document.uri, document);
      changed(document.uri, true);
    },
    close(uri) {
      documents.delete(uri);
      changed(uri, false);
    },
    changed: (uri) => changed(uri, false),
    onDidChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isConfigurationName(uri: string): boolean {
  return uri.endsWith(`/${CONFIGURATION_NAME}`);
}
