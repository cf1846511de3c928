import type { BuildSources } from '../../contracts/build';
import { readDotenv } from '../../syntax/dotenv';
import { joinedPath } from '../../text/paths';
import type { ComposeRun } from './command-lines';

/**
 * The files that variables name instead of those that compose looks for: `COMPOSE_FILE`, taken apart at
 * `COMPOSE_PATH_SEPARATOR`. Files named on a command line win over them. `undefined` where nothing is named.
 */
export function namedFiles(
  folder: string,
  variableFiles: readonly string[],
  sources: BuildSources,
): readonly string[] | undefined {
  const said = new Map<string, string>();
  for (const file of variableFiles) {
    const text = sources.text(file) ?? '';
    if (!text.includes('COMPOSE_FILE')) continue;
    for (const { name, value } of readDotenv(text, 'compose').variables) said.set(name, value);
  }
  const written = said.get('COMPOSE_FILE')?.trim() ?? '';
  // What waits for another variable is none that can be looked for.
  if (written === '' || written.includes('$')) return undefined;
  // A file that was written on Windows is taken apart as it is there.
  const separator = said.get('COMPOSE_PATH_SEPARATOR') || (written.includes(';') ? ';' : ':');
  const files = written.split(separator).map((name) => joinedPath(folder, name.trim()));
  return files.every((file) => file !== undefined && sources.exists(file))
    ? files.flatMap((file) => file ?? [])
    : undefined;
}

/** What `docker compose up` starts in each folder whose `.env` names its files. */
export function startedByDefault(sources: BuildSources): readonly ComposeRun[] {
  return sources.matching('**/.env').flatMap((path): readonly ComposeRun[] => {
    const folder = path.slice(0, -'/.env'.length);
    const files = namedFiles(folder, [path], sources);
    return files
      ? [{ files, folder, variables: [path], profiles: [], scales: [], hints: [], isDefault: true }]
      : [];
  });
}
