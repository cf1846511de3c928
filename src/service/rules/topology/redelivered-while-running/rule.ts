import { defineRule } from '../../../contracts/rule';
import type { Container, ProcessNode } from '../../../contracts/system';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/redelivered-while-running',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  summary: 'The broker hands a task out again while it is still being worked on.',
  citations: ['celery.redis-visibility', 'guide.scaling'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const told = new Set<string>();
    for (const { name, containers } of system.workloads) {
      for (const [process, container] of containers.flatMap((each) =>
        each.processes.map((process) => [process, each] as const),
      )) {
        const found = againOf(process, container);
        if (!found) continue;
        const { limit, visibility, isDefault } = found;
        const at = visibility.at ?? limit.at ?? process.at;
        const key = `${at.uri}#${at.path}`;
        if (told.has(key)) continue;
        told.add(key);
        report({
          at,
          severity: severityIn(system, 'warning'),
          message: `A task of ${name} may run for ${limit.value} s and is acknowledged when it is done, and the broker hands it out again after ${visibility.value} s (visibility_timeout${isDefault ? ', its default' : ''}): a second worker begins it while the first is at it, and a third after that. Let visibility_timeout be longer than the longest task.`,
          subject: key,
          related: limit.at ? [{ at: limit.at, message: `task_time_limit: ${limit.value} s` }] : [],
        });
      }
    }
  },
});

/** Seconds after which Redis and SQS hand out again what Celery has not acknowledged. */
const DEFAULTS: Readonly<Record<string, number>> = { redis: 3600, rediss: 3600, sqs: 1800 };

function againOf({ task }: ProcessNode, container: Container) {
  const limit = task?.limit;
  if (task?.acksLate !== 'yes' || !limit || limit.value === null) return undefined;
  const broker = task.broker ?? onlyBroker(container);
  const byDefault = broker === null ? undefined : DEFAULTS[broker];
  // Other brokers know no such time.
  if (broker !== null && byDefault === undefined) return undefined;
  const isDefault = task.visibility === null;
  const visibility = task.visibility ?? { value: byDefault ?? null, at: null };
  if (visibility.value === null || limit.value < visibility.value) return undefined;
  return { limit, visibility, isDefault };
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
