import type { PoolEngine } from '../../../contracts/fact';
import { defineLibrary, type Library, pool, type SnippetTemplate } from './library';

/** Drizzle over a driver: for an address it opens the driver's pool, with the driver's options. */
export function drizzleOver(
  driver: Pick<Library, 'options' | 'unknownOption' | 'acquires' | 'minAboveMax'>,
  own: {
    readonly title: string;
    readonly module: string;
    readonly engine: PoolEngine;
    readonly snippet: SnippetTemplate;
  },
): Library {
  const { options, unknownOption, acquires, minAboveMax } = driver;
  const { module, ...said } = own;
  return defineLibrary({
    ...{ ...said, options, unknownOption, acquires, minAboveMax },
    language: 'javascript',
    modules: [module],
    packages: ['drizzle-orm'],
    constructs: [{ ...pool('drizzle', 0, ['connection']), ofAddress: true }],
    managed: [{ take: /^transaction$/, parameter: 0 }],
    version: '0.45',
    since: 0,
    source: 'drizzle.connect',
  });
}
