import type { BuildSources } from '../../contracts/build';
import { pathIn } from '../../text/paths';
import { wildcardMatcher } from '../../text/wildcards';

/** Whether a chart leaves a file out of itself. By its path relative to the root of the project. */
export type LeftOut = (path: string) => boolean;

interface Rule {
  readonly isNegated: boolean;
  readonly isForFolders: boolean;
  /** Whether the pattern is that of a path, which is relative to the chart. */
  matches(path: string): boolean;
}

/** Names in patterns of Go's `filepath.Match`. */
const PATTERN = { folders: false, braces: false, hidesDots: false };

/** What the `.helmignore` of a chart leaves out, charts within it included: only that of the outermost is read. */
export function leftOutOf(sources: BuildSources, folder: string): LeftOut {
  const rules = rulesIn(sources.text(pathIn(folder, '.helmignore')) ?? '');
  const start = folder === '' ? 0 : folder.length + 1;
  return (path) => {
    const steps = path.slice(start).split('/');
    return steps.some((_, index) =>
      isLeftOut(rules, steps.slice(0, index + 1).join('/'), index < steps.length - 1),
    );
  };
}

function rulesIn(text: string): readonly Rule[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return [...lines, 'templates/.?*'].flatMap((line) => {
    const own = line.trim();
    // What Helm refuses is no rule of ours: `**` it does not know.
    if (own === '' || own.startsWith('#') || own.includes('**')) return [];
    const isNegated = own.startsWith('!');
    const plain = isNegated ? own.slice(1) : own;
    const isForFolders = plain.endsWith('/');
    const pattern = isForFolders ? plain.slice(0, -1) : plain;
    const isOfPath = pattern.includes('/');
    const matcher = wildcardMatcher(pattern.replace(/^\//, ''), PATTERN);
    const matches = (path: string) =>
      matcher(isOfPath ? path : path.slice(path.lastIndexOf('/') + 1));
    return [{ isNegated, isForFolders, matches }];
  });
}

function isLeftOut(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  for (const { isNegated, isForFolders, matches } of rules) {
    const isMeant = matches(path);
    if (isNegated) {
      // As Helm has it: what a rule with `!` does not name is left out.
      if ((isForFolders && !isFolder) || !isMeant) return true;
    } else if ((!isForFolders || isFolder) && isMeant) return true;
  }
  return false;
}
