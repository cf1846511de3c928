import type { Effect, FunctionSummary } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import {
  type Call,
  handedOnBy,
  isOverloaded,
  type Offer,
  type Surroundings,
  summaryIn,
} from '../../../contracts/linking';
import type { Span } from '../../../contracts/span';
import type { Grammar } from '../grammars';
import { readingsOf } from '../linking/readings';
import type { Use } from '../uses';
import { usesIn } from '../uses';
import { ANY_TYPE, type Callees } from './callee';
import type { Declarations, DeclaredFunction } from './declared';
import {
  ASKS,
  effectsIn,
  isConditional,
  isScheduled,
  type OwnReading,
  type PlacedEffect,
} from './effects';

/** Something that a call does in the end, and how it comes to it. */
export interface ReachedEffect {
  readonly effect: Exclude<Effect, { does: 'calls' }>;
  /** The file it stands in; `null` for this one. */
  readonly uri: string | null;
  /** The pool it takes a connection of. */
  readonly pool: Place | null;
  /** Every call on the way hands a connection on. */
  readonly given: boolean;
  readonly sometimes: boolean;
  /** The functions on the way, as they are called. */
  readonly through: readonly string[];
}

/** What the calls of a file reach, over files. Asked for, never made for all. */
export interface Reach {
  /** What a call reaches beyond this function; nothing for what is no function of the project. */
  of(use: Use): readonly ReachedEffect[];
  /** What a function of this or another file reaches. */
  named(written: string, at: number): readonly ReachedEffect[];
  /** What a stretch of this file reaches. */
  within(stretch: { readonly start: number; readonly end: number }): readonly ReachedEffect[];
  /** Where an effect of this file stands that was reached before. */
  placeOf(path: string): Span | undefined;
}

/** From one function to the next no further than this. */
const MAX_CALLS = 3;

/** More ways than this nobody looks at for one call. */
const MAX_VISITS = 150;

/** What reaches are found with. */
export interface ReachContext {
  readonly grammar: Grammar;
  readonly declarations: Declarations;
  readonly callees: Callees;
  readonly reading: OwnReading;
  readonly surroundings: Surroundings;
}

/** Joins what functions do, from a call of this file outward. */
export function readReach(context: ReachContext): Reach {
  const { declarations, callees, reading } = context;
  const summaries = new Map<string, readonly PlacedEffect[]>();
  const known = new Map<Use, readonly ReachedEffect[]>();
  const places = new Map<string, Span>();

  function placed(effects: readonly PlacedEffect[]): readonly PlacedEffect[] {
    for (const { effect, at } of effects) places.set(effect.path, at);
    return effects;
  }

  function summaryOf(declared: DeclaredFunction): readonly PlacedEffect[] {
    const kept = summaries.get(declared.key);
    if (kept) return kept;
    const found = placed(
      effectsIn(declared.node.span, declared, reading, (index) => effectPath(declared.key, index)),
    );
    summaries.set(declared.key, found);
    return found;
  }

  function own(key: string, walk: Walk): void {
    const declared = declarations.get(key);
    if (!declared || !walk.enter(`own ${key}`)) return;
    for (const { effect } of summaryOf(declared)) walk.add(effect, null, summaryPool);
    stretch(declared.node.span, walk.next(declared.name));
  }

  function summaryPool(effect: Effect): Place | null {
    return poolOf(effect, '');
  }

  /** The pool a query asks: of the file it stands in, or of the one its receiver comes from. */
  function poolOf(effect: Effect, uri: string): Place | null {
    if (effect.does !== 'query') return null;
    if (effect.pool !== null) return { uri, path: effect.pool };
    if (!effect.on) return null;
    const from = uri === '' ? undefined : uri;
    const offer = context.surroundings.offeredBy(effect.on.specifier, from).get(effect.on.name);
    return offer && offer.fact.pool !== null ? { uri: offer.uri, path: offer.fact.pool } : null;
  }

  /** What the calls of own functions in a stretch reach; other files are told by effects. */
  function stretch(at: { readonly start: number; readonly end: number }, walk: Walk): void {
    for (const use of usesIn(reading.uses, at)) {
      const callee = callees.of(use);
      if (!callee || isScheduled(use, at)) continue;
      if ('own' in callee) {
        if (declarations.get(callee.own)?.node.span.start === at.start) continue;
        own(callee.own, isConditional(use, at) ? walk.maybe() : walk);
      }
    }
  }

  function elsewhere(callee: Call, from: string | undefined, walk: Walk): void {
    const found = resolve(callee, from, context);
    if (
      !found ||
      !walk.enter(`${found.offer.uri} ${callee.name}.${callee.member}(${callee.takes})`)
    )
      return;
    if (found.kind === 'query') {
      walk.add(found.effect, found.offer.uri, () => found.pool);
      return;
    }
    for (const effect of found.summary) {
      walk.add(effect, found.offer.uri, (one) => poolOf(one, found.offer.uri));
    }
  }

  function walkFrom(begin: (walk: Walk) => void): readonly ReachedEffect[] {
    const walk = new Walk(elsewhere);
    begin(walk);
    return walk.found;
  }

  return {
    of(use) {
      const kept = known.get(use);
      if (kept) return kept;
      const callee = callees.of(use);
      const found = !callee
        ? []
        : walkFrom((walk) => {
            const next = walk.next(use.method);
            if ('own' in callee) own(callee.own, next);
            else elsewhere(callee, undefined, next);
          });
      known.set(use, found);
      return found;
    },
    named(written, at) {
      const callee = callees.named(written, at);
      if (!callee) return [];
      return walkFrom((walk) => {
        if ('own' in callee) own(callee.own, walk);
        else elsewhere(callee, undefined, walk);
      });
    },
    within(at) {
      return walkFrom((walk) => {
        const around = declarations.at(at.start);
        const own = effectsIn(at, around, reading, (index) => `/reached/${at.start}/${index}`);
        for (const { effect } of placed(own)) walk.add(effect, null, summaryPool);
        stretch(at, walk);
      });
    },
    placeOf: (path) => places.get(path),
  };
}

