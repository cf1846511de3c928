import type { Located } from '../../../contracts/field';
import type { Grammar } from '../grammars';
import type { ApplicationModel } from '../model';
import { outboundCalls } from '../outbound';
import { functionOf, type Region, type Use } from '../uses';
import { headOfChain, type Query } from '.';
import { isInLoop, loopOf } from './loops';
import { statementIn } from './statements';

/** Whether each query takes a connection for itself, or all are made on one; Django and JPA keep one for a request. */
export type Connection = 'taken' | 'held' | 'unknown';

/** A call that makes a query once for each item of a list. */
export interface LoopedQuery {
  readonly use: Use;
  readonly loop: Region;
  /** The table or model; `null` where that is not plain. */
  readonly subject: string | null;
  /** The call is no query itself: what it calls makes one. */
  readonly behind: boolean;
  readonly on: Connection;
}

/** Finds the calls that read, or that write, once for each item, here and in what they call. */
export function loopedQueries(
  application: ApplicationModel,
  kind: 'read' | 'write',
): readonly LoopedQuery[] {
  const { queries, uses, text, reach } = application;
  const found: LoopedQuery[] = [];
  for (const { use, loop, kind: own, subject, lazy } of queries) {
    if (own !== kind || !loop || lazy) continue;
    found.push({ use, loop, subject, behind: false, on: connectionOf(use, application) });
  }
  const asked = new Set(queries.map(({ use }: Query) => use));
  for (const use of uses.all) {
    if (asked.has(use) || !isInLoop(use)) continue;
    const query = reachedBy(use, kind, reach.of(use));
    const loop = query && loopOf(use, uses, text);
    if (!query || !loop) continue;
    const { effect, given, pool } = query;
    const subject = effect.subject ?? statementIn(use)?.subject ?? null;
    const on = given ? 'held' : pool ? 'taken' : 'unknown';
    found.push({ use, loop, subject, behind: true, on });
  }
  return found;
}

/** A call that asks another machine once for each item of a list, and waits before it goes on. */
export interface LoopedCall {
  readonly use: Use;
  readonly loop: Region;
  /** The library, as people call it. */
  readonly library: string;
  readonly behind: boolean;
}

/** Finds the calls that ask another machine for one item after the other, here and in what they call. */
export function loopedCalls(application: ApplicationModel): readonly LoopedCall[] {
  const { uses, text, reach, grammar } = application;
  const own = new Map(outboundCalls(uses).map((call) => [call.use, call.library]));
  const found: LoopedCall[] = [];
  const told = new Set<Region>();
  for (const use of uses.all) {
    if (!isInLoop(use) || !isWaitedFor(use, grammar)) continue;
    const direct = own.get(use);
    const library = direct ?? remoteBehind(reach.of(use));
    const loop = library === undefined ? null : loopOf(use, uses, text);
    if (library === undefined || !loop || told.has(loop)) continue;
    // What is called in a `map` is waited for together.
    if (functionOf(use).around === loop && grammar !== 'java') continue;
    told.add(loop);
    found.push({ use, loop, library, behind: direct === undefined });
  }
  return found;
}

/** Whether the next item has to wait: in JavaScript what is awaited, in a coroutine of Python too. */
function isWaitedFor({ awaited, result, node }: Use, grammar: Grammar): boolean {
  // The first answer that is returned is the last one that is asked for.
  if (result.kind === 'returned') return false;
  if (grammar === 'go' || grammar === 'java') return true;
  if (awaited || grammar !== 'python') return awaited;
  let around = node.parent;
  while (around && around.type !== 'function_definition') around = around.parent;
  return around?.text.startsWith('async') !== true;
}

/** The library of a call of another machine that a function makes each time. */
function remoteBehind(effects: readonly Reached[]): string | undefined {
  const isKept = keptBy(effects);
  const remote = effects.find(
    (one) => one.effect.does === 'remote' && !one.sometimes && !isKept(one),
  );
  return remote?.effect.does === 'remote' ? remote.effect.what : undefined;
}

/** What the findings about such a call say of its loop. */
export interface LoopWords {
  /** What it goes through, for people: `orders`, `the list`. */
  readonly each: string;
  /** `, in each request of GET /orders`, or nothing. */
  readonly handler: string;
  readonly isRequest: boolean;
  /** `/uses/120`: where the call stands. */
  readonly at: Located;
  /** Where the loop begins. */
  readonly begins: { readonly at: Located; readonly message: string };
}

/** Longer expressions are not told. */
const MAX_EXPRESSION = 40;

/** Words for the loop of a call, and the places that are shown with it. */
export function loopWords(
  { use, loop }: Pick<LoopedQuery, 'use' | 'loop'>,
  { occasionOf, text }: ApplicationModel,
): LoopWords {
  const occasion = occasionOf(use);
  const isRequest = occasion.kind === 'request';
  const start = { start: loop.at.start, end: loop.at.start };
  const over = loop.over?.replace(/\.(?:stream|parallelStream)\(\)$/, '');
  return {
    each: over !== undefined && over.length <= MAX_EXPRESSION ? over : 'the list',
    handler: isRequest ? `, in each request of ${occasion.handler}` : '',
    isRequest,
    at: { at: headOfChain(use, text), path: `/uses/${use.at.start}` },
    begins: {
      at: { at: start, path: `/loops/${loop.at.start}` },
      message: 'The loop begins here',
    },
  };
}

type Reached = ReturnType<ApplicationModel['reach']['of']>[number];
type ReachedQuery = Reached & { readonly effect: { readonly does: 'query' } };

/** The query of a kind that a call makes each time. */
function reachedBy(
  use: Use,
  kind: 'read' | 'write',
  effects: readonly Reached[],
): ReachedQuery | undefined {
  const isKept = keptBy(effects);
  const given = statementIn(use)?.kind;
  return effects.find((one): one is ReachedQuery => {
    const { effect, sometimes } = one;
    if (effect.does !== 'query' || sometimes) return false;
    if (effect.kind !== kind && !(effect.kind === 'unknown' && given === kind)) return false;
    // `session.execute(update(Order)…)`, and then the row as it is now: that is a write.
    if (kind === 'read' && isReadBack(one, effects)) return false;
    return !isKept(one);
  });
}

/** Whether a function on the way looks into a cache first: what it asks for then, it asks once in a while. */
function keptBy(effects: readonly Reached[]): (reached: Reached) => boolean {
  const looksUp = effects.filter(({ effect }) => effect.does === 'cache' && effect.kind === 'read');
  return ({ through }) =>
    looksUp.some((cached) => cached.through.every((name, index) => name === through[index]));
}

/** Whether a function reads back what it has written before it asks for anything. */
function isReadBack({ effect: read, uri }: Reached, effects: readonly Reached[]): boolean {
  const within = read.path.slice(0, read.path.lastIndexOf('/') + 1);
  const first = effects.find(
    ({ effect, uri: there }) =>
      effect.does === 'query' && there === uri && effect.path.startsWith(within),
  );
  if (!first || first.sometimes || first.effect.does !== 'query') return false;
  const { kind, subject } = first.effect;
  return kind === 'write' && subject !== null && read.does === 'query' && read.subject === subject;
}

function connectionOf(use: Use, { handles }: ApplicationModel): Connection {
  // `prisma.order`: the pool is what the model is taken of.
  const owner = use.receiver.slice(0, Math.max(0, use.receiver.lastIndexOf('.')));
  const handle = handles.of(use.receiver, use) ?? handles.of(owner, use);
  if (handle?.kind === 'pool') return 'taken';
  return handle?.kind === 'connection' ? 'held' : 'unknown';
}
