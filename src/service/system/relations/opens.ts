import { grouped } from '../../architecture/grouped';
import type { AddressParameters, FactValue, PoolFact } from '../../contracts/fact';
import type { Place } from '../../contracts/finding';
import type {
  Container,
  FactEntry,
  Factor,
  LoosePool,
  PoolUse,
  ProcessNode,
  StoreNode,
  WorkloadNode,
} from '../../contracts/system';
import { textParts } from '../../syntax/parameters';
import { folderOf, isIn, upwards } from '../../text/paths';
import { readAddress } from '../address-text';
import type { SystemContext } from '../context';
import { factor, unknownFactor } from '../factors';
import { idOf } from '../identifiers';
import { knownByName } from '../images';
import { staysOpen } from '../jobs';
import { processesAtOnce } from '../processes-at-once';
import { bound, boundNumber, numberIn, unknownIn, type Variables, variablesOf } from '../variables';
import { withSettings } from './asked-settings';
import { folderOwner, isAside, isRunBy } from './contexts';
import { loadedBy, settingsOf } from './entry-files';
import type { storeRelation } from './leads';
import { connectionsOfPhp } from './php-children';
import { type LayeredPool, layeredPools } from './profile-pools';
import { poolsOfProgram } from './reached-pools';

/** Programs whose settings are no pool of the code beside them: a pooler is a store of its own. */
const OF_SERVERS: ReadonlySet<string> = new Set(['pgbouncer', 'php-fpm']);

/**
 * Which pools each process opens, and those that none is known to open.
 *
 * @param ofCode - the workloads that run code of the project
 */
export function poolUses(
  context: SystemContext,
  workloads: () => readonly WorkloadNode[],
  ofCode: readonly WorkloadNode[],
  leads: ReturnType<typeof storeRelation>,
  poolers: (store: StoreNode) => readonly StoreNode[],
): { readonly uses: readonly PoolUse[]; readonly loose: readonly LoosePool[] } {
  const written = context
    .of('pool')
    .filter(({ file, fact }) => !isAside(file) && !OF_SERVERS.has(fact.library ?? ''));
  const inSight = inForce(withSettings(written, context));
  const running = ofCode.filter(isRun);
  const started = startedFiles(running, context);
  // A program that is run by hand beside what is deployed opens its pool then only.
  const pools = inSight.filter(
    ({ fact, file }) =>
      !isByHand(fact) ||
      started().has(file) ||
      !inSight.some(
        (other) =>
          standsFor(other.fact, fact) && context.packageOf(other.file) === context.packageOf(file),
      ),
  );
  const mayWorkOnTasks = tasksIn(running);
  const uses: PoolUse[] = [];
  const counted = new Set<FactEntry<PoolFact>>();
  const passedBy = new Set<FactEntry<PoolFact>>();
  const owner = folderOwner(running, context);
  // What stands in no folder that is run is nobody's.
  const byOwner = grouped(
    pools.filter(({ file }) => owner(file) !== undefined),
    ({ file }) => owner(file) ?? '',
  );
  for (const workload of running) {
    for (const container of workload.containers.filter(({ role }) => role !== 'init')) {
      const { code } = container;
      if (!code) continue;
      const shared = [
        ...context.dependenciesOf(code.folder),
        ...(code.own === undefined ? [] : [code.own]),
      ];
      // Only packages that others take make it necessary to look at all.
      const near = shared.length === 0 ? (byOwner.get(code.folder) ?? []) : pools;
      const own = near.filter(
        ({ file, fact, environment }) =>
          isRunBy(file, code) &&
          (owner(file) === code.folder || shared.some((folder) => isIn(file, folder))) &&
          (fact.profile !== undefined ||
            environment === null ||
            environment === context.environment),
      );
      // What everybody knows and nobody here wrote opens no pool of this code.
      const opening = container.processes.filter(
        (process) => staysOpen(process, workload) && knownByName(process.program) === undefined,
      );
      for (const process of processesAtOnce(opening)) {
        const open = own.filter((each) => isRead(each, process, container));
        const isOfAssembly = settingsOf(
          process,
          open.map(({ file }) => file),
        );
        const near = open.filter(({ file }) => isOfAssembly(file));
        const { certain, perhaps } = poolsOfProgram(near, process, code, context);
        const read = [...certain, ...perhaps];
        for (const entry of own) if (!read.includes(entry)) passedBy.add(entry);
        const asked = read.filter(({ fact }) => !fact.code?.inTasks || mayWorkOnTasks(process));
        const told = inUse(onceToldOf(asked), container);
        const inForceHere = layeredPools(told, container, process, context);
        const made = inForceHere.map((pool) => {
          for (const layer of pool.layers) counted.add(layer);
          const target = ofSchema(pool.target, code.folder, context);
          const own = { ...pool, target };
          const isSure = !perhaps.includes(pool.entry);
          const use = useOf(own, workload, container, process, leads, poolers, isSure);
          return { use, isGiven: isGiven(target.fact, container) };
        });
        // Settings of readers that only another program is given an address of.
        const stated = new Set(
          made.flatMap(({ use }) => (use.wayCertainty === 'stated' ? [use.file] : [])),
        );
        uses.push(
          ...made.flatMap(({ use, isGiven }) => (isGiven || !stated.has(use.file) ? [use] : [])),
        );
      }
    }
  }
  uses.push(...connectionsOfPhp(running, leads, poolers));
  const loose = pools
    .filter((entry) => !counted.has(entry) && isOfHere(entry, context))
    .map((entry): LoosePool => {
      const why = passedBy.has(entry)
        ? 'no program that runs loads its file'
        : whyLoose(workloads());
      return { pool: entry.fact, uri: entry.uri, file: entry.file, why };
    });
  return { uses, loose };
}

