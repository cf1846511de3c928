import type { Factor } from '../../contracts/system';
import type { Word } from '../command-words';
import { factor, unknownFactor } from '../factors';
import { limitNameOf, secondsOfPhpFpm } from '../fpm-pools';
import { numberIn } from '../variables';
import {
  firstOf,
  hasFlag,
  numberOf,
  optionOf,
  type ProgramContext,
  settingNumber,
  settingOf,
} from './options';
import type { Program, ProgramReading } from './program';

/** Servers of requests, by their own documentation. */
export const SERVERS: readonly Program[] = [
  { name: /^gunicorn$/, read: gunicorn },
  {
    name: /^uvicorn$/,
    read: (words, context) =>
      eventLoop(
        'uvicorn',
        words,
        context,
        ['--workers'],
        5,
        optionOf(words, '--timeout-keep-alive'),
      ),
  },
  {
    name: /^fastapi$/,
    read: (words, context) =>
      words[0]?.text === 'run' || words[0]?.text === 'dev'
        ? eventLoop('uvicorn', words, context, ['--workers'], 5, undefined)
        : undefined,
  },
  {
    name: /^hypercorn$/,
    read: (words, context) =>
      eventLoop(
        'hypercorn',
        words,
        context,
        ['-w', '--workers'],
        5,
        optionOf(words, '--keep-alive'),
      ),
  },
  {
    name: /^granian$/,
    read: (words, context) => eventLoop('granian', words, context, ['--workers'], null, undefined),
  },
  {
    name: /^daphne$/,
    read: (words, context) => eventLoop('daphne', words, context, [], null, undefined),
  },
  { name: /^puma$/, read: puma },
  {
    name: /^(?:rails|rackup|thin|falcon)$/,
    read: (words, context) =>
      /^(?:s|server|-s)$/.test(words[0]?.text ?? '') ? puma(words, context) : undefined,
  },
  { name: /^unicorn(?:_rails)?$/, read: unicorn },
  { name: /^uwsgi$/, read: uwsgi },
  { name: /^php-fpm[\d.]*$/, read: phpFpm },
];

function gunicorn(words: readonly Word[], context: ProgramContext): ProgramReading {
  const { launch } = context;
  const set = launch.variables.get('GUNICORN_CMD_ARGS');
  const more: readonly Word[] =
    set?.state === 'known'
      ? set.value.split(/\s+/).map((text) => ({ text, at: set.at, why: null }))
      : [];
  const option = (...names: string[]) => optionOf(words, ...names) ?? optionOf(more, ...names);
  const threads = firstOf('--threads', 1, [
    numberOf('--threads', option('--threads')),
    settingOf(context, 'gunicorn', 'threads', context),
  ]);
  const written = option('-k', '--worker-class')?.text ?? textSetting(context, 'worker_class');
  const kind = written ?? (threads.value !== null && threads.value > 1 ? 'gthread' : 'sync');
  const count = firstOf('gunicorn --workers', 1, [
    numberOf('--workers', option('-w', '--workers')),
    settingOf(context, 'gunicorn', 'workers', context),
    numberIn('WEB_CONCURRENCY', launch.variables),
    leastProcesses(context),
  ]);
  const isLoop = /uvicorn|gevent|eventlet|tornado|aiohttp|asgi/i.test(kind);
  const isThreads = /gthread|threads/i.test(kind) || (kind === 'sync' && (threads.value ?? 1) > 1);
  return {
    program: 'gunicorn',
    work: 'requests',
    count,
    concurrency: isLoop
      ? null
      : isThreads
        ? { ...threads, name: 'gunicorn --threads' }
        : factor('sync workers', 1, null, 'derived', 'a sync worker answers one request at a time'),
    model: isLoop ? `${kind} workers` : isThreads ? 'threads' : 'sync workers',
    entry: appOf(words, VALUED_GUNICORN),
    drain: firstOf('--graceful-timeout', 30, [
      numberOf('--graceful-timeout', option('--graceful-timeout')),
      settingOf(context, 'gunicorn', 'graceful_timeout', context),
    ]),
    keepAlive:
      kind === 'sync'
        ? null
        : firstOf('gunicorn --keep-alive', 2, [
            numberOf('--keep-alive', option('--keep-alive')),
            settingOf(context, 'gunicorn', 'keepalive', context),
          ]),
    requestTimeout: isLoop
      ? null
      : firstOf('gunicorn --timeout', 30, [
          numberOf('--timeout', option('-t', '--timeout')),
          settingOf(context, 'gunicorn', 'timeout', context),
        ]),
  };
}

