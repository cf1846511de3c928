import { defineRule } from '../../../contracts/rule';
import { isProgram } from '../../../languages/application-code/made-pools';
import { loopedCalls, loopWords } from '../../../languages/application-code/queries/looped';

export default defineRule({
  id: 'pool/remote-call-in-loop',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Remote call in a loop',
  summary: 'Another system is asked for one item of a list after the other.',
  citations: ['guide.load-balancing', 'aws.builders.timeouts'],
  practices: [],
  checklist: ['load-balancing-failover'],
  fixes: [],
  needs: [],
  // What asks the database as well is told for that.
  defersTo: ['query/in-loop', 'query/write-in-loop'],
  check({ application }, report) {
    const isRunByHand = isProgram(application);
    for (const call of loopedCalls(application)) {
      const { use, library, behind } = call;
      const { each, handler, isRequest, at, begins } = loopWords(call, application);
      const what = behind
        ? `${use.method} calls another system (${library}) and`
        : `A call of another system (${library})`;
      // Who starts a program waits for it, and knows.
      if (isRunByHand && !isRequest) continue;
      report({
        at,
        severity: isRequest ? 'warning' : 'hint',
        message: `${what} runs for one item of ${each} after the other${handler}: 100 items take 100 times as long as one. ${isRequest ? 'Ask for all of them in one call, for a few at a time with a limit, or leave it to a worker.' : 'Ask for all of them in one call, or for a few at a time with a limit.'}`,
        related: [begins],
      });
    }
  },
});
