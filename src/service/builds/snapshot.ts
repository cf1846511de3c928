import type { BuildSources } from '../contracts/build';
import { matchesGlob } from '../project/globs';

/** What builds are evaluated over: the paths of a project and the texts that were read so far. */
export interface Snapshot {
  readonly paths: readonly string[];
  uri(path: string): string;
  readonly environments: Readonly<Record<string, readonly string[]>>;
  /** The text of a file; `null` for one that cannot be read. */
  read(path: string): Promise<string | null>;
}

/** How many files are read at once. */
const AT_ONCE = 32;

/**
 * Asks until every text that is asked for has been read. `ask` may be called several times: it is given
 * what is known and keeps nothing of a call that was not the last.
 */
export async function overSnapshot<T>(
  snapshot: Snapshot,
  ask: (sources: BuildSources) => T,
): Promise<T> {
  const texts = new Map<string, string | null>();
  const files = new Set(snapshot.paths);
  const folders = foldersOf(snapshot.paths);
  const matched = new Map<string, readonly string[]>();
  for (;;) {
    const missing = new Set<string>();
    const sources: BuildSources = {
      text(path) {
        if (!files.has(path)) return undefined;
        const text = texts.get(path);
        if (text === undefined) missing.add(path);
        return text ?? undefined;
      },
      exists: (path) => files.has(path) || folders.has(path),
      listing: (folder) => folders.get(folder) ?? [],
      uri: snapshot.uri,
      matching(glob) {
        const known = matched.get(glob) ?? snapshot.paths.filter((path) => matchesGlob(path, glob));
        matched.set(glob, known);
        return known;
      },
      environments: () => snapshot.environments,
    };
    const answer = ask(sources);
    if (missing.size === 0) return answer;
    const wanted = [...missing];
    for (let at = 0; at < wanted.length; at += AT_ONCE) {
      const part = wanted.slice(at, at + AT_ONCE);
      const read = await Promise.all(part.map((path) => snapshot.read(path)));
      for (const [index, path] of part.entries()) texts.set(path, read[index] ?? null);
    }
  }
}

/** What stands in each folder: names of files, and of folders with a slash. */
function foldersOf(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of paths) {
    const steps = path.split('/');
    for (const [index, step] of steps.entries()) {
      const folder = steps.slice(0, index).join('/');
      const entries = folders.get(folder) ?? new Set<string>();
      folders.set(folder, entries.add(index === steps.length - 1 ? step : `${step}/`));
    }
  }
  return new Map([...folders].map(([folder, entries]) => [folder, [...entries].sort()]));
}
