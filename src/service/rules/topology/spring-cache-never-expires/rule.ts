import { defineRule } from '../../../contracts/rule';

export default defineRule({
  id: 'topology/spring-cache-never-expires',
  since: '0.3.0',
  status: 'stable',
  scope: 'project',
  severity: 'information',
  title: 'Spring cache never expires',
  summary: 'What Spring caches in Redis has no lifetime.',
  citations: ['spring-boot.redis-cache', 'guide.caching'],
  practices: [],
  checklist: ['cache-lifetimes'],
  fixes: [],
  needs: ['closed-world'],
  defersTo: [],
  check({ architecture }, report) {
    const managers = architecture.of('cache-manager');
    // A profile or a bean that sets one may be the one that runs.
    if (managers.some(({ fact }) => fact.lifetime === 'set')) return;
    for (const { fact, uri } of managers) {
      report({
        at: { uri, path: fact.path },
        message:
          'spring.cache.type is redis and no time-to-live is set: entries never expire, so a changed row stays out of date until somebody evicts it, and Redis fills up. Set spring.cache.redis.time-to-live.',
      });
    }
  },
});