const VALUED_GUNICORN =
  /^(?:-[wkbctpnDeugm]|--(?:workers|worker-class|bind|config|threads|timeout|graceful-timeout|keep-alive|log-level|access-logfile|error-logfile|max-requests|max-requests-jitter|worker-tmp-dir|worker-connections|name|env|user|group|pid|chdir|backlog|preload-app))$/;

/** The application a command line names: the first word that is no option nor its value. */
export function appOf(words: readonly Word[], valued: RegExp): string | null {
  for (let index = 0; index < words.length; index++) {
    const text = words[index]?.text ?? '';
    if (valued.test(text)) index++;
    else if (!text.startsWith('-')) return text;
  }
  return null;
}

function textSetting({ settings }: ProgramContext, name: string): string | undefined {
  for (const { fact } of settings('gunicorn')) {
    const value = fact.settings[name];
    if (value?.state === 'known') return String(value.value);
  }
  return undefined;
}

/** A variable that the program reads and that something unread may set. */
function openFactor({ launch }: ProgramContext, name: string): Factor | undefined {
  return launch.variables.open === null
    ? undefined
    : unknownFactor(name, `${name} may be set by ${launch.variables.open}`, launch.at);
}

/**
 * One process, the least there can be, where `WEB_CONCURRENCY` may be set by what is not read: it is taken for granted
 * then, and nothing is proved by it.
 */
function leastProcesses({ launch }: ProgramContext): Factor | undefined {
  const { open } = launch.variables;
  return open === null
    ? undefined
    : factor('processes', 1, launch.at, 'assumed', `WEB_CONCURRENCY may be set by ${open}`);
}

function eventLoop(
  program: string,
  words: readonly Word[],
  context: ProgramContext,
  options: readonly string[],
  keepAlive: number | null,
  written: Word | undefined,
): ProgramReading {
  const { variables } = context.launch;
  return {
    program,
    work: 'requests',
    count: firstOf(`${program} processes`, 1, [
      numberOf(`${program} ${options.at(-1)}`, optionOf(words, ...options)),
      program === 'hypercorn' ? settingOf(context, 'hypercorn', 'workers', context) : undefined,
      program === 'uvicorn' ? numberIn('UVICORN_WORKERS', variables) : undefined,
      program === 'granian' ? numberIn('GRANIAN_WORKERS', variables) : undefined,
      program === 'uvicorn' ? numberIn('WEB_CONCURRENCY', variables) : undefined,
      program === 'uvicorn' ? leastProcesses(context) : undefined,
    ]),
    concurrency: null,
    model: 'an event loop',
    entry: appOf(
      words.filter(({ text }) => text !== 'run' && text !== 'dev'),
      /^--(?:host|port|workers|log-level|loop|http|timeout-keep-alive|root-path|interface|bind)$|^-[bw]$/,
    ),
    keepAlive:
      keepAlive === null && !written
        ? null
        : firstOf(`${program} keep-alive`, keepAlive, [numberOf('keep-alive', written)]),
  };
}

function puma(words: readonly Word[], context: ProgramContext): ProgramReading {
  const { variables } = context.launch;
  const threads = optionOf(words, '-t', '--threads');
  const most = threads && { ...threads, text: threads.text.split(':').at(-1) ?? threads.text };
  return {
    program: 'puma',
    work: 'requests',
    count: atLeastOne(
      firstOf('puma workers', 1, [
        numberOf('-w', optionOf(words, '-w', '--workers')),
        settingOf(context, 'puma', 'workers', context),
        numberIn('WEB_CONCURRENCY', variables),
        leastProcesses(context),
      ]),
    ),
    concurrency: firstOf('puma threads', 5, [
      numberOf('-t', most),
      settingOf(context, 'puma', 'threads', context),
      settingOf(context, 'puma', 'max_threads', context),
      numberIn('RAILS_MAX_THREADS', variables),
      openFactor(context, 'RAILS_MAX_THREADS'),
    ]),
    model: 'threads',
    entry: null,
    // Its own default differs by version: 20 s, and 65 s from 7 on.
    keepAlive: settingOf(context, 'puma', 'persistent_timeout', context) ?? null,
    // Puma itself lets a request take as long as it likes.
    requestTimeout: settingOf(context, 'rack-timeout', 'service_timeout', context) ?? null,
  };
}

