import { sameData } from './same';

/** What is said alike stays the very same, for all that asks one of these. */
export interface Reuse {
  /** The answer before where the new one says the same; of nodes, each that says the same. */
  of<T>(before: T | undefined, after: T): T;
  /** The same of nodes that hold no other nodes, which is told sooner. */
  leavesOf<T extends Node>(before: readonly T[] | undefined, after: readonly T[]): readonly T[];
}

/**
 * Keeps what is said alike the very same from one answer to the next. An item of a list that has an `id` is a node:
 * once a query has answered with it, it is one with itself alone, so that whoever holds a node of one answer finds it
 * in another. Of a list of nodes each that says the same as the one of its id before is that one.
 */
export function createReuse(): Reuse {
  /** The nodes that have been answered with. */
  const known = new WeakSet<object>();
  const isKnown = (value: object) => known.has(value);

  /** Between the nodes that are the very same at both ends: an edit changes one of many. */
  function nodesOf<T extends Node>(
    before: readonly T[] | undefined,
    after: readonly T[],
  ): readonly T[] {
    const last = before ?? [];
    const most = Math.min(last.length, after.length);
    let start = 0;
    while (start < most && last[start] === after[start]) start++;
    if (before && start === last.length && start === after.length) return before;
    let end = 0;
    while (end < most - start && last[last.length - 1 - end] === after[after.length - 1 - end])
      end++;
    const middle = reusedNodes(
      last.slice(start, last.length - end),
      after.slice(start, after.length - end),
    );
    const isSame =
      before?.length === after.length && middle.every((node, at) => node === last[start + at]);
    if (before && isSame) return before;
    return [...last.slice(0, start), ...middle, ...last.slice(last.length - end)];
  }

  function reusedNodes<T extends Node>(before: readonly T[], after: readonly T[]): readonly T[] {
    const byId = new Map<string, T>();
    for (const node of before) byId.set(node.id, node);
    return after.map((node) => {
      const last = byId.get(node.id);
      if (known.has(node)) return node;
      if (last && sameData(last, node, (value) => value !== last && isKnown(value))) return last;
      known.add(node);
      return node;
    });
  }

  function leavesOf<T extends Node>(
    before: readonly T[] | undefined,
    after: readonly T[],
  ): readonly T[] {
    const last = before ?? [];
    let byId: Map<string, T> | undefined;
    let isSame = last.length === after.length;
    const kept = after.map((node, at) => {
      let old = last[at];
      // Most stand where they stood.
      if (old?.id !== node.id) {
        byId ??= new Map(last.map((each) => [each.id, each]));
        old = byId.get(node.id);
      }
      const one = old && sameData(old, node) ? old : node;
      known.add(one);
      isSame &&= one === last[at];
      return one;
    });
    return before && isSame ? before : kept;
  }

  return {
    leavesOf,
    of<T>(before: T | undefined, after: T): T {
      if (isNodes(after)) return nodesOf(isNodes(before) ? before : undefined, after) as T;
      return before !== undefined && sameData(before, after, isKnown) ? before : after;
    },
  };
}

/** What a query answers with that has a name of its own. */
interface Node {
  readonly id: string;
}

function isNodes(value: unknown): value is readonly Node[] {
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item === 'object' && item !== null && typeof item.id === 'string')
  );
}
