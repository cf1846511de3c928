import { defineLibrary } from '../library';

/** go-cache, in the memory of the process. */
export default defineLibrary({
  title: 'go-cache',
  language: 'go',
  modules: ['github.com/patrickmn/go-cache'],
  engine: 'other',
  handles: { Cache: 'cache' },
  cache: { title: 'go-cache', makes: /^New(?:From)?$/ },
  version: '2.1',
  source: 'go-cache.set',
});
