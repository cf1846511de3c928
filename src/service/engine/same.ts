/**
 * Whether two values are the same data: plain objects, lists, maps and sets by what they hold,
 * everything else (functions too) by identity.
 *
 * @param isAtom - what else is the same as itself alone
 */
export function sameData(
  a: unknown,
  b: unknown,
  isAtom: (value: object) => boolean = NO_ATOM,
): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isAtom(a) || isAtom(b)) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameData(item, b[index], isAtom));
  }
  if (a instanceof Map && b instanceof Map) return sameData([...a], [...b], isAtom);
  if (a instanceof Set && b instanceof Set) return sameData([...a], [...b], isAtom);
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) &&
        sameData(a[key as keyof typeof a], b[key as keyof typeof b], isAtom),
    )
  );
}

function NO_ATOM(): boolean {
  return false;
}

/** Whether two lists hold the very same items in the same order. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