/** The files that what is deployed is started with and loads, told when somebody asks. */
function startedFiles(
  running: readonly WorkloadNode[],
  context: SystemContext,
): () => ReadonlySet<string> {
  let known: ReadonlySet<string> | undefined;
  return () => {
    known ??= new Set(
      running.flatMap(({ containers }) =>
        containers.flatMap(({ code, role, processes }) =>
          code && role !== 'init'
            ? processes.flatMap((process) =>
                process.work === 'once' ? [] : [...(loadedBy(process, code.folder, context) ?? [])],
              )
            : [],
        ),
      ),
    );
    return known;
  };
}

/** Programs, and what TypeORM's command takes from a file: `typeorm migration:run -d data-source.js`. */
function isByHand({ code }: PoolFact): boolean {
  return code?.role === 'program' || code?.constructed === 'DataSource';
}

/** Whether a pool is what the service opens where another is opened by hand. */
function standsFor({ code }: PoolFact, byHand: PoolFact): boolean {
  return byHand.code?.constructed === 'DataSource'
    ? code?.constructed.startsWith('TypeOrmModule.') === true
    : code?.role !== 'program';
}

/** Whether a process may run the tasks of its code: where one is known to, those of unknown work are not taken for it. */
function tasksIn(running: readonly WorkloadNode[]): (process: ProcessNode) => boolean {
  const isWorker = ({ work }: ProcessNode) => work === 'tasks';
  const hasWorker = running.some(({ containers }) =>
    containers.some(({ processes }) => processes.some(isWorker)),
  );
  return (process) => isWorker(process) || (process.work === 'unknown' && !hasWorker);
}

/** What an address says of its pool is no pool beside the one that code makes of that address. */
function onceToldOf(pools: readonly FactEntry<PoolFact>[]): readonly FactEntry<PoolFact>[] {
  const made = new Set(
    pools.flatMap(({ fact }) => (fact.code && fact.inAddress ? [fact.library] : [])),
  );
  return pools.filter(({ fact }) => fact.code !== undefined || !made.has(fact.library));
}

/** Of several settings of Django those that a container is started with. */
function inUse(
  pools: readonly FactEntry<PoolFact>[],
  { variables }: Container,
): readonly FactEntry<PoolFact>[] {
  const files = [
    ...new Set(pools.filter(({ fact }) => fact.library === 'django').map(({ file }) => file)),
  ];
  if (files.length < 2) return pools;
  const named = variables.get('DJANGO_SETTINGS_MODULE');
  const module = named?.state === 'known' ? `/${named.value.replaceAll('.', '/')}.py` : undefined;
  const isOf = (pattern: RegExp) => files.filter((file) => pattern.test(file));
  const candidates =
    module === undefined
      ? isOf(/prod\w{0,40}\.py$/)
      : files.filter((file) => `/${file}`.endsWith(module));
  const [only, ...others] = candidates.length > 0 ? candidates : isOf(SHARED_SETTINGS);
  return pools.filter(
    ({ fact, file }) => fact.library !== 'django' || (others.length === 0 && file === only),
  );
}

