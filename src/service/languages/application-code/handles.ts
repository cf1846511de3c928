import { valueOf } from '../../contracts/field';
import type { Target } from '../../contracts/finding';
import type { Offer } from '../../contracts/linking';
import { cacheOf } from './caches';
import type { Given, Handle, Handles } from './handle';
import { handsOut, librariesOf, titleOf, typeIn } from './libraries';
import { LIBRARIES } from './libraries/all';
import type { Library } from './libraries/library';
import type { ConnectionUse, PoolUse } from './pools';
import type { Reading } from './reading';
import { functionOf, type Imports, type Region, type Use, type Uses, usesAt } from './uses';

/** What a file says of its own names, before others are asked. */
export interface OwnHandles {
  /** What the call or construction at an offset makes. */
  madeAt(start: number): Handle | undefined;
  /** What a name is assigned or typed as. */
  named(name: string): Handle | undefined;
  /** Where what a name holds is made; `undefined` where that is not one place. */
  madeAs(name: string): number | undefined;
  typed(type: string): Handle | undefined;
  /** What a class is that extends this one. */
  extended(base: string): Handle | undefined;
}

/** Collects the names of a file that hold pools, connections, caches and models. */
export function readHandles(
  { uses, calls }: Pick<Reading, 'uses' | 'calls'>,
  {
    pools,
    connections,
  }: {
    readonly pools: readonly Pick<PoolUse, 'call' | 'library'>[];
    readonly connections: readonly ConnectionUse[];
  },
  given: Given,
): Handles & { readonly own: OwnHandles } {
  const made = madeBy(calls, pools, connections);
  const fields = fieldsOf(given);
  const byName = new Map<string, Handle | null>();
  const inFunctions = new Map<Region, Map<string, Handle | null>>();
  const places = new Map<string, number | null>();
  const add = (name: string, handle: Handle, start: number | null, region: Region) => {
    meet(byName, name, handle);
    meet(namesOf(inFunctions, functionOf({ region })), name, handle);
    places.set(name, places.has(name) ? null : start);
  };
  for (const { name, type, region } of uses.typed) {
    const handle = typeOf(type, uses.imports) ?? given.get(`type ${type}`);
    if (handle) add(name, handle, null, region);
    for (const [field, held] of fields.get(type.replace('*', '')) ?? []) {
      if (held) meet(byName, `${name}.${field}`, held);
    }
  }
  const madeHere = (use: Use) =>
    made.get(use.at.start) ?? (given.size > 0 ? given.get(handedOutBy(use)) : undefined);
  const others: Use[] = [];
  for (const use of uses.all) {
    const name = heldAs(use);
    if (name === undefined) continue;
    const handle = madeHere(use);
    if (handle) add(name, handle, use.at.start, use.region);
    else if (use.method !== 'require') others.push(use);
  }
  const named = (receiver: string) =>
    byName.get(receiver) ?? byName.get(lastOf(receiver)) ?? undefined;
  const foreign = unshadowed(given, uses);
  const of: Handles['of'] = (receiver, place) => {
    if (!place) return foreign.get(receiver) ?? named(receiver);
    const isKnown = given.has(receiver) || byName.has(receiver) || byName.has(lastOf(receiver));
    if (!isKnown) return byForm(receiver);
    const root = /^[\w$]+/.exec(receiver)?.[0] ?? receiver;
    for (let at: Region | null = place.region; at; at = at.around) {
      const own = at.kind === 'function' || at.kind === 'file' ? inFunctions.get(at) : undefined;
      if (!own?.has(root) && !at.binds.includes(root)) continue;
      return receiver === root ? (own?.get(root) ?? undefined) : named(receiver);
    }
    return given.get(receiver) ?? named(receiver);
  };
  const models = new Map<number, Handle>();
  // What makes a pool may stand below the function that takes a connection of it.
  for (const use of others) {
    const name = heldAs(use) ?? '';
    const handle = takenBy(use, of) ?? definedBy(use, uses.imports);
    if (handle?.kind === 'model') models.set(use.at.start, handle);
    if (handle) add(name, handle, null, use.region);
    else {
      const own = namesOf(inFunctions, functionOf(use));
      if (!own.has(name)) own.set(name, null);
    }
  }
  return {
    of,
    made: ({ at }) => made.get(at.start),
    own: {
      madeAt: (start) => made.get(start) ?? models.get(start),
      named: (name) => ofThisFile(named(name)),
      madeAs: (name) => places.get(name) ?? undefined,
      typed: (type) => typeOf(type, uses.imports),
      extended: (base) => extendedBy(base, uses.imports),
    },
  };
}

