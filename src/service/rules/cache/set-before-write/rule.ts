import { defineRule } from '../../../contracts/rule';
import { isAbout } from '../../../languages/application-code/caching';
import { encloses, functionOf } from '../../../languages/application-code/uses';

export default defineRule({
  id: 'cache/set-before-write',
  since: '0.2.0',
  status: 'stable',
  scope: 'document',
  severity: 'information',
  summary: 'A value is cached before it is written to the database.',
  citations: ['guide.caching', 'redis.cache-aside'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: [],
  defersTo: [],
  check({ application }, report) {
    const { queries, caching } = application;
    for (const change of caching.changes) {
      if (change.kind !== 'set') continue;
      const query = queries.find(
        ({ kind, use, ...rest }) =>
          kind === 'write' &&
          use.at.start > change.use.at.end &&
          functionOf(use) === change.scope &&
          encloses(change.use.region, use.region) &&
          isAbout(change.key, { kind, use, ...rest }),
      );
      // Deleting once more, or caching again, after the write is the cure.
      const again = caching.changes.some(
        (other) => other.scope === change.scope && query && other.use.at.start > query.use.at.end,
      );
      if (!query || again) continue;
      report({
        at: change,
        message: `${change.key} is in the cache before ${query.subject} is written: when the write fails, requests read what the database never got. Write first, then cache.`,
        related: [{ at: query, message: 'It is written here' }],
      });
    }
  },
});
