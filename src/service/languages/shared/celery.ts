import type { QueueAppFact, ScheduledTaskFact } from '../../contracts/fact';
import type { Placed } from '../../contracts/facts/placed';
import { absent, type Field, known } from '../../contracts/field';
import type { Span } from '../../contracts/span';
import { pointer } from '../../syntax/data-node';
import { type CodeSettings, type CodeValue, codeField } from './code-values';

/**
 * What Celery is told in code: `app.conf.update(…)`, `app.conf.name = …`, `Celery(broker=…)`, a module
 * of settings, and Django's `CELERY_…`; docs.celeryq.dev, "Configuration and defaults".
 */
export function celeryApp({ assigned, calls }: CodeSettings): Placed<QueueAppFact> | undefined {
  const settings = new Map<string, CodeValue>();
  let discovered: readonly string[] | null = [];
  let at: Span | undefined;
  for (const { name, named, positional, at: place } of calls) {
    if (/(?:^|\.)Celery$/.test(name)) {
      at ??= place;
      for (const [key, value] of named)
        settings.set(key === 'backend' ? 'result_backend' : key, value);
    } else if (/(?:^|\.)conf\.update$/.test(name)) {
      at ??= place;
      const [first] = positional;
      for (const [key, value] of first?.kind === 'map' ? first.entries : [])
        settings.set(key, value);
      for (const [key, value] of named) settings.set(key, value);
    } else if (/(?:^|\.)autodiscover_tasks$/.test(name)) {
      const packages = textsIn(positional[0] ?? named.get('packages'));
      discovered = packages &&
        discovered && [...discovered, ...packages.map((each) => `${each}.tasks`)];
    }
  }
  for (const [name, value] of assigned) {
    const key = /(?:^|\.)conf\.(\w+)$/.exec(name)?.[1] ?? /^CELERY_(\w+)$/.exec(name)?.[1];
    if (key === undefined) continue;
    at ??= value.at;
    settings.set(key.toLowerCase(), value);
  }
  return at && celerySettings(settings, at, discovered);
}

/** A module of settings for Celery alone, by its names. */
export function celerySettings(
  settings: ReadonlyMap<string, CodeValue>,
  at: Span,
  discovered: readonly string[] | null = [],
): Placed<QueueAppFact> {
  const named = ['include', 'imports', 'celery_include', 'celery_imports'].map((name) =>
    settings.has(name) ? textsIn(settings.get(name)) : [],
  );
  const isTold = discovered !== null && named.every((each) => each !== null);
  const setting = (...names: readonly string[]) => {
    const name = names.find((one) => settings.has(one)) ?? names[0] ?? '';
    return codeField(settings.get(name), `/queue/${name}`, at);
  };
  const typed = <T>(field: ReturnType<typeof setting>, type: 'string' | 'number' | 'boolean') => {
    if (field.state !== 'known') return field;
    return typeof field.value === type
      ? (field as Field<T>)
      : { state: 'unknown' as const, why: 'no plain value', at: field.at, path: field.path };
  };
  const number = (...names: readonly string[]): Field<number> =>
    typed<number>(setting(...names), 'number');
  const broker = settings.get('broker_url') ?? settings.get('broker');
  const transport = settings.get('broker_transport_options');
  const visibility =
    transport?.kind === 'map' ? transport.entries.get('visibility_timeout') : undefined;
  return {
    kind: 'queue-app',
    at,
    path: '/queue',
    library: 'celery',
    modules: isTold ? [...discovered, ...named.flatMap((each) => each ?? [])] : null,
    broker: typed<string>(setting('broker_url', 'broker'), 'string'),
    ...(broker?.kind === 'unknown' && broker.begins && { brokerBegins: broker.begins }),
    concurrency: number('worker_concurrency', 'celeryd_concurrency'),
    processes: absent(at.end, '/queue/processes'),
    timeLimit: number('task_time_limit', 'celeryd_task_time_limit'),
    softTimeLimit: number('task_soft_time_limit', 'celeryd_task_soft_time_limit'),
    acksLate: typed<boolean>(setting('task_acks_late', 'celery_acks_late', 'acks_late'), 'boolean'),
    visibilityTimeout: typed<number>(
      codeField(visibility, '/queue/visibility_timeout', at),
      'number',
    ),
    schedule: scheduleOf(settings.get('beat_schedule') ?? settings.get('celerybeat_schedule')),
  };
}

/** The texts of a list; `null` where it is none, or holds something else. */
function textsIn(value: CodeValue | undefined): readonly string[] | null {
  const items = value?.kind === 'list' ? value.items : value ? [value] : [];
  const texts = items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' ? [item.value] : [],
  );
  return texts.length === items.length && items.length > 0 ? texts : null;
}

function scheduleOf(schedule: CodeValue | undefined): readonly Placed<ScheduledTaskFact>[] {
  if (schedule?.kind !== 'map') return [];
  return [...schedule.entries].map(([name, entry]) => {
    const path = pointer('/queue/beat_schedule', name);
    const value = (key: string) => (entry.kind === 'map' ? entry.entries.get(key) : undefined);
    const task = codeField(value('task'), `${path}/task`, entry.at);
    const every = codeField(value('schedule'), `${path}/schedule`, entry.at);
    return {
      at: entry.at,
      path,
      name,
      task:
        task.state === 'known' && typeof task.value !== 'string'
          ? { state: 'unknown', why: 'no plain name', at: task.at, path: task.path }
          : (task as Field<string>),
      every:
        every.state === 'known'
          ? typeof every.value === 'number'
            ? known(every.value, every.at, every.path, every.origin)
            : { state: 'unknown', why: 'a calendar', at: every.at, path: every.path }
          : every,
    };
  });
}
