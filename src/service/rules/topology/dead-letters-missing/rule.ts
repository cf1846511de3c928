import type { QueueConsumerFact, QueueFact } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import type { FactEntry, System, WorkloadNode } from '../../../contracts/system';
import { textOf } from '../../../system/factors';
import { carriedBy } from '../../../system/relations/carries';
import { severityIn } from '../../../system/severity';
import { isLink } from '../../../system/sources/functions';
import { queueIn } from '../../../system/sources/queues';
import { stackOf } from '../../../system/sources/stacks';
import { RUNS_CODE } from '../../../system/workload-tests';

export default defineRule({
  id: 'topology/dead-letters-missing',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'No queue for dead letters',
  summary: 'A message that always fails is handed out again until it expires.',
  citations: ['aws.sqs.dead-letters', 'aws.lambda.sqs'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const triggers = system.of('function-trigger').filter(({ fact }) => fact.by === 'queue');
    const consumers = consumersIn(system);
    for (const entry of system.of('queue')) {
      const { uri, fact } = entry;
      if (fact.deadLetters !== null || fact.deadLettersOpen) continue;
      const trigger = triggers.find(
        (each) =>
          stackOf(each) === stackOf(entry) && isLink(each.fact.queue, fact.resource, fact.name),
      );
      const consumer = trigger ? undefined : consumers.get(entry);
      const takes = trigger
        ? { who: 'a function', at: { uri: trigger.uri, path: trigger.fact.path } }
        : consumer && {
            who: consumer.workload.name,
            at: { uri: consumer.code.uri, path: consumer.code.fact.path },
          };
      if (!takes) continue;
      report({
        at: { uri, path: fact.path },
        severity: severityIn(system, 'information'),
        message: `${textOf(fact.name) ?? fact.resource} has no dead-letter queue (RedrivePolicy), and ${takes.who} takes its messages: one that always fails is tried again until it expires, after four days by default, and takes places from those that would succeed, most of all when much fails at once. Give it one.`,
        subject: fact.resource,
        related: [{ at: takes.at, message: 'its messages are taken here' }],
      });
    }
  },
});

interface Consumer {
  readonly workload: WorkloadNode;
  readonly code: FactEntry<QueueConsumerFact>;
}

/** The first workload whose code takes the messages of each queue. */
function consumersIn(system: System): ReadonlyMap<FactEntry<QueueFact>, Consumer> {
  const found = new Map<FactEntry<QueueFact>, Consumer>();
  if (system.of('queue-consumer').length === 0) return found;
  const consumersOf = carriedBy(system, 'queue-consumer');
  for (const workload of system.workloadsWhere(RUNS_CODE)) {
    for (const code of consumersOf(workload)) {
      if (code.certainty !== 'stated') continue;
      for (const { variables } of workload.containers) {
        for (const name of code.fact.variables) {
          const queue = queueIn(variables.get(name), system);
          if (queue && !found.has(queue)) found.set(queue, { workload, code });
        }
      }
    }
  }
  return found;
}
