import type { Located } from '../../contracts/field';
import type { Checkout } from './checkouts';
import type { Declarations } from './functions/declared';
import type { Reach } from './functions/reach';
import type { Handles } from './handle';
import type { ManagedHold } from './holds/managed';
import { outboundCalls } from './outbound';
import { type Query, queriesIn } from './queries';
import { type Use, type Uses, usesIn, usesUnder } from './uses';

/** Something slow that code waits for while it holds a connection. */
export interface HeldWait extends Located {
  readonly use: Use;
  /** What is waited for, as it is called. */
  readonly what: string;
  /** Nothing is asked: it only lets time go by. */
  readonly isPause: boolean;
  /** What holds the connection, and where. */
  readonly holder: string;
  readonly heldAt: Located;
  /** What holds it is said of a whole class, of which only the first wait is told. */
  readonly ofClass: Located | null;
}

/** What waits are read from. */
export interface WaitSource {
  readonly uses: Uses;
  readonly handles: Handles;
  readonly checkouts: readonly Checkout[];
  readonly managed: readonly ManagedHold[];
  readonly queries: readonly Query[];
  readonly declarations: Declarations;
  readonly reach: Reach;
}

/** Finds what is waited for while a connection is held. */
export function readHeldWaits(source: WaitSource): readonly HeldWait[] {
  const { uses, checkouts, managed, reach } = source;
  const remote = new Set(outboundCalls(uses).map(({ use }) => use));
  const waits: HeldWait[] = [];
  const told = new Set<number>();
  const isWaited = (use: Use) =>
    (remote.has(use) ||
      isPause(use) ||
      reach.of(use).some(({ effect, sometimes }) => effect.does === 'remote' && !sometimes)) &&
    !runsLater(use);
  const add = (use: Use, holder: string, heldAt: Located, ofClass: Located | null = null) => {
    const what = `${use.receiver === '' ? '' : `${use.receiver}.`}${use.method}`;
    if (told.has(use.methodAt.start)) return;
    told.add(use.methodAt.start);
    waits.push({
      ...{ at: use.methodAt, path: `/waits/${waits.length}`, use, what, holder, heldAt, ofClass },
      isPause: isPause(use),
    });
  };
  for (const checkout of checkouts) {
    for (const use of usesIn(uses, checkout.within)) {
      if (!checkout.isHeldAt(use) || !isWaited(use)) continue;
      if (
        checkout.kind === 'session' &&
        !isBegun(checkout.variable, checkout.use.at.end, use, uses)
      )
        continue;
      add(use, checkout.variable, checkout);
    }
  }
  const classes = new Set<number>();
  for (const hold of managed) {
    // What is said of a class is told once.
    const { ofClass = null } = hold;
    if (ofClass !== null && classes.has(ofClass.at.start)) continue;
    for (const use of usesIn(uses, hold.within)) {
      if (!isWaited(use)) continue;
      add(use, hold.holder, hold, ofClass);
      if (ofClass === null) continue;
      classes.add(ofClass.at.start);
      break;
    }
  }
  for (const { name, first } of givenSessions(source)) {
    for (const use of usesIn(uses, first.within)) {
      if (use.at.start < first.use.at.end || !isWaited(use)) continue;
      if (isBegun(name, first.within.start, use, uses)) {
        add(use, name, { at: first.use.methodAt, path: `/uses/${first.use.at.start}` });
      }
    }
  }
  return waits;
}

/** `Thread.sleep(5000)`, `await sleep(ms)`: time that goes by on purpose. */
function isPause({ receiver, method, awaited, arguments: given }: Use): boolean {
  const isSleep =
    /^(?:Thread|TimeUnit\.[A-Z]+|time)$/.test(receiver) && /^[sS]leep$/.test(method)
      ? true
      : awaited && /^(?:|asyncio)$/.test(receiver) && /^(?:sleep|delay)$/.test(method);
  const [length] = given;
  return isSleep && length !== undefined && !isShort(length.text, receiver);
}

/** What nobody notices: less than a tenth of a second, as far as it is written. */
function isShort(length: string, receiver: string): boolean {
  const isSeconds = /^(?:time|asyncio)$/.test(receiver);
  return (
    /^\d{1,2}\s*\*\s*time\.(?:Milli|Micro|Nano)second$/.test(length) ||
    (/^[\d.]+$/.test(length) && Number(length) < (isSeconds ? 0.1 : 100))
  );
}

/** Calls that keep what they are given for the time after the transaction, or for somebody else. */
const LATER =
  /(?:^|\.)(?:on_commit|afterCommit|runAsync|supplyAsync|submit|setTimeout|setImmediate|nextTick)$/;

/** `transaction.on_commit(lambda: send_mail(…))`: the connection has been given back by then. */
function runsLater({ region }: Use): boolean {
  for (let at = region; at.around; at = at.around) {
    if (at.kind !== 'function') continue;
    if (at.name === 'afterCommit') return true;
    const call = at.node.parent?.parent;
    const callee = call?.childForFieldName('function') ?? call?.childForFieldName('name');
    if (callee && LATER.test(callee.text.slice(-60))) return true;
  }
  return false;
}

const ENDS = /^(?:commit|rollback|close|end|expunge_all|remove)$/;
const ASKS = /^(?:execute|scalars?|get|query|exec|stream|flush|refresh|merge)$/;

/** A session has a connection from its first statement to the end of its transaction. */
function isBegun(name: string, from: number, use: Use, uses: Uses): boolean {
  let begun = false;
  for (const { receiver, method, at } of usesUnder(uses, /^\w*/.exec(name)?.[0] ?? name)) {
    if (at.start < from || at.end > use.at.start) continue;
    if (receiver !== name && !receiver.startsWith(`${name}.`)) continue;
    if (ENDS.test(method)) begun = false;
    else if (ASKS.test(method)) begun = true;
  }
  return begun;
}

/** Sessions of SQLAlchemy that a function is handed, with the first statement in it. */
function givenSessions({ handles, queries, declarations }: WaitSource) {
  return declarations.all.flatMap(({ node, parameters }) => {
    const own = parameters.length === 0 ? [] : queriesIn(queries, node.span);
    return parameters.flatMap((name) => {
      const use = own.find(
        (query) => query.use.receiver === name || query.use.receiver.startsWith(`${name}.`),
      )?.use;
      const handle = use && handles.of(name, use);
      if (!use || handle?.kind !== 'connection' || !/^sql(?:alchemy|model)/.test(handle.module))
        return [];
      return [{ name, first: { use, within: node.span } }];
    });
  });
}
