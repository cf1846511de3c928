import type { AddressParameters, PoolEngine } from '../../../contracts/fact';
import { defineLibrary, type Library, pool } from './library';

/** A driver adapter of Prisma: it opens a pool of its driver with the options it is given, unless it is given a pool. */
export function prismaOver(
  driver: Pick<Library, 'options' | 'unknownOption' | 'acquires' | 'minAboveMax'>,
  own: {
    readonly title: string;
    readonly module: string;
    readonly name: string;
    readonly engine: PoolEngine;
    readonly inAddress?: AddressParameters;
    /** The lines of a snippet that say where it connects to. */
    readonly address: readonly string[];
  },
): Library {
  const { options, unknownOption, acquires, minAboveMax } = driver;
  const { module, name, address, ...said } = own;
  return defineLibrary({
    ...{ ...said, options, unknownOption, acquires, minAboveMax },
    language: 'javascript',
    modules: [module],
    constructs: [{ ...pool(name, 0), ofAddress: true }],
    version: '7.10',
    since: 5,
    source: 'prisma.pool',
    snippet: {
      prefix: `pool-prisma-${module.slice(module.lastIndexOf('-') + 1)}`,
      lines: [
        `import { ${name} } from '${module}';`,
        "import { PrismaClient } from './generated/prisma/client';",
        '',
        `const adapter = new ${name}({`,
        ...address,
        '  @NAME: VALUE,',
        '});',
        'export const prisma = new PrismaClient({ adapter });',
      ],
    },
  });
}
