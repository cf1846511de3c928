import type { FactValue } from '../../../contracts/fact';
import { defineRule } from '../../../contracts/rule';
import { settingIn } from '../../../system/setting-names';
import { severityIn } from '../../../system/severity';

export default defineRule({
  id: 'topology/stream-held-up',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'One record holds up a shard',
  summary: 'A record of a stream that fails is tried again until it expires, and its shard waits.',
  citations: ['aws.lambda.stream-errors'],
  practices: [],
  checklist: ['redundancy'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ system }, report) {
    for (const entry of system.of('function-trigger')) {
      const { by, retries, longestAge, path } = entry.fact;
      if (by !== 'stream' || !isUnbounded(retries) || !isUnbounded(longestAge)) continue;
      const [most, oldest] = [
        settingIn(entry, 'MaximumRetryAttempts'),
        settingIn(entry, 'MaximumRecordAgeInSeconds'),
      ];
      report({
        at: { uri: entry.uri, path },
        severity: severityIn(system, 'information'),
        message: `Records that make the function fail are tried again until they expire, a day after they were written where nobody keeps them longer, and what came after them in the shard waits: one that can never be worked on stops its shard for as long. Set ${most} or ${oldest}, with a destination for what is given up.`,
        subject: path,
      });
    }
  },
});

/** Without a number, and with -1, nothing ends it. */
function isUnbounded(field: FactValue<number>): boolean {
  return field.state === 'absent' || (field.state === 'known' && field.value === -1);
}
