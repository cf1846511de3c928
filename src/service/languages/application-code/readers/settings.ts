import type { Node } from '../syntax/node';
import { spanOf } from '../tree';
import type { Entry, ObjectValue, Value } from '../values';

/**
 * What is set on variables after they are made: `db.SetMaxOpenConns(25)`, `config.MaxConns = 10`.
 * Collected over a whole file; a name that two functions use is told apart by the function.
 */
export function createSettings() {
  const byVariable = new Map<string, Entry[]>();
  const key = (scope: Node | undefined, variable: string) => `${scope?.id ?? ''}\n${variable}`;
  return {
    add(
      scope: Node | undefined,
      variable: string,
      name: Node,
      value: Value,
      statement: Node,
    ): void {
      const at = key(scope, variable);
      const entry = { name: name.text, nameAt: spanOf(name), value, whole: spanOf(statement) };
      byVariable.set(at, [...(byVariable.get(at) ?? []), entry]);
    },
    /** What is set on any of these variables in the function `call` is in. */
    of(scope: Node | undefined, variables: readonly string[], call: Node): ObjectValue {
      const entries = variables.flatMap((variable) => byVariable.get(key(scope, variable)) ?? []);
      // Settings may also be made by whoever is given the result.
      return { kind: 'object', at: spanOf(call), entries, open: true };
    },
  };
}
