import type { CommandLine } from '../contracts/fact';
import type { KnownProgram } from '../contracts/system';
import { type LaunchContext, launchesOf } from './launches';
import { type Variables, variablesOf } from './variables';

/** How the container of a published image is started. */
interface ImageStart {
  readonly entrypoint: CommandLine | null;
  readonly command: CommandLine | null;
  /** Something waits for its end, or it is a job: no server is. */
  readonly ends: boolean;
  readonly scriptOf: LaunchContext['scriptOf'];
}

/**
 * What the container of a published image is: that of a server is one of its clients where its command starts another
 * program of the image (`pg_dump`, `kafka-topics`, a script that makes backups) and not the server.
 */
export function startedAs(known: KnownProgram | null, start: ImageStart): KnownProgram | null {
  if (known?.role !== 'store' || known.engine === 'tool') return known;
  return start.ends || startsClient(start) ? { ...known, store: 'other', engine: 'tool' } : known;
}

function startsClient({ entrypoint, command, scriptOf }: ImageStart): boolean {
  if (!entrypoint && !command) return false;
  const launches = launchesOf(entrypoint, command, () => '', UNSET, { scriptOf });
  const programs = launches
    .flatMap(({ words, before }) => [
      words.map(({ text }) => text),
      ...before.map((step) => step.words),
    ])
    .flatMap(programOf);
  return !programs.some((name) => SERVERS.test(name)) && programs.some(isClient);
}

const UNSET: Variables = variablesOf([], 'the variables of its container');

/** The program that a command starts, or the script that it gives to a shell. */
function programOf(words: readonly string[]): readonly string[] {
  const [first = ''] = words;
  const isShell = /^(?:ba|da|a|k|z)?sh$/.test(baseOf(first));
  const named = isShell ? words.slice(1).find((word) => !word.startsWith('-')) : first;
  return named === undefined ? [] : [baseOf(named)];
}

function baseOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Servers, and the scripts of published images that start them. */
const SERVERS =
  /^(?:(?:docker-entrypoint|docker-ensure-initdb|entrypoint|run|start|kafka-server-start|zookeeper-server-start)(?:\.sh)?|postgres|postmaster|pg_ctl|patroni|mysqld|mysqld_safe|mariadbd|mariadbd-safe|mongo[ds]|(?:redis|valkey|keydb)-(?:server|sentinel)|dragonfly|memcached|rabbitmq-server|sqlservr)$|^\$/;

/** What comes with an image of a server and asks one. */
const CLIENTS =
  /^(?:pg_(?:dump|dumpall|restore|basebackup|isready)|psql|createdb|dropdb|vacuumdb|pgbench|mysql|mysqldump|mysqladmin|mysqlsh|mariadb|mariadb-(?:dump|admin)|mongo|mongosh|mongodump|mongorestore|(?:redis|valkey|keydb)-cli|rabbitmqadmin|kafka-(?:topics|configs|acls|console-\w+)(?:\.sh)?|sqlcmd|cqlsh|clickhouse-client)$/;

/** Scripts by what they are called to do. */
const TASKS = /backup|restore|dump|bootstrap|migrat|cleanup|archive|topics/i;

function isClient(name: string): boolean {
  return CLIENTS.test(name) || (/\.(?:sh|bash)$/.test(name) && TASKS.test(name));
}
