import type { Factor, TaskTerms } from '../../contracts/system';
import type { Word } from '../command-words';
import { factor, unknownFactor } from '../factors';
import {
  FOLLOWS_CORES,
  firstOf,
  numberOf,
  optionOf,
  type ProgramContext,
  settingNumber,
} from './options';
import { once, type Program, type ProgramReading, requests } from './program';

/** PHP itself, what frameworks start with it, and Apache with PHP in it; PHP-FPM is a server beside others. */
export const PHP: readonly Program[] = [
  { name: /^php[\d.]*$/, read: php },
  { name: /^artisan$/, read: artisan },
  { name: /^console$/, read: console },
  { name: /^apache2-foreground$/, read: apache },
];

function php(words: readonly Word[], context: ProgramContext): ProgramReading {
  const at = words.findIndex(({ text }) => /(?:^|\/)(?:artisan|console)$/.test(text));
  const entry = words.find(({ text }) => !text.startsWith('-'))?.text ?? null;
  const read = /artisan$/.test(words[at]?.text ?? '') ? artisan : console;
  const of = at < 0 ? undefined : read(words.slice(at + 1), context);
  if (of) return { ...of, entry };
  const why = 'a program of its own is taken for one process';
  return {
    ...requests('php', 'a program of its own'),
    work: 'unknown',
    count: { name: 'processes', value: 1, origin: 'assumed', at: null, why },
    entry,
  };
}

/** Commands of Laravel's `artisan` that stay: the schedule, workers of queues, a server. Any other ends by itself. */
function artisan([command, ...behind]: readonly Word[], context: ProgramContext) {
  if (command === undefined) return undefined;
  const task = command.text;
  if (task === 'schedule:work') {
    return { ...requests('artisan schedule:work', 'a schedule'), work: 'schedule' } as const;
  }
  if (/^queue:(?:work|listen)$/.test(task)) {
    const reading = requests(`artisan ${task}`, 'one job at a time');
    return { ...reading, work: 'tasks', task: laravelTask(behind, context) } as const;
  }
  if (/^horizon(?:$|:work$)/.test(task)) {
    const reading = requests(`artisan ${task}`, 'one job at a time');
    return { ...reading, work: 'tasks', count: horizonProcesses(context) } as const;
  }
  if (/^octane:(?:start|frankenphp|swoole|roadrunner)$/.test(task)) {
    const written = optionOf(behind, '--workers');
    return {
      ...requests('artisan octane', 'one request at a time'),
      count:
        numberOf('--workers', written) ?? unknownFactor('--workers', FOLLOWS_CORES, command.at),
    };
  }
  if (task === 'serve') return requests('artisan serve', 'one request at a time');
  if (/^(?:octane|reverb|pulse):/.test(task)) return undefined;
  return once('artisan', [command]);
}

/** Commands of Symfony's console that stay: workers of Messenger. Any other ends by itself. */
function console([command]: readonly Word[]): ProgramReading | undefined {
  if (command === undefined) return undefined;
  const task = command.text;
  if (/^(?:messenger:consume|enqueue:consume|rabbitmq:consumer)/.test(task))
    return { ...requests(`console ${task}`, 'one message at a time'), work: 'tasks' };
  return once('console', [command]);
}

/** A child answers one request at a time; how many there are is set in Apache's own files, which are not read. */
function apache(): ProgramReading {
  return {
    ...requests('apache2-foreground', 'one request a child'),
    count: unknownFactor(
      'MaxRequestWorkers',
      'Apache in the image says how many: 150 where nothing is set in mpm_prefork.conf',
    ),
    concurrency: factor('children', 1, null, 'derived', 'a child answers one request at a time'),
  };
}

/**
 * How many workers Horizon runs at the most: those of each supervisor of its environment, which `APP_ENV` names.
 * An environment's supervisors are laid over those that all have (`array_replace_recursive`).
 */
function horizonProcesses(context: ProgramContext): Factor {
  const name = 'maxProcesses';
  const files = context.settings('horizon');
  const environments = files.filter(({ fact }) => fact.environment !== null);
  if (environments.length === 0) return unknownFactor(name, 'config/horizon.php is not in sight');
  const set = context.launch.variables.get('APP_ENV');
  if (set?.state !== 'known') {
    return unknownFactor(name, 'which environment of config/horizon.php holds is set in APP_ENV');
  }
  const own = environments.find(({ fact }) => fact.environment === set.value);
  if (!own) return unknownFactor(name, `config/horizon.php has no environment "${set.value}"`);
  const all = files.find(({ fact }) => fact.environment === null);
  const supervisors = new Set([all, own].flatMap((each) => Object.keys(each?.fact.settings ?? {})));
  const counts = [...supervisors].map((supervisor) =>
    firstOf(
      name,
      1,
      [own, all].map(
        (each) =>
          each && settingNumber(name, each.fact.settings[supervisor], each.uri, context.launch),
      ),
    ),
  );
  const open = counts.find(({ value }) => value === null);
  if (open) return open;
  const sum = counts.reduce((total, { value }) => total + (value ?? 0), 0);
  const at = { uri: own.uri, path: own.fact.path };
  return factor(name, sum, at, 'derived', `its supervisors: ${[...supervisors].join(', ')}`);
}

/** Seconds that a worker of Laravel lets a job run where it is told nothing (laravel.com, "Queues"). */
const LARAVEL_TIMEOUT = 60;

/** What a worker of Laravel and its connection say of one job. */
function laravelTask(words: readonly Word[], context: ProgramContext): TaskTerms {
  const [given] = words.filter(({ text }) => !text.startsWith('-'));
  const set = context.launch.variables.get('QUEUE_CONNECTION');
  const name = given
    ? given.why === null
      ? given.text
      : null
    : set?.state === 'known'
      ? set.value
      : null;
  const queue = context.queues('laravel').find(({ fact }) => fact.connection === name);
  const driver = queue?.fact.broker.state === 'known' ? queue.fact.broker.value : (name ?? '');
  const again = queue?.fact.visibilityTimeout;
  return {
    limit: firstOf('--timeout', LARAVEL_TIMEOUT, [
      numberOf('--timeout', optionOf(words, '--timeout')),
    ]),
    acksLate: 'yes',
    visibility:
      queue && again
        ? (settingNumber('retry_after', again, queue.uri, context.launch) ?? null)
        : null,
    broker: /^redis$/.test(driver) ? 'redis' : null,
    brokerAddress: null,
  };
}
