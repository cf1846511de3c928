import { folderOf } from '../../text/paths';

/** Places in a list by what is called so: by the whole name, and by its letters and digits alone. */
export interface Names {
  readonly whole: ReadonlyMap<string, readonly number[]>;
  readonly plain: ReadonlyMap<string, readonly number[]>;
}

/** What of a list is called so, from all names of each. */
export function namesOf<T>(items: readonly T[], names: (item: T) => readonly string[]): Names {
  const whole = new Map<string, number[]>();
  const plain = new Map<string, number[]>();
  const add = (to: Map<string, number[]>, name: string, index: number) => {
    const known = to.get(name);
    if (known) known.push(index);
    else to.set(name, [index]);
  };
  for (const [index, item] of items.entries()) {
    for (const name of names(item)) {
      if (name === '') continue;
      add(whole, name, index);
      add(plain, plainOf(name), index);
    }
  }
  return { whole, plain };
}

/** Names that are long enough to be told by the end of another. */
const LEAST_LETTERS = 3;

/** `shop-api` is `shop-api`, `shop/api` and `api` of a `shop`; never only alike. In the order of the list. */
export function named<T>(
  image: string,
  { whole, plain }: Names,
  items: readonly T[],
): readonly T[] {
  const found = new Set(plain.get(plainOf(image)));
  for (let at = 0; at < image.length; at++) {
    if (image[at] !== '-' && image[at] !== '_') continue;
    const end = image.slice(at + 1);
    if (end.length < LEAST_LETTERS) continue;
    for (const index of whole.get(end) ?? []) found.add(index);
  }
  return [...found].sort((a, b) => a - b).map((index) => items[index] as T);
}

/** The letters and digits of a name alone: `shop-api` and `shop_api` are one. */
export function plainOf(name: string): string {
  return name.replace(/[^a-z0-9]/g, '');
}

/** For each name the folders in which something is called so. */
export function namesOfFolders(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    const known = found.get(name);
    if (known) known.push(folderOf(folder));
    else found.set(name, [folderOf(folder)]);
  }
  return found;
}
