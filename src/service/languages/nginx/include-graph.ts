import { entryOf } from '../../text/tables';
import type { Context } from './contexts';
import { globMatcher, isGlob } from './globs';

/** An `include` line as its file states it. */
export interface IncludeLine {
  /** Structural path of the directive, for findings and links. */
  readonly path: string;
  /** As written; `null` where a template or variable hides it. */
  readonly pattern: string | null;
  /** The level it stands in, as far as its own file shows. */
  readonly context: Context;
}

/** What the graph needs of a file; equal values mean an equal graph. */
export interface IncludingFile {
  /** Relative to the project root, with slashes. */
  readonly path: string;
  /** It is a main file: it shows `events`, `http` or `stream` at its top. */
  readonly main: boolean;
  /** What its top level says of its own place; a `# headroom: context …` comment among them. */
  readonly top: Context;
  readonly includes: readonly IncludeLine[];
}

/** One use of a file by another. */
export interface IncludeEdge {
  readonly from: string;
  readonly to: string;
  /** The `include` line. */
  readonly via: string;
}

/** What an include pattern means in one configuration. */
export interface Resolution {
  /** The files it names, in the order nginx reads them. */
  readonly paths: readonly string[];
  /** Whether these are all: something is found, and nothing of it is unreadable. */
  readonly whole: boolean;
}

/** A file and all that it includes. */
export interface IncludeTree {
  /** The file that reading begins with. */
  readonly main: string;
  /** Its files, the main one first, each once. */
  readonly files: readonly string[];
  readonly patterns: Readonly<Record<string, Resolution>>;
}

/** How the nginx files of a project include each other. */
export interface IncludeGraph {
  /** One for each main file, then one for each fragment that belongs to none. */
  readonly trees: readonly IncludeTree[];
  readonly edges: readonly IncludeEdge[];
  /** The files an include line means, by `file path` + `#` + the line's structural path. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  /** Lines that name a file nobody has: of another machine, or a mistake. No globs. */
  readonly unresolved: readonly { readonly file: string; readonly via: string }[];
  /** The contexts each file is used in, without repetition; its own where nobody includes it. */
  readonly contexts: ReadonlyMap<string, readonly Context[]>;
  /** Files that include themselves, directly or through others; nginx refuses them. */
  readonly cycles: readonly (readonly string[])[];
  /** Included files of the project that were not recognised as nginx. */
  readonly strangers: readonly string[];
}

/**
 * Joins files by their includes. nginx takes a relative pattern from the directory of the main
 * file, never from that of the including file; which main file that is follows from who includes
 * whom. An absolute pattern names a file of this project where the whole of its end after the
 * directory of nginx (`/etc/nginx/`, `/usr/local/nginx/conf/`, …) stands beside the main file.
 *
 * @param others paths of the project's other files
 */
