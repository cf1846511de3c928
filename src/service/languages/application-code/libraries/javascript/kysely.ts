import { defineLibrary } from '../library';

/** Kysely: its transactions; its pools are those of the drivers. */
export default defineLibrary({
  title: 'Kysely',
  language: 'javascript',
  modules: ['kysely'],
  managed: [{ take: /^execute$/, parameter: 0 }],
  version: '0.28',
  source: 'kysely.transaction',
});
