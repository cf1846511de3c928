import { type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import { defineLibrary } from '../library';

const EXECUTES = /^execute(?:TakeFirst(?:OrThrow)?)?$/;
const READS = /\.selectFrom\(\s*(?:["'`](\w+))?/;
const WRITES = /\.(?:insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(\s*(?:["'`](\w+))?/;
const RAW = /^sql(?:<.{1,200}?>)?`\s*(\w+)/s;

/** Longer chains are not looked through. */
const MAX_CHAIN = 6000;

/** `db.selectFrom('orders')….execute()`, a query under a name, and statements: `` sql`…`.execute(db) ``. */
const kysely: Mapper = (use, { builtAs }) => {
  const { method, arguments: values } = use;
  if (!EXECUTES.test(method)) return undefined;
  const chain =
    builtAs(use) ?? (use.receiver || (use.node.length <= MAX_CHAIN ? use.node.text : ''));
  const statement = values.length === 1 ? RAW.exec(chain)?.[1] : undefined;
  if (statement !== undefined) {
    // A receiver is told without its white space.
    return /^(?:select|with)/i.test(statement) ? readsOne(null) : writes(null);
  }
  if (values.length > 0) return undefined;
  const written = WRITES.exec(chain);
  if (written) return writes(written[1] ?? null);
  const read = READS.exec(chain);
  if (!read) return undefined;
  const subject = read[1] ?? null;
  // What is under a condition may be narrowed there.
  const isWhole = !/\.(?:where\w*|limit|top|fetch|having|groupBy|\$if|\$call|innerJoin)\(/.test(
    chain,
  );
  return method === 'execute' ? readsMany(subject, isWhole) : readsOne(subject);
};

/** Kysely: its queries and transactions; its pools are those of the drivers. */
export default defineLibrary({
  title: 'Kysely',
  language: 'javascript',
  modules: ['kysely', 'nestjs-kysely'],
  handles: { Kysely: 'pool' },
  managed: [{ take: /^execute$/, parameter: 0 }],
  queries: [kysely],
  version: '0.28',
  source: 'kysely.transaction',
});
