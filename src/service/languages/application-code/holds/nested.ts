import type { Located } from '../../../contracts/field';
import { type Span, span } from '../../../contracts/span';
import { escapePattern } from '../../../text/patterns';
import { sharedPool } from '../handles';
import { librariesOf } from '../libraries';
import type { ApplicationModel } from '../model';
import type { Use } from '../uses';
import { inside, usesIn } from '../uses';

/** A call that takes a second connection while one is held. */
export interface NestedCheckout {
  readonly use: Use;
  /** The call, as it is written. */
  readonly what: string;
  /** The library, as its users call it. */
  readonly title: string;
  /** What holds the first. */
  readonly holder: string;
  readonly heldAt: Located;
  /** What to do. */
  readonly instead: string;
  /** What the call is made on, to be written as the connection that is held; `null` where that is not plain. */
  readonly on: { readonly at: Span; readonly held: string } | null;
}

/** Methods by which a pool gives a connection, for one statement or longer. */
const TAKES =
  /^(?:query|execute|connect|getConnection|acquire|reserve|transaction|raw|select|insert|update|delete|unsafe|fetch|fetchrow|fetchval|Acquire|Query\w*|Exec\w*|Begin\w*|Conn|Get|Select|GetContext|SelectContext|NamedExec\w*)$/;

/** A stretch in which a connection is held. */
interface Held {
  readonly holder: string;
  readonly variable: string | null;
  readonly receiver: string;
  readonly module: string;
  readonly heldAt: Located;
  readonly begin: Use | null;
  readonly within: Span;
  includes(use: Use): boolean;
}

/** Finds calls that ask the pool again while a connection of it is held, here or in what they call. */
export function nestedCheckouts(application: ApplicationModel): readonly NestedCheckout[] {
  const { uses } = application;
  const found: NestedCheckout[] = [];
  const told = new Set<Use>();
  for (const held of heldIn(application)) {
    for (const use of usesIn(uses, held.within)) {
      if (use === held.begin || !held.includes(use)) continue;
      if (told.has(use)) continue;
      const title = takesAgain(use, held, application);
      if (title === undefined) continue;
      const { heldAt } = held;
      const what = `${use.receiver === '' ? '' : `${shortened(use.receiver)}.`}${use.method}`;
      told.add(use);
      found.push({
        ...{ use, what, title, heldAt, holder: held.holder, instead: adviceFor(held) },
        on: heldInstead(use, held),
      });
      break;
    }
  }
  found.push(...newTransactions(application, told));
  return found;
}

/** Calls of methods that begin a transaction of their own while Spring holds one for the caller. */
function newTransactions(
  { managed, uses, reach, text }: ApplicationModel,
  told: Set<Use>,
): readonly NestedCheckout[] {
  const ofSpring = managed.filter(({ module }) => module === 'spring');
  const holders = new Set(ofSpring.map(({ at }) => text.slice(at.start, at.end)));
  return ofSpring.flatMap((hold) =>
    usesIn(uses, hold.within).flatMap((use): readonly NestedCheckout[] => {
      // A method of this class that holds one itself is told of what it calls.
      if (/^(?:this)?$/.test(use.receiver) && holders.has(use.method)) return [];
      // What a class calls of itself goes past what Spring wraps around it.
      const begins = reach
        .of(use)
        .some(
          ({ effect, uri, sometimes }) =>
            effect.does === 'transaction' && uri !== null && !sometimes,
        );
      if (!begins || told.has(use)) return [];
      told.add(use);
      const what = `${use.receiver === '' ? '' : `${shortened(use.receiver)}.`}${use.method}`;
      return [
        {
          ...{ use, what, title: 'the data source', holder: hold.holder, heldAt: hold, on: null },
          instead: 'Let it join the transaction, or call it when that has ended.',
        },
      ];
    }),
  );
}

function heldIn({ checkouts, managed }: ApplicationModel): readonly Held[] {
  return [
    ...checkouts
      .filter(({ given, kind }) => given !== 'elsewhere' && kind !== 'rows')
      .map((checkout): Held => {
        const { variable, use, handle } = checkout;
        return {
          ...{ holder: variable, variable, receiver: use.receiver, module: handle.module },
          ...{ heldAt: { at: use.methodAt, path: `/uses/${use.at.start}` }, begin: use },
          within: checkout.within,
          includes: (other) => checkout.isHeldAt(other),
        };
      }),
    ...managed
      .filter(({ module }) => module !== 'spring' && module !== 'django')
      .map((hold): Held => {
        const { variable, receiver, module, use } = hold;
        return {
          ...{
            holder: variable ?? hold.holder,
            variable,
            receiver,
            module,
            heldAt: hold,
            begin: use,
          },
          within: hold.within,
          includes: (other) => inside(other.at, hold.within),
        };
      }),
  ];
}

