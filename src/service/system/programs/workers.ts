import type { QueueAppFact } from '../../contracts/fact';
import type { TaskTerms } from '../../contracts/system';
import { factor, unknownFactor } from '../factors';
import type { Word } from '../launches';
import { numberIn } from '../variables';
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
  if (texts.includes('beat')) {
    return {
      program: 'celery beat',
      work: 'schedule',
      count: factor('beat', 1, null, 'derived', 'it hands tasks on and runs none'),
      concurrency: factor('beat', 0, null, 'derived', 'it hands tasks on and runs none'),
      model: 'a schedule',
      entry: app,
    };
  }
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
  const [queue] = context.queues('celery');
  const number = (
    name: string,
    of: (fact: QueueAppFact) => QueueAppFact['timeLimit'],
    written?: Word,
  ) => numberOf(name, written) ?? queueNumber(context, 'celery', of, name) ?? null;
  const late = queue?.fact.acksLate;
  const address = queue?.fact.broker.state === 'known' ? queue.fact.broker.value : undefined;
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
    broker: /^([a-z]+)(?:\+\w+)?:\/\//.exec(address ?? '')?.[1] ?? null,
  };
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
