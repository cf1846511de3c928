import { type Mapper, readsMany, readsOne } from '../../queries/found';
import { defineLibrary } from '../library';

const DRIZZLE = /^drizzle-orm\b/;
const ENDS = /^(?:where|limit|orderBy|leftJoin|innerJoin)$/;

/** `await db.select().from(users).where(eq(users.id, id))` of Drizzle; the last call of the chain. */
const drizzle: Mapper = ({ receiver, method, awaited, result }, { has }) => {
  if (!has(DRIZZLE) || !ENDS.test(method)) return undefined;
  if (!(awaited || result.kind === 'returned')) return undefined;
  const selected = receiver.indexOf('.select(');
  if (selected === -1) return undefined;
  const table = /^.*\)\.from\((\w+)\)/s.exec(receiver.slice(selected))?.[1];
  return table === undefined ? undefined : readsOne(table);
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