/** What a framework hands out under a name of its own. */
function byForm(receiver: string): Handle | undefined {
  const library = HANDED_OUT.find(({ handedOutAs }) => handedOutAs?.test(receiver));
  return library && handleOf('pool', library, library.modules[0] ?? '');
}

const HANDED_OUT = LIBRARIES.filter(({ handedOutAs }) => handedOutAs);

/** The name that takes what a call gives, also for as long as a block. */
function heldAs(use: Use): string | undefined {
  return target(use) ?? (use.result.kind === 'resource' ? use.result.names[0] : undefined);
}

/** The connection that a call takes out of a pool, or the session that a factory makes. */
function takenBy(use: Use, of: Handles['of']): Handle | undefined {
  const { receiver, method } = use;
  const holder = of(receiver === '' ? method : receiver, use);
  if (!holder) return undefined;
  const { title, module } = holder;
  const isTaken =
    receiver === ''
      ? holder.kind === 'factory'
      : holder.kind === 'pool' && handsOut(module, method);
  if (isTaken) return { kind: 'connection', title, module };
  const isModel =
    holder.kind === 'pool' &&
    librariesOf(module).some(({ models }) => models?.defines?.test(method));
  return isModel ? { kind: 'model', title, module } : undefined;
}

/** `sequelize.define('Order', …)` on a handle of another file, beside what the library itself is imported for. */
function definedBy(
  { receiver, method, arguments: [name] }: Use,
  imports: Imports,
): Handle | undefined {
  if (typeof name?.string !== 'string' || !/^\w+$/.test(receiver)) return undefined;
  for (const { module } of imports.values()) {
    const library = librariesOf(module).find(({ models }) => models?.defines?.test(method));
    if (library) return { kind: 'model', title: library.title, module };
  }
  return undefined;
}

/** A name that holds different things says nothing. */
function meet(names: Map<string, Handle | null>, name: string, handle: Handle): void {
  const there = names.get(name);
  const same =
    there === undefined || (there?.kind === handle.kind && there.module === handle.module);
  names.set(name, same ? handle : null);
}

function namesOf<K>(all: Map<K, Map<string, Handle | null>>, key: K): Map<string, Handle | null> {
  const names = all.get(key) ?? new Map<string, Handle | null>();
  all.set(key, names);
  return names;
}

/** What the fields of types hold that other files of a package declare, by type. */
function fieldsOf(given: Given): ReadonlyMap<string, ReadonlyMap<string, Handle | null>> {
  const byType = new Map<string, Map<string, Handle | null>>();
  for (const [name, handle] of given) {
    const [, type, field] = /^field ([\w.]+)\.(\w+)$/.exec(name) ?? [];
    if (type !== undefined && field !== undefined) namesOf(byType, type).set(field, handle);
  }
  return byType;
}

function madeBy(
  calls: Reading['calls'],
  pools: readonly Pick<PoolUse, 'call' | 'library'>[],
  connections: readonly ConnectionUse[],
): ReadonlyMap<number, Handle> {
  const made = new Map<number, Handle>();
  for (const { call, library } of pools) {
    if (library) made.set(call.at.start, handleOf('pool', library, call.module));
  }
  for (const { call, library } of connections) {
    if (library) made.set(call.at.start, handleOf('connection', library, call.module));
  }
  for (const { at, module, name } of calls) {
    const cache = cacheOf(module, name);
    if (module === null) continue;
    if (cache) made.set(at.start, { kind: 'cache', title: cache.title, module });
    for (const library of librariesOf(module)) {
      const { title } = library;
      if (library.cache?.makes.test(name)) {
        made.set(at.start, { kind: 'cache', title: library.cache.title, module });
      }
      if (library.models?.makes?.test(name)) made.set(at.start, { kind: 'model', title, module });
      if (library.factories?.test(name)) made.set(at.start, { kind: 'factory', title, module });
      if (library.sessions?.includes(name)) {
        made.set(at.start, { kind: 'connection', title, module });
      }
    }
  }
  return made;
}

/** `getPool()`: what a function of another file hands out. */
function handedOutBy({ receiver, method }: Use): string {
  return `${receiver === '' ? '' : `${receiver}.`}${method}()`;
}

function ofThisFile(handle: Handle | undefined): Handle | undefined {
  return handle?.elsewhere ? undefined : handle;
}

/** What is given, without names that the file itself gives another meaning somewhere. */
function unshadowed(given: Given, uses: Uses): Given {
  if (given.size === 0) return given;
  const own = new Set<string>();
  const seen = new Set<Region>();
  for (const { region, result, method } of uses.all) {
    for (let at: Region | null = region; at && !seen.has(at); at = at.around) {
      seen.add(at);
      for (const name of at.binds) own.add(name);
    }
    if (result.kind !== 'variable' || method === 'require') continue;
    for (const name of result.names) own.add(name);
  }
  return new Map([...given].filter(([name]) => !own.has(/^[\w$]+/.exec(name)?.[0] ?? name)));
}