/** `workers 0` is one process. */
function atLeastOne(count: Factor): Factor {
  return count.value === 0 ? { ...count, value: 1 } : count;
}

function unicorn(_words: readonly Word[], context: ProgramContext): ProgramReading {
  return {
    program: 'unicorn',
    work: 'requests',
    count: firstOf('worker_processes', 1, [
      settingOf(context, 'unicorn', 'worker_processes', context),
    ]),
    concurrency: factor(
      'unicorn workers',
      1,
      null,
      'derived',
      'a worker answers one request at a time',
    ),
    model: 'one request a worker',
    entry: null,
  };
}

function uwsgi(words: readonly Word[], context: ProgramContext): ProgramReading {
  return {
    program: 'uwsgi',
    work: 'requests',
    count: firstOf('uwsgi processes', 1, [
      numberOf('--processes', optionOf(words, '-p', '--processes', '--workers')),
      settingOf(context, 'uwsgi', 'processes', context),
      settingOf(context, 'uwsgi', 'workers', context),
    ]),
    concurrency: hasFlag(words, '--gevent')
      ? null
      : firstOf('uwsgi threads', 1, [
          numberOf('--threads', optionOf(words, '--threads')),
          settingOf(context, 'uwsgi', 'threads', context),
        ]),
    model: 'threads',
    entry: null,
    requestTimeout: firstOf('harakiri', 0, [
      numberOf('--harakiri', optionOf(words, '-t', '--harakiri')),
      settingOf(context, 'uwsgi', 'harakiri', context),
    ]),
  };
}

/** All pools of PHP-FPM: a child of any is one process. */
function phpFpm(_words: readonly Word[], context: ProgramContext): ProgramReading {
  const pools = poolsOfPhp(context.settings('php-fpm'));
  const children = pools.map(
    ({ uri, fact }) =>
      settingNumber(
        'pm.max_children',
        fact.settings['pm.max_children'],
        uri,
        context.launch,
        undefined,
      ) ?? unknownFactor('pm.max_children', 'a pool says none'),
  );
  const [first, ...others] = children;
  const open = children.find(({ value }) => value === null);
  const sum = children.reduce((total, { value }) => total + (value ?? 0), 0);
  const names = pools.map(({ fact }, index) => `${fact.pool} ${children[index]?.value}`);
  const largest = children.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0];
  const all =
    first && others.length > 0 && !open
      ? factor(
          'pm.max_children',
          sum,
          largest?.at ?? null,
          'derived',
          `its pools: ${names.join(', ')}`,
        )
      : (open ?? first);
  const limits = pools.map(({ uri, fact }) => {
    const name = limitNameOf(fact);
    return settingNumber(name, fact.settings[name], uri, context.launch, secondsOfPhpFpm);
  });
  const isSame = new Set(limits.map((each) => each?.value ?? 0)).size < 2;
  return {
    program: 'php-fpm',
    work: 'requests',
    count: firstOf('pm.max_children', null, [all], 'pm.max_children is not written'),
    concurrency: factor('children', 1, null, 'derived', 'a child answers one request at a time'),
    model: 'one request a child',
    entry: null,
    requestTimeout: isSame
      ? firstOf(limits[0]?.name ?? 'request_terminate_timeout', 0, [limits[0]])
      : unknownFactor('request_terminate_timeout', 'each of its pools has another'),
  };
}

/** The pools of PHP-FPM by their names; of two files that say one pool the nearest counts. */
function poolsOfPhp(
  files: ReturnType<ProgramContext['settings']>,
): ReturnType<ProgramContext['settings']> {
  const pools = new Map<string, (typeof files)[number]>();
  for (const each of files)
    if (!pools.has(each.fact.pool ?? '')) pools.set(each.fact.pool ?? '', each);
  return [...pools.values()];
}
