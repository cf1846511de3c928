import type { ReadResult } from '../contracts/ports';
import { child, relativePath } from '../text/paths';
import type { Files } from './files';
import { isManifest, type Links } from './links';

/** How often files are read again for the sake of what others say; a chain of claims is shorter. */
const ROUNDS = 20;

/** What files are linked with. */
export interface LinkingContext {
  readonly root: string;
  readonly links: Links;
  readonly files: Files;
  /** Paths of all files of the project, relative to its root. */
  paths(): ReadonlySet<string>;
  read(uri: string): Promise<ReadResult>;
  isOpen(uri: string): boolean;
  /** Called when something else is to be said of an open file. */
  onChange(): void;
}

/** Keeps files in step with what others say to them. */
export interface Linking {
  /** Reads the manifests of all files met. */
  readManifests(): Promise<void>;
  /** Takes note of a file that came, or that changed. */
  noted(uri: string): void;
  /** Takes note of a file that went. */
  gone(): void;
  /** Reads again what others now say something else to; nobody is told of `but`. */
  update(but?: string): Promise<void>;
}

/** One after the other, so that who asks finds all files in step. */
export function createLinking(context: LinkingContext): Linking {
  const { root, links, files } = context;
  /** Manifests that are not, or not yet, read as they are now. */
  const changed = new Set<string>();
  const known = new Set<string>();
  let running: Promise<void> = Promise.resolve();

  async function readManifest(path: string): Promise<void> {
    changed.delete(path);
    const result = await context.read(child(root, path));
    if (result.state === 'read') known.add(path);
    else known.delete(path);
    links.manifest(path, result.state === 'read' ? result.text : undefined);
  }

  async function updateNow(but: string | undefined): Promise<void> {
    for (const path of changed) await readManifest(path);
    let concernsOpen = false;
    for (let round = 0; round < ROUNDS; round++) {
      const outdated = links.outdated().map((path) => child(root, path));
      if (outdated.length === 0) break;
      for (const uri of outdated) {
        files.touch(uri);
        await files.load(uri);
        concernsOpen ||= uri !== but && context.isOpen(uri);
      }
    }
    if (concernsOpen) context.onChange();
  }

  return {
    async readManifests() {
      for (const path of context.paths()) if (isManifest(path)) await readManifest(path);
      for (const path of known) if (!context.paths().has(path)) links.manifest(path, undefined);
      links.pathsChanged();
    },
    noted(uri) {
      const path = relativePath(uri, root);
      if (isManifest(path)) changed.add(path);
      if (!context.paths().has(path)) links.pathsChanged();
    },
    gone: links.pathsChanged,
    update(but) {
      running = running.then(() => updateNow(but));
      return running;
    },
  };
}
