import type { CommandLine } from '../contracts/fact';
import type { KnownProgram, StoreKind } from '../contracts/system';
import { execWords } from '../languages/shared/command-lines';
import { readAddress } from './address-text';
import { baseOf, type Word } from './command-words';
import { withoutWrappers } from './command-wrappers';
import type { LaunchContext } from './launches';
import { type Variables, variablesOf } from './variables';

/** What comes with the image of a server and asks one, by what it asks. */
const CLIENTS: readonly (readonly [StoreKind, readonly string[]])[] = [
  [
    'database',
    [
      ...['psql', 'pg_isready', 'pg_dump', 'pg_dumpall', 'pg_restore', 'pg_basebackup'],
      ...['createdb', 'dropdb', 'vacuumdb', 'reindexdb', 'pgbench'],
      ...['mysql', 'mysqladmin', 'mysqldump', 'mysqlcheck', 'mysqlsh'],
      ...['mariadb', 'mariadb-admin', 'mariadb-dump', 'mariadb-check'],
      ...['mongo', 'mongosh', 'mongodump', 'mongorestore', 'sqlcmd', 'cqlsh', 'clickhouse-client'],
    ],
  ],
  ['cache', ['redis-cli', 'valkey-cli', 'keydb-cli']],
  [
    'broker',
    [
      ...['rabbitmqadmin', 'kafka-topics', 'kafka-configs', 'kafka-acls', 'kafka-console-consumer'],
      'kafka-console-producer',
    ],
  ],
];

const KIND_OF: ReadonlyMap<string, StoreKind> = new Map(
  CLIENTS.flatMap(([store, names]) => names.map((name) => [name, store] as const)),
);

/** Servers, and the scripts of published images that start them. */
const SERVERS =
  /^(?:(?:docker-entrypoint|docker-ensure-initdb|entrypoint|run|start|kafka-server-start|zookeeper-server-start)(?:\.sh)?|postgres|postmaster|pg_ctl|patroni|mysqld|mysqld_safe|mariadbd|mariadbd-safe|mongo[ds]|(?:redis|valkey|keydb)-(?:server|sentinel)|dragonfly|memcached|rabbitmq-server|sqlservr)$|^\$/;

/** Scripts by what they are called to do. */
const TASKS = /backup|restore|dump|bootstrap|migrat|cleanup|archive|topics/i;

/** A client of a store that something runs, and the server it asks. */
export interface StoreClient {
  readonly program: string;
  readonly asks: StoreKind;
  readonly host: string;
}

/** The first client of a store that a command runs for another machine, which is written there. */
export function clientIn(words: readonly string[]): StoreClient | undefined {
  for (const [first = '', ...rest] of commandsIn(words)) {
    const program = baseOf(first);
    const asks = KIND_OF.get(program);
    const host = asks && hostIn(rest);
    if (asks && host !== undefined) return { program, asks, host };
  }
  return undefined;
}

/** The other machine that a client is told to ask: `-h db`, `--host=db`, an address. */
function hostIn(words: readonly string[]): string | undefined {
  const option = words.findIndex((word) => /^(?:-h|--host)$/.test(word));
  const joined = words.find((word) => /^(?:-h(?=[a-z])|--host=)/.test(word));
  const address = words.find((word) => /:\/\/|\bhost=/.test(word));
  const host =
    option >= 0
      ? words[option + 1]
      : (joined?.replace(/^(?:-h|--host=)/, '') ?? readAddress(address ?? '')?.host);
  const isWritten = host !== undefined && /^[a-z][\w.-]*$/i.test(host);
  return isWritten && !/^localhost$/i.test(host) ? host : undefined;
}

/** How the container of a published image is started. */
interface ImageStart {
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
  readonly scriptOf: LaunchContext['scriptOf'];
}

/**
 * What the container of a published image is: that of a server is one of its clients where its command starts another
 * program of the image (`pg_dump`, `kafka-topics`, a script that makes backups) and not the server, and where it ends
 * by itself: something waits for its end, or it is a job.
 */
export function startedAs(
  known: KnownProgram | null,
  start: ImageStart & { readonly ends: boolean },
): KnownProgram | null {
  if (known?.role !== 'store' || known.engine === 'tool') return known;
  return start.ends || startsClient(start) ? { ...known, store: 'other', engine: 'tool' } : known;
}

function startsClient(start: ImageStart): boolean {
  if (!start.entrypoint && !start.command) return false;
  const programs = commandsOf(start).map((words) => baseOf(programWord(words)));
  return !programs.some((name) => SERVERS.test(name)) && programs.some(isClient);
}

/** All that a container may run when it starts. */
function commandsOf({ entrypoint, command, scriptOf }: ImageStart): readonly Command[] {
  // Of a text for a shell its commands are known, of anything else its words.
  const scripts = [entrypoint, command].flatMap((line) => line?.script ?? []);
  const words = [...(entrypoint?.words ?? []), ...(command?.words ?? [])];
  const read = new Set<unknown>();
  const all = scripts.length > 0 ? scripts.map((each) => each.words) : [words];
  return all.flatMap((each) => commandsIn(each, scriptOf, read));
}

/** All that a command may run, through scripts, shells and wrappers, by its words; each script is read once. */
function commandsIn(
  given: Command,
  scriptOf: LaunchContext['scriptOf'] = () => undefined,
  read = new Set<unknown>(),
): readonly Command[] {
  const { script } = execWords(given, given.join(' '), { start: 0, end: 0 }, '');
  return (script?.map(({ words }) => words) ?? [given]).flatMap((written) => {
    const plain = withoutWrappers(written.map(plainWord), UNSET).words.map(({ text }) => text);
    const file = scriptOf(programWord(plain));
    if (!file || read.has(file)) return [plain];
    read.add(file);
    const inner = file.fact.commands.flatMap(({ words }) => commandsIn(words, scriptOf, read));
    return [plain, ...inner];
  });
}

type Command = readonly string[];

const UNSET: Variables = variablesOf([], 'the variables of its container');

function plainWord(text: string): Word {
  return { text, at: { uri: '', path: '' }, why: null };
}

/** The program that a command starts, or the script that it gives to a shell. */
function programWord(words: Command): string {
  const [first = '', ...rest] = words;
  const isShell = /^(?:ba|da|a|k|z)?sh$/.test(baseOf(first));
  return (isShell ? rest.find((word) => !word.startsWith('-')) : first) ?? '';
}

function isClient(name: string): boolean {
  const [plain = ''] = name.split('.sh');
  return KIND_OF.has(plain) || (/\.(?:sh|bash)$/.test(name) && TASKS.test(name));
}