/** Settings that others are laid over. */
const SHARED_SETTINGS = /(?:^|\/)(?:settings|base|common|defaults?|__init__)\.py$/;

/** Whether a program reads a file: Node runs no Python. What is not known may read all. */
function isRead(
  { file, fact }: FactEntry<PoolFact>,
  { program, words }: ProcessNode,
  { runtime }: Container,
): boolean {
  const written = runtimeOfFile(file, fact.library);
  const running =
    runtimeOfProgram(program, words) ??
    (runtime === null ? undefined : runtimeOfProgram(runtime.name, []));
  return written === undefined || running === undefined || written === running;
}

type Runtime = 'python' | 'node' | 'ruby' | 'jvm' | 'php' | 'go';

function runtimeOfFile(file: string, library: string | null): Runtime | undefined {
  if (library === 'com.zaxxer.hikari') return 'jvm';
  if (library === 'activerecord') return 'ruby';
  const [, extension = ''] = /\.(\w+)$/.exec(file) ?? [];
  if (/^(?:[cm]?[jt]s|[jt]sx)$/.test(extension)) return 'node';
  return ({ py: 'python', go: 'go', java: 'jvm', kt: 'jvm', php: 'php' } as const)[extension];
}

const RUNTIMES: readonly (readonly [Runtime, RegExp])[] = [
  [
    'python',
    /^(?:python|gunicorn|uvicorn|hypercorn|granian|daphne|celery|rq |dramatiq|manage\.py|uwsgi|flask)/,
  ],
  ['node', /^(?:node|npm|npx|yarn|pnpm|next|nest|tsx|ts-node|pm2|bun)\b/],
  ['ruby', /^(?:ruby|puma|unicorn|sidekiq|rails|rake|solid_queue)/],
  ['jvm', /^java\b/],
  ['php', /^php/],
  ['go', /^(?:go|golang)$/],
];

