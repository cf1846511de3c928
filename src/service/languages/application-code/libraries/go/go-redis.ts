import { defineLibrary } from '../library';

/** go-redis, as a cache. */
export default defineLibrary({
  title: 'go-redis',
  language: 'go',
  modules: [
    'github.com/redis/go-redis/v9',
    'github.com/go-redis/redis/v9',
    'github.com/go-redis/redis/v8',
    'github.com/go-redis/redis/v7',
  ],
  engine: 'redis',
  handles: {
    ...{ Client: 'cache', ClusterClient: 'cache', Cmdable: 'cache', Ring: 'cache' },
    UniversalClient: 'cache',
  },
  cache: { title: 'Redis', makes: /^New(?:Cluster|Failover|Universal)?Client$/ },
  version: '9',
  source: 'redis.expire',
});