export function includeGraph(
  files: readonly IncludingFile[],
  others: readonly string[] = [],
): IncludeGraph {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const paths = new Set([...byPath.keys(), ...others]);
  const trees: IncludeTree[] = [];
  const edges: IncludeEdge[] = [];
  const targets = new Map<string, readonly string[]>();
  const unresolved: { file: string; via: string }[] = [];
  const contexts = new Map<string, Context[]>();
  const cycles: string[][] = [];
  const strangers = new Set<string>();
  /** Visits made and edges drawn. */
  const seen = new Set<string>();

  for (const file of files) if (file.main) grow(file);
  // What nobody reaches from a main file is a fragment; those that include others come first.
  const included = new Set(files.flatMap((file) => (contexts.has(file.path) ? [] : named(file))));
  for (const file of files) {
    if (!contexts.has(file.path) && !included.has(file.path)) grow(file);
  }
  for (const file of files) if (!contexts.has(file.path)) grow(file);
  return {
    trees,
    edges,
    targets,
    unresolved,
    contexts,
    cycles,
    strangers: [...strangers].sort(),
  };

  /** Follows the includes of one configuration. */
  function grow(main: IncludingFile): void {
    const prefix = prefixOf(main);
    const members = new Set<string>();
    const patterns: Record<string, Resolution> = {};
    visit(main, main.top, [main.path]);
    trees.push({ main: main.path, files: [...members], patterns });

    function visit(file: IncludingFile, top: Context, trail: readonly string[]): void {
      const visited = [main.path, file.path, top.kind, top.module].join('\0');
      if (seen.has(visited)) return;
      seen.add(visited);
      members.add(file.path);
      note(file.path, top);
      for (const line of file.includes) {
        if (line.pattern === null) continue;
        const known = entryOf(patterns, line.pattern) ?? resolution(line.pattern);
        patterns[line.pattern] = known;
        const found = known.paths;
        const key = `${file.path}#${line.path}`;
        targets.set(key, [...new Set([...(targets.get(key) ?? []), ...found])]);
        if (found.length === 0 && !isGlob(line.pattern))
          unresolved.push({ file: file.path, via: line.path });
        for (const to of found) {
          const start = trail.indexOf(to);
          if (start >= 0) {
            cycles.push([...trail.slice(start), to]);
            continue;
          }
          const drawn = [key, to].join('\0');
          if (!seen.has(drawn)) edges.push({ from: file.path, to, via: line.path });
          seen.add(drawn);
          const next = byPath.get(to);
          // At the top of a fragment the line stands wherever the fragment itself is used.
          const context = sameContext(line.context, file.top) ? top : line.context;
          if (next) visit(next, context, [...trail, to]);
        }
      }
    }

    function resolution(pattern: string): Resolution {
      const found = resolveInclude(pattern, prefix, paths);
      for (const path of found) if (!byPath.has(path)) strangers.add(path);
      const readable = found.filter((path) => byPath.has(path));
      return { paths: readable, whole: found.length > 0 && readable.length === found.length };
    }
  }

  function named(file: IncludingFile): readonly string[] {
    return file.includes.flatMap(({ pattern }) =>
      pattern === null
        ? []
        : resolveInclude(pattern, prefixOf(file), paths).filter((path) => path !== file.path),
    );
  }

  function note(path: string, context: Context): void {
    const known = contexts.get(path) ?? [];
    if (!known.some((other) => sameContext(other, context)))
      contexts.set(path, [...known, context]);
  }
}

/** The project files that an include pattern means, in the order nginx reads them: sorted. */
export function resolveInclude(
  pattern: string,
  prefix: string,
  paths: ReadonlySet<string>,
): readonly string[] {
  const local = pattern.startsWith('/') ? pattern.replace(INSTALLED, '') : pattern;
  if (local.startsWith('/')) return [];
  const whole = normalised(prefix + local);
  if (whole === undefined) return [];
  if (!isGlob(whole)) return paths.has(whole) ? [whole] : [];
  const matches = globMatcher(whole);
  // The official image writes `conf.d` of what stands in `templates`, with the variables of its environment put in.
  const rendered = normalised(`${prefix}${local.replace(/^conf\.d\//, 'templates/')}.template`);
  const isRendered =
    local.startsWith('conf.d/') && rendered !== undefined ? globMatcher(rendered) : () => false;
  return [...paths].filter((path) => matches(path) || isRendered(path)).sort();
}

/** Where packages and images put the configuration that a repository holds. */
const INSTALLED =
  /^\/(?:etc\/nginx|usr\/local\/nginx\/conf|usr\/local\/openresty\/nginx\/conf|usr\/local\/etc\/nginx|opt\/homebrew\/etc\/nginx|opt\/bitnami\/nginx\/conf|config\/nginx)\//;

/** Folders of fragments, which stand in the directory that the main file would have. */
const FRAGMENTS =
  /(?:^|\/)(?:conf\.d|http\.d|sites-available|sites-enabled|servers|vhosts?(?:\.d)?|templates)\/$/;

/** The directory that relative patterns are taken from; empty at the root, else with its slash. */
function prefixOf({ path, main }: IncludingFile): string {
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  if (main || !FRAGMENTS.test(directory)) return directory;
  return directory.slice(0, directory.lastIndexOf('/', directory.length - 2) + 1);
}

/** Without `.` and `..`; `undefined` where it leaves the project. */
function normalised(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function sameContext(a: Context, b: Context): boolean {
  return a.kind === b.kind && a.module === b.module;
}