function runtimeOfProgram(program: string, words: readonly string[]): Runtime | undefined {
  const names = [program, (words[0] ?? '').replace(/^[\s\S]*\//, '')];
  return RUNTIMES.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0];
}

/** It is no server that others have written. */
function isRun({ role }: WorkloadNode): boolean {
  return role !== 'store' && role !== 'pooler' && role !== 'edge';
}

function whyLoose(workloads: readonly WorkloadNode[]): string {
  return workloads.some(isRun)
    ? 'which workload runs this code cannot be told'
    : 'no workload or group says how many processes there are';
}

/** What is written for a profile that nothing here is started with is of another environment. */
function isOfHere({ fact, environment }: FactEntry<PoolFact>, context: SystemContext): boolean {
  return fact.profile === undefined || environment === context.environment;
}

/** What the settings of an environment say replaces what the settings beside them say for all. */
function inForce(pools: readonly FactEntry<PoolFact>[]): readonly FactEntry<PoolFact>[] {
  const keyOf = ({ file, fact }: FactEntry<PoolFact>) =>
    `${file.slice(0, file.lastIndexOf('/') + 1)} ${fact.library} ${fact.path}`;
  const replaced = new Set(pools.filter(isOfEnvironment).map((pool) => keyOf(pool)));
  return pools.filter((pool) => pool.environment !== null || !replaced.has(keyOf(pool)));
}

/** What is written for a profile is laid over the rest by whoever is started with it. */
function isOfEnvironment({ environment, fact }: FactEntry<PoolFact>): boolean {
  return environment !== null && fact.profile === undefined;
}

/** Which database a client that is made of a schema goes to: the one schema that the program carries. */
function ofSchema(
  entry: FactEntry<PoolFact>,
  folder: string,
  context: SystemContext,
): FactEntry<PoolFact> {
  const { fact } = entry;
  if (fact.target.state !== 'absent') return entry;
  const known = context.of('datasource').filter((each) => each.fact.library === fact.library);
  // The schema of its own package, else that of the program.
  const [own = known] = [...upwards(folderOf(entry.file)).slice(0, -1), folder]
    .map((around) => known.filter(({ file }) => isIn(file, around)))
    .filter((schemas) => schemas.length > 0);
  const [only, ...others] = own;
  if (!only || others.length > 0) return entry;
  const { engine, target } = only.fact;
  return { ...entry, fact: { ...fact, engine, target } };
}

/** Whether a process may have an address for a pool: the variables that it is made of are set, or may be. */
function isGiven({ target, overrides }: PoolFact, { variables, open }: Container): boolean {
  if (open !== null || target.state !== 'unknown') return true;
  if (overrides?.target?.some((name) => variables.has(name))) return true;
  const { reference, expression } = target;
  const needed =
    reference?.space === 'env'
      ? reference.fallback === null
        ? [reference.name]
        : []
      : unconditional(expression ?? '');
  return needed.every((name) => variables.has(name));
}

/** The variables of a text that has no other value for them. */
function unconditional(expression: string): readonly string[] {
  return textParts(expression, 'escaped').flatMap((part) =>
    part.kind === 'parameter' && part.operator === null ? [part.name] : [],
  );
}

function useOf(
  { entry: { fact, uri, file }, target, least, layers }: LayeredPool,
  workload: WorkloadNode,
  container: Container,
  process: ProcessNode,
  leads: ReturnType<typeof storeRelation>,
  poolers: (store: StoreNode) => readonly StoreNode[],
  isSure: boolean,
): PoolUse {
  const variables = variablesOf([container.variables], container.open);
  const at = { uri, path: fact.path };
  const address = addressOf(target.fact, target.uri, variables);
  const lead = leads.lead(address, target.fact.engine, workload, at);
  const code = container.code;
  const [only, ...others] = lead.stores;
  const size = fact.perThread
    ? threadsOf(process, { uri, path: fact.path })
    : (sizeInAddress(fact, address, uri) ?? sizeOf(fact, uri, variables));
  return {
    id: idOf('pool', workload.id, process.id, uri, fact.path),
    pool: target.fact === fact ? fact : { ...fact, engine: target.fact.engine },
    uri,
    file,
    workload,
    container,
    process,
    size,
    least:
      inAddressOf(fact.inAddress, 'min', least.fact.min, address) ??
      leastOf(least.fact, least.uri, variables, size),
    certainty: isSure ? (code?.certainty ?? 'inferred') : 'ambiguous',
    evidence: code?.evidence ?? [],
    way:
      only && others.length === 0
        ? only.kind === 'pooler'
          ? [only, ...poolers(only)]
          : [only]
        : lead.stores,
    address: textOf(address),
    account: accountIn(address),
    wayCertainty: lead.certainty,
    ...(layers.length > 1 && {
      under: layers.map((layer) => ({ uri: layer.uri, path: layer.fact.path })),
    }),
  };
}

/** Connections of a library that opens one for each thread. */
function threadsOf({ concurrency }: ProcessNode, at: Place): Factor {
  const name = 'connections of threads';
  if (concurrency === null) {
    return unknownFactor(name, 'each thread opens one, and how many there are is not bounded', at);
  }
  return concurrency.value === null
    ? unknownFactor(name, concurrency.why ?? 'the number of threads is not written', at)
    : factor(name, concurrency.value, at, 'derived', 'each thread opens one');
}

/** What is known of an address. */
function textOf(address: ReturnType<typeof bound>): string | null {
  if (address.state === 'known') return address.value;
  return address.state === 'unknown' ? (address.text?.value ?? null) : null;
}

function accountIn(address: ReturnType<typeof bound>): string | null {
  const read = readAddress(textOf(address) ?? '');
  const account = read?.user && read.database ? `${read.user}/${read.database}` : null;
  return account?.includes('$') ? null : account;
}

/** Where a pool's connections go, as its process is started. */
function addressOf(fact: PoolFact, uri: string, variables: Variables): ReturnType<typeof bound> {
  for (const name of fact.overrides?.target ?? []) {
    const set = variables.get(name);
    if (set?.state === 'known') return { state: 'known', value: set.value, at: set.at };
    if (set) return unknownIn(name, set);
  }
  return bound(fact.target, uri, variables);
}

type BoundAddress = ReturnType<typeof bound>;

/** A number that a parameter of a pool's address says, where code says none. */
function inAddressOf(
  parameters: AddressParameters | undefined,
  which: 'max' | 'min',
  written: FactValue<number>,
  address: BoundAddress,
): Factor | undefined {
  const name = parameters?.[which];
  const isWritten = written.state === 'known' && written.origin === 'declared';
  if (!name || (isWritten && !parameters?.wins)) return undefined;
  const text = address.state === 'known' ? address : address.state === 'unknown' && address.text;
  if (!text) return undefined;
  if (parameters.inWords) return inWordsOf(parameters.inWords, name, which, text);
  const value = new RegExp(`[?&]${name}=(\\d+)(?:&|$)`).exec(text.value)?.[1];
  return value === undefined ? undefined : factor(name, Number(value), text.at);
}

/** `Maximum Pool Size=20` of a connection string of .NET; `Max Pool Size` and `MaxPoolSize` are the same word. */
const POOL_WORDS = {
  max: /(?:^|;)\s*Max(?:imum)? ?Pool ?Size\s*=\s*(\d+)/i,
  min: /(?:^|;)\s*Min(?:imum)? ?Pool ?Size\s*=\s*(\d+)/i,
} as const;

function inWordsOf(
  { byDefault }: { readonly byDefault: number },
  name: string,
  which: 'max' | 'min',
  { value, at }: { readonly value: string; readonly at: Place },
): Factor | undefined {
  const written = POOL_WORDS[which].exec(value)?.[1];
  if (written !== undefined) return factor(name, Number(written), at);
  return which === 'max' ? factor(name, byDefault, null, 'defaulted', 'ADO.NET') : undefined;
}

/** The size of a pool as its address says it; why it cannot be told, where only that could say it. */
function sizeInAddress(
  { inAddress, max }: PoolFact,
  address: BoundAddress,
  uri: string,
): Factor | undefined {
  const said = inAddressOf(inAddress, 'max', max, address);
  const isUnseen = address.state === 'unknown' && address.text === undefined;
  if (!said && isUnseen && inAddress?.wins && max.state === 'known' && max.origin === 'defaulted') {
    const at = { uri, path: max.path };
    return factor('pool', max.value, at, 'assumed', 'unless its address says another');
  }
  if (said || !inAddress || max.state !== 'absent') return said;
  const why =
    address.state === 'known'
      ? `${inAddress.max} is not in its address: it follows the cores of the machine`
      : `${inAddress.max} may stand in its address (${address.state === 'unknown' ? address.why : 'which is not seen'})`;
  return unknownFactor('pool', why, { uri, path: max.path });
}

/** The connections one process may open through a pool. */
function sizeOf(fact: PoolFact, uri: string, variables: Variables): Factor {
  const name = 'pool';
  const override = overrideOf(fact.overrides?.max, variables);
  if (override) return { ...override, name };
  const size = fact.size ? boundNumber(name, fact.size, uri, variables) : undefined;
  const overflow = fact.overflow
    ? boundNumber('max_overflow', fact.overflow, uri, variables)
    : undefined;
  if (size && overflow) {
    if (size.value === null) return size;
    if (overflow.value === null) return overflow;
    return {
      name,
      value: size.value + overflow.value,
      origin:
        size.origin === 'defaulted' && overflow.origin === 'defaulted' ? 'defaulted' : 'derived',
      at: size.at,
      why: `${size.value} + ${overflow.value}`,
    };
  }
  return boundNumber(name, fact.max, uri, variables);
}

/** The number of the first of these variables that is set. */
function overrideOf(
  names: readonly string[] | undefined,
  variables: Variables,
): Factor | undefined {
  for (const name of names ?? []) {
    const set = numberIn(name, variables);
    if (set) return set;
  }
  return undefined;
}

/** What a pool opens at once, before anybody asks. */
function leastOf(fact: PoolFact, uri: string, variables: Variables, size: Factor): Factor {
  const { min } = fact;
  const override = overrideOf(fact.overrides?.min, variables);
  if (override) return { ...override, name: 'least' };
  if (min.state === 'absent') {
    // HikariCP keeps as many as its maximum unless it is told otherwise.
    return fact.library === 'com.zaxxer.hikari'
      ? { ...size, name: 'minimumIdle' }
      : factor('least', 0, null, 'defaulted');
  }
  return boundNumber('least', min, uri, variables);
}
