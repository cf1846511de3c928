import type { QueueAppFact } from '../../contracts/fact';
import type { TaskTerms } from '../../contracts/system';
import type { Word } from '../command-words';
import { factor, unknownFactor } from '../factors';
import { bound, numberIn } from '../variables';
import {
  FOLLOWS_CORES,
  firstOf,
  hasFlag,
  numberOf,
  optionOf,
  type ProgramContext,
  queueNumber,
  settingOf,
} from './options';
import type { Program, ProgramReading } from './program';

/** Workers of queues and schedules, by their own documentation. */
export const WORKERS: readonly Program[] = [
  { name: /^celery$/, read: celery },
  { name: /^sidekiq$/, read: sidekiq },
  {
    name: /^rq$/,
    read: (words) =>
      words.some(({ text }) => text === 'worker')
        ? tasks('rq worker', one(), 'one task at a time')
        : words.some(({ text }) => text === 'worker-pool')
          ? {
              ...tasks('rq worker-pool', one(), 'one task at a time'),
              count: firstOf('rq --num-workers', 1, [
                numberOf('-n', optionOf(words, '-n', '--num-workers')),
              ]),
            }
          : undefined,
  },
  {
    name: /^dramatiq$/,
    read: (words) => ({
      ...tasks('dramatiq', null, 'threads'),
      count: firstOf(
        'dramatiq --processes',
        null,
        [numberOf('-p', optionOf(words, '-p', '--processes'))],
        FOLLOWS_CORES,
      ),
      concurrency: firstOf('dramatiq --threads', 8, [
        numberOf('-t', optionOf(words, '-t', '--threads')),
      ]),
    }),
  },
  {
    name: /^(?:good_job|que|resque|delayed_job|huey_consumer(?:\.py)?|arq|taskiq)$/,
    read: (_words, { launch }) =>
      tasks(launch.words[0]?.text ?? 'worker', null, 'a worker of a queue'),
  },
  // `bin/jobs` is what Rails 8 generates for Solid Queue.
  { name: /^(?:solid_queue|jobs)$/, read: (_words, context) => solidQueue(context) },
  { name: /^clockwork$/, read: () => schedule('clockwork') },
  {
    name: /^(?:rake|rails)$/,
    read: (words, context) => {
      const [task = ''] = words.map(({ text }) => text);
      if (task === 'solid_queue:start') return solidQueue(context);
      return /^(?:jobs:work|resque:work|resque:workers)$/.test(task)
        ? tasks(`rake ${task}`, one(), 'a worker of a queue')
        : undefined;
    },
  },
  {
    name: /^python[\d.]*$/,
    read: (words) => {
      const manage = words.findIndex(({ text }) => /manage\.py$/.test(text));
      const task = words[manage + 1]?.text ?? '';
      if (manage < 0) return undefined;
      if (task === 'celery') return undefined;
      if (/^(?:qcluster|rqworker|process_tasks|run_huey|db_worker)$/.test(task)) {
        return tasks(
          `manage.py ${task}`,
          task === 'rqworker' ? one() : null,
          'a worker of a queue',
        );
      }
      return undefined;
    },
  },
];

function celery(words: readonly Word[], context: ProgramContext): ProgramReading | undefined {
  const texts = words.map(({ text }) => text);
  const app = optionOf(words, '-A', '--app')?.text ?? null;
  if (texts.includes('beat')) return { ...schedule('celery beat'), entry: app };
  if (!texts.includes('worker'))
    return texts.includes('multi')
      ? undefined
      : tasks(
          `celery ${texts.find((text) => !text.startsWith('-')) ?? ''}`.trim(),
          one(),
          'a tool of celery',
        );
  const pool = optionOf(words, '-P', '--pool')?.text ?? 'prefork';
  const most = optionOf(words, '--autoscale');
  const count = firstOf(
    'celery --concurrency',
    null,
    [
      most && numberOf('--autoscale', { ...most, text: most.text.split(',')[0] ?? '' }),
      numberOf('-c', optionOf(words, '-c', '--concurrency')),
      queueNumber(context, 'celery', ({ concurrency }) => concurrency, 'worker_concurrency'),
    ],
    FOLLOWS_CORES,
  );
  const isPrefork = !/threads|gevent|eventlet|solo/.test(pool);
  return {
    program: hasFlag(words, '-B', '--beat') ? 'celery worker with beat' : 'celery worker',
    work: 'tasks',
    count: isPrefork
      ? count
      : factor('celery worker', 1, null, 'derived', `-P ${pool} is one process`),
    concurrency:
      isPrefork || pool === 'solo'
        ? { ...one(), why: 'a prefork child runs one task at a time' }
        : count,
    model: isPrefork ? 'prefork' : pool,
    entry: app,
    task: celeryTask(words, context),
  };
}