/** The structural path of an effect of a function. */
export function effectPath(key: string, index: number): string {
  return `/functions/${key}/${index}`;
}

type Follow = (callee: Call, from: string | undefined, walk: Walk) => void;

/** A walk along calls; what it has seen it does not enter again. */
class Walk {
  constructor(
    private readonly follow: Follow,
    readonly found: ReachedEffect[] = [],
    private readonly seen: Set<string> = new Set(),
    private readonly through: readonly string[] = [],
    private readonly given = false,
    private readonly sometimes = false,
  ) {}

  enter(key: string): boolean {
    if (this.seen.has(key) || this.seen.size >= MAX_VISITS) return false;
    if (this.through.length > MAX_CALLS) return false;
    this.seen.add(key);
    return true;
  }

  next(name: string, given = false, sometimes = false): Walk {
    return new Walk(
      ...([this.follow, this.found, this.seen, [...this.through, name]] as const),
      this.given || given,
      this.sometimes || sometimes,
    );
  }

  /** The same way, as far as it is gone at all. */
  maybe(): Walk {
    return new Walk(
      ...([this.follow, this.found, this.seen, this.through] as const),
      ...([this.given, true] as const),
    );
  }

  add(effect: Effect, uri: string | null, poolOf: (effect: Effect) => Place | null): void {
    if (effect.does === 'calls') {
      const { specifier, name, member, takes, given, sometimes } = effect;
      const walk = this.next(member === '' ? name : member, given, sometimes);
      const called = { specifier, name, member, ...(takes !== undefined && { takes }) };
      this.follow(called, uri ?? undefined, walk);
      return;
    }
    const own = 'sometimes' in effect && effect.sometimes;
    this.found.push({
      ...{ effect, uri, pool: poolOf(effect), through: this.through },
      given: this.given || (effect.does === 'query' && effect.given),
      sometimes: this.sometimes || own,
    });
  }
}

type Resolved =
  | { readonly kind: 'function'; readonly offer: Offer; readonly summary: FunctionSummary }
  | {
      readonly kind: 'query';
      readonly offer: Offer;
      readonly effect: Effect;
      readonly pool: Place | null;
    };

/** What the one type of a package does by a method that no other of its types has. */
function onlyWith(member: string, offers: ReadonlyMap<string, Offer>): readonly string[] {
  const found = [...offers.keys()].filter(
    (as) => /^does \w+\./.test(as) && as.endsWith(`.${member}`),
  );
  return found.length === 1 ? found : [];
}

