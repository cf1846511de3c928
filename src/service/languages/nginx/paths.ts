import { ByName } from './by-name';

/**
 * Structural paths: `/http/upstream[app]/server[10.0.0.1:80]`, `/http/server#1/location[~1api]`.
 * A block or directive that has a natural key carries it in brackets, so that a new sibling does
 * not move it; equal siblings are numbered from `#1` for the second. `~0` and `~1` stand for `~`
 * and `/`, as in JSON Pointer. An argument is its directive's path and `@0`, `@1`, ….
 *
 * The path of the next directive of a name beneath `parent`: `args` are asked for where they name it, and
 * `taken` counts what siblings of the name are called; one without siblings needs none.
 */
export function nextPath(
  parent: string,
  name: string,
  args: () => readonly string[],
  taken: Map<string, number> | undefined,
): string {
  const key = keyOf(name, args);
  const own = key === undefined ? escapeName(name) : `${escapeName(name)}[${escapeKey(key)}]`;
  if (!taken) return `${parent}/${own}`;
  const count = taken.get(own) ?? 0;
  taken.set(own, count + 1);
  return count === 0 ? `${parent}/${own}` : `${parent}/${own}#${count}`;
}

/** The path of an argument, counted from 0. */
export function argumentPath(directive: string, index: number): string {
  return `${directive}@${index}`;
}

/** Directives whose arguments together name them, and those named by the first alone. */
const BY_ALL = /^(?:location|upstream|if|limit_except|map|geo|split_clients)$/;
const BY_FIRST =
  /^(?:row|server|(?:proxy|grpc)_set_header|add_header|add_trailer|\w+_param|\w+_cache_path|limit_(?:req|conn)_zone|limit_req|limit_conn|set|listen|include|log_format)$/;

type Keyed = 'by all' | 'by first' | 'by number';

function keyOf(name: string, args: () => readonly string[]): string | undefined {
  switch (keyed(name)) {
    case 'by all': {
      const all = args();
      return all.length === 0 ? undefined : all.join(' ');
    }
    case 'by first':
      return args()[0];
    case 'by number':
      return undefined;
  }
}

const keys = new ByName<Keyed>();

function keyed(name: string): Keyed {
  const known = keys.get(name);
  if (known !== undefined) return known;
  return keys.keep(
    name,
    BY_ALL.test(name) ? 'by all' : BY_FIRST.test(name) ? 'by first' : 'by number',
  );
}

function escapeKey(key: string): string {
  return /[~/]/.test(key) ? key.replace(/~/g, '~0').replace(/\//g, '~1') : key;
}

function escapeName(name: string): string {
  if (/^\w+$/.test(name)) return name;
  return escapeKey(name).replace(/[#@[]/g, (ch) => `~x${ch.charCodeAt(0).toString(16)}`);
}
