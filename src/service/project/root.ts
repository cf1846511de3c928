import type { Workspace } from '../contracts/ports';
import { child, isWithin, parentOf } from '../text/paths';
import { CONFIGURATION_NAME, saysRoot } from './configuration';

/**
 * The root of the project a file belongs to: the nearest folder with a `headroom.yaml` that says
 * `root: true`, else the repository, else the folder the workspace gives.
 */
export async function findRoot(uri: string, workspace: Workspace): Promise<string> {
  const bound = workspace.folderOf(uri);
  let repository: string | undefined;
  for (let folder = uri; ; folder = parentOf(folder)) {
    const configuration = await workspace.read(child(folder, CONFIGURATION_NAME));
    if (configuration.state === 'read' && saysRoot(configuration.text)) return folder;
    if (repository === undefined && (await workspace.exists(child(folder, '.git')))) {
      repository = folder;
    }
    const above = parentOf(folder);
    if (above === folder || !above.includes('://') || above.endsWith('//') || repository) break;
  }
  return repository ?? (isWithin(uri, bound) ? bound : parentOf(uri));
}
