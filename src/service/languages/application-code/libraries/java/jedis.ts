import { defineLibrary } from '../library';

/** Jedis, as a cache. */
export default defineLibrary({
  title: 'Jedis',
  language: 'java',
  modules: ['redis.clients.jedis'],
  engine: 'redis',
  handles: {
    ...{ Jedis: 'cache', JedisPooled: 'cache', JedisCluster: 'cache', UnifiedJedis: 'cache' },
  },
  cache: { title: 'Redis', makes: /^(?:Jedis|JedisPooled|JedisCluster|UnifiedJedis)$/ },
  version: '6',
  source: 'redis.expire',
});
