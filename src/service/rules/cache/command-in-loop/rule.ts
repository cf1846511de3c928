import { defineRule } from '../../../contracts/rule';
import { loopedCommands } from '../../../languages/application-code/looped-commands';
import { loopWords } from '../../../languages/application-code/queries/looped';

export default defineRule({
  id: 'cache/command-in-loop',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  title: 'Cache asked in a loop',
  summary: 'A loop sends Redis one command for each item, and waits for each.',
  citations: ['guide.caching', 'redis.pipelining'],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    for (const { use, loop, instead } of loopedCommands(application)) {
      const { each, handler, at, begins } = loopWords({ use, loop }, application);
      report({
        at,
        message: `${use.method} asks Redis once for each item of ${each}${handler}, and waits each time: 100 items are 100 round trips. ${instead}`,
        related: [begins],
      });
    }
  },
});