/** What Celery is told about one task, on its command line or in its settings. */
function celeryTask(words: readonly Word[], context: ProgramContext): TaskTerms {
  // The file of the application and that of Django's settings each say a part.
  const said = context.queues('celery').find(({ fact }) => fact.acksLate.state !== 'absent');
  const number = (
    name: string,
    of: (fact: QueueAppFact) => QueueAppFact['timeLimit'],
    written?: Word,
  ) => numberOf(name, written) ?? queueNumber(context, 'celery', of, name) ?? null;
  const late = said?.fact.acksLate;
  const address = celeryBroker(words, context);
  const isElsewhere =
    optionOf(words, '-b', '--broker') || context.launch.variables.get('CELERY_BROKER_URL');
  const begins = isElsewhere
    ? undefined
    : context.queues('celery').find(({ fact }) => fact.brokerBegins)?.fact.brokerBegins;
  return {
    limit: number('task_time_limit', ({ timeLimit }) => timeLimit, optionOf(words, '--time-limit')),
    acksLate:
      late === undefined || late.state === 'absent'
        ? 'no'
        : late.state === 'unknown'
          ? 'unknown'
          : late.value
            ? 'yes'
            : 'no',
    visibility: number('visibility_timeout', ({ visibilityTimeout }) => visibilityTimeout),
    broker: /^([a-z]+)(?:\+\w+)?:\/\//.exec(address ?? begins ?? '')?.[1] ?? null,
    brokerAddress: address ?? null,
  };
}

/** The Redis of Sidekiq: what its initializer gives it, else the variable that `REDIS_PROVIDER` names, or `REDIS_URL`. */
function sidekiqTask(context: ProgramContext): TaskTerms {
  const { variables } = context.launch;
  const provider = variables.get('REDIS_PROVIDER');
  const named = variables.get(provider?.state === 'known' ? provider.value : 'REDIS_URL');
  const [queue] = context.queues('sidekiq');
  const written = queue && bound(queue.fact.broker, queue.uri, variables);
  const address = written ?? (provider?.state === 'unknown' ? provider : named);
  return {
    ...{ limit: null, acksLate: 'unknown', visibility: null, broker: 'redis' },
    brokerAddress: address?.state === 'known' ? address.value : null,
  };
}

/** Where Celery keeps its queue: its variable wins over its settings, and its option over both. */
function celeryBroker(words: readonly Word[], context: ProgramContext): string | undefined {
  const { variables } = context.launch;
  const option = optionOf(words, '-b', '--broker');
  if (option) return option.why === null ? option.text : undefined;
  const set = variables.get('CELERY_BROKER_URL');
  if (set) return set.state === 'known' ? set.value : undefined;
  for (const { uri, fact } of context.queues('celery')) {
    if (fact.broker.state === 'absent') continue;
    const broker = bound(fact.broker, uri, variables);
    return broker.state === 'known' ? broker.value : undefined;
  }
  return undefined;
}

function sidekiq(words: readonly Word[], context: ProgramContext): ProgramReading {
  return {
    ...tasks('sidekiq', null, 'threads'),
    concurrency: firstOf('sidekiq concurrency', 5, [
      numberOf('-c', optionOf(words, '-c', '--concurrency')),
      queueNumber(context, 'sidekiq', ({ concurrency }) => concurrency, 'concurrency'),
      context.threads('Sidekiq'),
      numberIn('RAILS_MAX_THREADS', context.launch.variables),
      context.launch.variables.open === null
        ? undefined
        : unknownFactor('RAILS_MAX_THREADS', `it may be set by ${context.launch.variables.open}`),
    ]),
    drain: firstOf('sidekiq timeout', 25, [
      numberOf('-t', optionOf(words, '-t', '--timeout')),
      settingOf(context, 'sidekiq', 'timeout', context),
    ]),
    task: sidekiqTask(context),
  };
}

/** Connections that a worker of Solid Queue wants beside those of its threads: to poll and to beat. */
const SOLID_QUEUE_OWN = 2;

function solidQueue(context: ProgramContext): ProgramReading {
  const threads = firstOf('threads', 3, [
    queueNumber(context, 'solid-queue', ({ concurrency }) => concurrency, 'threads'),
  ]);
  return {
    ...tasks('solid_queue', null, 'threads'),
    count: firstOf('solid_queue processes', 1, [
      queueNumber(context, 'solid-queue', ({ processes }) => processes, 'processes'),
      numberIn('JOB_CONCURRENCY', context.launch.variables),
    ]),
    concurrency:
      threads.value === null
        ? threads
        : {
            ...threads,
            name: 'threads and its own',
            value: threads.value + SOLID_QUEUE_OWN,
            origin: threads.origin === 'declared' ? 'derived' : threads.origin,
            why: `${threads.value} threads and ${SOLID_QUEUE_OWN} of its own`,
          },
  };
}

/** What hands tasks on when their time has come, and runs none. */
function schedule(program: string): ProgramReading {
  const why = 'it hands tasks on and runs none';
  return {
    program,
    work: 'schedule',
    count: factor('processes', 1, null, 'derived', why),
    concurrency: factor('tasks at once', 0, null, 'derived', why),
    model: 'a schedule',
    entry: null,
  };
}

function one() {
  return factor('tasks at once', 1, null, 'derived', 'one task at a time');
}

function tasks(
  program: string,
  concurrency: ProgramReading['concurrency'],
  model: string,
): ProgramReading {
  return {
    program,
    work: 'tasks',
    count: factor('processes', 1, null, 'derived', `${program} is one process`),
    concurrency,
    model,
    entry: null,
  };
}
