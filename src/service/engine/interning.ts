/** So many different values are kept for sharing; then it begins anew. */
const MAX_VALUES = 200_000;

/**
 * Makes equal plain data the very same data, so that what hundreds of builds say alike is kept once. Lists and
 * plain objects are shared with all they hold; everything else is left as it is.
 */
export function createInterning(): <T>(value: T) => T {
  const values = new Map<string, unknown>();
  const numbers = new Map<unknown, number>();
  /** The names of members, by number: most objects have those of another. */
  const shapes = new Map<string, number>();

  function share(value: unknown): unknown {
    if (typeof value === 'string') {
      const known = values.get(`"${value}`);
      if (known !== undefined) return known;
      values.set(`"${value}`, value);
      return value;
    }
    if (!isPlain(value) || numbers.has(value)) return value;
    const entries = Object.entries(value).map(([key, each]) => [key, share(each)] as const);
    const names = Array.isArray(value)
      ? '[]'
      : entries.map(([name]) => JSON.stringify(name)).join();
    const shape = shapes.get(names) ?? shapes.size;
    shapes.set(names, shape);
    const key = `${shape}:${entries.map(([, each]) => tokenOf(each)).join()}`;
    const known = values.get(key);
    if (known !== undefined) return known;
    const shared = Array.isArray(value)
      ? entries.map(([, each]) => each)
      : Object.fromEntries(entries);
    values.set(key, shared);
    numbers.set(shared, numbers.size);
    return shared;
  }

  function tokenOf(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value !== 'object' && typeof value !== 'function') {
      return Object.is(value, -0) ? '-0' : String(value);
    }
    if (value === null) return 'null';
    // What is not plain is equal to itself alone.
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return `#${number}`;
  }

  return <T>(value: T): T => {
    if (numbers.size > MAX_VALUES) {
      values.clear();
      numbers.clear();
      shapes.clear();
    }
    return share(value) as T;
  };
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
}
