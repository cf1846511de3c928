import type { OutboundCallFact } from '../../../contracts/fact';
import type { Place } from '../../../contracts/finding';
import { defineRule } from '../../../contracts/rule';

import type {
  Container,
  ProcessNode,
  System,
  WorkloadNode,
  WorkloadTest,
} from '../../../contracts/system';
import { factor, textOf } from '../../../system/factors';
import { carriedBy } from '../../../system/relations/carries';
import { isAside } from '../../../system/relations/contexts';
import { loadedBy } from '../../../system/relations/entry-files';
import { settingIn } from '../../../system/setting-names';
import { severityIn } from '../../../system/severity';
import { FUNCTION_TIMEOUT, isLink, triggersOf } from '../../../system/sources/functions';
import { queueIn } from '../../../system/sources/queues';
import { stackOf } from '../../../system/sources/stacks';
import { RUNS_CODE } from '../../../system/workload-tests';
import { isIn } from '../../../text/paths';
import { tableOf } from '../../../text/tables';

export default defineRule({
  id: 'topology/redelivered-while-running',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Task redelivered while running',
  summary: 'The broker hands a task out again while it is still being worked on.',
  citations: ['aws.lambda.sqs', 'celery.redis-visibility', 'guide.scaling'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const found of queuesOf(system)) report(found);
    for (const found of consumersOf(system)) report(found);
    for (const found of givenConsumersOf(system)) report(found);
    const told = new Set<string>();
    for (const { name, containers } of system.workloadsWhere(TAKES_TASKS)) {
      for (const [process, container] of containers.flatMap((each) =>
        each.processes.map((process) => [process, each] as const),
      )) {
        const delayed = delayedBeyond(process, container, system);
        if (delayed && !told.has(`${delayed.at.uri}#${delayed.at.path}`)) {
          told.add(`${delayed.at.uri}#${delayed.at.path}`);
          report({ ...delayed, severity: severityIn(system, 'warning') });
        }
        const found =
          againOf(process, container, system) ?? againOfTask(process, container, system);
        if (!found) continue;
        const { limit, visibility, isDefault, setting } = found;
        const at = visibility.at ?? limit.at ?? process.at;
        const key = `${at.uri}#${at.path}`;
        if (told.has(key)) continue;
        told.add(key);
        report({
          at,
          severity: severityIn(system, 'warning'),
          message: `A task of ${name} may run for ${limit.value} s and is acknowledged when it is done, and the broker hands it out again after ${visibility.value} s (${setting}${isDefault ? ', its default' : ''}): a second worker begins it while the first is at it, and a third after that. Let ${setting} be longer than the longest task.`,
          subject: key,
          related: limit.at ? [{ at: limit.at, message: `${limit.name}: ${limit.value} s` }] : [],
        });
      }
    }
  },
});

const TAKES_TASKS: WorkloadTest = {
  name: 'takes tasks of a queue',
  holds: ({ containers }) =>
    containers.some(({ processes }) => processes.some(({ task }) => task !== null)),
};

/** AWS wants a message hidden for so many times as long as a call may take. */
const TIMES = 6;
/** Seconds that a queue of SQS hides a message where nothing is written. */
const HIDDEN = 30;

/** Queues of SQS in front of functions, told once a queue. */
function queuesOf(system: System) {
  const queues = system.of('queue');
  return system.of('function').flatMap((entry) => {
    const { fact } = entry;
    const { timeout } = fact;
    if (timeout.state === 'unknown') return [];
    const longest = timeout.state === 'known' ? timeout.value : FUNCTION_TIMEOUT;
    return triggersOf(entry, system).flatMap(({ fact: { queue: link, batchWindow } }) => {
      const queue = queues.find(
        (each) =>
          stackOf(each) === stackOf(entry) && isLink(link, each.fact.resource, each.fact.name),
      );
      if (!queue || queue.fact.visibility.state === 'unknown' || batchWindow.state === 'unknown')
        return [];
      const { visibility } = queue.fact;
      const isWritten = visibility.state === 'known';
      const hidden = isWritten ? visibility.value : HIDDEN;
      const gathered = batchWindow.state === 'known' ? batchWindow.value : 0;
      const wanted = TIMES * longest + gathered;
      if (hidden >= wanted) return [];
      const isRefused = hidden < longest;
      const name = textOf(queue.fact.name) ?? queue.fact.resource;
      const called = textOf(fact.name) ?? fact.resource;
      const says = `${name} hides a message that is taken for ${hidden} s (VisibilityTimeout${isWritten ? '' : ', its default'}), and ${called} may work on it for ${longest} s (${settingIn(entry, 'Timeout')})`;
      const at = {
        uri: queue.uri,
        path: isWritten ? visibility.path : queue.fact.path,
      };
      return [
        {
          at,
          severity: isRefused ? severityIn(system, 'error') : severityIn(system, 'information'),
          message: isRefused
            ? `${says}: Lambda refuses to take messages of a queue that hands them out again before a call has ended. Hide them for ${wanted} s, ${TIMES} times as long as a call${gathered > 0 ? ' and the batch window' : ''}.`
            : `${says}: when calls are throttled under load, what waits to be tried again is handed out once more${queue.fact.deadLetters ? ', and comes to its dead-letter queue without a fault of its own' : ''}. AWS wants ${TIMES} times the timeout${gathered > 0 ? ' and the batch window' : ''}: ${wanted} s.`,
          subject: queue.fact.resource,
          related:
            timeout.state === 'known'
              ? [
                  {
                    at: { uri: entry.uri, path: timeout.path },
                    message: `${settingIn(entry, 'Timeout')}: ${longest} s`,
                  },
                ]
              : [],
        },
      ];
    });
  });
}

