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

/** How the nginx files of a project include each other. */
export interface IncludeGraph {
  readonly edges: readonly IncludeEdge[];
  /** The files an include line means, by `file path` + `#` + the line's structural path. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  /** Lines that name a file nobody has: of another machine, or a mistake. No globs. */
  readonly unresolved: readonly { readonly file: string; readonly via: string }[];
  /** The contexts each file is used in, without repetition; its own where nobody includes it. */
  readonly contexts: ReadonlyMap<string, readonly Context[]>;
  /** Files that include themselves, directly or through others; nginx refuses them. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Joins files by their includes. nginx takes a relative pattern from the directory of the main
 * file, never from that of the including file; which main file that is follows from who includes
 * whom. An absolute pattern names a file of this project where the whole of its end after the
 * directory of nginx (`/etc/nginx/`, `/usr/local/nginx/conf/`, …) stands beside the main file.
 */
export function includeGraph(files: readonly IncludingFile[]): IncludeGraph {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const edges: IncludeEdge[] = [];
  const targets = new Map<string, readonly string[]>();
  const unresolved: { file: string; via: string }[] = [];
  const contexts = new Map<string, Context[]>();
  const cycles: string[][] = [];
  /** Visits made and edges drawn. */
  const seen = new Set<string>();

  for (const root of rootsOf(files)) visit(root, root.top, directoryOf(root.path), [root.path]);
  // What nobody reaches from a main file is read from its own directory, as a fragment.
  for (const file of files) {
    if (!contexts.has(file.path)) visit(file, file.top, directoryOf(file.path), [file.path]);
  }
  return { edges, targets, unresolved, contexts, cycles };

  function visit(
    file: IncludingFile,
    top: Context,
    prefix: string,
    trail: readonly string[],
  ): void {
    const visited = [file.path, prefix, top.kind, top.module].join('\0');
    if (seen.has(visited)) return;
    seen.add(visited);
    note(file.path, top);
    for (const line of file.includes) {
      if (line.pattern === null) continue;
      const found = resolveInclude(line.pattern, prefix, [...byPath.keys()]);
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
        const included = byPath.get(to);
        // At the top of a fragment the line stands wherever the fragment itself is used.
        const context = sameContext(line.context, file.top) ? top : line.context;
        if (included) visit(included, context, prefix, [...trail, to]);
      }
    }
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
  paths: readonly string[],
): readonly string[] {
  const local = pattern.startsWith('/') ? pattern.replace(INSTALLED, '') : pattern;
  if (local.startsWith('/')) return [];
  const whole = normalised(prefix + local);
  if (whole === undefined) return [];
  const matches = globMatcher(whole);
  return paths.filter(matches).sort();
}

/** Where packages and images put the configuration that a repository holds. */
const INSTALLED =
  /^\/(?:etc\/nginx|usr\/local\/nginx\/conf|usr\/local\/openresty\/nginx\/conf|usr\/local\/etc\/nginx|opt\/homebrew\/etc\/nginx|opt\/bitnami\/nginx\/conf|config\/nginx)\//;

/** Main files, and files that say so themselves by a comment or by what stands in them. */
function rootsOf(files: readonly IncludingFile[]): readonly IncludingFile[] {
  return files.filter(({ main }) => main);
}

/** With its slash; empty at the root. */
function directoryOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
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