/** The methods by which what another file offers is asked. */
function asksOf(offer: Offer | undefined): RegExp | undefined {
  if (offer?.fact.holds === 'pool') return ASKS;
  return offer?.fact.holds === 'model' ? MODEL_READS : undefined;
}

/**
 * Whether a call begins a query that a pool of JavaScript builds: `db('orders')` of knex, `db.select()` of Drizzle,
 * `db.selectFrom()` of Kysely. Nobody calls a pool of another library by itself.
 */
function isBuilt(offer: Offer | undefined, member: string): boolean {
  return offer?.fact.holds === 'pool' && BUILDS.test(member);
}

const BUILDS = /^(?:|from|(?:select|insert|update|delete|merge)(?:From|Into|Table|Distinct)?)$/;

/** Methods by which a model is asked. */
const MODEL_READS = /^(?:find\w*|get|count\w*|aggregate|exists)$/;

/** What a name of another file is: a function with its summary, or a pool that is asked. */
function resolve(
  callee: Call,
  from: string | undefined,
  context: ReachContext,
  bases = 0,
): Resolved | undefined {
  const { surroundings, grammar } = context;
  const isScript = grammar === 'typescript' || grammar === 'tsx';
  for (const { specifier, name, member, takes } of readingsOf(callee, grammar)) {
    const offers = surroundings.offeredBy(specifier, from);
    if (offers.size === 0) continue;
    const plain =
      name === ANY_TYPE
        ? onlyWith(member, offers)
        : member === ''
          ? [`does ${name}`]
          : [`does ${name}.${member}`, `does ${name}`];
    for (const as of plain) {
      const offer = offers.get(as);
      const summary = offer && summaryIn(offer, as.includes('.') ? '' : member, takes);
      if (offer && summary) return { kind: 'function', offer, summary };
    }
    const own = member === '' ? undefined : offers.get(`does ${name}`);
    if (own && bases < MAX_CALLS && !isOverloaded(own, member, takes)) {
      const further = handedOnBy(own, member, takes);
      const found = further.flatMap((call) => resolve(call, own.uri, context, bases + 1) ?? []);
      if (grammar === 'java' && further.length > 1) return commonTo(found, further.length);
      // Of the types behind an interface the one that looks into a cache first, if any does.
      if (further.length > 0) return found.find(looksUp) ?? found[0];
    }
    const held = name === ANY_TYPE ? onlyHandedOut(member, offers) : offers.get(name);
    const isAsked = asksOf(held)?.test(member) || (isScript && isBuilt(held, member));
    if (!held || !isAsked) continue;
    const pool = held.fact.pool === null ? null : { uri: held.uri, path: held.fact.pool };
    const effect: Effect = {
      ...{
        does: 'query',
        path: held.fact.path,
        kind: held.fact.holds === 'pool' ? 'unknown' : 'read',
      },
      ...{ subject: null, pool: null, given: false, sometimes: false },
    };
    return { kind: 'query', offer: held, effect, pool };
  }
  return undefined;
}

/** What each of the classes behind an interface of Java does by itself, whichever of them is meant. */
function commonTo(found: readonly Resolved[], classes: number): Resolved | undefined {
  const [first, ...others] = found.filter((one) => one.kind === 'function');
  if (!first || others.length + 1 < classes) return undefined;
  const summary = first.summary.filter(
    ({ does }) =>
      does !== 'calls' &&
      others.every((other) => other.summary.some((effect) => effect.does === does)),
  );
  return summary.length === 0 ? undefined : { ...first, summary };
}

function looksUp(found: Resolved): boolean {
  return (
    found.kind === 'function' &&
    found.summary.some((effect) => effect.does === 'cache' && effect.kind === 'read')
  );
}

/** What the functions of a package hand out that has a method, where that is one thing: `Open()` a pool. */
function onlyHandedOut(member: string, offers: ReadonlyMap<string, Offer>): Offer | undefined {
  const found = [...offers].flatMap(([as, offer]) =>
    as.endsWith('()') && asksOf(offer)?.test(member) ? [offer] : [],
  );
  const [first] = found;
  const isOne = found.every(({ fact }) => fact.holds === first?.fact.holds);
  return isOne ? first : undefined;
}