/** Programs that take messages of SQS for a time in which a call that they make may not end. */
function consumersOf(system: System) {
  const calls = system.of('outbound-call');
  return system.of('queue-consumer').flatMap(({ uri, file, fact }) => {
    const { hides, extends: isExtended, library } = fact;
    if (hides.state !== 'known' || isExtended || isAside(file)) return [];
    const hidden = hides.value;
    const seconds = ({ timeout }: OutboundCallFact) =>
      timeout.state === 'known' ? timeout.value / 1000 : 0;
    const [longest] = calls
      .filter((each) => each.uri === uri && seconds(each.fact) >= hidden)
      .sort((a, b) => seconds(b.fact) - seconds(a.fact));
    if (!longest) return [];
    const { library: caller, host, path } = longest.fact;
    const towards = host.state === 'known' ? ` of ${host.value}` : '';
    return [
      {
        at: { uri, path: hides.path },
        severity: severityIn(system, 'warning'),
        message: `A message that ${library} takes here is hidden for ${hidden} s (VisibilityTimeout), and a call${towards} that it waits for may take ${seconds(longest.fact)} s (the timeout of ${caller}): the queue hands the message out again meanwhile, and it is worked on twice. Hide it for longer than its calls may take together, or limit them.`,
        subject: fact.path,
        related: [{ at: { uri, path }, message: `the call may take ${seconds(longest.fact)} s` }],
      },
    ];
  });
}

/** Programs that leave it to the queue how long a message is hidden, and may work on it for longer. */
function givenConsumersOf(system: System) {
  const consumersIn = carriedBy(system, 'queue-consumer');
  const told = new Set<string>();
  return system.workloadsWhere(RUNS_CODE).flatMap((workload) =>
    consumersIn(workload).flatMap(({ uri, file, fact, certainty }) => {
      if (!mayLoad(workload, file, system)) return [];
      const { hides, extends: isExtended, works, variables, library } = fact;
      if (hides.state !== 'absent' || isExtended || works.state !== 'known') return [];
      const queues = workload.containers.flatMap((container) =>
        variables.flatMap((name) => queueIn(container.variables.get(name), system) ?? []),
      );
      const [queue, another] = new Set(queues);
      const { visibility, path } = queue?.fact ?? {};
      if (!queue || another || !visibility || visibility.state === 'unknown') return [];
      const hidden = visibility.state === 'known' ? visibility.value : HIDDEN;
      const at = {
        uri: queue.uri,
        path: visibility.state === 'known' ? visibility.path : (path ?? ''),
      };
      const key = `${at.uri}#${at.path}`;
      if (works.value <= hidden || certainty === 'ambiguous' || told.has(key)) return [];
      told.add(key);
      const name = textOf(queue.fact.name) ?? queue.fact.resource;
      return [
        {
          at,
          severity: severityIn(system, certainty === 'stated' ? 'warning' : 'information'),
          message: `${workload.name} may work on a message for ${works.value} s (its own limit), and ${name} hides a message that is taken for ${hidden} s (VisibilityTimeout${visibility.state === 'known' ? '' : ', its default'}): the queue hands it out again meanwhile, and it is worked on twice. Hide it for longer than all that is taken at once may take.`,
          subject: key,
          related: [{ at: { uri, path: fact.path }, message: `${library} takes messages here` }],
        },
      ];
    }),
  );
}

/** Whether a file may be of what a workload starts: of several programs of one folder it starts one. */
function mayLoad({ containers }: WorkloadNode, file: string, system: System): boolean {
  return containers.some(({ code, processes }) =>
    processes.some((process) => {
      const loaded = code ? loadedBy(process, code.folder, system) : undefined;
      return loaded === undefined || loaded.has(file);
    }),
  );
}

/** Seconds after which Redis and SQS hand out again what Celery has not acknowledged. */
const DEFAULTS = tableOf<number>({ redis: 3600, rediss: 3600, sqs: 1800 });

/**
 * The queue of SQS that a worker is given the address of. What the queue itself says holds: Celery says it only of a
 * queue that it makes.
 */
function queueGivenTo({ variables }: Container, system: System) {
  for (const variable of variables.values()) {
    const queue = queueIn(variable, system);
    if (queue) return queue;
  }
  return undefined;
}

