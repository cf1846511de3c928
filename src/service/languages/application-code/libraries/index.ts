import { GO } from './go';
import { JAVA } from './java';
import { JAVASCRIPT } from './javascript';
import type { Construct, Library } from './library';
import { PYTHON } from './python';

/** Every library that is known. */
export const LIBRARIES: readonly Library[] = [...JAVASCRIPT, ...PYTHON, ...GO, ...JAVA];

/** The library a name is imported from, and what the name makes there. */
export function libraryOf(
  language: Library['language'],
  module: string,
  name: string,
): { readonly library: Library; readonly construct: Construct } | undefined {
  const from = isGeneratedPrisma(module, name) ? '@prisma/client' : module;
  for (const library of LIBRARIES) {
    if (library.language !== language || !library.modules.includes(from)) continue;
    const construct = library.constructs.find((candidate) => candidate.name === name);
    if (construct) return { library, construct };
  }
  return undefined;
}

/** Prisma writes its client into the project, to wherever the schema says, and projects hand it on. */
function isGeneratedPrisma(module: string, name: string): boolean {
  return name === 'PrismaClient' && /^[.@~#]|prisma|generated/i.test(module);
}
