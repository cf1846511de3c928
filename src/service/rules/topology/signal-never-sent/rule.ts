import { defineRule } from '../../../contracts/rule';
import { bootOf } from '../../../system/boot';
import { textOf } from '../../../system/factors';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/signal-never-sent',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'warning',
  title: 'Stack waits for no signal',
  summary: 'A stack waits for signals that no instance sends.',
  citations: ['aws.cloudformation.update-policy', 'aws.cloudformation.signal'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ system }, report) {
    for (const { uri, fact } of system.of('scaling-group')) {
      const { awaitsSignals: awaits, userData } = fact;
      if (!awaits || !userData || fact.mentionsSignal) continue;
      const boot = bootOf(userData, uri, system);
      if (boot.steps.some(({ words }) => SIGNAL.test(words.join(' ')))) continue;
      const isWaited = awaits.timeout.state === 'known' ? ` for ${awaits.timeout.value}` : '';
      const unless =
        boot.unseen === null ? '' : `, unless ${boot.unseen} does, which is not in this repository`;
      report({
        at: { uri, path: awaits.path },
        severity: severityIn(system, boot.unseen === null ? 'warning' : 'information'),
        message: `CloudFormation waits${isWaited} for a signal of each new instance of ${textOf(fact.name) ?? 'the group'}, and nothing that an instance runs sends one${unless}: the operation fails when the time is over, and is rolled back, also the one that is to bring more capacity. Send it at the end of the user data (cfn-signal), once the instance serves.`,
        subject: fact.path,
        related: [
          { at: { uri, path: userData.path }, message: 'what an instance runs' },
          ...boot.scripts.slice(0, 4).map((script) => ({
            at: { uri: script.uri, path: script.fact.path },
            message: 'it runs this as well',
          })),
        ],
      });
    }
  },
});

/** What tells CloudFormation that an instance is ready. */
const SIGNAL = /\bcfn-signal\b|\bsignal-resource\b|\bSignalResource\b/;
