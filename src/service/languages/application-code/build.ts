import type { Fact, PoolEngine } from '../../contracts/fact';
import { absent, type Field, isKnown, known, referenced, unknown } from '../../contracts/field';
import type { SourceText } from '../../contracts/language';
import type { Surroundings } from '../../contracts/linking';
import type { Span } from '../../contracts/span';
import { escapePattern } from '../../text/patterns';
import { batchHandlers } from './batch-handlers';
import { readCacheCommands } from './cache-commands';
import { cacheOf } from './caches';
import { readCaching } from './caching';
import { readCheckouts } from './checkouts';
import { alternativesOf, chosenPool } from './chosen-pools';
import { engineOf, targetOf } from './databases';
import { driversIn } from './driver-adapters';
import { readEntries, routeFacts } from './entries';
import { occasionsWith } from './entries/requests';
import { listOf, serializedLists, typedHandlers } from './entries/typed-handlers';
import { exportFacts } from './exports';
import { forksOf } from './forks';
import { type Callee, calleesIn } from './functions/callee';
import { declarationsOf, NO_DECLARATIONS } from './functions/declared';
import type { OwnReading } from './functions/effects';
import { functionFacts } from './functions/facts';
import { fieldsOf, NO_FIELDS } from './functions/fields';
import { readReach } from './functions/reach';
import type { Grammar } from './grammars';
import { poolOf, readHandles } from './handles';
import { managedHolds } from './holds/managed';
import { libraryOf } from './libraries';
import { type Construct, defaultMax, type Library, type Role } from './libraries/library';
import { givenTo } from './linking/given';
import { listenFacts } from './listens';
import { madeClients } from './made-clients';
import type { ApplicationModel } from './model';
import { outboundCalls } from './outbound';
import type { CacheWrite, ConnectionUse, OptionUse, PoolUse } from './pools';
import { stateFacts } from './process-state';
import { readQueries } from './queries';
import { queueConsumers } from './queue-consumers';
import { type Call, CONNECTS, type MethodCall, type Reading } from './reading';
import { type Relations, relationFacts, relationsOf } from './relations/declared';
import { lazyReads } from './relations/lazy';
import { lazyReadsOfJava } from './relations/lazy-java';
import { readReplicas } from './replicas';
import { settingFacts, settingsOf } from './settings/declared';
import { followed, followedObject } from './settings/follow';
import { readShards } from './shards';
import { concurrentQueries } from './side-by-side';
import { signalEnds } from './signal-ends';
import { startupEffects } from './startup-effects';
import { statementLimits } from './statement-limits';
import { indexesMade, modelTables } from './tables';
import { inside } from './uses';
import { type Entry, entryOf, envOf, type ObjectValue, type Value } from './values';
import { listingViews, viewLists } from './view-lists';
import { readHeldWaits } from './waits';

/** Nothing that other files say. */
const NO_NAMES = new Map<string, never>();

const FAMILY: Readonly<Record<Grammar, Library['language']>> = {
  typescript: 'javascript',
  tsx: 'javascript',
  python: 'python',
  go: 'go',
  java: 'java',
};

