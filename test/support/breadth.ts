/** How a project may become broad. */
export type Shape = 'one folder' | 'many folders' | 'one file';

/** Files that tools find by their names: each copy of them needs a folder of its own. */
const BY_NAME =
  /(?:^|\/)(?:(?:docker-)?compose[\w.-]*\.ya?ml|package\.json|go\.mod|kustomization\.ya?ml|Chart\.yaml|Dockerfile|Procfile|manage\.py)$/;

/** As real projects become broad with such files: services each in a folder, manifests side by side. */
function shapeOf(files: Files): Shape {
  return [...files.keys()].some((path) => BY_NAME.test(path)) ? 'many folders' : 'one folder';
}

type Files = ReadonlyMap<string, string>;

/**
 * A project in which the files of another stand `copies` times, each copy with names of its own, so
 * that it says of each copy what the other says of one.
 */
export function broad(files: Files, copies: number, shape = shapeOf(files)): Files {
  const names = namesIn(files);
  const wide = new Map<string, string>();
  for (let copy = 0; copy < copies; copy++) {
    for (const [path, text] of files) {
      // One configuration holds for all copies.
      if (path === 'headroom.yaml') {
        wide.set(path, text);
        continue;
      }
      const own = renamed(text, names, copy);
      if (shape === 'one file') wide.set(path, joined(path, wide.get(path), own));
      else wide.set(placed(path, copy, shape), own);
    }
  }
  return wide;
}

function placed(path: string, copy: number, shape: Shape): string {
  if (shape === 'many folders') return `copy${copy}/${path}`;
  const slash = path.lastIndexOf('/') + 1;
  const base = path.slice(slash);
  // What a name means to us stays: `nginx.conf` becomes `nginx7.conf`.
  const dot = base.indexOf('.', 1);
  return dot === -1
    ? `${path.slice(0, slash)}${base}${copy}`
    : `${path.slice(0, slash)}${base.slice(0, dot)}${copy}${base.slice(dot)}`;
}

function joined(path: string, before: string | undefined, text: string): string {
  if (before === undefined) return text;
  return `${before}${/\.ya?ml$/.test(path) ? '---\n' : '\n'}${text}`;
}

/** Names that the files give: of objects, upstreams, zones, variables, functions, tables, resources. */
function namesIn(files: Files): ReadonlySet<string> {
  const names = new Set<string>();
  const given =
    /\b(?:upstream|function|def|func|class|const|let|var|model|zone|resource "\w+")[ =]"?([A-Za-z_]\w*)|(?:\n|^)(?:metadata:\s*(?:\{ ?|\n\s+)name: "?)([a-z][\w-]*)|(?:\n|^)([A-Za-z_]\w*)\s*=\s*\w|\bCREATE TABLE ([a-z_]\w*)|\bapp: ([a-z]\w*)/g;
  for (const text of files.values()) {
    for (const match of text.matchAll(given)) {
      for (const name of match.slice(1)) if (name !== undefined) names.add(name);
    }
  }
  return names;
}

function renamed(text: string, names: ReadonlySet<string>, copy: number): string {
  return text.replace(/[A-Za-z_][\w-]*/g, (word) => (names.has(word) ? `${word}${copy}` : word));
}
