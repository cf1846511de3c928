import { defineRule } from '../../../contracts/rule';
import { textOf } from '../../../system/factors';
import { severityIn } from '../../../system/severity';
import { isLink } from '../../../system/sources/functions';
import { stackOf } from '../../../system/sources/stacks';

export default defineRule({
  id: 'topology/dead-letters-at-once',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Dead after one attempt',
  summary: 'A message that fails once, or meets a function at its limit, is given up for good.',
  citations: ['aws.lambda.sqs', 'aws.sqs.dead-letters'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    const triggers = system.of('function-trigger').filter(({ fact }) => fact.by === 'queue');
    for (const entry of system.of('queue')) {
      const { uri, fact } = entry;
      const { receives, resource, name } = fact;
      if (receives.state !== 'known' || receives.value !== 1) continue;
      const trigger = triggers.find(
        (each) => stackOf(each) === stackOf(entry) && isLink(each.fact.queue, resource, name),
      );
      report({
        at: { uri, path: receives.path },
        severity: severityIn(system, trigger ? 'warning' : 'information'),
        message: trigger
          ? `A message of ${textOf(name) ?? resource} is given up after it has been handed out once (maxReceiveCount: 1), and a function takes them: one that Lambda takes while the function is at its limit counts as handed out, so that under load messages die that nobody has looked at. AWS advises 5 at least.`
          : `A message of ${textOf(name) ?? resource} is given up after it has been handed out once (maxReceiveCount: 1): a worker that is stopped in the middle, or one slow answer of another system, ends it for good. Let it be tried again.`,
        subject: resource,
        related: trigger
          ? [
              {
                at: { uri: trigger.uri, path: trigger.fact.path },
                message: 'a function takes them',
              },
            ]
          : [],
      });
    }
  },
});
