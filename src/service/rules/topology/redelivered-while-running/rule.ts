import { defineRule } from '../../../contracts/rule';
import type { ProcessNode } from '../../../contracts/system';
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
      for (const process of containers.flatMap(({ processes }) => processes)) {
        const found = againOf(process);
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

function againOf({ task }: ProcessNode) {
  const limit = task?.limit;
  if (task?.acksLate !== 'yes' || !limit || limit.value === null) return undefined;
  const byDefault = task.broker === null ? undefined : DEFAULTS[task.broker];
  // Other brokers know no such time.
  if (task.broker !== null && byDefault === undefined) return undefined;
  const isDefault = task.visibility === null;
  const visibility = task.visibility ?? { value: byDefault ?? null, at: null };
  if (visibility.value === null || limit.value < visibility.value) return undefined;
  return { limit, visibility, isDefault };
}
