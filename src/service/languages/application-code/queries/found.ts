import type { Handles } from '../handle';
import type { Use, Uses } from '../uses';
import type { Condition } from './conditions';

/** What a call reads or writes in a database. */
export interface Found {
  readonly kind: 'read' | 'write';
  /** A table, a model; `null` where that is not plain. */
  readonly subject: string | null;
  /** It reads any number of rows. */
  readonly many: boolean;
  /** It reads all rows that its condition leaves: nothing else limits them. */
  readonly unlimited?: true;
  /** It runs only when somebody takes its rows, if at all: it may be a part of another one. */
  readonly lazy?: true;
  /** It does so only where what it calls is declared to give a list. */
  readonly declared?: true;
  /** What it asks of them, where that is plain. */
  readonly where?: Condition;
  /** The statement, where it is one. */
  readonly sql: string | null;
}

/** What calls are judged by: what names hold, and what the file imports. */
export interface Known {
  readonly handles: Handles;
  readonly imports: Uses['imports'];
  /** Whether the file imports something of such a module. */
  has(module: RegExp): boolean;
  /** What a name or a field is declared as; `undefined` where nothing says it, or two things do. */
  typeOf(receiver: string): string | undefined;
  /** The class that the one call was given which gave a name its value: `getRepository(User)`. */
  givenBy(receiver: string, method: RegExp): string | undefined;
  /** The chain of calls that the receiver of a call holds, with what it was given of itself later. */
  builtAs(use: Pick<Use, 'receiver' | 'region'>): string | undefined;
  /** The one call by which a statement was prepared that a name holds. */
  preparedBy(receiver: string): Use | undefined;
}

/** Tells of a call of one library whether it is a query. */
export type Mapper = (use: Use, known: Known) => Found | undefined;

export const readsOne = (subject: string | null): Found => ({
  ...{ kind: 'read', subject, many: false, sql: null },
});
export const readsMany = (subject: string | null, many: boolean): Found => ({
  ...{ kind: 'read', subject, many, sql: null },
});
/** A query for one row, or some of them: what is known of its condition. */
export const asks = (found: Found, where: Condition | undefined, unlimited: boolean): Found => ({
  ...found,
  ...(where && { where }),
  ...(where && unlimited && { unlimited }),
});
export const writes = (subject: string | null): Found => ({
  ...{ kind: 'write', subject, many: false, sql: null },
});

/** What is known in a file; whether a module is imported is looked up once. */
export function knownIn(
  { imports }: Uses,
  handles: Handles,
  bindings: Pick<Known, 'typeOf' | 'givenBy' | 'preparedBy' | 'builtAs'>,
): Known {
  const modules = [...new Set([...imports.values()].map(({ module }) => module))];
  const answers = new Map<RegExp, boolean>();
  return {
    ...bindings,
    handles,
    imports,
    has(module) {
      const answer = answers.get(module) ?? modules.some((name) => module.test(name));
      answers.set(module, answer);
      return answer;
    },
  };
}