/** The model of a file with what it takes from others, and where each structural path stands. */
export function buildModel(
  reading: Reading,
  grammar: Grammar,
  { uri, path, text }: SourceText,
  surroundings: Surroundings,
) {
  const places = new Map<string, Span>();
  const place = (path: string, at: Span) => {
    places.set(path, at);
    return { path, at };
  };
  const { uses } = reading;
  const declarations = reading.root ? declarationsOf(reading.root, grammar) : NO_DECLARATIONS;
  const fields = reading.root ? fieldsOf(reading.root, grammar) : NO_FIELDS;
  const callees = calleesIn(uses, declarations, grammar, fields);
  const source = { root: reading.root, path, uses, declarations, callees };
  const relations: Relations = reading.root
    ? relationsOf(reading.root, grammar, uses.imports)
    : new Map();
  const entries = readEntries(source, grammar);
  const occasionAt = occasionsWith(entries, source, surroundings);
  const settings = reading.root ? settingsOf(reading.root, grammar) : new Map();
  const context = { text, grammar, imports: uses.imports, own: settings, surroundings };
  const calls = reading.calls.filter(isMade).map((call) => ({
    ...call,
    arguments: call.arguments.map((value) => followed(value, context)),
    settings: call.settings && followedObject(call.settings, context),
    occasion: occasionAt(call.occasion, call.at),
  }));
  const pools: PoolUse[] = [];
  /** Clients that are given what they ask, and open nothing themselves. */
  const over: { readonly call: Call; readonly library: Library }[] = [];
  const connections: ConnectionUse[] = [];
  const listeners = new Set(
    reading.methodCalls.filter(listens).map(({ receiver }) => receiver.at.start),
  );
  const drivers = driversIn(calls, FAMILY[grammar], text, (call) => isGivenAddress(call, text));
  for (const each of calls) {
    const { call, found } = drivers.of(each) ?? {
      call: each,
      found: each.module === null ? undefined : libraryOf(FAMILY[grammar], each.module, each.name),
    };
    if (drivers.isCountedElsewhere(each)) continue;
    if (call.module !== null && !found && !isHelper(call)) continue;
    if (found?.construct.ofAddress && !isGivenAddress(call, text)) {
      over.push({ call, library: found.library });
      continue;
    }
    const makesPool = found ? found.construct.makes === 'pool' : call.name === 'createPool';
    if (makesPool) {
      const use = (each: Call) => poolUse(each, found, pools.length, place, text);
      const alternatives = alternativesOf(call);
      const made = alternatives
        ? chosenPool(
            new Map(
              [...alternatives.calls].flatMap(([name, each]) => {
                const pool = use(each);
                return pool ? [[name, pool] as const] : [];
              }),
            ),
            alternatives.chosen,
          )
        : use(call);
      const version = call.module === null ? undefined : surroundings.versionOf(call.module);
      if (made) pools.push({ ...made, version: version ?? null });
    } else if (!listeners.has(call.at.start)) {
      connections.push({
        ...place(`/connections/${connections.length}`, call.nameAt),
        // What a module is as a whole is called as its users call it.
        name: call.name === 'default' ? (found?.library.title ?? call.name) : call.name,
        library: found?.library ?? null,
        engine: engineOf(found?.library.engine ?? 'unknown', call),
        call,
      });
    }
  }
  const cacheWrites: CacheWrite[] = [];
  for (const { receiver, method, arguments: values, at } of reading.methodCalls) {
    const cache = method === 'set' ? cacheOf(receiver.module, receiver.name) : undefined;
    const lifetime = values[2];
    if (!cache || !lifetime) continue;
    const path = `/cacheWrites/${cacheWrites.length}`;
    cacheWrites.push({ ...place(path, lifetime.at), cache, lifetime, callAt: at });
  }
  const given = givenTo(uses.imports, grammar, surroundings);
  const clients = over.filter(({ call }) => poolBeneath(call.at.start, calls, pools, text));
  const made = { pools: [...pools, ...clients], connections };
  const handles = readHandles({ uses, calls }, made, given);
  const checkouts = readCheckouts({ uses, handles, text, grammar, declarations });
  const managed = managedHolds({ uses, handles, grammar, declarations });
  const queries = readQueries(uses, handles, text);
  const alone = given.size === 0 ? handles : readHandles({ uses, calls }, made, NO_NAMES);
  const own: OwnReading = {
    ...{ uses, callees, handles: alone },
    queries: given.size === 0 ? queries : readQueries(uses, alone, text),
    poolOf: (receiver) => poolOf({ pools, uses }, receiver)?.path ?? null,
  };
  const reach = readReach({ grammar, declarations, callees, reading: own, surroundings });
  const model: ApplicationModel = {
    grammar,
    text,
    pools,
    unfinished: reading.unfinished.flatMap((call) => unfinishedPool(call, FAMILY[grammar], text)),
    connections,
    cacheWrites,
    uses,
    handles,
    checkouts,
    queries,
    functions: declarations.all,
    lazyReads: !reading.root
      ? []
      : grammar === 'java'
        ? lazyReadsOfJava({ root: reading.root, uses, relations, surroundings })
        : lazyReads({ root: reading.root, imports: uses.imports, relations, surroundings }),
    occasionIn: (at) => occasionAt({ kind: 'unknown', asItsFunction: true }, at),
    reach,
    givesList: (use) => isOf('lists', callees.of(use), surroundings),
    listedBy: (serializer) => surroundings.requestOf(listOf(serializer))?.label,
    entityOf: (use) => entityOf(callees.of(use), surroundings),
    givesWhole: (use) => isOf('wholes', callees.of(use), surroundings),
    root: reading.root,
    messageAt: (at) => {
      const entry = entries.find(({ on, own }) => on === 'message' && own && inside(at, own));
      return entry && `a message of ${entry.pattern ?? entry.framework}`;
    },
    occasionOf: (use) => occasionAt(use.occasion(), use.at),
    caching: readCaching(uses, handles, text),
    cacheCommands: readCacheCommands(uses, handles),
    replicas: readReplicas(queries),
    shards: readShards(text, pools, reading.comments),
    managed,
    waits: readHeldWaits({ uses, handles, checkouts, managed, queries, declarations, reach }),
    statements: reading.statements,
  };
  const exported = exportFacts(reading.exported, handles.own, pools, (madeAt) =>
    poolBeneath(madeAt, calls, pools, text),
  );
  for (const { fact, at } of exported) places.set(fact.path, at);
  for (const { client } of outboundCalls(uses)) if (client) places.set(client.path, client.at);
  const functions = functionFacts(declarations, own, grammar, fields);
  const routes = routeFacts(entries, source, reach, uri);
  const starts = startupEffects({ source, entries, reach, grammar, uri, text });
  const state = stateFacts(source, grammar);
  const servers = listenFacts(source, grammar);
  const limits = statementLimits(model);
  const forks = forksOf(source, grammar);
  const ends = signalEnds(source, grammar);
  const sides = [
    ...concurrentQueries(source, grammar),
    ...queueConsumers(source, grammar),
    ...madeClients(source, grammar),
    ...batchHandlers(source, grammar),
    ...(grammar === 'go' ? typedHandlers(entries, source) : []),
    ...serializedLists(listingViews(reading.root, grammar), source),
  ];
  const models = reading.root
    ? modelTables({ root: reading.root, grammar, imports: uses.imports, uses })
    : [];
  const views = viewLists(reading.root, grammar, uses.imports);
  const tables = [...models, ...indexesMade(text), ...views];
  for (const { fact, at } of [
    ...[...starts, ...state, ...limits, ...forks, ...ends, ...sides],
    ...tables,
  ])
    places.set(fact.path, at);
  for (const [path, at] of servers.flatMap((each) => each.places)) places.set(path, at);
  for (const [path, at] of [...functions.places, ...routes.places]) places.set(path, at);
  const facts: readonly Fact[] = [
    ...exported.map(({ fact }) => fact),
    ...functions.facts,
    ...settingFacts(settings),
    ...relationFacts(relations),
    ...routes.facts,
    ...[...starts, ...state, ...servers, ...limits, ...forks, ...ends, ...sides].map(
      ({ fact }) => fact,
    ),
    ...tables.map(({ fact }) => fact),
  ];
  return { model, places, exported: facts };
}

