import { defineRule } from '../../../contracts/rule';
import { textOf } from '../../../system/factors';
import { severityIn } from '../../../system/severity';
import { isLink } from '../../../system/sources/functions';
import { stackOf } from '../../../system/sources/stacks';

export default defineRule({
  id: 'topology/dead-letters-missing',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'No queue for dead letters',
  summary: 'A message that always fails is handed to a function again until it expires.',
  citations: ['aws.sqs.dead-letters', 'aws.lambda.sqs'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    const triggers = system.of('function-trigger').filter(({ fact }) => fact.by === 'queue');
    for (const { uri, file, fact } of system.of('queue')) {
      if (fact.deadLetters !== null || fact.deadLettersOpen) continue;
      const trigger = triggers.find(
        (each) =>
          stackOf(each.file) === stackOf(file) && isLink(each.fact.queue, fact.resource, fact.name),
      );
      if (!trigger) continue;
      report({
        at: { uri, path: fact.path },
        severity: severityIn(system, 'information'),
        message: `${textOf(fact.name) ?? fact.resource} has no dead-letter queue (RedrivePolicy), and a function takes its messages: one that always fails is tried again until it expires, after four days by default, and takes places from those that would succeed, most of all when much fails at once. Give it one.`,
        subject: fact.resource,
        related: [
          {
            at: { uri: trigger.uri, path: trigger.fact.path },
            message: 'its messages are taken here',
          },
        ],
      });
    }
  },
});
