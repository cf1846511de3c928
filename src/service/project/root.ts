import type { Workspace } from '../contracts/ports';
import { child, isWithin, parentOf } from '../text/paths';
import { CONFIGURATION_NAME, saysRoot } from './configuration';

/** Where projects begin. */
export interface Roots {
  /** The root of the project a file belongs to. */
  ofFile(uri: string): Promise<string>;
  /** The same of what may be a folder. */
  ofFolder(uri: string): Promise<string>;
  /** Forgets what was found: a configuration or a folder changed. */
  clear(): void;
}

/**
 * The root of a project is the nearest folder with a `headroom.yaml` that says `root: true`, else the
 * repository, else the folder the workspace gives. Each folder is looked at once.
 */
export function createRoots(workspace: Workspace): Roots {
  const looked = new Map<string, Promise<string | undefined>>();

  /** The nearest root from a folder upwards. */
  function look(folder: string): Promise<string | undefined> {
    const known = looked.get(folder);
    if (known) return known;
    const search = lookAt(folder);
    looked.set(folder, search);
    return search;
  }

  async function lookAt(folder: string): Promise<string | undefined> {
    const configuration = await workspace.read(child(folder, CONFIGURATION_NAME));
    if (configuration.state === 'read' && saysRoot(configuration.text)) return folder;
    if (await workspace.exists(child(folder, '.git'))) return folder;
    const above = parentOf(folder);
    const isTop = above === folder || !above.includes('://') || above.endsWith('//');
    return isTop ? undefined : look(above);
  }

  const outside = (uri: string) => {
    const bound = workspace.folderOf(uri);
    return isWithin(uri, bound) ? bound : parentOf(uri);
  };
  return {
    ofFile: async (uri) => (await look(parentOf(uri))) ?? outside(uri),
    ofFolder: async (uri) => (await look(uri)) ?? outside(uri),
    clear: () => looked.clear(),
  };
}
