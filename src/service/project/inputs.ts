import { type ReadResult, TOO_LARGE } from '../contracts/ports';
import type { Input, Queries } from '../engine/query';
import { sameData, sameItems } from '../engine/same';
import { mayMatter } from '../languages/registry';
import { child, folderOf } from '../text/paths';

/** What a walk over the project has met: paths relative to the root, with why one is not read. */
export type Listing = ReadonlyMap<string, string | null>;

/** What a project is told from outside; everything else is computed from it. */
export interface Inputs {
  /** What is in a file, by uri: of an open document its text, else what the disk has. */
  readonly text: Input<ReadResult>;
  /** What an editor takes a document for, by uri; empty where none does. */
  readonly languageId: Input<string>;
  /** Whether an editor has a document open, by uri. */
  readonly isOpen: Input<boolean>;
  /** The files of the project; nothing is known before it has been walked. Key: empty. */
  readonly listing: Input<Listing>;
  /** Every file has been read once: what is not there is not anywhere. Key: empty. */
  readonly isIndexed: Input<boolean>;
  /** Whether a grammar has been loaded, or tried in vain. */
  readonly grammar: Input<boolean>;
}

/** Nothing is told yet. */
export function createInputs(queries: Queries): Inputs {
  return {
    text: queries.input('text', { equal: sameData, print: printOf }),
    languageId: queries.input('languageId', { initial: () => '' }),
    isOpen: queries.input('isOpen', { initial: () => false }),
    listing: queries.input<Listing>('listing', { initial: () => new Map(), equal: sameData }),
    isIndexed: queries.input('isIndexed', { initial: () => false }),
    grammar: queries.input<boolean>('grammar'),
  };
}

/** What can be asked of the paths of a project; each answer is compared by value. */
export interface Paths {
  /** Every path that belongs to the project. */
  all(): ReadonlySet<string>;
  /** Those whose names can matter. */
  thatMayMatter(): readonly string[];
  exists(path: string): boolean;
  /** The files directly in a folder. */
  inFolder(folder: string): readonly string[];
}

/** The paths that `owns` takes for the project's own. */
export function createPaths(
  queries: Queries,
  { listing }: Inputs,
  root: string,
  owns: (uri: string) => boolean,
): Paths {
  const own = queries.query(
    'paths',
    () => {
      const paths = [...listing('')]
        .filter(([path, why]) => (why === null || why === TOO_LARGE) && owns(child(root, path)))
        .map(([path]) => path);
      const folders = new Map<string, string[]>();
      for (const path of paths) add(folders, folderOf(path), path);
      return { all: new Set(paths), folders };
    },
    { equal: (a, b) => sameItems([...a.all], [...b.all]) },
  );
  // Many paths are probed that do not exist; a folder is what is compared.
  const folder = queries.query('folder', (key) => new Set(own('').folders.get(key)), {
    equal: (a, b) => sameItems([...a], [...b]),
  });
  // Many names are looked at by many expressions: once, not each time somebody goes on after a pause.
  const mattering = queries.query(
    'paths that may matter',
    () => [...own('').all].filter(mayMatter),
    {
      equal: sameItems,
    },
  );
  return {
    all: () => own('').all,
    thatMayMatter: () => mattering(''),
    exists: (path) => folder(folderOf(path)).has(path),
    inFolder: (key) => [...folder(key)],
  };
}

function add(groups: Map<string, string[]>, key: string, path: string): void {
  const group = groups.get(key);
  if (group) group.push(path);
  else groups.set(key, [path]);
}

/** A short stand-in for what was read: state, length and a hash of 53 bits. */
function printOf(result: ReadResult): string {
  if (result.state !== 'read') return JSON.stringify(result);
  const { text } = result;
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return `${text.length} ${4294967296 * (2097151 & high) + (low >>> 0)}`;
}
