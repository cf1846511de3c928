import type { Located } from '../../contracts/field';
import type { Checkout } from './checkouts';
import type { Handles } from './handles';
import { functionOf, type Use, type Uses, usesIn } from './uses';

/** Something slow that code waits for while it holds a connection. */
export interface HeldWait extends Located {
  readonly use: Use;
  /** What is waited for, as it is called. */
  readonly what: string;
  /** What holds the connection, and where. */
  readonly holder: string;
  readonly heldAt: Located;
}

/** Modules whose calls go over the network, and are no database. */
const REMOTE: readonly (readonly [module: RegExp, method: RegExp])[] = [
  [/^axios$/, /^(?:axios|get|post|put|patch|delete|request)$/],
  [
    /^(?:node-fetch|got|ky|undici|cross-fetch)$/,
    /^(?:fetch|got|ky|get|post|put|patch|delete|request)$/,
  ],
  [/^(?:requests|httpx)$/, /^(?:get|post|put|patch|delete|request)$/],
  [/^net\/http$/, /^(?:Get|Post|PostForm|Head)$/],
  [/^@aws-sdk\//, /^send$/],
];

/** Calls that run what they are given in a transaction. */
const TRANSACTIONS = /^(?:\$transaction|transaction|withTransaction|inTransaction)$/;

/** Finds what is waited for while a connection is held. */
export function readHeldWaits(
  uses: Uses,
  handles: Handles,
  checkouts: readonly Checkout[],
  text: string,
): readonly HeldWait[] {
  const waits: HeldWait[] = [];
  const seen = new Set<number>();
  const add = (use: Use, holder: string, heldAt: Located) => {
    const what = `${use.receiver === '' ? '' : `${use.receiver}.`}${use.method}`;
    if (seen.has(use.methodAt.start)) return;
    seen.add(use.methodAt.start);
    waits.push({ at: use.methodAt, path: `/waits/${waits.length}`, use, what, holder, heldAt });
  };
  for (const checkout of checkouts) {
    const held = { start: checkout.use.at.end + 1, end: checkout.heldUntil - 1 };
    for (const use of usesIn(uses, held)) {
      if (functionOf(use) !== functionOf(checkout.use) || !isRemote(use, uses, text)) continue;
      add(use, checkout.variable, checkout);
    }
  }
  for (const begin of uses.all) {
    if (!TRANSACTIONS.test(begin.method) || !isDatabase(begin, uses, handles)) continue;
    const work = begin.arguments.find(({ text }) => /^(?:async\b|function\b|\()/.test(text));
    // Who takes such a lock means to hold it while something else is done.
    if (!work || /advisory_(?:xact_)?lock/i.test(work.text)) continue;
    for (const use of usesIn(uses, work.at)) {
      if (!isRemote(use, uses, text)) continue;
      add(use, 'the transaction', { at: begin.methodAt, path: `/transactions/${begin.at.start}` });
    }
  }
  return waits;
}

function isDatabase(use: Use, { imports }: Uses, handles: Handles): boolean {
  const { receiver, method } = use;
  if (method === '$transaction') return /prisma|^db$|\.db$/i.test(receiver);
  if (handles.of(receiver, use)?.kind === 'pool') return true;
  return imports.has(receiver) && /^(?:knex|db|sequelize|dataSource|AppDataSource)$/.test(receiver);
}

function isRemote(use: Use, { imports }: Uses, text: string): boolean {
  const { receiver, method, awaited } = use;
  const module = imports.get(receiver === '' ? method : receiver)?.module;
  if (module !== undefined) {
    return REMOTE.some(([from, methods]) => from.test(module) && methods.test(method));
  }
  // The platform's own, unless the file has one of this name.
  if (receiver === '' && method === 'fetch' && awaited)
    return !/\bfunction fetch\b|\bfetch\s*[=,:]/.test(text);
  return method === 'sendMail' && awaited;
}
