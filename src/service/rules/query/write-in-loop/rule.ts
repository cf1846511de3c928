import { defineRule } from '../../../contracts/rule';
import { loopedQueries, loopWords } from '../../../languages/application-code/queries/looped';
import type { Use } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'query/write-in-loop',
  since: '0.3.0',
  status: 'stable',
  scope: 'document',
  severity: 'warning',
  title: 'Write in a loop',
  summary: 'Rows are written one by one.',
  citations: ['guide.database', 'postgresql.populate', 'django.bulk'],
  practices: [],
  checklist: ['n-plus-one'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const read = new Set(loopedQueries(application, 'read').map(({ loop }) => loop));
    const told = new Set(read);
    for (const query of loopedQueries(application, 'write')) {
      const { use, loop, subject, behind } = query;
      // A loop that reads is told of for that.
      if (told.has(loop)) continue;
      told.add(loop);
      const { each, handler, isRequest, at, begins } = loopWords(query, application);
      const to = subject === null ? '' : ` to ${subject}`;
      const what = behind ? `${use.method} makes a write${to} and` : `A write${to}`;
      const many = manyOf(use);
      report({
        at,
        severity: isRequest ? 'warning' : 'information',
        message: `${what} runs once for each item of ${each}${handler}: 100 items are 100 round trips. ${many === undefined ? 'Write them together where the rows allow it.' : `Write them together${many}.`}`,
        related: [begins],
      });
    }
  },
});

/** How rows that are made or deleted are written together; nothing where each may be changed to something else. */
function manyOf({ method }: Use): string | undefined {
  if (/^(?:create|insert\w*|persist|Create|INSERT)$/.test(method)) {
    return ', as rows of one insert';
  }
  if (/^(?:delete\w*|destroy|remove|Delete)$/.test(method)) return ', with one delete of all ids';
  return undefined;
}