function adviceFor({ variable, module }: Held): string {
  if (variable === null) return 'Use the connection that is held.';
  const option = librariesOf(module)[0]?.transactionOption;
  return option === undefined
    ? `Use ${variable}.`
    : `Hand on { ${option}: ${variable} } or use ${variable}.`;
}

/** `prisma.order.create(…)` in a transaction of `prisma` that is called `tx`: the same models stand on both. */
function heldInstead(use: Use, { receiver, variable, module }: Held): NestedCheckout['on'] {
  if (variable === null || !/^\w+$/.test(variable) || module !== '@prisma/client') return null;
  if (!/^[\w.]+$/.test(receiver) || !use.receiver.startsWith(`${receiver}.`)) return null;
  if (!use.node.text.startsWith(`${receiver}.`)) return null;
  return { at: span(use.at.start, use.at.start + receiver.length), held: variable };
}

/** The library whose pool is asked again; `undefined` where nothing says so. */
function takesAgain(use: Use, held: Held, application: ApplicationModel): string | undefined {
  const { handles, queries } = application;
  const names =
    held.variable === null
      ? undefined
      : new RegExp(`(?<![.\\w$])${escapePattern(held.variable)}\\b`);
  const handsOn =
    names !== undefined &&
    (use.arguments.some(({ text }) => names.test(text)) || names.test(use.receiver));
  if (handsOn) return undefined;
  const handle = handles.of(use.receiver, use);
  if (use.receiver === held.receiver && held.receiver !== '') {
    if (handle?.kind === 'pool' && TAKES.test(use.method)) return handle.title;
  }
  const own = ofHolder(use, held, application);
  if (own !== undefined) return own;
  if (held.module === 'sequelize') {
    const query = queries.find((one) => one.use === use);
    const isModel =
      query && /^[A-Z]/.test(use.receiver) && !/\btransaction\b|\.\.\./.test(textOf(use));
    return isModel && !isAmbient(application) ? 'Sequelize' : undefined;
  }
  return throughCall(use, held, application);
}

/** Forms that only the held pool's library has: `db('orders')`, `prisma.order.find…`, `source.getRepository(X)`. */
function ofHolder(
  use: Use,
  { receiver, module }: Held,
  { queries, handles }: ApplicationModel,
): string | undefined {
  if (receiver === '') return undefined;
  switch (module) {
    case 'knex':
      return use.receiver === '' && use.method === receiver && use.arguments[0]?.string !== null
        ? 'knex'
        : undefined;
    case '@prisma/client':
      return use.receiver.startsWith(`${receiver}.`) && queries.some((one) => one.use === use)
        ? 'Prisma Client'
        : undefined;
    case 'typeorm':
      return use.receiver.startsWith(`${receiver}.`) && queries.some((one) => one.use === use)
        ? 'TypeORM'
        : undefined;
    case 'drizzle-orm':
    case 'drizzle-orm/node-postgres':
    case 'drizzle-orm/mysql2':
      return use.receiver === receiver &&
        /^(?:select|insert|update|delete|execute)$/.test(use.method)
        ? 'Drizzle'
        : undefined;
    case 'kysely':
      return use.receiver === receiver &&
        /^(?:select|insert|update|delete|replace|merge)[A-Z]|^with$/.test(use.method)
        ? 'Kysely'
        : undefined;
    case 'gorm.io/gorm':
      return (use.receiver === receiver || use.receiver.startsWith(`${receiver}.`)) &&
        queries.some((one) => one.use === use)
        ? 'GORM'
        : undefined;
    case 'sqlalchemy.orm':
    case 'sqlalchemy.ext.asyncio':
      return use.receiver === '' && handles.of(use.method, use)?.kind === 'factory'
        ? 'SQLAlchemy'
        : undefined;
    default:
      return undefined;
  }
}

/** A function that asks the pool itself, of which it is known that it is the same. */
function throughCall(use: Use, held: Held, application: ApplicationModel): string | undefined {
  const pool = held.receiver === '' ? undefined : sharedPool(application, held.receiver);
  if (!pool) return undefined;
  const uri = 'uri' in pool.made ? pool.made.uri : null;
  const reached = application.reach.of(use).some(({ effect, pool: asked, given, sometimes }) => {
    if (effect.does !== 'query' || given || sometimes || !asked) return false;
    return asked.path === pool.made.path && (asked.uri === '' ? null : asked.uri) === uri;
  });
  return reached ? pool.title : undefined;
}

/** Transactions that find their way by context: every query in them is part of them. */
function isAmbient({ text }: ApplicationModel): boolean {
  return /\buseCLS\b|cls-hooked|AsyncLocalStorage/.test(text);
}

function textOf({ arguments: values }: Use): string {
  return values.map(({ text }) => text).join(', ');
}

function shortened(receiver: string): string {
  return receiver.length > 40 ? `${receiver.slice(0, 40)}…` : receiver;
}