/** What another file offers, as a name of this one holds it. */
export function handleFrom({ uri, fact }: Offer): Handle {
  const { holds: kind, title, module, pool, single } = fact;
  return {
    ...{ kind, title, module },
    elsewhere: { pool: pool === null ? null : { uri, path: pool }, single },
  };
}

/** A pool that is made once, here or in another file. */
export interface SharedPool {
  readonly title: string;
  readonly made: Target;
  /** It has one connection, so that every statement gets the same. */
  readonly single: boolean;
}

/** The pools of a file and what it calls. */
interface PoolsAndUses {
  readonly pools: readonly PoolUse[];
  readonly uses: Uses;
}

/** The pool made once that a receiver is, in whichever file. */
export function sharedPool(
  application: PoolsAndUses & { readonly handles: Handles },
  receiver: string,
): SharedPool | undefined {
  const own = poolOf(application, receiver);
  if (own) {
    if (!own.library || own.call.occasion.kind !== 'once') return undefined;
    return { title: own.library.title, made: own, single: valueOf(own.max) === 1 };
  }
  const handle = application.handles.of(receiver);
  const pool = handle?.elsewhere?.pool;
  if (!handle || !pool) return undefined;
  return { title: handle.title, made: pool, single: handle.elsewhere?.single === true };
}

/** The pool of this file that a receiver is; `undefined` where two are called so. */
export function poolOf({ pools, uses }: PoolsAndUses, receiver: string): PoolUse | undefined {
  const found = poolsByName(pools, uses).get(lastOf(receiver)) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

const namesOfPools = new WeakMap<
  readonly PoolUse[],
  { readonly uses: Uses; readonly names: ReadonlyMap<string, readonly PoolUse[]> }
>();

/** The pools of a file by the names that take them. */
function poolsByName(
  pools: readonly PoolUse[],
  uses: Uses,
): ReadonlyMap<string, readonly PoolUse[]> {
  const known = namesOfPools.get(pools);
  if (known?.uses === uses) return known.names;
  const names = new Map<string, PoolUse[]>();
  for (const pool of pools) {
    for (const name of new Set(usesAt(uses, pool.call.at.start).map(target))) {
      if (name !== undefined) names.set(name, [...(names.get(name) ?? []), pool]);
    }
  }
  namesOfPools.set(pools, { uses, names });
  return names;
}

/** The name that takes the result of a call; the last part of a field. */
export function target({ result }: Use): string | undefined {
  const name = result.kind === 'variable' ? result.names[0] : undefined;
  return name === undefined ? undefined : lastOf(name);
}

/** A class that extends one of a library: of a model a model, of a client the type of a handle. */
function extendedBy(base: string, imports: Imports): Handle | undefined {
  const [, qualifier, name = base] = /^(\w+)\.(\w+)$/.exec(base) ?? [];
  const binding = imports.get(qualifier ?? base);
  if (!binding) return undefined;
  const { module } = binding;
  const isModel = librariesOf(module).some(({ models }) =>
    models?.base.test(qualifier ? name : binding.name),
  );
  return isModel ? { kind: 'model', title: titleOf(module), module } : typeOf(base, imports);
}

function handleOf(kind: Handle['kind'], { title }: Library, module: string | null): Handle {
  return { kind, title, module: module ?? title };
}

/** `this.pool`, `self.pool`, `s.db`: the field; calls and deeper paths are none. */
function lastOf(receiver: string): string {
  return /^[A-Za-z_$][\w$]*\.([A-Za-z_$#][\w$]*)$/.exec(receiver)?.[1] ?? receiver;
}

function typeOf(type: string, imports: Imports): Handle | undefined {
  const plain = type
    .replace(/^(?:Annotated|Optional)\[([\w.]+)(?![\w.]).*\]$/s, '$1')
    .replace(/^\*|\|\s*(?:null|undefined|None)\b/g, '')
    .replace(/(?<=^[\w.]{1,80})<.{1,200}>$/s, '')
    .trim();
  const [, qualifier, name] = /^(?:([\w.]+)\.)?(\w+)$/.exec(plain) ?? [];
  if (!name) return undefined;
  const binding = imports.get(qualifier ?? name);
  if (!binding) return undefined;
  const { module } = binding;
  const found = typeIn(module, qualifier ? name : binding.name);
  return found && { ...found, module };
}
