import type { Keep } from '../contracts/system';
import { type Failure, guarded, PartFailed } from '../engine/internal';
import type { Queries, Query } from '../engine/query';
import type { Reuse } from '../engine/reuse';

/** What the files of an environment say together, each join a query of its own. */
export interface Joins {
  /** Keeps joins for an environment. */
  keeping(environment: string | null): Keep;
  /** The node of its id in an environment that said the same before, if it does. */
  sameNode<T extends { readonly id: string }>(node: T, environment: string | null): T;
}

/** What a join came to, or how it failed. */
interface Joined {
  readonly value: unknown;
  readonly failure: Failure | null;
}

/** A query, and how it is computed, by its key. */
interface Join {
  readonly computes: Map<string, () => unknown>;
  readonly ask: Query<Joined>;
}

/** Nothing is computed before somebody asks; `join: NAME` is how often a join has been. */
export function createJoins(
  queries: Queries,
  reuse: Reuse,
  onFailure: (failure: Failure) => void,
): Joins {
  const joins = new Map<string, Join>();
  const nodes = new Map<string, { readonly id: string }>();

  function joinOf(name: string): Join {
    const known = joins.get(name);
    if (known) return known;
    const computes = new Map<string, () => unknown>();
    const ask = queries.query<Joined>(
      `join: ${name}`,
      (key) => {
        let failure: Failure | null = null;
        const value = guarded<unknown>(
          `the join of files (${name})`,
          () => computes.get(key)?.(),
          undefined,
          (failed, isFirst) => {
            failure = failed;
            // What rests on a join that failed has not failed by itself.
            if (isFirst) onFailure(failed);
          },
        );
        return { value, failure };
      },
      {
        reuse(before, after) {
          const value = reuse.of(before?.value, after.value);
          const isSame = before && value === before.value && before.failure === after.failure;
          return isSame ? before : { ...after, value };
        },
      },
    );
    const made = { computes, ask };
    joins.set(name, made);
    return made;
  }

  return {
    keeping: (environment) => {
      const whole = JSON.stringify(environment);
      return <T>(name: string, compute: () => T, part?: string) => {
        // Of most joins of a small project nobody asks: nothing is made before.
        let join: Join | undefined;
        let key = whole;
        return () => {
          if (!join) {
            join = joinOf(name);
            if (part !== undefined) key = `${whole}\n${part}`;
            join.computes.set(key, compute);
          }
          const { value, failure } = join.ask(key);
          if (failure) throw new PartFailed(failure);
          return value as T;
        };
      };
    },
    sameNode<T extends { readonly id: string }>(node: T, environment: string | null): T {
      const key = `${environment}\n${node.id}`;
      const before = nodes.get(key);
      const [same = node] = reuse.of(before && [before as T], [node]);
      nodes.set(key, same);
      return same;
    },
  };
}
