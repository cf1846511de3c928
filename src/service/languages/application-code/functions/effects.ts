import type { Effect } from '../../../contracts/fact';
import type { Span } from '../../../contracts/span';
import type { Handles } from '../handle';
import { resultUseOf } from '../holds/result-use';
import { type OutboundCall, outboundCalls } from '../outbound';
import type { Query } from '../queries';
import type { Node } from '../syntax/node';
import { keptWith } from '../tree';
import { inside, type Region, receiverRoot, type Use, type Uses, usesAt, usesIn } from '../uses';
import { declaredEffect } from './annotations';
import { asksByForm } from './asks';
import type { Callees } from './callee';
import type { DeclaredFunction } from './declared';
import { schemaChangeOf } from './schema-changes';

/** An effect and where it stands. */
export interface PlacedEffect {
  readonly effect: Effect;
  readonly at: Span;
}

/** What is told of a file before others are asked. */
export interface OwnReading {
  readonly uses: Uses;
  readonly handles: Handles;
  readonly queries: readonly Query[];
  readonly callees: Callees;
  /** The path of the pool of this file that a receiver is. */
  poolOf(receiver: string): string | null;
}

/** More a function does not tell its callers. */
const MAX_EFFECTS = 40;

/** What a connection is called where it is handed on. */
const CONNECTION =
  /^(?:tx|trx|t|client|conn|connection|session|db_session|manager|em|entityManager|transaction|queryRunner|runner|cursor|cur)$/;

/** Methods by which a pool is asked, whatever they are given; `Ping` and its kin ask whether it answers. */
export const ASKS =
  /^(?:query\w*|execute\w*|Query\w*|Exec\w*|fetch|fetchrow|fetchval|unsafe|raw|\$(?:query|execute)Raw\w*|batchUpdate|Ping(?:Context)?|ping|authenticate|isValid)$/;

const CACHE_READS = /^(?:get|mget|hget|hgetall|hGet|hGetAll|Get|MGet|exists|getOrSet|wrap)$/;
const CACHE_CLEARS = /^(?:del|delete|unlink|Del|Unlink|invalidate\w*|expire)$/;
const CACHE_WRITES = /^(?:set|setex|setEx|psetex|Set|SetEx|mset|hset|hSet)$/;
const QUEUES = /^(?:sendToQueue|publish|addBulk|delay|apply_async|enqueue|convertAndSend)$/;

/** What the calls in a stretch of a file do, in the order of the text. */
export function effectsIn(
  stretch: Span,
  within: DeclaredFunction | undefined,
  reading: OwnReading,
  pathOf: (index: number) => string,
): readonly PlacedEffect[] {
  const { uses, handles, queries, callees } = reading;
  const asked = queriesByUse(queries);
  const outbound = outboundByUse(outboundCalls(uses));
  const found: PlacedEffect[] = [];
  const inCoroutine = within !== undefined && isCoroutine(within);
  const called = new Set<string>();
  const arms = new Map<string, { readonly index: number; readonly first: boolean }>();
  const kept = within && cachedBy(within);
  if (kept) found.push({ effect: { does: 'cache', path: pathOf(0), kind: 'read' }, at: kept.span });
  const declared = within ? declaredEffect(within, pathOf(found.length)) : undefined;
  if (within && declared && inside(within.node.span, stretch)) {
    found.push({
      effect: declared,
      at: (within.node.childForFieldName('name') ?? within.node).span,
    });
  }
  for (const use of usesIn(uses, stretch)) {
    if (found.length >= MAX_EFFECTS) break;
    if (isScheduled(use, stretch)) continue;
    const path = pathOf(found.length);
    const effect = effectOf(use, path, {
      ...{ query: asked.get(use), call: outbound.get(use), within, reading },
      ...{ handle: handles.of(use.receiver, use), callee: callees.of(use) },
      sometimes: isConditional(use, stretch),
    });
    if (!effect) continue;
    if (effect.does === 'calls') {
      // What is called again leads nowhere else.
      const { specifier, name, member, given, sometimes: maybe, result } = effect;
      const key = `${specifier}\n${name}\n${member}\n${effect.takes}\n${given}\n${maybe}\n${result}`;
      if (called.has(key)) continue;
      called.add(key);
    }
    const alike = likeness(effect);
    if (alike !== undefined && 'sometimes' in effect) {
      const arm = armOf(use, stretch);
      const key = arm && `${arm.branch} ${alike}`;
      const other = key === undefined ? undefined : arms.get(key);
      if (other && arm && other.first !== arm.first) {
        // Both ways ask the same: it is asked.
        const placed = found[other.index];
        if (placed)
          found[other.index] = {
            ...placed,
            effect: { ...effect, path: placed.effect.path, sometimes: false },
          };
      } else if (key !== undefined && arm) arms.set(key, { index: found.length, first: arm.first });
    }
    found.push({ effect: inCoroutine ? asCoroutine(effect) : effect, at: use.methodAt });
  }
  return found;
}

