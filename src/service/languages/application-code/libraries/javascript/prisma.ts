import { argumentNode, conditionOf, isCut, optionNode } from '../../queries/conditions';
import { asks, type Mapper, readsMany, readsOne, writes } from '../../queries/found';
import type { Argument } from '../../uses';
import { defineLibrary, pool } from '../library';

const READS_ONE = /^(?:findUnique|findUniqueOrThrow|findFirst|findFirstOrThrow)$/;
/** Names that others have too: they count on what is a client of Prisma, or called so. */
const SUMS = /^(?:count|aggregate|groupBy)$/;
const PRISMA_WRITES = /^(?:create|createMany|update|updateMany|upsert|delete|deleteMany)$/;

/** `prisma.user.findUnique(…)`: no other library has these names. */
const prisma: Mapper = (use, { handles, imports }) => {
  const { method } = use;
  const sums = SUMS.test(method);
  if (!READS_ONE.test(method) && method !== 'findMany' && !sums && !PRISMA_WRITES.test(method))
    return undefined;
  const { receiver, arguments: values } = use;
  const [, root = '', client = '', table] = /^(?:((?:\w+\.)*))?(\w*)\.(\w+)$/.exec(receiver) ?? [];
  if (table === undefined || !/^[a-z]/.test(table)) return undefined;
  const isClient = handles.of(`${root}${client}`, use)?.module === '@prisma/client';
  const named = isClient || /prisma|^tx$|^db$/i.test(client);
  if (sums && !isClient && !/prisma/i.test(client)) return undefined;
  const [first] = `${root}${client}`.split('.');
  const held = first === 'this' || first === 'ctx' || first === 'context' || client === 'tx';
  if (
    !named ||
    !(isClient || held || imports.has(first ?? '') || imports.has(client) || /prisma/i.test(client))
  )
    return undefined;
  if (client === 'db' && !isClient && !/prisma/i.test(imports.get(client)?.module ?? 'prisma')) {
    // A name of the project: only methods that nobody else has are proof.
    if (!READS_ONE.test(method) && method !== 'findMany') return undefined;
  }
  const options = argumentNode(use, 0);
  const where = optionNode(options, 'where');
  const condition = where && conditionOf(where);
  if (sums || READS_ONE.test(method)) return asks(readsOne(table), condition, false);
  if (method !== 'findMany') return asks(writes(table), condition, false);
  return asks(readsMany(table, !bounded(values[0])), condition, !isCut(options));
};

/** Whether an argument limits how many rows come. */
function bounded(argument: Argument | undefined): boolean {
  if (!argument) return false;
  if (!argument.text.startsWith('{')) return true;
  return /\b(?:take|limit|first|cursor|distinct|where)\b|\.\.\./.test(argument.text);
}

/** Prisma Client, as read in its source or documentation at the version given. */
export default defineLibrary({
  title: 'Prisma Client',
  language: 'javascript',
  modules: ['@prisma/client'],
  engine: 'unknown',
  constructs: [{ ...pool('PrismaClient', 0), driver: 'adapter', extended: true }],
  options: [],
  unknownOption: 'unchecked',
  acquires: 'limited',
  inAddress: { max: 'connection_limit', min: null, unless: 'adapter' },
  minAboveMax: 'unchecked',
  handles: { PrismaClient: 'pool' },
  managed: [{ take: /^\$transaction$/, parameter: 0 }],
  snippet: {
    prefix: 'pool-prisma',
    lines: [
      "import { PrismaClient } from '@prisma/client';",
      '',
      '// Up to Prisma 6 the address carries the pool: ?connection_limit=10&pool_timeout=5',
      'export const prisma = new PrismaClient({ datasourceUrl: process.env.DATABASE_URL });',
    ],
  },
  queries: [prisma],
  version: '6',
  source: 'prisma.pool',
});
