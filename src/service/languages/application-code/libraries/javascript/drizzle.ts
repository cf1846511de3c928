import { type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import { defineLibrary } from '../library';

const DRIZZLE = /^drizzle-orm\b/;
const ENDS =
  /^(?:from|where|limit|offset|orderBy|groupBy|leftJoin|innerJoin|rightJoin|fullJoin|values|set|returning|onConflictDo\w+|onDuplicateKeyUpdate|delete)$/;
const NARROWS = /\.(?:where|limit|groupBy|innerJoin|\$dynamic)\(/;

/**
 * `await db.select().from(users).where(eq(users.id, id))` of Drizzle, by the last call of the chain. A table that is
 * given as a value has nobody else but query builders of Java, which write it in capitals.
 */
const drizzle: Mapper = (
  { receiver, method, awaited, result, arguments: values },
  { has, handles },
) => {
  if (!ENDS.test(method) || !(awaited || result.kind === 'returned')) return undefined;
  const chain = `${receiver}.${method}(${values[0]?.text ?? ''})`;
  const [, root = '', verb = ''] =
    /^((?:\w+\.)*\w+)\.(select|selectDistinct|insert|update|delete)\(/.exec(chain) ?? [];
  const isHeld = /^drizzle-orm\b/.test(handles.of(root)?.module ?? '');
  if (verb === '' || !(isHeld || awaited || has(DRIZZLE))) return undefined;
  if (!verb.startsWith('select')) {
    const table = /^[\w.]+\.(?:insert|update|delete)\((?:schema\.)?([a-z]\w*)\)/.exec(chain)?.[1];
    const isWhole = verb === 'delete' || /\.(?:values|set)\(/.test(chain);
    return table !== undefined && isWhole && (isHeld || has(DRIZZLE)) ? writes(table) : undefined;
  }
  const table = /\)\.from\((?:schema\.)?([a-z]\w*)\)/.exec(chain)?.[1];
  return table === undefined
    ? undefined
    : readsMany(table, !NARROWS.test(chain) && !/count\(|sum\(/.test(chain));
};

/** `db.query.users.findFirst(…)`: the relational queries of Drizzle, which nobody else has. */
const drizzleRelational: Mapper = ({ receiver, method, arguments: values }) => {
  const table = /(?:^|\.)query\.(\w+)$/.exec(receiver)?.[1];
  if (table === undefined) return undefined;
  if (method === 'findFirst') return readsOne(table);
  if (method !== 'findMany') return undefined;
  return readsMany(table, !/\b(?:limit|where)\b|\.\.\./.test(values[0]?.text ?? ''));
};

/** `db.execute(sql`…`)`: a statement of its own under the driver's name for it. */
const drizzleStatement: Mapper = ({ method, receiver, arguments: values }, { has }) =>
  receiver !== '' &&
  /^(?:execute|run|all|get|values)$/.test(method) &&
  /^sql\b/.test(values[0]?.text ?? '') &&
  has(DRIZZLE)
    ? readsOne(null)
    : undefined;

/** Drizzle: its transactions; its pools are those of the drivers. */
export default defineLibrary({
  title: 'Drizzle',
  language: 'javascript',
  modules: ['drizzle-orm'],
  managed: [{ take: /^transaction$/, parameter: 0 }],
  queries: [drizzle, drizzleRelational, drizzleStatement],
  version: '0.44',
  source: 'drizzle.transactions',
});