/** Whether a function is a coroutine of Python. */
function isCoroutine({ node }: DeclaredFunction): boolean {
  return node.type === 'function_definition' && node.firstChild?.type === 'async';
}

function asCoroutine(effect: Effect): Effect {
  const waits = effect.does === 'query' || effect.does === 'remote';
  return waits ? { ...effect, coroutine: true } : effect;
}

/** What keeps the answers of a function: `@Cacheable` of Spring, `@lru_cache` and its kin of Python. */
function cachedBy({ node }: DeclaredFunction): Node | undefined {
  const marked = node.parent?.type === 'decorated_definition' ? node.parent : node;
  return marked.namedChildren
    .filter(({ type }) => type === 'modifiers' || type === 'decorator')
    .find(({ text }) => /@(?:\w+\.)*(?:Cacheable|lru_cache|cache|cached\w*|memoize)\b/.test(text));
}

/** What both ways of a condition may do alike: ask for the same rows, or call another machine. */
function likeness(effect: Effect): string | undefined {
  if (effect.does === 'remote') return effect.sometimes ? 'remote' : undefined;
  if (effect.does !== 'query' || !effect.sometimes || effect.subject === null) return undefined;
  return `${effect.kind} ${effect.subject}`;
}

const queriesByUse = keptWith(
  (queries: readonly Query[]) =>
    new Map(queries.filter(({ lazy }) => !lazy).map((query) => [query.use, query])),
);
const outboundByUse = keptWith(
  (calls: readonly OutboundCall[]) => new Map(calls.map((call) => [call.use, call])),
);

/** What gives a promise: nobody waits where that is neither awaited nor handed on. */
const GIVES_PROMISE = /^(?:axios|fetch|got|ky|AWS SDK)$/;

/** `axios.post(url, message).catch(log);`: whoever calls the function does not wait for it. */
function isLeftAlone(use: Use, { library }: OutboundCall, uses: Uses): boolean {
  if (use.awaited || !GIVES_PROMISE.test(library)) return false;
  const chain = usesAt(uses, use.at.start);
  const last = chain.reduce((a, b) => (b.at.end > a.at.end ? b : a));
  // `void` and a statement of its own.
  return !last.awaited && last.result.kind === 'dropped';
}

interface Judged {
  readonly query: Query | undefined;
  readonly call: OutboundCall | undefined;
  readonly within: DeclaredFunction | undefined;
  readonly reading: OwnReading;
  readonly handle: ReturnType<Handles['of']>;
  readonly callee: ReturnType<Callees['of']>;
  readonly sometimes: boolean;
}