function entityOf(callee: Callee | undefined, { offeredBy }: Surroundings): string | undefined {
  if (!callee || 'own' in callee) return undefined;
  return offeredBy(callee.specifier).get(`does ${callee.name}`)?.fact.entity;
}

/** Whether a method of another file is declared to give a list, or a whole table. */
function isOf(
  what: 'lists' | 'wholes',
  callee: Callee | undefined,
  { offeredBy }: Surroundings,
): boolean {
  if (!callee || 'own' in callee) return false;
  const { specifier, name, member } = callee;
  return offeredBy(specifier).get(`does ${name}`)?.fact[what]?.includes(member) ?? false;
}

/** More of a call is not looked through for a pool. */
const MAX_CALL = 2000;

/** The pool of this file that a client is made over: `drizzle(pool, { schema })`, `new Kysely({ dialect: … })`. */
function poolBeneath(
  madeAt: number,
  calls: readonly Call[],
  pools: readonly PoolUse[],
  text: string,
): PoolUse | undefined {
  const made = calls.find(({ at }) => at.start === madeAt);
  if (!made || pools.length === 0 || made.at.end - madeAt > MAX_CALL) return undefined;
  const given = text.slice(made.nameAt.end, made.at.end);
  const found = pools.filter(
    ({ call: { at, variable } }) =>
      inside(at, made.at) ||
      (variable !== null &&
        new RegExp(`[(,:{]\\s*${escapePattern(variable)}\\s*[,)}]`).test(given)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** A helper of the project itself whose name says what it does. */
function isHelper({ module, name }: Call): boolean {
  return module !== null && /^[.@~#]/.test(module) && CONNECTS.test(name);
}

/** A connection that waits for messages is held on purpose, by whoever listens. */
function listens({ method, arguments: [first] }: MethodCall): boolean {
  if (/^p?subscribe$|^sSubscribe$|^pSubscribe$|^monitor$|^b[rl]pop$|^xread/i.test(method))
    return true;
  if (first?.kind !== 'string') return false;
  return method === 'on'
    ? /^(?:notification|message)$/.test(first.value)
    : /^\s*LISTEN\b/i.test(first.value);
}

function poolUse(
  call: Call,
  found: { readonly library: Library; readonly construct: Construct } | undefined,
  index: number,
  place: (path: string, at: Span) => { readonly path: string; readonly at: Span },
  text: string,
): Omit<PoolUse, 'version'> | undefined {
  const path = `/pools/${index}`;
  const { object, complete } = found
    ? optionsOf(call, found.construct, text)
    : { object: lastObject(call), complete: true };
  const library = found?.library ?? null;
  // Nothing but the guide's own form says that an unbound createPool is a database's.
  if (!library && !(object && entryOf(object, 'max'))) return undefined;
  const isElsewhere = object?.elsewhere === true;
  const given = handedOn(object, library);
  const options: OptionUse[] = [...(object?.entries ?? []), ...given.entries].map((entry) => ({
    ...place(`${path}/options/${entry.name}`, entry.nameAt),
    entry,
    option: library?.options.find(({ name }) => name === entry.name) ?? null,
  }));
  const written = { path, call, library, object, complete: complete && !given.open, options };
  const field = (role: Role) => fieldOf(role, written);
  const engine = engineOf(library?.engine ?? ('unknown' as PoolEngine), call, text);
  const kind = poolClassOf(written, text);
  const max = kind
    ? unknown(kind.why, kind.at, `${path}/options/max`)
    : maximumOf(field('max'), field('overflow'), library, engine);
  const min = field('min');
  const acquireTimeout = field('acquireTimeout');
  for (const value of [max, min, acquireTimeout]) {
    const written = value.state !== 'absent' && value.at.end > value.at.start;
    place(value.path, written ? value.at : call.nameAt);
  }
  return {
    ...place(path, call.nameAt),
    name: call.name === 'default' ? (library?.title ?? call.name) : call.name,
    library,
    engine,
    call,
    // What stands elsewhere can neither be judged nor edited here, but it counts.
    object: isElsewhere ? null : object,
    complete: complete && !isElsewhere,
    options: isElsewhere ? [] : options,
    max,
    min,
    parts: kind ? null : partsOf(written),
    ...(kind?.isNone && { perUse: true }),
    acquireTimeout,
    target: targetOf(call, `${path}/target`, library?.addressSetting),
  };
}

/** Whether a call is given an address, a variable of the environment, or an object that has what it connects by. */
function isGivenAddress({ arguments: [first] }: Call, text: string): boolean {
  if (first?.kind === 'object') return first.entries.some(({ name }) => CONNECTS_BY.test(name));
  return first !== undefined && isAddress(first, text);
}

const CONNECTS_BY = /^(?:connection|connectionString|host|user|database)$/;

/** Whether a value is a text: written, or what a variable of the environment holds; not what a call makes of that. */
function isAddress({ kind, at }: Value, text: string): boolean {
  return (
    kind === 'string' ||
    /^(?:(?:process|Bun|Deno|import\.meta)\.env|os\.(?:environ|getenv))\b/.test(
      text.slice(at.start, at.end),
    )
  );
}

/** The options that a library hands to its driver, by the names they have there: `extra.max`. */
function handedOn(
  object: ObjectValue | null,
  library: Library | null,
): { readonly entries: readonly Entry[]; readonly open: boolean } {
  const name = library?.handedOn;
  const value = object && name !== undefined ? entryOf(object, name)?.value : undefined;
  if (!value) return { entries: [], open: false };
  if (value.kind !== 'object') return { entries: [], open: true };
  const entries = value.entries.map((entry) => ({ ...entry, name: `${name}.${entry.name}` }));
  return { entries, open: value.open };
}

function unfinishedPool(call: Call, language: Library['language'], text: string) {
  const found = call.module === null ? undefined : libraryOf(language, call.module, call.name);
  if (found?.construct.makes !== 'pool') return [];
  return [{ library: found.library, object: optionsOf(call, found.construct, text).object }];
}

/** Whether a call makes what it names: of what a class extends, that is so of what programs extend. */
function isMade({ extended, module, name }: Call): boolean {
  if (!extended) return true;
  return module !== null && libraryOf('javascript', module, name)?.construct.extended === true;
}

/** The options literal of a construct; incomplete where something else may set more. */
function optionsOf(
  call: Call,
  { options, within, ofAddress }: Construct,
  text: string,
): { readonly object: ObjectValue | null; readonly complete: boolean } {
  if (options === 'settings' && !(within && within.length > 0)) {
    return { object: call.settings, complete: call.settings ? !call.settings.open : true };
  }
  const argument =
    options === 'settings'
      ? (call.settings ?? undefined)
      : options === 'last'
        ? call.arguments.at(-1)
        : call.arguments[options];
  if (options === 'settings' && !argument) return { object: null, complete: true };
  if (!argument)
    return {
      object: null,
      complete: typeof options !== 'number' || call.arguments.length <= options,
    };
  if (argument.kind !== 'object') {
    // Who is given an address has no options.
    return { object: null, complete: isAddress(argument, text) || ofAddress === true };
  }
  let object: ObjectValue = argument;
  for (const key of within ?? []) {
    const inner = entryOf(object, key)?.value;
    if (!inner) return { object: null, complete: !object.open };
    if (inner.kind !== 'object') return { object: null, complete: false };
    object = inner;
  }
  return { object, complete: !object.open };
}

function lastObject(call: Call): ObjectValue | null {
  const argument = call.arguments.at(-1);
  return argument?.kind === 'object' ? argument : null;
}

interface Written {
  readonly path: string;
  readonly call: Call;
  readonly library: Library | null;
  readonly object: ObjectValue | null;
  readonly complete: boolean;
  readonly options: readonly OptionUse[];
}

/** The names an unbound `createPool` is read by, the guide's. */
const GUIDE_NAMES: Readonly<Partial<Record<Role, string>>> = { max: 'max', min: 'min' };

function fieldOf(role: Role, written: Written): Field<number> {
  const { path, call, library, object, complete, options } = written;
  const use = options.findLast(({ option, entry }) =>
    library ? option?.role === role : entry.name === GUIDE_NAMES[role],
  );
  const own = `${path}/options/${use?.entry.name ?? role}`;
  if (!use) {
    const setting = library?.optionsSetting;
    const option = library?.options.find((each) => each.role === role);
    if (setting !== undefined && option && complete) {
      const at = { start: call.nameAt.start, end: call.nameAt.end };
      const name = `${setting}.${option.name}`;
      return referenced({ space: 'setting', name, fallback: option.byDefault }, at, own);
    }
    return complete
      ? absent(object?.at.end ?? call.at.end, own)
      : unknown('options that are put together elsewhere', call.nameAt, own);
  }
  return numberField(use.entry.value, own);
}

/** A class of pools that has another size than the options say, and whether it keeps no connection at all. */
function poolClassOf(
  { library, options }: Pick<Written, 'library' | 'options'>,
  text: string,
): { readonly why: string; readonly isNone: boolean; readonly at: Span } | undefined {
  const { option, usual, none } = library?.poolClass ?? {};
  const value = options.find(({ entry }) => entry.name === option)?.entry.value;
  if (!value || !usual || !none) return undefined;
  const name = text.slice(value.at.start, value.at.end).trim();
  if (usual.test(name)) return undefined;
  const isNone = none.test(name);
  const why = isNone
    ? `each use opens a connection of its own (${name})`
    : `it is a pool of another kind (${name})`;
  return { why, isNone, at: value.at };
}

/** The two parts of a maximum, where a library has two. */
function partsOf(written: Written): PoolUse['parts'] {
  const options = written.library?.options ?? [];
  if (!options.some(({ role }) => role === 'overflow')) return null;
  const part = (role: Role): Field<number> => {
    const field = fieldOf(role, written);
    const byDefault = options.find((option) => option.role === role)?.byDefault ?? null;
    if (field.state !== 'absent' || byDefault === null) return field;
    const at = { start: field.insertAt, end: field.insertAt };
    return known(byDefault, at, field.path, 'defaulted');
  };
  return { size: part('max'), overflow: part('overflow') };
}

/** The number of an option; what a variable may set waits for it. */
function numberField(value: Value, path: string): Field<number> {
  const name = envOf(value);
  if (name !== null && 'computed' in value && value.computed) {
    return unknown(`what is worked out from ${name}`, value.at, path);
  }
  if (name !== null) {
    const fallback = value.kind === 'number' ? value.value : null;
    return referenced({ space: 'env', name, fallback }, value.at, path);
  }
  switch (value.kind) {
    case 'number':
      return known(value.value, value.at, path, value.literal ? 'declared' : 'derived');
    case 'other':
      if (value.asked !== undefined) {
        return referenced({ space: 'setting', name: value.asked, fallback: null }, value.at, path);
      }
      return value.empty ? absent(value.at.end, path) : unknown('an expression', value.at, path);
    default:
      return unknown('no number', value.at, path);
  }
}

/** What one process may open: the maximum and what may come on top, or the library's default. */
function maximumOf(
  max: Field<number>,
  overflow: Field<number>,
  library: Library | null,
  engine: PoolEngine,
): Field<number> {
  const options = library?.options ?? [];
  const extra = options.find(({ role }) => role === 'overflow')?.byDefault ?? null;
  if (max.state === 'absent') {
    const byDefault = library && (defaultMax(library) ?? library.byEngine?.[engine] ?? null);
    // Zero is no limit in these libraries; that is nothing to multiply with.
    if (!byDefault || overflow.state !== 'absent') return max;
    return known(byDefault, { start: max.insertAt, end: max.insertAt }, max.path, 'defaulted');
  }
  if (!isKnown(max) || extra === null) return max;
  if (overflow.state === 'unknown') return unknown(overflow.why, max.at, max.path);
  const more = isKnown(overflow) ? overflow.value : extra;
  return max.value === 0 || more < 0
    ? unknown('no limit is set', max.at, max.path)
    : { ...max, value: max.value + more, origin: more === 0 ? max.origin : 'derived' };
}
