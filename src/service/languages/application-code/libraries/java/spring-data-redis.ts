import { defineLibrary } from '../library';

/** Spring Data Redis, as a cache. */
export default defineLibrary({
  title: 'Spring Data Redis',
  language: 'java',
  modules: ['org.springframework.data.redis.core'],
  engine: 'redis',
  handles: {
    ...{ RedisTemplate: 'cache', StringRedisTemplate: 'cache', ValueOperations: 'cache' },
  },
  cache: { title: 'Redis', makes: /^(?!)/ },
  version: '3',
  source: 'redis.expire',
});