function effectOf(use: Use, path: string, judged: Judged): Effect | undefined {
  const { query, call, within, reading, handle, callee, sometimes } = judged;
  const change = schemaChangeOf(use, reading.uses);
  if (change) return { does: 'schema', path, ...change, sometimes };
  if (query) {
    const { kind, subject } = query;
    const given = handle?.kind !== 'pool' && isGiven(receiverRoot(use.receiver), within);
    const pool = reading.poolOf(use.receiver);
    const { specifier, name } =
      callee && 'specifier' in callee ? callee : rootOf(use.receiver, reading.uses);
    const on = pool === null && specifier !== '' ? { on: { specifier, name } } : {};
    return { does: 'query', path, kind, subject, pool, given, sometimes, ...on };
  }
  if (call && !isLeftAlone(use, call, reading.uses)) {
    const { library: what, host, timeout, client } = call;
    const made = client && { client: client.path };
    return { does: 'remote', path, what, host, timeout: { ...timeout, path }, ...made, sometimes };
  }
  if (handle?.kind === 'pool' && ASKS.test(use.method)) {
    const pool = reading.poolOf(use.receiver);
    return {
      ...{ does: 'query', path, kind: 'unknown', subject: null, pool, given: false, sometimes },
    };
  }
  if (asksByForm(use, reading.uses)) {
    const where = { subject: null, pool: null, given: false, sometimes };
    return { does: 'query', path, kind: 'unknown', ...where };
  }
  if (handle?.kind === 'cache') {
    if (CACHE_READS.test(use.method)) return { does: 'cache', path, kind: 'read' };
    if (CACHE_CLEARS.test(use.method)) return { does: 'cache', path, kind: 'clear' };
    return CACHE_WRITES.test(use.method) ? { does: 'cache', path, kind: 'write' } : undefined;
  }
  if (QUEUES.test(use.method) && use.receiver !== '') return { does: 'queue', path };
  if (!callee || 'own' in callee) return undefined;
  const given = use.arguments.some(
    ({ text }) => CONNECTION.test(text) || /^\{\s*(?:transaction|tx|trx|session)\b/.test(text),
  );
  const result = resultUseOf(use, reading.uses, within?.node.startIndex);
  return { does: 'calls', path, ...callee, given, sometimes, result };
}

const NOWHERE = { specifier: '', name: '' };

/** `prisma` of another file, of `prisma.order`. */
function rootOf(receiver: string, { imports }: Uses): typeof NOWHERE {
  const binding = imports.get(receiverRoot(receiver));
  return binding ? { specifier: binding.module, name: binding.name } : NOWHERE;
}

/** Whether a name is a parameter that every caller gives: `tx?: Tx` and `session=None` may be left out. */
function isGiven(name: string, within: DeclaredFunction | undefined): boolean {
  return within?.parameters.includes(name) === true && !mayLack(within, name);
}

function mayLack({ node }: DeclaredFunction, name: string): boolean {
  const list = node.childForFieldName('parameters');
  return (list?.namedChildren ?? []).some((parameter) => {
    const named = parameter.childForFieldName('name') ?? parameter.childForFieldName('pattern');
    if (named?.text !== name) return false;
    const value = parameter.childForFieldName('value');
    // What `Depends(…)` and its kin give is there for each call.
    return (
      parameter.type === 'optional_parameter' ||
      /^(?:None|null|undefined|[a-z]\w*)$/.test(value?.text ?? '')
    );
  });
}

/** Whether a call may be left out: under a condition, or behind a return. */
export function isConditional(use: Use, stretch: Span): boolean {
  for (let at: Region | null = use.region; at && inside(at.at, stretch); at = at.around) {
    if (at.kind === 'catch') return true;
    if (at.kind === 'branch' && !inCondition(use, at)) return true;
    if (at.kind === 'function' && runsOtherwise(at.node)) return true;
  }
  return false;
}

/** Calls that run what they are given only where something is not there, or went wrong. */
const OTHERWISE =
  /^(?:orElseGet|or|computeIfAbsent|getOrPut|getOrElse|catch|onErrorResume|exceptionally)$/;

/** `Optional.ofNullable(period).orElseGet(() -> periods.find(id))`, `load().catch(() => …)`. */
const runsOtherwise = keptWith((lambda: Node): boolean => {
  const call = lambda.parent?.parent;
  const callee = call?.childForFieldName('function') ?? call?.childForFieldName('name');
  if (!call || !callee || lambda.parent?.id === callee.id) return false;
  return OTHERWISE.test(callee.text.slice(-40).replace(/^[\s\S]*\W/, ''));
});

/** Calls that keep a function for a clock. */
const SCHEDULES = /^(?:scheduleJob|schedule|setInterval|CronJob|Cron|every|add_job|AddFunc)$/;

/** Whether a call keeps what it is given for a clock. */
const schedules = keptWith((call: Node): boolean => {
  const callee = call.childForFieldName('function') ?? call.childForFieldName('constructor');
  return callee !== null && SCHEDULES.test(callee.text.slice(callee.text.lastIndexOf('.') + 1));
});

/**
 * Whether a call stands in a function that runs later: one that is handed to a schedule, or one that a value of Go
 * holds, as `template.FuncMap{"user": func() …}` does.
 */
export function isScheduled(use: Use, stretch: Span): boolean {
  for (let at: Region | null = use.region; at && inside(at.at, stretch); at = at.around) {
    if (at.kind !== 'function') continue;
    if (/^(?:literal|keyed)_element$/.test(at.node.parent?.type ?? '')) return true;
    const call = at.node.parent?.parent;
    if (call && schedules(call) && call.span.start !== stretch.start) return true;
  }
  return false;
}

/** The outermost condition around a call, and whether the call stands where it holds. */
function armOf(
  use: Use,
  stretch: Span,
): { readonly branch: number; readonly first: boolean } | undefined {
  let outer: Region | undefined;
  for (let at: Region | null = use.region; at && inside(at.at, stretch); at = at.around) {
    if (at.kind === 'catch' || at.kind === 'function') break;
    if (at.kind === 'branch') outer = at;
  }
  const held = outer?.node.childForFieldName('consequence');
  if (!outer || !held) return undefined;
  return { branch: outer.at.start, first: inside(use.at, held.span) };
}

/** `if err := db.Ping(); err != nil`: what stands in the condition runs always. */
function inCondition(use: Use, branch: Region): boolean {
  const { node } = branch;
  const body = node.childForFieldName('consequence') ?? node.childForFieldName('body');
  return body !== null && use.at.end <= body.startIndex;
}
