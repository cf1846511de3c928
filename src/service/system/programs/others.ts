import type { Factor } from '../../contracts/system';
import type { Word } from '../command-words';
import { factor, unknownFactor } from '../factors';
import { packageCommand } from '../package-commands';
import { bound } from '../variables';
import {
  FOLLOWS_CORES,
  firstOf,
  numberOf,
  optionOf,
  type ProgramContext,
  settingNumber,
} from './options';
import { baseOf, once, type Program, type ProgramReading, requests } from './program';
import { springDrain, springThreads } from './spring';

/** Runtimes, tools that end, and servers that are no code of the project. */
export const OTHERS: readonly Program[] = [
  { name: /^pm2(?:-runtime|-docker)?$/, read: pm2 },
  { name: /^(?:node|nodejs|bun|deno|tsx|ts-node|nodemon)$/, read: node },
  { name: /^(?:next|nuxt|nest|remix-serve|react-router-serve|astro)$/, read: framework },
  { name: /^(?:npm|yarn|pnpm)$/, read: packageScript },
  { name: /^java$/, read: java },
  {
    name: /^dotnet$/,
    read: (words) =>
      words[0]?.text === 'ef' ? once('dotnet', words) : requests('dotnet', 'threads and tasks'),
  },
  {
    name: /^(?:flask)$/,
    read: (words) =>
      words.some(({ text }) => text === 'run')
        ? requests('flask run', 'threads of a development server')
        : once('flask', words),
  },
  { name: /^python[\d.]*$/, read: python },
  {
    name: /^(?:alembic|flyway|liquibase|dbmate|goose|atlas|sqlx|diesel|knex|sequelize|typeorm|prisma|node-pg-migrate|migrate|golang-migrate|drizzle-kit|mikro-orm|db-migrate|umzug|rake|rails|curl|wget|sleep|echo|aws|gcloud|kubectl|psql|pg_dump|pg_dumpall|mysqldump|mysql|redis-cli|mc)$/,
    read: (words, { launch }) => once(baseOf(launch.words[0]?.text ?? ''), words),
  },
  {
    name: /^(?:crond|cron|supercronic|ofelia)$/,
    read: () => ({ ...requests('cron', 'a schedule'), work: 'schedule' }),
  },
  {
    name: /^(?:nginx|caddy|traefik|haproxy|envoy|httpd|apache2|postgres|mysqld|mariadbd|redis-server|valkey-server|mongod|memcached|pgbouncer|rabbitmq-server|minio|docker-entrypoint\.sh|etcd|consul|vault|prometheus|grafana)$/,
    read: (_words, { launch }) => ({
      ...requests(baseOf(launch.words[0]?.text ?? ''), 'a server'),
      work: 'server',
    }),
  },
];

function node(words: readonly Word[], context: ProgramContext): ProgramReading {
  const { launch } = context;
  const runtime = baseOf(launch.words[0]?.text ?? 'node');
  const entry =
    words.find(({ text }, index) => isEntry(text, words[index - 1]?.text))?.text ?? null;
  if (entry !== null && /migrat|seed/i.test(baseOf(entry)))
    return { ...once(runtime, words), concurrency: null, entry };
  const forks = entry === null ? undefined : context.forks(entry);
  return {
    ...requests(runtime, forks ? 'event loops' : 'an event loop'),
    ...(forks && { count: forkCount(forks, launch.variables) }),
    entry,
  };
}

/** Options of Node whose value is the next word. Source: `node --help`. */
const VALUED_NODE = /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions)$/;

function isEntry(text: string, before = ''): boolean {
  return !text.startsWith('-') && text !== 'run' && !VALUED_NODE.test(before);
}

function forkCount(
  { uri, fact }: NonNullable<ReturnType<ProgramContext['forks']>>,
  variables: ProgramContext['launch']['variables'],
): Factor {
  const name = 'forked processes';
  const { count } = fact;
  if (count.state === 'known') return factor(name, count.value, { uri, path: count.path });
  const at = { uri, path: fact.path };
  if (count.state === 'unknown' && /cores/.test(count.why)) {
    return unknownFactor(name, FOLLOWS_CORES, at);
  }
  const found = bound(count, uri, variables);
  const number = found.state === 'known' ? Number(found.value) : Number.NaN;
  if (found.state === 'known' && Number.isInteger(number) && number > 0) {
    return factor(name, number, found.at);
  }
  const why = found.state === 'unknown' ? found.why : 'how often it forks is not written';
  return unknownFactor(name, why, at);
}

function framework(words: readonly Word[], { launch }: ProgramContext): ProgramReading {
  const name = baseOf(launch.words[0]?.text ?? '');
  return words[0]?.text === 'build' ? once(name, words) : requests(name, 'an event loop');
}

function packageScript(words: readonly Word[], { launch }: ProgramContext): ProgramReading {
  const name = baseOf(launch.words[0]?.text ?? '');
  const { script = '' } = packageCommand([name, ...words.map(({ text }) => text)]);
  if (/migrat|seed|build|install|^ci$/.test(script)) return once(`${name} ${script}`, []);
  return {
    ...requests(`${name} ${script}`.trim(), 'an event loop'),
    count: {
      name: 'processes',
      value: 1,
      origin: 'assumed',
      at: null,
      why: `what ${name} ${script} starts is taken for one process`,
    },
  };
}

function pm2(words: readonly Word[], context: ProgramContext): ProgramReading {
  const entry =
    words.find(({ text }) => /\.[cm]?[jt]s$/.test(text) && !/ecosystem|pm2/.test(text))?.text ??
    null;
  const apps = context
    .settings('pm2')
    .flatMap(({ uri, fact }) => fact.programs.map((app) => ({ uri, app })));
  const [app] =
    apps.length > 1 ? apps.filter(({ app }) => app.command?.words?.includes(entry ?? '')) : apps;
  const written = app && settingNumber('instances', app.app.count, app.uri, context.launch);
  return {
    ...requests('pm2', 'event loops'),
    count: firstOf('pm2 instances', 1, [
      numberOf('-i', optionOf(words, '-i', '--instances')),
      apps.length > 1 && !app
        ? unknownFactor('instances', 'which of several applications of pm2 this is cannot be told')
        : undefined,
      // 0 and below are counted from the cores.
      written && (written.value ?? 1) < 1
        ? unknownFactor('instances', FOLLOWS_CORES, written.at)
        : written,
    ]),
    entry,
  };
}

function java(words: readonly Word[], context: ProgramContext): ProgramReading {
  const jar = words.find(({ text }) => /\.(?:jar|war)$/.test(text))?.text ?? null;
  return {
    ...requests('java', 'threads'),
    concurrency: springThreads(context),
    drain: springDrain(context),
    entry: jar,
  };
}

function python(words: readonly Word[]): ProgramReading {
  const manage = words.findIndex(({ text }) => /manage\.py$/.test(text));
  const task = manage < 0 ? '' : (words[manage + 1]?.text ?? '');
  if (task === 'runserver')
    return {
      ...requests('manage.py runserver', 'threads of a development server'),
      entry: 'manage.py',
    };
  if (task !== '') return { ...once('manage.py', words.slice(manage + 1)), entry: 'manage.py' };
  const module =
    optionOf(words, '-m')?.text ?? words.find(({ text }) => !text.startsWith('-'))?.text ?? null;
  return {
    program: 'python',
    work: 'unknown',
    count: {
      name: 'processes',
      value: 1,
      origin: 'assumed',
      at: null,
      why: 'a program of its own is taken for one process',
    },
    concurrency: null,
    model: 'a program of its own',
    entry: module,
  };
}