function againOf(process: ProcessNode, container: Container, system: System) {
  const { task } = process;
  const limit = task?.limit;
  if (task?.acksLate !== 'yes' || !limit || limit.value === null) return undefined;
  const broker = task.broker ?? onlyBroker(container);
  const byDefault = broker === null ? undefined : DEFAULTS[broker];
  // Other brokers know no such time.
  if (broker !== null && byDefault === undefined) return undefined;
  const queue = broker === 'sqs' ? queueGivenTo(container, system) : undefined;
  if (queue) {
    const { visibility: hidden, path } = queue.fact;
    const own = hidden.state === 'known' ? hidden.value : hidden.state === 'absent' ? HIDDEN : null;
    if (own === null || limit.value < own) return undefined;
    const at = { uri: queue.uri, path: hidden.state === 'known' ? hidden.path : path };
    const isDefault = hidden.state === 'absent';
    return { limit, visibility: { value: own, at }, isDefault, setting: 'VisibilityTimeout' };
  }
  // Laravel knows no such time but that of its connection.
  const isLaravel = libraryOf(process) === 'laravel';
  if (task.visibility === null && isLaravel) return undefined;
  const isDefault = task.visibility === null;
  const visibility = task.visibility ?? { value: byDefault ?? null, at: null };
  if (visibility.value === null || limit.value < visibility.value) return undefined;
  const setting = isLaravel ? 'retry_after' : 'visibility_timeout';
  return { limit, visibility, isDefault, setting };
}

/** The same for a task that is told its own time in its decorator; the longest of the code that the worker runs. */
function againOfTask(process: ProcessNode, container: Container, system: System) {
  const { task } = process;
  const library = libraryOf(process);
  if (!task || !library || !container.code) return undefined;
  const { folder } = container.code;
  let longest: ReturnType<typeof againOf>;
  for (const { uri, file, fact } of system.of('queue-task')) {
    const { timeLimit, acksLate, called, library: taker } = fact;
    if (taker !== library || !isIn(file, folder)) continue;
    if (timeLimit.state !== 'known') continue;
    const own = acksLate.state === 'known' ? (acksLate.value ? 'yes' : 'no') : task.acksLate;
    const isTold = acksLate.state !== 'unknown';
    const at = { uri, path: timeLimit.path };
    const setting = library === 'laravel' ? '$timeout' : 'time_limit';
    const limit = factor(`${setting} of ${called}`, timeLimit.value, at);
    const told = { ...task, limit, acksLate: isTold ? own : ('unknown' as const) };
    const found = againOf({ ...process, task: told }, container, system);
    if (found && (found.limit.value ?? 0) > (longest?.limit.value ?? 0)) longest = found;
  }
  return longest;
}

function libraryOf({ program }: ProcessNode): 'celery' | 'laravel' | undefined {
  if (program.startsWith('celery')) return 'celery';
  return /^artisan queue:/.test(program) ? 'laravel' : undefined;
}

/** A task that is put off for longer than the broker hides it; Celery keeps it in a worker until it is due. */
function delayedBeyond(process: ProcessNode, container: Container, system: System) {
  const { task } = process;
  const broker = task ? (task.broker ?? onlyBroker(container)) : null;
  const byDefault = broker === null ? undefined : DEFAULTS[broker];
  if (!task || libraryOf(process) !== 'celery' || !container.code || byDefault === undefined)
    return undefined;
  const hidden = task.visibility === null ? byDefault : task.visibility.value;
  const { folder, certainty } = container.code;
  if (hidden === null || certainty === 'ambiguous') return undefined;
  let longest: { readonly at: Place; readonly seconds: number; readonly setting: string } | null =
    null;
  for (const { uri, file, fact } of system.of('queue-delay')) {
    const { seconds, setting } = fact;
    if (!isIn(file, folder) || seconds.state !== 'known') continue;
    if (seconds.value <= Math.max(hidden, longest?.seconds ?? 0)) continue;
    longest = { at: { uri, path: seconds.path }, seconds: seconds.value, setting };
  }
  if (!longest) return undefined;
  const { at, seconds, setting } = longest;
  return {
    at,
    message: `A task is put off for ${seconds} s (${setting}), and a worker keeps it without acknowledging it until it is due; the broker hands it out again after ${hidden} s (visibility_timeout${task.visibility === null ? ', its default' : ''}), so that several workers keep it, and it runs several times. Let visibility_timeout be longer than the longest delay, or keep what is due later in the database.`,
    subject: `${at.uri} ${setting}`,
    related: task.visibility?.at
      ? [{ at: task.visibility.at, message: `visibility_timeout: ${hidden} s` }]
      : [],
  };
}

/**
 * The kind of broker that a container can reach, where its code does not write it: that of the only addresses it is
 * given; `null` where one of its variables may name another.
 */
function onlyBroker({ variables, open }: Container): string | null {
  if (open !== null) return null;
  const schemes = new Set<string>();
  for (const [name, variable] of variables) {
    const text = variable.state === 'known' ? variable.value : (variable.text ?? '');
    const scheme = /^(rediss?|(?:py)?amqps?|sqs|kafka):\/\//.exec(text)?.[1];
    if (scheme !== undefined) schemes.add(scheme);
    else if (/BROKER|AMQP|RABBIT|QUEUE_URL/.test(name)) return null;
  }
  const [only, ...others] = schemes;
  return others.length === 0 ? (only ?? null) : null;
}
