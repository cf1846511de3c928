import { defineLibrary } from '../library';

/** Lettuce, as a cache. */
export default defineLibrary({
  title: 'Lettuce',
  language: 'java',
  modules: ['io.lettuce.core.api.sync'],
  engine: 'redis',
  handles: { RedisCommands: 'cache' },
  cache: { title: 'Redis', makes: /^(?!)/ },
  version: '6',
  source: 'redis.expire',
});
