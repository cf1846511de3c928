import { defineRule } from '../../../contracts/rule';
import { textOf } from '../../../system/factors';
import { settingIn } from '../../../system/setting-names';
import { severityIn } from '../../../system/severity';
import { triggersOf } from '../../../system/sources/functions';

export default defineRule({
  id: 'topology/pollers-exceed-reserve',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'More pollers than reserved calls',
  summary: 'A queue may call a function more often at once than the function may run.',
  citations: ['aws.lambda.sqs-scaling', 'aws.lambda.concurrency'],
  practices: [],
  checklist: ['autoscaling-limits'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const entry of system.of('function')) {
      const { reserved, name, resource } = entry.fact;
      if (reserved.state !== 'known' || reserved.value <= 0) continue;
      const queues = triggersOf(entry, system).filter(({ fact: { by } }) => by === 'queue');
      const most = queues.map(({ fact: { mostAtOnce } }) =>
        mostAtOnce.state === 'known' ? mostAtOnce.value : null,
      );
      const [first] = queues;
      if (!first || most.includes(null)) continue;
      const sum = most.reduce<number>((total, each) => total + (each ?? 0), 0);
      if (sum <= reserved.value) continue;
      const called = textOf(name) ?? resource;
      const queuesOf = most.length > 1 ? 'The queues' : 'The queue';
      report({
        at: { uri: first.uri, path: first.fact.mostAtOnce.path },
        severity: severityIn(system, 'information'),
        message: `${queuesOf} of ${called} may make ${most.join(' and ')} calls at once (${settingIn(first, 'MaximumConcurrency')}), and ${reserved.value} are reserved for it (${settingIn(entry, 'ReservedConcurrentExecutions')}): under load the rest are refused, their messages wait until they are visible again, and each time counts towards the dead-letter queue without a fault of theirs. Let all queues together ask for no more than is reserved.`,
        subject: resource,
        related: [
          {
            at: { uri: entry.uri, path: reserved.path },
            message: `${settingIn(entry, 'ReservedConcurrentExecutions')}: ${reserved.value}`,
          },
        ],
      });
    }
  },
});
