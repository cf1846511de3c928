import type { Node } from '../syntax/node';
import { ancestors, descendants, keptWith, rootOf, spanOf } from '../tree';
import type { Occasion } from '../uses';

/** How a language shows how often a place runs. */
export interface Habits {
  readonly functions: ReadonlySet<string>;
  readonly calls: string;
  /** What a function handles, for people, if it is called for each request; and where it says so. */
  handlerOf(node: Node): { readonly handler: string; readonly at: Node } | undefined;
  /** The name a function is called by; a function without one belongs to the one it is written in. */
  nameOf(node: Node): string | undefined;
  /** The name that a call calls; `undefined` where it is no function of this file. */
  calledBy(call: Node): string | undefined;
  /** Whether what is made at a node is kept for the next time. */
  isKept(node: Node): boolean;
  /** Whether what stands around a place lets it run once: a guard on what is there, a wrapper. */
  isOnce(around: Node): boolean;
}

const AS_ITS_FUNCTION: Occasion = { kind: 'unknown', asItsFunction: true };

/**
 * Works out how often each place of a file runs: once, for each request, or nobody can tell. From a
 * helper one hop is followed, to the handler that calls it.
 */
export function occasionsOf(habits: Habits): (node: Node) => Occasion {
  const callsIn = keptWith((root: Node) => callsByName(root, habits));

  function occasionOf(node: Node, hops: number): Occasion {
    if (habits.isKept(node)) return { kind: 'unknown' };
    for (const around of ancestors(node)) {
      if (habits.isOnce(around)) return { kind: 'unknown' };
      if (!habits.functions.has(around.type)) continue;
      const handling = habits.handlerOf(around);
      if (handling) {
        const { handler, at } = handling;
        return { kind: 'request', handler, handlerAt: spanOf(at), through: null };
      }
      const name = habits.nameOf(around);
      if (name === undefined) continue;
      return hops > 0 ? throughHelper(name, around, hops) : AS_ITS_FUNCTION;
    }
    return { kind: 'once' };
  }

  function throughHelper(name: string, helper: Node, hops: number): Occasion {
    for (const call of callsIn(rootOf(helper)).get(name) ?? []) {
      if (helper.startIndex <= call.startIndex && call.endIndex <= helper.endIndex) continue;
      const occasion = occasionOf(call, hops - 1);
      if (occasion.kind === 'request') return { ...occasion, through: { name, at: spanOf(call) } };
    }
    return AS_ITS_FUNCTION;
  }

  return (node) => occasionOf(node, 1);
}

function callsByName(root: Node, habits: Habits): ReadonlyMap<string, readonly Node[]> {
  const calls = new Map<string, Node[]>();
  for (const call of descendants(root, [habits.calls])) {
    const name = habits.calledBy(call);
    const same = name === undefined ? undefined : calls.get(name);
    if (same) same.push(call);
    else if (name !== undefined) calls.set(name, [call]);
  }
  return calls;
}
